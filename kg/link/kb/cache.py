"""Where the default knowledge base is kept: in the cache folder of the user, else in a private temporary folder."""

import logging
import os
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg import private
from kg.errors import ConfigError
from kg.link.kb.seal import is_sealed

_log = logging.getLogger(__name__)
_OLD: Final = (
    30 * 24 * 3600
)  # seconds since its last use after which a file of another fingerprint is removed
_DAY: Final = 24 * 3600
_SIZES: Final = slice(16, 18)  # where an SQLite file says how large its pages are
_PAGES: Final = slice(28, 32)  # and how many it has
_HEAD: Final = 100  # bytes
_LARGEST: Final = 65536  # a page size that two bytes cannot hold; it is written as 1


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a KIND with a FINGERPRINT; WRITE makes it where it is missing, damaged or another one."""

    kind: str
    fingerprint: str
    write: Callable[[Path], None]
    once: str = "these terms"  # for what, and in how much time

    @property
    def name(self) -> str:
        """What the file is called: its name changes with the fingerprint."""
        return f"{self.kind}-{self.fingerprint}.kb"


def kept(fingerprint: str, write: Callable[[Path], None], *beneath: Part) -> Path:
    """Return the knowledge base with this FINGERPRINT; WRITE makes it where it is missing, damaged or another one.

    What it lies on, BENEATH, is made before, in the same folder.

    It is looked for and written in the first folder that can be used. Its name changes with the fingerprint, so that
    several installations share the folder in peace.
    """
    failure = ""
    for folder in private.FOLDERS:
        try:
            place = folder()
            return [_kept_in(place, part) for part in (*beneath, Part("base", fingerprint, write))][
                -1
            ]
        except (OSError, ConfigError) as error:
            failure = str(error)
            _log.debug("the default knowledge base: cannot be kept there (%s)", failure)
    raise ConfigError(
        f"the default knowledge base: cannot be written ({failure}); set XDG_CACHE_HOME to a folder that can be "
        "written, or give a knowledge base of your own: --kb FILE"
    )


def _kept_in(folder: Path, part: Part) -> Path:
    path = folder / part.name
    if folder.exists():
        private.keep_others_out(folder)
    if not is_whole(path, part.fingerprint) or private.is_others(path):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(f"{folder}: is read-only")
        _log.info(
            "building the default knowledge base, once for %s: %s",
            part.once,
            path,
        )
        part.write(path)
        path.chmod(path.stat().st_mode & ~private.OTHERS)
        _tidy(folder, path)
    _mark(path)
    return path


def is_whole(path: Path, fingerprint: str) -> bool:
    """Tell whether the file at PATH is a knowledge base with this FINGERPRINT, as it was written."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if len(head) < _HEAD or _length(head) != path.stat().st_size or not is_sealed(path):
            return False
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    except (OSError, sqlite3.Error):
        return False
    try:
        query = "SELECT value FROM about WHERE name = 'fingerprint'"
        return bool(connection.execute(query).fetchone() == (fingerprint,))
    except sqlite3.Error:
        return False
    finally:
        connection.close()


def _length(head: bytes) -> int:
    """Return how long an SQLite file is by its HEAD."""
    size = int.from_bytes(head[_SIZES])
    return (_LARGEST if size == 1 else size) * int.from_bytes(head[_PAGES])


def _mark(path: Path) -> None:
    """Leave a mark at PATH that it was used today, where that can be done."""
    try:
        if time.time() - path.stat().st_mtime > _DAY:
            path.touch()
    except OSError:
        _log.debug("%s: its time cannot be set", path)


def _tidy(folder: Path, path: Path) -> None:
    """Remove what other versions, and writers that were killed, left in FOLDER beside PATH and nobody used for long."""
    for pattern, age in (("*-*.kb", _OLD), (".*-*.kb.*", _DAY)):
        for other in folder.glob(pattern):
            try:
                if other != path and time.time() - other.stat().st_mtime > age:
                    other.unlink()
            except OSError:
                _log.debug("%s: cannot be removed", other)
