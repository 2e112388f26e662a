"""What the share of right claims is in a store, by a stratified sample of it, and how sure that is.

The share of a part of the store is a ratio of two totals that the sample estimates: claims that are right, and claims.
Its variance is that of the linearised ratio (Särndal, Swensson and Wretman, Model Assisted Survey Sampling, 1992,
section 5.6), summed over strata (Cochran, Sampling Techniques, 1977, section 5.3); strata of which one claim was judged
are collapsed (Cochran, section 5A.12). The interval is that of Wilson (1927) with the effective size of the sample in
place of its size, which suits shares near 1 (Franco, Little, Louis and Slud, Comparative Study of Confidence Intervals
for Proportions in Complex Sample Surveys, 2019). Within one stratum that is Wilson's interval.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kg.audit.judged import Judged, Judgement

_Z: Final = 1.959964  # of 95 percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The SHARE of right claims in a part of a store, between LOW and HIGH with 95 percent; CLAIMS is how many it has.

    JUDGED were judged right or wrong, RIGHT of them right.
    """

    share: float
    error: float  # its standard error
    low: float
    high: float
    claims: float
    judged: int
    right: int
    effective: float  # how many claims of a simple sample would tell as much


def wilson(share: float, size: float) -> tuple[float, float]:
    """Return Wilson's interval of 95 percent for a SHARE of SIZE cases.

    >>> [round(end, 3) for end in wilson(0.9, 10)], [round(end, 3) for end in wilson(1.0, 20)]
    ([0.596, 0.982], [0.839, 1.0])
    """
    square = _Z * _Z / size
    middle = share + square / 2
    spread = _Z * math.sqrt((share * (1 - share) + square / 4) / size)
    return max(0.0, (middle - spread) / (1 + square)), min(1.0, (middle + spread) / (1 + square))


def estimate(rows: Sequence[Judged], part: Callable[[Judged], bool]) -> Estimate | None:
    """Return the share of right claims in the PART of a store whose sample is ROWS; None where none of it is judged."""
    strata = [list(own) for _, own in _strata(_clear(rows))]
    weighted = [(own[0].in_store / len(own), row) for own in strata for row in own if part(row)]
    if not weighted:
        return None
    total = sum(weight for weight, _ in weighted)
    share = sum(weight for weight, row in weighted if _is_right(row)) / total
    variance = _variance(strata, part, share) / total**2
    # As many as of a simple sample; stratification is not trusted to make more of a sample than it is.
    size = total**2 / sum(weight**2 for weight, _ in weighted)
    if variance > 0:
        size = min(size, share * (1 - share) / variance)
    low, high = wilson(share, size)
    return Estimate(
        share=share,
        error=math.sqrt(variance),
        low=low,
        high=high,
        claims=total,
        judged=len(weighted),
        right=sum(_is_right(row) for _, row in weighted),
        effective=size,
    )


def unseen(rows: Sequence[Judged]) -> float:
    """Return the share of the store in strata of which no claim was judged right or wrong."""
    sizes = {row.stratum: row.in_store for row in rows}
    seen = {row.stratum for row in _clear(rows)}
    lost = sum(size for name, size in sizes.items() if name not in seen)
    return lost / max(1, sum(sizes.values()))


def _variance(
    strata: Sequence[Sequence[Judged]], part: Callable[[Judged], bool], share: float
) -> float:
    """Return the variance of the total of what is right beyond SHARE of the PART."""
    found = 0.0
    alone: list[float] = []
    for own in strata:
        size, count = own[0].in_store, len(own)
        off = [(_is_right(row) - share) if part(row) else 0.0 for row in own]
        if count == 1:
            alone.append(size * off[0])
            continue
        mean = sum(off) / count
        found += size**2 * sum((each - mean) ** 2 for each in off) / (count - 1) / count
    return found + _collapsed(alone)


def _collapsed(totals: Sequence[float]) -> float:
    """Return the variance of strata of which one claim each was judged, by how their TOTALS differ."""
    if len(totals) < 2:
        return sum(each**2 for each in totals)
    mean = sum(totals) / len(totals)
    return sum((each - mean) ** 2 for each in totals) * len(totals) / (len(totals) - 1)


def by(rows: Sequence[Judged], key: Callable[[Judged], str]) -> Iterator[tuple[str, Estimate]]:
    """Yield the estimate of each part that KEY names, the largest first."""
    parts: dict[str, Estimate] = {}
    for name in {key(row) for row in rows}:
        found = estimate(rows, lambda row, name=name: key(row) == name)  # type: ignore[misc]
        if found is not None:
            parts[name] = found
    yield from sorted(parts.items(), key=lambda item: (-round(item[1].claims, 6), item[0]))


def _strata(rows: Iterable[Judged]) -> Iterator[tuple[str, Iterable[Judged]]]:
    yield from groupby(sorted(rows, key=lambda row: row.stratum), key=lambda row: row.stratum)


def _clear(rows: Iterable[Judged]) -> list[Judged]:
    return [row for row in rows if row.judgement in (Judgement.RIGHT, Judgement.WRONG)]


def _is_right(row: Judged) -> bool:
    return row.judgement is Judgement.RIGHT
