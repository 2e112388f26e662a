"""What is known of entities, as profiles that can be compared; each is made when asked for, and held for a while."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from kg.link.resolve import Profile, Rarity
from kg.link.resolve.rarity import FREQUENT
from kg.pipeline.resolve.reading import MOST_ARTICLES, Fact, ages, facts_in, facts_of, telling
from kg.pipeline.resolve.state import ALL, Entity, Place, State

_HELD: Final = 50_000  # of what is looked up again and again
_PROFILES: Final = 30_000  # the same, of what takes some kilobytes


class Known:
    """Looks up what STATE knows; what changes meanwhile must be forgotten."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.forget()

    def forget(self) -> None:
        """Let go of what was held, because it has changed."""
        hold: Callable[[Any], Any] = lru_cache(maxsize=_HELD)
        hold_few: Callable[[Any], Any] = lru_cache(maxsize=_PROFILES)
        self.entity: Callable[[int], Entity | None] = hold(self._entity)
        self.articles: Callable[[int], tuple[int, ...]] = hold(self._articles)
        self.mentions: Callable[[int], frozenset[int]] = hold_few(self._mentions)
        self.name: Callable[[int], str] = hold(self._name)
        self.article: Callable[[int], tuple[str, int | None]] = hold(self._article)
        self.profile: Callable[[Place], Profile] = hold_few(self._profile)
        self.whole: Callable[[int], Profile] = hold(self._whole)

    def _entity(self, entity: int) -> Entity | None:
        plain = self._state.value("SELECT plain FROM entity WHERE number = ?", entity)
        return Entity.read(plain) if plain else None

    def _articles(self, entity: int) -> tuple[int, ...]:
        """Return the articles that speak of an entity, in the order of their numbers, which is none."""
        return tuple(
            self._state.numbers(
                "SELECT article FROM part WHERE entity = ? AND mentioned = 1 ORDER BY article",
                entity,
            )
        )

    def _mentions(self, article: int) -> frozenset[int]:
        """Return the entities that an article speaks of."""
        return frozenset(
            self._state.numbers(
                "SELECT entity FROM part WHERE article = ? AND mentioned = 1", article
            )
        )

    def _name(self, entity: int) -> str:
        return str(self._state.value("SELECT name FROM entity WHERE number = ?", entity))

    def _article(self, article: int) -> tuple[str, int | None]:
        """Return the name of an article, and the year in which it was published."""
        ((name, year),) = self._state.rows(
            "SELECT name, year FROM article WHERE number = ?", article
        )
        return name, year

    def places(self, entity: int) -> tuple[Place, ...]:
        """Return where an entity is looked at: in each of its articles, or in all; nowhere if it is no entity."""
        found = self.entity(entity)
        if found is None:
            return ()
        if found.apart:
            return tuple((entity, article) for article in self.articles(entity))
        return ((entity, ALL),)

    def key(self, place: Place) -> str:
        """Return the key of the profile at PLACE."""
        entity, article = place
        return f"{self.name(entity)} {self.article(article)[0]}" if article else self.name(entity)

    def rarity(self) -> Rarity:
        """Return the weights of company as it is now."""
        count = self._state.value("SELECT COUNT(*) FROM article")
        seen = self._state.rows(f"SELECT number, seen FROM entity WHERE seen >= {FREQUENT}")  # noqa: S608
        return Rarity(count, dict(seen))

    def _whole(self, entity: int) -> Profile:
        found = self.entity(entity)
        assert found is not None  # noqa: S101 - only asked of what has keys
        return whole(self.name(entity), found)

    def _profile(self, place: Place) -> Profile:
        """Return what is known of an entity in all articles, or in one."""
        entity, article = place
        found = self.entity(entity)
        assert found is not None  # noqa: S101
        articles = (article,) if article else self.articles(entity)
        return profile(
            self.whole(entity),
            found,
            self.article(article)[0] if article else "",
            [self.article(each) for each in articles],
            # A sample that no order changes: who stands with everybody in a thousand articles says nothing.
            map(self.mentions, articles[:MOST_ARTICLES]),
            self._told(place) if article else frozenset(),
        )

    def _told(self, place: Place) -> frozenset[Fact]:
        """Return what one article tells of an entity."""
        entity, article = place
        told = self._state.value(
            "SELECT told FROM part WHERE article = ? AND entity = ?", article, entity
        )
        return facts_in(told)


def whole(name: str, found: Entity) -> Profile:
    """Return how an entity is called and what it is, without its company."""
    return Profile(
        iri=name,
        type=found.type,
        label=found.label,
        names=frozenset(found.names),
        ids=found.ids,
        facts=facts_of(found.facts),
    )


def profile(
    whole: Profile,
    found: Entity,
    article: str,
    articles: Sequence[tuple[str, int | None]],
    mentions: Iterable[Collection[int]],
    told: frozenset[Fact],
) -> Profile:
    """Return WHOLE, what an entity that was FOUND is by itself, with the company that it keeps.

    ARTICLE is where it is looked at, which TOLD facts of it; "" where it is looked at in all of the ARTICLES. Each of
    these has a name and a year; MENTIONS are the numbers of the entities that some of them speak of.
    """
    facts, old = (telling(told), ages(told)) if article else (whole.facts, found.ages)
    years = {year for _, year in articles if year is not None} if old else ()
    # An age is that on the day of one article; of several nobody knows which.
    born = {year - age for year in years for age in old} if len(years) == 1 else ()
    return replace(
        whole,
        article=article,
        documents=frozenset(name for name, _ in articles),
        company=frozenset[int]().union(*mentions) - {whole.number},
        facts=facts,
        born=frozenset(born),
    )
