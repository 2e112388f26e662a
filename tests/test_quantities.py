"""Quantities: value, unit and bound of an amount, its words, and what is none."""

import re

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.model import Bound, Quantity, Span
from kg.nlp.quantities.measures import find_quantities

NLP = spacy.blank("en")  # a tokeniser without a model


def quantities(doc: Doc | str) -> list[Quantity]:
    doc = NLP(doc) if isinstance(doc, str) else doc
    found = find_quantities(doc, lambda start, end: Span("https://example.org/a", start, end))
    return [annotation.value for annotation in found if isinstance(annotation.value, Quantity)]


def amount(text: str) -> tuple[str, str | None, str]:
    [quantity] = quantities(text)
    return quantity.value, quantity.unit, quantity.bound.value


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It lasted an hour", "1", "hour"),
        ("He spent half a year there", "0.5", "year"),
        ("He led it for a year and a half", "1.5", "year"),
        ("$450 million", "450000000", "USD"),
        ("$1-billion", "1000000000", "USD"),
        ("€2bn", "2000000000", "EUR"),
        ("£13 billion", "13000000000", "GBP"),
        ("US$40 billion", "40000000000", "USD"),
        ("$US 15 billion", "15000000000", "USD"),
        ("A$44,000", "44000", "AUD"),
        ("CA$10.8 million", "10800000", "CAD"),
        ("R$3.5m", "3500000", "BRL"),
        ("₹500", "500", "INR"),
        ("Rs 5 crore", "50000000", "INR"),
        ("EUR 5 million", "5000000", "EUR"),
        ("2 million euros", "2000000", "EUR"),
        ("500,000 dollars", "500000", "USD"),
        ("ten million U.S. dollars", "10000000", "USD"),
        ("3 billion yen", "3000000000", "JPY"),
        ("7.2 billion yuan", "7200000000", "CNY"),
        ("40,000 Swiss francs", "40000", "CHF"),
        ("90 million Russian rubles", "90000000", "RUB"),
        ("12,000 won", "12000", "KRW"),
        ("200 zlotys", "200", "PLN"),
        ("77 cents", "77", "cent"),
        ("a 30,000-euro check", "30000", "EUR"),
        ("$0.50", "0.5", "USD"),
        ("US$7.2 bn", "7200000000", "USD"),
        ("150 million $", "150000000", "USD"),
        ("KSh700,000", "700000", "KES"),
        ("R5bn", "5000000000", "ZAR"),
        ("$30 a share", "30", "USD per share"),
        ("70 dollars a barrel", "70", "USD per barrel"),
        ("€5 million a year", "5000000", "EUR per year"),
        ("$0.99 per song", "0.99", "USD per song"),
        ("$3 billion a year later", "3000000000", "USD"),
        ("$2 million a share in the firm", "2000000", "USD"),
    ],
)
def test_money_has_a_currency(text, value, unit):
    assert amount(text) == (value, unit, "Exact")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("9.1 percent", "9.1", "percent"),
        ("2%", "2", "percent"),
        ("2.40 per cent", "2.4", "percent"),
        ("by a fifth", "20", "percent"),
        ("a quarter of the seats", "25", "percent"),
        ("three-quarters of voters", "75", "percent"),
        ("half of them", "50", "percent"),
        ("one in five children", "20", "percent"),
        ("1 in 10 jobs", "10", "percent"),
        ("1.5 percentage points", "1.5", "percentage point"),
        ("25 basis points", "25", "basis point"),
        ("40 tonnes", "40", "tonne"),
        ("300 barrels", "300", "barrel"),
        ("2.1 million bpd", "2100000", "barrel per day"),
        ("400,000 barrels per day", "400000", "barrel per day"),
        ("1 million barrels of oil a day", "1000000", "barrel per day"),
        ("15 km", "15", "kilometre"),
        ("a 15-mile queue", "15", "mile"),
        ("290km/h", "290", "kilometre per hour"),
        ("13 km per hour", "13", "kilometre per hour"),
        ("six feet", "6", "foot"),
        ("80 sq km", "80", "square kilometre"),
        ("5,000 cubic metres", "5000", "cubic metre"),
        ("12 hectares", "12", "hectare"),
        ("50 MW", "50", "megawatt"),
        ("16GB", "16", "gigabyte"),
        ("38 degrees Celsius", "38", "degree Celsius"),
        ("for 15 minutes", "15", "minute"),
        ("a two-year contract", "2", "year"),
        ("two and a half years", "2.5", "year"),
    ],
)
def test_shares_and_measures_have_a_unit(text, value, unit):
    assert amount(text) == (value, unit, "Exact")


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("three boats", "3", "Exact"),
        ("3,000 jobs", "3000", "Exact"),
        ("forty-two ships", "42", "Exact"),
        ("two hundred and twelve seats", "212", "Exact"),
        ("1.3 million people", "1300000", "Exact"),
        ("a hundred ships", "100", "Exact"),
        ("two dozen ships", "24", "Exact"),
        ("half a dozen ships", "6", "Exact"),
        ("a quarter of a million people", "250000", "Exact"),
        ("dozens of ships", "24", "AtLeast"),
        ("hundreds of people", "200", "AtLeast"),
        ("thousands of people", "2000", "AtLeast"),
        ("tens of thousands of people", "20000", "AtLeast"),
        ("several hundred people", "200", "Exact"),
        ("at least 14 civilians", "14", "AtLeast"),
        ("no fewer than 14 civilians", "14", "AtLeast"),
        ("14 or more civilians", "14", "AtLeast"),
        ("more than 40 ships", "40", "MoreThan"),
        ("over 40 ships", "40", "MoreThan"),
        ("well over 40 ships", "40", "MoreThan"),
        ("up to 40 ships", "40", "AtMost"),
        ("as many as 40 ships", "40", "AtMost"),
        ("no more than 40 ships", "40", "AtMost"),
        ("fewer than 40 ships", "40", "LessThan"),
        ("under 40 ships", "40", "LessThan"),
        ("about 40 ships", "40", "About"),
        ("around 40 ships", "40", "About"),
        ("nearly 40 ships", "40", "About"),
        ("almost 40 ships", "40", "About"),
        ("some 40 ships", "40", "About"),
        ("roughly 40 ships", "40", "About"),
        ("an estimated 40 ships", "40", "About"),
        ("40 or so ships", "40", "About"),
    ],
)
def test_a_count_has_no_unit_but_a_bound(text, value, bound):
    assert amount(text) == (value, None, bound)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least $450 million", ("450000000", "USD", "AtLeast")),
        ("up to €3 million", ("3000000", "EUR", "AtMost")),
        ("more than 40 tonnes", ("40", "tonne", "MoreThan")),
        ("nearly a fifth of them", ("20", "percent", "About")),
        ("a third of them", ("33.33", "percent", "About")),
        ("tens of millions of dollars", ("20000000", "USD", "AtLeast")),
        ("at least a 30-kilometre radius", ("30", "kilometre", "AtLeast")),
    ],
)
def test_amounts_of_money_and_measures_have_bounds_too(text, expected):
    assert amount(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 to 15 percent", [("10", "percent"), ("15", "percent")]),
        ("two to four days", [("2", "day"), ("4", "day")]),
        ("$2 million to $3 million", [("2000000", "USD"), ("3000000", "USD")]),
        ("$2-3 million", [("2000000", "USD"), ("3000000", "USD")]),
        ("between 210 and 250 passengers", [("210", None), ("250", None)]),
    ],
)
def test_a_range_is_a_lower_and_an_upper_bound(text, expected):
    found = quantities(text)
    assert [(quantity.value, quantity.unit) for quantity in found] == expected
    assert [quantity.bound for quantity in found] == [Bound.AT_LEAST, Bound.AT_MOST]


