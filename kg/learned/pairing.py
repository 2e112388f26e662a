"""Which words of a sentence are compared with each other, and what comes of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import copysign, inf, log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.learned.decode import Floats, sigmoid, softmax
from kg.learned.ends import Ends
from kg.learned.features import Ints
from kg.learned.found import Evoked, Paired
from kg.learned.labels import STATUSES, TYPES

Span = tuple[int, int, int]  # first word, last word, head

_MARGIN: Final = 0.01  # of a logit, more than any rounding
_FEWEST: Final = 2  # rows of a product: one row alone is multiplied, and rounded, in another way


@dataclass(frozen=True, slots=True)
class LabelSet:
    """What is asked of pairs: names, vectors (R x size), biases (R), which are roles of events, what ends may be."""

    names: tuple[str, ...]
    vectors: Floats
    bias: Floats
    roles: NDArray[np.bool_]
    ends: Ends | None = None


@dataclass(slots=True)
class Candidates:
    """The mentions and the words of events of a batch, as rows, and the pairs of rows to be asked about."""

    counts: list[tuple[int, int]]  # of each sentence: mentions, then words of events
    spans: Ints  # M x 3
    sentence: Ints  # M
    subjects: Ints  # N
    objects: Ints  # N
    by_event: NDArray[np.bool_]  # N: the subject is the word of an event
    real: NDArray[np.bool_] = field(repr=False)  # N: asked for its own sake

    @property
    def size(self) -> int:
        """How many sentences there are."""
        return len(self.counts)

    def neighbours(self) -> tuple[Ints, Ints]:
        """Return the heads of all rows of the sentence of each row (M x K, padded), and its own place among them."""
        return neighbours(self.sentence, self.spans[:, 2])


def neighbours(sentence: Ints, heads: Ints) -> tuple[Ints, Ints]:
    """Return, for rows in the order of their SENTENCEs, the HEADS of all rows of the same sentence, and the own place.

    >>> neighbours(np.array([0, 0, 1]), np.array([4, 7, 2]))
    (array([[4, 7],
           [4, 7],
           [2, 0]]), array([0, 1, 0]))
    """
    first = np.searchsorted(sentence, sentence, "left")
    count = np.searchsorted(sentence, sentence, "right") - first
    rank = np.arange(len(sentence)) - first
    places = np.arange(max(_FEWEST, int(count.max())))[None, :]
    rows = np.minimum(first[:, None] + places, len(sentence) - 1)
    return np.where(places < count[:, None], heads[rows], 0), rank


def candidates(
    things: Sequence[Sequence[tuple[int, int, int, float]]], evoked: Sequence[Sequence[Evoked]]
) -> Candidates:
    """Return each mention and each word of an event with each mention that does not overlap with it."""
    spans: list[Span] = []
    sentence: list[int] = []
    pairs: list[tuple[int, int, bool]] = []
    for i, (own, events) in enumerate(zip(things, evoked, strict=True)):
        first, limit = len(spans), len(spans) + len(own)
        spans += [(start, end - 1, head) for start, end, head, _ in own]
        spans += [(event.word, event.word, event.word) for event in events]
        sentence += [i] * (len(spans) - first)
        pairs += [
            (left, right, left >= limit)
            for left in range(first, len(spans))
            for right in range(first, limit)
            if left >= limit or not _overlap(spans[left], spans[right])
        ]
    # A mention alone is asked about with itself, so that its kind is told, and nothing is made of it.
    real = np.arange(max(_FEWEST, len(pairs))) < len(pairs)
    pairs += [(0, 0, True)] * (len(real) - len(pairs))
    rows = np.array([pair[:2] for pair in pairs], np.int64)
    return Candidates(
        [(len(own), len(events)) for own, events in zip(things, evoked, strict=True)],
        np.array(spans, np.int64).reshape(-1, 3),
        np.array(sentence, np.int64),
        rows[:, 0],
        rows[:, 1],
        np.array([pair[2] for pair in pairs], np.bool_),
        real,
    )


def answered(
    asked: Candidates, answers: tuple[Floats, Floats, Floats], labels: LabelSet, least: float
) -> Iterator[tuple[list[str], list[Paired]]]:
    """Yield, for each sentence, the kinds of its mentions and the labels of its pairs that score LEAST or more."""
    types, logits, standing = answers
    fits = (asked.by_event[:, None] == labels.roles[None, :]) & asked.real[:, None]
    if labels.ends is not None:
        fits &= labels.ends.fit(softmax(types), asked.subjects, asked.objects)
    # Few of them are likely at all: only of those it is worked out how likely.
    rows, places = np.nonzero(fits & (logits > _logit(least) - _MARGIN))
    chances = sigmoid(logits[rows, places])
    status = standing[:, : len(STATUSES)].argmax(-1)
    ended = standing[:, -1] > 0
    made: list[list[Paired]] = [[] for _ in asked.counts]
    for row, label, chance in zip(rows, places, chances, strict=True):
        if chance < least:
            continue
        left, right = asked.subjects[row], asked.objects[row]
        subject, thing = asked.spans[left], asked.spans[right]
        made[asked.sentence[left]].append(
            Paired(
                (int(subject[0]), int(subject[1]) + 1),
                (int(thing[0]), int(thing[1]) + 1),
                int(subject[2]),
                int(thing[2]),
                labels.names[label],
                float(chance),
                bool(asked.by_event[row]),
                STATUSES[status[row]],
                bool(ended[row]),
            )
        )
    kinds = types.argmax(-1)
    first = 0
    for (mentions, events), pairs in zip(asked.counts, made, strict=True):
        yield [TYPES[kinds[first + k]] for k in range(mentions)], pairs
        first += mentions + events


def _logit(chance: float) -> float:
    return log(chance / (1 - chance)) if 0 < chance < 1 else copysign(inf, chance - 0.5)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
