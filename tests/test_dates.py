"""Times: which words they are, which days they mean, and that a number is not taken for a year."""

import re
from datetime import date
from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.model import Span, Time
from kg.nlp.times.dates import find_times

NLP = spacy.blank("en")  # a tokeniser without a model
THURSDAY = "2026-03-12"
NEW_YEAR = "2026-01-01"


def times(doc: Doc | str, published: str | None = THURSDAY) -> list[Time]:
    doc = NLP(doc) if isinstance(doc, str) else doc
    found = find_times(doc, published, lambda start, end: Span("https://example.org/a", start, end))
    return [annotation.value for annotation in found if isinstance(annotation.value, Time)]


def value(doc: Doc | str, published: str | None = THURSDAY) -> tuple[str | None, str | None]:
    [time] = times(doc, published)
    return time.start, time.end


def point(text: str) -> tuple[str, str]:
    return text, text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("March 3, 2026", point("2026-03-03")),
        ("3 March 2026", point("2026-03-03")),
        ("the 3rd of March 2026", point("2026-03-03")),
        ("2026-03-03", point("2026-03-03")),
        ("2026-03-03T10:00:00Z", point("2026-03-03")),
        ("Mar. 3, 2026", point("2026-03-03")),
        ("Wednesday, March 4, 2026", point("2026-03-04")),
        ("March 3-5, 2026", ("2026-03-03", "2026-03-05")),
        ("March 2025", point("2025-03")),
        ("early March 2025", ("2025-03-01", "2025-03-10")),
        ("in 2019", point("2019")),
        ("the year 2019", point("2019")),
        ("fiscal year 2024", point("2024")),
        ("early 2025", ("2025-01", "2025-04")),
        ("mid-2025", ("2025-05", "2025-08")),
        ("late 2025", ("2025-09", "2025-12")),
        ("the end of 2025", ("2025-09", "2025-12")),
        ("the first half of 2025", ("2025-01", "2025-06")),
        ("the 1990s", ("1990", "1999")),
        ("the early 1990s", ("1990", "1992")),
        ("the 19th century", ("1801", "1900")),
        ("the first quarter of 2026", ("2026-01", "2026-03")),
        ("Q3 2025", ("2025-07", "2025-09")),
        ("summer 2024", ("2024-06", "2024-08")),
        ("the winter of 2024", ("2024-12", "2025-02")),
        ("Easter Monday 2025", point("2025-04-21")),
        ("between 2019 and 2021", ("2019", "2021")),
        ("from 2003 to 2007", ("2003", "2007")),
        ("from 1995-2001", ("1995", "2001")),
        ("the 1998–2001 epidemics", ("1998", "2001")),
        ("between March and June 2008", ("2008-03", "2008-06")),
        ("from November to February 2008", ("2007-11", "2008-02")),
        ("since 2019", ("2019", None)),
        ("the first nine months of 2025", ("2025-01", "2025-09")),
        ("the last three months of 2025", ("2025-10", "2025-12")),
        ("the three months to December 2025", ("2025-10", "2025-12")),
        ("six months ended June 2025", ("2025-01", "2025-06")),
        ("the year to March 2025", ("2024-04", "2025-03")),
        ("H1 2025", ("2025-01", "2025-06")),
        ("the first week of May 2025", ("2025-05-01", "2025-05-07")),
        ("the last weekend in May 2025", ("2025-05-31", "2025-06-01")),
        ("the second Tuesday of May 2025", point("2025-05-13")),
        ("the last days of February 2024", ("2024-02-25", "2024-02-29")),
        ("from 3 to 5 March 2026", ("2026-03-03", "2026-03-05")),
        ("Orthodox Easter 2024", point("2024-05-05")),
        ("Memorial Day 2025", point("2025-05-26")),
        ("18/7/2007", point("2007-07-18")),
        ("by 2030", (None, "2030")),
        ("before 2020", (None, "2020")),
        ("after March 2024", ("2024-03", None)),
        ("9/11", point("2001-09-11")),
    ],
)
def test_a_full_time_needs_no_day_of_publication(text, expected):
    assert value(text, None) == value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Wednesday", point("2026-03-11")),
        ("on Thursday", point("2026-03-12")),
        ("on Friday", point("2026-03-06")),
        ("last Friday", point("2026-03-06")),
        ("next Friday", point("2026-03-20")),
        ("next Monday", point("2026-03-16")),
        ("this Friday", point("2026-03-13")),
        ("Monday night", point("2026-03-09")),
        ("Monday of last week", point("2026-03-02")),
        ("at 5 p.m. Sunday", point("2026-03-08")),
        ("yesterday", point("2026-03-11")),
        ("today", point("2026-03-12")),
        ("tonight", point("2026-03-12")),
        ("tomorrow morning", point("2026-03-13")),
        ("the day before yesterday", point("2026-03-10")),
        ("overnight", ("2026-03-11", "2026-03-12")),
        ("last night", point("2026-03-11")),
        ("this morning", point("2026-03-12")),
        ("last week", ("2026-03-02", "2026-03-08")),
        ("this week", ("2026-03-09", "2026-03-15")),
        ("next week", ("2026-03-16", "2026-03-22")),
        ("the weekend", ("2026-03-07", "2026-03-08")),
        ("last month", point("2026-02")),
        ("next month", point("2026-04")),
        ("last year", point("2025")),
        ("next year", point("2027")),
        ("last quarter", ("2025-10", "2025-12")),
        ("this summer", ("2026-06", "2026-08")),
        ("last summer", ("2025-06", "2025-08")),
        ("late last year", ("2025-09", "2025-12")),
        ("the end of the month", ("2026-03-21", "2026-03-31")),
        ("two days ago", point("2026-03-10")),
        ("three weeks ago", ("2026-02-16", "2026-02-22")),
        ("six months ago", point("2025-09")),
        ("a year ago", point("2025")),
        ("ten years ago", point("2016")),
        ("a fortnight ago", ("2026-02-23", "2026-03-01")),
        ("less than two weeks ago", ("2026-02-26", "2026-03-12")),
        ("under a year ago", ("2025-03", "2026-03")),
        ("more than two weeks ago", (None, "2026-02-26")),
        ("at least five years ago", (None, "2021-03")),
        ("nearly three years ago", point("2023")),
        ("just over a year ago", point("2025")),
        ("New Year's Eve", point("2025-12-31")),
        ("the early hours of Sunday", point("2026-03-08")),
        ("a year and a half ago", point("2024")),
        ("the past decade", ("2016", "2026")),
        ("the next four years", ("2026", "2030")),
        ("the last 24 hours", ("2026-03-11", "2026-03-12")),
        ("in January", point("2026-01")),
        ("in August", point("2025-08")),
        ("since August", ("2025-08", None)),
        ("from April", ("2026-04", None)),
        ("until June", (None, "2026-06")),
        ("mid-March", ("2026-03-11", "2026-03-20")),
        ("last March", point("2025-03")),
        ("on March 3", point("2026-03-03")),
        ("on March 20", point("2026-03-20")),
        ("on November 20", point("2025-11-20")),
        ("December 16 last year", point("2025-12-16")),
        ("the fourth quarter", ("2025-10", "2025-12")),
        ("Christmas Day", point("2025-12-25")),
        ("Good Friday", point("2026-04-03")),
        ("from March 30 to April 2", ("2026-03-30", "2026-04-02")),
        ("by the end of the year", (None, "2026-12")),
    ],
)
def test_a_relative_time_is_resolved_against_the_day_of_publication(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Wednesday", point("2025-12-31")),
        ("yesterday", point("2025-12-31")),
        ("overnight", ("2025-12-31", "2026-01-01")),
        ("last week", ("2025-12-22", "2025-12-28")),
        ("this week", ("2025-12-29", "2026-01-04")),
        ("last month", point("2025-12")),
        ("six months ago", point("2025-07")),
        ("last quarter", ("2025-10", "2025-12")),
        ("last year", point("2025")),
        ("last winter", ("2024-12", "2025-02")),
        ("this winter", ("2025-12", "2026-02")),
        ("on December 30", point("2025-12-30")),
        ("on January 3", point("2026-01-03")),
        ("since December", ("2025-12", None)),
        ("New Year's Day", point("2026-01-01")),
    ],
)
def test_a_relative_time_crosses_the_year(text, expected):
    assert value(text, NEW_YEAR) == expected


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("yesterday", "2024-03-01", point("2024-02-29")),
        ("a year ago", "2024-02-29", point("2023")),
        ("last month", "2026-03-31", point("2026-02")),
        ("on February 29", "2024-06-01", point("2024-02-29")),
        ("today", "2026-03-12T08:30:00Z", point("2026-03-12")),
    ],
)
def test_the_calendar_is_kept(text, published, expected):
    assert value(text, published) == expected