def test_a_change_from_one_value_to_another_is_no_range():
    assert [quantity.bound for quantity in quantities("from 40% to 1%")] == [
        Bound.EXACT,
        Bound.EXACT,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz, 44, resigned",
        "a 44-year-old man",
        "two years old",
        "aged 14",
        "a Boeing 747 jet",
        "the 777s",
        "Flight 447",
        "Article 5",
        "No. 3",
        "one of the officers",
        "no one knows",
        "the third attempt",
        "March 3, 2026",
        "in 2019",
        "at 5 p.m.",
        "they won 3-1",
        "call 555-1234",
        "version 10.5.2",
        "a 14-member panel",
        "three times as high",
        "the A380",
        "it took a year of talks",
        "for a day before the vote",
        "9/11",
        "the one Pence signed",
        "a third attempt",
        "the first half of 2025",
        "two days ago",
    ],
)
def test_what_counts_nothing_is_left_alone(text):
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It killed at least 14 civilians.", "at least 14"),
        ("It has seized more than 40 tonnes of cocaine.", "more than 40 tonnes"),
        ("They paid up to $3 million for it.", "up to $3 million"),
        ("It cut 300 or more jobs.", "300 or more"),
    ],
)
def test_the_annotation_covers_bound_and_unit_but_not_the_thing(text, words):
    [quantity] = quantities(text)
    assert quantity.text == words == text[quantity.span.start : quantity.span.end]


