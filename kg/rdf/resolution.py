"""Which entities are one: as RDF in a graph of its own, and as another graph in which one IRI stands for each.

The graph of a resolution is one more document to a store: it supports the ``owl:sameAs`` of its clusters, and goes
with them when it is removed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import NamedNode, Quad

from kg import iri
from kg.rdf import terms
from kg.rdf.terms import LABEL, TYPE, node

_NAME: Final = "resolution"


@dataclass(frozen=True, slots=True)
class Merge:
    """Two entities that are one, how probable that is, and why."""

    one: str
    other: str
    confidence: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionQuads:
    """What a resolution adds to a store, as a document does."""

    document: str
    facts: tuple[Quad, ...] = ()
    graph: tuple[Quad, ...] = ()


def name(base: str) -> str:
    """Return the IRI of the graph of a resolution."""
    return f"{base}{_NAME}"


def to_quads(
    heads: Mapping[str, str], merges: Iterable[Merge], base: str = iri.BASE
) -> ResolutionQuads:
    """Return a resolution as quads: HEADS are the entities that stand for others, MERGES what made them one."""
    graph = NamedNode(name(base))
    same = node("owl", "sameAs")
    facts = {Quad(NamedNode(other), same, NamedNode(head)) for other, head in heads.items()}
    record = {Quad(*triple, graph) for merge in merges for triple in _merge(merge, base)}
    return ResolutionQuads(
        document=graph.value,
        facts=tuple(sorted(facts, key=str)),
        graph=tuple(sorted(record, key=str)),
    )


def _merge(merge: Merge, base: str) -> Iterator[tuple[NamedNode, NamedNode, Any]]:
    subject = NamedNode(iri.claim(base, _NAME, merge.one, merge.other))
    yield subject, TYPE, node("kg", "Merge")
    for entity in (merge.one, merge.other):
        yield subject, node("kg", "mergedEntity"), NamedNode(entity)
    yield subject, node("kg", "confidence"), terms.decimal(f"{merge.confidence:.3f}")
    for reason in merge.reasons:
        yield subject, node("kg", "reason"), terms.string(reason)


def rewritten(quads: Iterable[Quad], heads: Mapping[str, str], base: str) -> Iterator[Quad]:
    """Yield QUADS with the entities that stand for others in their place; their labels become other names."""
    alternative, same, own = node("skos", "altLabel"), node("owl", "sameAs"), name(base)
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode) and quad.graph_name.value == own:
            continue
        subject, value = (_head(term, heads) for term in (quad.subject, quad.object))
        predicate = quad.predicate
        if predicate == same and subject == value:
            continue
        if predicate == LABEL and subject != quad.subject:
            predicate = alternative
        yield Quad(subject, predicate, value, quad.graph_name)


def _head(term: Any, heads: Mapping[str, str]) -> Any:
    if isinstance(term, NamedNode) and term.value in heads:
        return NamedNode(heads[term.value])
    return term
