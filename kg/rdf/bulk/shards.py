"""One sorted stream as numbered files, each whole by itself and packed the same way every time."""

from collections.abc import Callable, Iterable, Iterator
from itertools import count, groupby, islice
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat

from kg.files import Written, write
from kg.rdf.lines import batches, quads_of
from kg.rdf.write import serialize

_CHUNK: Final = 5_000  # lines that are packed at a time


def write_lines(
    lines: Iterable[str], name: Callable[[int], Path], *, size: int, head: str = ""
) -> Iterator[Written]:
    """Write LINES to files of SIZE lines, each of which begins with HEAD; NAME numbers them from 1.

    Without any line there is one file, so that a loader finds what it looks for.
    """
    stream = iter(lines)
    for number in count(1):
        first = next(stream, None)
        if first is None and number > 1:
            return
        rest = islice(stream, size - 1)
        yield write(name(number), _chunks(head, first or "", rest))


def _chunks(head: str, first: str, rest: Iterable[str]) -> Iterator[bytes]:
    yield f"{head}{first}".encode()
    for batch in batches(rest, _CHUNK):
        yield "".join(batch).encode()


def write_turtle(
    lines: Iterable[str], name: Callable[[int], Path], *, size: int
) -> Iterator[Written]:
    """Write sorted LINES of N-Quads as Turtle files of about SIZE triples; no subject stands in two."""
    number = 0
    held: list[Quad] = []
    for _, about in groupby(quads_of(lines), key=lambda quad: quad.subject):
        described = list(about)
        if held and len(held) + len(described) > size:
            number += 1
            yield write(name(number), [serialize(held, RdfFormat.TURTLE)])
            held = []
        held += described
    yield write(name(number + 1), [serialize(held, RdfFormat.TURTLE)])
