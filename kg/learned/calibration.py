"""From scores to probabilities: how often an answer with this score was right on texts that were not trained on.

A logistic curve for each head (Platt 1999), shifted for each label as far as its own examples tell.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

_EDGE: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Curve:
    """One head: the probability that an answer is right, by its score; SHIFTS are those of single labels."""

    slope: float = 1.0
    offset: float = 0.0
    shifts: Mapping[str, float] = field(default_factory=dict)

    def __call__(self, score: float, label: str) -> float:
        """Return the probability that LABEL, given with SCORE, is right.

        >>> Curve(1.0, 0.0, {"rare": -1.0})(0.5, "common"), round(Curve(1.0, 0.0, {"rare": -1.0})(0.5, "rare"), 2)
        (0.5, 0.27)
        """
        clipped = min(max(score, _EDGE), 1 - _EDGE)
        logit = math.log(clipped / (1 - clipped))
        return 1 / (1 + math.exp(-(self.slope * logit + self.offset + self.shifts.get(label, 0.0))))


@dataclass(frozen=True, slots=True)
class Calibration:
    """The curves of all heads that give claims."""

    events: Curve = field(default_factory=Curve)
    roles: Curve = field(default_factory=Curve)
    properties: Curve = field(default_factory=Curve)
    statuses: Curve = field(default_factory=Curve)

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Calibration":
        """Return the calibration that a manifest has; heads that it does not name keep their scores."""
        return cls(**{name: Curve(**curve) for name, curve in given.items()})

    def to_dict(self) -> dict[str, Any]:
        """Return the calibration as a manifest has it."""
        return {
            name: {
                "slope": round(curve.slope, 4),
                "offset": round(curve.offset, 4),
                "shifts": {label: round(value, 3) for label, value in sorted(curve.shifts.items())},
            }
            for name in ("events", "roles", "properties", "statuses")
            for curve in [getattr(self, name)]
        }
