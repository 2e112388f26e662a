"""How far two annotators of the corpus agree: the most that a program can be asked for.

    python -m training.agreement

A sample of the test part was annotated a second time by somebody who had not seen the first annotation
(``corpus/second``). The first is taken for right, the second is counted as a program is (``kg.evaluate.corpus``).
"""

import sys
from collections.abc import Iterable
from typing import Final

from kg import ontology as ontologies
from kg.evaluate.corpus import Tally, add, annotated, measures
from kg.evaluate.corpusfile import Passage, load
from kg.evaluate.measures import Measure
from kg.ontology import Ontology
from training.count import CORPUS

SECOND: Final = CORPUS / "second"


def compared(
    first: Iterable[Passage], second: Iterable[Passage], ontology: Ontology
) -> tuple[Measure, ...]:
    """Return how well the SECOND annotation finds what the FIRST has, over the texts of both."""
    known = {passage.text: passage for passage in first}
    total = Tally()
    for passage in second:
        if passage.text in known:
            gold = annotated(known[passage.text], ontology)
            add(total, gold, annotated(passage, ontology), ontology)
    return tuple(measures(total))


def main() -> int:
    """Print the measures, one a line."""
    ontology = ontologies.load()
    for measure in compared(load(CORPUS, ontology), load(SECOND, ontology), ontology):
        print(f"{measure.name:40} {measure.value:.3f}  ({measure.gold} in the first)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
