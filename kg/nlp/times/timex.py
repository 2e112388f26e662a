"""What time expressions look like: one table of patterns, after the expressions of TimeML.

Nothing is resolved here. Patterns see plain text, so that they can be read and tested without a model. Where two
match at one place the one that stands first in the table wins.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.nlp import numbers
from kg.nlp.times.periods import HOLIDAYS

_MONTH_FULL = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_MONTH_ABBR = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_MONTH = rf"(?P<month>{_MONTH_FULL}|{_MONTH_ABBR})"
_NO_MORE_DIGITS = r"(?![\d%]|[,.:]\d)"
_DAY_NUMBER = rf"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b{_NO_MORE_DIGITS}"
_DAY_LIST = (
    rf"(?:(?:\s?[-–]\s?| to | and | through | until )"
    rf"(?P<day2>{_DAY_NUMBER})(?! (?:percent|[mb]illion|[a-z]+s\b)))?"
)
_DAYS = rf"(?P<day>{_DAY_NUMBER}){_DAY_LIST}"
_FOUR_DIGITS = r"(?:1\d|20)\d\d"
_YEAR = rf"(?P<year>{_FOUR_DIGITS}\b{_NO_MORE_DIGITS}(?!-\d{{3}}))"
_WEEKDAY_FULL = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_DAYS_OF_WEEK = "|".join(f"{day}s" for day in _WEEKDAY_FULL.split("|"))
_WEEKDAY = rf"(?P<weekday>{_WEEKDAY_FULL}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"

_PART = (
    r"(?:(?i:(?:the )?(?:very |relatively )?(?:(?P<part>early|late|mid)(?: part)?(?:[- ]| of | in | on )"
    r"|(?P<part>middle|beginning|start|outset|end|close|first half|second half|latter half) of )(?:the )?)"
    r"|(?i:(?:later|earlier|sometime) (?:in |on )?(?:the )?))"
)
_CLOCK = (
    r"(?:(?:\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.\s?m\.|[ap]m\b|[AP]M\b)|(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])"
    r"|noon\b|midnight\b|\d{1,2} o['’]clock)"
    r"(?: (?:GMT|UTC|BST|CES?T|[ECMP][SD]?T|local time|Eastern)\b)?(?: \([A-Z]{3,4}(?: ?[+-]\d+)?\))?)"
)
_HOURS = r"(?:(?:the )?(?:(?i:early|late|small) )?(?i:hours|morning|afternoon|evening|night) (?:of|on) )?"
_CLOCK_BEFORE = rf"(?:{_CLOCK},? (?:on )?)?"
_CLOCK_AFTER = rf"(?:,? (?:at )?{_CLOCK})?"
_DAYTIME = r"(?: (?i:morning|afternoon|evening|night|lunchtime)\b)?"
_FUZZY = (
    r"(?P<fuzzy>(?i:(?:(?:just|well|only|slightly|a little|not much) )?"
    r"(?:less than|under|fewer than|no more than|more than|over|at least|no less than|nearly|almost|about|around|"
    r"roughly|approximately|some))) "
)
_COUNT = rf"(?P<count>(?i:{numbers.WORDS})|{numbers.DIGITS}|(?i:an?|several|a few|some|many|a couple of))"
_UNIT = r"(?P<unit>(?i:minute|hour|day|week|month|quarter|year|decade|century|weekend))\b"
_UNITS = r"(?P<unit>(?i:minutes?|hours?|days?|weeks?|months?|quarters?|years?|decades?|centur(?:y|ies)|fortnights?))\b"
_RELATION = (
    r"(?P<relation>(?i:last|next|this past|this coming|this|past|coming|previous|following|current|same|that|"
    r"preceding))"
)
_OF_YEAR = (
    r"(?: of| in|,)?(?: the)?(?: (?:fiscal|financial))?(?: year)? "
    rf"(?:{_YEAR}|(?P<relyear>(?i:last|this|next)) year\b)"
)
_YEAR_AFTER = rf"(?:,? {_YEAR}|,? (?P<relyear>(?i:last|this|next)) year\b)?"
_SEASON = r"(?P<season>spring|summer|autumn|winter|fall)\b"
_ORDINALS = "first|second|third|fourth|1st|2nd|3rd|4th"
_NTH = "first|second|third|fourth|last|final|1st|2nd|3rd|4th"
_CENTURIES = (
    "fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first|"
    r"1\d(?:th)|2[01](?:th|st)"
)
_HOLIDAY = "|".join(re.escape(name).replace("'", "['’]") for name in HOLIDAYS)

_PATTERNS: Final = {
    "iso": rf"(?P<year>{_FOUR_DIGITS})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])",
    "named": r"9/11\b|Sept(?:ember|\.)? 11(?:th)? (?:terror |terrorist )?attacks\b",
    "month_day": rf"{_CLOCK_BEFORE}{_HOURS}(?:{_WEEKDAY},? )?{_MONTH} {_DAYS}{_YEAR_AFTER}{_CLOCK_AFTER}",
    "day_month": rf"{_CLOCK_BEFORE}{_HOURS}(?:{_WEEKDAY},? )?(?:the )?{_DAYS} (?:of )?{_MONTH}\b"
    rf"{_YEAR_AFTER}{_CLOCK_AFTER}",
    "slashed": r"(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<year>(?:19|20)\d\d|\d\d)\b(?![/\d])",
    "nth_of_month": rf"(?:the )?(?P<nth>(?i:{_NTH})) (?P<slice>days?|week|weekend|{_WEEKDAY_FULL}) (?:of|in) "
    rf"(?:{_MONTH}{_YEAR_AFTER}|(?P<relmonth>(?i:last|this|next|the)) month\b)",
    "first_months": rf"(?:the )?(?P<nth>first|last) {_COUNT} (?P<unit>weeks?|months?) of (?:the )?"
    rf"(?:{_YEAR}|(?:(?P<relyear>(?i:last|this|next)) )?(?:fiscal |financial )?year\b)",
    "months_to": rf"(?:the {_COUNT} (?P<unit>months) (?:to|through|until)|{_COUNT} (?P<unit>months) (?:ended|ending)"
    rf"|the (?P<unit>year) (?:to|through|until|ended|ending))(?: the end of| end)? {_MONTH}\b"
    rf"(?: {_DAY_NUMBER})?{_YEAR_AFTER}",
    "month_year": rf"{_PART}?{_MONTH}{_OF_YEAR}",
    "month": rf"{_PART}?(?:the month of )?(?:{_RELATION} )?(?P<month>{_MONTH_FULL})\b",
    "half": rf"H(?P<h>[12])\b(?:{_OF_YEAR})?",
    "quarter": rf"(?:(?:the )?(?P<nth>(?i:{_ORDINALS}))[- ](?i:quarter)\b|Q(?P<q>[1-4])\b)(?:{_OF_YEAR})?",
    "season": rf"{_PART}?(?:(?:the )?{_RELATION} |the )?{_SEASON}(?:{_OF_YEAR})?(?! [A-Z])",
    "holiday": rf"(?:{_RELATION} )?(?P<holiday>(?i:{_HOLIDAY}))\b(?:,? {_YEAR})?(?! [A-Z])",
    "decade": rf"(?:the )?{_PART}?(?:the )?(?:(?P<decade>{_FOUR_DIGITS[:-2]}0)['’]?s|['’](?P<short>[2-9]0)s)\b",
    "century": rf"(?:the )?{_PART}?(?:the )?(?P<nth>(?i:{_CENTURIES}))[ -]century\b",
    "set": rf"(?i:every|each) (?:(?P<weekday>{_WEEKDAY_FULL})\b|{_UNIT})|(?P<days>{_DAYS_OF_WEEK})\b(?! ago)",
    "weekday": rf"{_CLOCK_BEFORE}{_HOURS}(?:(?:early|late|the) )?(?:{_RELATION} )?(?P<weekday>{_WEEKDAY_FULL})\b"
    rf"(?: (?:of )?(?P<relweek>(?i:last|this|next)) week\b)?{_DAYTIME}{_CLOCK_AFTER}",
    "deictic": rf"{_CLOCK_BEFORE}{_HOURS}(?:(?:early|late|later|earlier) )?"
    r"(?:(?:the )?(?P<over>day (?:before|after)) )?"
    rf"(?P<word>(?i:yesterday|today|tomorrow|tonight|overnight))\b{_DAYTIME}(?! show\b){_CLOCK_AFTER}",
    "ago": rf"(?:{_FUZZY})?{_COUNT}[ -]{_UNITS}(?P<half> and a half)? "
    r"(?P<direction>(?i:ago|earlier|later|previously|before|after|afterwards?|from now|hence|beforehand))\b"
    r"(?P<event> than\b|(?<=before)(?= \w)|(?<=after)(?= \w))?",
    "vague": r"(?i:(?:minutes|hours|days|weeks|months|years|decades|centuries) (?:ago|later|earlier)\b"
    r"|(?:(?:the|more) )?recent (?:days|weeks|months|years|decades)\b"
    r"|(?:the )?coming (?:days|weeks|months|years|decades)\b"
    r"|(?:the )?(?:past|last|next) (?:few|several|couple of) (?:minutes|hours|days|weeks|months|years|decades)\b)",
    "counted": rf"(?:the |its |their |his |her )?{_RELATION} {_COUNT} {_UNITS}",
    "past": r"the past (?P<unit>day|week|month|quarter|year|decade|century)\b",
    "adjacent": r"the (?P<unit>day|week|month|year) (?P<direction>before|after)\b(?= ?(?:[,.;)]|$))",
    "daytime": r"(?P<relation>(?i:last|this|that|the previous|the following|the next|the same)) "
    r"(?P<daytime>(?i:night|morning|afternoon|evening))\b",
    "unit": rf"(?:{_PART}?(?:the )?{_RELATION} (?:fiscal |financial |calendar )?{_UNIT}"
    rf"|{_PART}(?:fiscal |financial |calendar )?(?P<unit2>year|month|week|decade)\b|(?P<weekend>the weekend)\b"
    r"|(?P<yearend>(?:the )?year(?:['’]s |-)end)\b)(?![-])",
    "span": rf"(?P<year>{_FOUR_DIGITS})\s?[-–/]\s?(?P<year2>{_FOUR_DIGITS}|\d\d)\b{_NO_MORE_DIGITS}(?![-–])",
    "year": rf"(?:{_PART}|"
    rf"(?i:(?:the )?(?P<said>(?:fiscal |financial |calendar )?year|fiscal)(?: of)?) )?{_YEAR}(?!s\b)",
    "in": rf"(?<=\b[Ii]n )(?:about |around )?{_COUNT} {_UNITS}",
    "within": rf"(?<=\b[Ww]ithin ){_COUNT} {_UNITS}",
    "length": r"(?P<count>(?i:several|many|a few|a couple of)) " + _UNITS,
    "clock": _CLOCK,
}

# Most words cannot begin an expression: looking at two letters first makes the search five times as fast.
_BEGINNINGS = (
    r"\d|['’][2-9]0s|(?:Ja|Fe|Ma|Ap|Ju|Au|Se|Oc|No|De|Mo|Tu|We|Th|Fr|Sa|Su|Q[1-4]|H[12])|"
    r"(?i:the (?!of\b)|early|late|mid|small|begi|start|outset|end\b|close|final|first|second|third|fourth|half|last|"
    r"morni|after|eveni|night |next|this |past |coming|prev|foll|current |same|that |prec|some|"
    r"earlier|noon|midn|spring|summ|autu|wint|fall\b|"
    r"yest|today|tomor|tonig|overn|an? |sever|many |more |recent |fiscal|financial|calendar|year|its |his |her |their |"
    r"less |under |fewer |no |over |at least|nearly |almost |about |around |roughly |approx|just |well |only |slight|"
    r"every |each |"
    r"minutes|hours|days |weeks |months |years |decades |centuries |day |fif|sixt|sevent|eight|ninet|twent|"
    rf"(?:{numbers.FIRST_WORDS})\b|{_HOLIDAY})"
)
_START: Final = rf"(?<![\w$€£¥#@/.:])(?<!\d[-,])(?={_BEGINNINGS})"


def _unnamed(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


_ANY: Final = re.compile(
    _START + "(?:" + "|".join(f"(?P<{kind}>{_unnamed(p)})" for kind, p in _PATTERNS.items()) + ")"
)


def _fields_once(pattern: str) -> str:
    """Return PATTERN with its groups numbered that share a name: a regular expression has each name once."""
    seen: dict[str, int] = {}

    def rename(match: re.Match[str]) -> str:
        name = match[1]
        seen[name] = seen.get(name, 0) + 1
        return match[0] if seen[name] == 1 else f"(?P<{name}__{seen[name]}>"

    return re.sub(r"\(\?P<(\w+)>", rename, pattern)


_EACH: Final = {kind: re.compile(_fields_once(pattern)) for kind, pattern in _PATTERNS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A time expression in a text, read but not resolved; FIELDS hold its words by what they say."""

    kind: str
    start: int
    end: int
    fields: Mapping[str, str]


@lru_cache(maxsize=8)
def expressions(text: str) -> tuple[Expression, ...]:
    """Return what looks like a time in TEXT, in order.

    >>> [(found.kind, dict(found.fields)) for found in expressions("It opened on 3 March, in late 2025.")]
    [('day_month', {'day': '3', 'month': 'march'}), ('year', {'part': 'late', 'year': '2025'})]
    """
    return tuple(
        Expression(
            kind=str(match.lastgroup),
            start=match.start(),
            end=match.end(),
            fields=_read(match, text),
        )
        for match in _ANY.finditer(text)
    )


def _read(match: re.Match[str], text: str) -> dict[str, str]:
    # The same pattern at the same place: it matches what it has matched before, now with its fields.
    again = _EACH[str(match.lastgroup)].match(text, match.start())
    found = again.groupdict() if again else {}
    return {
        name.partition("__")[0]: value.lower().replace("’", "'")
        for name, value in found.items()
        if value is not None
    }
