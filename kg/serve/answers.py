"""Answers to jobs, written as they are found: query results, graphs, the whole dataset."""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import IO, Any, Final, TypeVar, cast

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from kg.errors import QueryError
from kg.explore import Explorer, NothingError
from kg.ontology import vocabulary
from kg.query import load
from kg.query.bind import PREFIXES, Term, bind, declare, form
from kg.query.formats import csv_rows
from kg.query.mistakes import explain
from kg.query.parameters import to_term
from kg.query.shape import check_shape
from kg.query.stores import one_line
from kg.serve.audited import sheet
from kg.serve.description import description
from kg.serve.guard import guarded
from kg.serve.job import Job, Kind
from kg.serve.media import GRAPHS, RESULTS, Media, choose, media
from kg.serve.refusal import RefusedError
from kg.store.notes import LEDGER

_TRIPLES: Final = ("CONSTRUCT", "DESCRIBE")
_READING: Final = frozenset({"home", "suggest"})  # views that read all names of a store
_PAUSE: Final = 10  # no more than a tenth of the time is spent on looking at a store anew

_Format = TypeVar("_Format", RdfFormat, QueryResultsFormat)


def write(job: Job, store: Store, out: object) -> None:
    """Write the answer of STORE to JOB into OUT, which is written to like a file."""
    writers: dict[Kind, Callable[[Job, Store, IO[bytes]], None]] = {
        Kind.QUERY: _query,
        Kind.GRAPH: _graph,
        Kind.DATASET: _dataset,
        Kind.DESCRIPTION: _description,
        Kind.BIND: _bind,
        Kind.VIEW: _view,
        Kind.RESOURCE: _resource,
        Kind.AUDIT: _audit,
    }
    writers[job.kind](job, store, cast("IO[bytes]", out))


def media_of(job: Job) -> Media:
    """Return how the answer to the query of JOB is written: as the client likes best of what its form allows.

    >>> media_of(Job(kind=Kind.QUERY, text="DESCRIBE <urn:a>", accept="application/json")).name
    'jsonld'
    """
    return choose(job.accept, GRAPHS if form(job.text) in _TRIPLES else RESULTS)


@contextmanager
def _refusing() -> Iterator[None]:
    """Refuse, in its own words, what is found wrong with a question, and what there is not."""
    try:
        yield
    except NothingError as error:
        raise RefusedError(404, str(error)) from error
    except QueryError as error:
        raise RefusedError(400, str(error)) from error


def _query(job: Job, store: Store, out: IO[bytes]) -> None:
    with _refusing():
        check_shape(job.text)
    text = _guarded(job.text)
    dataset: dict[str, Any] = {}
    if job.default is not None or job.named is not None:
        dataset = {
            "default_graph": [NamedNode(name) for name in job.default or ()],
            "named_graphs": [NamedNode(name) for name in job.named or ()],
        }
    try:
        results = store.query(text, prefixes=dict(PREFIXES), **dataset)
    except SyntaxError as error:
        raise RefusedError(400, f"query: {_where(job.text, error)}") from error
    except RuntimeError as error:
        raise RefusedError(400, f"query: {one_line(str(error))}") from error
    format = media_of(job).format
    try:
        if job.safe and isinstance(results, QuerySolutions) and format == QueryResultsFormat.CSV:
            _safe_csv(results, out)
        elif isinstance(results, QueryTriples):
            _serialize(results, _of(RdfFormat, format), out)
        else:
            results.serialize(output=out, format=_of(QueryResultsFormat, format))
    except RuntimeError as error:
        raise RefusedError(500, f"query: {one_line(str(error))}") from error


def _safe_csv(found: QuerySolutions, out: IO[bytes]) -> None:
    columns = tuple(variable.value for variable in found.variables)
    for line in csv_rows(columns, (tuple(row) for row in found), safe=True):
        out.write(line.encode("utf-8", "replace"))


def _guarded(text: str) -> str:
    """Return TEXT guarded; where it is refused as no query at all, say so in the words of the parser."""
    try:
        return guarded(text)
    except RefusedError as error:
        if error.status == 400 and "service" not in text.lower() and (wrong := explain(text)):
            raise RefusedError(400, f"query: {wrong}") from error
        raise


def _of(kind: type[_Format], format: object) -> _Format:
    if not isinstance(format, kind):
        raise RefusedError(
            400, "query: its form is not clear; begin with SELECT, ASK, CONSTRUCT or DESCRIBE"
        )
    return format


def _where(text: str, error: SyntaxError) -> str:
    """Return what is wrong with the query as the client wrote it, not as it was asked."""
    return explain(text) or one_line(str(error))


