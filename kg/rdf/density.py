"""A graph with less of who said so and where, as a build at that density would have written it."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.ontology import vocabulary
from kg.rdf.quads import Provenance
from kg.rdf.terms import TYPE, node

_ARTICLE: Final = node("schema", "NewsArticle")
_CLAIMS: Final = frozenset(node("kg", name) for name in ("Claim", "ClaimedEvent"))
_EVIDENCE: Final = node("kg", "evidence")
_SENTENCE: Final = node("nif", "Sentence")
# What a stretch of text has that is a mention, and not only a sentence.
_OF_MENTIONS: Final = frozenset({node("itsrdf", "taIdentRef"), node("kg", "coreferenceStep")})


def thinned(quads: Iterable[Quad], provenance: Provenance) -> set[Quad]:
    """Return QUADS, which may come more than once, at the density of PROVENANCE; what they lack is not made up.

    Compact has the article, its claims and their sentences, none has the facts alone. The ontology that goes along is
    what the rest still uses.
    """
    given = set(quads)
    if provenance is Provenance.FULL:
        return given
    along = {quad for quad in given if vocabulary.is_ontology(quad)}
    kept = set(
        _compact(given - along)
        if provenance is Provenance.COMPACT
        else (quad for quad in given - along if isinstance(quad.graph_name, DefaultGraph))
    )
    return kept | set(_ontology(along, kept, provenance))


def trimmed(quads: Iterable[Quad]) -> set[Quad]:
    """Return QUADS with so much of the ontology that goes along as the others use."""
    given = set(quads)
    along = {quad for quad in given if vocabulary.is_ontology(quad)}
    kept = given - along
    return kept | set(_ontology(along, kept, Provenance.FULL))


def facts_of(quads: Iterable[Quad], part: vocabulary.Vocabulary) -> Iterator[Quad]:
    """Yield the facts of QUADS, and with them the hierarchy of that PART of the ontology which they use."""
    for quad in quads:
        if isinstance(quad.graph_name, DefaultGraph) and not vocabulary.is_ontology(quad):
            yield quad
    yield from vocabulary.facts(part)


def used_by_facts(quads: Iterable[Quad]) -> vocabulary.Vocabulary:
    """Return what QUADS say of those terms that their facts use."""
    along: set[Quad] = set()
    used: set[NamedNode] = set()
    for quad in quads:
        if vocabulary.is_ontology(quad):
            along.add(quad)
        elif isinstance(quad.graph_name, DefaultGraph):
            used.update(vocabulary.used((quad,)))
    return vocabulary.part(vocabulary.described(along), used)


def _ontology(along: set[Quad], kept: set[Quad], provenance: Provenance) -> Iterator[Quad]:
    part = vocabulary.part(vocabulary.described(along), vocabulary.used(kept))
    yield from vocabulary.facts(part)
    if provenance is not Provenance.NONE:
        yield from along.intersection(vocabulary.graph(part))


def _compact(quads: set[Quad]) -> Iterator[Quad]:
    """Yield what stands for claims; graphs of others than articles stay as they are."""
    typed = {(quad.graph_name, quad.subject) for quad in quads if _is_of(quad, _CLAIMS)}
    articles = {quad.graph_name for quad in quads if _is_of(quad, {_ARTICLE})}
    evidence = {
        (quad.graph_name, quad.object)
        for quad in quads
        if quad.predicate == _EVIDENCE and (quad.graph_name, quad.subject) in typed
    }
    for quad in quads:
        place = (quad.graph_name, quad.subject)
        is_record = quad.subject == quad.graph_name or place in typed
        is_evidence = place in evidence and _is_of_sentence(quad)
        if is_record or is_evidence or quad.graph_name not in articles:
            yield quad


def _is_of(quad: Quad, classes: Collection[object]) -> bool:
    return (
        quad.predicate == TYPE
        and quad.object in classes
        and not isinstance(quad.graph_name, DefaultGraph)
    )


def _is_of_sentence(quad: Quad) -> bool:
    is_type = quad.predicate == TYPE
    return quad.object == _SENTENCE if is_type else quad.predicate not in _OF_MENTIONS