@pytest.mark.parametrize(
    "text", ["yesterday", "on Monday", "March 3", "last week", "two days ago", "in May"]
)
def test_a_relative_time_stays_open_without_a_day_of_publication(text):
    assert value(text, None) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "in a few days",
        "years ago",
        "recent years",
        "every Monday",
        "at 5 p.m.",
        "31 June 2025",
        "the next few weeks",
    ],
)
def test_a_vague_time_is_a_time_without_a_value(text):
    assert value(text) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "for 15 minutes",
        "a two-year contract",
        "Ana Ruiz, 44, resigned",
        "a Boeing 747",
        "about 2008 people",
        "call 555-2008",
        "it cost $2019",
        "they won 2-1",
        "it sold 2,019 cars",
        "she may resign",
        "on Black Friday",
        "the talks march on",
        "April Jones spoke",
        "the 2000 workers",
        "shares fell 2012 points",
    ],
)
def test_what_is_no_time_is_left_alone(text):
    assert times(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It began on March 3, 2020. The next day it spread.", point("2020-03-04")),
        ("He left in 2003. Two years later he died.", point("2005")),
        ("It opened on March 3, 2020. The same day it closed.", point("2020-03-03")),
        ("It rose in 2019. The following year it fell.", point("2020")),
    ],
)
def test_a_time_can_be_counted_from_the_one_spoken_of(text, expected):
    last = times(text)[-1]
    assert (last.start, last.end) == expected


