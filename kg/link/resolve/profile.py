"""What a store knows of an entity, as far as it tells who it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import log
from typing import Final

from kg import vocabulary
from kg.link.generic import is_body
from kg.link.kb.fold import acronym, core, fold, sound

_GENERATIONS: Final = vocabulary.words("titles", "generations_in_full")


@dataclass(frozen=True, kw_only=True)
class Profile:
    """An entity: what it is called, what it is, where it stands, and what stands with it.

    Of a person of one name in several articles there is a profile an article, for it may be several people.
    """

    iri: str
    article: str = ""  # where it is known as this; "" in all of its articles
    type: str
    label: str
    names: frozenset[str] = frozenset()  # beside the label
    ids: Mapping[str, str] = field(default_factory=dict)  # by authority: "wikidata" -> "Q30"
    documents: frozenset[str] = frozenset()
    company: frozenset[str] = (
        frozenset()
    )  # entities that its articles speak of, and those it is related to
    facts: frozenset[tuple[str, str]] = (
        frozenset()
    )  # property and value, of what it has but one or few of
    born: frozenset[int] = frozenset()  # years

    @property
    def key(self) -> str:
        """What it is told from all others by."""
        return f"{self.iri} {self.article}".strip()

    @cached_property
    def folded(self) -> frozenset[str]:
        """All names, folded, without legal forms; of a body of one state not those that every state's body has."""
        names = {core(fold(name)) for name in (self.label, *self.names)} - {""}
        own = {name for name in names if not is_body(self.type, name)}
        return frozenset(own or names)

    @cached_property
    def full(self) -> str:
        """The longest name, folded."""
        return max(sorted(self.folded), key=lambda name: len(name.split()), default="")

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """The initials of all names of three or more words."""
        return frozenset(filter(None, map(acronym, (self.label, *self.names))))

    @cached_property
    def generation(self) -> str:
        """What tells a son from his father of the same name: "jr", "ii"; "" without."""
        return next((word for word in self.full.split() if word in _GENERATIONS), "")

    def blocks(self) -> Iterable[str]:
        """Return the keys under which it is compared with others: what is likely to be the same shares one."""
        found = {f"name {name}" for name in self.folded}
        found |= {f"name {initials}" for initials in self.acronyms}
        found |= {f"sound {sound(name)}" for name in self.folded if len(name) > 3}
        found |= {f"last {name.split()[-1]}" for name in self.folded}
        return sorted(found)


class Rarity:
    """How much it says that two entities keep the same company: less, the more others keep it, too."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        found = list(profiles)
        self._count = len(found) + 1
        self._seen: dict[str, int] = {}
        for profile in found:
            for each in profile.company:
                self._seen[each] = self._seen.get(each, 0) + 1

    def weight(self, iri: str) -> float:
        """Return the weight of one that keeps company: near 0 for what stands everywhere."""
        return log(self._count / (1 + self._seen.get(iri, 0)))

    def likeness(self, one: Profile, other: Profile) -> float:
        """Return how much of their company two profiles share, 0 to 1; nothing where one article speaks of both."""
        if one.documents & other.documents:
            return 0.0
        mine, theirs = one.company - {other.iri}, other.company - {one.iri}
        shared = sum(max(0.0, self.weight(each)) for each in mine & theirs)
        least = min(sum(max(0.0, self.weight(each)) for each in side) for side in (mine, theirs))
        return shared / least if least else 0.0
