"""How well two names for one thing agree, by their words and numbers: what measures free annotation of facts."""

import re
from collections.abc import Iterable
from typing import Final

from kg import vocabulary

_EMPTY: Final = vocabulary.words("evaluation", "empty")
_SMALL: Final = vocabulary.words("evaluation", "small")
_ENDINGS: Final = vocabulary.ordered("evaluation", "endings")
_COUNTED: Final = vocabulary.ordered("evaluation", "counted")
_SCALES: Final = vocabulary.table("evaluation", "scales")
_WORD: Final = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LEAST: Final = 3  # letters of a stem
_LONG: Final = 2  # a label that has so many more words than the name may hold any name
_BEHIND: Final = 10  # characters behind a number in which its scale stands


def words(text: str) -> list[str]:
    """Return the words of TEXT that say something.

    >>> words("The U.S. company's oil")
    ['united', 'states', 'company', 'oil']
    """
    plain = text.casefold().replace("’s", "").replace("'s", "").replace("u.s.", "united states")
    return [word for word in _WORD.findall(plain) if word not in _EMPTY]


def stem(word: str) -> str:
    """Return WORD without its ending.

    >>> stem("exporting"), stem("41,730")
    ('export', '41730')
    """
    if word[:1].isdigit():
        return word.replace(",", "")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word[: -len(ending)]
    return word


def stems(text: str) -> set[str]:
    """Return the stems of the words of TEXT."""
    return {stem(word) for word in words(text)}


def numbers(text: str) -> set[float]:
    """Return the numbers in TEXT, those with a scale behind them also by it.

    >>> sorted(numbers("1.5 million of four"))
    [1.5, 4.0, 1500000.0]
    """
    found: set[float] = set()
    for match in _NUMBER.finditer(text):
        value = float(match.group().replace(",", ""))
        rest = text[match.end() : match.end() + _BEHIND].strip().casefold()
        scale = next((s for word, s in _SCALES.items() if rest.startswith(word)), "1")
        found |= {value, value * float(scale)}
    return found | {float(_COUNTED.index(w) + 1) for w in words(text) if w in _COUNTED}


def likeness(names: Iterable[str], labels: Iterable[str]) -> float:
    """Return, from 0 to 1, how well one of the NAMES of a thing is one of the LABELS.

    >>> likeness(["Chevron"], ["Chevron Corporation"]), likeness(["oil"], ["gas"])
    (0.8, 0.0)
    """
    pairs = [(name, label) for name in names for label in labels]
    return max((_pair(name, label) for name, label in pairs), default=0.0)


def _pair(name: str, label: str) -> float:
    own, other = stems(name), stems(label)
    counted, found = numbers(name), numbers(label)
    best = 0.0
    if counted and found and max(counted) in found:
        bare = own - {stem(word) for word in words(name) if word[:1].isdigit()}
        best = 0.8 if bare else 1.0
    common = own & other
    if not common:
        return best
    if own == other:
        return 1.0
    share = len(common) / len(own | other)
    if len(other) > max(_LONG * len(own), len(own) + _LONG):
        return max(best, share)
    strong = common - {stem(word) for word in _SMALL}
    if common == other and strong:
        share = max(share, 0.6 if len(other) < len(own) else 0.8)
    if common == own and strong:
        share = max(share, 0.8)
    return max(best, share)
