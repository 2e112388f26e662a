"""The quads of a long document, which wait in a file: a book has millions, and each takes half a kilobyte of memory."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.leftovers import scratch
from kg.rdf.naming import Triple
from kg.rdf.sort import sorted_lines

_RUN: Final = 32 * 1024 * 1024  # characters that are sorted in memory at a time


@dataclass(frozen=True, slots=True)
class Spilled:
    """COUNT quads in a FILE as sorted N-Quads; whoever has written them elsewhere discards it.

    It goes from process to process as the name of the file.
    """

    file: str
    count: int

    @classmethod
    def of(cls, triples: Iterable[Triple], graph: NamedNode) -> "Spilled":
        """Write TRIPLES of a GRAPH to a file among the temporary ones, each once."""
        handle, file = tempfile.mkstemp(prefix="kg-", suffix=".nq")
        count = 0
        try:
            with (
                scratch() as runs,
                os.fdopen(handle, "w", encoding="utf-8", newline="\n") as target,
            ):
                lines = (f"{each[0]} {each[1]} {each[2]} {graph} .\n" for each in triples)
                for line in sorted_lines(lines, runs, run=_RUN):
                    target.write(line)
                    count += 1
        except BaseException:
            _remove(file)
            raise
        return cls(file, count)

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Quad]:
        return iter(parse(path=self.file, format=RdfFormat.N_QUADS))

    def discard(self) -> None:
        """Remove the file."""
        _remove(self.file)


def _remove(file: str) -> None:
    with suppress(FileNotFoundError):
        Path(file).unlink()
