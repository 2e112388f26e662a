"""The graph of what is entailed: in a store beside the facts and never among them, with how it came about."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad, Triple

from kg import iri
from kg.infer import reasoner
from kg.infer.premises import quads
from kg.infer.reasoner import Profile
from kg.ontology import files
from kg.rdf import terms
from kg.rdf.enrichment import INFERENCE
from kg.rdf.terms import LABEL, TYPE, node

if TYPE_CHECKING:
    from kg.store import Embedded

_RULES: Final = {
    Profile.OWL_RL: (NamedNode("http://www.w3.org/ns/owl-profile/RL"), "OWL 2 RL"),
    Profile.RDFS: (NamedNode("http://www.w3.org/ns/entailment/RDFS"), "RDFS"),
}
_DIGITS: Final = 8  # that tell two files of one name apart


def name(base: str) -> NamedNode:
    """Return the IRI of the graph of what is entailed.

    >>> name(iri.BASE).value
    'https://w3id.org/news-kg/inference'
    """
    return NamedNode(f"{base}inference")


def described(
    entailed: Iterable[Triple],
    profile: Profile,
    ontology: Sequence[Path] = (),
    base: str = iri.BASE,
) -> tuple[Quad, ...]:
    """Return what is ENTAILED as quads of its graph, with PROFILE, reasoner and files of ONTOLOGY, sorted."""
    graph = name(base)
    told = {*entailed, *_origin(graph, profile, ontology)}
    return tuple(sorted(quads(told, graph), key=str))


def _origin(graph: NamedNode, profile: Profile, ontology: Sequence[Path]) -> Iterator[Triple]:
    rules, called = _RULES[profile]
    run, agent = (NamedNode(f"{graph.value}/{each}") for each in ("run", "reasoner"))
    yield Triple(graph, TYPE, INFERENCE)
    yield Triple(graph, LABEL, terms.words(f"What follows from the facts by the rules of {called}"))
    yield Triple(graph, node("dcterms", "conformsTo"), rules)
    yield Triple(graph, node("prov", "wasGeneratedBy"), run)
    yield Triple(run, TYPE, node("prov", "Activity"))
    yield Triple(run, node("prov", "wasAssociatedWith"), agent)
    yield Triple(run, node("prov", "used"), NamedNode(iri.ONTOLOGY_GRAPH))
    yield Triple(agent, TYPE, node("prov", "SoftwareAgent"))
    yield Triple(agent, LABEL, terms.words(reasoner.NAME))
    yield Triple(agent, node("owl", "versionInfo"), terms.string(reasoner.release()))
    yield Triple(agent, node("schema", "url"), NamedNode(reasoner.ADDRESS))
    for path in ontology:
        yield from _used(graph, run, path)


def _used(graph: NamedNode, run: NamedNode, path: Path) -> Iterator[Triple]:
    """Yield that the file at PATH was used: its name, its digest, and the ontology that it says it is."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    file = NamedNode(f"{graph.value}/{iri.slug(path.name)}-{digest[:_DIGITS]}")
    yield Triple(run, node("prov", "used"), file)
    yield Triple(file, TYPE, node("prov", "Entity"))
    yield Triple(file, LABEL, terms.words(path.name))
    yield Triple(file, node("kg", "textDigest"), terms.string(digest))
    for triple in files.triples(path):
        if triple.predicate == TYPE and triple.object == node("owl", "Ontology"):
            yield Triple(file, node("prov", "specializationOf"), triple.subject)


def keep(store: "Embedded", graph: Iterable[Quad]) -> None:
    """Make GRAPH all that STORE has of what is entailed, in one transaction; none takes it out."""
    own = name(store.base)
    had = set(store.store.quads_for_pattern(None, None, None, own))
    wanted = set(graph)
    if had != wanted:
        store.revise(own.value, had - wanted, wanted - had)
