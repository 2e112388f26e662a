"""Quantities: amounts of money, shares, measures and counts, with what limits them ("at least 14").

An annotation covers the number, its unit and the words of its bound, not the things that are counted. Numbers that
count nothing (ages, dates, models, flights, scores, "one of") are left alone. A vague plural is a lower bound:
"dozens" are at least 24, "hundreds" at least 200. A fraction is a share in percent. "10 to 15" is two quantities,
at least 10 and at most 15.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from spacy.tokens import Doc
from spacy.tokens import Span as Words

from kg import vocabulary
from kg.layers import Annotation
from kg.model import Bound, Quantity, Span
from kg.nlp import numbers
from kg.nlp.quantities import units
from kg.nlp.quantities.amounts import Amount, Form, read
from kg.nlp.quantities.compounds import joined
from kg.nlp.quantities.counts import counts_something
from kg.nlp.times.timecues import accepted

_WINDOW: Final = 36  # characters before a number that can be its bound
_ADVERB: Final = r"(?:(?:well|just|slightly|far|much|only|even|considerably|significantly) )?"
_BEFORE: Final = re.compile(
    rf"\b(?:(?P<AT_LEAST>at least|no (?:fewer|less) than|not less than|(?:a )?minimum of|at the very least)"
    rf"|(?P<AT_MOST>up to|as many as|as much as|as high as|at most|(?:no|not) more than|(?:a )?maximum of)"
    rf"|(?P<MORE_THAN>{_ADVERB}(?:more than|over|above|upwards of|in excess of|exceeding|greater than))"
    rf"|(?P<LESS_THAN>{_ADVERB}(?:fewer than|less than|under|below))"
    r"|(?P<ABOUT>(?:just )?about|around|nearly|almost|some|roughly|approximately|approx\.|close to|an estimated|"
    r"estimated|an average of|circa|more or less))(?: (?:the|an?|a total of|an additional|an estimated))?[ ]\Z",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"(?P<AT_LEAST> or more\b| or above\b|\+)|(?P<AT_MOST> or (?:less|fewer|under)\b)|(?P<ABOUT> or so\b|-odd\b)"
)
_PREPOSITIONS: Final = vocabulary.words("prepositions", "bounds")
_FEW: Final = 12
_RANGE: Final = re.compile(r" ?[-–] ?| to | or ")
_AND: Final = re.compile(r" and ")


def find_quantities(doc: Doc, span: Callable[[int, int], Span]) -> tuple[Annotation, ...]:
    """Return the quantities of DOC in order; SPAN makes the span of a stretch of the doc's text."""
    annotations: list[Annotation] = []
    for start, end, amount, bound in _bounded(doc):
        words = doc.char_span(start, end, alignment_mode="expand")
        if words is None or (annotations and words.start < annotations[-1].last):
            continue
        quantity = Quantity(
            span=span(words.start_char, words.end_char),
            text=words.text,
            value=numbers.canonical(amount.value),
            unit=amount.unit,
            bound=bound,
        )
        annotations.append(Annotation(words.start, words.end, quantity))
    return tuple(annotations)


def _bounded(doc: Doc) -> Iterator[tuple[int, int, Amount, Bound]]:
    """Yield start, end, amount and bound of each number that is a quantity where it stands."""
    text = doc.text  # spaCy builds it anew each time
    for amount, given in _ranged(text, _timeless(doc, text)):
        if given is not None:
            yield amount.start, amount.end, amount, given
            continue
        start, end, bound = _limits(doc, text, amount)
        words = doc.char_span(amount.start, amount.number_end, alignment_mode="expand")
        bounded = bound is not Bound.EXACT
        if words is None or (amount.unit is None and _is_of_product(words)):
            continue
        if not (amount.unit or counts_something(text, words, amount, is_bounded=bounded)):
            continue
        if bound is Bound.EXACT and amount.form is Form.PLURAL:
            bound = Bound.AT_LEAST
        elif bound is Bound.EXACT and amount.is_rounded:
            bound = Bound.ABOUT
        yield start, end, amount, bound


def _is_of_product(words: Words) -> bool:
    """Tell whether a number is a part of a product's name: the 737 of "a Boeing 737-800"."""
    return all(token.ent_type_ == "PRODUCT" for token in words)


