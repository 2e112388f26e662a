"""From where a time expression is seen: the day of publication, the text before, the clause."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from kg import vocabulary
from kg.nlp.times.periods import Period

Fields = Mapping[str, str]

BACK: Final = vocabulary.ordered("time", "back")
AHEAD: Final = vocabulary.ordered("time", "ahead")
SPOKEN: Final = vocabulary.ordered("time", "spoken")


class Direction(Enum):
    """Where from the day of publication the clause looks."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewpoint:
    """The day of publication, the time last spoken of, and the direction of the clause."""

    published: date | None
    spoken: Period | None = None
    direction: Direction = Direction.UNKNOWN


class Unresolvable(Exception):  # noqa: N818 - it is no error
    """Nothing says which time is meant."""


def published(view: Viewpoint) -> date:
    """Return the day of publication."""
    if view.published is None:
        raise Unresolvable
    return view.published
