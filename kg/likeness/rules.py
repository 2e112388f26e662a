"""What two articles are to one another, by the words that they share.

The numbers are from pairs of real press releases and news that were read one by one: press offices send the same
letter to many towns, with the name of the town changed, and report on a trial at each of its steps in the same words.
See ``docs/decisions/0052-copies-and-versions.md``.
"""

from enum import StrEnum
from typing import Final

import numpy as np

from kg.likeness.profile import Profile
from kg.likeness.shingles import Hashes

LIKE: Final = 0.6  # of all shingles of both, those that both have
WITHIN: Final = 0.8  # of the shingles of the shorter one, those that the longer one has
ENOUGH: Final = 50  # shingles that both have; of shorter texts only equal ones are copies
EQUAL: Final = 0.95  # of all shingles of both: the same text
FEW: Final = 10  # shingles; of a shorter text nobody can tell whose it is
LOST: Final = 0.1  # of the names and figures of a copy, those that the other one does not have
DAYS: Final = 7  # between a text and its copy
DAYS_OF_VERSIONS: Final = 3  # between two versions


class Kind(StrEnum):
    """What the later one of two articles is to the earlier one."""

    COPY = "copy"  # the same text, under another outlet or address
    VERSION = "version"  # a later version of the story, by the same outlet


def relation(one: Profile, other: Profile) -> Kind | None:
    """Return what the later one of two articles is to the earlier one; None if they are not alike."""
    days = _between(one, other)
    if (days is not None and days > DAYS) or min(len(one.shingles), len(other.shingles)) < FEW:
        return None
    shared = _shared(one.shingles, other.shingles)
    likeness = shared / (len(one.shingles) + len(other.shingles) - shared)
    within = shared / min(len(one.shingles), len(other.shingles))
    is_alike = shared >= ENOUGH and (likeness >= LIKE or within >= WITHIN)
    if not is_alike and likeness < EQUAL:
        return None
    short, long = sorted((one, other), key=lambda each: (len(each.shingles), each.order))
    names, figures = _lost(short.names, long), _lost(short.figures, long)
    if may_be_versions(one.outlet, other.outlet):
        if names:
            return None
        if likeness < EQUAL and _is_of_one_outlet(one, other):
            return Kind.VERSION if days is not None and days <= DAYS_OF_VERSIONS else None
    told = len(short.names) + len(short.figures)
    return Kind.COPY if names + figures <= LOST * told else None


def may_be_versions(outlet: str, other: str) -> bool:
    """Tell whether two articles may come from the same outlet.

    >>> may_be_versions("the post", "the post"), may_be_versions("", "the post"), may_be_versions("a", "b")
    (True, True, False)
    """
    return not outlet or not other or outlet == other


def _is_of_one_outlet(one: Profile, other: Profile) -> bool:
    """Tell whether two articles are of one outlet; where an outlet is not known, those of one headline are."""
    return one.outlet == other.outlet if one.outlet and other.outlet else one.title == other.title


def _between(one: Profile, other: Profile) -> int | None:
    """Return how many days lie between two articles; None if one has no date."""
    return abs((one.day - other.day).days) if one.day and other.day else None


def _lost(told: Hashes, other: Profile) -> int:
    """Return how many of the words TOLD in one article the OTHER one does not have."""
    return len(told) - _shared(told, other.words)


def _shared(one: Hashes, other: Hashes) -> int:
    return len(np.intersect1d(one, other, assume_unique=True))
