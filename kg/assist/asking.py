"""Questions of the tools to the child processes of ``kg serve``, which can be stopped in the middle of one."""

import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from kg.query.bind import Term
from kg.serve.job import Job, Kind
from kg.serve.media import media
from kg.serve.pool import Pool
from kg.serve.refusal import RefusedError

_LONGEST: Final = 1 << 26  # bytes of rows that are counted
_WIDEST: Final = 1 << 22  # bytes of rows that are kept
_TRIPLES: Final = media("nt").type
_ACCEPT: Final = f"{media('tsv').type}, {_TRIPLES}"  # rows, and triples; each a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The first rows of an answer, and how many there are beside these."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    more: int = 0
    boolean: bool | None = None


class Asking:
    """Questions to the children of a POOL."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def view(self, name: str, *values: tuple[str, str]) -> Any:
        """Return what the view of the explorer called NAME tells."""
        job = Job(kind=Kind.VIEW, text=name, values=values, limit=self._limit)
        parts = [part async for part in self._frames(job)]
        return json.loads(b"".join(parts))

    async def bound(self, question: str, values: tuple[tuple[str, str], ...]) -> str:
        """Return the text of the named QUESTION, its parameters bound."""
        job = Job(kind=Kind.BIND, text=question, values=values, limit=self._limit)
        return b"".join([part async for part in self._frames(job)]).decode()

    async def rows(self, query: str, most: int) -> Rows:
        """Return the first rows of the answer to QUERY, MOST of them at most; the others are counted."""
        job = Job(kind=Kind.QUERY, text=query, accept=_ACCEPT, limit=self._limit)
        async with aclosing(self._frames(job)) as parts:
            if await anext(parts) == _TRIPLES.encode():
                return _triples(*await _lines(parts, most))
            return _solutions(*await _lines(parts, most + 1))

    async def _frames(self, job: Job) -> AsyncGenerator[bytes]:
        """Yield the parts of the answer to JOB; that to a query begins with its media type."""
        try:
            async with (
                self._pool.lend() as child,
                aclosing(child.ask(job)) as frames,  # type: ignore[type-var]
            ):
                async for _, part in frames:
                    yield part
        except TimeoutError as error:
            raise RefusedError(503, "the store is busy; try again") from error

    @property
    def _limit(self) -> float:
        return self._pool.limits.timeout


async def _lines(parts: AsyncIterator[bytes], most: int) -> tuple[bytes, int]:
    """Return the first MOST lines of PARTS, and how many others there are: each row is one line."""
    kept, have, count, read = bytearray(), 0, 0, 0
    async for part in parts:
        read += len(part)
        if read > _LONGEST:
            raise RefusedError(400, "query: its answer is too long; narrow it, or give it a LIMIT")
        count += part.count(b"\n")
        if have < most:
            kept += part
            have = kept.count(b"\n")
            if len(kept) > _WIDEST and have < most:
                raise RefusedError(400, "query: its rows are too long; ask for less in each")
    whole = kept if have < most else b"".join(each + b"\n" for each in kept.split(b"\n")[:most])
    return bytes(whole), max(0, count - most)


def _solutions(kept: bytes, more: int) -> Rows:
    found = parse_query_results(kept, QueryResultsFormat.TSV)
    if isinstance(found, QueryBoolean):
        return Rows(boolean=bool(found))
    assert isinstance(found, QuerySolutions)  # noqa: S101
    columns = tuple(variable.value for variable in found.variables)
    return Rows(columns=columns, rows=tuple(tuple(row) for row in found), more=more)


def _triples(kept: bytes, more: int) -> Rows:
    rows = tuple(
        (quad.subject, quad.predicate, quad.object) for quad in parse(kept, RdfFormat.N_TRIPLES)
    )
    return Rows(columns=("subject", "predicate", "object"), rows=rows, more=more)


def is_iri(text: str) -> bool:
    """Return whether TEXT is an absolute IRI.

    >>> is_iri("https://news.example/a"), is_iri("Ana Ruiz"), is_iri("a")
    (True, False, False)
    """
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True
