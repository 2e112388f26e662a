"""What entities are called after a resolution: one IRI for all that are one, and one for each that shares a name."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg import iri
from kg.pipeline.resolve.known import Known
from kg.pipeline.resolve.state import Place, State
from kg.rdf.resolution import Merge


@dataclass(frozen=True, slots=True)
class Names:
    """What entities are called after a resolution: in all articles, or in one."""

    everywhere: Mapping[str, str]  # the IRI that stands for another one
    somewhere: Mapping[tuple[str, str], str]  # by IRI and article, where a name is that of several

    def of(self, entity: str, article: str) -> str:
        """Return the IRI that stands for ENTITY in ARTICLE."""
        return self.somewhere.get((entity, article)) or self.everywhere.get(entity, entity)

    def split(self) -> dict[str, dict[str, list[str]]]:
        """Return the entities whose name is that of several, with what each is in which articles."""
        found: dict[str, dict[str, list[str]]] = {}
        for (entity, article), name in sorted(self.somewhere.items()):
            found.setdefault(entity, {}).setdefault(name, []).append(article)
        return found


class Naming:
    """Brings what entities are called in STATE up to date, and reads it."""

    def __init__(self, state: State, known: Known) -> None:
        self._state, self._known = state, known
        self.changed: set[int] = set()  # entities that are called otherwise than before

    def update(self, heads: Iterable[int], alone: Iterable[Place], gone: Iterable[Place]) -> None:
        """Name the clusters that HEADS stand for, what stands ALONE, and no more what is GONE."""
        for place in sorted(gone):
            self._state.run("DELETE FROM called WHERE entity = ? AND article = ?", *place)
        several = set(heads)
        for place in sorted(alone):
            found = self._known.entity(place[0])
            if found is not None and found.apart:
                several.add(place[0])
            elif place[0] not in several:
                self._call(place, self._known.name(place[0]))
        for head in sorted(several):
            self._name(head)

    def _name(self, head: int) -> None:
        """Name all clusters for which an entity stands: that with most articles has its IRI."""
        name, is_taken = self._known.name(head), False
        for group in sorted(self._groups(head), key=self._order):
            articles = min(self._known.article(at)[0] if at else "" for _, at in group)
            called = f"{name}-{iri.digest(articles, length=6)}" if is_taken else name
            for place in group:
                self._call(place, called)
            is_taken = True

    def _groups(self, head: int) -> list[list[Place]]:
        groups: dict[int, list[Place]] = defaultdict(list)
        for entity, article, head_in in self._state.rows(
            "SELECT entity, article, head_in FROM member WHERE head = ?", head
        ):
            groups[head_in].append((entity, article))
        alone = [
            [place]
            for place in self._known.places(head)
            if not self._state.rows("SELECT 1 FROM member WHERE entity = ? AND article = ?", *place)
        ]
        return [*groups.values(), *alone]

    def _order(self, group: list[Place]) -> tuple[int, str]:
        articles: set[int] = set()
        for entity, article in group:
            articles.update([article] if article else self._known.articles(entity))
        return -len(articles), min(map(self._known.key, group))

    def _call(self, place: Place, name: str) -> None:
        at = "WHERE entity = ? AND article = ?"
        before = self._state.value(f"SELECT name FROM called {at}", *place)  # noqa: S608 - ours
        after = None if name == self._known.name(place[0]) else name
        if before == after:
            return
        self.changed.add(place[0])
        if after is None:
            self._state.run(f"DELETE FROM called {at}", *place)  # noqa: S608
        else:
            self._state.run("INSERT OR REPLACE INTO called VALUES (?, ?, ?)", *place, after)

    def names(self) -> Names:
        """Return what all entities are called."""
        everywhere: dict[str, str] = {}
        somewhere: dict[tuple[str, str], str] = {}
        called: dict[int, dict[int, str]] = defaultdict(dict)
        for entity, article, name in self._state.each("SELECT entity, article, name FROM called"):
            called[entity][article] = name
        for entity, names in called.items():
            own = self._known.name(entity)
            found = {at: names.get(at, own) for _, at in self._known.places(entity)}
            if len(set(found.values())) == 1:
                everywhere[own] = min(found.values())
            else:
                for at, name in found.items():
                    somewhere[own, self._known.article(at)[0]] = name
        return Names(dict(sorted(everywhere.items())), dict(sorted(somewhere.items())))

    def merges(self) -> Iterator[Merge]:
        """Yield the pairs of two names that made the clusters, each by its surest comparison."""
        best: dict[tuple[str, str], tuple[float, str, str, str]] = {}
        for one, one_in, other, other_in, score, reasons in self._state.each(
            "SELECT one, one_in, other, other_in, score, reasons FROM pair WHERE reasons <> ''"
        ):
            pair = (self._known.name(one), self._known.name(other))
            keys = (self._known.key((one, one_in)), self._known.key((other, other_in)))
            found = (-score, *keys, reasons)
            best[pair] = min(best.get(pair, found), found)
        for pair, (negative, _, _, reasons) in sorted(best.items()):
            yield Merge(*pair, -negative, tuple(json.loads(reasons)))
