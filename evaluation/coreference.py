"""Coreference within the articles of MEANTIME, on the mentions of the annotators."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Token

from evaluation.alignment import Alignment
from evaluation.chains import Ratio, b_cubed, ceaf_e, chains, muc
from evaluation.meantime import Article, EntityMention
from kg.evaluate.measures import Measure
from kg.extract.grammar.frames import antecedent, coordinated
from kg.extract.reference.coreference import Coreference
from kg.model import Mention

_GOAL: Final = 0.60
_METRICS: Final = {"MUC": muc, "B-cubed": b_cubed, "CEAF-e": ceaf_e}


@dataclass(slots=True)
class Coreferences:
    """The three measures over articles, and their mean, as CoNLL has it."""

    totals: dict[str, Ratio] = field(default_factory=lambda: dict.fromkeys(_METRICS, Ratio()))
    mentions: int = 0

    def add(self, article: Article, aligned: Alignment, known: Coreference) -> None:
        """Compare the chains of one article, over its whole text."""
        predicted = predict(article, aligned, known)
        gold = [frozenset(mention.id for mention in chain) for chain in article.chains]
        self.mentions += len(article.mentions)
        for name, metric in _METRICS.items():
            self.totals[name] += metric(predicted, gold)

    def measures(self, suffix: str = "") -> Iterator[Measure]:
        """Yield each measure and the mean, SUFFIX in their names."""
        for name, ratio in self.totals.items():
            yield Measure(
                name=f"coreference, {name} F1{suffix}",
                value=ratio.f1,
                precision=ratio.precision,
                recall=ratio.recall,
                gold=self.mentions,
            )
        mean = sum(ratio.f1 for ratio in self.totals.values()) / len(self.totals)
        goal = None if suffix else _GOAL
        yield Measure(
            name=f"coreference, CoNLL F1{suffix}", value=mean, gold=self.mentions, goal=goal
        )


def predict(article: Article, where: Alignment, known: Coreference) -> list[frozenset[str]]:
    """Return the chains of the gold mentions of ARTICLE as the product sees them."""
    pairs = [(m.id, _number(m, where, known)) for m in article.mentions]
    return [frozenset(map(str, chain)) for chain in chains(pairs)]


def _number(mention: EntityMention, where: Alignment, known: Coreference) -> object:
    """Return the chain of a mention; those that name several things have one of their own for the set."""
    start, end = mention.head or (mention.start, mention.end)
    head = where.head(start, end)
    if head is None:
        return f"mention {mention.id}"
    inside = {token.i for token in where.tokens(mention.start, mention.end)}
    heads = [each for each in coordinated(antecedent(head)) if each is head or each.i in inside]
    found = [known.chain_at(_root(antecedent(each), known)) for each in heads]
    if None in found or not found:
        return f"mention {mention.id}"
    return tuple(id(chain) for chain in found)


def _root(token: Token, known: Coreference) -> int:
    """Return the place of the root of the name that TOKEN is part of, else its own."""
    annotation = known.reading.mention_at.get(token.i)
    if annotation is None or not isinstance(annotation.value, Mention):
        return token.i
    return known.reading.doc[annotation.first : annotation.last].root.i
