"""The measured confidence of claims: how often claims of a kind were right when people judged them.

A kind is a band of the confidence that rules and network give, then a status, then a family of rules. A table of shares
is a text file with tabs, which ``kg audit`` writes and a build takes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple, Self

from kg.errors import ConfigError
from kg.iri import digest

COLUMNS: Final = ("confidence", "status", "rule", "share", "judged")
ANY: Final = "*"  # stands for every status, or every rule
# Below the first an event is no fact; above the last are rules that are rarely wrong.
EDGES: Final = (0.6, 0.85)


class Kind(NamedTuple):
    """A kind of claims; ANY stands for all statuses or rules."""

    band: str
    status: str = ANY
    rule: str = ANY


class Measured(NamedTuple):
    """The SHARE of the claims of a kind that is right, and how many were JUDGED for it."""

    share: float
    judged: int


@dataclass(frozen=True)
class Calibration:
    """Measured shares by kinds of claims; without any, confidences stay as they are.

    >>> table = Calibration.of({Kind(band(0.9), "Asserted", "lexicon"): Measured(0.94, 83)})
    >>> [table.confidence(rule, "Asserted", 0.9) for rule in ("lexicon:charge", "mine")]
    [0.94, 0.9]
    """

    rows: tuple[tuple[Kind, Measured], ...] = ()

    @classmethod
    def of(cls, shares: Mapping[Kind, Measured]) -> Self:
        """Return the calibration that has these SHARES."""
        return cls(tuple(sorted(shares.items())))

    @cached_property
    def shares(self) -> Mapping[Kind, Measured]:
        """What was measured, by kind."""
        return dict(self.rows)

    @cached_property
    def _families(self) -> frozenset[str]:
        return frozenset(kind.rule for kind in self.shares)

    @property
    def digest(self) -> str:
        """A digest of the shares; "none" where there are none."""
        return digest(*self.lines()) if self.rows else "none"

    def confidence(self, rule: str, status: str, given: float) -> float:
        """Return how often claims like this one are right; what is GIVEN where no claim of such a rule was judged."""
        name, within = family(rule), band(given)
        if name not in self._families:
            return given
        kinds = (Kind(within, status, name), Kind(within, status), Kind(within))
        found = next((self.shares[kind] for kind in kinds if kind in self.shares), None)
        return given if found is None else found.share

    def lines(self) -> Iterator[str]:
        """Yield the table as lines of text, the same for the same shares; ``read`` takes them."""
        yield "\t".join(COLUMNS)
        for kind, found in self.rows:
            yield "\t".join((*kind, f"{found.share:.2f}", str(found.judged)))


def band(confidence: float) -> str:
    """Return the band that CONFIDENCE lies in.

    >>> band(0.45), band(0.6), band(1.0)
    ('0 to 0.6', '0.6 to 0.85', '0.85 to 1')
    """
    ends = (0.0, *EDGES, 1.0)
    place = sum(confidence >= edge for edge in EDGES)
    return f"{ends[place]:g} to {ends[place + 1]:g}"


GIVEN: Final = Calibration()  # confidences as rules and network give them


def family(rule: str) -> str:
    """Return the family of a RULE: its kind without the word, the sense or the version that it is of.

    >>> family("lexicon:charge"), family("network:2026.4:events"), family("apposition")
    ('lexicon', 'network:events', 'apposition')
    """
    first, *others = rule.split(":")
    return f"{first}:{others[-1]}" if len(others) > 1 else first


def read(path: Path) -> Calibration:
    """Return the table in the file at PATH; raise ConfigError where it is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text in UTF-8"
        raise ConfigError(
            f"{path}: cannot be read: {reason.lower()}; give a table that kg audit --calibrate wrote"
        ) from error
    header, *rows = text.splitlines() or [""]
    if tuple(header.split("\t")) != COLUMNS:
        raise ConfigError(f"{path}: is no table of shares; write one with kg audit --calibrate")
    shares: dict[Kind, Measured] = {}
    for number, row in enumerate(rows, start=2):
        kind, measured = _row(row.split("\t"), f"{path}, line {number}")
        if kind in shares:
            raise ConfigError(
                f"{path}, line {number}: a kind stands there twice; leave one of them"
            )
        shares[kind] = measured
    return Calibration.of(shares)


def _row(cells: list[str], place: str) -> tuple[Kind, Measured]:
    try:
        within, status, rule, share, judged = cells
        measured = Measured(float(share), int(judged))
    except ValueError:
        within, measured = "", Measured(-1, 0)
    if within not in map(band, (0.0, *EDGES)) or not 0 <= measured.share <= 1:
        raise ConfigError(
            f"{place}: is no row of a table of shares; write it again with kg audit --calibrate"
        )
    return Kind(within, status, rule), measured
