"""Pairs found against pairs annotated: each annotated one counts once, and so does what was found beside them."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator

from evaluation.mapping import Pair
from kg.evaluate.measures import Matches
from kg.model import Span

Same = Callable[[Span, Span], bool]


def matches(
    gold: Collection[Pair], found: Collection[Pair], same: Same, symmetric: Collection[str] = ()
) -> Iterator[tuple[str, Matches]]:
    """Yield for each relation how many of the GOLD pairs are among those FOUND, and how many stand beside them.

    This is the count of the KnowledgeNet evaluator: a pair found that matches any annotated one is not wrong, however
    often it was found; a pair that matches none is.
    """
    hits, wrong = Counter[str](), Counter[str]()
    for pair in gold:
        hits[pair.type] += any(_equal(pair, other, same, symmetric) for other in found)
    for other in found:
        wrong[other.type] += not any(_equal(pair, other, same, symmetric) for pair in gold)
    total = Counter(pair.type for pair in gold)
    for relation in sorted({*total, *wrong}):
        right = hits[relation]
        yield relation, Matches(right, right + wrong[relation], total[relation])


def _equal(pair: Pair, other: Pair, same: Same, symmetric: Collection[str]) -> bool:
    if pair.type != other.type:
        return False
    if same(pair.subject, other.subject) and same(pair.object, other.object):
        return True
    either_way = pair.type in symmetric
    return either_way and same(pair.subject, other.object) and same(pair.object, other.subject)
