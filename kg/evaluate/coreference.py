"""Coreference within the articles of MEANTIME, on the mentions of the annotators."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from spacy.tokens import Token

from kg.evaluate.alignment import Alignment
from kg.evaluate.chains import Ratio, b_cubed, ceaf_e, chains, muc
from kg.evaluate.meantime import Article, EntityMention, read
from kg.evaluate.measures import Measure
from kg.evaluate.reader import Read, Reader
from kg.extract.coreference import Coreference, reading_of
from kg.extract.frames import antecedent, coordinated
from kg.model import Mention
from kg.ontology import Ontology

_GOAL: Final = 0.60
_METRICS: Final = {"MUC": muc, "B-cubed": b_cubed, "CEAF-e": ceaf_e}


def run(folder: Path, reader: Reader) -> Iterator[Measure]:
    """Yield the three measures and their mean, as CoNLL has it, over the articles below FOLDER."""
    articles = list(read(folder))
    totals = dict.fromkeys(_METRICS, Ratio())
    mentions = 0
    for article, found in zip(articles, reader.read(a.document for a in articles), strict=True):
        predicted = predict(article, found, reader.ontology)
        gold = [frozenset(mention.id for mention in chain) for chain in article.chains]
        mentions += len(article.mentions)
        for name, metric in _METRICS.items():
            totals[name] += metric(predicted, gold)
    for name, ratio in totals.items():
        yield Measure(
            name=f"coreference, {name} F1",
            value=ratio.f1,
            precision=ratio.precision,
            recall=ratio.recall,
            gold=mentions,
        )
    mean = sum(ratio.f1 for ratio in totals.values()) / len(totals)
    yield Measure(name="coreference, CoNLL F1", value=mean, gold=mentions, goal=_GOAL)


def predict(article: Article, found: Read, ontology: Ontology) -> list[frozenset[str]]:
    """Return the chains of the gold mentions of ARTICLE as the product sees them."""
    where = Alignment(found)
    known = reading_of(found.doc, ontology)
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
