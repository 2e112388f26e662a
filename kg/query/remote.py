"""Queries to endpoints: an answer is taken only if it is whole, and read as it comes."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Final

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from kg.endpoint import ROWS, TRIPLES, Connection, Endpoint, connect
from kg.errors import EndpointError
from kg.query.bind import Term
from kg.query.stores import one_line

_BOOLEAN: Final = NamedNode("http://www.w3.org/2001/XMLSchema#boolean")
_NUMBERS: Final = {"0": "false", "1": "true"}
_CHUNK: Final = 1 << 16
_KEPT: Final = 200  # characters of the end of an answer, to be shown where it is broken


@contextmanager
def rows(endpoint: Endpoint, text: str) -> Iterator[QuerySolutions | QueryBoolean]:
    """Ask the SELECT or ASK query TEXT; solutions come while they are read."""
    with _connection(endpoint).query(text, ROWS) as answered:
        body = _Body(iter(answered))
        with _whole(endpoint, body):
            yield parse_query_results(io.BufferedReader(body, _CHUNK), QueryResultsFormat.JSON)


@contextmanager
def triples(endpoint: Endpoint, text: str) -> Iterator[Iterator[Triple]]:
    """Ask the CONSTRUCT or DESCRIBE query TEXT; triples come while they are read."""
    with _connection(endpoint).query(text, TRIPLES) as answered:
        body = _Body(iter(answered))
        with _whole(endpoint, body):
            read = parse(io.BufferedReader(body, _CHUNK), RdfFormat.N_TRIPLES)
            yield (quad.triple for quad in read)


def canonical(term: Term | None) -> Term | None:
    """Return TERM as every other store gives it: Virtuoso writes booleans as numbers.

    >>> canonical(Literal("1", datatype=_BOOLEAN)).value
    'true'
    """
    if isinstance(term, Literal) and term.datatype == _BOOLEAN and term.value in _NUMBERS:
        return Literal(_NUMBERS[term.value], datatype=_BOOLEAN)
    return term


@lru_cache(maxsize=8)
def _connection(endpoint: Endpoint) -> Connection:
    """Return the open connection to ENDPOINT; what kind of store it is, is found once."""
    return connect(endpoint)


@contextmanager
def _whole(endpoint: Endpoint, body: "_Body") -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        # A server that gives up in the middle writes the reason into the body that it has begun.
        end = one_line(body.last().decode("utf-8", "replace"))
        raise EndpointError(
            f"{endpoint.url}: the answer is broken: {one_line(str(error))}; it ends with {end!r}"
        ) from error


class _Body(io.RawIOBase):
    """The chunks of an answer as a file; its end is kept, for the message if it is broken."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._waiting = b""
        self._last = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill BUFFER with what has come, and return how many bytes that are; 0 at the end."""
        if not self._waiting:
            self._waiting = self._next()
        size = min(len(buffer), len(self._waiting))
        buffer[:size], self._waiting = self._waiting[:size], self._waiting[size:]
        return size

    def last(self) -> bytes:
        """Return the end of what the server sent, read to it."""
        while self._next():
            pass
        return self._last

    def _next(self) -> bytes:
        chunk = next(self._chunks, b"")
        self._last = (self._last + chunk)[-_KEPT:]
        return chunk
