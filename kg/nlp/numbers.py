"""Numbers as English writes them, in digits and in words: ``1.3 million``, ``forty-two``, ``two and a half``."""

import re
from decimal import Decimal
from typing import Final

from kg import vocabulary

_SMALL: Final = {word: number for number, word in enumerate(vocabulary.ordered("numbers", "small"))}
_TENS: Final = {
    word: 10 * number for number, word in enumerate(vocabulary.ordered("numbers", "tens"), start=2)
}
_SCALES: Final = vocabulary.numbers("numbers", "scales")
_DOZENS: Final = vocabulary.numbers("numbers", "dozens")

_PLURALS: Final = vocabulary.numbers("numbers", "plurals")

_UNIT = "one|two|three|four|five|six|seven|eight|nine"
_TEEN = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_BELOW_100 = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_UNIT}))?|{_TEEN}|{_UNIT})"
_BELOW_1000 = rf"(?:{_BELOW_100}[- ]hundred(?:(?: and)? {_BELOW_100})?|{_BELOW_100})"
_LONG_SCALE = "thousand|million|billion|trillion|crores?|lakhs?"

DIGITS: Final = r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d+)(?:\.\d+)?"
SCALE: Final = rf"(?:hundred|{_LONG_SCALE})"
# Short scales are read with digits only, and never in front of more letters: "5m", "€2bn".
SHORT_SCALE: Final = r"(?:(?:bn|mn|tn|[mbk])(?![A-Za-z0-9²³]))"
WORDS: Final = (
    rf"(?:half a {SCALE}|half a dozen|(?:a |three )?quarters? of a {SCALE}"
    rf"|(?:a|{_BELOW_100}) dozen"
    rf"|(?:(?:a|several|a few|a couple of) )(?:hundred|{_LONG_SCALE})(?: (?:hundred|{_LONG_SCALE}))?"
    rf"|{_BELOW_1000}(?:[- ]and[- ]a[- ]half)?(?:[- ](?:{_LONG_SCALE})(?:(?: and)? {_BELOW_1000})?)*"
    rf"(?:[- ]and[- ]a[- ]half)?)"
)
FIRST_WORDS: Final = rf"{'|'.join(_TENS)}|{_TEEN}|{_UNIT}|half|quarter"
PLURALS: Final = "(?:" + "|".join(sorted(_PLURALS, key=len, reverse=True)) + ")"

_SPLIT: Final = re.compile(r"[\s-]+")
_SPLIT_SCALE: Final = re.compile(r"(?<=\d)(?=[A-Za-z])")
_PORTIONS: Final = vocabulary.table("numbers", "portions")
_VAGUE: Final = vocabulary.words("numbers", "vague")


def parse(text: str) -> Decimal | None:
    """Return the number that TEXT writes, or None where it writes none.

    A vague number is the least that it can mean: "several hundred" is 200.

    >>> parse("two hundred and twelve"), parse("1.3 million"), parse("3,000")
    (Decimal('212'), Decimal('1300000.0'), Decimal('3000'))
    >>> parse("two and a half million"), parse("half a dozen"), parse("tens of thousands")
    (Decimal('2500000.0'), Decimal('6.0'), Decimal('20000'))
    >>> parse("a quarter of a million"), parse("several hundred")
    (Decimal('250000.00'), Decimal('200'))
    >>> parse("many") is None
    True
    """
    plain = " ".join(_SPLIT.split(_SPLIT_SCALE.sub(" ", text.strip().lower())))
    if plain in _PLURALS:
        return Decimal(_PLURALS[plain])
    half = plain.endswith("and a half") or " and a half " in plain
    words = plain.replace("and a half", "half-more").split()
    if half:
        return _with_half(words)
    return _sum(words)


def _with_half(words: list[str]) -> Decimal | None:
    place = words.index("half-more")
    before, after = words[:place], words[place + 1 :]
    whole = _sum(before)
    if whole is None:
        return None
    # "a million and a half" halves the million, "two and a half million" the one.
    last = Decimal(_SCALES[before[-1]]) if before[-1] in _SCALES else Decimal(1)
    factor = _sum(after) if after else Decimal(1)
    return None if factor is None else (whole + last / 2) * factor


def _sum(words: list[str]) -> Decimal | None:
    total, current, seen = Decimal(0), Decimal(0), False
    for word in words:
        if word in ("a", "an", "and", "of"):
            continue
        value = _word(word)
        if value is None:
            return None
        seen = True
        if word in _SCALES:
            current = (current or Decimal(1)) * value
            if word != "hundred":
                total, current = (total or Decimal(0)) + current, Decimal(0)
        elif word in _DOZENS or word == "quarters":
            current = (current or Decimal(1)) * value
        else:
            current += value
    return total + current if seen else None


def _word(word: str) -> Decimal | None:
    if word in _VAGUE:
        return Decimal(2)
    if word in _PORTIONS:
        return Decimal(_PORTIONS[word])
    known = _SMALL.get(word) or _TENS.get(word) or _SCALES.get(word) or _DOZENS.get(word)
    if known is not None:
        return Decimal(known)
    digits = word.replace(",", "")
    return Decimal(digits) if re.fullmatch(r"\d+(?:\.\d+)?", digits, re.ASCII) else None


def canonical(number: Decimal) -> str:
    """Return NUMBER as an xsd:decimal without exponent or needless zeros.

    >>> canonical(Decimal("1300000.0")), canonical(Decimal("9.10")), canonical(Decimal("2E+6"))
    ('1300000', '9.1', '2000000')
    """
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
