"""What is written to a store in one transaction: the quads that stand for a document, and their text in an update."""

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.store.notes import LEDGER

SUPPORTS: Final = NamedNode("urn:news-kg:ledger#supports")


def line(quad: Quad) -> str:
    """Return the triple of QUAD as N-Triples has it, without the dot."""
    return f"{quad.subject} {quad.predicate} {quad.object}"


def written(name: NamedNode, facts: Iterable[Quad], graph: Iterable[Quad]) -> list[Quad]:
    """Return all quads that stand for a document: its facts, its graph, its lines in the ledger."""
    facts = list(facts)
    return [*facts, *graph, *ledger(name, map(line, facts))]


def ledger(name: NamedNode, lines: Iterable[str]) -> Iterator[Quad]:
    """Yield what the ledger has of a document: a line for each fact that it supports."""
    return (Quad(name, SUPPORTS, Literal(line), LEDGER) for line in lines)


def block(*parts: Iterable[Quad | str]) -> str:
    """Return quads, and lines of facts, as SPARQL data; the library writes each term."""
    statements = []
    for part in parts:
        for each in part:
            if isinstance(each, str):
                statements.append(f"{each} .")
            elif isinstance(each.graph_name, DefaultGraph):
                statements.append(f"{line(each)} .")
            else:
                statements.append(f"GRAPH {each.graph_name} {{ {line(each)} }}")
    return "{ " + "\n".join(statements) + " }"
