"""The reasoner: OWL-RL, the library of W3C's own rules for OWL 2 RL and RDFS over rdflib, loaded when it is needed.

``docs/decisions/0062-what-follows-from-facts.md`` compares it with another, and says which of its conclusions are left
out because they say nothing.
"""

from collections.abc import Collection, Iterable
from enum import StrEnum
from importlib.metadata import version
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.asrdflib import Terms
from kg.infer.premises import SAME, Premises
from kg.iri import VOCABULARIES
from kg.rdf.terms import TYPE, node

NAME: Final = "owlrl"
ADDRESS: Final = "https://github.com/RDFLib/OWL-RL"
# The namespaces whose classes say nothing of the world: a thing is an owl:Thing, a word an xsd:string.
_LOGIC: Final = tuple(VOCABULARIES[name] for name in ("rdf", "rdfs", "owl", "xsd"))
_REFLEXIVE: Final = frozenset(
    {
        SAME,
        *(node("rdfs", name) for name in ("subClassOf", "subPropertyOf")),
        *(node("owl", name) for name in ("equivalentClass", "equivalentProperty")),
    }
)
_NOTES: Final = frozenset(
    node("rdfs", each) for each in ("label", "comment", "seeAlso", "isDefinedBy")
)
_EVERYTHING: Final = frozenset((node("owl", "Thing"), node("rdfs", "Resource")))
# Axioms that make two names one thing.
_MERGING: Final = frozenset(node("owl", f"{n}FunctionalProperty") for n in ("", "Inverse"))
_AT_MOST: Final = frozenset(node("owl", n) for n in ("maxCardinality", "maxQualifiedCardinality"))
_KEY: Final = node("owl", "hasKey")


class Profile(StrEnum):
    """Which rules are used."""

    OWL_RL = "owl-rl"
    RDFS = "rdfs"


def release() -> str:
    """Return the version of the reasoner that is installed."""
    return version(NAME)


def closure(given: Premises, profile: Profile, *, merge: bool = False) -> frozenset[Triple]:
    """Return all that follows from what is GIVEN by the rules of PROFILE, what is given left out.

    Only with MERGE do functional properties, keys and limits to one value make two names one thing.
    """
    from rdflib import Graph

    terms = Terms()
    axioms = given.schema if merge else [each for each in given.schema if not _merges(each)]
    used = {fact.predicate for fact in given.facts}
    logic = (axiom for axiom in axioms if _is_logic(axiom.predicate, used))
    graph = terms.fill(terms.fill(Graph(), logic), given.facts)
    _expand(graph, profile)
    known = given.facts | given.schema
    # What the reasoner complains of hangs on nodes of its own, and is told by kg.infer.contradictions.
    plain = (each for each in graph if _is_triple(each) and all(map(terms.has, each)))
    found = (Triple(*map(terms.back, each)) for each in plain)
    return frozenset(triple for triple in found if triple not in known)


def _is_logic(predicate: NamedNode, used: Collection[NamedNode]) -> bool:
    """Tell whether an axiom with PREDICATE says more than what a term is called; facts USED say more, too."""
    return predicate in used or (predicate not in _NOTES and predicate.value.startswith(_LOGIC))


def _merges(axiom: Triple) -> bool:
    if axiom.predicate == TYPE:
        return axiom.object in _MERGING
    is_one = isinstance(axiom.object, Literal) and axiom.object.value == "1"
    return axiom.predicate == _KEY or (axiom.predicate in _AT_MOST and is_one)


def _is_triple(found: tuple[Any, Any, Any]) -> bool:
    """Tell whether FOUND is RDF: rules may put values where subjects stand, and blank nodes where properties do."""
    from rdflib import Literal as Value
    from rdflib import URIRef

    return not isinstance(found[0], Value) and isinstance(found[1], URIRef)


def _expand(graph: Any, profile: Profile) -> None:
    """Add to GRAPH of rdflib all that follows, by one of the classes of the reasoner, without what says nothing."""
    import owlrl

    in_owl = profile is Profile.OWL_RL
    rules = owlrl.OWLRL_Semantics if in_owl else owlrl.RDFS_Semantics
    there = Terms().there
    kind, reflexive = there(TYPE), frozenset(map(there, _REFLEXIVE))
    everything = frozenset(map(there, _EVERYTHING))

    class Telling(rules):  # type: ignore[misc, valid-type]
        """The rules without conclusions that say nothing, each of which takes its time in every round."""

        def store_triple(self, t: tuple[Any, Any, Any]) -> None:
            subject, predicate, value = t
            is_reflexive = subject == value and predicate in reflexive
            if not (is_reflexive or (predicate == kind and value in everything)):
                super().store_triple(t)

        def one_time_rules(self) -> None:
            # Those for RDFS compare each value with each other, and take "team"@en for "team".
            if in_owl:
                super().one_time_rules()

    owlrl.DeductiveClosure(Telling, axiomatic_triples=False, datatype_axioms=False).expand(graph)


def telling(found: Iterable[Triple], given: Premises) -> frozenset[Triple]:
    """Return those conclusions that tell a reader something: of things, in named terms, and nothing self-evident."""
    return frozenset(triple for triple in found if _tells(triple, given))


def _tells(triple: Triple, given: Premises) -> bool:
    subject, predicate, value = triple
    if subject not in given.things or isinstance(value, BlankNode) or value in given.addresses:
        return False
    return not (predicate == TYPE and value.value.startswith(_LOGIC))
