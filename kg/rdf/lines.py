"""Quads as sorted lines of N-Quads, more of them than memory holds, and back."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat, parse

from kg.rdf.read import has_blank_node, with_stable_blank_nodes
from kg.rdf.sort import sorted_lines

Read = Callable[[], Iterable[Quad]]  # the same quads at every call

_BATCH: Final = 10_000


class _BlankNodeError(Exception):
    """A blank node: what it is called depends on all the quads."""


def lines_of(read: Read, folder: Path) -> Iterator[str]:
    """Yield the quads that READ returns as sorted lines of N-Quads; FOLDER takes what memory does not.

    Where there are blank nodes all quads are held in memory, since their names depend on all.
    """
    try:
        yield from sorted_lines(_named(read()), folder)
    except _BlankNodeError:  # raised before the first line comes out
        yield from sorted({f"{quad} .\n" for quad in with_stable_blank_nodes(read())})


def _named(quads: Iterable[Quad]) -> Iterator[str]:
    for quad in quads:
        if has_blank_node(quad):
            raise _BlankNodeError
        yield f"{quad} .\n"


def quads_of(lines: Iterable[str]) -> Iterator[Quad]:
    r"""Yield the quads of LINES of N-Quads, in their order.

    >>> [quad.object.value for quad in quads_of(['<urn:x:a> <urn:x:b> "c" .\n'])]
    ['c']
    """
    for batch in batches(lines, _BATCH):
        yield from parse("".join(batch).encode(), format=RdfFormat.N_QUADS)


def batches(lines: Iterable[str], size: int) -> Iterator[list[str]]:
    """Yield LINES by SIZE at a time.

    >>> list(batches("abc", 2))
    [['a', 'b'], ['c']]
    """
    stream = iter(lines)
    while batch := list(islice(stream, size)):
        yield batch
