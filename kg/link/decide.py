"""The decision: which candidate is meant, if any: by how often it is, its class, and what else is spoken of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log
from typing import Final

from kg.link.candidates import Candidate
from kg.link.kb.fold import fold
from kg.link.kb.lookup import Known
from kg.link.kb.schema import USER
from kg.link.kb.thing import NameKind, Thing

# How much each sign counts, in natural logarithms of odds; chosen by hand on invented articles.
_BESIDE: Final = 7.0  # "Paris, Texas"
_CONTEXT: Final = 1.5  # what it lies in is spoken of
_NEAREST: Final = 0.7  # more, where that is what it lies in directly
_USERS: Final = 4.0  # what somebody has entered by hand
_ALIAS: Final = -0.3
_ALIAS_OF_A_CITY: Final = -3.0  # of which gazetteers have many that hardly anybody uses
_DERIVED: Final = -0.7
_OTHER_CAPITALS: Final = -3.0  # of a short name: "La." is not "L.A."
_SHORT: Final = 3  # letters of such a name
_ITSELF: Final = 2.0  # what lies in it is spoken of, or its people
_COUNTRY: Final = 0.7  # a country, against a region of its name
_OF_COUNTRY: Final = 0.5  # of a region: its country is spoken of
_NEXT: Final = 2.0  # of a region: another place in its country is, too
# Places are spoken of, but none that this one lies in, and it is not large.
_ELSEWHERE: Final = -1.5
_KNOWN_IN_SHORT: Final = 100  # thousand inhabitants
_LARGE: Final = 3000  # thousand inhabitants
_UNLIKE: Final = 25.0  # for a name that is quite another
_DESCRIBED: Final = 0.3  # a word of its description stands in the document
_MOST_WORDS: Final = 3
# How often a name of the news that the base has is not the thing that the base has.
_UNKNOWN_PLACE: Final = 20.0  # against thousands of inhabitants, or links
_UNKNOWN_COUNTRY: Final = 0.02
_UNKNOWN_SHORT: Final = 0.2
_UNKNOWN_LONG: Final = 0.02
_NAMED_AFTER: Final = 0.04  # a team or a firm that goes by the name of its town, however large
_PLACES: Final = frozenset({"City", "Region"})
_LIE_IN: Final = _PLACES | {"Country"}
_LEAST: Final = 0.5
_STOPPED: Final = frozenset("a an and at by for from in of on or the to until with".split())


@dataclass(slots=True)
class Context:
    """What else a document speaks of: keys of things that are decided, and its words, folded."""

    keys: set[str] = field(default_factory=set)
    words: Collection[str] = frozenset()
    has_places: bool = False
    near: set[str] = field(default_factory=set)  # keys of what things that are decided lie in

    def learn(self, thing: Thing) -> None:
        """Add a THING that was decided, and what it lies in."""
        self.keys.add(thing.key)
        self.has_places |= thing.type in _LIE_IN
        self.keys.update(thing.within)
        self.near.update(thing.within)


@dataclass(frozen=True, slots=True)
class Decision:
    """Candidates with the probability of each, the likeliest first, and that of none of them."""

    ranked: tuple[tuple[Candidate, float], ...] = ()
    none: float = 1.0

    @property
    def meant(self) -> Candidate | None:
        """The candidate that is meant; None where that is not likely enough."""
        if not self.ranked or self.ranked[0][1] < max(_LEAST, self.none):
            return None
        return self.ranked[0][0]

    def linked(self, least: float) -> Candidate | None:
        """Return the candidate that is meant, if it is at LEAST so probable that its id may be claimed."""
        meant = self.meant
        return meant if meant is not None and self.ranked[0][1] >= least else None

    @property
    def confidence(self) -> float:
        """The probability of what was decided."""
        return self.ranked[0][1] if self.meant is not None else self.none


def decide(
    candidates: Sequence[Candidate], context: Context, beside: Collection[str] = ()
) -> Decision:
    """Return which of the CANDIDATES is meant in a CONTEXT; BESIDE are keys of what stands right behind the name."""
    if not candidates:
        return Decision()
    counts = [candidate.known.thing.count + 1 for candidate in candidates]
    scores = [
        log(count / sum(counts)) + _signs(candidate, context, beside)
        for candidate, count in zip(candidates, counts, strict=True)
    ]
    unknown = sum(_unknown(c) * n for c, n in zip(candidates, counts, strict=True)) / sum(counts)
    total = unknown + sum(map(exp, scores))
    found = zip(candidates, (exp(score) / total for score in scores), strict=True)
    ranked = sorted(found, key=lambda pair: (-pair[1], pair[0].known.thing.key))
    return Decision(tuple(ranked), unknown / total)


def _signs(candidate: Candidate, context: Context, beside: Collection[str]) -> float:
    known, thing = candidate.known, candidate.known.thing
    score = log(candidate.fit) + _UNLIKE * log(candidate.likeness) + _where(thing, context, beside)
    if known.name.kind is NameKind.ALIAS:
        score += _ALIAS if _is_usual(known) else _ALIAS_OF_A_CITY
    elif known.name.kind is NameKind.DERIVED:
        score += _DERIVED
    if known.rank == USER:
        score += _USERS
    if _has_other_capitals(candidate.words, known.name.name):
        score += _OTHER_CAPITALS
    told = {word for word in fold(thing.description).split() if word not in _STOPPED}
    return score + _DESCRIBED * min(_MOST_WORDS, len(told.intersection(context.words)))


def _has_other_capitals(words: str, name: str) -> bool:
    """Tell whether a short NAME differs from WORDS in what is written large.

    >>> _has_other_capitals("La.", "L.A."), _has_other_capitals("US", "U.S."), _has_other_capitals("PARIS", "Paris")
    (True, False, False)
    """
    one, other = ("".join(filter(str.isalpha, each)) for each in (words, name))
    return len(one) <= _SHORT and one.casefold() == other.casefold() and one != other


def _is_usual(known: Known) -> bool:
    """Tell whether another name is as good as the label: of a city its initials, or what its label begins with."""
    thing = known.thing
    if thing.type != "City" or len(fold(known.name.name).replace(" ", "")) <= _SHORT:
        return True
    is_part = fold(thing.label).startswith(f"{fold(known.name.name)} ")
    return is_part and thing.count >= _KNOWN_IN_SHORT


def _where(thing: Thing, context: Context, beside: Collection[str]) -> float:
    """Return what it says of a THING where it lies, and what lies in it."""
    own = _ITSELF * (thing.key in context.keys) + _COUNTRY * (thing.type == "Country")
    return own + _lies(thing, context, beside)


def _lies(thing: Thing, context: Context, beside: Collection[str]) -> float:
    if any(key in beside for key in thing.within):
        return _BESIDE
    if thing.type == "Region" and any(key in context.keys for key in thing.within):
        return _OF_COUNTRY + _NEXT * any(key in context.near for key in thing.within)
    if any(key in context.keys for key in thing.within):
        return _CONTEXT + _NEAREST * (thing.within[0] in context.keys)
    is_small = thing.type in _PLACES and thing.count < _LARGE
    return _ELSEWHERE if is_small and thing.within and context.has_places else 0.0


def _unknown(candidate: Candidate) -> float:
    """Return how often the name is something else, as if this were the only CANDIDATE."""
    thing = candidate.known.thing
    if thing.type == "Country":
        return _UNKNOWN_COUNTRY
    if thing.type in _PLACES:
        return max(_NAMED_AFTER, _UNKNOWN_PLACE / (_UNKNOWN_PLACE + thing.count))
    return _UNKNOWN_LONG if len(candidate.words.split()) > 1 else _UNKNOWN_SHORT


def reason(candidate: Candidate, context: Context, beside: Mapping[str, str]) -> str:
    """Return in words what speaks for a CANDIDATE; BESIDE are names of what stands right behind by their keys."""
    known, thing = candidate.known, candidate.known.thing
    kinds = {
        NameKind.LABEL: "its name",
        NameKind.ALIAS: "another name of it",
        NameKind.DERIVED: "made from its name",
    }
    parts = [f"{candidate.words!r} is {kinds.get(known.name.kind, 'its name')}"]
    if candidate.likeness < 1.0:
        parts = [f"{candidate.words!r} is like {known.name.name!r} ({candidate.likeness:.2f})"]
    parts += [f"{name} stands behind it" for key, name in beside.items() if key in thing.within]
    if any(key in context.keys for key in thing.within):
        parts.append("what it lies in is spoken of")
    if thing.description:
        parts.append(thing.description)
    return "; ".join(parts)
