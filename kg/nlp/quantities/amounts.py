"""Numbers with their units as plain text shows them: "$450 million", "9.1 percent", "two-thirds", "40 tonnes"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from enum import Enum
from typing import Final

from kg import vocabulary
from kg.nlp import numbers
from kg.nlp.quantities import units

_SIGN: Final = "|".join(
    re.escape(sign)
    for sign in sorted(units.SIGNS.keys() - {"R"}, key=lambda sign: (-len(sign), sign))
)
# One letter is a currency only before a large sum: "R5bn", but "R5".
_RAND: Final = r"R(?=\d[\d.,]*[ -]?(?:bn|m|mn|tn|million|billion|trillion)\b)"
_BEHIND: Final = re.compile(r" ?(?P<sign>[$€£])(?![\w$€£])")
_NUMBER: Final = (
    rf"(?P<digits>{numbers.DIGITS})"
    rf"(?:[ -](?i:{numbers.SCALE})\b| (?:bn|mn|tn)\b|(?P<short>(?i:{numbers.SHORT_SCALE})))?"
    rf"|(?P<plural>(?i:{numbers.PLURALS}))\b|(?i:{numbers.WORDS})\b"
)
_PARTS: Final = vocabulary.ordered("numbers", "fractions")
_ORDINAL: Final = "|".join(_PARTS[1:])
_DIGIT: Final = "one|two|three|four|five|six|seven|eight|nine"
_FRACTION: Final = (
    rf"(?i:(?P<top>{_DIGIT})[- ](?P<bottom>half|halves|{_ORDINAL})s?)\b(?! of a (?:million|billion))"
    rf"|(?i:a) (?P<part>{_ORDINAL})\b(?= of\b)(?! of a (?:million|billion))|(?<=\bby )a (?P<cut>{_ORDINAL})\b"
    r"|(?P<half>(?i:half))\b(?= (?:of|the|its|their|his|her|all|as)\b)|(?<=\bby )(?P<halved>half)\b"
    rf"|(?P<one>(?i:one)|1) (?i:in|out of) (?:every )?(?P<among>(?i:{_DIGIT}|ten)|\d{{1,3}})\b"
)
_FIND: Final = re.compile(
    rf"(?<![\w.,/:#@+$€£¥])(?<![A-Za-z]-)(?:(?P<fraction>{_FRACTION})"
    rf"|(?P<sign>{_SIGN}|{_RAND}|[A-Z]{{3}}(?= ?\d))?[ -]?(?P<number>{_NUMBER}))"
)
# A number that goes on in one of these ways is a version, a time of day, a file, or a thing of that name: "777s".
_GOES_ON: Final = re.compile(r"\w|[.,:/]\d|['’]s\b|['’]\d")
_AGE: Final = re.compile(r"[- ](?:olds?\b|of age\b)")
_JOINED: Final = re.compile(r"[-–—]\w")
_PERCENT: Final = "percent"
_WEIGHED: Final = re.compile(r" of (?P<thing>[a-z]+)| (?:heavier|lighter|overweight)\b")
_WEIGHING: Final = re.compile(r"\bweigh\w*(?: [a-z]+){0,4} $")
_OF_MONEY: Final = vocabulary.words("units", "of_money")
_SPELLS: Final = "|".join(sorted(units.DURATIONS - {"second"}))
# One unit of time without a number, where it says how long something lasts: "lasted about an hour".
_SPELL: Final = re.compile(
    r"\b(?:for|within|last(?:ed|ing|s)?|serve[ds]?|spen(?:ding|ds?|t)|take[ns]?|taking|took)"
    r"(?: (?:about|almost|around|at|just|least|less|more|nearly|only|over|roughly|than|to|under|up))*"
    rf" (?P<spell>(?P<half>half )?an? (?P<unit>{_SPELLS})(?P<more> and a half)?)\b"
    r"(?!-|['’]| (?:after|ago|before|earlier|from|in which|later|of|old|since|to|when)\b)",
    re.IGNORECASE,
)
_NEAR: Final = 60  # characters before a number
_PLURAL_NOUN: Final = re.compile(r" [a-z]+s\b")


class Form(Enum):
    """How a number is written, as far as it matters for what it can be."""

    DIGITS = "digits"  # a few of them, with neither scale nor separator: it may be a name
    LARGE = "large"
    WORDS = "words"
    PLURAL = "plural"  # "dozens": at least that many
    SHARE = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number at START to END of a text, unit included, and where the number itself ends."""

    start: int
    end: int
    number_end: int
    value: Decimal
    form: Form
    unit: str | None = None
    is_rounded: bool = False


