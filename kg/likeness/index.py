"""The index of a collection: which articles are alike, and what each is a copy or a later version of.

An article is a copy of the earliest one before it that it is a copy of, and so on up to the first; the same with
versions. That depends on the articles alone, never on the order in which they came. The index is a file beside the
articles, a kilobyte for each, and nothing of it stays in memory. It can be made anew from their profiles.
"""

import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from kg.closing import Closing
from kg.likeness.marks import Mark
from kg.likeness.profile import Profile
from kg.likeness.rules import Kind, may_be_versions, relation
from kg.likeness.signature import BANDS, bands

_VERSION: Final = 1
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS article (
    id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, at TEXT NOT NULL, outlet TEXT NOT NULL,
    bands BLOB NOT NULL, copy INTEGER, version INTEGER
);
CREATE INDEX IF NOT EXISTS copies ON article (copy) WHERE copy IS NOT NULL;
CREATE INDEX IF NOT EXISTS versions ON article (version) WHERE version IS NOT NULL;
CREATE TABLE IF NOT EXISTS band (key INTEGER, article INTEGER, PRIMARY KEY (key, article)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS touched (article INTEGER PRIMARY KEY);
"""
_COLUMNS: Final = "article.id, name, at, outlet, bands"
_NEAR: Final = (
    f"SELECT DISTINCT {_COLUMNS} FROM band JOIN article ON article.id = band.article "  # noqa: S608
    f"WHERE band.key IN ({','.join('?' * BANDS)}) AND article.id <> ? ORDER BY at, name"
)
_ROW: Final = {
    each: f"SELECT {_COLUMNS} FROM article WHERE {each} = ?"  # noqa: S608
    for each in ("id", "name")
}
_FIRST: Final = {kind: f"SELECT {kind} FROM article WHERE id = ?" for kind in Kind}  # noqa: S608
_NOTE: Final = {kind: f"UPDATE article SET {kind} = ? WHERE id = ?" for kind in Kind}  # noqa: S608
_FOLLOWERS: Final = (
    "SELECT id FROM article WHERE copy = :id UNION SELECT id FROM article WHERE version = :id"
)
# What was touched, and all whose first article may be another one therefore.
_CHANGED: Final = """
WITH RECURSIVE changed(id) AS (
    SELECT article FROM touched
    UNION SELECT article.id FROM changed JOIN article ON article.copy = changed.id
    UNION SELECT article.id FROM changed JOIN article ON article.version = changed.id
)
SELECT article.id, name FROM changed JOIN article USING (id) ORDER BY name
"""
_MEMORY: Final = 32 * 1024  # kilobytes of the file that are kept in memory


class _Row(NamedTuple):
    """An article of the index."""

    id: int
    name: str
    at: str
    outlet: str
    bands: bytes

    @property
    def order(self) -> tuple[str, str]:
        """Where it stands among others, as a profile says."""
        return self.at, self.name

    @property
    def keys(self) -> list[int]:
        """Its bands, as they stand in the index."""
        found: list[int] = np.frombuffer(self.bands, np.int64).tolist()
        return found


class Index(Closing):
    """An open index; a context manager. PROFILES gives the profile of an article by its name, None where it is gone."""

    def __init__(self, path: Path | None, profiles: Callable[[str], Profile | None]) -> None:
        """Open the index at PATH, made where there is none; one for this process alone without PATH."""
        self._profiles = profiles
        self._file = sqlite3.connect(str(path or ""), isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._file.close)
        (found,) = self._file.execute("PRAGMA user_version").fetchone()
        self.is_new = found == 0
        if found not in (0, _VERSION):
            raise sqlite3.DatabaseError(f"an index of another version, {found}")
        self._file.execute(f"PRAGMA cache_size = -{_MEMORY}")
        self._file.execute("PRAGMA synchronous = NORMAL")
        self._file.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def finish(self) -> None:
        """Note that the index has all that there is."""
        self._file.execute("DELETE FROM touched")
        self._file.execute(f"PRAGMA user_version = {_VERSION}")

    def update(self, names: Iterable[str]) -> None:
        """Take the articles called NAMES in as they are now; those without a profile are taken out."""
        with self._file:
            self._file.execute("BEGIN")
            given = list(names)
            for name in given:
                self._leave(name)
            for name in given:
                found = self._profiles(name)
                if found is not None:
                    self._enter(found)

    def marks(self) -> Iterator[Mark]:
        """Yield the marks of all articles whose marks may have changed since the index was last finished."""
        for number, name in self._file.execute(_CHANGED).fetchall():
            yield Mark(name, self._first(number, Kind.COPY), self._first(number, Kind.VERSION))

    def _enter(self, profile: Profile) -> None:
        """Put in an article that is not there, and find out which others follow it now."""
        at, _ = profile.order
        keys = np.array(bands(profile.shingles), np.int64)
        done = self._file.execute(
            "INSERT INTO article (name, at, outlet, bands) VALUES (?, ?, ?, ?)",
            (profile.name, at, profile.outlet, keys.tobytes()),
        )
        own = _Row(int(done.lastrowid or 0), profile.name, at, profile.outlet, keys.tobytes())
        self._file.executemany(
            "INSERT INTO band VALUES (?, ?)", ((key, own.id) for key in set(keys.tolist()))
        )
        self._touch(own.id)
        near = self._near(own)
        self._follow(own, profile, [each for each in near if each.order < own.order])
        for each in near:
            if each.order > own.order:
                self._precede(own, profile, each)

    def _leave(self, name: str) -> None:
        """Take out the article called NAME, if it is there; those that follow it look for another one."""
        found = self._row("name", name)
        if found is None:
            return
        followers = self._file.execute(_FOLLOWERS, {"id": found.id}).fetchall()
        self._file.executemany(
            "DELETE FROM band WHERE key = ? AND article = ?", ((k, found.id) for k in found.keys)
        )
        self._file.execute("DELETE FROM touched WHERE article = ?", (found.id,))
        self._file.execute("DELETE FROM article WHERE id = ?", (found.id,))
        for (each,) in followers:
            self._reconsider(each)

    def _reconsider(self, number: int) -> None:
        """Find out anew what an article follows."""
        row = self._row("id", number)
        profile = self._profiles(row.name) if row is not None else None
        self._file.execute("UPDATE article SET copy = NULL, version = NULL WHERE id = ?", (number,))
        self._touch(number)
        if row is not None and profile is not None:
            near = self._near(row)
            self._follow(row, profile, [each for each in near if each.order < row.order])

    def _follow(self, own: _Row, profile: Profile, before: Iterable[_Row]) -> None:
        """Note the first of the articles BEFORE that an article is a copy of, and the first of which a version."""
        found: dict[Kind, int] = {}
        for each in before:
            if Kind.COPY in found and not may_be_versions(own.outlet, each.outlet):
                continue  # it could only be one more copy
            kind = self._relation(profile, each)
            if kind is not None:
                found.setdefault(kind, each.id)
            if len(found) == len(Kind):
                break
        for kind, number in found.items():
            self._note(own.id, kind, number)

    def _precede(self, own: _Row, profile: Profile, other: _Row) -> None:
        """Let an article that stands behind its own follow it, if it follows none that is earlier."""
        kind = self._relation(profile, other)
        if kind is None:
            return
        (number,) = self._file.execute(_FIRST[kind], (other.id,)).fetchone()
        first = self._row("id", number) if number is not None else None
        if first is None or own.order < first.order:
            self._note(other.id, kind, own.id)

    def _relation(self, profile: Profile, other: _Row) -> Kind | None:
        found = self._profiles(other.name)
        return relation(profile, found) if found is not None else None

    def _near(self, own: _Row) -> list[_Row]:
        """Return the articles that may be like one, in their order."""
        keys = own.keys
        if not keys:
            return []
        return [_Row(*each) for each in self._file.execute(_NEAR, (*keys, own.id))]

    def _row(self, column: str, value: str | int) -> _Row | None:
        found = self._file.execute(_ROW[column], (value,)).fetchone()
        return _Row(*found) if found else None

    def _note(self, number: int, kind: Kind, first: int) -> None:
        self._file.execute(_NOTE[kind], (first, number))
        self._touch(number)

    def _touch(self, number: int) -> None:
        self._file.execute("INSERT OR IGNORE INTO touched VALUES (?)", (number,))

    def _first(self, number: int, kind: Kind) -> str | None:
        """Return the article where the chain of copies, or of versions, begins that an article is in."""
        start = number
        while (found := self._file.execute(_FIRST[kind], (number,)).fetchone()[0]) is not None:
            number = found
        row = self._row("id", number)
        return row.name if row is not None and number != start else None
