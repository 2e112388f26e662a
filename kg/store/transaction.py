"""What is written to a store in one transaction: the quads that stand for a document, and their text in an update."""

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from kg.store.notes import LEDGER

SUPPORTS: Final = NamedNode("urn:news-kg:ledger#supports")


def line(quad: Quad) -> str:
    """Return QUAD as N-Quads has it, without the dot: of a fact its triple alone."""
    if isinstance(quad.graph_name, DefaultGraph):
        return _triple(quad)
    return f"{_triple(quad)} {quad.graph_name}"


def _triple(quad: Quad) -> str:
    return f"{quad.subject} {quad.predicate} {quad.object}"


def quads_of(lines: Iterable[str]) -> list[Quad]:
    r"""Return the quads that LINES of the ledger stand for.

    >>> quads_of(['<urn:a> <urn:b> "c"', '<urn:a> <urn:b> "c" <urn:g>'])[1].graph_name.value
    'urn:g'
    """
    return list(parse("".join(f"{each} .\n" for each in lines), format=RdfFormat.N_QUADS))


def written(name: NamedNode, shared: Iterable[Quad], graph: Iterable[Quad]) -> Iterator[Quad]:
    """Yield all quads that stand for a document: what others may support too, its graph, its lines in the ledger."""
    shared = list(shared)
    yield from shared
    yield from graph
    yield from ledger(name, map(line, shared))


def ledger(name: NamedNode, lines: Iterable[str]) -> Iterator[Quad]:
    """Yield what the ledger has of a document: a line for each quad that it supports."""
    return (Quad(name, SUPPORTS, Literal(line), LEDGER) for line in lines)


def block(*parts: Iterable[Quad]) -> str:
    """Return quads as SPARQL data; the library writes each term."""
    statements = []
    for part in parts:
        for each in part:
            if isinstance(each.graph_name, DefaultGraph):
                statements.append(f"{_triple(each)} .")
            else:
                statements.append(f"GRAPH {each.graph_name} {{ {_triple(each)} }}")
    return "{ " + "\n".join(statements) + " }"


def is_iri(text: str) -> bool:
    """Tell whether TEXT can be an IRI.

    >>> is_iri("https://a.example/1"), is_iri("Ana Ruiz")
    (True, False)
    """
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True
