"""Is the merge better than the rules alone? Roles of MEANTIME's events, a paired bootstrap over its articles.

    python -m training.bootstrap ../shared/data/meantime

Prints the F1 of both, the difference, and between which values it lies in 95 of 100 samples, for each corpus.
"""

import random
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from evaluation import meantime
from evaluation.alignment import Alignment
from evaluation.participants import compared
from kg.evaluate.measures import Matches
from kg.evaluate.reader import Reader
from kg.extract.reading import Reading

_SAMPLES: Final = 5_000
_SEED: Final = 20260312

Pair = tuple[Matches, Matches]  # of one article: the rules alone, and with the network


def articles(folder: Path) -> dict[str, list[Pair]]:
    """Return what is found in each article, by corpus."""
    reader = Reader()
    found: dict[str, list[Pair]] = {}
    gold = list(meantime.read(folder))
    plain = Reader(extractors=("rules",)).read(article.document for article in gold)
    both = reader.read(article.document for article in gold)
    for article, rules, merged in zip(gold, plain, both, strict=True):
        counts = []
        for read, network in ((rules, None), (merged, reader.network)):
            reading = Reading(read.doc, reader.ontology)
            wanted, got, _ = compared(article, Alignment(read), reading, network)
            counts.append(Matches(len(wanted & got), len(got), len(wanted)))
        found.setdefault(article.corpus, []).append((counts[0], counts[1]))
    return found


def interval(pairs: Sequence[Pair], rng: random.Random) -> tuple[float, float]:
    """Return between which values the difference of F1 lies in 95 of 100 samples of the articles."""
    found = sorted(_difference(rng.choices(pairs, k=len(pairs))) for _ in range(_SAMPLES))
    return found[int(0.025 * _SAMPLES)], found[int(0.975 * _SAMPLES)]


def _difference(pairs: Iterable[Pair]) -> float:
    rules, merged = _sums(pairs)
    return merged.f1 - rules.f1


def _sums(pairs: Iterable[Pair]) -> Pair:
    rules, merged = Matches(), Matches()
    for one, other in pairs:
        rules, merged = rules + one, merged + other
    return rules, merged


def main() -> int:
    """Tell for each corpus, and for all."""
    found = articles(Path(sys.argv[1]))
    rng = random.Random(_SEED)
    every = [pair for pairs in found.values() for pair in pairs]
    for name, pairs in (*sorted(found.items()), ("all", every)):
        rules, merged = _sums(pairs)
        low, high = interval(pairs, rng)
        print(
            f"{name}: rules {rules.f1:.3f}, with the network {merged.f1:.3f}, "
            f"difference {merged.f1 - rules.f1:+.3f} [{low:+.3f}, {high:+.3f}], {len(pairs)} articles"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
