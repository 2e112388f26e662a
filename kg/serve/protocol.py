"""From a request to a job: the SPARQL 1.1 Protocol and the reads of the Graph Store Protocol.

https://www.w3.org/TR/sparql11-protocol/ and https://www.w3.org/TR/sparql11-http-rdf-update/
"""

from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl

from kg import jsontext
from kg.serve.guard import graph_name
from kg.serve.job import Job, Kind
from kg.serve.media import DATASETS, GRAPHS, choose, media
from kg.serve.refusal import RefusedError

Pairs = Sequence[tuple[str, str]]

LONGEST: Final = 1 << 20  # bytes of a query
LONGEST_TEXT: Final = 1 << 17  # bytes of a text to try: some twenty thousand words
_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_READ_ONLY: Final = (
    "update: this endpoint is read-only; change the store with kg build or kg remove"
)


def query_pairs(method: str, address: Pairs, content_type: str, body: bytes) -> Pairs:
    """Return the parameters of a query operation, however it was sent; refuse what is none.

    >>> query_pairs("POST", [("default-graph-uri", "urn:g")], "application/sparql-query", b"ASK {}")
    [('default-graph-uri', 'urn:g'), ('query', 'ASK {}')]
    """
    if method != "POST":
        return address
    kind = content_type.partition(";")[0].strip().lower()
    if kind == _UPDATE:
        raise RefusedError(403, _READ_ONLY)
    text = _text(body)
    if kind == _QUERY:
        return [*address, ("query", text)]
    if kind == _FORM:
        return [*address, *parsed(text)]
    raise RefusedError(415, f"Content-Type: {kind or 'missing'!r}; send {_QUERY} or {_FORM}")


def parsed(text: str) -> Pairs:
    """Return the parameters of a query string or a form."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=10_000)
    except ValueError as error:
        raise RefusedError(400, "parameters: not UTF-8, or too many") from error


def query_job(pairs: Pairs, accept: str | None, limit: float) -> Job:
    """Return the job for a query operation. The text is a stranger's, and is read by the child, which can be stopped.

    >>> query_job([("query", "ASK {}")], "application/sparql-results+xml", 30).text
    'ASK {}'
    """
    if _values(pairs, "update"):
        raise RefusedError(403, _READ_ONLY)
    if _values(pairs, "using-graph-uri") or _values(pairs, "using-named-graph-uri"):
        raise RefusedError(400, "using-graph-uri: for updates; a query has default-graph-uri")
    texts = _values(pairs, "query")
    if len(texts) != 1:
        raise RefusedError(400, f"query: one is needed, {len(texts) or 'none'} given")
    default, named = _values(pairs, "default-graph-uri"), _values(pairs, "named-graph-uri")
    given = bool(default or named)
    return Job(
        kind=Kind.QUERY,
        text=texts[0],
        accept=accept,
        safe="yes" in _values(pairs, "safe-csv"),
        default=tuple(graph_name(name).value for name in default) if given else None,
        named=tuple(graph_name(name).value for name in named) if given else None,
        limit=limit,
    )


def graph_job(pairs: Pairs, accept: str | None, limit: float) -> Job:
    """Return the job for the reading of a graph, or of all of them where none is named.

    >>> graph_job([("graph", "https://example.org/a")], "text/turtle", 30).text
    'https://example.org/a'
    """
    unknown = sorted({name for name, _ in pairs} - {"graph", "default"})
    if unknown:
        raise RefusedError(
            400, f"{unknown[0]!r}: not a parameter; give graph=IRI, or default, or none"
        )
    if len(pairs) > 1:
        raise RefusedError(400, "graph, default: give one of them, once")
    if not pairs:
        return Job(kind=Kind.DATASET, media=choose(accept, DATASETS).name, limit=limit)
    name, value = pairs[0]
    if name == "default":
        return Job(kind=Kind.GRAPH, media=choose(accept, GRAPHS).name, limit=limit)
    try:
        iri = graph_name(value).value
    except RefusedError as error:
        raise (
            error if error.status == 400 else RefusedError(404, f"{value}: no graph is called so")
        ) from error
    return Job(kind=Kind.GRAPH, text=iri, media=choose(accept, GRAPHS).name, limit=limit)


def description_job(endpoint: str, accept: str | None, limit: float) -> Job:
    """Return the job for the service description of ENDPOINT."""
    return Job(kind=Kind.DESCRIPTION, text=endpoint, media=choose(accept, GRAPHS).name, limit=limit)


def resource_job(address: str, accept: str | None, limit: float) -> Job:
    """Return the job for the RDF of the thing at ADDRESS: an IRI, or a path below the base of the store.

    >>> resource_job("entity/Ana_Ruiz.person", "text/turtle", 30).media
    'ttl'
    """
    return Job(kind=Kind.RESOURCE, text=address, media=choose(accept, GRAPHS).name, limit=limit)


def try_values(body: bytes) -> tuple[tuple[str, str], ...]:
    """Return what a client sends as the values of a job; refuse what is not JSON with a text.

    >>> try_values(b'{"text": "Rain fell.", "title": "Rain"}')
    (('date', ''), ('text', 'Rain fell.'), ('title', 'Rain'))
    """
    try:
        sent = jsontext.loads(body)
        found = {name: sent.get(name, "") for name in ("date", "text", "title")}
    except (ValueError, AttributeError) as error:
        raise RefusedError(400, 'text: send JSON like {"text": "…", "title": "…"}') from error
    if not all(isinstance(value, str) for value in found.values()):
        raise RefusedError(400, "date, text, title: send strings")
    return tuple(found.items())


def content_type(job: Job) -> str:
    """Return the Content-Type of the answer to JOB, where it is no query."""
    if job.kind in (Kind.VIEW, Kind.AUDIT, Kind.TRY):
        return "application/json"
    return _QUERY if job.kind is Kind.BIND else media(job.media).header


def _values(pairs: Pairs, wanted: str) -> list[str]:
    return [value for name, value in pairs if name == wanted]


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, "query: not UTF-8; send it as UTF-8") from error
