"""The comparison of graphs that several Pythons build, as far as it goes without building any."""

from pathlib import Path

from benchmarks import same_bytes


def test_an_interpreter_that_is_missing_is_named_and_skipped(tmp_path, capsys):
    assert same_bytes.main(Path("examples/news"), ["python0.1"], tmp_path) == 1
    assert capsys.readouterr().out == "python0.1\tis not there: skipped\n"
    assert list(tmp_path.iterdir()) == []


def test_what_differs_is_shown_from_both_sides():
    assert same_bytes.difference([b"a", b"b"], [b"b", b"c"]) == ["< a", "> c"]
    assert same_bytes.difference([b"a"], [b"a", b"b"]) == ["> b"]
    assert same_bytes.difference([b"a"], [b"a"]) == []
