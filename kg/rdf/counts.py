"""What a graph has, counted one way wherever it is told.

A fact is a relation that is asserted, one triple, or an event that is asserted, with all its roles. What only describes
a thing (class, names, place on the map) is no fact, nor is what goes along of the ontology.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.ontology.vocabulary import is_ontology
from kg.rdf.terms import LABEL, TYPE, node

_DESCRIBING: Final = frozenset(
    {
        TYPE,
        LABEL,
        node("skos", "altLabel"),
        node("owl", "sameAs"),
        node("geo", "lat"),
        node("geo", "long"),
        node("kg", "describedIn"),
        node("kg", "quantity"),
    }
)


@dataclass(slots=True, kw_only=True)
class Counts:
    """How many facts there are, how many of them are events, and how many triples.

    Those of the ontology are counted apart, and so are those that say what a knowledge base says.
    """

    facts: int = 0
    events: int = 0
    triples: int = 0
    ontology: int = 0
    enrichment: int = 0


def count(quads: Iterable[Quad], enriched: Container[object] = ()) -> Counts:
    """Count QUADS in one pass that keeps nothing but the events; ENRICHED are the graphs of knowledge bases."""
    counts, events, relations = Counts(), set[str](), 0
    for quad in quads:
        if is_ontology(quad):
            counts.ontology += 1
            continue
        if quad.graph_name in enriched:
            counts.enrichment += 1
            continue
        counts.triples += 1
        if isinstance(quad.graph_name, DefaultGraph):
            relations += is_relation(quad)
            if event := event_of(quad):
                events.add(event)
    counts.facts, counts.events = relations + len(events), len(events)
    return counts


def is_relation(quad: Quad) -> bool:
    """Tell whether a QUAD of the default graph says how a thing stands to another or to a value.

    >>> who, what = NamedNode("https://w3id.org/news-kg/entity/A.person"), node("kg", "memberOf")
    >>> is_relation(Quad(who, what, who)), is_relation(Quad(who, TYPE, node("kg", "Person")))
    (True, False)
    """
    return quad.predicate not in _DESCRIBING and "/entity/" in _name(quad)


def event_of(quad: Quad) -> str | None:
    """Return the event that a QUAD of the default graph is about."""
    name = _name(quad)
    return name if "/event/" in name else None


def _name(quad: Quad) -> str:
    return quad.subject.value if isinstance(quad.subject, NamedNode) else ""
