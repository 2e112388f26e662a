"""Strata: the kinds of claims that an audit draws from each, and how many of each it draws.

A stratum is what found a claim, how the claim stands, and a band of its confidence. A sample that is drawn from each
stratum sees the rare ones too; as the size of each is known, it still tells of the whole.
"""

from collections.abc import Mapping
from typing import NamedTuple

from kg.calibration import band, family
from kg.errors import ConfigError


class Stratum(NamedTuple):
    """A kind of claims: the family of the rule, the status, the band of the confidence."""

    rule: str
    status: str
    band: str

    def __str__(self) -> str:
        return "; ".join(self)


def stratum(rule: str, status: str, confidence: float) -> Stratum:
    """Return the stratum of a claim.

    >>> str(stratum("lexicon:charge", "Alleged", 0.9))
    'lexicon; Alleged; 0.85 to 1'
    """
    return Stratum(family(rule), status, band(confidence))


def shares(sizes: Mapping[Stratum, int], wanted: int) -> dict[Stratum, int]:
    """Return how many claims to draw of each stratum, by their SIZES, WANTED in all.

    Each stratum gives two where the sample has room for that, else one, so that the rare ones are seen; what is
    left is shared out by size, by largest remainders. Raise ConfigError where the sample has no room for one of each.

    >>> often, rare = Stratum("lexicon", "Asserted", ""), Stratum("alias", "Denied", "")
    >>> [drawn for _, drawn in sorted(shares({often: 98, rare: 2}, 20).items())]
    [2, 18]
    """
    if wanted < len(sizes):
        raise ConfigError(
            f"--sample: {wanted:,} is too few for the {len(sizes):,} kinds of claims that there are, by rule, "
            f"status and confidence; use {len(sizes):,} or more"
        )
    floor = 2 if 2 * len(sizes) <= wanted else 1
    drawn = {each: min(floor, size) for each, size in sorted(sizes.items())}
    while (left := wanted - sum(drawn.values())) > 0:
        room = {each: sizes[each] - drawn[each] for each in drawn if sizes[each] > drawn[each]}
        if not room:
            break
        for each, more in _shared_out(room, left).items():
            drawn[each] += more
    return drawn


def _shared_out(room: Mapping[Stratum, int], left: int) -> dict[Stratum, int]:
    """Return LEFT shared out by ROOM, by the method of largest remainders; no part is larger than its room."""
    total = sum(room.values())
    if left >= total:
        return dict(room)
    parts = {each: left * size // total for each, size in room.items()}
    ranked = sorted(room, key=lambda each: (-(left * room[each] % total), each))
    for each in ranked[: left - sum(parts.values())]:
        parts[each] += 1
    return parts
