"""Stretches of the calendar and the arithmetic on them.

Seasons are those of the northern hemisphere, weeks begin on Monday.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Final

from dateutil.easter import EASTER_ORTHODOX, easter
from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta

from kg import vocabulary


class Grain(IntEnum):
    """The precision with which the ends of a period are known."""

    DAY = 1
    MONTH = 2
    YEAR = 3


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days FIRST to LAST, both included, and how they are written."""

    first: date
    last: date
    grain: Grain

    @property
    def start(self) -> str:
        """The first day, month or year as xsd:date, xsd:gYearMonth or xsd:gYear."""
        return _lexical(self.first, self.grain)

    @property
    def end(self) -> str:
        """The last day, month or year as xsd:date, xsd:gYearMonth or xsd:gYear."""
        return _lexical(self.last, self.grain)

    @property
    def is_point(self) -> bool:
        """Whether one day, one month or one year is meant."""
        return self.start == self.end


def _lexical(moment: date, grain: Grain) -> str:
    return moment.isoformat()[: {Grain.DAY: 10, Grain.MONTH: 7, Grain.YEAR: 4}[grain]]


def day(moment: date) -> Period:
    """Return the period of one day."""
    return Period(moment, moment, Grain.DAY)


def days(first: date, last: date) -> Period:
    """Return the days FIRST to LAST."""
    return Period(first, last, Grain.DAY)


def week(moment: date) -> Period:
    """Return the week of a day.

    >>> week(date(2026, 3, 12)).start, week(date(2026, 3, 12)).end
    ('2026-03-09', '2026-03-15')
    """
    monday = moment - timedelta(days=moment.weekday())
    return days(monday, monday + timedelta(days=6))


def weekend(moment: date) -> Period:
    """Return the Saturday and the Sunday of a day's week."""
    saturday = moment + timedelta(days=5 - moment.weekday())
    return days(saturday, saturday + timedelta(days=1))


def months(year_: int, month_: int, count: int = 1) -> Period:
    """Return COUNT months from MONTH_ of YEAR_.

    >>> months(2025, 12, 3).start, months(2025, 12, 3).end
    ('2025-12', '2026-02')
    """
    first = date(year_, month_, 1)
    return Period(first, first + relativedelta(months=count, days=-1), Grain.MONTH)


def month(moment: date) -> Period:
    """Return the month of a day."""
    return months(moment.year, moment.month)


def quarter(moment: date) -> Period:
    """Return the quarter of a day."""
    return months(moment.year, 3 * ((moment.month - 1) // 3) + 1, 3)


def years(first: int, count: int = 1) -> Period:
    """Return COUNT years from FIRST.

    >>> years(1990, 10).start, years(1990, 10).end
    ('1990', '1999')
    """
    return Period(date(first, 1, 1), date(first + count - 1, 12, 31), Grain.YEAR)


def year(moment: date) -> Period:
    """Return the year of a day."""
    return years(moment.year)


def decade(moment: date) -> Period:
    """Return the decade of a day."""
    return years(moment.year // 10 * 10, 10)


def century(moment: date) -> Period:
    """Return the century of a day.

    >>> century(date(1900, 1, 1)).start
    '1801'
    """
    return years((moment.year - 1) // 100 * 100 + 1, 100)


_SEASONS: Final = vocabulary.numbers("time", "seasons")


def season(name: str, year_: int) -> Period:
    """Return the season that begins in YEAR_."""
    return months(year_, _SEASONS[name], 3)


def part(whole: Period, name: str) -> Period:
    """Return the early, middle or late third of a period, or its first or second half.

    >>> part(years(2025), "late").start, part(months(2025, 2), "mid").end
    ('2025-09', '2025-02-20')
    >>> part(day(date(2025, 2, 3)), "late").start
    '2025-02-03'
    """
    if whole.first == whole.last:
        return whole
    grain = _below(whole)
    count = _count(whole, grain)
    low, high = _SHARES[name]
    low, high = round(count * low), round(count * high)
    last = whole.last if high == count else _move(whole.first, grain, high) - timedelta(days=1)
    return Period(_move(whole.first, grain, low), last, grain)


_SHARES: Final = {
    "early": (0.0, 1 / 3),
    "mid": (1 / 3, 2 / 3),
    "late": (2 / 3, 1.0),
    "first half": (0.0, 0.5),
    "second half": (0.5, 1.0),
}


def _below(whole: Period) -> Grain:
    """Return the precision with which a third of a period can be told."""
    length = (whole.last - whole.first).days
    if length < 80:
        return Grain.DAY
    return Grain.MONTH if length < 800 else Grain.YEAR


def _count(whole: Period, grain: Grain) -> int:
    if grain is Grain.DAY:
        # The thirds of every month end on the same days.
        return 30 if whole.grain is Grain.MONTH else (whole.last - whole.first).days + 1
    span = relativedelta(whole.last + timedelta(days=1), whole.first)
    return span.years if grain is Grain.YEAR else span.years * 12 + span.months


def _move(moment: date, grain: Grain, count: int) -> date:
    match grain:
        case Grain.DAY:
            return moment + timedelta(days=count)
        case Grain.MONTH:
            return moment + relativedelta(months=count)
        case Grain.YEAR:
            return moment + relativedelta(years=count)


_WEEKDAYS: Final = (MO, TU, WE, TH, FR, SA, SU)


def _nth_weekday(year_: int, month_: int, weekday: int, nth: int) -> date:
    day_ = 31 if nth < 0 else 1
    return date(year_, month_, 1) + relativedelta(day=day_, weekday=_WEEKDAYS[weekday](nth))


_FIXED: Final = {
    name: tuple(map(int, day.split()))
    for name, day in vocabulary.table("holidays", "fixed").items()
}
_FROM_EASTER: Final = vocabulary.numbers("holidays", "from_easter")
_NTH: Final = {
    name: tuple(map(int, day.split())) for name, day in vocabulary.table("holidays", "nth").items()
}
_ORTHODOX_EASTER: Final = "orthodox easter"
HOLIDAYS: Final = tuple(
    sorted(
        {*_FIXED, *_FROM_EASTER, *_NTH, _ORTHODOX_EASTER},
        key=lambda name: (-len(name), name),
    )
)


def holiday(name: str, year_: int) -> date:
    """Return the day of a holiday.

    >>> holiday("good friday", 2026), holiday("thanksgiving", 2025)
    (datetime.date(2026, 4, 3), datetime.date(2025, 11, 27))
    """
    if name in _FIXED:
        return date(year_, *_FIXED[name])
    if name in _FROM_EASTER:
        return easter(year_) + timedelta(days=_FROM_EASTER[name])
    if name == _ORTHODOX_EASTER:
        return easter(year_, EASTER_ORTHODOX)
    return _nth_weekday(year_, *_NTH[name])
