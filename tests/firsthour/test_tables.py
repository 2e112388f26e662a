"""A table of articles, as a data journalist brings it."""

import json

import pytest

ROWS = (
    "Outlet;Headline;StoryBody;PubDate;id\n"
    "The Lake;Oil;Chevron exports Venezuelan oil to the United States.;2026-03-04;7\n"
    'The Lake;Banker;"Police in Madrid arrested the banker Piet Vos on Monday; he denies it.\n\n'
    'Norway bought ten ships from Brazil on Tuesday.";2026-03-05;8\n'
    "The Lake;Short\n"
    "The Lake;Empty;;2026-03-05;9\n"
)


@pytest.fixture
def articles(folder):
    (folder / "articles.csv").write_text(ROWS, encoding="cp1252")


def test_rows_of_a_table_are_articles_and_bad_rows_fail_alone(articles, act):
    first = act("build", "articles.csv", "--extractors", "rules")
    assert (first.code, first.out) == (1, "")
    assert first.err.splitlines()[0] == (
        'kg: articles.csv: has no column with the text; its longest texts are in "StoryBody": '
        "give --field text=StoryBody"
    )
    field = ("--field", "text=StoryBody")
    done = act("build", "articles.csv", *field, "--extractors", "rules", "--store", "st", "--json")
    assert done.code == 1
    assert done.err.splitlines() == [
        "kg: articles.csv:6: the first line names 5 columns, and this row has 2; "
        "mend the row: put cells with a semicolon in them in quotation marks",
        "kg: articles.csv:7: StoryBody is empty; fill it in, or drop the article",
    ]
    found = json.loads(done.out)
    assert (found["documents"], found["undated"]) == (2, [])
    listed = act("query", "documents", "--store", "st", "--format", "csv").out.splitlines()[1:]
    assert [",".join(row.split(",")[1:]) for row in sorted(listed)] == [
        "Oil,The Lake,,,2026-03-04",
        "Banker,The Lake,,,2026-03-05",
    ]
    assert all("/article/articles_" in row for row in listed)


def test_a_row_and_a_line_of_json_come_to_the_same(folder, act):
    text = "Chevron exports Venezuelan oil to the United States."
    (folder / "x.csv").write_text(f"id,headline,text,date\n7,Oil,{text},2026-03-04\n")
    line = {"id": 7, "headline": "Oil", "text": text, "date": "2026-03-04"}
    (folder / "x.jsonl").write_text(json.dumps(line))
    for name in ("x.csv", "x.jsonl"):
        act("build", name, "--extractors", "rules", "-o", f"{name}.nq", "-q")
    assert (folder / "x.csv.nq").read_bytes() == (folder / "x.jsonl.nq").read_bytes() != b""
