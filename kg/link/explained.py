"""Initials that an article explains: "Immigration and Customs Enforcement (ICE)"; there they mean nothing else."""

import re
from typing import Final

from kg import vocabulary

_INITIALS: Final = re.compile(r"\(([A-Z][A-Za-z&.-]{1,7})\)")
_BEFORE: Final = 120  # characters
_MORE: Final = 4  # words than letters
_WORD: Final = re.compile(r"[A-Za-z][\w'’&.-]*")
_LEAST: Final = 3  # letters that may skip words
_ARTICLES: Final = frozenset({"The", "A", "An"})
_SMALL: Final = vocabulary.words("names", "left_out_of_explained")


def explained(text: str) -> dict[str, str]:
    """Return the initials that stand in brackets in TEXT, with the words before that they stand for.

    >>> explained("Agents of U.S. Immigration and Customs Enforcement (ICE) and a reasonable and fair (RAF) offer.")
    {'ICE': 'Immigration and Customs Enforcement', 'RAF': 'reasonable and fair'}
    >>> explained("The Larn Care Fraud Prevention and Inquiry Team (LIT) met them.")
    {'LIT': 'Larn Care Fraud Prevention and Inquiry Team'}
    """
    found: dict[str, str] = {}
    for match in _INITIALS.finditer(text):
        letters = [letter.casefold() for letter in match[1] if letter.isupper()]
        before = text[max(0, match.start() - _BEFORE) : match.start()].rstrip()
        if len(letters) > 1 and (words := _words(before, letters)):
            found.setdefault(match[1], words)
    return found


def _words(before: str, letters: list[str]) -> str:
    """Return the words at the end of what stands BEFORE whose initials LETTERS are; "" for none."""
    words = list(_WORD.finditer(before))
    if not words or words[-1].end() != len(before):
        return ""
    for size in range(len(letters), min(len(letters) + _MORE, len(words)) + 1):
        own = words[-size:]
        large = [word[0][0].casefold() for word in own if word[0] not in _SMALL]
        every = [word[0][0].casefold() for word in own]
        if letters in (large, every) and every[0] == letters[0]:
            return before[own[0].start() :]
    return _skipping(before, words, letters)


def _skipping(before: str, words: list[re.Match[str]], letters: list[str]) -> str:
    """Return the capitalised words at the end of what stands BEFORE, if LETTERS are initials of some, last too."""
    first = len(words)
    while first and (words[first - 1][0][0].isupper() or words[first - 1][0] in _SMALL):
        first -= 1
    run = [word for word in words[first:] if word[0] not in _SMALL and word[0] not in _ARTICLES]
    initials = [word[0][0].casefold() for word in run]
    if len(letters) < _LEAST or initials[-1:] != letters[-1:] or letters[0] not in initials:
        return ""
    rest = iter(initials[initials.index(letters[0]) :])
    is_within = all(letter in rest for letter in letters)
    return before[run[initials.index(letters[0])].start() :] if is_within else ""
