"""The file that tracebacks of a command go to: for who reports a bug, also where nobody asked for it with ``-v``."""

import logging
import os
import time
from pathlib import Path
from typing import Final, TextIO

from kg import private

_MOST: Final = 20  # files that are kept
_LARGEST: Final = 10_000_000  # characters of one: a bug that a million articles meet is one bug


class Tracebacks:
    """Writes the tracebacks of one command to a file in the cache folder, which is made for the first of them."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._left = _LARGEST

    def kept(self, record: logging.LogRecord) -> str:
        """Write the traceback of RECORD, and return the words that say where it stands."""
        told = f"{logging.Formatter().format(record)}\n\n"
        self._left -= len(told)
        try:
            if self._left >= 0:
                with self._opened() as file:
                    file.write(told)
        except (OSError, RuntimeError) as error:
            return f"its traceback could not be written: {error}"
        return (
            f"traceback in {self._path}" if self._left >= 0 else "too many tracebacks for one file"
        )

    def _opened(self) -> TextIO:
        if self._path is None:
            folder = private.of_user() / "tracebacks"
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            private.keep_others_out(folder)
            earlier = sorted(folder.glob("*.txt"))
            for old in earlier[: max(len(earlier) + 1 - _MOST, 0)]:
                old.unlink(missing_ok=True)
            now = time.strftime("%Y-%m-%dT%H%M%S", time.gmtime())
            self._path = folder / f"{now}-{os.getpid()}.txt"
            self._path.touch(mode=0o600)
        return self._path.open("a", encoding="utf-8", errors="backslashreplace")
