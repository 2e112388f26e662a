"""The quads of a long document wait in a file, and are the same as those of a short one."""

import pickle
import tempfile
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.rdf.quads import Quads
from kg.rdf.spill import Spilled
from kg.store import Embedded

ARTICLE = NamedNode("https://a.example/long")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
TRIPLES = [
    (NamedNode(f"https://a.example/{n % 40_000}"), LABEL, Literal(f"“{n % 40_000}”\n"))
    for n in range(60_000)
]
FACT = Quad(NamedNode("https://a.example/1"), LABEL, Literal("one"), DefaultGraph())


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def wanted():
    return {Quad(*triple, ARTICLE) for triple in TRIPLES}


def test_a_file_has_each_quad_once_in_order_and_is_read_more_than_once(temporary):
    spilled = Spilled.of(TRIPLES, ARTICLE)
    found = list(spilled)
    assert len(spilled) == len(found) == 40_000
    assert set(found) == set(spilled) == wanted()
    assert [str(quad) for quad in found] == sorted(map(str, found))
    spilled.discard()
    spilled.discard()
    assert list(temporary.iterdir()) == []


def test_it_goes_to_another_process_as_the_name_of_its_file():
    quads = Quads(document=ARTICLE.value, facts=(FACT,), graph=Spilled.of(TRIPLES, ARTICLE))
    packed = pickle.dumps(quads)
    assert len(packed) < 1_000
    assert pickle.loads(packed) == quads


def test_where_making_it_fails_no_file_is_left(temporary):
    def broken():
        yield TRIPLES[0]
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        Spilled.of(broken(), ARTICLE)
    assert list(temporary.iterdir()) == []


def test_a_store_has_the_same_of_a_file_as_of_quads_in_memory(temporary):
    short = Quads(document="https://a.example/2", facts=(FACT,), graph=())
    spilled = Quads(document=ARTICLE.value, facts=(FACT,), graph=Spilled.of(TRIPLES, ARTICLE))
    plain = Quads(document=ARTICLE.value, facts=(FACT,), graph=tuple(sorted(wanted(), key=str)))
    graphs = []
    for name, quads in {"of a file": spilled, "of memory": plain}.items():
        with Embedded.open(Path(temporary / name)) as store:
            store.add([short, quads])
            assert store.totals().triples == 40_001
            graphs.append(set(store.store))
    assert graphs[0] == graphs[1]
    with Embedded.open(Path(temporary / "of a file")) as store:
        store.add([Quads(document=ARTICLE.value, facts=(), graph=tuple(list(wanted())[:3]))])
        assert store.totals().triples == 4
