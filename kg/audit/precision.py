"""The precision of a store as judged sheets tell it: in all, and by rule, status, predicate and band of confidence."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from kg.audit.estimate import Estimate, by, estimate, unseen
from kg.audit.judged import Judged
from kg.calibration import family

_UNJUDGED: Final = "not judged"
PARTS: Final[Mapping[str, Callable[[Judged], str]]] = {
    "fact": lambda row: "fact" if row.fact else "no fact",
    "rule": lambda row: family(row.rule),
    "status": lambda row: row.status,
    "predicate": lambda row: row.predicate,
    "confidence": lambda row: row.band,
}


@dataclass(frozen=True, slots=True)
class Precision:
    """How many claims of a store are right: WHOLE of all, PARTS by what tells kinds of claims apart.

    WHOLE is None where no claim was judged right or wrong. JUDGEMENTS counts rows of the sheet. UNSEEN is the share of
    the store in kinds of claims of which none was judged right or wrong; nothing is said of these.
    """

    whole: Estimate | None
    parts: Mapping[str, Sequence[tuple[str, Estimate]]]
    judgements: Mapping[str, int]
    unseen: float

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values for JSON."""
        return {
            "whole": None if self.whole is None else _plain(self.whole),
            "by": {
                part: {name: _plain(each) for name, each in found}
                for part, found in self.parts.items()
            },
            "judgements": dict(self.judgements),
            "unseen": round(self.unseen, 4),
        }


def precision(rows: Sequence[Judged]) -> Precision:
    """Return what ROWS tell of the store that they were drawn from."""
    return Precision(
        whole=estimate(rows, lambda _: True),
        parts={part: list(by(rows, key)) for part, key in PARTS.items()},
        judgements=dict(sorted(Counter(row.judgement or _UNJUDGED for row in rows).items())),
        unseen=unseen(rows),
    )


def _plain(found: Estimate) -> dict[str, float | int]:
    return {name: round(value, 4) for name, value in asdict(found).items()}
