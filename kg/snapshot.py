"""A store in a folder, opened for reading while another process may be writing to it."""

import os
import time
from pathlib import Path
from typing import Final

from pyoxigraph import Store

Stamp = frozenset[tuple[str, int, int]]

# A writer that makes room removes files between the moment they are listed and the moment they are opened.
_PATIENCE: Final = 5.0  # seconds
_PAUSE: Final = 0.02


def read_only(folder: Path, *, patience: float = _PATIENCE) -> Store:
    """Return the store in FOLDER as it is now; raise OSError where there is none that can be read.

    What was opened while the writer changed the files may be half of one state and half of another, and a query on it
    need not end: it is opened again until nothing has changed meanwhile, for PATIENCE seconds.
    """
    end = time.monotonic() + patience
    while True:
        before = stamp(folder)
        reason = "another process keeps writing to it; try again"
        try:
            store = Store.read_only(str(folder))
        except RuntimeError as error:
            reason = str(error)
        else:
            if stamp(folder) == before:
                return store
            del store
        if time.monotonic() > end:
            raise OSError(reason)
        time.sleep(_PAUSE)


def stamp(folder: Path) -> Stamp:
    """Return what tells two states of the store in FOLDER apart: every write makes its log longer."""
    found = set()
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("LO"):  # LOCK, and LOG in which the engine chats
                continue
            try:
                status = entry.stat()
            except FileNotFoundError:
                status = None  # gone while we looked
            found.add((entry.name, status.st_size, status.st_mtime_ns) if status else ("", 0, 0))
    return frozenset(found)
