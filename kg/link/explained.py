"""Initials that an article explains: "Immigration and Customs Enforcement (ICE)"; there they mean nothing else."""

import re
from typing import Final

_INITIALS: Final = re.compile(r"\(([A-Z][A-Za-z&.-]{1,7})\)")
_BEFORE: Final = 120  # characters
_MORE: Final = 4  # words than letters
_WORD: Final = re.compile(r"[A-Za-z][\w'’&.-]*")
_SMALL: Final = frozenset("of the and for in on at to de la".split())


def explained(text: str) -> dict[str, str]:
    """Return the initials that stand in brackets in TEXT, with the words before that they stand for.

    >>> explained("Agents of U.S. Immigration and Customs Enforcement (ICE) and a reasonable and fair (RAF) offer.")
    {'ICE': 'Immigration and Customs Enforcement', 'RAF': 'reasonable and fair'}
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
    return ""
