"""The store of a child: opened for reading, and opened anew when somebody has written to it."""

import os
import time
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from kg.serve.refusal import RefusedError
from kg.snapshot import read_only

# A reopened store has its writer's log to read: no more than a tenth of the time is spent on that.
_PAUSE: Final = 10
_Stamp = frozenset[tuple[str, int, int]]


class Snapshot:
    """A store in a folder as it was a moment ago."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store: Store | None = None
        self._stamp: _Stamp = frozenset()
        self._next = 0.0

    def store(self) -> Store:
        """Return the store; opened anew where the folder has changed and the last time is not too near."""
        now = time.monotonic()
        if self._store is not None and now < self._next:
            return self._store
        stamp = _stamp(self._folder)
        if self._store is None or stamp != self._stamp:
            self._store = None  # the old one is let go first: its files may be gone
            self._store = self._open()
            self._stamp = stamp  # from before it was opened: what came meanwhile is seen next time
            done = time.monotonic()
            self._next = done + _PAUSE * (done - now)
        return self._store

    def forget(self) -> None:
        """Open the store anew next time, whatever has happened."""
        self._store = None

    def _open(self) -> Store:
        try:
            return read_only(self._folder)
        except OSError as error:
            raise RefusedError(
                503, "the store cannot be read; is it still where it was?"
            ) from error


def _stamp(folder: Path) -> _Stamp:
    """Return what tells two states of a folder apart: every write makes its log longer."""
    found = set()
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.name.startswith("LO"):  # LOCK, and LOG in which the engine chats
                    status = entry.stat()
                    found.add((entry.name, status.st_size, status.st_mtime_ns))
    except FileNotFoundError:
        found.add(("", 0, time.monotonic_ns()))  # gone while we looked: look again
    return frozenset(found)
