"""Writes a knowledge base: things of one source after another, each of which can be replaced later."""

import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from glob import escape
from pathlib import Path
from shutil import copyfile
from typing import Final

from kg.errors import ConfigError
from kg.leftovers import held, sweep
from kg.link.kb.fold import core, fold, initials, sound
from kg.link.kb.schema import (
    APART,
    ASIDE,
    BENEATH,
    BROUGHT_IN,
    IMPORTED,
    JOINED,
    KEYS,
    OWN,
    TABLES,
    VERSION,
    views,
)
from kg.link.kb.seal import seal
from kg.link.kb.stored import to_row
from kg.link.kb.thing import GEONAMES, NameKind, Thing

_fold: Final = fold.__wrapped__  # each name comes once: nothing is to be kept
_BATCH: Final = 5000
_LINES: Final = 100_000  # of a source that holds little: how often what was reached is kept
_REMOVE: Final = (
    "DELETE FROM name WHERE thing IN (SELECT id FROM thing WHERE source = ?)",
    "DELETE FROM sound WHERE thing IN (SELECT id FROM thing WHERE source = ?)",
    "DELETE FROM thing WHERE source = ?",
    "DELETE FROM counted WHERE source = ?",
)
_COUNT: Final = (
    "INSERT INTO counted VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE "
    "SET things = things + excluded.things, names = names + excluded.names"
)
_TOP: Final = (
    1 << 40
)  # ranks of sounds are counted down from here, so that frequent things come first


_Named = tuple[str, str, int, int]  # folded, as it is written, kind, count


