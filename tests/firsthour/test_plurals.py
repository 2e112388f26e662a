"""One document is not one documents, in what a newcomer sees first."""

import io

from rich.console import Console

import kg
from kg.cli.bar import bar

RUIZ = "Ana Ruiz was sentenced to 27 years in prison in Quito on Monday.\n"


def test_one_document_with_one_sentence_is_told_in_the_singular(folder, act):
    (folder / "one.txt").write_text(RUIZ)
    out = act("build", "one.txt", "--date", "2026-03-04", "--extractors", "rules").out
    assert "1 of 1 sentence carries a claim" in out
    report = kg.build("one.txt", date="2026-03-04", extractors=["rules"]).report
    assert repr(report) == "<Report: 1 document, 1 fact, 1 claim, coverage 100%, 0 failures>"


def test_a_quantity_is_said_as_english_says_it(folder, act):
    (folder / "one.txt").write_text(RUIZ)
    act("build", "one.txt", "--date", "2026-03-04", "--extractors", "rules", "--store", "st", "-q")
    assert "Sentencing: Ana Ruiz, 27 years, Quito" in act("why", "Ana Ruiz", "--store", "st").out


def test_the_bar_counts_one_document_in_the_singular():
    console = Console(force_terminal=True, width=100, record=True, file=io.StringIO())
    with bar("documents", console) as progress:
        progress.expect(1)
        progress(1)
    shown = console.export_text()
    assert "1 of 1 document " in shown


def test_one_thing_of_a_knowledge_base_is_one_thing(folder, act):
    (folder / "own.csv").write_text("id,label,class\nhttps://kb.example/ruiz,Ana Ruiz,Person\n")
    done = act("kb", "import", "own.csv", "--kb", "own.kb")
    assert (done.code, done.out) == (0, "own.csv: 1 thing\n"), done.err
