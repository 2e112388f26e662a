"""Forms of enterprises at the end of a name: where the name of a firm ends."""

import re
from typing import Final

from kg import vocabulary
from kg.nlp.words import Words

_LEGAL: Final = vocabulary.words("companies", "legal_forms")
_TICKER: Final = re.compile(r"[A-Z]{1,5}(?:\.[A-Z]{1,2})?")


def is_form(text: str) -> bool:
    """Tell whether TEXT is the form of an enterprise, shortened.

    >>> is_form("Inc."), is_form("PLC"), is_form("Income")
    (True, True, False)
    """
    return text.lower().rstrip(".") in _LEGAL


def after_form(first: int, last: int, words: Words) -> int:
    """Return where the name of a firm ends that goes on behind its form: "Voltis Inc | of Larn", "Voltis Co | VLT"."""
    for i in range(first + 1, last - 1):
        if not is_form(words.texts[i]) or is_form(words.texts[i + 1]):
            continue
        is_ticker = i + 2 == last and _TICKER.fullmatch(words.texts[i + 1])
        if is_ticker or words.lowers[i + 1] == "of":
            return i + 1
    return last


def is_saint_left_out(i: int, words: Words) -> bool:
    """Tell whether the word at I is the saint of a name that was cut before it: "City of St. | Paul"."""
    within = i < len(words.texts) and i not in words.starts
    return within and words.texts[i - 1] == "St." and words.is_name(i)
