"""Publication dates, from any common way of writing them to ISO 8601, and never by a silent guess.

What cannot be decided (day or month first, no year, no day) is a ``ValueError`` that says why.
The clock is never asked.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Final

MONTH: Final = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
WEEKDAY: Final = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?)"
_ZONES: Final = {
    **{"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7},
    **{
        "GMT": 0,
        "UTC": 0,
        "Z": 0,
        "BST": 1,
        "WET": 0,
        "WEST": 1,
        "CET": 1,
        "CEST": 2,
        "EET": 2,
        "EEST": 3,
    },
}
_HALF_ZONES: Final = r"ET|CT|MT|PT"  # summer time or not: the offset depends on the date
_NUMERIC: Final = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
_CLOCK: Final = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?|noon|midnight"
_WORD: Final = (
    rf"(?:{_NUMERIC}(?:T[\d:.]+Z?)?|{_CLOCK}|\d{{1,4}}(?:st|nd|rd|th)?|{MONTH}|{WEEKDAY}|[ap]\.?m\.?"
    rf"|{'|'.join(_ZONES)}|{_HALF_ZONES}|(?-i:[A-Z]{{2,4}}T)|[+-]\d{{2}}:?\d{{2}}|at|on|of)"
)
_STAMP: Final = re.compile(rf"(?:{_WORD}(?![^\W_])[\s,.|•·–—()-]*)+", re.IGNORECASE)
_DATED: Final = re.compile(
    rf"\b(?:{MONTH}\s+\d|\d\w*\s+(?:of\s+)?{MONTH}|{_NUMERIC})", re.IGNORECASE
)
_NAMED_DAY: Final = re.compile(rf"\b(?:{MONTH}\s+\d|\d\w*\s+(?:of\s+)?{MONTH})", re.IGNORECASE)
_WEEKDAYS: Final = re.compile(rf"\b{WEEKDAY}", re.IGNORECASE)
_TIMED: Final = re.compile(rf"\b(?:{_CLOCK})", re.IGNORECASE)
_ISO: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?", re.I
)
_COMPACT: Final = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)$")
_COMPACT_TIME: Final = re.compile(
    r"^((?:19|20)\d\d)(\d\d)(\d\d)T?(\d\d)(\d\d)(\d\d)(Z|[+-]\d{4})?$", re.IGNORECASE
)
_YEAR_FIRST: Final = re.compile(r"^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?!\d)")
_MERIDIEM: Final = re.compile(r"\b([ap])\.\s?m\.?", re.IGNORECASE)
_DOTTED_CLOCK: Final = re.compile(
    r"\b(\d{1,2})\.(\d{2})(?=\s*(?:[ap]m\b|[A-Z]{3,4}\b|$))", re.IGNORECASE
)
_COMMENT: Final = re.compile(rf"\((?:[^()]*)\)|\b(?:{_HALF_ZONES})\b|\bat\b|\bon\b|[|•·—–]")
_FIRST: Final = datetime(2000, 1, 1)  # what dateutil fills gaps with, naive as it wants
_SECOND: Final = datetime(2001, 2, 2, 1, 1)


def is_stamp(text: str) -> bool:
    """Tell whether TEXT is a date or a time of day and nothing else.

    >>> is_stamp("Mon 2 March 2026, 9:15 a.m. GMT"), is_stamp("March of the penguins")
    (True, False)
    """
    return (
        len(text) <= 80
        and bool(_STAMP.fullmatch(text))
        and bool(_DATED.search(text) or _TIMED.search(text))
    )


def normalise(text: str) -> str:
    """Return a date, or a date with time and offset, as ISO 8601; a time without offset goes.

    >>> normalise("3:15 PM EST, Jan. 2, 2026")
    '2026-01-02T15:15:00-05:00'
    >>> normalise("13/03/2026")
    '2026-03-13'
    >>> normalise("03/04/2026")
    Traceback (most recent call last):
    ...
    ValueError: may be 2026-03-04 or 2026-04-03
    """
    plain = " ".join(text.split())
    if plain.isdecimal() and plain.isascii() and len(plain) in (10, 13):
        return _iso(datetime.fromtimestamp(int(plain[:10]), tz=UTC), timed=True)
    plain = _COMPACT.sub(r"\1-\2-\3", plain)
    plain = _COMPACT_TIME.sub(r"\1-\2-\3T\4:\5:\6\7", plain)
    plain = _YEAR_FIRST.sub(lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}", plain)
    if match := _ISO.fullmatch(plain):
        return _from_iso(*match.groups())
    if not re.search(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", plain):
        raise ValueError("has no year of four digits")
    plain = _MERIDIEM.sub(r"\1m", _COMMENT.sub(" ", plain))
    return _from_words(_DOTTED_CLOCK.sub(r"\1:\2", plain))


def complete(text: str, near: str) -> str | None:
    """Return a date without a year in the year that brings it nearest to NEAR, a date or a year; None if none does.

    >>> complete("March 4", "2026"), complete("Dec. 31", "2027-01-02"), complete("Friday, March 4", "2026")
    ('2026-03-04', '2026-12-31', None)
    """
    year = int(near[:4])
    days = {}
    for each in (year,) if len(near) < len("2026-01-01") else (year - 1, year, year + 1):
        if _NAMED_DAY.search(text) and (day := _in_year(text, each)):
            days[day] = abs(date.fromisoformat(day[:10]).toordinal() - _ordinal(near))
    return min(days, key=lambda day: (days[day], day), default=None)


def _ordinal(near: str) -> int:
    return date.fromisoformat(near[:10]).toordinal() if len(near) >= len("2026-01-01") else 0


def _in_year(text: str, year: int) -> str | None:
    """Return TEXT as a date of a YEAR, unless it names another day of the week."""
    try:
        found = normalise(f"{text} {year}")
    except ValueError:
        return None
    weekday = _WEEKDAYS.search(text)
    fits = not weekday or weekday[0][:3].title() == f"{date.fromisoformat(found[:10]):%a}"
    return found if fits else None


def _from_iso(day: str, clock: str | None, offset: str | None) -> str:
    moment = datetime.fromisoformat(f"{day}T{clock or '00:00'}{(offset or '').upper()}")
    return _iso(moment, timed=clock is not None)


def _from_words(plain: str) -> str:
    first, second, swapped = (
        _parse(plain, _FIRST),
        _parse(plain, _SECOND),
        _parse(plain, _FIRST, day_first=True),
    )
    if first.date() != second.date():
        raise ValueError("lacks a day or a month")
    if first.date() != swapped.date():
        raise ValueError(f"may be {first.date()} or {swapped.date()}")
    return _iso(first, timed=first.time() == second.time())


def _parse(plain: str, default: datetime, *, day_first: bool = False) -> datetime:
    from dateutil import parser

    try:
        return parser.parse(plain, default=default, dayfirst=day_first, tzinfos=_zone)
    # Also of years beyond all, and of numbers too long for a decimal.
    except (ValueError, ArithmeticError) as error:
        raise ValueError("is no date") from error


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    """Return the time zone of a NAME or of an OFFSET in seconds, None where it is not known."""
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    hours = _ZONES.get((name or "").upper())
    return None if hours is None else timezone(timedelta(hours=hours))


def _iso(moment: datetime, *, timed: bool) -> str:
    if not timed or moment.tzinfo is None:
        return moment.date().isoformat()
    try:
        moment.astimezone(UTC)  # what every moment of the graph is told in
    except OverflowError as error:
        raise ValueError("lies outside of the calendar") from error
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")
