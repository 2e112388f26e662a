"""What has come to folders, files and patterns since the last look, by what the file system says of each file.

No file is opened. One that still changes is left for a later look: who writes it may not be done.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.sources.discovery import is_known, is_pattern, matches
from kg.sources.folders import OutsideError, walk
from kg.sources.unchanged import Stamp, stamp

QUIET: Final = 2.0  # seconds for which a file that is read has not changed
_LONGEST: Final = 60.0  # seconds after which one that changes all the time is read all the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one look has found."""

    ready: tuple[Path, ...]  # files that are new or have changed, sorted
    waiting: int  # how many others still change
    gone: bool  # whether files are there no more
    missing: tuple[tuple[str, str], ...]  # sources that cannot be looked at, and why
    present: tuple[str, ...]  # sources that have files
    files: int


@dataclass(slots=True)
class _Change:
    """A file that changed: when somebody first saw it, how it was last, and since when it has been so."""

    since: float
    stamp: Stamp
    unchanged_since: float


@dataclass(slots=True)
class Arrivals:
    """Looks at SOURCES, which are no addresses, again and again; what was read must be said.

    >>> import os, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     arrivals = Arrivals([folder])
    ...     file = Path(folder, "fire.txt")
    ...     _ = file.write_text("Rain fell.")
    ...     first = arrivals.look()
    ...     first.ready, first.waiting
    ((), 1)
    """

    sources: Sequence[str]
    follow: bool = False  # links that lead out of folders
    _read: dict[str, Stamp] = field(default_factory=dict)  # as they were when they were read
    _there: dict[str, dict[str, Stamp]] = field(default_factory=dict)  # by source, at the last look
    _changed: dict[str, _Change] = field(default_factory=dict)

    def look(self) -> Look:
        """Return what has changed since it was read."""
        missing = []
        for source in self.sources:
            try:
                self._there[source] = dict(_stamps(source, self.follow))
            except OSError as error:
                # What it had is not gone: a file system may be away for a while.
                missing.append((source, (error.strerror or str(error)).lower()))
        there = {name: each for found in self._there.values() for name, each in found.items()}
        ready = self._settled(there)
        gone = self._read.keys() - there.keys()
        for name in gone:
            del self._read[name]
        unable = {source for source, _ in missing}
        return Look(
            ready=tuple(map(Path, sorted(ready))),
            waiting=len(self._changed) - len(ready),
            gone=bool(gone),
            missing=tuple(missing),
            present=tuple(s for s, found in self._there.items() if found and s not in unable),
            files=len(there),
        )

    def read(self, files: Iterable[Path]) -> None:
        """Note that FILES were read as the last look saw them; who changes them later is read again."""
        for file in files:
            if (change := self._changed.pop(str(file), None)) is not None:
                self._read[str(file)] = change.stamp

    def _settled(self, there: dict[str, Stamp]) -> list[str]:
        """Return which of the files that changed may be read."""
        now, clock = time.monotonic(), time.time()
        before, self._changed = self._changed, {}
        ready = []
        for name, found in there.items():
            if self._read.get(name) == found:
                continue
            change = before.get(name) or _Change(now, found, now)
            if change.stamp != found:
                change.stamp, change.unchanged_since = found, now
            self._changed[name] = change
            is_old = clock - max(found[1:]) / 1e9 >= QUIET  # the clock of a server may go wrong
            is_quiet = is_old or now - change.unchanged_since >= QUIET
            if is_quiet or now - change.since >= _LONGEST:
                ready.append(name)
        return ready


def _stamps(source: str, follow: bool) -> Iterator[tuple[str, Stamp]]:
    """Yield the files that SOURCE stands for, as they are now."""
    path = Path(source)
    if path.is_dir():
        for name in _files(str(path), follow):
            yield from _stamped(name)
    elif path.exists() or not is_pattern(source):
        yield str(path), stamp(str(path))
    else:
        for each in matches(source, follow=follow):
            yield from _stamped(str(each))


def _files(folder: str, follow: bool) -> Iterator[str]:
    """Yield the files below FOLDER that are read."""
    for each in walk(folder, follow=follow):
        if isinstance(each, str):
            if is_known(each):
                yield each
        elif not isinstance(each, FileNotFoundError | OutsideError):  # a folder may go meanwhile
            raise each


def _stamped(name: str) -> Iterator[tuple[str, Stamp]]:
    try:
        yield name, stamp(name)
    except FileNotFoundError:
        return  # gone while we looked, or a link that leads nowhere
