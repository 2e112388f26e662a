"""The three measures of coreference and their mean, the CoNLL score, on chains of the same mentions.

MUC (Vilain et al. 1995) counts links, B³ (Bagga and Baldwin 1998) mentions, CEAF-e (Luo 2005) entities; definitions as
in Pradhan et al. (2014).
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

Chains = Sequence[frozenset[Hashable]]


@dataclass(frozen=True, slots=True)
class Ratio:
    """A precision and a recall as numerators and denominators, which add up over documents."""

    right_predicted: float = 0.0
    predicted: float = 0.0
    right_gold: float = 0.0
    gold: float = 0.0

    def __add__(self, other: "Ratio") -> "Ratio":
        return Ratio(
            self.right_predicted + other.right_predicted,
            self.predicted + other.predicted,
            self.right_gold + other.right_gold,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """The share of what was predicted that is right."""
        return self.right_predicted / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of gold that was found."""
        return self.right_gold / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def muc(predicted: Chains, gold: Chains) -> Ratio:
    """Return the links that two partitions share.

    >>> muc([frozenset("ab"), frozenset("c")], [frozenset("abc")])
    Ratio(right_predicted=1, predicted=1, right_gold=1, gold=2)
    """
    return Ratio(*_links(predicted, gold), *_links(gold, predicted))


def _links(chains: Chains, others: Chains) -> tuple[int, int]:
    where = {mention: number for number, other in enumerate(others) for mention in other}
    kept = total = 0
    for chain in chains:
        known = {where[mention] for mention in chain if mention in where}
        parts = len(known) + sum(1 for mention in chain if mention not in where)
        kept += len(chain) - parts
        total += len(chain) - 1
    return kept, total


def b_cubed(predicted: Chains, gold: Chains) -> Ratio:
    """Return for each mention how much of its chain is right."""
    return Ratio(*_overlaps(predicted, gold), *_overlaps(gold, predicted))


def _overlaps(chains: Chains, others: Chains) -> tuple[float, float]:
    where = {mention: other for other in others for mention in other}
    shares = [
        len(chain & where.get(mention, frozenset())) / len(chain)
        for chain in chains
        for mention in sorted(chain, key=str)
    ]
    return sum(shares), float(len(shares))


def ceaf_e(predicted: Chains, gold: Chains) -> Ratio:
    """Return how alike the chains are when each is paired with at most one other, in the best way."""
    if not predicted or not gold:
        return Ratio(0.0, float(len(predicted)), 0.0, float(len(gold)))
    alike = np.array([[2 * len(p & g) / (len(p) + len(g)) for g in gold] for p in predicted])
    rows, columns = linear_sum_assignment(alike, maximize=True)
    best = float(alike[rows, columns].sum())
    return Ratio(best, float(len(predicted)), best, float(len(gold)))


def chains(of: Iterable[tuple[Hashable, Hashable]]) -> Chains:
    """Return the chains of mentions that are given with the number of their chain.

    >>> chains([("a", 1), ("b", 2), ("c", 1)]) == [frozenset("ac"), frozenset("b")]
    True
    """
    found: dict[Hashable, list[Hashable]] = {}
    for mention, number in of:
        found.setdefault(number, []).append(mention)
    return [frozenset(members) for members in found.values()]
