"""Media types: what the server can write, and what of it a client wants."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import QueryResultsFormat, RdfFormat

from kg.serve.refusal import RefusedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A way to write an answer: its short name, its media type, and other names that clients have for it."""

    name: str
    type: str
    also: tuple[str, ...] = ()
    format: QueryResultsFormat | RdfFormat

    @property
    def header(self) -> str:
        """The value of Content-Type."""
        return f"{self.type}; charset=utf-8" if self.type.startswith("text/") else self.type


_TEXT_XML: Final = ("application/xml", "text/xml")

RESULTS: Final = (
    Media(
        name="json",
        type="application/sparql-results+json",
        also=("application/json", "text/json"),
        format=QueryResultsFormat.JSON,
    ),
    Media(
        name="xml",
        type="application/sparql-results+xml",
        also=_TEXT_XML,
        format=QueryResultsFormat.XML,
    ),
    Media(name="csv", type="text/csv", format=QueryResultsFormat.CSV),
    Media(
        name="tsv",
        type="text/tab-separated-values",
        also=("text/tsv",),
        format=QueryResultsFormat.TSV,
    ),
)
_TRIG: Final = Media(
    name="trig", type="application/trig", also=("application/x-trig",), format=RdfFormat.TRIG
)
_QUADS: Final = Media(
    name="nq", type="application/n-quads", also=("text/x-nquads",), format=RdfFormat.N_QUADS
)
_JSON_LD: Final = Media(
    name="jsonld",
    type="application/ld+json",
    also=("application/json",),
    format=RdfFormat.JSON_LD,
)
GRAPHS: Final = (
    Media(
        name="ttl",
        type="text/turtle",
        also=("application/x-turtle", "application/turtle"),
        format=RdfFormat.TURTLE,
    ),
    Media(
        name="nt", type="application/n-triples", also=("text/plain",), format=RdfFormat.N_TRIPLES
    ),
    Media(name="rdf", type="application/rdf+xml", also=_TEXT_XML, format=RdfFormat.RDF_XML),
    _JSON_LD,
    _TRIG,
    _QUADS,
    Media(name="n3", type="text/n3", also=("text/rdf+n3",), format=RdfFormat.N3),
)
DATASETS: Final = (_TRIG, _QUADS, _JSON_LD)
_BY_NAME: Final = {media.name: media for media in (*RESULTS, *GRAPHS)}


def media(name: str) -> Media:
    """Return the way to write that is called NAME.

    >>> media("ttl").header
    'text/turtle; charset=utf-8'
    """
    return _BY_NAME[name]


def choose(accept: str | None, offers: tuple[Media, ...]) -> Media:
    """Return the one of OFFERS that the header ACCEPT likes best, the first of equals; refuse with 406 where none is.

    >>> choose("text/csv;q=0.5, application/json", RESULTS).name
    'json'
    >>> choose("application/*;q=0.1, */*;q=0.2", RESULTS).name
    'csv'
    """
    if not accept or not accept.strip():
        return offers[0]
    ranges = list(_ranges(accept))
    liked = [(_quality(ranges, offer), offer) for offer in offers]
    best = max(quality for quality, _ in liked)
    if best <= 0:
        have = ", ".join(offer.type for offer in offers)
        raise RefusedError(406, f"Accept: none of what the server can write; have: {have}")
    return next(offer for quality, offer in liked if quality == best)


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    """Yield the media ranges of a header with their quality; one that cannot be read is left out."""
    for part in accept.split(","):
        name, *params = (piece.strip().lower() for piece in part.split(";"))
        # A parameter such as charset or version narrows nothing that we could do otherwise.
        given = [param.partition("=")[2] for param in params if param.startswith("q=")]
        try:
            quality = min(1.0, max(0.0, float(given[0]))) if given else 1.0
        except ValueError:
            continue
        if "/" in name and quality == quality:
            yield name, quality


def _quality(ranges: Iterable[tuple[str, float]], offer: Media) -> float:
    """Return the quality of OFFER: that of the most specific range which fits it."""
    best = (0, 0.0)
    for name, quality in ranges:
        best = max(best, (_fit(name, offer), quality)) if _fit(name, offer) else best
    return best[1]


def _fit(name: str, offer: Media) -> int:
    """Return how specifically a media range fits OFFER; 0 where it does not."""
    if name == offer.type:
        return 4
    if name in offer.also:
        return 3
    if name == f"{offer.type.partition('/')[0]}/*":
        return 2
    return 1 if name == "*/*" else 0
