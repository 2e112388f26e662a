"""Graphs in files that have no named graphs: Turtle, N-Triples and RDF/XML answer as TriG does."""

from pathlib import Path

import pytest
from pyoxigraph import Quad

import kg
from kg import query
from kg.query import with_graphs

TEXTS = (
    "Former minister Ana Ruiz was charged with bribery in Quito on Wednesday. She denied the charges.",
    "Kestrel may buy Daimon for 2,500 dirhams, Chevron said. Chevron exports oil to Norway.",
)


@pytest.fixture(scope="module")
def graph() -> kg.Graph:
    return kg.build(texts=TEXTS, date="2026-03-12")


def flat(quads) -> set[Quad]:
    return {Quad(*quad.triple) for quad in quads}


def test_graphs_of_articles_are_found_again(graph):
    found = set(with_graphs(flat(graph.quads)))
    whole = set(graph.quads)
    seen = [quad.triple for quad in graph.quads]
    once = {quad for quad in whole if seen.count(quad.triple) == 1}
    assert once <= found
    assert found <= whole


def test_a_graph_of_others_stays_as_it_is():
    path = Path(__file__).parents[1] / "queries" / "who-is-charged" / "data.trig"
    quads = list(query.open_files([path]))
    assert with_graphs(quads) == quads


@pytest.mark.parametrize("suffix", ["ttl", "nt", "rdf"])
def test_flat_file_explains_and_answers(suffix, graph, act, folder):
    graph.save(f"e.{suffix}")
    graph.save("e.trig")
    for asked in (["why", "Ana Ruiz"], ["query", "who-said-what"], ["query", "documents"]):
        told = act(*asked, "--data", f"e.{suffix}")
        assert (told.code, told.out) == (0, act(*asked, "--data", "e.trig").out)
        assert told.out.strip()


def test_flat_file_is_opened_with_its_graphs(graph, tmp_path):
    opened = kg.open(graph.save(tmp_path / "e.ttl"))
    assert opened.documents == graph.documents
    assert str(opened.why("Ana Ruiz")) == str(graph.why("Ana Ruiz"))
    assert opened.to_pandas(claims=True).equals(graph.to_pandas(claims=True))
    assert opened.serialize("turtle") == graph.serialize("turtle")
