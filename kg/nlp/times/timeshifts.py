"""Times that are counted from another one: "last week", "two years ago", "the next day"."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from kg import vocabulary
from kg.nlp import numbers
from kg.nlp.times import periods
from kg.nlp.times.periods import Grain, Period
from kg.nlp.times.viewpoint import (
    AHEAD,
    BACK,
    SPOKEN,
    Direction,
    Fields,
    Unresolvable,
    Viewpoint,
    published,
)

_STEPS: Final[dict[str, relativedelta]] = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "fortnight": relativedelta(weeks=2),
    "weekend": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
    "decade": relativedelta(years=10),
    "century": relativedelta(years=100),
}
_CALENDAR: Final[dict[str, Callable[[date], Period]]] = {
    "day": periods.day,
    "week": periods.week,
    "weekend": periods.weekend,
    "month": periods.month,
    "quarter": periods.quarter,
    "year": periods.year,
    "decade": periods.decade,
    "century": periods.century,
}
_FINEST: Final = {
    "day": Grain.DAY,
    "week": Grain.DAY,
    "fortnight": Grain.DAY,
    "weekend": Grain.DAY,
    "month": Grain.MONTH,
    "quarter": Grain.MONTH,
}


_FORWARD: Final = vocabulary.words("time", "forward")
_SLIGHTLY: Final = vocabulary.ordered("time", "slightly")
_COARSER: Final = vocabulary.table("time", "coarser")


def _singular(word: str) -> str:
    return {"centuries": "century"}.get(word, word.removesuffix("s"))


def unit(fields: Fields, view: Viewpoint) -> Period:
    """Return the week, month, year and so on beside the day of publication or the time spoken of."""
    if "yearend" in fields:
        return periods.months(published(view).year, 12)
    if "weekend" in fields and "relation" not in fields:
        return _weekend(view)
    name = fields.get("unit") or fields["unit2"]
    if name not in _CALENDAR:
        raise Unresolvable
    relation = fields.get("relation", "this")
    if relation in SPOKEN or (relation == "next" and name == "day"):
        return _unit_beside(relation, name, view)
    if name == "day":
        raise Unresolvable
    shift = -1 if relation in BACK else 1 if relation in AHEAD else 0
    return _CALENDAR[name](published(view) + _STEPS[name] * shift)


def _weekend(view: Viewpoint) -> Period:
    today = published(view)
    this = periods.weekend(today)
    if view.direction is Direction.FUTURE or this.first <= today:
        return this
    return periods.weekend(today - timedelta(days=7))


def _unit_beside(relation: str, unit: str, view: Viewpoint) -> Period:
    spoken = view.spoken
    if spoken is None or spoken.grain > _FINEST.get(unit, Grain.YEAR):
        raise Unresolvable
    shift = {"previous": -1, "preceding": -1, "following": 1, "next": 1}.get(relation, 0)
    base = spoken.last if shift > 0 else spoken.first
    return _CALENDAR[unit](base + _STEPS[unit] * shift)


def _number(fields: Fields) -> int:
    words = fields["count"]
    if words in ("a", "an"):
        return 1
    number = numbers.parse(words)
    if number is None or re.match(r"several|some|many|a few|a couple", words):
        raise Unresolvable
    return int(number)


def ago(fields: Fields, view: Viewpoint) -> Period:
    """Return the time that is a number of units before or after another."""
    direction = fields["direction"]
    unit = _singular(fields["unit"])
    forward = direction in _FORWARD
    amount = _number(fields) * (1 if forward else -1)
    from_now = direction in ("ago", "from now", "hence")
    if unit in ("minute", "hour") or "event" in fields:
        raise Unresolvable
    if from_now:
        base = periods.day(published(view))
    elif view.spoken is not None:
        base = view.spoken
    elif not forward:
        base = periods.day(published(view))
    else:
        raise Unresolvable
    limit = _limit(fields)
    if limit is None:
        return _moved(base, unit, amount, half="half" in fields)
    return _limited(base, unit, amount, within=limit == "within")


def is_beyond(fields: Fields) -> bool:
    """Tell whether a time is farther off than the words count: "more than two years ago"."""
    return _limit(fields) == "beyond"


def is_forward(fields: Fields) -> bool:
    """Tell whether the words count forward: "two days later"."""
    return fields["direction"] in _FORWARD


def _limit(fields: Fields) -> str | None:
    """Return whether the time lies within, or beyond, what the words count; "just over a year ago" is a year ago."""
    words = fields.get("fuzzy", "")
    if words.startswith(_SLIGHTLY):
        return None
    if words.endswith(("less than", "under", "fewer than", "no more than")):
        return "beyond" if words == "no less than" else "within"
    return "beyond" if words.endswith(("more than", "over", "at least")) else None


def _limited(base: Period, unit: str, amount: int, *, within: bool) -> Period:
    """Return the stretch between BASE and a number of units from it, or its far end if it is not WITHIN it."""
    grain = Grain.YEAR if unit in ("decade", "century") else _FINEST.get(unit, Grain.MONTH)
    grain = max(base.grain, grain)
    moment = base.first + _STEPS[unit] * amount
    if not within:
        return Period(moment, moment, grain)
    return Period(min(moment, base.first), max(moment, base.last), grain)


def _moved(base: Period, unit: str, amount: int, *, half: bool = False) -> Period:
    """Return BASE moved by a number of units, as precise as the coarser of the two."""
    if base.grain > _FINEST.get(unit, Grain.YEAR):
        raise Unresolvable
    moment = base.first + _STEPS[unit] * amount
    if half and unit == "year":
        moment += relativedelta(months=6 if amount > 0 else -6)
    calendar = _COARSER.get(unit, unit)
    return _CALENDAR[calendar](moment)


def ahead(fields: Fields, view: Viewpoint) -> Period:
    """Return the time that is a number of units after the day of publication."""
    unit = _singular(fields["unit"])
    if unit in ("minute", "hour"):
        raise Unresolvable
    return _moved(periods.day(published(view)), unit, _number(fields))


def counted(fields: Fields, view: Viewpoint) -> Period:
    """Return the stretch of some units that ends or begins with the day of publication."""
    unit = _singular(fields["unit"])
    relation = fields.get("relation", "past")
    if relation in SPOKEN or relation in ("this", "current") or unit == "minute":
        raise Unresolvable
    today = published(view)
    amount = _number(fields) if "count" in fields else 1
    step = relativedelta(hours=1) if unit == "hour" else _STEPS[unit]
    grain = _FINEST.get(unit, Grain.DAY if unit == "hour" else Grain.YEAR)
    if grain is Grain.YEAR and amount == 1 and unit == "year":
        grain = Grain.MONTH
    if relation in AHEAD:
        return Period(today, _after(today, step, amount), grain)
    return Period(_after(today, step, -amount), today, grain)


def _after(today: date, step: relativedelta, amount: int) -> date:
    if step.hours:
        return today + timedelta(days=round(amount / 24))
    return today + step * amount


def adjacent(fields: Fields, view: Viewpoint) -> Period:
    """Return the day, week, month or year before or after the time last spoken of."""
    amount = 1 if fields["direction"] == "after" else -1
    if view.spoken is None:
        raise Unresolvable
    return _moved(view.spoken, fields["unit"], amount)
