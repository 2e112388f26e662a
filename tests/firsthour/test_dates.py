"""Articles with and without a date, as a user meets them at the command line."""

import json
from pathlib import Path

from pyoxigraph import parse

TEXT = "Police in Madrid arrested the banker Piet Vos on Monday, the city said in a statement."


def write(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def days(path: Path) -> set[str]:
    return {str(getattr(quad.object, "value", "")) for quad in parse(path=path)}


def test_undated_articles_are_counted_and_named_with_what_to_do(tmp_path, kg):
    folder = write(
        tmp_path,
        a=TEXT,
        b=f"Banker held\n\nBy Jo Reyes, March 4\n\n{TEXT} It is late.",
        c=f"Banker held\n\nBy Jo Reyes, 4 March 2026\n\n{TEXT} It is old.",
    )
    code, out, err = kg("build", folder, "-o", tmp_path / "a.nq")
    told = f"kg: {folder}/b.txt: the date 'March 4' has no year of four digits; left out\n"
    assert (code, err) == (0, told)
    assert (
        f"2 articles without a date: {folder}/a.txt, {folder}/b.txt; "
        "relative times are lost; give --date\n"
    ) in out
    code, out, _ = kg("build", folder, "--json")
    assert json.loads(out)["undated"] == [f"{folder}/a.txt", f"{folder}/b.txt"]
    code, out, _ = kg("build", folder, "--date", "2026-03-09", "-o", tmp_path / "b.nq")
    assert "without a date" not in out
    assert {"2026-03-09", "2026-03-04"} <= days(tmp_path / "b.nq")


def test_byline_with_a_date_gives_relative_times(tmp_path, kg):
    write(tmp_path, a=f"Banker held\n\nBy Jo Reyes, 17 February 2026\n\n{TEXT}")
    code, out, _ = kg("build", tmp_path / "a.txt", "-o", tmp_path / "a.nq")
    assert code == 0
    assert "without a date" not in out
    assert {"2026-02-17", "2026-02-16"} <= days(tmp_path / "a.nq")


def test_dateline_without_a_year_takes_it_from_the_copyright(tmp_path, kg):
    rights = "© 2026 Hill Post. All rights reserved."
    write(tmp_path, a=f"Banker held\n\nLONDON, March 4 (Reuters) - {TEXT}\n\n{rights}")
    assert kg("build", tmp_path / "a.txt", "-q", "-o", tmp_path / "a.nq") == (0, "", "")
    assert {"2026-03-04", "2026-03-02"} <= days(tmp_path / "a.nq")


def test_address_dates_an_article(tmp_path, kg):
    article = {"text": TEXT, "url": "https://a.example/world/2026/03/04/banker-held"}
    (tmp_path / "a.jsonl").write_text(json.dumps(article))
    assert kg("build", tmp_path / "a.jsonl", "-q", "-o", tmp_path / "a.nq") == (0, "", "")
    assert {"2026-03-04", "2026-03-02"} <= days(tmp_path / "a.nq")
