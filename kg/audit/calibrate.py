"""From judged claims to a table of measured confidences: the share of right claims of each kind, smoothed.

A kind is a band of the confidence, then a status, then a family of rules. Of few judged claims a share tells little, so
each is drawn towards the share of the wider kind that it is a part of: it is the mean of a beta distribution around
that share, given the judgements. How strongly is measured too, once for each step: as makes all judgements of that step
most likely (empirical Bayes, a beta-binomial model; Casella, An Introduction to Empirical Bayes Data Analysis, 1985).
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from kg.audit.estimate import estimate
from kg.audit.judged import Judged
from kg.calibration import ANY, Calibration, Kind, Measured, family
from kg.errors import ConfigError

# How many judged claims the wider kind may count as; finer steps change nothing that the judgements could tell.
_STRENGTHS: Final = (2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0)
_EDGE: Final = 0.005  # no share is so sure that the model has none for the other outcome

Counted = tuple[float, float, int]  # right and judged, as of a simple sample; judged


def calibrate(rows: Sequence[Judged]) -> Calibration:
    """Return the measured shares of the kinds of claims in ROWS, each drawn towards that of the wider kind.

    Raise ConfigError where their confidences are measured ones already: bands of these are no bands of the given ones.
    """
    if any(row.measured for row in rows):
        raise ConfigError(
            "--calibrate: the confidences of this sheet are measured already; draw one from a store that was built "
            "without --calibration"
        )
    whole = estimate(rows, lambda row: True)
    found: dict[Kind | None, Measured] = {None: Measured(whole.share if whole else 0.5, 0)}
    for step in (_by_band, _by_status, _by_rule):
        counts = _counts(rows, step)
        wider = {kind: found[_wider(kind)].share for kind in counts}
        strength = max(_STRENGTHS, key=lambda each: _likelihood(counts, wider, each))
        for kind, (right, judged, number) in counts.items():
            share = (right + strength * wider[kind]) / (judged + strength)
            found[kind] = Measured(round(share, 2), number)
    return Calibration.of({kind: each for kind, each in found.items() if kind is not None})


def _by_band(row: Judged) -> Kind:
    return Kind(row.band)


def _by_status(row: Judged) -> Kind:
    return Kind(row.band, row.status)


def _by_rule(row: Judged) -> Kind:
    return Kind(row.band, row.status, family(row.rule))


def _wider(kind: Kind) -> Kind | None:
    """Return the kind that KIND is a part of; None stands for all claims."""
    if kind.rule != ANY:
        return kind._replace(rule=ANY)
    return kind._replace(status=ANY) if kind.status != ANY else None


def _counts(rows: Sequence[Judged], step: Callable[[Judged], Kind]) -> dict[Kind, Counted]:
    """Return how many claims of each kind are right and judged, as many as of a simple sample would tell as much."""
    counts: dict[Kind, Counted] = {}
    for kind in sorted({step(row) for row in rows}):
        told = estimate(rows, lambda row, kind=kind: step(row) == kind)  # type: ignore[misc]
        if told is not None:
            counts[kind] = told.share * told.effective, told.effective, told.judged
    return counts


def _likelihood(
    counts: Mapping[Kind, Counted], wider: Mapping[Kind, float], strength: float
) -> float:
    """Return the logarithm of how likely COUNTS are where the kinds vary around the WIDER ones with this STRENGTH."""
    return sum(
        _beta_binomial(right, judged, wider[kind], strength)
        for kind, (right, judged, _) in counts.items()
    )


def _beta_binomial(right: float, judged: float, mean: float, strength: float) -> float:
    """Return the logarithm of the beta-binomial distribution, but for a factor that STRENGTH has no part in."""
    inner = min(1 - _EDGE, max(_EDGE, mean))
    one, other = inner * strength, (1 - inner) * strength
    return _log_beta(right + one, judged - right + other) - _log_beta(one, other)


def _log_beta(one: float, other: float) -> float:
    return math.lgamma(one) + math.lgamma(other) - math.lgamma(one + other)
