"""More lines than memory holds, sorted: runs on disk, merged."""

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import count, groupby
from pathlib import Path
from typing import Final

_RUN: Final = 96 * 1024 * 1024  # characters that are sorted in memory at a time
_OVERHEAD: Final = 60  # what a string takes beside its characters
_FILES: Final = 64  # runs that are open at a time


def sorted_lines(lines: Iterable[str], folder: Path, *, run: int = _RUN) -> Iterator[str]:
    r"""Yield LINES, each of which ends its line, once each and in the order of their characters.

    That is the order of their bytes in UTF-8 too (``LC_ALL=C sort -u``). What does not fit into RUN
    characters of memory waits in FOLDER, which must be there until the last line is taken.

    >>> list(sorted_lines(["b\n", "a\n", "b\n"], Path()))
    ['a\n', 'b\n']
    """
    names = (folder / f"run-{number:06}" for number in count())
    runs: list[Path] = []
    waiting: set[str] = set()
    size = 0
    for line in lines:
        if line in waiting:
            continue
        waiting.add(line)
        size += len(line) + _OVERHEAD
        if size >= run:
            runs.append(_written(sorted(waiting), next(names)))
            waiting, size = set(), 0
    if not runs:
        yield from sorted(waiting)
        return
    runs.append(_written(sorted(waiting), next(names)))
    del waiting
    while len(runs) > _FILES:
        runs.append(_written(_merged(runs[:_FILES]), next(names)))
        for done in runs[:_FILES]:
            done.unlink()
        del runs[:_FILES]
    yield from _merged(runs)
    for done in runs:
        done.unlink()


def _written(lines: Iterable[str], path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)
    return path


def _merged(runs: Iterable[Path]) -> Iterator[str]:
    with ExitStack() as stack:
        files = [stack.enter_context(path.open(encoding="utf-8", newline="\n")) for path in runs]
        for line, _ in groupby(heapq.merge(*files)):
            yield line
