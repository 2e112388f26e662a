"""The file in which fetched pages are kept, so that what did not change is neither sent nor read again.

An SQLite file with a row a page: what the server said of its version, and its bytes, packed. It may be removed at any
time; then everything is fetched once more.
"""

import hashlib
import sqlite3
import threading
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kg.closing import Closing
from kg.errors import StoreError

_VERSION: Final = 1
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS pages (
    key TEXT PRIMARY KEY, address TEXT, etag TEXT, modified TEXT, charset TEXT, listed TEXT, digest TEXT, body BLOB
);
"""
_FIND: Final = "SELECT address, etag, modified, charset, listed, digest FROM pages WHERE key = ?"
_BODY: Final = "SELECT body FROM pages WHERE key = ?"
_PUT: Final = "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is known of a page that was fetched; its bytes are asked for apart."""

    key: str
    address: str  # where it was found at last, behind all redirects
    etag: str | None = None
    modified: str | None = None  # both as the server gave them
    charset: str | None = None
    listed: str | None = None  # the time of its last change, as a sitemap or a feed has it
    digest: str | None = None  # of its bytes


class Kept(Closing):
    """The pages in the file at PATH, for any thread; without a path in memory, and gone at the end."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._lock = threading.Lock()
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            # "": a file of SQLite's own, which nobody sees and which is gone when it is closed
            self._file = sqlite3.connect(
                "" if path is None else path,
                timeout=30.0,
                isolation_level=None,
                check_same_thread=False,
            )
            if path is not None:
                self._file.execute("PRAGMA journal_mode = WAL")
            self._file.execute("PRAGMA synchronous = NORMAL")
            self._check_version()
            self._file.executescript(_SCHEMA)
        except (sqlite3.DatabaseError, OSError) as error:
            raise StoreError(
                f"{path}: cannot be opened as the file of fetched pages: {error}; remove or move it"
            ) from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._file.close()

    def find(self, key: str) -> Page | None:
        """Return what is known of the page called KEY; None where it was never fetched."""
        with self._lock:
            row = self._file.execute(_FIND, (key,)).fetchone()
        if row is None:
            return None
        address, etag, modified, charset, listed, digest = row
        return Page(
            key=key,
            address=address,
            etag=etag,
            modified=modified,
            charset=charset,
            listed=listed,
            digest=digest,
        )

    def body(self, key: str) -> bytes:
        """Return the bytes of the page called KEY."""
        with self._lock:
            (packed,) = self._file.execute(_BODY, (key,)).fetchone()
        return zlib.decompress(packed)

    def put(self, page: Page, body: bytes) -> Page:
        """Keep PAGE with its BODY. Return it as it is kept, with its digest."""
        kept = replace(page, digest=hashlib.sha256(body).hexdigest())
        row = (kept.key, kept.address, kept.etag, kept.modified, kept.charset, kept.listed)
        with self._lock:
            self._file.execute(_PUT, (*row, kept.digest, zlib.compress(body)))
        return kept

    def note(self, key: str, *, listed: str | None) -> None:
        """Note when the page called KEY changed last, as it is LISTED."""
        with self._lock:
            self._file.execute("UPDATE pages SET listed = ? WHERE key = ?", (listed, key))

    def _check_version(self) -> None:
        (found,) = self._file.execute("PRAGMA user_version").fetchone()
        if found not in (0, _VERSION):
            raise sqlite3.DatabaseError(f"its version is {found}, not {_VERSION}")
        self._file.execute(f"PRAGMA user_version = {_VERSION}")
