"""A knowledge base, opened for reading: names in, things out."""

import json
import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, reduce
from pathlib import Path
from typing import Any, Final

from rapidfuzz import fuzz

from kg.account import Source
from kg.errors import ConfigError
from kg.link.kb import sources
from kg.link.kb.fold import core, fold, sound
from kg.link.kb.schema import BENEATH, INSTALLED, OWN, USER, VERSION, views
from kg.link.kb.stored import from_row, names_in
from kg.link.kb.thing import Name, NameKind, Thing

_LAST: Final = chr(0x10FFFF)  # sorts behind every name
_ANY: Final = "Entity"
_ALIKE: Final = 0.7
_READ: Final = 5000  # names that begin so; of one or two letters, not all are looked at
_KEPT: Final = 50_000  # names of which the rows are kept
# Names of things, but for demonyms and parts of names.
_MEANT: Final = """\
SELECT n.folded, n.name, n.kind, t.type, t.label, t.count, t.key, s.rank FROM json_each(?) asked
CROSS JOIN {0}.name n ON n.folded = asked.value CROSS JOIN {0}.thing t ON t.id = n.thing
CROSS JOIN {0}.source s ON s.id = t.source
WHERE n.kind NOT IN (2, 4)
"""
# How much a name of each kind counts for what it stands for.
_WORTH: Final = {NameKind.LABEL: 1.0, NameKind.ALIAS: 0.5, NameKind.DERIVED: 0.2}
_OWN: Final = 10_000  # what the user has entered counts as things that everybody knows
_INITIALS: Final = 6  # letters of initials, at most
_SHORT: Final = 3  # letters of a name that is another in capitals
_MOST: Final = 64  # things of one name; of a name that more things have, the most frequent


@dataclass(frozen=True, slots=True)
class Known:
    """A thing that was found by a NAME of its own, and the rank of the source that has the last word on it."""

    thing: Thing
    name: Name
    rank: int = INSTALLED