def test_a_listed_month_takes_the_year_of_the_next():
    assert [time.start for time in times("in August and September 2008")] == ["2008-08", "2008-09"]


def test_the_annotation_covers_the_time_and_not_its_preposition():
    assert [time.text for time in times("Since August it grew, and from 2003 to 2007 too.")] == [
        "August",
        "2003 to 2007",
    ]


def clause(verb: str, tag: str, auxiliary: tuple[str, str] | None = None) -> Doc:
    """Return "They VERB on Monday", parsed."""
    helpers = [auxiliary] if auxiliary else []
    words = ["They", *(word for word, _ in helpers), verb, "on", "Monday"]
    root = len(helpers) + 1
    # fmt: off
    return Doc(NLP.vocab, words=words,
               tags=["PRP", *(tag for _, tag in helpers), tag, "IN", "NNP"],
               pos=["PRON", *("AUX" for _ in helpers), "VERB", "ADP", "PROPN"],
               deps=["nsubj", *("aux" for _ in helpers), "ROOT", "prep", "pobj"],
               heads=[root, *(root for _ in helpers), root, root, root + 1],
               lemmas=["they", *(word for word, _ in helpers), verb, "on", "Monday"])
    # fmt: on


@pytest.mark.parametrize(
    ("doc", "expected"),
    [
        (clause("met", "VBD"), "2026-03-09"),
        (clause("meet", "VB", ("will", "MD")), "2026-03-16"),
        (clause("meet", "VB", ("did", "VBD")), "2026-03-09"),
        (clause("meeting", "VBG", ("are", "VBP")), "2026-03-16"),
        (clause("open", "VBP"), "2026-03-16"),
        (clause("say", "VBP"), "2026-03-09"),
    ],
)
def test_the_tense_of_the_clause_decides_which_monday(doc, expected):
    assert value(doc) == point(expected)


LEXICAL = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
WORDS = st.sampled_from(
    "in since until from to the last next this of on and between March 3 May 5, 2026 2019 Monday Friday week year "
    "quarter two days ago later early mid late end 1990s yesterday overnight summer , . it fell".split()
)


@given(st.lists(WORDS, max_size=12), st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_time_is_well_formed(words, published):
    doc = NLP(" ".join(words))
    for time in times(doc, published.isoformat()):
        assert doc.text[time.span.start : time.span.end] == time.text
        assert all(LEXICAL.fullmatch(end) for end in (time.start, time.end) if end)
        assert time.start is None or time.end is None or time.start <= time.end


@given(st.lists(WORDS, max_size=12))
def test_times_are_ordered_and_do_not_overlap(words):
    found = find_times(
        NLP(" ".join(words)), THURSDAY, lambda start, end: Span("https://example.org/a", start, end)
    )
    assert all(one.first < one.last <= two.first for one, two in pairwise(found))


@given(st.text(max_size=80))
def test_any_text_is_read(text):
    assert all(time.text for time in times(text))
