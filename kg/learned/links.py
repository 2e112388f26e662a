"""Which pairs of mentions the network is asked about when it looks for what a pronoun or a description stands for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from kg.learned.features import Ints

BACK: Final = 3  # sentences before the one of the anaphor
MOST: Final = 24  # mentions before it, the nearest first
AWAY: Final = BACK + 1
NEAR: Final = 12  # how many mentions lie between, at most told apart
_PRONOUNS: Final = ("PRP", "PRP$")
_NOUNS: Final = ("NN", "NNS")


@dataclass(frozen=True, slots=True)
class Point:
    """A mention by the word that the others of it hang on; places count over a whole text."""

    sentence: int
    word: int
    tag: str


@dataclass(frozen=True, slots=True)
class Asked:
    """N anaphors with up to K mentions before each: rows of points, -1 where there are fewer."""

    anaphors: Ints  # N
    before: Ints  # N x K
    sentences: Ints  # N x K: how many sentences lie between
    between: Ints  # N x K: how many mentions lie between


def may_refer(tag: str) -> bool:
    """Tell whether a mention whose main word has this TAG may be a pronoun or a description of something named before.

    >>> [may_refer(tag) for tag in ("PRP", "NN", "NNP", "CD")]
    [True, True, False, False]
    """
    return tag in _PRONOUNS or tag in _NOUNS


def asked(points: Sequence[Point]) -> Asked:
    """Return what is asked about POINTS, which stand in the order of the text."""
    anaphors = [i for i, point in enumerate(points) if may_refer(point.tag) and i]
    before = np.full((len(anaphors), MOST), -1, np.int64)
    sentences, between = np.zeros_like(before), np.zeros_like(before)
    for row, i in enumerate(anaphors):
        near = [
            j
            for j in range(i - 1, max(-1, i - 1 - MOST), -1)
            if points[i].sentence - points[j].sentence <= BACK
        ]
        before[row, : len(near)] = near
        sentences[row, : len(near)] = [points[i].sentence - points[j].sentence for j in near]
        between[row, : len(near)] = [min(i - j - 1, NEAR - 1) for j in near]
    return Asked(np.array(anaphors, np.int64), before, sentences, between)
