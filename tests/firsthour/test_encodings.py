"""Files in other encodings than UTF-8, as a user meets them at the command line."""

from pathlib import Path

from pyoxigraph import parse

ARTICLE = "Police in São Paulo arrested the banker José Núñez on Monday. “He is innocent,” his lawyer said."


def values(path: Path) -> set[str]:
    return {getattr(quad.object, "value", "") for quad in parse(path=path)}


def test_windows_1252_is_read_without_being_asked(tmp_path, kg):
    (tmp_path / "a.txt").write_bytes(ARTICLE.encode("cp1252"))
    graph = tmp_path / "a.trig"
    code, _, err = kg("build", tmp_path / "a.txt", "-o", graph, "--date", "2026-03-04")
    told = f"kg: {tmp_path}/a.txt: not UTF-8 at byte 11; read as windows-1252, a guess\n"
    assert (code, err) == (0, told)
    assert {"José Núñez", ARTICLE.partition(". ")[0] + "."} <= values(graph)


def test_encoding_that_is_not_sure_is_one_line_that_says_what_to_give(tmp_path, kg):
    text = "Police in Ankara arrested the banker Recep Erdoğan on Monday."
    (tmp_path / "a.txt").write_bytes(text.encode("cp1254"))
    (tmp_path / "b.jsonl").write_bytes(
        '{"text": "Police arrested the banker Ana Ağça."}'.encode("cp1254")
    )
    code, _, err = kg("build", tmp_path / "a.txt", "-q")
    assert code == 1
    assert err == (
        f"kg: {tmp_path}/a.txt: not UTF-8 at byte 47, may be windows-1252 or windows-1254; "
        "give --encoding windows-1252, or what it is\n"
        "kg: no article was read; nothing is written\n"
    )
    graph = tmp_path / "a.trig"
    code, _, err = kg("build", tmp_path, "-o", graph, "-q", "--encoding", "windows-1254")
    assert (code, err) == (0, "")
    assert {"Recep Erdoğan", "Ana Ağça"} <= values(graph)


def test_encoding_that_is_wrong_is_one_line(tmp_path, kg):
    (tmp_path / "a.txt").write_bytes(ARTICLE.encode("cp1252"))
    code, _, err = kg("build", tmp_path / "a.txt", "-q", "--encoding", "utf-8")
    assert code == 1
    assert err == (
        f"kg: {tmp_path}/a.txt: is not utf-8 at byte 11; it reads as windows-1252; "
        "leave --encoding out, or give another\n"
        "kg: no article was read; nothing is written\n"
    )


def test_unknown_encoding_names_the_nearest(tmp_path, kg):
    (tmp_path / "a.txt").write_bytes(ARTICLE.encode("cp1252"))
    code, out, err = kg("build", tmp_path / "a.txt", "--encoding", "windows-1522")
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "kg: --encoding: 'windows-1522' is no known encoding; did you mean 'windows-1252'?"
    ]
