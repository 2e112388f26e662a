"""Labels of a picture: cleaned, measured without a font, broken into lines, and cut."""

import unicodedata
from typing import Final

SIZE: Final = 13  # of the letters of a node, in pixels
SMALL: Final = 11  # of the letters of an edge and of what stands below a name
_NARROW: Final = frozenset("iljtfrI.,:;'’|!()[]1 -")
_WIDE: Final = frozenset("mwMW@%—…")
_JOINERS: Final = frozenset("\u200c\u200d")  # Persian and Indic words and emoji need them
_LEFT_OUT: Final = frozenset({"Cc", "Cf", "Cs", "Cn"})


def clean(text: str) -> str:
    r"""Return TEXT on one line without what XML forbids and what turns the direction of other text.

    >>> clean("Ana\x00\n \u202eRuiz"), clean("\ud800\ufffe")
    ('Ana Ruiz', '')
    """
    kept = (
        " " if c.isspace() or unicodedata.category(c) == "Cc" else c
        for c in text
        if c.isspace() or unicodedata.category(c) not in _LEFT_OUT - {"Cc"} or c in _JOINERS
    )
    return " ".join("".join(kept).split())


def width(text: str, size: int = SIZE) -> int:
    """Return about how many pixels TEXT is wide in a sans-serif font, rather more than less.

    >>> width("Illinois") < width("Hamburgo") < width("漢字漢字漢字漢字")
    True
    """
    return round(sum(map(_share, text)) * size)


def _share(character: str) -> float:
    """Return how wide CHARACTER is, as a share of the height of the letters."""
    if unicodedata.combining(character) or character in _JOINERS:
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in _NARROW:
        return 0.34
    if character in _WIDE:
        return 0.95
    if character.isupper():
        return 0.72
    return 0.58


def cut(text: str, most: int) -> str:
    """Return TEXT, cut to MOST characters with an ellipsis where it is longer.

    >>> cut("narco-terrorism", 15), cut("narco-terrorism", 8)
    ('narco-terrorism', 'narco-t…')
    """
    if len(text) <= most:
        return text
    end = most - 1
    while end > 1 and unicodedata.combining(text[end]):
        end -= 1  # a letter keeps its accents
    return f"{text[:end].rstrip()}…"


def lines(text: str, most: int, count: int = 2) -> list[str]:
    """Return TEXT in at most COUNT lines of at most MOST characters, broken between words where it can be.

    >>> lines("United States Department of Justice", 20)
    ['United States', 'Department of Justi…']
    >>> lines("Caracas", 20), lines("", 20)
    (['Caracas'], [''])
    """
    if len(text) <= most:
        return [text]
    made: list[str] = []
    rest = text
    while len(made) < count - 1 and len(rest) > most:
        end = rest.rfind(" ", 0, most + 1)
        end = end if end > most // 3 else most
        made.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*made, cut(rest, most)] if rest else made