def _timeless(doc: Doc, text: str) -> Iterator[Amount]:
    """Yield the numbers that are no part of a time."""
    taken = [(found.expression.start, found.expression.end) for found in accepted(doc)]
    for amount in joined(text, read(text)):
        while taken and taken[0][1] <= amount.start:
            taken.pop(0)
        if not taken or amount.end <= taken[0][0]:
            yield amount


def _ranged(text: str, amounts: Iterator[Amount]) -> Iterator[tuple[Amount, Bound | None]]:
    """Yield the amounts, the two ends of a range with their bounds, and no scores."""
    queue = [*amounts, None]
    skip = False
    for here, after in pairwise(queue):
        if skip or here is None:
            skip = False
            continue
        gap = text[here.end : after.start] if after is not None else ""
        ends = _ends_of_range(text, here, after) if after is not None else None
        if after is not None and ends:
            yield ends[0], Bound.AT_LEAST
            yield ends[1], Bound.AT_MOST
            skip = True
        elif gap in ("-", "–"):
            skip = True
        else:
            yield here, None


def _ends_of_range(text: str, low: Amount, high: Amount) -> tuple[Amount, Amount] | None:
    """Return the ends of a range: "10 to 15 percent", "$2-3 million", "between 5 and 7 people"."""
    gap = text[low.end : high.start]
    before = text[max(0, low.start - 8) : low.start].lower()
    if _AND.fullmatch(gap):
        if not before.endswith("between "):
            return None
    elif (
        not _RANGE.fullmatch(gap)
        or before.endswith("from ")
        or (before.endswith("by ") and (low.unit or not high.unit))
        or not _agree(low, high, gap)
    ):
        return None
    low = _shared(text, low, high)
    if low.value >= high.value or (
        (high.unit or low.unit) is None and not _PEOPLE.match(text, high.end)
    ):
        return None
    return low, replace(high, unit=high.unit or low.unit)


def _agree(low: Amount, high: Amount, gap: str) -> bool:
    """Tell whether two numbers can be the ends of one range: in one unit, or with one unit for both."""
    if low.unit is None or low.unit == high.unit:
        return True
    return high.unit is None and low.end == low.number_end and gap != " or "


_PEOPLE: Final = re.compile(r" (?:[a-z-]+ )?(?:[a-z]+s|people|men|women|children|police|troops)\b")


def _shared(text: str, low: Amount, high: Amount) -> Amount:
    """Return LOW with the scale and the unit that only HIGH names: "$2-3 million"."""
    scale = _scale(text, high)
    value = (
        low.value * scale
        if low.form in (Form.DIGITS, Form.WORDS) and low.value < high.value / scale
        else low.value
    )
    return replace(low, value=value, unit=low.unit or high.unit)


def _scale(text: str, amount: Amount) -> Decimal:
    digits = re.match(r"\D*" + numbers.DIGITS, text[amount.start : amount.number_end])
    plain = numbers.parse(re.sub(r"^\D*", "", digits[0])) if digits else None
    return amount.value / plain if plain else Decimal(1)


def _limits(doc: Doc, text: str, amount: Amount) -> tuple[int, int, Bound]:
    """Return where an amount starts and ends with the words of its bound, and the bound."""
    after = _AFTER.match(text, amount.end)
    if after is not None:
        return amount.start, after.end(), Bound[str(after.lastgroup)]
    before = _BEFORE.search(text, max(0, amount.start - _WINDOW), amount.start)
    if before is None or _is_preposition(doc, before, amount):
        return amount.start, amount.end, Bound.EXACT
    return before.start(), amount.end, Bound[str(before.lastgroup)]


def _is_preposition(doc: Doc, before: re.Match[str], amount: Amount) -> bool:
    """Tell whether what looks like a bound leads to the place or the topic: "flew over three countries"."""
    word = before[str(before.lastgroup)].lower()
    if word not in _PREPOSITIONS:
        return False
    if amount.unit in units.DURATIONS and word == "over":
        return True
    words = doc.char_span(before.start(), before.start() + len(word), alignment_mode="expand")
    if words is None or words[0].dep_ != "prep":
        return False
    # The parser takes many bounds for prepositions; small numbers in words are seldom given one.
    few = amount.form is Form.WORDS and amount.value <= _FEW
    return few or words[0].head.pos_ == "NOUN"
