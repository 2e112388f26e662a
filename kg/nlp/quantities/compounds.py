"""Measures that are said in two or three units: "3 years and 4 months", "1 hour 59 minutes 40 seconds", "6 feet 2"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from kg import vocabulary
from kg.nlp.quantities.amounts import Amount, Form

_PARTS: Final = vocabulary.numbers("units", "parts")
_BETWEEN: Final = re.compile(r" |, (?:and )?| and ")
_WRITTEN: Final = (Form.DIGITS, Form.LARGE, Form.WORDS)


def joined(text: str, amounts: Iterable[Amount]) -> Iterator[Amount]:
    """Yield the AMOUNTS of TEXT, those that are one measure in several units as one, in the smallest of them.

    >>> from kg.nlp.quantities.amounts import read
    >>> text = "He got three years and four months for the 2 hours, 6 minutes of the raid."
    >>> [(str(each.value), each.unit) for each in joined(text, read(text))]
    [('40', 'month'), ('126', 'minute')]
    """
    last: Amount | None = None
    for amount in amounts:
        if last is not None and (times := _times(text, last, amount)):
            value = last.value * times + amount.value
            last = replace(last, end=amount.end, value=value, unit=amount.unit)
            continue
        if last is not None:
            yield last
        last = amount
    if last is not None:
        yield last


def _times(text: str, first: Amount, rest: Amount) -> Decimal | None:
    """Return how many units of REST make one of FIRST, where REST is said with it; None where it is not."""
    times = Decimal(_PARTS.get(f"{first.unit} {rest.unit}", 0))
    written = first.form in _WRITTEN and rest.form in _WRITTEN
    near = _BETWEEN.fullmatch(text, first.end, rest.start) is not None
    # "Three and a half years and two months" is rare, a list of two sums is not.
    whole = first.value == first.value.to_integral_value()
    return times if written and near and whole and rest.value < times else None
