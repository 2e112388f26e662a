"""How much it says that two entities keep the same company: less, the more articles speak of it.

Numbers of articles count in steps, each four times the one before. So a score stays as it is when articles come, unless
something of its company becomes more frequent by a step: what was compared need not be compared again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, Self

from kg.link.resolve.profile import Profile

FREQUENT: Final = 4  # articles of what is above the lowest step


def step(articles: int) -> int:
    """Return the step that a number of ARTICLES is on.

    >>> [step(articles) for articles in (0, 1, 3, 4, 15, 16, 64, 30_000)]
    [0, 0, 0, 1, 1, 2, 3, 7]
    """
    return max(0, articles.bit_length() - 1) // 2


class Rarity:
    """The weights of what keeps company, among so many ARTICLES; SEEN has how many speak of what is FREQUENT."""

    def __init__(self, articles: int, seen: Mapping[int, int]) -> None:
        self._top = max(1, step(articles))
        self._less = {
            number: min(step(count), self._top)
            for number, count in seen.items()
            if count >= FREQUENT
        }
        self._totals: dict[tuple[int, str], int] = {}

    @classmethod
    def of(cls, profiles: Iterable[Profile]) -> Self:
        """Return the weights among PROFILES that are all there is."""
        documents: set[str] = set()
        seen: dict[int, set[str]] = defaultdict(set)
        for profile in profiles:
            documents |= profile.documents
            for each in profile.company:
                seen[each] |= profile.documents
        return cls(len(documents), {each: len(found) for each, found in seen.items()})

    def weight(self, number: int) -> int:
        """Return the weight of the entity with NUMBER: 0 for what stands everywhere."""
        return self._top - self._less.get(number, 0)

    def likeness(self, one: Profile, other: Profile) -> float:
        """Return how much of their company two profiles share, 0 to 1; nothing where one article speaks of both."""
        shared = one.company & other.company
        if not shared or not one.documents.isdisjoint(other.documents):
            return 0.0
        least = min(self._total(one, other), self._total(other, one))
        return sum(map(self.weight, shared)) / least if least else 0.0

    def _total(self, one: Profile, other: Profile) -> int:
        """Return the weight of all of ONE's company but OTHER."""
        own = self.weight(other.number) if other.number in one.company else 0
        at = (one.number, one.article)
        total = self._totals.get(at)
        if total is None:
            less = self._less
            common = sum(less[each] for each in one.company if each in less)
            total = self._totals[at] = self._top * len(one.company) - common
        return total - own
