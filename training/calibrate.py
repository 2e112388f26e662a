"""Fits the curves from scores to probabilities, on texts that were not trained on."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from kg.learned.calibration import Calibration, Curve
from kg.learned.found import Found
from kg.learned.labels import STATUSES
from training.examples import Example
from training.scores import head

_STEPS: Final = 400
_RATE: Final = 0.5
_PRIOR: Final = 2.0  # how strongly a label keeps to the curve of its head, in examples of doubt

Point = tuple[float, str, bool]  # score, label, whether it was right


def calibrated(
    examples: Sequence[Example], results: Sequence[Found], roles: frozenset[str]
) -> Calibration:
    """Return the curves that fit what was found in EXAMPLES, all of whose words are known; ROLES are names of roles."""
    return Calibration(
        **{head: curve(own) for head, own in points(examples, results, roles).items()}
    )


def points(
    examples: Sequence[Example], results: Sequence[Found], roles: frozenset[str]
) -> dict[str, list[Point]]:
    """Return, for each head, what it said with which score, and whether that was right."""
    found: dict[str, list[Point]] = {
        head: [] for head in ("events", "roles", "properties", "statuses")
    }
    for example, result in zip(examples, results, strict=True):
        places = list(enumerate(example.sentence.heads))
        wanted = {
            (head(places, *left), head(places, *right), name, name in roles)
            for (left, right), names in example.pairs.items()
            for name in names
        }
        for event in result.events:
            right = example.events.get(event.word) == event.type
            found["events"].append((event.score, event.type, right))
            if right:
                status = STATUSES[example.statuses[event.word]]
                found["statuses"].append((event.certainty, event.status, event.status == status))
        for pair in result.pairs:
            key = (pair.subject_head, pair.object_head, pair.label, pair.is_role)
            kind = "roles" if pair.is_role else "properties"
            found[kind].append((pair.score, pair.label, key in wanted))
    return found


def curve(points: Sequence[Point]) -> Curve:
    """Return the logistic curve through POINTS with a shift for each label, by gradient descent with a prior."""
    if not points:
        return Curve()
    labels = sorted({label for _, label, _ in points})
    place = {label: i for i, label in enumerate(labels)}
    scores = np.clip(np.array([score for score, _, _ in points]), 1e-6, 1 - 1e-6)
    logits = np.log(scores / (1 - scores))
    rows = np.array([place[label] for _, label, _ in points])
    right = np.array([ok for _, _, ok in points], float)
    counts = np.bincount(rows, minlength=len(labels)) + _PRIOR
    slope, offset, shifts = 1.0, 0.0, np.zeros(len(labels))
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(slope * logits + offset + shifts[rows])))
        wrong = chance - right
        slope -= _RATE * float((wrong * logits).mean()) / max(1.0, float((logits**2).mean()))
        offset -= _RATE * float(wrong.mean()) * 2
        pull = np.bincount(rows, wrong, len(labels)) + _PRIOR * shifts * 0.25
        shifts -= _RATE * pull / counts * 2
    return Curve(slope, offset, {label: float(shifts[i]) for label, i in place.items()})


def reliability(
    points: Iterable[tuple[float, bool]], bins: int = 10
) -> list[tuple[float, float, int]]:
    """Return a reliability diagram: for each bin the mean probability, the share that was right, and how many.

    >>> reliability([(0.9, True), (0.95, True), (0.1, False)], bins=2)
    [(0.1, 0.0, 1), (0.925, 1.0, 2)]
    """
    found: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for chance, right in points:
        found[min(int(chance * bins), bins - 1)].append((chance, right))
    return [
        (
            round(float(np.mean([c for c, _ in row])), 4),
            float(np.mean([r for _, r in row])),
            len(row),
        )
        for _, row in sorted(found.items())
    ]


def expected_error(diagram: Sequence[tuple[float, float, int]]) -> float:
    """Return the expected calibration error of a reliability diagram."""
    total = sum(count for _, _, count in diagram)
    return sum(abs(chance - right) * count for chance, right, count in diagram) / max(1, total)


__all__ = ["calibrated", "curve", "expected_error", "points", "reliability"]
