"""What a resolution remembers beside the store, so that the next one looks only at what has changed.

A file of SQLite has the articles with what they speak of, the entities with what tells who they are, the keys by which
they are compared, the scores of the pairs, and what each entity is called. A run changes it in one transaction.
Articles and entities go by the numbers of their IRIs, so nothing depends on the order in which they came.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final, Self

from kg.errors import StoreError

ALL: Final = 0  # in place of an article: the entity as it is in all of its articles

_TABLES: Final = """
CREATE TABLE mark (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE article (number INTEGER PRIMARY KEY, name TEXT, year INTEGER);
CREATE TABLE entity (number INTEGER PRIMARY KEY, name TEXT, seen INTEGER, plain TEXT);
CREATE TABLE part (
    article INTEGER, entity INTEGER, mentioned INTEGER, told TEXT, PRIMARY KEY (article, entity)
) WITHOUT ROWID;
CREATE TABLE block (
    key INTEGER, role INTEGER, entity INTEGER, PRIMARY KEY (key, role, entity)
) WITHOUT ROWID;
CREATE TABLE candidate (one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE pair (
    one INTEGER, one_in INTEGER, other INTEGER, other_in INTEGER, score REAL, short INTEGER,
    is_open INTEGER DEFAULT 0, reasons TEXT DEFAULT '', PRIMARY KEY (one, one_in, other, other_in)
) WITHOUT ROWID;
CREATE TABLE member (
    entity INTEGER, article INTEGER, head INTEGER, head_in INTEGER, PRIMARY KEY (entity, article)
) WITHOUT ROWID;
CREATE TABLE called (
    entity INTEGER, article INTEGER, name TEXT, PRIMARY KEY (entity, article)
) WITHOUT ROWID;
CREATE TABLE decision (one TEXT, other TEXT, same INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
"""
# Made once the articles are read: a table grows faster without.
_INDEXES: Final = """
CREATE INDEX IF NOT EXISTS part_of ON part (entity, mentioned, article);
CREATE INDEX IF NOT EXISTS frequent ON entity (number, seen) WHERE seen >= 4;
CREATE INDEX IF NOT EXISTS pair_of ON pair (other, other_in);
CREATE INDEX IF NOT EXISTS open_pair ON pair (one, other) WHERE is_open;
CREATE INDEX IF NOT EXISTS merge ON pair (one, other) WHERE reasons <> '';
CREATE INDEX IF NOT EXISTS member_of ON member (head, head_in);
"""
_CACHE: Final = -65_536  # kilobytes of the file that are held in memory

Row = tuple[Any, ...]
Place = tuple[int, int]  # an entity in an article, or in ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What tells who an entity is, whatever the article."""

    type: str
    label: str
    names: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    facts: list[list[str]] = field(default_factory=list)
    ages: list[int] = field(default_factory=list)
    apart: bool = False  # whether it is looked at article by article, for it may be several

    def plain(self) -> str:
        """Return it as text."""
        found = {each.name: getattr(self, each.name) for each in fields(self)}
        return json.dumps(found, ensure_ascii=False)

    @classmethod
    def read(cls, plain: str) -> Self:
        """Return what was written as PLAIN text."""
        return cls(**json.loads(plain))


class State:
    """An open file. What is done to it counts once it is kept; else it is as it was."""

    def __init__(self, path: Path, target: Path) -> None:
        self._path, self._target = path, target
        with writing(target), ExitStack() as failing:
            self._file = sqlite3.connect(path, isolation_level=None)
            failing.callback(self.leave)
            self._file.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._file.execute(f"PRAGMA cache_size = {_CACHE}")
            if self.is_new:
                self._file.execute("PRAGMA journal_mode = OFF")
                self._file.execute("PRAGMA synchronous = OFF")
                self._file.executescript(_TABLES)
            else:
                self._file.execute("PRAGMA synchronous = FULL")
            self._file.execute("BEGIN IMMEDIATE")
            failing.pop_all()

    @classmethod
    def open(cls, path: Path, rules: str, generation: str) -> Self | None:
        """Open the file at PATH if the same RULES wrote it for a store of this GENERATION, or for the next one."""
        if not path.is_file():
            return None
        try:
            with closing(sqlite3.connect(path)) as file:
                marks = dict(file.execute("SELECT name, value FROM mark"))
        except sqlite3.DatabaseError:
            return None
        generations = {marks.get("generation"), marks.get("before")}
        is_ours = bool(generation) and generation in generations and marks.get("rules") == rules
        return cls(path, path) if is_ours else None

    @classmethod
    def new(cls, path: Path, rules: str) -> Self:
        """Begin a new file that takes the place of the one at PATH when it is kept."""
        _settle(path)
        fresh = path.with_name(f"{path.name}.new")
        fresh.unlink(missing_ok=True)
        found = cls(fresh, path)
        try:
            found.mark("rules", rules)
        except sqlite3.DatabaseError:
            found.leave()
            raise
        return found

    @property
    def is_new(self) -> bool:
        """Whether there was nothing to go on with."""
        return self._path != self._target

    def keep(self) -> None:
        """Let all that was done count, also if the machine stops now."""
        self._file.execute("COMMIT")
        if self.is_new:
            self._file.execute("PRAGMA synchronous = FULL")
            self._file.execute("PRAGMA locking_mode = NORMAL")
            self._file.execute("PRAGMA journal_mode = DELETE")
            self._file.execute("UPDATE mark SET value = value")
            self._file.close()
            self._path.replace(self._target)
        else:
            self._file.close()

    def leave(self) -> None:
        """Let the file be as it was before."""
        self._file.close()
        if self.is_new:
            self._path.unlink(missing_ok=True)

    def index(self) -> None:
        """Make what it is looked up by, once the articles are in."""
        for statement in _INDEXES.strip().split("\n"):
            self._file.execute(statement)

    def mark(self, name: str, value: str) -> None:
        """Note a VALUE of the whole file."""
        self.run("INSERT OR REPLACE INTO mark VALUES (?, ?)", name, value)

    def marked(self, name: str) -> str:
        """Return what was noted under NAME; "" where nothing was."""
        return str(self.value("SELECT value FROM mark WHERE name = ?", name) or "")

    def rows(self, select: str, *values: object) -> list[Row]:
        """Return the rows of a SELECT."""
        return self._file.execute(select, values).fetchall()

    def each(self, select: str, *values: object) -> Iterator[Row]:
        """Yield the same one by one; nothing may be written meanwhile."""
        yield from self._file.execute(select, values)

    def numbers(self, select: str, *values: object) -> list[int]:
        """Return the first column of the rows of a SELECT."""
        return [row[0] for row in self._file.execute(select, values)]

    def value(self, select: str, *values: object) -> Any:
        """Return the first value of a SELECT; None where it has no row."""
        found = self._file.execute(select, values).fetchone()
        return None if found is None else found[0]

    def run(self, statement: str, *values: object) -> None:
        """Carry out one STATEMENT."""
        self._file.execute(statement, values)

    def many(self, statement: str, rows: Iterable[Row]) -> None:
        """Carry out a STATEMENT for each of the ROWS."""
        self._file.executemany(statement, rows)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Tell in one line why the state at PATH cannot be written."""
    try:
        yield
    except sqlite3.OperationalError as error:  # what the disk does
        advice = "make room, or give it another place, and run kg resolve again"
        raise StoreError(f"{path}: cannot be written: {error}; {advice}") from error
    except sqlite3.DatabaseError as error:
        advice = "remove it, and run kg resolve again"
        raise StoreError(f"{path}: cannot be written: {error}; {advice}") from error


def forget(path: Path) -> None:
    """Remove the state at PATH, and the journal of a run that was killed."""
    path.unlink(missing_ok=True)
    _journal(path).unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """Undo what a killed run has begun at PATH: SQLite would apply its journal to the next file of that name."""
    if not _journal(path).exists():
        return
    try:
        with closing(sqlite3.connect(path)) as file:
            file.execute("SELECT name FROM mark").fetchone()
    except sqlite3.DatabaseError:
        forget(path)


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def state_beside(place: Path) -> Path:
    """Return where the state is of the store at PLACE.

    >>> state_beside(Path("out/demo")).as_posix()
    'out/demo.resolution'
    """
    named = place.resolve() if place.name in ("", "..") else place
    return named.with_name(f"{named.name}.resolution")
