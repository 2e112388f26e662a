"""How likely it is that a pronoun means each of the things that it may mean, or nothing of the sort.

All of them compete in a log-linear model (Denis and Baldridge 2008), whose weights are learned from articles in which
people marked what each pronoun means: ``python -m training.pronouns`` writes ``ontology/pronouns.tsv``.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from kg import data
from kg.extract.reference.coreference.chains import Chain
from kg.extract.reference.coreference.signs import Around, Signs, of_chain, of_nothing
from kg.ontology import Ontology

_TABLE: Final = "pronouns.tsv"
_SURE: Final = 0.45  # the probability from which a pronoun is taken to mean something


@cache
def weights() -> Mapping[str, float]:
    """Return the weight of each sign that has one."""
    return parse((data.find("ontology") / _TABLE).read_text(encoding="utf-8"))


def parse(text: str) -> dict[str, float]:
    r"""Return the weights of a table that TEXT has.

    >>> parse("# what tells\tweight\ndistance 0\t1.25\n")
    {'distance 0': 1.25}
    """
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {sign: float(weight) for sign, weight in rows}


def likelihoods(rivals: Sequence[Signs], weight: Mapping[str, float]) -> list[float]:
    """Return the probability of each of the RIVALS by its signs; all together come to 1.

    >>> likelihoods([{"near": 1.0}, {}], {"near": 0.0})
    [0.5, 0.5]
    """
    scores = [math.fsum(weight.get(sign, 0.0) * v for sign, v in each.items()) for each in rivals]
    raised = [math.exp(score - max(scores)) for score in scores]
    return [each / math.fsum(raised) for each in raised]


class Ranker:
    """Chooses what a pronoun means, by the weights of signs."""

    def __init__(self, weight: Mapping[str, float] | None = None) -> None:
        """Choose by the WEIGHT of each sign, by default as shipped."""
        self._weights = weights() if weight is None else weight

    def best(self, around: Around, chains: Sequence[Chain], ontology: Ontology) -> Chain | None:
        """Return the one of CHAINS that the pronoun means; None where none of them is likely enough."""
        rivals = [of_chain(around, chain, ontology) for chain in chains]
        return self.chosen(chains, [*rivals, of_nothing(around)])

    def chosen(self, chains: Sequence[Chain], rivals: Sequence[Signs]) -> Chain | None:
        """Return the one of CHAINS that the RIVALS, one for each and one for nothing, make likely."""
        likely = likelihoods(rivals, self._weights)
        highest = max(range(len(rivals)), key=likely.__getitem__)
        return chains[highest] if highest < len(chains) and likely[highest] >= _SURE else None
