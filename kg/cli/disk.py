"""A disk that is full, read-only or broken, as one line: whatever was being written, it is no bug and no traceback."""

import errno
import os
import re
import sqlite3
import sys
from contextlib import suppress
from typing import Final

_ADVICE: Final = {
    errno.ENOSPC: "make room",
    errno.EDQUOT: "make room, or ask for a larger quota",
    errno.EFBIG: "let files be larger: ulimit -f",
    errno.EROFS: "give another place",
    errno.EIO: "look at the disk",
}
_ELSE: Final = "look at the disk"
# What the engine of the store says, and what SQLite says, neither of which gives a number.
_OF_ENGINE: Final = re.compile(r"\bIO error|No space left|Read-only file system|Corruption")
_OF_SQLITE: Final = re.compile(r"disk|readonly|unable to open")


def trouble(error: Exception, place: str = "a file") -> str | None:
    """Return what an ERROR tells of the disk, on one line; None where it is none of the disk.

    What is written to is at PLACE, if the error does not know better.

    >>> trouble(OSError(errno.ENOSPC, "No space left on device", "out/news.nq"))
    'out/news.nq: no space left on device; make room, and run the same command again'
    >>> trouble(sqlite3.OperationalError("database or disk is full"))
    'a file of SQLite: database or disk is full; look at the disk, and run the same command again'
    >>> trouble(OSError("what is it")) is None
    True
    """
    number = error.errno if isinstance(error, OSError) else None
    advice = f"{_ADVICE.get(number or 0, _ELSE)}, and run the same command again"
    if isinstance(error, OSError) and number in _ADVICE:
        return f"{error.filename or place}: {os.strerror(number).lower()}; {advice}"
    said = " ".join(str(error).split())
    if isinstance(error, OSError) and _OF_ENGINE.search(said):
        return f"the store: {said}; {advice}"
    if isinstance(error, sqlite3.Error) and _OF_SQLITE.search(said):
        return f"a file of SQLite: {said}; {advice}"
    return None


def takes_no_more() -> bool:
    """Tell whether standard output takes nothing any more; then nothing is written to it, also not at the end."""
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError, ValueError):  # no file of the system, as in tests
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.close(nowhere)
        return True
    return False
