"""The ledger of what was pushed where: a file beside the store, so that a push can go on where it was stopped.

Of a graph that has one document it keeps a digest; of a graph that documents share, with one another
and perhaps with data of others, it keeps the triples, for only what was pushed may ever be removed.
What is about to be written is marked before, and confirmed after: between the two it counts as
unknown and is written again.
"""

import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal

from kg.closing import Closing
from kg.errors import StoreError
from kg.store.local import Graph

_VERSION: Final = 1
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS graphs (
    target TEXT, name TEXT, digest TEXT, triples INTEGER, confirmed INTEGER, PRIMARY KEY (target, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shared (
    target TEXT, line TEXT, confirmed INTEGER, PRIMARY KEY (target, line)
) WITHOUT ROWID;
CREATE TEMP TABLE wanted (line TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE there (line TEXT PRIMARY KEY) WITHOUT ROWID;
"""
# What the endpoint must be given, and what it must lose, by what "wanted" is compared with: the ledger, where it is
# all that the store has; the endpoint, which was read to have what is "there"; or the ledger where only a part was
# written, and "there" is what the store has lost.
_Compared = Literal["ledger", "endpoint", "part"]
_LACKING: Final = (
    "SELECT line FROM wanted EXCEPT SELECT line FROM shared WHERE target = :target AND confirmed"
)
_INSERT: Final[Mapping[_Compared, str]] = {
    "ledger": _LACKING,
    "endpoint": "SELECT line FROM wanted EXCEPT SELECT line FROM there",
    "part": _LACKING,
}
_DELETE: Final[Mapping[_Compared, str]] = {
    "ledger": "SELECT line FROM shared WHERE target = :target EXCEPT SELECT line FROM wanted",
    "endpoint": "SELECT line FROM there WHERE (:prune OR line IN (SELECT line FROM shared WHERE target = :target)) "
    "EXCEPT SELECT line FROM wanted",
    "part": "SELECT line FROM there WHERE line IN (SELECT line FROM shared WHERE target = :target)",
}


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Tell in one line why the ledger at PATH cannot be written."""
    try:
        yield
    except sqlite3.OperationalError as error:
        advice = "make room, and run the same command again: it goes on where it was stopped"
        raise StoreError(f"{path}: cannot be written: {error}; {advice}") from error


class Ledger(Closing):
    """An open ledger, for one TARGET: an endpoint and a layout. It is locked while it is open."""

    def __init__(self, path: Path, target: str) -> None:
        self.target = target
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = sqlite3.connect(
                path, timeout=1.0, isolation_level=None, check_same_thread=False
            )  # it may be closed by the garbage collector in another thread
            weakref.finalize(self, self._file.close)
            self._file.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._file.execute("PRAGMA journal_mode = WAL")
            self._file.execute("PRAGMA synchronous = NORMAL")
            self._check_version()
            self._file.executescript(_SCHEMA)
        except sqlite3.OperationalError as error:
            locked = "locked" in str(error)
            wrong = "another push is writing to it; wait" if locked else f"{error}; check the path"
            raise StoreError(f"{path}: cannot be opened: {wrong}") from error
        except (sqlite3.DatabaseError, OSError) as error:
            raise StoreError(
                f"{path}: not a ledger of kg: {error}; give another --ledger"
            ) from error
        self._compared: _Compared = "ledger"
        self._prune = False

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def graphs(self) -> dict[str, tuple[Graph, bool]]:
        """Return the graphs that were pushed, by name, and whether the endpoint confirmed each."""
        rows = self._rows(
            "SELECT name, digest, triples, confirmed FROM graphs WHERE target = :target"
        )
        return {
            name: (Graph(name, digest, triples), bool(confirmed))
            for name, digest, triples, confirmed in rows
        }

    def intend(self, graphs: Iterable[Graph]) -> None:
        """Note that GRAPHS are about to be written or removed."""
        self._note(graphs, confirmed=False)

    def confirm(self, graphs: Iterable[Graph]) -> None:
        """Note that the endpoint has GRAPHS."""
        self._note(graphs, confirmed=True)

    def forget(self, names: Iterable[str]) -> None:
        """Note that the endpoint does not have the graphs called NAMES any more."""
        with self._file:
            self._file.execute("BEGIN")
            self._file.executemany(
                "DELETE FROM graphs WHERE target = ? AND name = ?",
                ((self.target, n) for n in names),
            )

    def compare(
        self, wanted: Iterable[str], there: Iterable[str] | None = None, *, prune: bool = False
    ) -> None:
        """Take in what the shared graph is to have, and what it was read to have if it was read.

        With PRUNE all that is there and not wanted counts as pushed, else what was pushed alone.
        """
        self._compared, self._prune = "ledger" if there is None else "endpoint", prune
        self._fill("wanted", wanted)
        self._fill("there", there or ())

    def compare_part(self, wanted: Iterable[str], lost: Iterable[str]) -> None:
        """Take in what was written of the shared graph: what is WANTED of it, and what the store has LOST."""
        self._compared, self._prune = "part", False
        self._fill("wanted", wanted)
        self._fill("there", lost)

    def doubt(self) -> None:
        """Note that the shared graph has lost something: all of it will be written again."""
        self._file.execute("UPDATE shared SET confirmed = 0 WHERE target = ?", (self.target,))

    @property
    def shared(self) -> int:
        """How many triples were pushed into the shared graph, or may have been."""
        return self._count("SELECT line FROM shared WHERE target = :target")

    def forget_shared(self) -> None:
        """Note that the shared graph is gone."""
        self._file.execute("DELETE FROM shared WHERE target = ?", (self.target,))

    @property
    def confirmed(self) -> int:
        """How many triples of the shared graph the endpoint confirmed."""
        return self._count("SELECT line FROM shared WHERE target = :target AND confirmed")

    @property
    def to_insert(self) -> int:
        """How many triples the shared graph lacks."""
        return self._count(_INSERT[self._compared])

    @property
    def to_delete(self) -> int:
        """How many triples the shared graph has of ours that the store has no more."""
        return self._count(_DELETE[self._compared])

    @property
    def of_others(self) -> int:
        """How many triples were read in the shared graph that nobody here knows."""
        return self._count(
            "SELECT line FROM there EXCEPT SELECT line FROM wanted "
            "EXCEPT SELECT line FROM shared WHERE target = :target"
        )

    def difference(self) -> Iterator[str]:
        """Yield what the shared graph lacks behind a + and what it has too much behind a -, sorted by triple."""
        marked = [f"+ {line}" for (line,) in self._rows(_INSERT[self._compared])]
        marked += [f"- {line}" for (line,) in self._rows(_DELETE[self._compared])]
        yield from sorted(marked, key=lambda each: (each[2:], each))

    def inserts(self, size: int) -> Iterator[list[str]]:
        """Yield what the shared graph lacks, SIZE triples at a time, each noted before and confirmed after."""
        for lines in self._batches(_INSERT[self._compared], size):
            self._note_lines(lines, confirmed=False)
            yield lines
            self._note_lines(lines, confirmed=True)

    def deletes(self, size: int) -> Iterator[list[str]]:
        """Yield what the shared graph is to lose, SIZE triples at a time; forgotten after."""
        for lines in self._batches(_DELETE[self._compared], size):
            yield lines
            with self._file:
                self._file.execute("BEGIN")
                self._file.executemany(
                    "DELETE FROM shared WHERE target = ? AND line = ?",
                    ((self.target, each) for each in lines),
                )

    def settle(self) -> None:
        """Note as pushed what is wanted and was read to be there, and forget what is neither."""
        if self._compared == "endpoint":
            self._file.execute(
                "INSERT OR REPLACE INTO shared SELECT ?, line, 1 FROM wanted WHERE line IN (SELECT line FROM there)",
                (self.target,),
            )
            self._file.execute(
                "DELETE FROM shared WHERE target = ? AND line NOT IN (SELECT line FROM wanted) "
                "AND line NOT IN (SELECT line FROM there)",
                (self.target,),
            )

    def _check_version(self) -> None:
        (found,) = self._file.execute("PRAGMA user_version").fetchone()
        if found not in (0, _VERSION):
            raise StoreError(
                f"{self._path}: a ledger of another version, format {found}; give another --ledger"
            )
        self._file.execute(f"PRAGMA user_version = {_VERSION}")

    def _note(self, graphs: Iterable[Graph], *, confirmed: bool) -> None:
        rows = [(self.target, each.name, each.digest, each.triples, confirmed) for each in graphs]
        with self._file:
            self._file.execute("BEGIN")
            self._file.executemany("INSERT OR REPLACE INTO graphs VALUES (?, ?, ?, ?, ?)", rows)

    def _note_lines(self, lines: Sequence[str], *, confirmed: bool) -> None:
        with self._file:
            self._file.execute("BEGIN")
            self._file.executemany(
                "INSERT OR REPLACE INTO shared VALUES (?, ?, ?)",
                ((self.target, each, confirmed) for each in lines),
            )

    def _fill(self, table: str, lines: Iterable[str]) -> None:
        with self._file:
            self._file.execute("BEGIN")
            self._file.execute(f"DELETE FROM temp.{table}")  # noqa: S608 - one of two names above
            self._file.executemany(
                f"INSERT OR IGNORE INTO temp.{table} VALUES (?)",  # noqa: S608
                ((each,) for each in lines),
            )

    def _batches(self, select: str, size: int) -> Iterator[list[str]]:
        # Read as a whole before the first is changed: a cursor must not walk over what moves.
        found = [line for (line,) in self._rows(f"{select} ORDER BY line")]
        yield from (found[start : start + size] for start in range(0, len(found), size))

    def _rows(self, select: str) -> list[tuple[Any, ...]]:
        names = {"target": self.target, "prune": self._prune}
        return self._file.execute(select, names).fetchall()

    def _count(self, select: str) -> int:
        (found,) = self._rows(f"SELECT COUNT(*) FROM ({select})")[0]  # noqa: S608 - ours
        return int(found)
