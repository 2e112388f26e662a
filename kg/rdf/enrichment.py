"""What a knowledge base says of the things that articles name, in a graph of its own and never among the facts.

A graph says of itself that it is one (``kg:Enrichment``), and names its sources with their licences. In a syntax
without graphs it would stand among the facts, so that it is left out there.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode, Quad

from kg import iri
from kg.account import Account, Enrichment, Related, Source
from kg.rdf import terms
from kg.rdf.naming import Triple
from kg.rdf.terms import LABEL, TYPE, node

CLASS: Final = node("kg", "Enrichment")
INFERENCE: Final = node(
    "kg", "Inference"
)  # of the graph of what is entailed, which is no fact either
_SOURCE: Final = node("dcterms", "source")
_SPDX: Final = "https://spdx.org/licenses/"
_LICENCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*-[A-Za-z0-9.+-]*\d[A-Za-z0-9.+-]*")
_YEAR: Final = 4  # digits that a year has at least


def name(base: str, knowledge: str) -> str:
    """Return the IRI of the graph for the knowledge base called KNOWLEDGE.

    >>> name(iri.BASE, "default")
    'https://w3id.org/news-kg/knowledge/default'
    """
    return f"{base}knowledge/{iri.slug(knowledge)}"


def to_quads(enrichment: Enrichment, base: str = iri.BASE) -> tuple[Quad, ...]:
    """Return ENRICHMENT as quads of its graph, sorted; none where it has nothing to say."""
    if not enrichment.accounts:
        return ()
    graph = NamedNode(name(base, enrichment.name))
    triples = set(_graph(graph, enrichment))
    for account in enrichment.accounts:
        triples.update(_account(graph, account))
    return tuple(sorted((Quad(*triple, graph) for triple in triples), key=str))


def graphs(quads: Iterable[Quad]) -> frozenset[NamedNode]:
    """Return the graphs of QUADS that say what a knowledge base says, or what is entailed.

    >>> graph = NamedNode("urn:g")
    >>> graphs([Quad(graph, TYPE, CLASS, graph), Quad(NamedNode("urn:x"), LABEL, graph, NamedNode("urn:h"))])
    frozenset({<NamedNode value=urn:g>})
    """
    return frozenset(
        quad.graph_name
        for quad in quads
        if quad.object in (CLASS, INFERENCE)
        and quad.predicate == TYPE
        and quad.subject == quad.graph_name
        if isinstance(quad.graph_name, NamedNode)
    )


def without(quads: Iterable[Quad]) -> set[Quad]:
    """Return QUADS without what knowledge bases say, and without what is entailed."""
    given = set(quads)
    apart = graphs(given)
    return {quad for quad in given if quad.graph_name not in apart} if apart else given


def _graph(graph: NamedNode, enrichment: Enrichment) -> Iterator[Triple]:
    yield graph, TYPE, CLASS
    yield graph, LABEL, terms.words(f"What the knowledge base {enrichment.name!r} says")
    if enrichment.version:
        yield graph, node("owl", "versionInfo"), terms.string(enrichment.version)
    for source in {source for account in enrichment.accounts for source in account.sources}:
        yield graph, _SOURCE, _of_source(graph, source)
        yield from _described(graph, source)


def _of_source(graph: NamedNode, source: Source) -> NamedNode:
    return NamedNode(f"{graph.value}/{iri.slug(source.name)}")


def _described(graph: NamedNode, source: Source) -> Iterator[Triple]:
    """Yield what is known of a SOURCE: its licence, and the credit that it asks for."""
    subject = _of_source(graph, source)
    yield subject, TYPE, node("schema", "Dataset")
    yield subject, LABEL, terms.words(source.title or source.name)
    if _LICENCE.fullmatch(source.licence):
        yield subject, node("dcterms", "license"), NamedNode(_SPDX + source.licence)
    elif source.licence:
        yield subject, node("dcterms", "rights"), terms.words(source.licence)
    if address := iri.from_url(source.address):
        yield subject, node("schema", "url"), NamedNode(address)
    if source.credit:
        yield subject, node("schema", "creditText"), terms.words(source.credit)


def _account(graph: NamedNode, account: Account) -> Iterator[Triple]:
    subject = NamedNode(account.iri)
    yield subject, TYPE, node("kg", account.type)
    if account.description:
        yield subject, node("schema", "description"), terms.words(account.description)
    for predicate, things in (
        (node("kg", "country"), account.countries),
        (node("schema", "memberOf"), account.member_of),
    ):
        for thing in things:
            yield subject, predicate, NamedNode(thing.iri)
            yield from _related(thing)
    for end, year in (("birthDate", account.born), ("deathDate", account.died)):
        if year is not None:
            yield subject, node("schema", end), terms.typed(_year(year), "gYear")
    for source in account.sources:
        yield subject, _SOURCE, _of_source(graph, source)


def _related(thing: Related) -> Iterator[Triple]:
    subject = NamedNode(thing.iri)
    yield subject, TYPE, node("kg", thing.type)
    yield subject, LABEL, terms.words(thing.label)


def _year(year: int) -> str:
    """Return YEAR as XML Schema writes it.

    >>> _year(1954), _year(-43), _year(97)
    ('1954', '-0043', '0097')
    """
    return f"{'-' if year < 0 else ''}{abs(year):0{_YEAR}d}"
