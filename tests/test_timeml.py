"""Times in the terms of TimeML, and how they are compared with those of annotators."""

import pytest
import spacy

from evaluation.meantime import Timex
from evaluation.timexes import Found, Times, found_of, normal
from kg.model import Span, Time, TimeKind
from kg.nlp.times.dates import find_times

NLP = spacy.blank("en")  # a tokeniser without a model


def only(text: str) -> Time:
    made = find_times(NLP(text), "2026-03-12", lambda a, b: Span("https://example.org/a", a, b))
    [time] = [each.value for each in made if isinstance(each.value, Time)]
    return time


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("March 3, 2026", "2026-03-03"),
        ("on Wednesday", "2026-03-11"),
        ("last week", "2026-W10"),
        ("this weekend", "2026-W11-WE"),
        ("next month", "2026-04"),
        ("late last year", "2025"),
        ("the third quarter of 2025", "2025-Q3"),
        ("the winter of 2024", "2024-WI"),
        ("last winter", "2025-WI"),
        ("the early 1990s", "199"),
        ("the 19th century", "18"),
        ("six months ago", "2025-09"),
        ("in recent years", "PAST_REF"),
        ("in the coming weeks", "FUTURE_REF"),
        ("from 2003 to 2007", "2003/2007"),
        ("March 3-5, 2026", "2026-03-03/2026-03-05"),
        ("the past three weeks", "P3W"),
        ("less than two weeks ago", "2026-W09"),
        ("the first nine months of 2025", "P9M"),
        ("the three months to December", "P3M"),
        ("the last weekend in May 2025", "2025-W22-WE"),
        ("H2 2025", "2025-H2"),
        ("several years", "PXY"),
    ],
)
def test_value_is_as_precise_as_the_words(text, value):
    time = only(text)
    assert (time.kind in (TimeKind.DATE, TimeKind.DURATION), time.value) == (True, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Monday night", "2026-03-09TNI"),
        ("tonight", "2026-03-12TNI"),
        ("at 5 p.m. Sunday", "2026-03-08T17:00"),
        ("March 3, 2026, at 18:30", "2026-03-03T18:30"),
        ("yesterday morning", "2026-03-11TMO"),
        ("arrived at 16:30 GMT", "2026-03-12T16:30"),
    ],
)
def test_hour_and_part_of_the_day_make_a_time(text, value):
    time = only(text)
    assert (time.kind, time.value) == (TimeKind.TIME, value)


@pytest.mark.parametrize(
    ("text", "length"),
    [("two years ago", "P2Y"), ("a year and a half ago", "P1.5Y"), ("several weeks ago", "PXW")],
)
def test_what_is_counted_from_another_time_has_a_length(text, length):
    time = only(text)
    assert time.length == length


@pytest.mark.parametrize(
    ("text", "value"),
    [("every Monday", "XXXX-WXX-1"), ("Sundays", "XXXX-WXX-7"), ("each month", "P1M")],
)
def test_what_comes_back_has_no_place_in_the_calendar(text, value):
    time = only(text)
    assert (time.kind, time.value, time.start) == (TimeKind.SET, value, None)


def test_ends_of_a_range_are_compared_one_by_one():
    compared = Times()
    span = Span("https://example.org/a", 5, 17)
    time = Time(span=span, text="2014 to 2016", start="2014", end="2016", value="2014/2016")
    gold = [timex(0, 17, "P2Y"), timex(5, 9, "2014"), timex(13, 17, "2016")]
    compared.add(gold, list(found_of(time)), "from 2014 to 2016")
    assert (compared.values.right, compared.values.predicted) == (2, 2)


def timex(start: int, end: int, value: str) -> Timex:
    return Timex(id="1", words=(0,), start=start, end=end, type="DATE", value=value)


def test_value_counts_only_where_the_time_is_found():
    compared = Times()
    text = "About March, then 2008 and 2009."
    found = [
        Found(6, 11, "DATE", frozenset({"2008-03"})),
        Found(18, 22, "DATE", frozenset({"2007"})),
    ]
    compared.add(
        [timex(0, 11, "2008-03"), timex(18, 22, "2008"), timex(27, 31, "2009")], found, text
    )
    assert (compared.relaxed.recall, compared.strict.recall) == (2 / 3, 2 / 3)
    assert (compared.values.precision, compared.values.recall) == (1 / 2, 1 / 3)


def test_zone_and_unknown_hour_make_no_difference():
    assert normal("2009-12-11TXX") == normal("2009-12-11")
    assert normal("2009-12-15T18:00Z") == normal("2009-12-15T18:00")