class KnowledgeBase:
    """An index of names on disk. It opens at once, whatever its size, and reads only what is asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._layers: tuple[str, ...] = (OWN,)
        weakref.finalize(self, connection.close)  # Python 3.13 warns of those that nobody closed
        self._named = lru_cache(maxsize=8192)(self._look_up)
        self._heard = lru_cache(maxsize=8192)(self._listen)
        self._classed: dict[str, tuple[tuple[Any, ...], ...]] = {}  # of folded names that were read

    @classmethod
    def open(cls, path: Path) -> "KnowledgeBase":
        """Return the knowledge base in the file at PATH."""
        if not path.is_file():
            raise ConfigError(f"{path}: is not there; make it: kg kb build --output {path}")
        try:
            connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            opened = cls(connection)  # which closes it, whatever comes
            version = opened.about().get("version")
        except sqlite3.DatabaseError as error:
            raise ConfigError(
                f"{path}: is no knowledge base ({error}); make one: kg kb build"
            ) from None
        if version != str(VERSION):
            raise ConfigError(
                f"{path}: was made by another release of kg; make it again: kg kb build"
            )
        if beneath := opened.about().get(BENEATH):
            opened._lay_on(path.with_name(beneath))
        return opened

    def _lay_on(self, path: Path) -> None:
        """Read what is in the file at PATH, too."""
        try:
            address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
            self._connection.execute(f"ATTACH DATABASE ? AS {BENEATH}", (address,))
            self._connection.executescript(views((OWN, BENEATH)))
        except sqlite3.DatabaseError as error:
            raise ConfigError(
                f"{path}: cannot be read ({error}); remove it, and it is made again"
            ) from None
        self._layers = (OWN, BENEATH)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def named(self, name: str) -> tuple[Known, ...]:
        """Return the things that go by NAME, however it is written, those that are meant more often first."""
        return self._named(fold(name))

    def own_type(self, name: str) -> str | None:
        """Return the class of what the user entered under NAME; None for nothing, or for things of several classes."""
        if not self._has_own:
            return None
        own = (known for known in self.named(name) if known.rank == USER)
        types = {known.thing.type for known in own if known.name.kind is not NameKind.DEMONYM}
        found = next(iter(types)) if len(types) == 1 else _ANY
        return None if found == _ANY else found

    def classes(self, names: Iterable[str]) -> dict[str, dict[str, float]]:
        """Return for each of NAMES that are known how often they stand for things of which classes.

        Demonyms and parts of names do not count: they never name a thing alone. Names that were not asked for before
        are read together, which takes a tenth of the time of one by one.
        """
        folded = {name: fold(name) for name in names}
        new = sorted(set(folded.values()) - self._classed.keys() - {""})
        if len(self._classed) + len(new) > _KEPT:
            self._classed.clear()
            new = sorted(set(folded.values()) - {""})
        if new:
            self._read_rows(new)
        found = {
            name: _weights(name, key, self._classed.get(key, ())) for name, key in folded.items()
        }
        return {name: weights for name, weights in found.items() if weights}

    def _read_rows(self, folded: Sequence[str]) -> None:
        self._classed.update(dict.fromkeys(folded, ()))
        for layer in self._layers:
            for key, *row in self._connection.execute(_MEANT.format(layer), (json.dumps(folded),)):
                self._classed[key] = (*self._classed[key], tuple(row))

    @cached_property
    def _has_own(self) -> bool:
        query = "SELECT 1 FROM source WHERE rank = ?"
        return self._connection.execute(query, (USER,)).fetchone() is not None

    def sounding(self, name: str) -> tuple[Known, ...]:
        """Return the things with a name like NAME, transliterated or misspelled, the nearest first."""
        folded = core(fold(name))
        best: dict[str, tuple[float, Known]] = {}
        # Of many that sound so only those are read that are written alike.
        for written, thing in self._heard(sound(folded)):
            alike = likeness(folded, written)
            if alike < _ALIKE:
                continue
            known = self._numbered(thing, written)
            if alike >= best.get(known.thing.key, (0.0,))[0]:
                best[known.thing.key] = (alike, known)
        found = sorted(best.values(), key=lambda pair: (-pair[0], *_order(pair[1])))
        return tuple(known for _, known in found)

    def thing(self, key: str) -> Thing | None:
        """Return the thing with this KEY, or with another key of it, as the source says that has the last word."""
        own = self._canonical(key)
        found = [replace(from_row(row), key=own) for row in self._rows(own)]
        return reduce(_completed, found) if found else None

    def _rows(self, own: str) -> list[Any]:
        """Return the rows of the thing that goes by the key OWN, that of the last word first."""
        query = "SELECT * FROM things WHERE own = ?"
        rows = [row for each in self._keys(own) for row in self._connection.execute(query, (each,))]
        return sorted(rows, key=lambda row: row[12:14])  # rank, then number

    def names_of(self, key: str) -> tuple[Name, ...]:
        """Return all names of the thing with this KEY, of all sources."""
        best: dict[str, Name] = {}
        for name in (each for row in self._rows(self._canonical(key)) for each in names_in(row)):
            known = best.get(name.name)
            if known is None or (name.kind, -name.count) < (known.kind, -known.count):
                best[name.name] = name
        return tuple(sorted(best.values(), key=lambda name: (name.kind, -name.count, name.name)))

    def sources_of(self, key: str) -> tuple[Source, ...]:
        """Return the sources that the thing with this KEY comes from, those of the last word first."""
        query = "SELECT source, origin FROM things WHERE own = ? ORDER BY rank, source"
        found: dict[Source, None] = {}
        for each in self._keys(self._canonical(key)):
            for name, letters in self._connection.execute(query, (each,)):
                own = [self._lettered[letter] for letter in letters if letter in self._lettered]
                found |= dict.fromkeys(own or [sources.named(name)])
        return tuple(found)

    @cached_property
    def _lettered(self) -> dict[str, Source]:
        query = "SELECT letter, source, licence FROM credit"
        return {row[0]: sources.credited(*row[1:]) for row in self._connection.execute(query)}

    def _keys(self, own: str) -> Iterator[str]:
        """Yield all keys of the thing that goes by the key OWN."""
        yield own
        query = "SELECT other FROM alike WHERE key = ? ORDER BY other"
        yield from (row[0] for row in self._connection.execute(query, (own,)))

    def search(self, text: str, limit: int = 20) -> tuple[Known, ...]:
        """Return things for a person who looks for TEXT: by name, else by what begins so, else by what sounds so.

        Of one name, the user's own come first, then those that are meant most often.
        """
        found = sorted(self.named(text), key=_search_order)
        if len(found) < limit:
            found = list(_once((*found, *self._beginning(fold(text), limit))))
        if len(found) < limit:
            found += self.sounding(text)
        return tuple(_once(found))[:limit]

    def about(self) -> dict[str, str]:
        """Return what the file says of itself."""
        return dict(self._connection.execute("SELECT name, value FROM main.about ORDER BY name"))

    def credits(self) -> tuple[tuple[str, str, int], ...]:
        """Return where the things of the news come from: source, licence, how many things; those of most come first."""
        query = "SELECT source, licence, things FROM credit ORDER BY things DESC, source"
        return tuple(self._connection.execute(query))

    def statistics(self) -> Iterator[tuple[str, str, int, int]]:
        """Yield source, type, how many things and how many names there are, source by source."""
        yield from self._connection.execute(
            "SELECT s.name, c.type, c.things, c.names FROM counted c JOIN source s ON s.id = c.source "
            "ORDER BY s.rank, s.name, c.things DESC, c.type"
        )

    def _look_up(self, folded: str) -> tuple[Known, ...]:
        return self._known(
            "SELECT * FROM names WHERE folded = ? ORDER BY uses DESC, kind, key, name LIMIT ?",
            folded,
            _MOST,
        )

    def _beginning(self, folded: str, limit: int) -> tuple[Known, ...]:
        query = (
            "SELECT count, kind, folded, thing, name FROM"
            " (SELECT * FROM {}.name WHERE folded > ? AND folded < ? LIMIT ?)"
            " ORDER BY count DESC, kind, folded, thing, name LIMIT ?"
        )
        given = (folded, f"{folded}{_LAST}", _READ, limit)
        found = [
            row
            for layer in self._layers
            for row in self._connection.execute(query.format(layer), given)
        ]
        found.sort(key=lambda row: (-row[0], *row[1:]))
        return self._merged([(*self._row(n[3]), n[4], n[1], n[0]) for n in found[:limit]])

    def _listen(self, heard: str) -> tuple[tuple[str, int], ...]:
        """Return names that sound so, and the numbers of their things."""
        query = "SELECT name, thing FROM sound WHERE sound = ? ORDER BY rank, thing, name LIMIT ?"
        return tuple(self._connection.execute(query, (heard, _MOST)))

    def _numbered(self, number: int, written: str) -> Known:
        return self._merged([(*self._row(number), written, NameKind.ALIAS, 0)])[0]

    def _row(self, number: int) -> tuple[Any, ...]:
        found = self._connection.execute("SELECT * FROM things WHERE id = ?", (number,)).fetchone()
        return tuple(found)

    def _known(self, query: str, *values: str | int) -> tuple[Known, ...]:
        return self._merged(self._connection.execute(query, values).fetchall())

    def _merged(self, rows: Sequence[Any]) -> tuple[Known, ...]:
        """Return each thing once, as the source says that has the last word on it, under its best name."""
        best: dict[str, tuple[tuple[Any, ...], Known]] = {}
        for row in rows:
            key, rank, (name, kind, count) = row[0], row[12], row[18:21]
            name, thing = name or row[2], from_row(row)
            found = (
                (rank, kind, -count, name),
                Known(thing, Name(name, NameKind(kind), count), rank),
            )
            best[key] = _joined(best[key], found) if key in best else found
        return tuple(sorted((known for _, known in best.values()), key=_order))

    def _canonical(self, key: str) -> str:
        row = self._connection.execute("SELECT key FROM alike WHERE other = ?", (key,)).fetchone()
        return key if row is None else str(row[0])


def _weights(asked: str, folded: str, rows: Iterable[Sequence[Any]]) -> dict[str, float]:
    """Return how often the name that was ASKED for stands for things of which classes, each thing counted once."""
    best: dict[tuple[str, str], float] = {}
    for name, kind, type, label, count, key, rank in rows:
        if _is_written_so(asked, folded, name, kind, label):
            weight = _WORTH[kind] * (count + 1) + (_OWN if rank == USER else 0)
            best[key, type] = max(best.get((key, type), 0.0), weight)
    weights: dict[str, float] = {}
    for (_, type), weight in sorted(best.items()):
        weights[type] = weights.get(type, 0.0) + weight
    return weights


def _is_written_so(asked: str, folded: str, name: str, kind: int, label: str) -> bool:
    """Tell whether a NAME with the letters of one that was ASKED for has its capitals too, where they matter.

    >>> _is_written_so("Who", "who", "WHO", 1, "World Health Organization")
    False
    >>> _is_written_so("Mac", "mac", "mac", 3, "University of Maryland")
    False
    >>> _is_written_so("APPLE", "apple", "Apple", 0, "Apple"), _is_written_so("US", "us", "Us", 0, "Us")
    (True, False)
    """
    if " " in folded:
        return True
    if kind == NameKind.DERIVED and len(folded) <= _INITIALS and core(fold(label)) != folded:
        return asked.isupper()  # initials of its label, or of another name
    if name.isupper() != asked.isupper():
        return len(folded) > _SHORT and asked.isupper()
    return True


def likeness(folded: str, name: str) -> float:
    """Return how alike a FOLDED name and another NAME are: 0 to 1, by the edits from one to the other."""
    return fuzz.ratio(folded, core(fold(name))) / 100


def _joined(
    one: tuple[tuple[Any, ...], Known], other: tuple[tuple[Any, ...], Known]
) -> tuple[tuple[Any, ...], Known]:
    """Return the better of two rows of one thing, counted as often as either source did."""
    (order, best), (_, rest) = sorted((one, other), key=lambda row: row[0])
    name = replace(best.name, count=max(best.name.count, rest.name.count))
    return order, Known(_completed(best.thing, rest.thing), name, best.rank)


def _completed(thing: Thing, other: Thing) -> Thing:
    """Return THING with what only the OTHER account of it has."""
    return replace(
        thing,
        type=other.type if thing.type == _ANY else thing.type,
        description=thing.description or other.description,
        count=max(thing.count, other.count),
        same_as=tuple(dict.fromkeys((*thing.same_as, *other.same_as))),
        point=thing.point or other.point,
        within=thing.within or other.within,
        member=tuple(dict.fromkeys((*thing.member, *other.member))),
        born=other.born if thing.born is None else thing.born,
        died=other.died if thing.died is None else thing.died,
        origin=thing.origin or other.origin,
    )


def _order(known: Known) -> tuple[int, int, str]:
    return (-known.name.count, -known.thing.count, known.thing.key)


def _search_order(known: Known) -> tuple[bool, int, str]:
    return known.rank != USER, -known.thing.count, known.thing.key


def _once(found: Iterable[Known]) -> Iterator[Known]:
    seen: set[str] = set()
    for known in found:
        if known.thing.key not in seen:
            seen.add(known.thing.key)
            yield known
