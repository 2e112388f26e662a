"""Takes changed articles into the state, and finds which entities they touch."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from kg.link.resolve import Profile, keys, number
from kg.link.resolve.blocks import MOST
from kg.link.resolve.rarity import step
from kg.pipeline.resolve.known import Known, whole
from kg.pipeline.resolve.reading import Reading
from kg.pipeline.resolve.state import ALL, Entity, Place, State

_ENTITIES: Final = 50_000  # that are looked at before they are written, the faster the more
_ARTICLES: Final = 1_000  # that are read before what they say is written


@dataclass(slots=True)
class Changes:
    """What is to be done over, because articles came, changed, or went."""

    # By entity, in which articles; in the order in which they are to be looked at.
    dirty: dict[int, set[int] | None] = field(default_factory=dict)
    faded: dict[int, set[int] | None] = field(default_factory=dict)  # what only their company is
    renamed: set[int] = field(default_factory=set)  # entities with other keys
    rechecked: set[int] = field(default_factory=set)  # with keys that too many have now, or no more
    gone: set[Place] = field(default_factory=set)  # what is looked at no more


class Intake:
    """Changes STATE so that it has what READING finds in the store now."""

    def __init__(self, state: State, reading: Reading) -> None:
        self._state, self._reading = state, reading
        self._came: dict[int, set[int]] = defaultdict(set)  # articles that speak of an entity now
        self._went: dict[int, set[int]] = defaultdict(set)  # and that did before
        self._names: dict[int, str] = {}
        self._numbers: Counter[int] = (
            Counter()
        )  # of articles that speak of an entity, in a new state
        self._keys: Counter[int] = Counter()  # how many more have a key

    def take(self, fresh: Collection[str], removed: Collection[str]) -> Changes:
        """Take in FRESH articles, let go of those REMOVED, and return what is to be done over."""
        count = self._count()
        self._forget([*fresh, *removed])
        for names in _batches(sorted(fresh, key=number), _ARTICLES):
            self._articles(names)
        self._state.index()
        known = Known(self._state)
        changes = Changes()
        if self._state.is_new:
            self._begin(known, changes)
        else:
            faded = self._entities(known, changes)
            if step(count) != step(self._count()):
                changes.faded = dict.fromkeys(
                    self._state.numbers("SELECT number FROM entity WHERE plain <> ''")
                )
            else:
                self._fade(faded, known, changes)
        return changes

    def _count(self) -> int:
        return int(self._state.value("SELECT COUNT(*) FROM article"))

    def _forget(self, names: Iterable[str]) -> None:
        """Take out what articles said before."""
        if self._state.is_new:
            return
        for name in names:
            article = number(name)
            for entity, mentioned in self._state.rows(
                "SELECT entity, mentioned FROM part WHERE article = ?", article
            ):
                self._went[entity] |= {article} if mentioned else set()
            self._state.run("DELETE FROM part WHERE article = ?", article)
            self._state.run("DELETE FROM article WHERE number = ?", article)

    def _articles(self, names: Iterable[str]) -> None:
        """Write what articles say now."""
        rows: list[tuple[int, str, int | None]] = []
        parts: list[tuple[int, int, bool, str]] = []
        for name in names:
            found, article = self._reading.article(name), number(name)
            rows.append((article, name, found.year))
            for iri, mentioned, told in found.parts():
                entity = number(iri)
                self._names[entity] = iri
                if self._state.is_new:
                    self._numbers[entity] += mentioned
                elif mentioned:
                    self._came[entity].add(article)
                else:
                    self._came[entity] |= set()
                parts.append((article, entity, mentioned, told))
        self._state.many("INSERT INTO article VALUES (?, ?, ?)", rows)
        self._state.many("INSERT INTO part VALUES (?, ?, ?, ?)", parts)

    def _begin(self, known: Known, changes: Changes) -> None:
        """Take in all entities of a new state; those of one last word, which are compared, stand together."""
        order: list[tuple[str, str, int]] = []
        for numbers in _batches(sorted(self._names), _ENTITIES):
            rows: list[tuple[int, str, int, str]] = []
            blocks: list[tuple[int, int, int]] = []
            for entity in numbers:
                name, seen = self._names[entity], self._numbers[entity]
                found = self._reading.entity(name, seen)
                rows.append((entity, name, seen, found.plain() if found else ""))
                if found is not None:
                    order.append((found.label.split()[-1], found.label, entity))
                    blocks += _blocks(entity, whole(name, found))
            self._state.many("INSERT INTO entity VALUES (?, ?, ?, ?)", rows)
            self._state.many("INSERT OR IGNORE INTO block VALUES (?, ?, ?)", sorted(blocks))
        changes.dirty = dict.fromkeys(entity for _, _, entity in sorted(order))
        changes.renamed = set(changes.dirty)

    def _entities(self, known: Known, changes: Changes) -> list[int]:
        """Bring the entities up to date that articles touch, and return those of which much more, or less, is said."""
        faded = []
        for entity in sorted(self._came.keys() | self._went.keys()):
            name = self._names.get(entity) or known.name(entity)
            before, had = known.entity(entity), self._seen(entity)
            articles = known.articles(entity)
            has_part = self._state.value("SELECT 1 FROM part WHERE entity = ?", entity)
            after = self._reading.entity(name, len(articles)) if has_part else None
            if has_part:
                self._state.run(
                    "INSERT OR REPLACE INTO entity VALUES (?, ?, ?, ?)",
                    *(entity, name, len(articles), after.plain() if after else ""),
                )
            else:
                self._state.run("DELETE FROM entity WHERE number = ?", entity)
            if step(had) != step(len(articles)):
                faded.append(entity)
            self._compare(entity, name, before, after, changes)
        known.forget()
        self._recheck(changes)
        return faded

    def _seen(self, entity: int) -> int:
        return self._state.value("SELECT seen FROM entity WHERE number = ?", entity) or 0

    def _compare(
        self,
        entity: int,
        name: str,
        before: Entity | None,
        after: Entity | None,
        changes: Changes,
    ) -> None:
        """Note what of one entity is to be done over."""
        came, went = self._came.get(entity, set()), self._went.get(entity, set())
        now = set(self._state.numbers(_MENTIONING, entity))
        places = set(_places(entity, after, now))
        changes.gone |= set(_places(entity, before, (now - came) | went)) - places
        if before is None and after is None:
            return
        if _identity(before) != _identity(after):
            changes.dirty[entity] = None
        else:
            changes.dirty[entity] = came if after and after.apart else None
        if _called(before) != _called(after):
            changes.renamed.add(entity)
            self._rename(entity, name, before, after)

    def _rename(self, entity: int, name: str, before: Entity | None, after: Entity | None) -> None:
        old = set(_blocks(entity, whole(name, before))) if before else set()
        new = set(_blocks(entity, whole(name, after))) if after else set()
        self._state.many(
            "DELETE FROM block WHERE key = ? AND role = ? AND entity = ?", sorted(old - new)
        )
        self._state.many("INSERT INTO block VALUES (?, ?, ?)", sorted(new - old))
        for key, _, _ in new - old:
            self._keys[key] += 1
        for key, _, _ in old - new:
            self._keys[key] -= 1

    def _recheck(self, changes: Changes) -> None:
        """Find the keys that too many have now, and had not before, or the other way round."""
        for key, more in sorted(self._keys.items()):
            now = self._state.value("SELECT COUNT(*) FROM block WHERE key = ?", key)
            if (now > MOST) != (now - more > MOST):
                changes.rechecked |= set(
                    self._state.numbers("SELECT entity FROM block WHERE key = ?", key)
                )

    def _fade(self, faded: Iterable[int], known: Known, changes: Changes) -> None:
        """Note whose company weighs otherwise because FADED entities are more, or less, frequent by a step."""
        for entity in faded:
            for article in known.articles(entity):
                for other in self._state.numbers(_COMPARED, article):
                    found = known.entity(other)
                    if found is None:
                        continue
                    if found.apart:
                        places = changes.faded.setdefault(other, set())
                        if places is not None:
                            places.add(article)
                    else:
                        changes.faded[other] = None


# Of an article those that go by name and class with somebody, or are looked at article by article.
_COMPARED: Final = (
    "SELECT entity FROM part WHERE article = ? AND mentioned = 1 AND "
    "(EXISTS (SELECT 1 FROM candidate WHERE one = entity) "
    "OR EXISTS (SELECT 1 FROM pair WHERE one = entity AND other = entity))"
)
_MENTIONING: Final = "SELECT article FROM part WHERE entity = ? AND mentioned = 1"


Item = TypeVar("Item")


def _batches(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _places(entity: int, found: Entity | None, articles: Iterable[int]) -> Iterator[Place]:
    if found is not None and found.apart:
        yield from ((entity, article) for article in articles)
    elif found is not None:
        yield entity, ALL


def _blocks(entity: int, profile: Profile) -> Iterator[tuple[int, int, int]]:
    for key in keys(profile):
        yield key.number, key.role, entity
        yield from ((each, key.role, entity) for each in key.narrower)


def _called(found: Entity | None) -> object:
    """Return what the keys of an entity are made of, and how it goes together with others."""
    return found and (found.type, found.label, found.names, found.facts)


def _identity(found: Entity | None) -> object:
    """Return what tells who an entity is in all of its articles."""
    return found and (found.type, found.label, found.names, found.ids, found.apart)
