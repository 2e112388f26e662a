"""A document's claims and entities as quads: its facts, and its own graph."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from kg.account import Enrichment
from kg.iri import BASE
from kg.model import Document, Entity, Extraction, Mention
from kg.ontology import Ontology
from kg.rdf import enrichment, facts, record
from kg.rdf.naming import Names, Triple


class Provenance(StrEnum):
    """How much is written of who said so, and where."""

    FULL = "full"  # claims, their sentences, all mentions, and the candidates that did not pass
    COMPACT = "compact"  # claims and their sentences
    NONE = "none"  # facts alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Quads:
    """What one document adds: FACTS for the default graph, and its own GRAPH; both are sorted.

    ENRICHMENT is what a knowledge base says of the things that it names, in the graph of that base. From process to
    process they travel as N-Quads, which takes a fifteenth of the time that they would take quad by quad.
    """

    document: str  # the IRI of the document and of its graph
    facts: tuple[Quad, ...]
    graph: tuple[Quad, ...]
    enrichment: tuple[Quad, ...] = ()

    @property
    def shared(self) -> tuple[Quad, ...]:
        """What other documents may support too: the facts, and the enrichment."""
        return (*self.facts, *self.enrichment)

    def __reduce__(self) -> tuple[object, ...]:
        return _unpacked, (self.document, *map(_packed, (self.facts, self.graph, self.enrichment)))


def _packed(quads: Iterable[Quad]) -> bytes:
    return serialize(quads, format=RdfFormat.N_QUADS) or b""


def _unpacked(document: str, *parts: bytes) -> Quads:
    facts, graph, enriched = (tuple(parse(part, format=RdfFormat.N_QUADS)) for part in parts)
    return Quads(document=document, facts=facts, graph=graph, enrichment=enriched)


def to_quads(
    document: Document,
    extraction: Extraction,
    entities: Mapping[Mention, Entity],
    ontology: Ontology,
    *,
    base: str = BASE,
    provenance: Provenance = Provenance.FULL,
    known: Enrichment | None = None,
) -> Quads:
    """Return what DOCUMENT adds; ENTITIES has every mention of the extraction.

    The facts are the same at every density of PROVENANCE. KNOWN is what a knowledge base says of entities; what is
    said of those that the facts describe goes along.
    """
    names = Names(document=document, entities=entities, ontology=ontology, base=base)
    mentions = (*extraction.mentions, *extraction.dateline)
    supported = set(facts.of_document(names, mentions, extraction.claims))
    if provenance is Provenance.NONE:
        return Quads(document=document.id, facts=_sorted(supported), graph=())
    described = {triple[0] for triple in supported}
    mentioned = {names.entity(mention) for mention in entities} & described
    graph = {*record.article(names, sorted(mentioned, key=str)), *record.claims(names, extraction)}
    graph.update(record.place(names, extraction.dateline))
    if provenance is Provenance.FULL:
        for mention in mentions:
            if names.entity(mention) in described:
                graph.update(record.mention(names, mention))
        for entity in set(entities.values()):
            if NamedNode(entity.iri) in described:
                graph.update(record.options(names, entity))
        for rejected in extraction.rejections:
            graph.update(record.rejection(names, rejected))
    return Quads(
        document=document.id,
        facts=_sorted(supported),
        graph=_sorted(graph - supported, names),
        enrichment=_of_described(known, described, base) if known else (),
    )


def _of_described(known: Enrichment, described: Container[object], base: str) -> tuple[Quad, ...]:
    """Return what is KNOWN of the things that are DESCRIBED, and not only read and rejected."""
    accounts = (each for each in known.accounts if NamedNode(each.iri) in described)
    return enrichment.to_quads(replace(known, accounts=tuple(accounts)), base)


def _sorted(triples: Iterable[Triple], names: Names | None = None) -> tuple[Quad, ...]:
    ordered = sorted(triples, key=lambda triple: tuple(map(str, triple)))
    return tuple(Quad(*triple, names.article) if names else Quad(*triple) for triple in ordered)
