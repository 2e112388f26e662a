"""The store of a child: opened for reading, and opened anew when somebody has written to it."""

import time
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from kg.serve.refusal import RefusedError
from kg.snapshot import Stamp, read_only, stamp

# A reopened store has its writer's log to read: no more than a tenth of the time is spent on that.
_PAUSE: Final = 10
_PATIENCE: Final = 0.2  # seconds, while there is an older state to answer from


class Snapshot:
    """A store in a folder as it was a moment ago."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store: Store | None = None
        self._stamp: Stamp = frozenset()
        self._next = 0.0

    def store(self) -> Store:
        """Return the store; opened anew where the folder has changed and the last time is not too near."""
        began = time.monotonic()
        if self._store is None or began >= self._next:
            try:
                self._look()
            except OSError as error:
                # A writer that gives no pause: what was there before is answered from.
                if self._store is None or not self._folder.is_dir():
                    self.forget()
                    raise RefusedError(503, "the store cannot be read; try again") from error
            done = time.monotonic()
            self._next = done + _PAUSE * (done - began)
        assert self._store is not None  # noqa: S101
        return self._store

    def forget(self) -> None:
        """Open the store anew next time, whatever has happened."""
        self._store = None

    def _look(self) -> None:
        now = stamp(self._folder)
        if self._store is None:
            self._store = read_only(self._folder)
        elif now != self._stamp:
            self._store = read_only(self._folder, patience=_PATIENCE)
        self._stamp = now  # from before it was opened: what came meanwhile is seen next time
