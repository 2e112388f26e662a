"""Acronyms that a text introduces in brackets, either way round."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg import vocabulary
from kg.nlp.words import Words
from kg.ontology import Ontology

_ACRONYM: Final = re.compile(r"(?=(?:[a-z&.]*[A-Z]){2})[A-Z][A-Za-z&.+-]{1,9}")
_BARE: Final = re.compile(r"[A-Z]{3,6}")
_LONGEST: Final = 8  # words of the name of a firm
_SMALL: Final = vocabulary.words("names", "left_out_of_acronyms")


@dataclass(frozen=True, slots=True)
class Introduction:
    """An acronym and the tokens FIRST up to LAST of the full name that it stands for."""

    acronym: str
    first: int
    last: int


def introductions(words: Words, ontology: Ontology) -> Iterator[Introduction]:
    """Yield the acronyms with their full names: "World Health Organization (WHO)", "WHO (World …)"."""
    texts = words.texts
    for i, text in enumerate(texts):
        if text != "(" or i == 0 or i + 2 >= len(texts):
            continue
        if texts[i + 2] == ")" and _ACRONYM.fullmatch(texts[i + 1]):
            last = i - 1 if texts[i - 1] == "'s" else i
            first = _full_name(texts, last, texts[i + 1], ontology)
            if first is not None:
                yield Introduction(texts[i + 1], first, last)
        elif texts[i + 2] == ")" and (first := _shortened(texts, i, ontology)) is not None:
            yield Introduction(texts[i + 1], first, i)
        elif _ACRONYM.fullmatch(texts[i - 1]) and ")" in texts[i : i + 14]:
            last = texts.index(")", i)
            if fits(texts[i - 1], texts[i + 1 : last]):
                yield Introduction(texts[i - 1], i + 1, last)


def implied(
    words: Words, spans: Iterable[tuple[int, int]], known: Collection[str]
) -> Iterator[Introduction]:
    """Yield the acronyms that no brackets introduce: "Rapid Support Forces", and further on "RSF".

    SPANS are those of the names in the text; the acronyms of KNOWN are introduced already.
    """
    found = {text for text in words.texts if _BARE.fullmatch(text)}.difference(known)
    for first, last in spans:
        for acronym in sorted(found):
            if last - first >= len(acronym) and fits(acronym, words.texts[first:last]):
                found.discard(acronym)
                yield Introduction(acronym, first, last)


def _shortened(texts: Sequence[str], end: int, ontology: Ontology) -> int | None:
    """Return where the name of a firm before END begins that is cut to its first word: "Delta Mills Inc. (Delta)"."""
    short = texts[end + 1]
    if not short[0].isupper() or ontology.name_ending(texts[end - 1]) != "Company":
        return None
    for first in range(end - 2, max(-1, end - _LONGEST), -1):
        if not texts[first][0].isupper():
            break
        if texts[first] == short:
            return first
    return None


def _full_name(texts: Sequence[str], end: int, acronym: str, ontology: Ontology) -> int | None:
    """Return where the full name begins that ends before END; "Inc." at its end may have no letter."""
    if end > 2 and ontology.name_ending(texts[end - 1]) == "Company":
        bare = _full_name(texts, end - 1, acronym, ontology)
        if bare is not None:
            return bare
    for first in range(end - 2, max(-1, end - 14), -1):
        if texts[first][0].isupper() and fits(acronym, texts[first:end]):
            return first
    return None


def fits(acronym: str, name: Sequence[str]) -> bool:
    """Tell whether ACRONYM is made of the first letters of the words of NAME; small words may be left out.

    >>> fits("IAEA", ["International", "Atomic", "Energy", "Agency"])
    True
    >>> fits("DoD", ["Department", "of", "Defense"]), fits("USA", ["Ulster", "Scots", "Agency", "Board"])
    (True, False)
    """
    letters = [c.lower() for c in acronym if c.isalpha()]
    if acronym in name[1:] or len(name) < 2:
        return acronym in name[1:] and name[0][0].lower() == letters[0]
    k = 0
    for word in name:
        if k < len(letters) and word[0].lower() == letters[k]:
            k += 1
        elif word.lower() not in _SMALL and word[0].isalnum():
            return False
    return k == len(letters)
