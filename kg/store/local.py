"""What is to be at an endpoint: the triples of a store, by the graph where they go.

A triple is a line of N-Triples without the dot. All literals have passed through a store, which
makes them canonical, so that equal triples are equal lines.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple

from kg.errors import StoreError
from kg.store.embedded import LEDGER
from kg.store.layout import Layout


@dataclass(frozen=True, slots=True)
class Graph:
    """A named graph of one document: its NAME, a digest of its lines, and how many triples it has."""

    name: str
    digest: str
    triples: int


class Local:
    """A store as LAYOUT lays it out."""

    def __init__(self, store: Store, layout: Layout) -> None:
        self._store = store
        self.layout = layout

    def names(self) -> tuple[str, ...]:
        """Return the names of the graphs that have one document each, sorted."""
        found = (graph.value for graph in self._named() if isinstance(graph, NamedNode))
        return tuple(
            sorted(name for name in found if self.layout.place(name) != self.layout.shared)
        )

    def graphs(self) -> Iterator[Graph]:
        """Yield the graphs that have one document each, in the order of their names."""
        for name in self.names():
            yield describe(name, self.lines(name))

    def lines(self, name: str) -> list[str]:
        """Return the triples of the graph called NAME, sorted."""
        found = self._store.quads_for_pattern(None, None, None, NamedNode(name))
        return sorted(line(quad) for quad in found)

    def shared(self) -> Iterator[str]:
        """Yield the triples of the graph that documents share; one may come more than once."""
        for graph in (DefaultGraph(), *self._named()):
            name = graph.value if isinstance(graph, NamedNode) else None
            if self.layout.place(name) == self.layout.shared:
                yield from map(line, self._store.quads_for_pattern(None, None, None, graph))

    def _named(self) -> Iterator[NamedNode | BlankNode]:
        return (graph for graph in self._store.named_graphs() if graph != LEDGER)


def describe(name: str, lines: Iterable[str]) -> Graph:
    """Return the graph called NAME that has the triples of LINES, in whatever order.

    >>> describe("urn:g", ["<a> <b> <c>"]) == describe("urn:g", ["<a> <b> <d>"])
    False
    """
    ordered = sorted(lines)
    joined = "\n".join(ordered).encode("utf-8")
    return Graph(name, hashlib.sha256(joined).hexdigest(), len(ordered))


def line(quad: Quad | Triple) -> str:
    """Return a triple as N-Triples has it, without the dot; it must have no blank node."""
    if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
        raise StoreError(
            f"{quad.subject} {quad.predicate} {quad.object}: a blank node has no name to find it by again; "
            "give it an IRI"
        )
    return f"{quad.subject} {quad.predicate} {quad.object}"
