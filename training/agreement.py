"""How far two annotators of the corpus agree: the most that a program can be asked for.

    python -m training.agreement

Some sentences were annotated a second time by somebody who had not seen the first annotation (``corpus/second``): 200
of the test part that were written for the corpus, and articles that were printed. The first is taken for right,
the second is counted as a program is (``evaluation.corpus``).
"""

import sys
from collections.abc import Iterable, Iterator, Set
from typing import Final

from evaluation.corpus import Tally, add, annotated, measures
from evaluation.corpusfile import Annotated, Passage, load
from evaluation.predicates import Predicated
from kg import ontology as ontologies
from kg.evaluate.measures import Matches, Measure
from kg.ontology import Ontology
from training.count import CORPUS

SECOND: Final = CORPUS / "second"


def compared(
    first: Iterable[Passage], second: Iterable[Passage], ontology: Ontology
) -> tuple[Measure, ...]:
    """Return how well the SECOND annotation finds what the FIRST has, over the sentences of both."""
    known = {alone.text: alone for alone in _alone(first)}
    total, predicates = Tally(), Predicates()
    for passage in _alone(second):
        if passage.text in known:
            gold = known[passage.text]
            add(total, annotated(gold, ontology), annotated(passage, ontology), ontology)
            predicates.add(gold.sentences[0], passage.sentences[0])
    return (*measures(total), *predicates.measures())


class Predicates:
    """Counts the predicates of two annotations of a sentence, their rolesets and their arguments."""

    def __init__(self) -> None:
        self.words, self.senses, self.arguments = Matches(), Matches(), Matches()

    def add(self, first: Annotated, second: Annotated) -> None:
        """Count one sentence; rolesets and arguments only of predicates that both have."""
        if not (first.predicates and second.predicates):
            return
        gold, got = _by_word(first), _by_word(second)
        both = gold.keys() & got.keys()
        self.words += _matches(set(gold), set(got))
        self.senses += _matches(
            {(w, gold[w].roleset) for w in both}, {(w, got[w].roleset) for w in both}
        )
        self.arguments += _matches(_arguments(gold, both), _arguments(got, both))

    def measures(self) -> Iterator[Measure]:
        """Yield the measures, where there was anything to count."""
        if self.words.gold:
            yield self.words.measure("predicates")
            yield self.senses.measure("rolesets of predicates that both have")
            yield self.arguments.measure("arguments of predicates that both have, whole phrases")


def _by_word(sentence: Annotated) -> dict[int, Predicated]:
    return {each.trigger.start: each for each in sentence.predicates}


def _arguments(
    predicates: dict[int, Predicated], words: Iterable[int]
) -> set[tuple[int, str, object]]:
    return {(w, label, place) for w in words for label, place in predicates[w].arguments}


def _matches(gold: Set[object], found: Set[object]) -> Matches:
    return Matches(len(gold & found), len(found), len(gold))


def _alone(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield each sentence as a passage of its own: the second annotator may have split an article otherwise."""
    for passage in passages:
        for sentence in passage.sentences:
            yield Passage(source=passage.source, published=passage.published, sentences=(sentence,))


def main() -> int:
    """Print the measures, one a line, of what was written for the corpus and of what was printed."""
    ontology = ontologies.load()
    first, second = load(CORPUS, ontology), load(SECOND, ontology)
    for title, is_real in (("written", False), ("real", True)):
        print(title)
        chosen = [passage for passage in first if passage.is_real == is_real]
        for measure in compared(chosen, second, ontology):
            print(f"  {measure.name:56} {measure.value:.3f}  ({measure.gold} in the first)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
