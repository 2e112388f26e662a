"""Which days, months and years a time expression means, seen from a viewpoint.

Nothing here knows of tokens: the viewpoint says what the sentence and the text before it decide.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from kg import vocabulary
from kg.nlp.times import periods, timeparts, timeshifts
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


def resolve(kind: str, fields: Fields, view: Viewpoint) -> Period | None:
    """Return the period that an expression of KIND means; None where the text leaves it open.

    >>> thursday = date(2026, 3, 12)
    >>> resolve("weekday", {"weekday": "monday"}, Viewpoint(published=thursday)).start
    '2026-03-09'
    >>> ahead = Viewpoint(published=thursday, direction=Direction.FUTURE)
    >>> resolve("month", {"month": "june"}, ahead).start
    '2026-06'
    """
    try:
        found = _RESOLVERS[kind](fields, view)
        name = fields.get("part")
        return periods.part(found, _PARTS[name]) if name else found
    except (Unresolvable, OverflowError, ValueError):
        # ValueError: a day that the calendar does not have, such as 31 June.
        return None


_PARTS: Final = vocabulary.table("time", "parts")
_MONTHS: Final = vocabulary.ordered("time", "months")
_WEEKDAYS: Final = vocabulary.ordered("time", "short_weekdays")
_ORDINALS: Final = vocabulary.ordered("time", "quarters")
_CENTURIES: Final = vocabulary.numbers("time", "centuries")


def _month_number(fields: Fields) -> int:
    return (
        int(fields["month"])
        if fields["month"].isdigit()
        else _MONTHS.index(fields["month"][:3]) + 1
    )


def _day_number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


# A clause that leaves the direction open looks back, but not so far that the next one is much nearer.
_REACH: Final = 270


def _closest(candidates: list[Period], view: Viewpoint) -> Period:
    """Return the candidate that the direction of the clause asks for: the nearest past or future one."""
    today = published(view)
    past = [c for c in candidates if c.first <= today][-1]
    future = next(c for c in candidates if c.last >= today)
    match view.direction:
        case Direction.FUTURE:
            return future
        case Direction.PAST:
            return past
        case Direction.UNKNOWN:
            return future if (today - past.last).days > _REACH else past


def _around(view: Viewpoint, make: Callable[[int], Period]) -> list[Period]:
    this = published(view).year
    return [make(this + shift) for shift in (-2, -1, 0, 1, 2)]


def _explicit_year(fields: Fields, view: Viewpoint) -> int | None:
    if year := fields.get("year"):
        return int(year)
    if word := fields.get("relyear"):
        return published(view).year + {"last": -1, "this": 0, "next": 1}[word]
    return None


def _date(fields: Fields, view: Viewpoint) -> Period:
    month, day = _month_number(fields), _day_number(fields["day"])
    last = _day_number(fields.get("day2", fields["day"]))
    year = _explicit_year(fields, view)

    def make(of: int) -> Period:
        return periods.days(date(of, month, day), date(of, month, last))

    if year is not None:
        return make(year)
    if (month, day) == (2, 29):
        this = published(view).year
        return _closest([make(leap) for leap in range(this - 8, this + 9) if _is_leap(leap)], view)
    candidates = _around(view, make)
    closest = _closest(candidates, view)
    if view.direction is Direction.UNKNOWN or _distance(closest, published(view)) > _REACH:
        # Nobody leaves out the year of a day that is farther off than the same day of another year.
        return min(candidates, key=lambda c: (_distance(c, published(view)), c.first))
    return closest


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _named(fields: Fields, view: Viewpoint) -> Period:
    return periods.day(date(2001, 9, 11))


def _month_year(fields: Fields, view: Viewpoint) -> Period:
    year = _explicit_year(fields, view)
    if year is None:
        raise Unresolvable
    return periods.months(year, _month_number(fields))


def _month(fields: Fields, view: Viewpoint) -> Period:
    month = _month_number(fields)
    return _recurring(fields, view, lambda of: periods.months(of, month))


def _recurring(fields: Fields, view: Viewpoint, make: Callable[[int], Period]) -> Period:
    """Return what comes back every year: the last one, the next one, the same one, or the nearest."""
    relation = fields.get("relation")
    today = published(view)
    candidates = _around(view, make)
    if relation in SPOKEN:
        return _beside(relation, candidates, view)
    if relation in BACK:
        return [c for c in candidates if c.last < today][-1]
    if relation in AHEAD:
        return next(c for c in candidates if c.first > today)
    if relation in ("this", "current"):
        return next((c for c in candidates if _distance(c, today) == 0), make(today.year))
    return _closest(candidates, view)


def _beside(relation: str, candidates: list[Period], view: Viewpoint) -> Period:
    if view.spoken is None:
        raise Unresolvable
    spoken = view.spoken
    if relation in ("previous", "preceding"):
        return [c for c in candidates if c.last < spoken.first][-1]
    if relation == "following":
        return next(c for c in candidates if c.first > spoken.last)
    return min(candidates, key=lambda c: _distance(c, spoken.first))


def _distance(period: Period, today: date) -> int:
    if period.first <= today <= period.last:
        return 0
    return min(abs((period.first - today).days), abs((period.last - today).days))


def _quarter(fields: Fields, view: Viewpoint) -> Period:
    name = fields.get("q") or fields["nth"]
    number = _ORDINALS.index(name) + 1 if name in _ORDINALS else _day_number(name)
    year = _explicit_year(fields, view)
    if year is not None:
        return periods.months(year, 3 * number - 2, 3)
    return _closest(_around(view, lambda of: periods.months(of, 3 * number - 2, 3)), view)


def _half(fields: Fields, view: Viewpoint) -> Period:
    number = int(fields["h"])
    year = _explicit_year(fields, view)
    if year is not None:
        return periods.months(year, 6 * number - 5, 6)
    return _closest(_around(view, lambda of: periods.months(of, 6 * number - 5, 6)), view)


def _nth_of_month(fields: Fields, view: Viewpoint) -> Period:
    if "month" in fields:
        year = _explicit_year(fields, view)
        month = periods.months(year, _month_number(fields)) if year else _month(fields, view)
    else:
        month = timeshifts.unit({"unit": "month", "relation": fields["relmonth"]}, view)
    return timeparts.of_month(fields, month)


def _first_months(fields: Fields, view: Viewpoint) -> Period:
    return timeparts.of_year(fields, _explicit_year(fields, view) or published(view).year)


def _months_to(fields: Fields, view: Viewpoint) -> Period:
    year = _explicit_year(fields, view)
    last = periods.months(year, _month_number(fields)) if year else _month(fields, view)
    return timeparts.months_to(fields, last)


def _slashed(fields: Fields, view: Viewpoint) -> Period:
    """Return the day of "18/7/2007"; "7/8/2007" is one in July for some and one in August for others."""
    one, two = int(fields["one"]), int(fields["two"])
    year = int(fields["year"])
    if year < 100:
        year += 2000 if 2000 + year <= published(view).year + 1 else 1900
    if one != two and max(one, two) <= 12:
        raise Unresolvable
    return periods.day(date(year, min(one, two), max(one, two)))


def _season(fields: Fields, view: Viewpoint) -> Period:
    year = _explicit_year(fields, view)
    if year is not None:
        return periods.season(fields["season"], year)
    return _recurring(fields, view, lambda of: periods.season(fields["season"], of))


def _holiday(fields: Fields, view: Viewpoint) -> Period:
    def make(of: int) -> Period:
        return periods.day(periods.holiday(fields["holiday"], of))

    year = _explicit_year(fields, view)
    return make(year) if year is not None else _recurring(fields, view, make)


def _decade(fields: Fields, view: Viewpoint) -> Period:
    first = int(fields["decade"]) if "decade" in fields else 1900 + int(fields["short"])
    return periods.years(first, 10)


def _century(fields: Fields, view: Viewpoint) -> Period:
    number = _CENTURIES.get(fields["nth"]) or _day_number(fields["nth"])
    return periods.years(100 * number - 99, 100)


def _weekday(fields: Fields, view: Viewpoint) -> Period:
    today = published(view)
    number = _WEEKDAYS.index(fields["weekday"][:3])
    back = (today.weekday() - number) % 7
    ahead = -back % 7
    relation = fields.get("relation")
    if week := fields.get("relweek"):
        return _shifted_weekday(today, number, {"last": -1, "this": 0, "next": 1}[week])
    if relation in SPOKEN:
        return _weekday_beside(relation, number, view)
    if relation in BACK:
        return periods.day(today - timedelta(days=back or 7))
    if relation == "next":
        # Said on a Thursday, "next Monday" is in four days and "next Friday" in eight.
        return _shifted_weekday(today, number, 1)
    if relation in AHEAD:
        return periods.day(today + timedelta(days=ahead or 7))
    if relation in ("this", "current"):
        return _shifted_weekday(today, number, 0)
    future = view.direction is Direction.FUTURE
    return periods.day(today + timedelta(days=ahead) if future else today - timedelta(days=back))


def _shifted_weekday(today: date, number: int, weeks: int) -> Period:
    return periods.day(today + timedelta(days=number - today.weekday() + 7 * weeks))


def _weekday_beside(relation: str, number: int, view: Viewpoint) -> Period:
    spoken = _spoken_day(view)
    back = (spoken.weekday() - number) % 7
    if relation in ("previous", "preceding"):
        return periods.day(spoken - timedelta(days=back or 7))
    return periods.day(spoken + timedelta(days=-back % 7 or (7 if relation == "following" else 0)))


def _spoken_day(view: Viewpoint) -> date:
    if view.spoken is None or view.spoken.grain is not Grain.DAY:
        raise Unresolvable
    return view.spoken.first


def _deictic(fields: Fields, view: Viewpoint) -> Period:
    today = published(view)
    if fields["word"] == "overnight":
        return periods.days(today - timedelta(days=1), today)
    shift = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}[fields["word"]]
    return periods.day(today + timedelta(days=2 * shift if "over" in fields else shift))


def _daytime(fields: Fields, view: Viewpoint) -> Period:
    match fields["relation"]:
        case "last":
            return periods.day(published(view) - timedelta(days=1))
        case "this":
            return periods.day(published(view))
        case "that" | "the same":
            return periods.day(_spoken_day(view))
        case "the previous":
            return periods.day(_spoken_day(view) - timedelta(days=1))
    return periods.day(_spoken_day(view) + timedelta(days=1))


def _year(fields: Fields, view: Viewpoint) -> Period:
    return periods.years(int(fields["year"]))


def _span(fields: Fields, view: Viewpoint) -> Period:
    first, last = fields["year"], fields["year2"]
    last = last if len(last) == 4 else first[:2] + last
    if int(last) < int(first):
        raise Unresolvable
    return periods.years(int(first), int(last) - int(first) + 1)


def _within(fields: Fields, view: Viewpoint) -> Period:
    return timeshifts.counted({**fields, "relation": "next"}, view)


def _open(fields: Fields, view: Viewpoint) -> Period:
    raise Unresolvable


_RESOLVERS: Final[dict[str, Callable[[Fields, Viewpoint], Period]]] = {
    "iso": _date,
    "named": _named,
    "month_day": _date,
    "day_month": _date,
    "slashed": _slashed,
    "nth_of_month": _nth_of_month,
    "first_months": _first_months,
    "months_to": _months_to,
    "month_year": _month_year,
    "month": _month,
    "half": _half,
    "quarter": _quarter,
    "season": _season,
    "holiday": _holiday,
    "decade": _decade,
    "century": _century,
    "weekday": _weekday,
    "deictic": _deictic,
    "ago": timeshifts.ago,
    "vague": _open,
    "counted": timeshifts.counted,
    "past": timeshifts.counted,
    "adjacent": timeshifts.adjacent,
    "daytime": _daytime,
    "unit": timeshifts.unit,
    "span": _span,
    "year": _year,
    "in": timeshifts.ahead,
    "clock": _open,
    "set": _open,
    "within": _within,
    "length": _open,
}
