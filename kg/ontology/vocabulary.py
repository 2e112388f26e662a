"""What the files say of classes, properties and concepts, as RDF: the part that a graph uses goes along with it.

The hierarchy of the part goes among the facts, so that ``a/rdfs:subClassOf*`` finds all instances also in a store that
looks into one graph at a time; all of it goes into a graph of its own: see ``docs/decisions``, 21.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from kg import data
from kg.iri import ONTOLOGY, ONTOLOGY_GRAPH
from kg.ontology import ready
from kg.ontology.files import OWL, RDF, RDFS, SKOS, TYPE, triples
from kg.ontology.load import load

Vocabulary = Mapping[NamedNode, frozenset[Triple]]  # what is said of each term

GRAPH: Final = NamedNode(ONTOLOGY_GRAPH)
_TYPE: Final = NamedNode(TYPE)
ABOVE: Final = frozenset(NamedNode(f"{RDFS}{name}") for name in ("subClassOf", "subPropertyOf"))
# What a term is described by goes along too: what is above it, what it is, the scheme that it is of.
_FOLLOWED: Final = ABOVE | {_TYPE, NamedNode(f"{SKOS}inScheme")}
_FILES: Final = ("kg.ttl", "general.ttl")
_BELOW: Final = NamedNode(f"{RDFS}subClassOf")
_EVENT: Final = NamedNode(f"{ONTOLOGY}Event")
_HEAD: Final = NamedNode(f"{OWL}Ontology")
TERMS: Final = frozenset(
    NamedNode(name)
    for name in (
        *(f"{OWL}{each}" for each in ("Class", "ObjectProperty", "DatatypeProperty")),
        *(f"{OWL}{each}" for each in ("AnnotationProperty", "Ontology")),
        *(f"{RDFS}Class", f"{RDF}Property", f"{SKOS}ConceptScheme"),
        *(f"{ONTOLOGY}{each}" for each in ("Role", "RecordProperty", "GrammaticalFunction")),
        *(f"{ONTOLOGY}{each}" for each in ("Status", "Bound")),
    )
)
_DEPRECATED: Final = NamedNode(f"{OWL}deprecated")


def vocabulary(*extra: Path) -> Vocabulary:
    """Return what the package's files and the EXTRA ones say of each term, but for lexicon and gazetteer.

    Classes of the user's that are read as classes of events are said to be below ours.
    """
    said: dict[NamedNode, set[Triple]] = defaultdict(set)
    folder = data.find("ontology")
    for path in (*(folder / name for name in _FILES), *map(ready.found, extra)):
        for triple in triples(path):
            if isinstance(triple.subject, NamedNode):
                said[triple.subject].add(triple)
    if extra:
        ontology = load(*extra)
        for name in ontology.own.events:
            term = NamedNode(ontology.iri(name))
            said[term].add(Triple(term, _BELOW, _EVENT))
    return {term: frozenset(about) for term, about in said.items() if _is_term(about)}


def _is_term(about: Iterable[Triple]) -> bool:
    found = [(triple.predicate, triple.object) for triple in about]
    if any(predicate == _DEPRECATED and _is_true(value) for predicate, value in found):
        return False
    return any(
        predicate in ABOVE or (predicate == _TYPE and value in TERMS) for predicate, value in found
    )


def _is_true(value: object) -> bool:
    return isinstance(value, Literal) and value.value in ("true", "1")


def used(quads: Iterable[Quad]) -> set[NamedNode]:
    """Return what QUADS use as predicates and objects; what they say of the ontology itself is no use of it."""
    found: set[NamedNode] = set()
    for quad in quads:
        if not is_ontology(quad):
            found.add(quad.predicate)
            if isinstance(quad.object, NamedNode):
                found.add(quad.object)
    return found


def part(known: Vocabulary, terms: Iterable[NamedNode]) -> Vocabulary:
    """Return what is KNOWN of TERMS, and of all that stands above them."""
    found: dict[NamedNode, frozenset[Triple]] = {}
    waiting = [term for term in terms if term in known]
    while waiting:
        term = waiting.pop()
        if term not in found:
            found[term] = known[term]
            waiting += (
                triple.object
                for triple in known[term]
                if triple.predicate in _FOLLOWED
                and isinstance(triple.object, NamedNode)
                and triple.object in known
            )
    heads = (term for term, about in known.items() if any(t.object == _HEAD for t in about))
    for head in heads:
        if any(term.value.startswith(head.value) for term in found):
            found[head] = known[head]
    return found


def facts(known: Vocabulary) -> Iterator[Quad]:
    """Yield the hierarchy of what is KNOWN, for the default graph."""
    for about in known.values():
        yield from (Quad(*triple) for triple in about if triple.predicate in ABOVE)


def graph(known: Vocabulary) -> Iterator[Quad]:
    """Yield all that is KNOWN, for the ontology's graph."""
    for about in known.values():
        yield from (Quad(t.subject, t.predicate, t.object, GRAPH) for t in about)


def described(quads: Iterable[Quad]) -> Vocabulary:
    """Return what QUADS of the ontology's graph say of each term."""
    said: dict[NamedNode, set[Triple]] = defaultdict(set)
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            said[quad.subject].add(quad.triple)
    return {term: frozenset(about) for term, about in said.items()}


def is_ontology(quad: Quad) -> bool:
    """Tell whether QUAD is of the ontology that goes along with a graph, and not of the graph itself.

    >>> above = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
    >>> is_ontology(Quad(NamedNode("urn:a"), above, NamedNode("urn:b")))
    True
    """
    if isinstance(quad.graph_name, DefaultGraph):
        return quad.predicate in ABOVE
    return quad.graph_name == GRAPH


def without_ontology(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield QUADS without the ontology that goes along with them."""
    return (quad for quad in quads if not is_ontology(quad))
