"""Units: currencies by their signs and names (ISO 4217, names from CLDR), measures by plain English words."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg import vocabulary
from kg.names import currencies

SIGNS: Final = vocabulary.table("units", "signs")

_BARE: Final = vocabulary.table("units", "currencies")
_PLAIN: Final = vocabulary.table("units", "plain_currencies")
_ALSO_WORDS: Final = vocabulary.words("units", "currencies_and_words")

_MEASURES: Final = vocabulary.table("units", "measures")
DURATIONS: Final = vocabulary.words("time", "durations")
_FLOWS: Final = vocabulary.words("units", "flows")
_PIECES: Final = vocabulary.table("units", "pieces")
_PIECE: Final = re.compile(
    rf"(?: (?:an?|per|each|every) |/)({'|'.join(sorted(_PIECES, key=len, reverse=True))})\b"
    r"(?!-| (?:of|in|later|earlier|ago|after|before|and)\b)",
    re.IGNORECASE,
)
_MOST_WORDS: Final = 5
_RATE: Final = re.compile(r" (?:per|an?) (second|minute|hour|day|week|month|year)\b", re.IGNORECASE)
_WORD: Final = re.compile(
    r"((?:[A-Za-z]\.){2,}|[%°²³]|[^\W\d_](?:[\w./²³-]*[\w²³])?)(?: |(?=-)|)", re.UNICODE
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a text names it: an ISO 4217 code or a plain word, and how many characters name it."""

    name: str
    is_currency: bool
    length: int


@cache
def _names() -> dict[str, tuple[str, bool]]:
    """Return the unit that each name stands for, and whether it is a currency."""
    names: dict[str, tuple[str, bool]] = {}
    for code, forms in currencies().items():
        names.update((form.lower(), (code, True)) for form in forms)
    names.update(_last_words(names))
    names.update((name, (word, True)) for name, word in {**_PLAIN, **_BARE}.items())
    names.update(
        (form.strip(), (unit, False))
        for unit, forms in _MEASURES.items()
        for form in forms.split(", ")
    )
    for word in _ALSO_WORDS:
        names.pop(word, None)
    return names


def _last_words(names: dict[str, tuple[str, bool]]) -> dict[str, tuple[str, bool]]:
    """Return the nouns that only one currency has: "zloty", "hryvnia"."""
    owners: dict[str, set[str]] = {}
    for name, (code, _) in names.items():
        owners.setdefault(name.rpartition(" ")[2], set()).add(code)
    return {word: (codes.copy().pop(), True) for word, codes in owners.items() if len(codes) == 1}


def code(word: str) -> str | None:
    """Return WORD if it is the code of a current currency.

    >>> code("CHF"), code("THE")
    ('CHF', None)
    """
    return word if word in currencies() else None


def after(text: str, start: int) -> Unit | None:
    """Return the unit that TEXT names from START on.

    >>> after("40 million barrels a day", 11)
    Unit(name='barrel per day', is_currency=False, length=13)
    >>> after("5 Swiss francs", 2).name, after("5 boats", 2)
    ('CHF', None)
    """
    names = _names()
    ends: list[int] = []
    place = start
    while len(ends) < _MOST_WORDS and (word := _WORD.match(text, place)):
        ends.append(word.end(1))
        place = word.end()
    for end in reversed(ends):
        known = names.get(text[start:end].lower())
        if known is not None and not _is_name(text[start:end], known[0]):
            return _with_rate(text, start, end, *known)
    return None


def _is_name(words: str, unit: str) -> bool:
    """Tell whether a unit's word is written as a name: "the one Pence signed"."""
    return words.istitle() and words.isalpha() and len(words) > 1 and unit not in ("EUR", "USD")


def priced(text: str, end: int, currency: str) -> tuple[str, int]:
    """Return the unit of a sum of money that ends at END, with what it is paid for, and where that ends.

    >>> priced("$30 a share", 3, "USD"), priced("$30 a day later", 3, "USD")
    (('USD per share', 11), ('USD', 3))
    """
    piece = _PIECE.match(text, end)
    if piece is None:
        return currency, end
    return f"{currency} per {_PIECES[piece[1].lower()]}", piece.end()


def _with_rate(text: str, start: int, end: int, name: str, is_currency: bool) -> Unit:
    if is_currency:
        unit, last = priced(text, end, name)
        return Unit(unit, is_currency, last - start)
    rate = _RATE.match(text, end) if name in _FLOWS else None
    if rate is None:
        return Unit(name, is_currency, end - start)
    return Unit(f"{name} per {rate[1].lower()}", is_currency, rate.end() - start)
