"""How the names of two entities go together, and how much that speaks for their being one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.link.candidates import is_misspelt
from kg.link.generic import is_body
from kg.link.kb.fold import core, fold, sound
from kg.link.kb.lookup import likeness
from kg.link.resolve.profile import Profile

# In natural logarithms of odds, like those of kg.link.decide.
_SAME: Final = 2.5
_SAME_WORD: Final = 1.0  # one word names more than one person
_INITIALS: Final = 1.5
_MIDDLE: Final = 1.5
_BEGINS: Final = 0.0  # "Lockheed", for Lockheed Martin
_MISSPELT: Final = 1.0
_SOUNDS: Final = 0.0
_ABBREVIATED: Final = 0.3  # "A. Ruiz"
_PART: Final = -1.5  # "Ruiz"
_LIKE: Final = 0.7


@dataclass(frozen=True, slots=True)
class Namesakes:
    """How much two names speak for one thing, why, and whether the one is SHORT for the other, or only a PART of it."""

    odds: float
    reason: str
    part: bool = False
    short: bool = False  # so that it may be short for others, too
    together: bool = False  # so that one article may well have both


def namesakes(one: Profile, other: Profile) -> Namesakes | None:
    """Return how the names of ONE and OTHER go together; None where they do not."""
    is_person = "Person" in (one.type, other.type)
    ways = _of_persons(one, other) if is_person else _of_things(one, other)
    return next(ways, None)


def _of_things(one: Profile, other: Profile) -> Iterator[Namesakes]:
    shared = one.folded & other.folded
    if is_body(one.type, one.label) or is_body(other.type, other.label):
        if shared:
            yield Namesakes(_PART, f"many states have a {one.label!r}", part=True)
        return
    labels = (core(fold(one.label)), core(fold(other.label)))
    for name in sorted(shared, key=lambda name: (-len(name), name)):
        if len(set(labels)) > 1 and any(label.startswith(f"{name} ") for label in labels):
            yield Namesakes(_BEGINS, f"{name!r} is how the name of one begins", part=True)
        else:
            yield Namesakes(_SAME, f"both are called {name!r}", together=True)
    for left, right in ((one, other), (other, one)):
        for initials in sorted(left.acronyms & right.folded):
            reason = f"{initials!r} has the initials of {left.label!r}"
            yield Namesakes(_INITIALS, reason, short=True, together=True)
    if is_misspelt(one.full, other.full):
        yield Namesakes(_MISSPELT, f"{one.label!r} is like {other.label!r}")


def _of_persons(one: Profile, other: Profile) -> Iterator[Namesakes]:
    """Yield how two persons go together by their full names; other names of theirs may be anybody's."""
    mine, theirs = one.full.split(), other.full.split()
    if not mine or not theirs:
        return
    if mine == theirs:
        odds = _SAME if len(mine) > 1 else _SAME_WORD
        yield Namesakes(odds, f"both are called {one.full!r}", together=True)
    if is_misspelt(one.full, other.full):
        yield Namesakes(_MISSPELT, f"{one.label!r} is like {other.label!r}")
    if len(mine) > 1 < len(theirs) and mine[-1] == theirs[-1]:
        yield from _of_given_names(one, other, mine, theirs)
    for short, long in ((mine, theirs), (theirs, mine)):
        if len(short) == 1 < len(long) and short[0] == long[-1]:
            reason = f"{' '.join(short)!r} is a part of {' '.join(long)!r}"
            yield Namesakes(_PART, reason, part=True)
    if sound(one.full) == sound(other.full) and likeness(one.full, other.full) >= _LIKE:
        yield Namesakes(_SOUNDS, f"{one.label!r} sounds like {other.label!r}")


def _of_given_names(
    one: Profile, other: Profile, mine: list[str], theirs: list[str]
) -> Iterator[Namesakes]:
    """Yield how the given names of two persons of one family name go together."""
    if mine[0] == theirs[0] and min(len(mine), len(theirs)) == 2:
        yield Namesakes(_MIDDLE, f"{one.label!r} and {other.label!r} differ in a middle name")
    elif _abbreviates(mine[0], theirs[0]):
        yield Namesakes(_ABBREVIATED, f"{one.label!r} and {other.label!r} have one initial")


def _abbreviates(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) == 1 < len(long) and long.startswith(short)
