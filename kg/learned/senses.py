"""Which rolesets the network chooses among for a predicate: those of its lemma, by their places in the table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from kg.learned.features import Ints, Sentence
from kg.rolesets import rolesets, senses

MOST: Final = 32  # of one predicate; what is rarer is never chosen


@dataclass(frozen=True, slots=True)
class Inventory:
    """All rolesets by name, and their places, which the weights know them by."""

    names: tuple[str, ...]
    place: Mapping[str, int]

    def named(self, sentence: Sentence, word: int) -> tuple[str, ...]:
        """Return the rolesets that a WORD of SENTENCE may have, the most frequent first."""
        lemma = sentence.lemmas[word] if sentence.lemmas else sentence.words[word]
        return senses(lemma, sentence.tags[word])[:MOST]

    def asked(self, names: Sequence[str]) -> list[int]:
        """Return the places of NAMES."""
        return [self.place[name] for name in names]

    def rows(self, named: Sequence[Sequence[str]]) -> Ints:
        """Return the places of the names of N predicates as N x K numbers, -1 where there is none."""
        found = np.full((len(named), max((len(own) for own in named), default=0)), -1, np.int64)
        for row, own in zip(found, named, strict=True):
            row[: len(own)] = self.asked(own)
        return found


@cache
def inventory() -> Inventory:
    """Return that of the package's table."""
    names = tuple(rolesets())
    return Inventory(names, {name: i for i, name in enumerate(names)})