def read(text: str) -> Iterator[Amount]:
    """Yield the numbers of TEXT with their units, in order; those that name something or tell an age are left out.

    >>> [(str(found.value), found.unit) for found in read("It cut 1,500 jobs, or 9.1 percent, to save €2bn.")]
    [('1500', None), ('9.1', 'percent'), ('2000000000', 'EUR')]
    """
    spells = [_spell(match) for match in _SPELL.finditer(text)]
    for match in _FIND.finditer(text):
        amount = _fraction(match) if match["fraction"] else _number(match, text)
        while spells and (amount is None or spells[0].start <= amount.start):
            if match.start() < spells[0].start:
                break
            yield spells.pop(0)
        if amount is not None:
            yield amount
    yield from spells


def _spell(match: re.Match[str]) -> Amount:
    """Return how long something lasts by the name of one unit: "half an hour", "a year and a half"."""
    value = Decimal("0.5") if match["half"] else Decimal("1.5") if match["more"] else Decimal(1)
    start, end = match.span("spell")
    unit = match["unit"].lower()
    return Amount(start=start, end=end, number_end=end, value=value, form=Form.WORDS, unit=unit)


def _fraction(match: re.Match[str]) -> Amount | None:
    if match["one"]:
        top, bottom = Decimal(1), numbers.parse(match["among"]) or Decimal(0)
    elif match["half"] or match["halved"]:
        top, bottom = Decimal(1), Decimal(2)
    else:
        word = match["bottom"] or match["part"] or match["cut"]
        top = numbers.parse(match["top"] or "one") or Decimal(0)
        bottom = Decimal(2 if word == "halves" else _PARTS.index(word.lower()) + 2)
    if not bottom or top > bottom:
        return None
    share = 100 * top / bottom
    rounded = share.quantize(Decimal("0.01"), ROUND_HALF_EVEN)
    return Amount(
        start=match.start(),
        end=match.end(),
        number_end=match.end(),
        value=rounded,
        form=Form.SHARE,
        unit=_PERCENT,
        is_rounded=rounded != share,
    )


def _number(match: re.Match[str], text: str) -> Amount | None:
    value = numbers.parse(match["number"])
    if value is None:
        return None
    start = match.start("number")
    amount = Amount(
        start=start, end=match.end(), number_end=match.end(), value=value, form=_form(match)
    )
    currency = _currency(match["sign"])
    if currency:
        amount = replace(amount, start=match.start(), unit=currency)
        return None if _GOES_ON.match(text, amount.end) else _priced(amount, text)
    if (
        match["short"]
        and match["short"].lower() in "mkb"
        and not _PLURAL_NOUN.match(text, match.end())
    ):
        return None
    return _with_unit(amount, text)


def _form(match: re.Match[str]) -> Form:
    if match["plural"]:
        return Form.PLURAL
    if not match["digits"]:
        return Form.WORDS
    return (
        Form.DIGITS
        if match["digits"] == match["number"] and match["digits"].isdigit()
        else Form.LARGE
    )


def _currency(sign: str | None) -> str | None:
    return units.SIGNS.get(sign) or units.code(sign) if sign else None


def _priced(amount: Amount, text: str) -> Amount:
    """Return a sum of money with what it is paid for: "$30 a share"."""
    unit, end = units.priced(text, amount.end, amount.unit or "")
    return replace(amount, unit=unit, end=end)


def _with_unit(amount: Amount, text: str) -> Amount | None:
    """Return AMOUNT with the unit after it; None where the text goes on as no quantity does."""
    if amount.form is Form.PLURAL and text.startswith(" of ", amount.end):
        gap = 4
    else:
        gap = 1 if text[amount.end : amount.end + 1] in (" ", "-") else 0
    unit = units.after(text, amount.end + gap)
    if unit is None and (sign := _BEHIND.match(text, amount.end)) is not None:
        return _priced(replace(amount, end=sign.end(), unit=units.SIGNS[sign["sign"]]), text)
    if unit is None or (unit.is_currency and not _is_money(amount, unit.name)):
        goes_on = _GOES_ON.match(text, amount.end) or _JOINED.match(text, amount.end)
        hyphen = goes_on and text[amount.end] in "-–—" and text[amount.end + 1].isdigit()
        return None if goes_on and not hyphen else amount
    end = amount.end + gap + unit.length
    if _AGE.match(text, end):
        return None
    weighs = unit.name == "GBP" and _is_weight(text, amount, end)
    return replace(amount, end=end, unit="pound" if weighs else unit.name)


def _is_weight(text: str, amount: Amount, end: int) -> bool:
    """Tell whether pounds up to END are no money: "500 pounds of cocaine", "weighs 90 pounds", "a 300-pound man"."""
    behind = _WEIGHED.match(text, end)
    said = _WEIGHING.search(text, max(0, amount.start - _NEAR), amount.start)
    hyphen = text[amount.number_end : amount.number_end + 1] == "-"
    return hyphen or said is not None or (behind is not None and behind["thing"] not in _OF_MONEY)


def _is_money(amount: Amount, name: str) -> bool:
    """Tell whether a number is high enough for a currency whose name is also a verb: "12 won"."""
    return not name.startswith("KRW") or amount.value >= 1000
