"""Which entities are compared, and how alike they are: first by what they are called, then article by article."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, product
from typing import Final, TypeVar

from kg.link.resolve import Comparison, Profile, Rarity, keys, number, weigh
from kg.link.resolve.blocks import MOST, SHARED
from kg.link.resolve.compare import Fit, fit
from kg.ontology import Ontology
from kg.pipeline.resolve.intake import Changes
from kg.pipeline.resolve.known import Known
from kg.pipeline.resolve.review import Doubt, Pair
from kg.pipeline.resolve.state import Place, State

DECIDED: Final = Comparison(1.0, ("somebody decided so",))
_OF_TWO: Final = "SELECT one_in, other_in, score, short FROM pair WHERE one = ? AND other = ?"

_NONE: Final = frozenset[int]()

Decisions = Mapping[tuple[int, int], bool]  # by numbers of entities, the first by its IRI first


Item = TypeVar("Item")


def couples(
    ones: Iterable[Item], others: Iterable[Item] | None, key: Callable[[Item], str]
) -> Iterator[tuple[Item, Item]]:
    """Return what is compared of two entities: each of the ONES with each of the OTHERS, which are where they stand.

    Without OTHERS it is one entity in two articles, the first by its KEY first.
    """
    return combinations(sorted(ones, key=key), 2) if others is None else product(ones, others)


def numbered(decided: Mapping[Pair, bool]) -> Decisions:
    """Return what was DECIDED about pairs of IRIs, by their numbers."""
    return {(number(one), number(other)): same for (one, other), same in decided.items()}


class Pairs:
    """Brings candidates and pairs of STATE up to date, after what is KNOWN and was DECIDED."""

    def __init__(
        self,
        state: State,
        known: Known,
        ontology: Ontology,
        rarity: Rarity,
        decided: Decisions,
    ) -> None:
        self._state, self._known, self._ontology = state, known, ontology
        self.rarity, self._decided = rarity, decided
        self._decided_with: dict[int, set[int]] = {}
        for pair in decided:
            for one, other in (pair, pair[::-1]):
                self._decided_with.setdefault(one, set()).add(other)
        self.touched: set[Place] = set()  # of which a pair has changed
        self.compared = 0
        self._done: set[int] = set()  # entities whose candidates were found

    def decide(self, pairs: Iterable[tuple[int, int]], changes: Changes) -> None:
        """Have PAIRS looked at, of which something else was decided before."""
        for pair in pairs:
            if all(self._known.entity(each) is not None for each in pair):
                changes.rechecked |= set(pair)
                changes.dirty |= dict.fromkeys(pair)

    def doubtful(self) -> Iterator[Doubt]:
        """Yield the doubtful pairs, each once, the likeliest first."""
        best: dict[tuple[int, int], tuple[float, str, str, Place, Place]] = {}
        for one, one_in, other, other_in, score in self._state.each(
            "SELECT one, one_in, other, other_in, score FROM pair WHERE is_open"
        ):
            here, there = (one, one_in), (other, other_in)
            found = (-score, self._known.key(here), self._known.key(there), here, there)
            best[one, other] = min(best.get((one, other), found), found)
        for _, _, _, here, there in sorted(best.values()):
            why = self.why(here, there)
            one, other = self._known.whole(here[0]), self._known.whole(there[0])
            yield Doubt((one.iri, other.iri), (one.label, other.label), why.score, why.reasons)

    def update(self, changes: Changes) -> None:
        """Find and compare what CHANGES ask for."""
        for place in sorted(changes.gone):
            self._drop(place)
        first = [entity for entity in changes.dirty if entity in changes.renamed]
        for entity in (*first, *sorted((changes.renamed | changes.rechecked) - set(first))):
            self._candidates(entity, changes)
            self._done.add(entity)
        for entities in (changes.dirty, changes.faded):
            for entity in entities:
                self._score_all(entity, entities, is_dirty=entities is changes.dirty)

    def _drop(self, place: Place) -> None:
        """Take out the pairs of what is looked at no more."""
        for one, one_in, other, other_in in self._state.rows(
            "SELECT one, one_in, other, other_in FROM pair WHERE one = ? AND one_in = ? "
            "UNION ALL SELECT one, one_in, other, other_in FROM pair WHERE other = ? AND other_in = ?",
            *(*place, *place),
        ):
            self.touched |= {(one, one_in), (other, other_in)}
        self._state.run("DELETE FROM pair WHERE one = ? AND one_in = ?", *place)
        self._state.run("DELETE FROM pair WHERE other = ? AND other_in = ?", *place)
        self.touched.add(place)

    def _candidates(self, entity: int, changes: Changes) -> None:
        """Find with whom an entity goes by name and class."""
        before = set(self._state.numbers("SELECT other FROM candidate WHERE one = ?", entity))
        after = self._fitting(entity, before, changes)
        for other in sorted(before - after):
            self._state.run("DELETE FROM candidate WHERE one = ? AND other = ?", entity, other)
            self._state.run("DELETE FROM candidate WHERE one = ? AND other = ?", other, entity)
            self._write(self._ordered(entity, other), {})
        new = sorted(after - before)
        self._state.many(
            "INSERT OR IGNORE INTO candidate VALUES (?, ?)",
            [row for other in new for row in ((entity, other), (other, entity))],
        )
        if changes.dirty.get(entity, _NONE) is not None:  # else it is compared as a whole below
            for other in new:
                self._score(entity, other, lambda one, other: True)

    def _fitting(self, entity: int, before: set[int], changes: Changes) -> set[int]:
        """Return whose name and class go with those of an entity."""
        if self._known.entity(entity) is None:
            return set()
        found = {each for each in self._decided_with.get(entity, ()) if self._known.entity(each)}
        for other in self._partners(entity) - found:
            if other in self._done and other in changes.renamed:
                fits = self._is_candidate(entity, other)  # was found from the other side just now
            elif other in before and entity not in changes.renamed and other not in changes.renamed:
                fits = True
            else:
                fits = self._fit(*self._ordered(entity, other)) is not None
            if fits:
                found.add(other)
        return found

    def _is_candidate(self, one: int, other: int) -> bool:
        found = self._state.value("SELECT 1 FROM candidate WHERE one = ? AND other = ?", one, other)
        return found is not None

    def _partners(self, entity: int) -> set[int]:
        """Return who shares a key with an entity; of a key that too many have, who agrees in a fact, too."""
        found: set[int] = set()
        for key in keys(self._known.whole(entity)):
            members = self._members(key.number)
            several = [members] if len(members) <= MOST else map(self._members, key.narrower)
            for some in several:
                if len(some) <= MOST:
                    found |= {other for other, role in some if key.role != SHARED or role != SHARED}
        return found - {entity}

    def _members(self, key: int) -> list[tuple[int, int]]:
        return self._state.rows(
            "SELECT entity, role FROM block WHERE key = ? LIMIT ?", key, MOST + 1
        )

    def _ordered(self, one: int, other: int) -> tuple[int, int]:
        """Return two entities in the order of their IRIs."""
        return (one, other) if self._known.name(one) <= self._known.name(other) else (other, one)

    def _fit(self, one: int, other: int) -> Fit | None:
        return fit(self._known.whole(one), self._known.whole(other), self._ontology)

    def _score_all(
        self, entity: int, entities: Mapping[int, set[int] | None], *, is_dirty: bool
    ) -> None:
        """Compare an entity, as far as ENTITIES say, with all candidates, and what it is in its articles."""
        found = self._known.entity(entity)
        if found is None:
            return

        def is_in(place: Place) -> bool:
            articles = entities.get(place[0], _NONE)
            return articles is None or place[1] in articles

        def is_asked(one: Place, other: Place) -> bool:
            return (is_in(one) or is_in(other)) and (is_dirty or self._keep_company(one, other))

        others = self._state.numbers("SELECT other FROM candidate WHERE one = ?", entity)
        if is_dirty and (others or found.apart):
            articles = entities[entity]
            places = self._known.places(entity)
            self.touched |= {place for place in places if articles is None or place[1] in articles}
        for other in sorted(others):
            if other not in entities or entity < other:
                self._score(entity, other, is_asked)
        if found.apart:
            self._score(entity, entity, is_asked)

    def _keep_company(self, here: Place, there: Place) -> bool:
        """Tell whether it matters how rare the company is of two that were compared before."""
        one, other = self._profiles(here, there)
        return not one.company.isdisjoint(other.company) and one.documents.isdisjoint(
            other.documents
        )

    def why(self, here: Place, there: Place) -> Comparison:
        """Return how two that were compared go together, the first by its IRI first, with the reasons."""
        one, other = here[0], there[0]
        fits = None if (one, other) in self._decided else self._fit(one, other)
        found = weigh(*self._profiles(here, there), fits, self.rarity) if fits else None
        return found or DECIDED

    def _score(self, left: int, right: int, is_asked: Callable[[Place, Place], bool]) -> None:
        """Compare two entities wherever IS_ASKED."""
        one, other = self._ordered(left, right)
        same = self._decided.get((one, other))
        fits: Fit | None = None
        scores: dict[tuple[int, int], tuple[float, bool]] = {}
        asked: set[tuple[int, int]] = set()
        for here, there in self._places(one, other):
            if not is_asked(here, there):
                continue
            asked.add((here[1], there[1]))
            found = DECIDED if same else None
            if same is None:
                fits = fits or self._fit(one, other)
            if fits is not None:
                found = weigh(*self._profiles(here, there), fits, self.rarity)
                self.compared += 1
            if found is not None:
                scores[here[1], there[1]] = (found.score, found.short)
        if asked:
            self._write((one, other), scores, asked)

    def _profiles(self, one: Place, other: Place) -> tuple[Profile, Profile]:
        return self._known.profile(one), self._known.profile(other)

    def _places(self, one: int, other: int) -> Iterator[tuple[Place, Place]]:
        others = None if one == other else self._known.places(other)
        return couples(self._known.places(one), others, self._known.key)

    def _write(
        self,
        entities: tuple[int, int],
        scores: Mapping[tuple[int, int], tuple[float, bool]],
        asked: set[tuple[int, int]] | None = None,
    ) -> None:
        """Make SCORES what the state has of two entities in the articles ASKED, or in all."""
        before = {
            (one_in, other_in): (score, bool(short))
            for one_in, other_in, score, short in self._state.rows(_OF_TWO, *entities)
            if asked is None or (one_in, other_in) in asked
        }
        one, other = entities
        changed = [at for at, score in scores.items() if before.get(at) != score]
        gone = before.keys() - scores.keys()
        self._state.many(
            "DELETE FROM pair WHERE one = ? AND one_in = ? AND other = ? AND other_in = ?",
            [(one, one_in, other, other_in) for one_in, other_in in gone],
        )
        self._state.many(
            "INSERT OR REPLACE INTO pair (one, one_in, other, other_in, score, short) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [(one, at[0], other, at[1], *scores[at]) for at in changed],
        )
        for one_in, other_in in (*changed, *gone):
            self.touched |= {(one, one_in), (other, other_in)}
