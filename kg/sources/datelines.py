"""Datelines: the place, the day and the agency that open a report."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg import places
from kg.sources import dates, people


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline of LENGTH characters at the start of a paragraph."""

    length: int
    place: str | None
    agency: str | None
    published: str | None  # as written, with a year or without


_LONGEST: Final = 160
_UPPER: Final = "A-ZÀ-ÖØ-ÞĀ-Ž"
_CAPS: Final = rf"(?:Mc|Mac)?[{_UPPER}][{_UPPER}.'’-]+"
_CITY: Final = rf"{_CAPS}(?:[ ](?:[{_UPPER}][{_UPPER}.'’-]*)){{0,4}}"
_REGION: Final = rf"(?!{dates.MONTH}\s?\d|{dates.WEEKDAY}\b){people.WORD}(?:[ ](?:of |and |the )?{people.WORD}){{0,3}}"
_DAY: Final = (
    rf"(?:{dates.WEEKDAY},?\s)?(?P<day>{dates.MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?"
    rf"|\d{{1,2}}\s{dates.MONTH}(?:\s\d{{4}})?)"
)
_AGENCY: Final = (
    r"(?:\(|/(?=\w+/))(?P<agency>[A-Za-z][\w.& -]{1,40}|[A-Za-z][\w./& -]{1,40}(?=\)))[)/]"
)
_DASH: Final = r"(?:\s*(?:—|–|―|--+)\s*|\s+-+\s+|\s-(?=\S))"
_START: Final = r"[*_]*\s*(?=[\"'“‘(\[$€£\d]|[^\W_a-z])"

# NAIROBI, Kenya (Reuters) -   LONDON, March 3 —   WASHINGTON/BRUSSELS (AP) —
_CAPITALS: Final = re.compile(
    rf"[*_]*(?P<city>{_CITY})(?:(?:/| and | & ){_CITY})*(?P<region>(?:,\s{_REGION}){{0,2}})"
    rf"(?:,?\s{_DAY})?,?(?:\s?{_AGENCY}(?:{_DASH}|:?\s+)|{_DASH}|(?<=\d):\s+){_START}"
)
# Nairobi, Kenya (Reuters) -   San Jose, California —
_MIXED: Final = re.compile(
    rf"(?P<city>{people.WORD}(?:[ ](?:[a-z]{{2,3}} )?{people.WORD}){{0,3}})"
    rf"(?P<region>(?:,\s{_REGION}){{0,2}})(?:,?\s{_DAY})?,?"
    rf"(?:\s?{_AGENCY}{_DASH}|\s*(?:—|–|--)\s*){_START}"
)
# March 3 (Reuters) -   (CNN) —   (CNN)The
_BARE: Final = re.compile(rf"(?:{_DAY},?\s)?{_AGENCY}(?:{_DASH}|:?\s*){_START}")
_PROSE: Final = 60  # characters that are no heading
_LARGE: Final = 100_000  # inhabitants of a city whose name in capitals is no acronym
_WEEKDAY: Final = re.compile(dates.WEEKDAY, re.IGNORECASE)
_OPENING: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ\"'“‘"  # what begins a sentence
# Words in capitals before a dash that are no places.
_LABELS: Final = frozenset(
    """
    ADVERTISEMENT ANALYSIS ANSWER BACKGROUND BREAKING COLUMN COMMENT CORRECTED CORRECTION COVID
    COVID-19 DATA EDITORIAL EXCLUSIVE EXPLAINER FACTBOX FILE FOCUS GRAPHIC HIGHLIGHTS INSIGHT
    INTERVIEW JUST KEY LIVE NEWSMAKER NOTE OPINION PHOTO PHOTOS POLL PREVIEW PROFILE QUESTION READ
    RECAP REFILE REVIEW RPT SPECIAL TIMELINE UPDATE URGENT VIDEO WARNING WATCH WRAPUP
    ASEAN FIFA ISIS NASA NATO OPEC UEFA UNESCO UNICEF
    """.split()
)


def find(text: str) -> Dateline | None:
    """Return the dateline that opens the paragraph TEXT.

    >>> find("NAIROBI, Kenya (Reuters) - Talks began.")
    Dateline(length=26, place='Nairobi, Kenya', agency='Reuters', published=None)
    >>> find("WASHINGTON The Department of Justice announced today that it has sued a firm of Ohio.").place
    'Washington'
    >>> find("Talks began - and ended.") is None
    True
    """
    head = re.sub(r"\s", " ", text[:400])  # a dateline may be wrapped; its length stays
    for pattern in (_CAPITALS, _MIXED, _BARE):
        match = pattern.match(head)
        if match and match.end() <= _LONGEST and _is_plausible(match, pattern):
            return _dateline(match)
    match = _without_dash().match(head)
    if match and _is_city(match["city"]) and len(head) > _PROSE and ". " in f"{head} ":
        return _dateline(match)
    return None


@cache
def _without_dash() -> re.Pattern[str]:
    """Return what a dateline is where a copy of the text has lost its dash: "MIAMI, Fla. The court ruled"."""
    known = {*places.regions(), *places.shortened(), *places.countries()}
    regions = sorted({*known, *map(str.upper, known)}, key=lambda name: (-len(name), name))
    return re.compile(
        rf"(?P<city>[{_UPPER}.]{{3,}}(?: [{_UPPER}]{{2,}}){{0,2}}?)"
        rf"(?P<region>(?:,\s(?:{'|'.join(map(re.escape, regions))}))?)"
        rf"(?=\s(?:[{_UPPER}][a-z]|A |An |U\.S\.)|[{_UPPER}][a-z])"
    )


def _is_city(capitals: str) -> bool:
    """Tell whether CAPITALS are the name of a large city."""
    city = places.cities().get(people.sentence_case(capitals))
    return city is not None and city[1] >= _LARGE


def _is_plausible(match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    agency = match["agency"]
    if pattern is _BARE:
        return people.agency(agency) is not None
    city = match["city"]
    is_label = city.split()[0].strip(".") in _LABELS or _WEEKDAY.fullmatch(city)
    if is_label or sum(c.isalpha() for c in city) < 3:
        return False
    if pattern is _CAPITALS:
        return True
    # In mixed case, "Nairobi — The" may be prose: a region or a known agency must vouch for it. A
    # second dash in the sentence is prose too: "Meanwhile, Iran — Israel's foe — said".
    if agency:
        return people.agency(agency) is not None
    second_dash = re.match(r"[^.!?]*(?:—|–|--)", match.string[match.end() :])
    is_dated = bool(match["day"]) and match.string[match.end()] in _OPENING
    return (bool(match["region"]) or is_dated) and not second_dash


def _dateline(match: re.Match[str]) -> Dateline:
    groups = match.groupdict()
    day = groups.get("day")
    place = (
        people.sentence_case(groups["city"]) + _region(groups["region"])
        if groups.get("city")
        else None
    )
    agency = groups.get("agency")
    return Dateline(
        len(match[0].rstrip()), place, agency and (people.agency(agency) or agency), day
    )


def _region(words: str) -> str:
    """Return the region, as it stands after a comma; abbreviations keep their capitals."""
    return ", ".join(
        people.sentence_case(word) if len(word) > 3 and "." not in word else word
        for word in words.split(", ")
    )
