"""From pairs to clusters: the surest pairs first, never two known things in one, whatever the order of the articles."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

from kg.link.resolve.compare import Comparison, compare, conflict
from kg.link.resolve.profile import Profile, Rarity
from kg.ontology import Ontology

SURE: Final = 0.8
DOUBTFUL: Final = 0.4
ALIKE: Final = 0.35  # of what has one name and one class in two articles, and nothing against it
_MOST: Final = 200  # entities of one key; a name that more have says nothing

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


def resolve(
    profiles: Iterable[Profile],
    ontology: Ontology,
    decided: Mapping[Pair, bool] | None = None,
    *,
    sure: float = SURE,
    doubtful: float = DOUBTFUL,
) -> Resolution:
    """Return which of the PROFILES are one thing.

    DECIDED says of pairs of IRIs that somebody looked at whether they are, in whatever articles.
    """
    known = {profile.key: profile for profile in sorted(profiles, key=lambda each: each.key)}
    given = _by_key(decided or {}, known.values())
    rarity = Rarity(known.values())
    compared = dict(_compared(known, rarity, ontology, given))
    ambiguous = _ambiguous(compared, sure)
    one_name = {pair for pair in compared if known[pair[0]].iri == known[pair[1]].iri}
    unlike = {pair for pair in one_name if compared[pair].score < ALIKE}
    groups = _Groups(known, unlike | {pair for pair, same in given.items() if not same})
    joined: dict[Pair, Comparison] = {}
    for pair, found in sorted(compared.items(), key=lambda item: (-item[1].score, item[0])):
        least = ALIKE if pair in one_name else sure
        if found.score >= least and pair not in ambiguous and groups.join(*pair):
            joined[pair] = found
    open_pairs = {
        pair: found
        for pair, found in compared.items()
        if found.score >= doubtful and pair not in given and not groups.are_one(*pair)
    }
    return Resolution(tuple(groups.clusters(joined)), dict(sorted(open_pairs.items())))


def _by_key(decided: Mapping[Pair, bool], profiles: Iterable[Profile]) -> dict[Pair, bool]:
    """Return what was DECIDED of pairs of IRIs for the pairs of keys that these have."""
    keys: dict[str, list[str]] = defaultdict(list)
    for profile in profiles:
        keys[profile.iri].append(profile.key)
    return {
        (min(left, right), max(left, right)): same
        for (one, other), same in decided.items()
        for left, right in product(keys[one], keys[other])
    }


def _compared(
    known: Mapping[str, Profile], rarity: Rarity, ontology: Ontology, given: Mapping[Pair, bool]
) -> Iterator[tuple[Pair, Comparison]]:
    for left, right in sorted(_pairs(known.values()) | given.keys()):
        if left not in known or right not in known:
            continue
        if (left, right) in given:
            if given[left, right]:
                yield (left, right), Comparison(1.0, ("somebody decided so",))
            continue
        found = compare(known[left], known[right], rarity, ontology)
        if found is not None:
            yield (left, right), found


def _pairs(profiles: Iterable[Profile]) -> set[Pair]:
    """Return the pairs that share a key."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for profile in profiles:
        for key in profile.blocks():
            blocks[key].append(profile.key)
    found: set[Pair] = set()
    for members in blocks.values():
        if len(members) <= _MOST:
            found.update(combinations(sorted(members), 2))
    return found


def _ambiguous(compared: Mapping[Pair, Comparison], sure: float) -> set[Pair]:
    """Return the pairs of a part of a name with a whole one, where the part is as well one of another whole name."""
    wholes: dict[str, list[Pair]] = defaultdict(list)
    for pair, found in compared.items():
        if found.part and found.score >= sure:
            for each in pair:
                wholes[each].append(pair)
    return {pair for pairs in wholes.values() if len(pairs) > 1 for pair in pairs}


class _Groups:
    """Sets of entities that grow together, as long as nothing in the one forbids anything in the other."""

    def __init__(self, known: Mapping[str, Profile], apart: set[Pair]) -> None:
        self._known = known
        self._apart = apart
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
        return pair in self._apart or bool(conflict(self._known[left], self._known[right]))

    def clusters(self, joined: Mapping[Pair, Comparison]) -> Iterator[Cluster]:
        """Yield the groups of two and more, with the pairs that were JOINED in each."""
        groups = {id(group): group for group in self._group.values() if len(group) > 1}
        for group in sorted(map(sorted, groups.values())):
            head = min(group, key=self._order)
            pairs = {pair: found for pair, found in joined.items() if pair[0] in group}
            yield Cluster(head, tuple(each for each in group if each != head), pairs)

    def _order(self, key: str) -> tuple[bool, int, int, str]:
        """Return the order in which entities stand for their cluster: known ones, frequent ones, long names first."""
        profile = self._known[key]
        return (not profile.ids, -len(profile.documents), -len(profile.full), key)
