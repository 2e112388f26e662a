"""Parts of months and years that a text counts: "the first week of March", "the three months to December"."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from kg import vocabulary
from kg.nlp import numbers
from kg.nlp.times import periods
from kg.nlp.times.periods import Grain, Period
from kg.nlp.times.viewpoint import Fields, Unresolvable

Year = Callable[[Fields], int | None]

_NTH: Final = vocabulary.numbers("time", "nth")
_WEEKDAYS: Final = vocabulary.ordered("time", "weekdays")
_FEW_DAYS: Final = 5  # "the last days of February"


def of_month(fields: Fields, month: Period) -> Period:
    """Return a week, a weekend, a weekday or the first or last days of a MONTH.

    >>> may = periods.months(2025, 5)
    >>> of_month({"nth": "last", "slice": "weekend"}, may).start
    '2025-05-31'
    >>> of_month({"nth": "second", "slice": "tuesday"}, may).start
    '2025-05-13'
    >>> first = of_month({"nth": "first", "slice": "week"}, may)
    >>> first.start, first.end
    ('2025-05-01', '2025-05-07')
    """
    nth, part = _NTH[fields["nth"]], fields["slice"]
    if part in ("day", "days"):
        count = 1 if part == "day" else _FEW_DAYS
        first = month.last - timedelta(days=count - 1) if nth < 0 else month.first
        return periods.days(
            first + timedelta(days=max(nth, 0)), first + timedelta(days=max(nth, 0) + count - 1)
        )
    if part == "week":
        if nth < 0:
            return periods.days(month.last - timedelta(days=6), month.last)
        first = month.first + timedelta(days=7 * nth)
        return periods.days(first, first + timedelta(days=6))
    days = _days_of(month, _WEEKDAYS.index("saturday" if part == "weekend" else part))
    if nth >= len(days):
        raise Unresolvable
    return periods.weekend(days[nth]) if part == "weekend" else periods.day(days[nth])


def _days_of(month: Period, weekday: int) -> list[date]:
    """Return the days of a MONTH that fall on a WEEKDAY, Monday being 0."""
    first = month.first + timedelta(days=(weekday - month.first.weekday()) % 7)
    return [first + timedelta(days=shift) for shift in range(0, (month.last - first).days + 1, 7)]


def of_year(fields: Fields, year: int) -> Period:
    """Return the first or the last months or weeks of a YEAR.

    >>> of_year({"nth": "first", "count": "nine", "unit": "months"}, 2025).end
    '2025-09'
    """
    count = _count(fields)
    if fields["unit"].startswith("week"):
        first = (
            date(year, 1, 1)
            if fields["nth"] == "first"
            else date(year, 12, 31) - timedelta(7 * count - 1)
        )
        return periods.days(first, first + timedelta(days=7 * count - 1))
    return periods.months(year, 1 if fields["nth"] == "first" else 13 - count, count)


def months_to(fields: Fields, last: Period) -> Period:
    """Return the months that end with the LAST one.

    >>> months_to({"count": "three", "unit": "months"}, periods.months(2025, 12)).start
    '2025-10'
    """
    count = 12 if fields["unit"] == "year" else _count(fields)
    before = last.first.year * 12 + last.first.month - count  # months since the year 0, from 0
    return Period(periods.months(before // 12, before % 12 + 1).first, last.last, Grain.MONTH)


def _count(fields: Fields) -> int:
    number = numbers.parse(fields["count"])
    if number is None or not 0 < number <= 12:
        raise Unresolvable
    return int(number)
