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
from kg.rdf.quads import Quads
from kg.rdf.terms import LABEL, TYPE, node

_NAME: Final = "resolution"


@dataclass(frozen=True, slots=True)
class Merge:
    """Two entities that are one, how probable that is, and why."""

    one: str
    other: str
    confidence: float
    reasons: tuple[str, ...]


def name(base: str) -> str:
    """Return the IRI of the graph of a resolution."""
    return f"{base}{_NAME}"


def to_quads(
    everywhere: Mapping[str, str],
    somewhere: Mapping[tuple[str, str], str],
    merges: Iterable[Merge],
    base: str = iri.BASE,
) -> Quads:
    """Return a resolution as quads.

    EVERYWHERE has the entities that stand for others, SOMEWHERE those by IRI and article that one name was split into,
    MERGES what made entities one.
    """
    graph = NamedNode(name(base))
    same = node("owl", "sameAs")
    facts = {Quad(NamedNode(other), same, NamedNode(head)) for other, head in everywhere.items()}
    record = {Quad(*triple, graph) for merge in merges for triple in _merge(merge, base)}
    for (entity, article), new in somewhere.items():
        record |= {Quad(*triple, graph) for triple in _split(entity, article, new, base)}
    return Quads(
        document=graph.value,
        facts=tuple(sorted(facts, key=str)),
        graph=tuple(sorted(record, key=str)),
    )


def _split(
    entity: str, article: str, new: str, base: str
) -> Iterator[tuple[NamedNode, NamedNode, Any]]:
    subject = NamedNode(iri.claim(base, _NAME, entity, article))
    yield subject, TYPE, node("kg", "Split")
    yield subject, node("kg", "splitEntity"), NamedNode(entity)
    yield subject, node("kg", "splitInto"), NamedNode(new)
    yield subject, node("prov", "wasDerivedFrom"), NamedNode(article)


def _merge(merge: Merge, base: str) -> Iterator[tuple[NamedNode, NamedNode, Any]]:
    subject = NamedNode(iri.claim(base, _NAME, merge.one, merge.other))
    yield subject, TYPE, node("kg", "Merge")
    for entity in (merge.one, merge.other):
        yield subject, node("kg", "mergedEntity"), NamedNode(entity)
    yield subject, node("kg", "confidence"), terms.decimal(f"{merge.confidence:.3f}")
    for reason in merge.reasons:
        yield subject, node("kg", "reason"), terms.string(reason)


def rewritten(
    said: Iterable[tuple[str, Iterable[Quad]]],
    everywhere: Mapping[str, str],
    somewhere: Mapping[tuple[str, str], str],
    base: str = iri.BASE,
) -> Iterator[Quad]:
    """Yield what documents SAID with one IRI for each thing; labels of others become other names."""
    alternative, same, own = node("skos", "altLabel"), node("owl", "sameAs"), name(base)
    for document, quads in said:
        if document == own:
            continue

        def called(term: Any, article: str = document) -> Any:
            if not isinstance(term, NamedNode):
                return term
            new = somewhere.get((term.value, article)) or everywhere.get(term.value)
            return term if new is None else NamedNode(new)

        for quad in quads:
            subject, value, predicate = called(quad.subject), called(quad.object), quad.predicate
            if predicate == same and subject == value:
                continue
            if predicate == LABEL and quad.subject.value in everywhere:  # type: ignore[union-attr]
                predicate = alternative
            yield Quad(subject, predicate, value, quad.graph_name)
