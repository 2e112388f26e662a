"""Whether two entities are one: their names, what they are, what stands with them, and what speaks against it."""

from dataclasses import dataclass
from math import exp
from typing import Final

from kg.link.resolve.names import Namesakes, namesakes
from kg.link.resolve.profile import Profile
from kg.link.resolve.rarity import Rarity
from kg.ontology import Ontology

# In natural logarithms of odds, like those of kg.link.decide.
_PRIOR: Final = -0.5
_COMPANY: Final = 4.0
_FACT: Final = 1.5
_MOST_FACTS: Final = 2
_OTHER_CLASS: Final = -0.5
_OTHER_COUNTRY: Final = -3.0
_TOGETHER: Final = -3.0  # one article speaks of both
SUPPORT: Final = 0.15  # of company, for a part of a name
_YEARS: Final = 1  # that two births may lie apart, as ages are rounded
_UNIQUE: Final = ("citizenOf", "headquarteredIn", "locatedIn")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How probable it is that two entities are one, and why; SHORT: one has a part of the other's name, or initials."""

    score: float
    reasons: tuple[str, ...]
    short: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """How two entities go together by their names and classes, in whatever articles."""

    names: Namesakes
    classes: float


def fit(one: Profile, other: Profile, ontology: Ontology) -> Fit | None:
    """Return how the names and classes of ONE and OTHER go together; None where they forbid that they are one."""
    named, classes = namesakes(one, other), _classes(one, other, ontology)
    return None if named is None or classes is None else Fit(named, classes)


def compare(one: Profile, other: Profile, rarity: Rarity, ontology: Ontology) -> Comparison | None:
    """Return how probable it is that ONE and OTHER are the same thing; None where they are not."""
    fits = fit(one, other, ontology)
    return None if fits is None else weigh(one, other, fits, rarity)


def weigh(one: Profile, other: Profile, fits: Fit, rarity: Rarity) -> Comparison | None:
    """Return the same of two whose names and classes FIT."""
    named = fits.names
    if conflict(one, other):
        return None
    alike = rarity.likeness(one, other)
    shared = sorted(one.facts & other.facts)[:_MOST_FACTS]
    if named.part and not shared and alike < SUPPORT:
        return None  # a family name alone is anybody's
    reasons = [named.reason]
    if alike > 0.0:
        reasons.append(f"{alike:.0%} of what stands with them is the same")
    reasons += [f"both have {name} {_short(value)}" for name, value in shared]
    odds = _PRIOR + named.odds + fits.classes + _COMPANY * alike + _FACT * len(shared)
    if apart := _unlike(one, other):
        odds += _OTHER_COUNTRY
        reasons.append(apart)
    together = one.documents & other.documents
    if together and not named.together:
        odds += _TOGETHER
        reasons.append(f"{min(together)} speaks of both")
    return Comparison(1 / (1 + exp(-odds)), tuple(reasons), named.part or named.short)


def conflict(one: Profile, other: Profile) -> str:
    """Return what forbids that ONE and OTHER are the same; "" where nothing does."""
    for authority in sorted(one.ids.keys() & other.ids.keys()):
        if one.ids[authority] != other.ids[authority]:
            return f"{authority} has {one.ids[authority]} and {other.ids[authority]}"
    if one.generation != other.generation and len(one.full.split()) > 1 < len(other.full.split()):
        return "one of them is named as son or father"
    if one.born and other.born and min(abs(a - b) for a in one.born for b in other.born) > _YEARS:
        return f"born {min(one.born)} and {min(other.born)}"
    return ""


def _classes(one: Profile, other: Profile, ontology: Ontology) -> float | None:
    """Return how much the classes speak against it; None where they exclude each other."""
    if one.type == other.type:
        return 0.0
    pair = (one.type, other.type)
    if ontology.is_a(*pair) or ontology.is_a(*reversed(pair)):
        return _OTHER_CLASS / 2
    if any(all(ontology.is_a(each, top) for each in pair) for top in ("Organization", "Place")):
        return _OTHER_CLASS
    return None


def _unlike(one: Profile, other: Profile) -> str:
    """Return of what they have different ones, though things have but one or few; "" where there is none."""
    for name in _UNIQUE:
        mine, theirs = ({v for each, v in side.facts if each == name} for side in (one, other))
        if mine and theirs and not mine & theirs:
            return f"{name} {_short(min(mine))} and {_short(min(theirs))}"
    return ""


def _short(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]
