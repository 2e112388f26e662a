"""A document's claims and entities as quads: its facts, and its own graph."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from kg.account import Enrichment
from kg.calibration import GIVEN, Calibration
from kg.iri import BASE
from kg.model import Claim, Document, Entity, Extraction, Mention
from kg.ontology import Ontology
from kg.rdf import enrichment, facts, record
from kg.rdf.naming import Names, Term, Triple
from kg.rdf.spill import Spilled


class Provenance(StrEnum):
    """How much is written of who said so, and where."""

    FULL = "full"  # claims, their sentences, all mentions, and the candidates that did not pass
    COMPACT = "compact"  # claims and their sentences
    NONE = "none"  # facts alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Quads:
    """What one document adds: FACTS for the default graph, and its own GRAPH, in memory or in a file; both are sorted.

    ENRICHMENT is what a knowledge base says of the things that it names, in the graph of that base. From process to
    process they travel as N-Quads, which takes a fifteenth of the time that they would take quad by quad.
    """

    document: str  # the IRI of the document and of its graph
    facts: tuple[Quad, ...]
    graph: tuple[Quad, ...] | Spilled
    enrichment: tuple[Quad, ...] = ()

    @property
    def shared(self) -> tuple[Quad, ...]:
        """What other documents may support too: the facts, and the enrichment."""
        return (*self.facts, *self.enrichment)

    def discard(self) -> None:
        """Remove the file in which the graph waits, if there is one: the quads are written elsewhere."""
        if isinstance(self.graph, Spilled):
            self.graph.discard()

    def __reduce__(self) -> tuple[object, ...]:
        graph = self.graph if isinstance(self.graph, Spilled) else _packed(self.graph)
        return _unpacked, (self.document, _packed(self.facts), graph, _packed(self.enrichment))


def _packed(quads: Iterable[Quad]) -> bytes:
    return serialize(quads, format=RdfFormat.N_QUADS) or b""


def _unpacked(document: str, facts: bytes, graph: bytes | Spilled, enriched: bytes) -> Quads:
    return Quads(
        document=document,
        facts=_read(facts),
        graph=graph if isinstance(graph, Spilled) else _read(graph),
        enrichment=_read(enriched),
    )


def _read(packed: bytes) -> tuple[Quad, ...]:
    return tuple(parse(packed, format=RdfFormat.N_QUADS))


def to_quads(
    document: Document,
    extraction: Extraction | Sequence[Extraction],
    entities: Mapping[Mention, Entity],
    ontology: Ontology,
    *,
    base: str = BASE,
    provenance: Provenance = Provenance.FULL,
    known: Enrichment | None = None,
    calibration: Calibration = GIVEN,
) -> Quads:
    """Return what DOCUMENT adds; ENTITIES has every mention of the extraction.

    What was found in several sections is given as several extractions: the quads of such a long document wait in a
    file, see ``kg.rdf.spill``. The facts are the same at every density of PROVENANCE. KNOWN is what a knowledge base
    says of entities; what is said of those that the facts describe goes along. CALIBRATION has the measured confidences
    of claims; it changes no fact.
    """
    found = [extraction] if isinstance(extraction, Extraction) else extraction
    names = Names(document=document, entities=entities, ontology=ontology, base=base)
    supported = set(facts.of_document(names, _mentions(found), _claims(found)))
    if provenance is Provenance.NONE:
        return Quads(document=document.id, facts=_sorted(supported), graph=())
    described = {triple[0] for triple in supported}
    told = (
        triple
        for triple in _told(
            names, found, described, calibration, is_full=provenance is Provenance.FULL
        )
        if triple not in supported
    )
    is_long = len(found) > 1
    return Quads(
        document=document.id,
        facts=_sorted(supported),
        graph=Spilled.of(told, names.article) if is_long else _sorted(set(told), names),
        enrichment=_of_described(known, described, base) if known else (),
    )


def _mentions(found: Iterable[Extraction]) -> Iterator[Mention]:
    return (each for part in found for each in (*part.mentions, *part.dateline))


def _claims(found: Iterable[Extraction]) -> Iterator[Claim]:
    return (claim for part in found for claim in part.claims)


def _told(
    names: Names,
    found: Iterable[Extraction],
    described: Container[Term],
    calibration: Calibration,
    *,
    is_full: bool,
) -> Iterator[Triple]:
    """Yield what stands in the graph of a document, some of it more than once; mentions of what is DESCRIBED."""
    mentioned = {NamedNode(entity.iri) for entity in names.entities.values()}
    shown = sorted((each for each in mentioned if each in described), key=str)
    yield from record.article(names, shown)
    yield from record.claims(names, lambda: _claims(found), calibration)
    yield from record.place(names, next(iter(found)).dateline)
    if not is_full:
        return
    for mention in _mentions(found):
        if names.entity(mention) in described:
            yield from record.mention(names, mention)
    for entity in set(names.entities.values()):
        if NamedNode(entity.iri) in described:
            yield from record.options(names, entity)
    for part in found:
        for rejected in part.rejections:
            yield from record.rejection(names, rejected)


def _of_described(known: Enrichment, described: Container[object], base: str) -> tuple[Quad, ...]:
    """Return what is KNOWN of the things that are DESCRIBED, and not only read and rejected."""
    accounts = (each for each in known.accounts if NamedNode(each.iri) in described)
    return enrichment.to_quads(replace(known, accounts=tuple(accounts)), base)


def _sorted(triples: Iterable[Triple], names: Names | None = None) -> tuple[Quad, ...]:
    ordered = sorted(triples, key=lambda triple: tuple(map(str, triple)))
    return tuple(Quad(*triple, names.article) if names else Quad(*triple) for triple in ordered)
