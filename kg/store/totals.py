"""How much a store has, kept up to date as it is written: nobody counts a million articles because of ten.

The ledger has the numbers while nobody writes. Who writes takes them out first and puts them back at the end: where a
process was killed in between they are missing, and the next one that asks counts.
"""

import json
from collections.abc import Iterable, Sized
from dataclasses import asdict, replace
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.counts import Counts, count_stored, event_of, is_relation
from kg.ontology.vocabulary import GRAPH, is_ontology
from kg.store.enriched import enrichments
from kg.store.notes import LEDGER

_STORE: Final = NamedNode("urn:news-kg:store")
_MARK: Final = NamedNode("urn:news-kg:store#counts")


class Totals:
    """The numbers of one open STORE."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known = _read(store)
        self._is_writing = False
        self._waiting: set[Quad] = set()  # what documents share and is not written yet
        self._events: set[str] = set()  # those of it

    def now(self) -> Counts:
        """Return how much there is; counted where nobody has kept count."""
        if self._known is None:
            self._known = count_stored(
                self._store, hidden=(LEDGER,), enriched=enrichments(self._store)
            )
        return self._known

    def begin(self) -> None:
        """Take the numbers out of the ledger, before anything is written."""
        if not self._is_writing:
            for quad in tuple(self._store.quads_for_pattern(_STORE, _MARK, None, LEDGER)):
                self._store.remove(quad)
            self._is_writing = True

    def end(self) -> None:
        """Put the numbers into the ledger, if they are known; nothing is written after that."""
        if self._is_writing and self._known is not None:
            plain = json.dumps(asdict(self._known))
            self._store.add(Quad(_STORE, _MARK, Literal(plain), LEDGER))
        self._is_writing = False

    def add(self, shared: Iterable[Quad], graph: Iterable[Quad]) -> None:
        """Count a document that is about to be written and was not there: what it may SHARE, and its own GRAPH."""
        if self._known is None:
            return
        fresh = {quad for quad in shared if not (quad in self._waiting or quad in self._store)}
        events = {event for event in _events(fresh) if not self._has(event)} - self._events
        self._waiting |= fresh
        self._events |= events
        self._change(fresh, 1)
        self._tell(
            events=len(events),
            triples=len(graph) if isinstance(graph, Sized) else sum(1 for _ in graph),
        )

    def written(self) -> None:
        """Note that all that was counted is in the store."""
        self._waiting.clear()
        self._events.clear()

    def before(self, new: Iterable[Quad], orphans: Iterable[Quad]) -> "Change":
        """Return what is to be counted once the NEW quads of a document are written, and the ORPHANS are gone."""
        fresh = {quad for quad in new if quad not in self._store}
        gone = set(orphans)
        events = {event: self._has(event) for event in _events(fresh | gone)}
        return Change(fresh, gone, events, enrichments(self._store))

    def after(self, change: "Change", graph: NamedNode, triples: int) -> None:
        """Count a CHANGE that was written; GRAPH, a document's, has so many TRIPLES more than before."""
        if self._known is None:
            return
        self._change(change.fresh, 1)
        self._change(change.gone, -1)
        events = sum(self._has(event) - had for event, had in change.events.items())
        if graph == GRAPH:
            self._tell(ontology=triples)
        elif graph in change.apart or graph in enrichments(self._store):
            self._tell(enrichment=triples)
        else:
            self._tell(events=events, triples=triples)

    def _change(self, quads: Iterable[Quad], sign: int) -> None:
        relations = triples = ontology = enrichment = 0
        for quad in quads:
            if is_ontology(quad):
                ontology += sign
            elif isinstance(quad.graph_name, DefaultGraph):
                triples += sign
                relations += sign * is_relation(quad)
            else:
                enrichment += sign
        self._tell(relations, triples=triples, ontology=ontology, enrichment=enrichment)

    def _tell(
        self,
        relations: int = 0,
        *,
        events: int = 0,
        triples: int = 0,
        ontology: int = 0,
        enrichment: int = 0,
    ) -> None:
        known = self._known
        if known is not None:
            self._known = replace(
                known,
                facts=known.facts + relations + events,
                events=known.events + events,
                triples=known.triples + triples,
                ontology=known.ontology + ontology,
                enrichment=known.enrichment + enrichment,
            )

    def _has(self, event: str) -> bool:
        found = self._store.quads_for_pattern(NamedNode(event), None, None, DefaultGraph())
        return any(not is_ontology(quad) for quad in found)


class Change:
    """Quads that documents share: FRESH ones, those that are GONE, and which of their EVENTS were there before.

    APART are the graphs that were no document's.
    """

    __slots__ = ("apart", "events", "fresh", "gone")

    def __init__(
        self,
        fresh: set[Quad],
        gone: set[Quad],
        events: dict[str, bool],
        apart: tuple[NamedNode, ...],
    ) -> None:
        self.fresh, self.gone, self.events, self.apart = fresh, gone, events, apart


def _events(quads: Iterable[Quad]) -> set[str]:
    found = (
        event_of(quad)
        for quad in quads
        if isinstance(quad.graph_name, DefaultGraph) and not is_ontology(quad)
    )
    return {event for event in found if event is not None}


def _read(store: Store) -> Counts | None:
    for quad in store.quads_for_pattern(_STORE, _MARK, None, LEDGER):
        if isinstance(quad.object, Literal):
            return Counts(**json.loads(quad.object.value))
    return None if next(iter(store), None) is not None else Counts()