def _graph(job: Job, store: Store, out: IO[bytes]) -> None:
    name = NamedNode(job.text) if job.text else DefaultGraph()
    if job.text and (name == LEDGER or not store.contains_named_graph(cast("NamedNode", name))):
        raise RefusedError(404, f"{job.text}: no graph is called so")
    found = store.quads_for_pattern(None, None, None, name)
    _serialize((quad.triple for quad in found), _of(RdfFormat, media(job.media).format), out)


def _dataset(job: Job, store: Store, out: IO[bytes]) -> None:
    _serialize(_quads(store), _of(RdfFormat, media(job.media).format), out)


def _quads(store: Store) -> Iterator[Quad]:
    """Yield the default graph, then one named graph after the other, without the ledger."""
    yield from store.quads_for_pattern(None, None, None, DefaultGraph())
    for name in store.named_graphs():
        if name != LEDGER:
            yield from store.quads_for_pattern(None, None, None, name)


def _serialize(found: Iterable[Quad] | Iterable[Triple], format: RdfFormat, out: IO[bytes]) -> None:
    prefixes = dict(PREFIXES) if format in (RdfFormat.TURTLE, RdfFormat.TRIG) else None
    serialize(found, output=out, format=format, prefixes=prefixes)


def _description(job: Job, store: Store, out: IO[bytes]) -> None:
    graphs = sum(name not in (LEDGER, vocabulary.GRAPH) for name in store.named_graphs())
    format = _of(RdfFormat, media(job.media).format)
    serialize(description(job.text, graphs), output=out, format=format, prefixes=_described(format))


def _described(format: RdfFormat) -> dict[str, str] | None:
    if format not in (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.N3):
        return None
    return {
        "sd": "http://www.w3.org/ns/sparql-service-description#",
        "void": "http://rdfs.org/ns/void#",
        "formats": "http://www.w3.org/ns/formats/",
    }


def _view(job: Job, store: Store, out: IO[bytes]) -> None:
    """Write what a view of the explorer tells, as JSON."""
    values = _by_name(job)
    with _refusing(), _explorers.of(store, is_reading=job.text in _READING) as explorer:
        told = explorer.view(job.text, values)
    if job.text == "about":
        told |= {
            "prefixes": dict(PREFIXES),
            "tries": "tries" in values,
            "mine": values.get("mine", []),
            "version": version("news-kg"),
        }
    _json(told, out)


def _audit(job: Job, store: Store, out: IO[bytes]) -> None:
    """Write the sheet of claims to judge, as JSON: of the store as it is now, and not of what pages still show."""
    with _refusing():
        told = sheet(Explorer(store), _by_name(job))
    _json(told, out)


def _by_name(job: Job) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in job.values:
        values.setdefault(name, []).append(value)
    return values


def _json(told: object, out: IO[bytes]) -> None:
    out.write(json.dumps(told, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace"))


def _resource(job: Job, store: Store, out: IO[bytes]) -> None:
    """Write what the store says of one thing."""
    with _refusing(), _explorers.of(store) as explorer:
        found = explorer.described(job.text)
    _serialize(found, _of(RdfFormat, media(job.media).format), out)


class _Explorers:
    """The explorer of a child's store; a large one is not made anew at each change of a store that is written to."""

    def __init__(self) -> None:
        self._store: Store | None = None
        self._explorer: Explorer | None = None
        self._made = 0.0
        self._cost = 0.0

    @contextmanager
    def of(self, store: Store, *, is_reading: bool = False) -> Iterator[Explorer]:
        """Yield the explorer of STORE, or that of an earlier state where it took long to read its names.

        IS_READING tells that what is asked may have the names read.
        """
        began = time.monotonic()
        if self._explorer is None or (
            store is not self._store and began - self._made > _PAUSE * self._cost
        ):
            self._store, self._explorer = store, Explorer(store)
            self._made, self._cost = began, 0.0
        try:
            yield self._explorer
        except (OSError, MemoryError):
            # The writer has removed what that state was read from, or there is no room for it.
            self._explorer = None
            raise
        if is_reading:
            self._cost = max(self._cost, time.monotonic() - began)


_explorers: Final = _Explorers()


def _bind(job: Job, store: Store, out: IO[bytes]) -> None:
    """Write the text of a named query with its parameters bound; labels are looked up in the store."""

    def rows(text: str) -> tuple[tuple[Term | None, ...], ...]:
        found = store.query(text)
        return tuple(tuple(row) for row in found) if isinstance(found, QuerySolutions) else ()

    with _refusing():
        query = load(job.text)
        terms: dict[str, Term] = {}
        for name, value in job.values:
            param = query.param(name)
            if param is None:
                raise QueryError(f"{query.name}: {name!r} is not a parameter")
            terms[name] = to_term(value, param, rows)
        missing = [p for p in query.params if p.required and p.name not in terms]
        if missing:
            raise QueryError(f"{missing[0].name} is needed: {missing[0].about}")
    out.write(bind(declare(query.text), terms).encode())
