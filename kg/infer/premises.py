"""What a reasoner is given: the facts that take part, and the axioms of the ontologies.

Facts are the quads of the default graph alone. Of those, labels and notes take no part, nor does an address elsewhere
that only one thing has (``owl:sameAs wd:Q319642``): nothing follows from them but copies.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from kg.iri import VOCABULARIES
from kg.ontology import files, vocabulary
from kg.rdf.terms import LABEL, TYPE, node

SAME: Final = node("owl", "sameAs")
_TELLING: Final = frozenset(
    {
        *(node("rdfs", name) for name in ("label", "comment", "seeAlso", "isDefinedBy")),
        *(node("kg", name) for name in ("describedIn",)),
    }
)
_NOTES: Final = node("skos", "").value
_ANNOTATION: Final = node("owl", "AnnotationProperty")
_LOGIC: Final = tuple(VOCABULARIES[name] for name in ("rdf", "rdfs", "owl"))
# What an axiom says of a property in the first place.
_SAYS: Final = frozenset(
    {
        *(node("rdfs", name) for name in ("subPropertyOf", "domain", "range")),
        *(node("owl", name) for name in ("inverseOf", "equivalentProperty")),
        *(node("owl", name) for name in ("propertyDisjointWith", "propertyChainAxiom")),
    }
)
_KINDS: Final = frozenset(
    node("owl", f"{name}Property")
    for name in (
        *("Functional", "InverseFunctional", "Symmetric"),
        *("Asymmetric", "Transitive", "Irreflexive"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises:
    """FACTS that take part and the axioms of the SCHEMA.

    THINGS are what facts speak of; ADDRESSES are what such things are called elsewhere, of which no fact speaks.
    """

    facts: frozenset[Triple]
    schema: frozenset[Triple]
    things: frozenset[NamedNode]
    addresses: frozenset[NamedNode]


def premises(store: Store, ontology: Sequence[Path] = (), *, whole: bool = False) -> Premises:
    """Return the premises that the facts of STORE make with our ontology, that of the store, and the files of ONTOLOGY.

    With WHOLE all facts but labels and notes take part, as they must where things may turn out to be the same.
    """
    said = [
        quad.triple
        for quad in store.quads_for_pattern(None, None, None, DefaultGraph())
        if not vocabulary.is_ontology(quad) and not isinstance(quad.object, Triple)
    ]
    schema = frozenset(_schema(store, ontology, said))
    speaking = frozenset(_speaking(schema))
    notes = {t.subject for t in schema if t.predicate == TYPE and t.object == _ANNOTATION}
    told = [
        triple
        for triple in said
        if triple.predicate in speaking or not _is_note(triple.predicate, notes)
    ]
    things, addresses = _named(told, schema)
    alone = _alone(told, addresses)
    twins = _twins(told, alone)
    facts = frozenset(
        triple
        for triple in told
        if not (triple.predicate == SAME and triple.object in alone)
        and (whole or _takes_part(triple, speaking, twins))
    )
    return Premises(facts=facts, schema=schema, things=things, addresses=addresses)


def _takes_part(triple: Triple, speaking: Collection[object], twins: Collection[object]) -> bool:
    return (
        triple.predicate in speaking
        or triple.predicate == TYPE
        or triple.subject in twins
        or triple.object in twins
    )


def _schema(store: Store, ontology: Sequence[Path], said: Iterable[Triple]) -> Iterator[Triple]:
    """Yield the axioms of the files of ONTOLOGY and of STORE, and those of ours on what these and the facts use."""
    yours = [triple for path in ontology for triple in files.every(path)]
    yours += [quad.triple for quad in store.quads_for_pattern(None, None, None, vocabulary.GRAPH)]
    for predicate in vocabulary.ABOVE:
        above = store.quads_for_pattern(None, predicate, None, DefaultGraph())
        yours += [quad.triple for quad in above]
    yield from yours
    used: set[object] = {triple.predicate for triple in said}
    used.update(triple.object for triple in said if triple.predicate == TYPE)
    used.update(term for triple in yours for term in (triple.subject, triple.object))
    ours = vocabulary.vocabulary()
    for about in vocabulary.part(ours, (term for term in ours if term in used)).values():
        yield from about


def _speaking(schema: Iterable[Triple]) -> Iterator[object]:
    """Yield the properties of which an axiom of SCHEMA says something, among other terms."""
    for subject, predicate, value in schema:
        if predicate in _SAYS or (predicate == TYPE and value in _KINDS):
            yield subject
        if predicate != TYPE and predicate.value.startswith(_LOGIC):
            yield value


def _is_note(predicate: NamedNode, notes: Collection[object]) -> bool:
    return predicate in _TELLING or predicate in notes or predicate.value.startswith(_NOTES)


def _named(
    told: Iterable[Triple], schema: Iterable[Triple]
) -> tuple[frozenset[NamedNode], frozenset[NamedNode]]:
    """Return what facts speak of, classes left out, and what is named only as an address that a thing has elsewhere."""
    spoken: set[NamedNode] = set()
    given: set[NamedNode] = set()
    for subject, predicate, value in told:
        if isinstance(subject, NamedNode):
            spoken.add(subject)
        if isinstance(value, NamedNode) and predicate != TYPE:
            (given if predicate == SAME else spoken).add(value)
    known = {term for triple in schema for term in (triple.subject, triple.object)}
    return frozenset(spoken | (given & known)), frozenset(given - spoken - known)


def _alone(told: Iterable[Triple], addresses: Collection[NamedNode]) -> frozenset[object]:
    """Return those of ADDRESSES that one thing has alone."""
    times = Counter(t.object for t in told if t.predicate == SAME and t.object in addresses)
    return frozenset(address for address, found in times.items() if found == 1)


def _twins(told: Iterable[Triple], alone: Collection[object]) -> frozenset[object]:
    """Return what is said to be the same as something that is no address of its own ALONE."""
    return frozenset(
        term
        for triple in told
        if triple.predicate == SAME and triple.object not in alone
        for term in (triple.subject, triple.object)
    )


def labels(store: Store, schema: Iterable[Triple]) -> "Labels":
    """Return what things of STORE and terms of SCHEMA are called."""
    found = {
        triple.subject.value: triple.object.value
        for triple in sorted(schema, key=str)
        if triple.predicate == LABEL
        and isinstance(triple.subject, NamedNode)
        and isinstance(triple.object, Literal)
        and (triple.object.language or "en").startswith("en")
    }
    return Labels(store, found)


@dataclass(frozen=True, slots=True)
class Labels:
    """What things are called: by a STORE, else as TERMS of an ontology, else by their IRI."""

    store: Store
    terms: Mapping[str, str]

    def __call__(self, term: object) -> str:
        """Return what TERM is called."""
        if isinstance(term, Literal):
            return term.value
        if isinstance(term, BlankNode):
            return "a restriction"
        assert isinstance(term, NamedNode)  # noqa: S101
        known = self.store.quads_for_pattern(term, LABEL, None, DefaultGraph())
        told = sorted(quad.object.value for quad in known if isinstance(quad.object, Literal))
        name = files.split(term.value)[1]
        return (told[0] if told else self.terms.get(term.value)) or files.words(name) or term.value


def quads(triples: Iterable[Triple], graph: NamedNode) -> Iterator[Quad]:
    """Yield TRIPLES as quads of GRAPH."""
    return (Quad(each.subject, each.predicate, each.object, graph) for each in triples)
