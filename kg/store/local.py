"""What is to be at an endpoint: the triples of a store, by the graph where they go.

A triple is a line of N-Triples, with its dot. All literals have passed through a store, which makes
them canonical, so that equal triples are equal lines.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store

from kg.errors import StoreError
from kg.ontology import vocabulary
from kg.store.enriched import enrichments
from kg.store.layout import Layout
from kg.store.notes import LEDGER

# A blank node as subject, or as object: nothing else ends so.
_BLANK: Final = re.compile(r"^_:.*|^.* _:[^\s\"<>]+ \.$", re.MULTILINE)
# The hierarchy of the ontology.
_ABOVE: Final = re.compile(
    rf"\S+ (?:{'|'.join(re.escape(str(each)) for each in sorted(vocabulary.ABOVE, key=str))}) "
)


@dataclass(frozen=True, slots=True)
class Graph:
    """A named graph of one document: its NAME, a digest of its lines, and how many triples it has."""

    name: str
    digest: str
    triples: int


class Local:
    """A store as LAYOUT lays it out, with or without the ontology that goes along with it."""

    def __init__(self, store: Store, layout: Layout, *, with_ontology: bool = True) -> None:
        self._store = store
        self.layout = layout
        self._with_ontology = with_ontology

    def names(self) -> tuple[str, ...]:
        """Return the names of the graphs that have one document each, sorted."""
        found = (graph.value for graph in self._named())
        return tuple(
            sorted(name for name in found if self.layout.place(name) != self.layout.shared)
        )

    def lines(self, name: str) -> list[str]:
        """Return the triples of the graph called NAME, sorted."""
        return sorted(lines(self._store, NamedNode(name)))

    def shared(self) -> Iterator[str]:
        """Yield the triples of the graph that documents share; one may come more than once."""
        if self.layout.place(None) == self.layout.shared:
            facts = lines(self._store, DefaultGraph())
            yield from facts if self._with_ontology else (f for f in facts if not _ABOVE.match(f))
        apart = enrichments(self._store)  # what knowledge bases say is not mixed with facts
        for graph in self._named():
            if graph not in apart and self.layout.place(graph.value) == self.layout.shared:
                yield from lines(self._store, graph)

    def has(self, name: str) -> bool:
        """Tell whether there is a graph called NAME, of one document."""
        hidden = {LEDGER.value} if self._with_ontology else {LEDGER.value, vocabulary.GRAPH.value}
        return name not in hidden and self._store.contains_named_graph(NamedNode(name))

    def parted(self, facts: Iterable[Quad]) -> tuple[list[str], list[str]]:
        """Return those of FACTS that the shared graph is to have, and those that it is to have no more."""
        wanted: list[str] = []
        lost: list[str] = []
        for quad in facts:
            (wanted if quad in self._store else lost).append(f"{quad.triple} .")
        if not self._with_ontology:
            wanted = [line for line in wanted if not _ABOVE.match(line)]
        return wanted, lost

    def _named(self) -> Iterator[NamedNode]:
        for graph in self._store.named_graphs():
            if isinstance(graph, BlankNode):
                raise StoreError(
                    f"{graph}: a graph without a name cannot be pushed; give it an IRI"
                )
            if graph != LEDGER and (self._with_ontology or graph != vocabulary.GRAPH):
                yield graph


def describe(name: str, lines: Iterable[str]) -> Graph:
    """Return the graph called NAME that has the triples of LINES, in whatever order.

    >>> describe("urn:g", ["<a> <b> <c> ."]) == describe("urn:g", ["<a> <b> <d> ."])
    False
    """
    ordered = sorted(lines)
    return Graph(name, hashlib.sha256("\n".join(ordered).encode("utf-8")).hexdigest(), len(ordered))


def lines(store: Store, graph: NamedNode | DefaultGraph) -> list[str]:
    """Return the triples of GRAPH in STORE as lines of N-Triples, in no order; none may have a blank node."""
    written = store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b""
    text = written.decode("utf-8")
    if blank := _BLANK.search(text):
        raise StoreError(
            f"{blank[0]}: a blank node has no name to find it by again; give it an IRI"
        )
    return text.split("\n")[:-1]
