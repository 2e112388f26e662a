"""From pairs to clusters: the surest pairs first, never two known things in one, whatever the order of the articles."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import log
from typing import Final

from kg.link.resolve.compare import SUPPORT, Comparison, conflict
from kg.link.resolve.profile import Profile
from kg.link.resolve.rarity import Rarity

SURE: Final = 0.8
DOUBTFUL: Final = 0.4
ALIKE: Final = 0.35  # of what has one name and one class in two articles, and nothing against it
_CLEAR: Final = 1.0  # natural logarithms of odds between the likeliest whole name and the next one

Pair = tuple[str, str]  # keys of profiles, in order


@dataclass(frozen=True, slots=True)
class Cluster:
    """Entities that are one thing: the one that stands for all, the others, and the pairs that made them one."""

    head: str
    others: tuple[str, ...]
    pairs: Mapping[Pair, Comparison]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What came of it: clusters of two and more, and pairs that somebody should look at."""

    clusters: tuple[Cluster, ...]
    doubtful: Mapping[Pair, Comparison]


def settle(
    known: Mapping[str, Profile],
    compared: Mapping[Pair, Comparison],
    apart: Collection[Pair],
    rarity: Rarity,
    *,
    sure: float = SURE,
    doubtful: float = DOUBTFUL,
) -> Resolution:
    """Return which of the KNOWN profiles are one thing, after the pairs of them that were COMPARED.

    Pairs APART are never one. What is told depends on each set of profiles that ``joins`` connects by itself.
    """
    ambiguous = _ambiguous(compared, known, sure)
    several = _several(compared, known, doubtful)
    one_name = {pair for pair in compared if known[pair[0]].iri == known[pair[1]].iri}
    unlike = {pair for pair in one_name if compared[pair].score < ALIKE}
    groups = _Groups(known, unlike | set(apart), compared)
    joined: dict[Pair, Comparison] = {}
    for pair, found in sorted(compared.items(), key=lambda item: _turn(item[0], item[1], known)):
        one, other = known[pair[0]], known[pair[1]]
        least = ALIKE if pair in one_name else sure
        if found.score < least or pair in ambiguous:
            continue
        if pair in one_name and one.iri in several and rarity.likeness(one, other) < SUPPORT:
            continue
        if groups.join(*pair):
            joined[pair] = found
    open_pairs = {
        pair: found
        for pair, found in compared.items()
        if doubtful <= found.score and not groups.are_one(*pair)
    }
    return Resolution(tuple(groups.clusters(joined)), dict(sorted(open_pairs.items())))


def _turn(pair: Pair, found: Comparison, known: Mapping[str, Profile]) -> tuple[bool, float, Pair]:
    """Return the order in which pairs are joined: the surest first, but initials with each other after long names."""
    one, other = known[pair[0]], known[pair[1]]
    are_initials = one.iri == other.iri and one.type != "Person"
    return are_initials, -found.score, pair


def _ambiguous(
    compared: Mapping[Pair, Comparison], known: Mapping[str, Profile], sure: float
) -> set[Pair]:
    """Return the pairs of a short name with a whole one, where the short one is as well that of another whole name.

    Of initials in one article those stay that are by far the likeliest.
    """
    found: set[Pair] = set()
    for short, wholes in _wholes(compared, known, sure).items():
        if _are_one(wholes, compared, known, sure):
            continue
        pairs = {(min(short, whole), max(short, whole)) for whole in wholes}
        best, second, *_ = sorted(pairs, key=lambda pair: (-compared[pair].score, pair))
        is_clear = _odds(compared[best]) - _odds(compared[second]) >= _CLEAR
        may_choose = known[short].article and known[short].type != "Person"
        found |= pairs - {best} if may_choose and is_clear else pairs
    return found


def _odds(found: Comparison) -> float:
    return log(found.score / max(1.0 - found.score, 1e-9))


def _several(
    compared: Mapping[Pair, Comparison], known: Mapping[str, Profile], doubtful: float
) -> set[str]:
    """Return the IRIs of initials that are those of several whole names, whichever of them each article means."""
    found: dict[str, set[str]] = defaultdict(set)
    for short, wholes in _wholes(compared, known, doubtful).items():
        if known[short].article and known[short].type != "Person":
            found[known[short].iri] |= wholes
    return {
        name for name, wholes in found.items() if not _are_one(wholes, compared, known, doubtful)
    }


def _wholes(
    compared: Mapping[Pair, Comparison], known: Mapping[str, Profile], least: float
) -> dict[str, set[str]]:
    """Return the keys of the whole names that each short one goes with by a score of LEAST or more."""
    wholes: dict[str, set[str]] = defaultdict(set)
    for pair, found in compared.items():
        if found.short and found.score >= least:
            short, whole = sorted(pair, key=lambda key: (len(known[key].full), key))
            wholes[short].add(whole)
    return wholes


def _are_one(
    keys: Collection[str],
    compared: Mapping[Pair, Comparison],
    known: Mapping[str, Profile],
    sure: float,
) -> bool:
    """Tell whether the names with these KEYS go together, each with each."""
    for one, other in combinations(sorted(keys), 2):
        found = compared.get((one, other))
        least = ALIKE if known[one].iri == known[other].iri else sure
        if found is None or found.short or found.score < least:
            return False
    return True


class _Groups:
    """Sets of entities that grow together, as long as nothing in the one forbids anything in the other."""

    def __init__(
        self,
        known: Mapping[str, Profile],
        apart: Collection[Pair],
        alike: Mapping[Pair, Comparison],
    ) -> None:
        """Pairs APART are never in one group; bodies of two whole names only where the names are ALIKE."""
        self._known = known
        self._apart = apart
        self._alike = alike
        self._group = {key: [key] for key in known}

    def are_one(self, left: str, right: str) -> bool:
        """Tell whether two entities stand in one group."""
        return self._group[left] is self._group[right]

    def join(self, left: str, right: str) -> bool:
        """Bring two groups together, and tell whether that was allowed."""
        one, other = self._group[left], self._group[right]
        if one is other:
            return True
        if any(self._forbidden(a, b) for a in one for b in other):
            return False
        one.extend(other)
        for each in other:
            self._group[each] = one
        return True

    def _forbidden(self, left: str, right: str) -> bool:
        pair = (min(left, right), max(left, right))
        if pair in self._apart:
            return True
        if pair in self._alike and self._alike[pair].score < 1.0:
            return False  # nothing forbade it when they were compared
        one, other = self._known[left], self._known[right]
        if conflict(one, other):
            return True
        # What two bodies share with a third one, whose name is short for both, makes them no one.
        return pair not in self._alike and all(" " in each.full for each in (one, other))

    def clusters(self, joined: Mapping[Pair, Comparison]) -> Iterator[Cluster]:
        """Yield the groups of two and more, with the pairs that were JOINED in each."""
        groups = {id(group): group for group in self._group.values() if len(group) > 1}
        pairs: dict[int, dict[Pair, Comparison]] = defaultdict(dict)
        for pair, found in joined.items():
            pairs[id(self._group[pair[0]])][pair] = found
        for own, group in sorted(groups.items(), key=lambda item: min(item[1])):
            head = min(group, key=self._order)
            others = tuple(sorted(each for each in group if each != head))
            yield Cluster(head, others, pairs[own])

    def _order(self, key: str) -> tuple[bool, int, int, str]:
        """Return the order in which entities stand for their cluster: known ones, frequent ones, long names first."""
        profile = self._known[key]
        return (not profile.ids, -len(profile.documents), -len(profile.full), key)