class Writer:
    """Adds things to a knowledge base that is written beside and put in its place when it is whole."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        organizations: frozenset[str],
        *,
        is_job: bool = False,
        above: int = 0,
    ) -> None:
        """ORGANIZATIONS are the classes whose things go by initials and without their legal form, too.

        Numbers of things and sources are greater than ABOVE.
        """
        self._connection = connection
        self._is_job = is_job
        self._above = above
        self._organizations = organizations

    @classmethod
    @contextmanager
    def open(
        cls,
        path: Path,
        *,
        organizations: Iterable[str] = (),
        base: Path | None = None,
        job: str | None = None,
        about: Mapping[str, str] | None = None,
        is_beneath: bool = False,
    ) -> Iterator["Writer"]:
        """Open PATH for writing, beginning with what is in BASE; it is there when the block ends, or as it was.

        ABOUT is what the file says of itself. What IS_BENEATH another one has numbers that the other has not; a BASE
        that lies on another file is written with all that is there.
        With a JOB, what was written before the block was left by an error or a signal is kept beside, and the next
        writer with the same job goes on with it.
        """
        # Of its own, so that several processes, on one machine or on several, can write the same file.
        own = "part" if job else f"{os.getpid()}-{secrets.token_hex(4)}"
        beside = path.with_name(f".{path.name}.{own}")
        path.parent.mkdir(parents=True, exist_ok=True)
        connection: sqlite3.Connection | None = None
        holding = ExitStack()
        try:
            if job is None:
                sweep(
                    path.parent.glob(f".{escape(path.name)}.[0-9]*-*")
                )  # of runs that were killed
                beside.touch()
                holding.enter_context(held(beside))
            connection = _resumed(beside, job) or _begun(beside, base, job)
            yield cls(
                connection,
                frozenset(organizations),
                is_job=job is not None,
                above=APART if is_beneath else 0,
            )
            connection.execute("DELETE FROM about WHERE name LIKE 'job%' OR name = 'fingerprint'")
            connection.executemany("INSERT INTO about VALUES (?, ?)", (about or {}).items())
            for statement in (*BROUGHT_IN, KEYS):
                connection.execute(statement)
            connection.commit()
            if base is not None or job is not None:
                connection.execute("VACUUM")
            connection.close()
            seal(beside)
            _flushed(beside)
            beside.replace(path)
        except sqlite3.IntegrityError as error:
            job = None
            raise ConfigError(
                f"{path}: a key comes twice ({error}); give each thing one"
            ) from error
        except sqlite3.DatabaseError as error:
            raise ConfigError(f"{path}: cannot be written ({error}); is the disk full?") from error
        finally:
            if connection is not None:
                connection.close()
            if job is None or connection is None:
                _remove(beside)
            holding.close()

    def add(
        self, source: str, things: Iterable[Thing], *, rank: int = IMPORTED, heard: int = 0
    ) -> int:
        """Put THINGS in the place of all that SOURCE had, and return how many they are; no key may come twice.

        Those that are meant as often as HEARD says are found by initials, and by how their names sound, too.
        """
        return self.add_lines(source, enumerate(things, start=1), rank=rank, heard=heard)

    def add_lines(
        self,
        source: str,
        lines: Iterable[tuple[int, Thing | None]],
        *,
        rank: int = IMPORTED,
        heard: int = 0,
    ) -> int:
        """Do the same with LINES, numbered, of which not each has a thing; what was ``reached`` is kept with them."""
        number = self._source(source, rank)
        batch: list[Thing] = []
        for line, thing in lines:
            if thing is not None:
                batch.append(thing)
            if len(batch) == _BATCH or line % _LINES == 0:
                self._commit(number, batch, heard, line)
                batch = []
        self._commit(number, batch, heard)
        count = "SELECT count(*) FROM thing WHERE source = ?"
        return int(self._connection.execute(count, (number,)).fetchone()[0])

    def reached(self) -> int:
        """Return the line up to which the job was done before; 0 where it begins now."""
        row = self._connection.execute("SELECT value FROM about WHERE name = 'job line'").fetchone()
        return 0 if row is None else int(row[0])

    def _commit(
        self, source: int, things: list[Thing], heard: int, line: int | None = None
    ) -> None:
        self._insert(source, things, heard)
        if line is not None:
            self._connection.execute(
                "INSERT OR REPLACE INTO about VALUES ('job line', ?)", (str(line),)
            )
        self._connection.commit()

    def alike(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Say that things have two keys: PAIRS of another one and the one that they go by."""
        self._connection.executemany("INSERT OR REPLACE INTO alike VALUES (?, ?)", sorted(pairs))

    def credit(self, credits: Iterable[tuple[str, str, int, str]]) -> None:
        """Say where things that were added come from: source, licence, how many things, and the letter in them."""
        self._connection.executemany("INSERT OR REPLACE INTO credit VALUES (?, ?, ?, ?)", credits)

    def _source(self, name: str, rank: int) -> int:
        row = self._connection.execute("SELECT id FROM source WHERE name = ?", (name,)).fetchone()
        if row is not None and self.reached():
            return int(row[0])
        if row is not None:
            for statement in _REMOVE:
                self._connection.execute(statement, row)
            self._connection.execute("UPDATE source SET rank = ? WHERE id = ?", (rank, *row))
            self._connection.commit()
        else:
            insert = (
                "INSERT INTO source VALUES ((SELECT coalesce(max(id), ?) + 1 FROM source), ?, ?)"
            )
            row = (self._connection.execute(insert, (self._above, name, rank)).lastrowid,)
        if self._is_job:
            self._connection.execute("DROP INDEX IF EXISTS thing_key")
        return int(row[0])

    def _insert(self, source: int, things: list[Thing], least: int) -> None:
        query = "SELECT coalesce(max(id), ?) + 1 FROM thing"
        first = self._connection.execute(query, (self._above,)).fetchone()[0]
        insert = self._connection.executemany
        rows = [(n, *to_row(thing, source)) for n, thing in enumerate(things, start=first)]
        insert("INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        self.alike((key, thing.key) for thing in things for key in _other_keys(thing))
        counts: dict[str, list[int]] = {}
        names: list[tuple[str, int, str, int, int]] = []
        sounds: list[tuple[str, int, int, str]] = []
        for number, thing in enumerate(things, start=first):
            found = self._names(thing, is_heard=thing.count >= least)
            counted = counts.setdefault(thing.type, [0, 0])
            counted[0] += 1
            counted[1] += len(found)
            names += [(folded, number, name, kind, count) for folded, name, kind, count in found]
            if thing.count >= least:
                sounds += [
                    (
                        sound(core(folded)),
                        _TOP - max(count, thing.count),
                        number,
                        name or thing.label,
                    )
                    for folded, name, kind, count in found
                    if kind < NameKind.DERIVED
                ]
        insert("INSERT INTO new_name VALUES (?, ?, ?, ?, ?)", names)
        insert("INSERT INTO new_sound VALUES (?, ?, ?, ?)", sounds)
        insert(_COUNT, [(source, type, *counted) for type, counted in counts.items()])

    def _names(self, thing: Thing, *, is_heard: bool) -> list[_Named]:
        """Return the names of a THING as they are looked up; that of its label is empty."""
        found: list[_Named] = [(_fold(thing.label), "", int(NameKind.LABEL), thing.count)]
        if thing.names:
            others = {each.name: each for each in reversed(thing.names) if each.name != thing.label}
            found += [(_fold(n.name), n.name, int(n.kind), n.count) for n in others.values()]
        if thing.type in self._organizations:
            seen = {each[0] for each in found}
            for folded, _, _, count in tuple(found):
                for made in (core(folded), initials(folded) if is_heard else None):
                    if made and made not in seen:
                        seen.add(made)
                        found.append((made, made, int(NameKind.DERIVED), count))
        return [each for each in found if each[0]]


def _other_keys(thing: Thing) -> Iterator[str]:
    """Yield the keys that a THING of Wikidata has in the data that are installed."""
    for same in thing.same_as if len(thing.same_as) > 1 and thing.key.startswith("Q") else ():
        if same.startswith(GEONAMES):
            yield f"gn{same.removeprefix(GEONAMES).rstrip('/')}"


def _resumed(beside: Path, job: str | None) -> sqlite3.Connection | None:
    """Return what an earlier writer left BESIDE if it had the same JOB."""
    if job is None or not beside.exists():
        return None
    connection = sqlite3.connect(beside)
    try:
        row = connection.execute("SELECT value FROM about WHERE name = 'job'").fetchone()
    except sqlite3.DatabaseError:
        row = None
    if row != (job,):
        connection.close()
        return None
    return connection


def _remove(beside: Path) -> None:
    """Remove what lies BESIDE, with its journal: SQLite would apply that to the next file of the name."""
    beside.unlink(missing_ok=True)
    beside.with_name(f"{beside.name}-journal").unlink(missing_ok=True)


def _flushed(path: Path) -> None:
    """Bring the file at PATH to the disk, so that it is whole before it gets its name, even if the power fails."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _begun(beside: Path, base: Path | None, job: str | None) -> sqlite3.Connection:
    if job is not None:  # else it is new, and held
        _remove(beside)
    below = None if base is None else _beneath(base)
    if base is not None:
        copyfile(below or base, beside)
    else:
        beside.touch()  # SQLite would not say why it cannot
    with ExitStack() as failing:
        connection = failing.enter_context(closing(sqlite3.connect(beside, uri=True)))
        _prepare(connection, base if below is not None else None, job, is_empty=base is None)
        failing.pop_all()
    return connection


def _prepare(
    connection: sqlite3.Connection, upper: Path | None, job: str | None, *, is_empty: bool
) -> None:
    """Let a JOB write to CONNECTION, to which all of the file UPPER is added; the tables of an empty one are made."""
    # A process that is killed leaves whole batches; a disk that fails is no matter, for the dump is still there.
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -65536")  # KiB: the more, the fewer runs to merge
    if job is None:  # what fails is thrown away
        connection.execute("PRAGMA journal_mode = OFF")
    if is_empty:
        connection.executescript(TABLES + views((OWN,)))
        connection.execute("INSERT INTO about VALUES ('version', ?)", (str(VERSION),))
    if upper is not None:
        _join(connection, upper)
    # What a job has put aside must be there when it goes on.
    connection.executescript(ASIDE.format(kind="" if job is not None else "TEMP"))
    if job is not None:
        connection.execute("INSERT OR REPLACE INTO about VALUES ('job', ?)", (job,))
    connection.commit()


def _beneath(base: Path) -> Path | None:
    """Return the file that the knowledge base BASE lies on, if it lies on one."""
    with closing(
        sqlite3.connect(f"{base.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    ) as connection:
        query = "SELECT value FROM about WHERE name = ?"
        row = connection.execute(query, (BENEATH,)).fetchone()
    return None if row is None else base.with_name(row[0])


def _join(connection: sqlite3.Connection, path: Path) -> None:
    """Add all that is in the file at PATH, whose numbers are other ones."""
    connection.execute(
        "ATTACH DATABASE ? AS upper", (f"{path.absolute().as_uri()}?mode=ro&immutable=1",)
    )
    for statement in JOINED:
        connection.execute(statement)
    connection.commit()
    connection.execute("DETACH DATABASE upper")
