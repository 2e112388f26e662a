"""Good articles among hundreds of hostile documents come out as they do alone, and each of those is accounted for."""

import time
from collections import Counter
from pathlib import Path

import pytest

import kg
from hostile.corpus import documents
from kg import sources
from kg.model import Document
from kg.pipeline import Graph

LEAST = 300  # documents
LONGEST = 300.0  # seconds that a process works for all of them, on any machine
NAMES = ("Ana Ruiz", "Piet Vos", "Laura Hale", "Erik Dahl", "Tomas Brandt", "Mia Ortiz")
EVENTS = ("was charged with bribery in Quito on Monday", "was arrested in Madrid on 3 March 2026")
OPTIONS = {"extractors": ["rules"], "kb": "small"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    for name, raw in documents().items():
        (folder / name).write_bytes(raw)
    return folder


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    for number, name in enumerate(NAMES):
        for which, event in enumerate(EVENTS):
            address = f"https://good.example/{number}/{which}"
            text = f"{name} {event}. {name} works for the Kestrel Bank, the police said."
            (folder / f"{number}-{which}.txt").write_text(f"---\nurl: {address}\n---\n{text}\n")
    return folder


@pytest.fixture(scope="module")
def alone(good: Path) -> Graph:
    return kg.build(good, **OPTIONS)


@pytest.fixture(scope="module")
def together(good: Path, hostile: Path) -> tuple[Graph, float]:
    """The graph of all of them, and for how many seconds this process has worked."""
    began = time.process_time()
    graph = kg.build(good, hostile, **OPTIONS)
    return graph, time.process_time() - began


def test_the_corpus_is_large_and_the_same_each_time():
    found = documents()
    assert len(found) >= LEAST
    assert found == documents()
    suffixes = Counter(name.rpartition(".")[2] for name in found)
    formats = {
        "txt",
        "md",
        "html",
        "json",
        "jsonl",
        "csv",
        "xml",
        "rss",
        "warc",
        "parquet",
        "gz",
        "zst",
    }
    assert formats <= suffixes.keys()


def test_each_hostile_document_is_read_or_fails_with_one_line(hostile):
    """Nothing is lost in silence, and nothing is a bug."""
    for file in sorted(hostile.iterdir()):
        outcomes = list(sources.articles(file, english=True))
        assert outcomes or file.suffix in (".jsonl", ".csv", ".warc", ".wet", ".parquet"), file
        for each in outcomes:
            if isinstance(each, sources.SourceFailure):
                check_failure(each.source, each.message)
                assert each.source.startswith(str(file))
            elif isinstance(each, Document):
                each.text.encode()
                assert each.text.strip()


def check_failure(source: str, message: str) -> None:
    assert message.startswith(source)
    assert "\n" not in message
    assert "Traceback" not in message
    assert "report it" not in message  # what only a bug asks for


def test_the_report_has_all_of_them(hostile, good, together):
    report = together[0].report
    found = list(sources.articles(good, hostile, english=True))
    kinds = Counter(type(each).__name__ for each in found)
    assert report.documents == kinds["Document"]
    assert len(report.failures) == kinds["SourceFailure"]
    assert (report.copies, len(report.other_languages)) == (kinds["Copy"], kinds["OtherLanguage"])
    for each in report.failures:
        check_failure(each.document, each.message)


def test_good_articles_come_out_as_they_do_alone(alone, together):
    graph = together[0]
    assert len(alone.documents) == len(NAMES) * len(EVENTS)
    assert set(alone.quads) <= set(graph.quads)
    own = set(alone.documents)
    among = {quad for quad in graph.quads if getattr(quad.graph_name, "value", "") in own}
    assert among <= set(alone.quads)


def test_the_time_is_bounded(together):
    assert together[1] < LONGEST
