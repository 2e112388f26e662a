"""Files that were read whole before and did not change since: they need not be opened again.

A file counts as unchanged where its size and its times are the same. Times are ticks of a clock: a file that changed
just before it was read may change once more within the tick, so such a file is read again the next time.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_FRESH: Final = 2_000_000_000  # nanoseconds; the coarsest times of a file system in use

Stamp = tuple[int, int, int]  # size, and when content and entry were changed, in nanoseconds
# Tells how many articles a file has, by its path and its state, if all of them are known; None where it is to be read.
Settled = Callable[[str, str], int | None]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file that is not read, because all of its so many ARTICLES are known."""

    articles: int


@dataclass(frozen=True, slots=True)
class Finished:
    """That all articles of the FILE were handed out, none failed, and the file is as it was when reading began."""

    file: str  # absolute
    state: str


def state(file: str) -> str:
    """Return what changes when FILE does: its size, and when it and what the system knows of it were changed.

    "" stands for a file that changed just now, or is not there.
    """
    try:
        found = stamp(file)
    except OSError:
        return ""
    _, changed, _ = found
    return "" if abs(time.time_ns() - changed) < _FRESH else " ".join(map(str, found))


def stamp(file: str) -> Stamp:
    """Return what the system knows of FILE now."""
    found = os.stat(file)
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns
