"""The graphs of articles in a file that has no named graphs: what stands in which follows from what is said of it.

An article tells by its digest that it is one of ours. Its claims name it by ``prov:wasDerivedFrom``, stretches of its
text by ``nif:referenceContext``, its earlier texts by ``prov:specializationOf``, and what only a candidate that did not
pass speaks of by ``kg:describedIn``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from kg.iri import ONTOLOGY
from kg.ontology import vocabulary
from kg.query.bind import PREFIXES

Term = NamedNode | BlankNode | Literal | Triple
Homes = dict[Term, set[NamedNode]]  # the graphs in which each thing is described

_DIGEST: Final = NamedNode(f"{ONTOLOGY}textDigest")
_DESCRIBED: Final = NamedNode(f"{ONTOLOGY}describedIn")
_STATUS: Final = NamedNode(f"{ONTOLOGY}status")
_QUANTITY: Final = NamedNode(f"{ONTOLOGY}Quantity")
_RESOLUTION: Final = frozenset(NamedNode(ONTOLOGY + name) for name in ("Merge", "Split"))
_MENTIONS: Final = NamedNode(PREFIXES["schema"] + "mentions")
_TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")
_TEXT_OF: Final = NamedNode(PREFIXES["prov"] + "specializationOf")  # an earlier text of an article
_OF_ARTICLES: Final = frozenset(
    {
        NamedNode(PREFIXES["prov"] + "wasDerivedFrom"),
        NamedNode(PREFIXES["nif"] + "referenceContext"),
        _TEXT_OF,
    }
)
_FACTS: Final = DefaultGraph()


def lacks_graphs(store: Store) -> bool:
    """Tell whether an article of STORE is described in the default graph, where a build puts none."""
    return next(iter(store.quads_for_pattern(None, _DIGEST, None, _FACTS)), None) is not None


def with_graphs(quads: Iterable[Quad]) -> list[Quad]:
    """Return QUADS with what each article of the default graph says in a graph of its own, as it was built.

    Lost is only what stood both among the facts and in the graph of an article, or in two: it has one place then.
    """
    given = list(quads)
    flat = [quad for quad in given if isinstance(quad.graph_name, DefaultGraph)]
    earlier = {quad.subject for quad in flat if quad.predicate == _TEXT_OF}
    articles = {
        quad.subject
        for quad in flat
        if quad.predicate == _DIGEST and isinstance(quad.subject, NamedNode)
    } - earlier
    if not articles:
        return given
    homes = _homes(flat, articles)
    along = _terms(flat)
    placed = [quad for quad in given if not isinstance(quad.graph_name, DefaultGraph)]
    for quad in flat:
        if quad.subject in along:
            placed += _of_ontology(quad)
        else:
            placed += _in(homes.get(quad.subject), quad)
    return placed


def _in(graphs: set[NamedNode] | None, quad: Quad) -> Iterator[Quad]:
    """Yield QUAD once for each of GRAPHS; without one, it is a fact."""
    if not graphs:
        yield quad
        return
    for graph in sorted(graphs, key=str):
        yield Quad(quad.subject, quad.predicate, quad.object, graph)


def _homes(flat: list[Quad], articles: set[NamedNode]) -> Homes:
    """Return the graphs in which each thing is described; what is not in there is a fact."""
    homes: Homes = defaultdict(set)
    resolved = {
        quad.subject for quad in flat if quad.predicate == _TYPE and quad.object in _RESOLUTION
    }
    mentioned = {quad.object for quad in flat if quad.predicate == _MENTIONS}
    for article in articles:
        homes[article].add(article)
    for quad in flat:
        if not isinstance(quad.object, NamedNode) or quad.object not in articles:
            continue
        is_record = quad.predicate in _OF_ARTICLES and quad.subject not in resolved
        is_only_described = quad.predicate == _DESCRIBED and quad.subject not in mentioned
        if is_record or is_only_described:
            homes[quad.subject].add(quad.object)
    _add_values(homes, flat)
    return homes


def _add_values(homes: Homes, flat: list[Quad]) -> None:
    """Add to HOMES the quantities of which neither a fact nor a claim speaks."""
    values = {quad.subject for quad in flat if quad.predicate == _TYPE and quad.object == _QUANTITY}
    claims = {quad.subject for quad in flat if quad.predicate == _STATUS}
    speaking = [quad for quad in flat if quad.object in values]
    spoken = {
        quad.object for quad in speaking if quad.subject in claims or quad.subject not in homes
    }
    for quad in speaking:
        if quad.object not in spoken:
            homes[quad.object] |= homes[quad.subject]


def _terms(flat: list[Quad]) -> set[Term]:
    """Return the classes and properties that are described, and not only placed in their hierarchy."""
    return {
        quad.subject for quad in flat if quad.predicate == _TYPE and quad.object in vocabulary.TERMS
    }


def _of_ontology(quad: Quad) -> Iterator[Quad]:
    yield Quad(quad.subject, quad.predicate, quad.object, vocabulary.GRAPH)
    if quad.predicate in vocabulary.ABOVE:
        yield quad
