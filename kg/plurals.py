"""Numbers of things in words, one document, two documents; and numbers that are written in digits."""

from typing import Final

_CODE: Final = 3  # letters of a currency
_UNCHANGED: Final = ("percent", "hertz")
_LONGEST: Final = 18  # digits of a number of things
_ODD: Final = {"foot": "feet", "inch": "inches", "century": "centuries"}


def counted(number: int, thing: str, things: str = "") -> str:
    """Return a NUMBER of things in words: of one THING, or of several THINGS.

    >>> counted(1, "file"), counted(1200, "file"), counted(0, "country", "countries")
    ('1 file', '1,200 files', '0 countries')
    """
    return f"{number:,} {thing if number == 1 else things or f'{thing}s'}"


def written(text: str) -> int | None:
    """Return the number that TEXT writes in digits; None where it is none, or longer than any count of things.

    >>> written("42"), written("4½"), written("³"), written("9" * 5000)
    (42, None, None, None)
    """
    return int(text) if text.isdecimal() and len(text) <= _LONGEST else None


def measured(number: str, unit: str) -> str:
    """Return a NUMBER of a UNIT in words.

    >>> measured("1", "year"), measured("27", "year"), measured("2.5", "EUR"), measured("6", "square foot")
    ('1 year', '27 years', '2.5 EUR', '6 square feet')
    >>> measured("80", "kilometre per hour"), measured("30", "degree Celsius"), measured("3", "percent")
    ('80 kilometres per hour', '30 degrees Celsius', '3 percent')
    """
    what, per, rate = unit.partition(" per ")
    if number in ("1", "-1") or (len(what) == _CODE and what.isupper()):
        return f"{number} {unit}"
    if what.startswith("degree"):
        several = what.replace("degree", "degrees", 1)
    else:
        before, _, last = f" {what}".rpartition(" ")
        several = f"{before} {_plural(last)}".strip()
    return f"{number} {several}{per}{rate}"


def _plural(word: str) -> str:
    if word.endswith(_UNCHANGED):
        return word
    return _ODD.get(word, f"{word}s")
