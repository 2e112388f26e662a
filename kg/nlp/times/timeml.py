"""Times in the terms of TimeML: the type and value of a TIMEX3, beside the stretch of the calendar.

A value says how precisely the text speaks: ``2008-W12`` is a week, ``2008-Q1`` a quarter, ``199`` a decade, ``P3D``
three days, ``PAST_REF`` some time ago. "Early" and "late" change no value; where a time is counted from another one,
its length is told too: "two years ago" is two years long.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from kg import vocabulary
from kg.model import TimeKind
from kg.nlp import numbers
from kg.nlp.times.periods import Period
from kg.nlp.times.timex import Expression
from kg.nlp.times.viewpoint import Fields

# The unit in which an expression of a kind speaks; the others name theirs.
_UNITS: Final = {
    **dict.fromkeys(
        (
            "iso",
            "named",
            "month_day",
            "day_month",
            "holiday",
            "weekday",
            "deictic",
            "daytime",
            "slashed",
        ),
        "day",
    ),
    **dict.fromkeys(("month", "month_year"), "month"),
    "half": "half",
    **dict.fromkeys(("year", "span"), "year"),
    "quarter": "quarter",
    "season": "season",
    "decade": "decade",
    "century": "century",
}
_LETTERS: Final = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "weekend": "WE", "month": "M",
    "fortnight": "W", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip
_COARSER: Final = vocabulary.table("time", "coarser")
_CLOCK_UNITS: Final = vocabulary.words("time", "clock_units")
_SEASONS: Final = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
_DAYTIMES: Final = tuple(vocabulary.table("time", "daytimes").items())
_CLOCK: Final = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap]\.?\s?m\b)|(?P<hour24>\d{1,2}):(?P<minute24>\d\d)",
    re.IGNORECASE,
)
_WEEKDAYS: Final = vocabulary.ordered("time", "short_weekdays")
_FUTURE: Final = vocabulary.words("time", "ahead_in_timeml")


@dataclass(frozen=True, slots=True)
class Terms:
    """The type and the value of a TIMEX3, and the length of what the words count."""

    kind: TimeKind
    value: str | None
    length: str | None = None


def terms(
    found: Expression, words: str, period: Period | None, today: Period | None = None
) -> Terms:
    """Return what TimeML says of an expression with these WORDS that means PERIOD; TODAY is the day of an hour alone.

    >>> from kg.nlp.times import periods
    >>> from kg.nlp.times.timex import expressions
    >>> [found] = expressions("late last week")
    >>> terms(found, "late last week", periods.week(date(2008, 3, 20))).value
    '2008-W12'
    """
    fields = found.fields
    length = _length(fields)
    if found.kind == "clock":
        return Terms(TimeKind.TIME, _time(period or today, words))
    if found.kind == "set":
        return Terms(TimeKind.SET, _repeated(fields))
    if found.kind == "length":
        return Terms(TimeKind.DURATION, length, length)
    if found.kind == "vague":
        ahead = any(word in _FUTURE for word in words.lower().split())
        return Terms(TimeKind.DATE, "FUTURE_REF" if ahead else "PAST_REF", length)
    if found.kind in ("counted", "within", "first_months", "months_to"):
        length = length or duration("1", "year")
        return Terms(TimeKind.DURATION, length, length)
    if period is None:
        return Terms(TimeKind.DATE, None, length)
    time = _time(period, words)
    if time is not None:
        return Terms(TimeKind.TIME, time)
    return Terms(TimeKind.DATE, _date(found, period), length)


def interval(first: str | None, last: str | None) -> str | None:
    """Return the value of what lasts from one time to another, as ISO 8601 writes it."""
    return None if first is None or last is None else f"{first}/{last}"


def duration(count: str, unit: str) -> str:
    """Return COUNT of a UNIT as a duration; X for a count that nobody tells.

    >>> duration("3", "day"), duration("30", "minute"), duration("X", "year")
    ('P3D', 'PT30M', 'PXY')
    """
    return f"P{'T' if unit in _CLOCK_UNITS else ''}{count}{_LETTERS[unit]}"


def _repeated(fields: Fields) -> str:
    """Return how often: every Monday, every two months."""
    day = fields.get("weekday") or fields.get("days")
    if day is not None:
        return f"XXXX-WXX-{_WEEKDAYS.index(day[:3]) + 1}"
    return duration("1", _singular(fields["unit"]))


def _date(found: Expression, period: Period) -> str | None:
    unit = _UNITS.get(found.kind) or _unit_of(found.fields)
    if found.kind in ("ago", "in"):
        unit = _COARSER.get(unit or "", unit)
    if unit not in _WRITTEN:
        return None
    first = _WRITTEN[unit](period.first)
    several = found.kind == "span" or (unit == "day" and not period.is_point)
    return interval(first, _WRITTEN[unit](period.last)) if several else first


def _unit_of(fields: Fields) -> str | None:
    if "yearend" in fields:
        return "year"
    if "slice" in fields:
        part = _singular(fields["slice"])
        return part if part in ("week", "weekend") else "day"
    name = fields.get("unit") or fields.get("unit2") or ("weekend" if "weekend" in fields else None)
    return None if name is None else _singular(name)


def _singular(name: str) -> str:
    return {"centuries": "century"}.get(name, name.removesuffix("s"))


def _length(fields: Fields) -> str | None:
    """Return how much the words count: of "two and a half years ago" P2.5Y."""
    if "count" not in fields or (unit := _unit_of(fields)) is None:
        return None
    words = fields["count"]
    number = Decimal(1) if words in ("a", "an") else numbers.parse(words)
    if number is None or re.match(r"several|some|many|a few|a couple", words):
        return duration("X", unit)
    amount = Decimal(number) + (Decimal("0.5") if "half" in fields else 0)
    if unit == "fortnight":
        amount, unit = 2 * amount, "week"
    return duration(numbers.canonical(amount), unit)


def _time(period: Period | None, words: str) -> str | None:
    """Return the day with the hour or the part of the day that the WORDS name; None where they name none."""
    lower = words.lower()
    clock = _CLOCK.search(lower)
    named = (name for word, name in _DAYTIMES if re.search(rf"\b{word}\b", lower))
    hour = _hour(clock) if clock is not None else next(named, None)
    if hour is None:
        return None
    return f"{period.first.isoformat() if period is not None else 'XXXX-XX-XX'}T{hour}"


def _hour(clock: re.Match[str]) -> str:
    if clock["hour24"] is not None:
        return f"{int(clock['hour24']):02}:{clock['minute24']}"
    hour = int(clock["hour"]) % 12 + (12 if clock["half"].startswith("p") else 0)
    return f"{hour:02}:{clock['minute'] or '00'}"


def _season(moment: date) -> str:
    begin = max((month for month in _SEASONS if month <= moment.month), default=12)
    return f"{moment.year - (moment.month < begin)}-{_SEASONS[begin]}"


def _week(moment: date) -> str:
    year, week, _ = moment.isocalendar()
    return f"{year}-W{week:02}"


_WRITTEN: Final[dict[str, Callable[[date], str]]] = {
    "day": date.isoformat,
    "week": _week,
    "weekend": lambda moment: f"{_week(moment)}-WE",
    "month": lambda moment: f"{moment:%Y-%m}",
    "half": lambda moment: f"{moment.year}-H{1 + (moment.month > 6)}",
    "quarter": lambda moment: f"{moment.year}-Q{(moment.month + 2) // 3}",
    "season": _season,
    "year": lambda moment: f"{moment:%Y}",
    "decade": lambda moment: f"{moment:%Y}"[:3],
    "century": lambda moment: f"{moment:%Y}"[:2],
}
