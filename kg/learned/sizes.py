"""Which sentences are read together: those of one length, so that none of them is read otherwise for its neighbours."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from kg.learned.features import WORDS, Batch, Numbered, padded

Item = TypeVar("Item")


def shape(line: Numbered) -> tuple[int, int]:
    """Return how many pieces and words a sentence has a place for, which follows from its own size alone.

    There is one for each of its pieces; of words there are as many, so that sentences of as many pieces go together.
    """
    pieces, words = len(line.ids), len(line.first)
    # A word may vanish in pieces, so that there are more words than pieces.
    return pieces, pieces if words <= pieces else WORDS


def batches(lines: Mapping[int, Numbered], most: int) -> Iterator[tuple[list[int], Batch]]:
    """Yield the sentences as batches of one shape and up to MOST pieces, with their keys."""
    shapes: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, line in lines.items():
        shapes[shape(line)].append(place)
    for (pieces, words), places in sorted(shapes.items()):
        for group in cut(places, [pieces] * len(places), most):
            yield group, padded([lines[place] for place in group], pieces, words)


def cut(items: Sequence[Item], sizes: Sequence[int], most: int) -> Iterator[list[Item]]:
    """Yield ITEMS in groups of up to MOST by their SIZES; what is larger is a group of its own.

    >>> list(cut("abcd", [2, 2, 1, 9], 4))
    [['a', 'b'], ['c'], ['d']]
    """
    group: list[Item] = []
    total = 0
    for item, size in zip(items, sizes, strict=True):
        if group and total + size > most:
            yield group
            group, total = [], 0
        group.append(item)
        total += size
    if group:
        yield group
