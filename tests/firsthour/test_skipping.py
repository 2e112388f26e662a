"""What a store has unchanged is not read again, and what is read again says why; nothing to do touches nothing."""

import hashlib
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from kg import iri
from kg.nlp import language
from kg.pipeline import fingerprint
from kg.store import Embedded

STORY = "Police in Madrid arrested the banker Piet Vos on Monday."
GERMAN = (
    "Die Polizei hat am Montag in Berlin einen Mann festgenommen, der zuvor aus einer "
    "Bank geflohen war und dabei eine Tasche mit viel Geld verloren hatte."
)
SPANISH = (
    "El ministro dijo el lunes que el puerto estaría cerrado durante una semana tras la tormenta. "
    "Las autoridades de Lima siguen contando los daños y las escuelas no abrirán antes del viernes."
)
OTHER = "Norway bought ten ships from Brazil on Tuesday."


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "vos.txt").write_text(STORY)
    (folder / "ships.txt").write_text(OTHER)
    return folder


def state(folder: Path):
    """All that is in FOLDER, byte for byte."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def report(kg, *arguments):
    code, out, err = kg("build", *arguments, "--json", "--extractors", "rules")
    assert (code, err) == (0, "")
    return json.loads(out)


# Nothing to write


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("missing.txt", None),
        ("empty.txt", b""),
        ("binary.txt", b"abc\0def"),
        ("broken.jsonl", b"{\n"),
    ],
)  # fmt: skip
def test_a_build_that_reads_nothing_leaves_everything_as_it_was(name, raw, tmp_path, news, kg):
    store, output = tmp_path / "store", tmp_path / "out" / "graph.ttl"
    kg("build", news, "--store", store, "-o", output, "-q", "--extractors", "rules")
    before = state(tmp_path / "store"), output.read_bytes()
    bad = tmp_path / name
    if raw is not None:
        bad.write_bytes(raw)
    code, out, err = kg("build", bad, "--store", store, "-o", output)
    assert (code, out) == (1, "")
    assert err.splitlines()[0].startswith(f"kg: {bad}")
    assert err.splitlines()[1:] == [
        f"kg: no article was read; nothing is written to {output} and {store}"
    ]
    assert (state(store), output.read_bytes()) == before


def test_other_languages_alone_are_said_in_one_line_and_leave_everything(tmp_path, news, kg):
    store, output = tmp_path / "store", tmp_path / "out" / "graph.ttl"
    kg("build", news, "--store", store, "-o", output, "-q", "--extractors", "rules")
    before = state(store), output.read_bytes()
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "berlin.txt").write_text(GERMAN)
    where = f"and kg reads English alone; nothing is written to {output} and {store}\n"
    assert kg("build", foreign, "--store", store, "-o", output) == (
        1, "", f"kg: no article was read: the only one is in another language, {where}",
    )  # fmt: skip
    (foreign / "lima.txt").write_text(SPANISH)
    assert kg("build", foreign, "--store", store, "-o", output) == (
        1, "", f"kg: no article was read: all 2 are in other languages, {where}",
    )  # fmt: skip
    assert (state(store), output.read_bytes()) == before


def test_other_languages_among_english_are_counted_and_named_and_are_no_failure(tmp_path, news, kg):
    (news / "berlin.txt").write_text(GERMAN)
    (news / "lima.txt").write_text(SPANISH)
    names = [str(news / "berlin.txt"), str(news / "lima.txt")]
    in_memory = report(kg, news)
    assert (in_memory["documents"], in_memory["failures"]) == (2, [])
    assert in_memory["other_languages"] == names
    stored = report(kg, news, "--store", tmp_path / "store")
    assert (stored["documents"], stored["other_languages"]) == (2, names)
    code, out, err = kg("build", news, "--store", tmp_path / "store", "--extractors", "rules", "-v")
    assert code == 0
    assert "other languages 2 passed over; --json names them" in " ".join(out.split())
    assert [line for line in err.splitlines() if "English" in line] == [
        f"INFO kg.pipeline.report: {name}: is not English; passed over" for name in names
    ]


def test_a_build_that_reads_nothing_makes_no_file_and_no_store(tmp_path, kg):
    store, output = tmp_path / "new" / "store", tmp_path / "out" / "graph.ttl"
    code, _, _ = kg("build", tmp_path / "missing.txt", "--store", store, "-o", output)
    assert (code, list(tmp_path.iterdir())) == (1, [])


def test_python_leaves_a_store_alone_too(tmp_path):
    import kg

    (tmp_path / "empty.txt").write_text("")
    graph = kg.build(tmp_path / "empty.txt", store=tmp_path / "store")
    assert (len(graph), len(graph.report.failures)) == (0, 1)
    assert not (tmp_path / "store").exists()


def test_a_bad_file_among_good_ones_stops_nothing(tmp_path, news, kg):
    (news / "empty.txt").write_text("")
    code, _, err = kg("build", news, "--store", tmp_path / "store", "--extractors", "rules")
    assert (code, err) == (1, f"kg: {news / 'empty.txt'}: has no text\n")
    with Embedded.read_only(tmp_path / "store") as store:
        assert len(store.documents()) == 2


# Nothing to do


def test_unchanged_articles_are_not_read_again(tmp_path, news, kg):
    store = tmp_path / "store"
    assert report(kg, news, "--store", store)["documents"] == 2
    before = state(store)
    again = report(kg, news, "--store", store)
    assert (again["documents"], again["unchanged"], again["anew"]) == (0, 2, {})
    assert state(store) == before
    assert again["facts"] > 0


def test_the_table_says_what_was_skipped(tmp_path, news, kg):
    kg("build", news, "--store", tmp_path / "store", "-q", "--extractors", "rules")
    code, out, _ = kg("build", news, "--store", tmp_path / "store", "--extractors", "rules")
    assert code == 0
    assert "unchanged" in out
    assert "in the store already, not read again" in out
    assert "coverage" not in out  # of what was read: nothing
    assert out.endswith(f"unchanged: {tmp_path / 'store'}\n")


def test_a_file_of_the_whole_store_is_written_where_nothing_was_read(tmp_path, news, kg):
    store, one, two = tmp_path / "store", tmp_path / "one.nq", tmp_path / "two.nq"
    kg("build", news, "--store", store, "-o", one, "-q", "--extractors", "rules")
    code, _, _ = kg("build", news, "--store", store, "-o", two, "-q", "--extractors", "rules")
    assert (code, two.read_bytes()) == (0, one.read_bytes())


def test_nothing_to_do_loads_neither_parser_nor_network_and_takes_no_time(tmp_path, news, kg):
    report(kg, news, "--store", tmp_path / "store")
    code = (
        "import sys, kg\n"
        f"graph = kg.build({str(news)!r}, store={str(tmp_path / 'store')!r}, extractors=['rules'])\n"
        "print(graph.report.unchanged, [n for n in ('spacy', 'onnxruntime', 'tokenizers', 'rdflib')"
        " if n in sys.modules])"
    )
    begin = time.process_time(), time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "2 []\n"
    assert time.monotonic() - begin[1] < 20  # two seconds, on a machine that does nothing else


# What has to be read anew


def test_a_changed_file_is_read_anew_and_replaces_what_it_said(tmp_path, news, kg):
    store = tmp_path / "store"
    report(kg, news, "--store", store)
    (news / "vos.txt").write_text("Police in Lima freed the banker Piet Vos on Friday.")
    again = report(kg, news, "--store", store)
    assert (again["documents"], again["unchanged"]) == (1, 1)
    with Embedded.read_only(store) as embedded:
        assert len(embedded.documents()) == 2
        assert not any("Madrid" in str(quad) for quad in embedded.quads())


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--date", "2026-03-12"), "metadata"),
        (("--ontology", "mine.ttl"), "ontology"),
        (("--kb", "mine.kb"), "knowledge base"),
    ],
)
def test_the_report_says_why_articles_are_read_anew(
    options, reason, tmp_path, news, kg, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    Path("mine.ttl").write_text("")
    if "mine.kb" in options:
        kg("kb", "build", "-o", "mine.kb")
    report(kg, news, "--store", "store")
    again = report(kg, news, "--store", "store", *options)
    assert (again["documents"], again["anew"]) == (2, {reason: 2})
    again = report(kg, news, "--store", "store", *options)
    assert (again["documents"], again["unchanged"]) == (0, 2)


def test_the_table_says_why(tmp_path, news, kg):
    kg("build", news, "--store", tmp_path / "store", "-q", "--extractors", "rules")
    _, out, _ = kg("build", news, "--store", tmp_path / "store", "--extractors", "rules,network")
    (line,) = [line.split() for line in out.splitlines() if line.startswith(" read anew")]
    assert line == "read anew why: options 2, weights 2".split()


def test_other_code_is_another_version(tmp_path, news, kg, monkeypatch):
    report(kg, news, "--store", tmp_path / "store")
    monkeypatch.setattr(fingerprint, "_version", lambda name: "9.9")
    again = report(kg, news, "--store", tmp_path / "store")
    assert again["anew"] == {"version": 2}


def test_a_store_of_an_earlier_version_is_read_anew(tmp_path, news, kg):
    (news / "page.jsonl").write_text(json.dumps({"url": "https://a.example/p", "text": STORY}))
    store, old = tmp_path / "store", tmp_path / "old"
    report(kg, news, "--store", store)
    with Embedded.read_only(store) as embedded:
        new = {str(quad) for quad in embedded.quads()}
    with Embedded.open(old) as embedded:  # without notes, and with names as they were
        former = (iri.article(iri.BASE, "vos"), iri.article(iri.BASE, "news/ships"))
        for name in map(NamedNode, (*former, "https://a.example/p")):
            embedded.replace(name.value, [], [Quad(name, name, name, name)])
    again = report(kg, news, "--store", old)
    assert (again["documents"], again["anew"]) == (3, {"made by an earlier version": 1})
    with Embedded.read_only(old) as embedded:
        assert {str(quad) for quad in embedded.quads()} == new


def test_the_name_of_the_pipeline_is_known_without_loading_it():
    assert fingerprint.MODEL == language.DEFAULT


def test_what_is_noted_is_shown_to_nobody(tmp_path, news, kg):
    report(kg, news, "--store", tmp_path / "store")
    _, out, _ = kg("export", "--store", tmp_path / "store", "--format", "nq")
    assert "urn:news-kg" not in out
    assert str(tmp_path) not in out