def test_a_number_that_stands_for_what_it_counts_is_a_quantity():
    # fmt: off
    doc = Doc(NLP.vocab, words=["Shelling", "killed", "14", "."],
              tags=["NN", "VBD", "CD", "."], pos=["NOUN", "VERB", "NUM", "PUNCT"],
              deps=["nsubj", "ROOT", "dobj", "punct"], heads=[1, 1, 1, 1],
              ents=["O", "O", "B-CARDINAL", "O"])
    # fmt: on
    assert [quantity.value for quantity in quantities(doc)] == ["14"]


def test_a_model_number_before_a_noun_counts_nothing():
    # fmt: off
    doc = Doc(NLP.vocab, words=["Its", "737", "replacement", "slipped"],
              tags=["PRP$", "CD", "NN", "VBD"], pos=["PRON", "NUM", "NOUN", "VERB"],
              deps=["poss", "nummod", "nsubj", "ROOT"], heads=[2, 2, 3, 3])
    # fmt: on
    assert quantities(doc) == []


DECIMAL = re.compile(r"0|[1-9]\d*(?:\.\d*[1-9])?|0\.\d*[1-9]")
WORDS = st.sampled_from(
    "at least more than up to about some $ € 3 14 2.5 3,000 million billion percent % dollars euros tonnes km two "
    "three hundred dozen half a third of - the people , . and or hundreds thousands years old US$5 10-15".split()
)


@given(st.lists(WORDS, max_size=12))
def test_every_quantity_is_well_formed(words):
    doc = NLP(" ".join(words))
    for quantity in quantities(doc):
        assert doc.text[quantity.span.start : quantity.span.end] == quantity.text
        assert DECIMAL.fullmatch(quantity.value)


@given(st.integers(0, 10**15))
def test_digits_are_read_with_and_without_separators(number):
    assert [quantity.value for quantity in quantities(f"${number:,}")] == [str(number)]
    assert [quantity.value for quantity in quantities(f"${number}")] == [str(number)]


@given(st.text(max_size=80))
def test_any_text_is_read(text):
    assert all(quantity.text for quantity in quantities(text))


@pytest.mark.parametrize(
    "text", ["the R5 to Oslo", "a magnitude 6.4 earthquake", "a category 5 storm"]
)
def test_what_is_only_numbered_is_no_quantity(text):
    assert quantities(text) == []


def test_range_behind_by_has_the_unit_of_its_end():
    found = [(q.value, q.unit, q.bound.value) for q in quantities("rose by 3 to 5 percent")]
    assert found == [("3", "percent", "AtLeast"), ("5", "percent", "AtMost")]


def test_a_number_in_the_name_of_a_product_is_none():
    words = ["The", "Voltis", "737", "-", "800", "flew", "800", "people"]
    labels = ["O", "O", "B-PRODUCT", "I-PRODUCT", "I-PRODUCT", "O", "O", "O"]
    tags = ["DT", "NNP", "CD", "HYPH", "CD", "VBD", "CD", "NNS"]
    doc = Doc(
        NLP.vocab,
        words=words,
        spaces=[True, True, False, False, True, True, True, False],
        tags=tags,
        ents=labels,
    )
    assert [quantity.text for quantity in quantities(doc)] == ["800"]
    assert quantities(doc)[0].span.start == 24
