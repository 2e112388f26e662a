"""The scoreboard: the outcomes of several sets as JSON, and what changed since the last one."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import ConfigError
from kg.evaluate.measures import Outcome

_DIGITS: Final = 4
_NOISE: Final = 0.0005  # less than this is no change: it is rounding


@dataclass(frozen=True, slots=True)
class Change:
    """A measure that differs from the last scoreboard."""

    set: str
    measure: str
    before: float
    now: float
    worse: bool


class Board:
    """Outcomes by set and measure."""

    def __init__(self, outcomes: Iterable[Outcome]) -> None:
        self.outcomes = tuple(outcomes)

    def to_dict(self) -> dict[str, Any]:
        """Return the board as JSON has it; what depends on the machine stands apart from what does not."""
        return {outcome.name: _set(outcome) for outcome in self.outcomes}

    def serialize(self) -> str:
        """Return the board as a JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n"


def changes(before: Path, board: Board) -> Iterator[Change]:
    """Yield what differs from the scoreboard in the file BEFORE; sets that one of both lacks are left out."""
    try:
        known = json.loads(before.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"{before}: is no scoreboard: {error}; write one with --output"
        ) from error
    for outcome in board.outcomes:
        old = known.get(outcome.name, {}).get("measures", {})
        for measure in outcome.measures:
            value = old.get(measure.name, {}).get("value")
            if value is None or measure.timed or abs(value - measure.value) < _NOISE:
                continue
            worse = measure.value > value if measure.lower_is_better else measure.value < value
            yield Change(outcome.name, measure.name, value, measure.value, worse)


def _set(outcome: Outcome) -> dict[str, Any]:
    return {
        "articles": outcome.articles,
        "words": outcome.words,
        "measures": {
            measure.name: {
                key: round(value, _DIGITS) if isinstance(value, float) else value
                for key, value in (
                    ("value", measure.value),
                    ("precision", measure.precision),
                    ("recall", measure.recall),
                    ("gold", measure.gold or None),
                    ("goal", measure.goal),
                )
                if value is not None
            }
            for measure in outcome.measures
        },
        "articles per second": round(outcome.articles_per_second, 1),
        "words per second": round(outcome.words_per_second),
        "euro per 1,000 articles": 0,
    }
