"""Precision, recall and F1, and what else a set is measured by."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Matches:
    """How many of the things PREDICTED are RIGHT, and how many there are in GOLD.

    >>> found = Matches(3, 4, 6)
    >>> found.precision, found.recall, round(found.f1, 2)
    (0.75, 0.5, 0.6)
    >>> (found + Matches(0, 1, 0)).precision
    0.6
    """

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: "Matches") -> "Matches":
        return Matches(
            self.right + other.right, self.predicted + other.predicted, self.gold + other.gold
        )

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was found."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of gold that was found; 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.predicted + self.gold
        return 2 * self.right / total if total else 0.0

    def measure(self, name: str, goal: float | None = None) -> "Measure":
        """Return the F1 as a measure with its precision and recall."""
        return Measure(
            name=name,
            value=self.f1,
            precision=self.precision,
            recall=self.recall,
            gold=self.gold,
            goal=goal,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One number of the scoreboard, between 0 and 1 unless the name gives a unit; GOLD is how many it rests on."""

    name: str
    value: float
    precision: float | None = None
    recall: float | None = None
    gold: int = 0
    goal: float | None = None  # the number to reach, or to beat
    lower_is_better: bool = False
    timed: bool = False  # depends on the machine, so that no other run can be compared with it

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        if self.goal is None:
            return None
        return self.value <= self.goal if self.lower_is_better else self.value >= self.goal


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one set says, how much was read for it, and in how many seconds of processor time."""

    name: str
    measures: tuple[Measure, ...]
    articles: int
    words: int
    seconds: float

    @property
    def articles_per_second(self) -> float:
        """Articles, or single sentences where a set has no more, that one core reads in a second."""
        return self.articles / self.seconds if self.seconds else 0.0

    @property
    def words_per_second(self) -> float:
        """Words that one core reads in a second."""
        return self.words / self.seconds if self.seconds else 0.0


def calibration_error(judged: Iterable[tuple[float, bool]], bins: int = 10) -> float:
    """Return how far confidences are from how often they are right: the expected calibration error (Guo et al., 2017).

    JUDGED are confidences from 0 to 1, each with whether that one was right; they are compared in BINS of equal width.

    >>> calibration_error([(0.8, True), (0.8, True), (0.8, True), (0.8, True), (0.8, False)])
    0.0
    >>> round(calibration_error([(0.9, False), (0.1, False)]), 3)
    0.5
    """
    found: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in judged:
        found[min(int(confidence * bins), bins - 1)].append((confidence, right))
    total = sum(map(len, found.values()))
    off = sum(
        abs(sum(each for each, _ in own) - sum(right for _, right in own)) for own in found.values()
    )
    return off / total if total else 0.0


def macro_f1(pairs: Iterable[tuple[Hashable, Hashable]], labels: Sequence[Hashable]) -> float:
    """Return the mean F1 of the LABELS over PAIRS of gold and predicted label.

    >>> macro_f1([("POS", "POS"), ("POS", "NEG"), ("NEG", "NEG")], ["POS", "NEG"])
    0.6666666666666666
    """
    known = list(pairs)
    scores = []
    for label in labels:
        right = sum(1 for gold, predicted in known if gold == predicted == label)
        predicted = sum(1 for _, predicted in known if predicted == label)
        gold = sum(1 for gold, _ in known if gold == label)
        scores.append(Matches(right, predicted, gold).f1)
    return sum(scores) / len(scores) if scores else 0.0
