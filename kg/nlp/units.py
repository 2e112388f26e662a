"""Units: currencies by their signs and names (ISO 4217, names from CLDR), measures by plain English words."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.names import currencies

SIGNS: Final = {
    "$": "USD",
    "US$": "USD",
    "$US": "USD",
    "USD$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "CDN$": "CAD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "R$": "BRL",
    "NT$": "TWD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₩": "KRW",
    "₪": "ILS",
    "₺": "TRY",
    "₦": "NGN",
    "₴": "UAH",
    "₫": "VND",
    "₱": "PHP",
    "฿": "THB",
    "Rs": "INR",
    "Rs.": "INR",
    "KSh": "KES",
    "Ksh": "KES",
    "TSh": "TZS",
    "USh": "UGX",
    "RM": "MYR",
    "Rp": "IDR",
    "R": "ZAR",
}

# Whose currency a name means that says no country. "Peso" alone stays a plain word.
_BARE: Final = {
    "dollar": "USD",
    "dollars": "USD",
    "euro": "EUR",
    "euros": "EUR",
    "pound": "GBP",
    "pounds": "GBP",
    "pounds sterling": "GBP",
    "sterling": "GBP",
    "renminbi": "CNY",
    "rupees": "INR",
    "rouble": "RUB",
    "roubles": "RUB",
    "ruble": "RUB",
    "rubles": "RUB",
    "won": "KRW",
    "lira": "TRY",
    "swiss francs": "CHF",
    "u.s. dollar": "USD",
    "u.s. dollars": "USD",
    "american dollars": "USD",
}
_PLAIN: Final = {
    "peso": "peso",
    "pesos": "peso",
    "franc": "franc",
    "francs": "franc",
    "rial": "rial",
    "rials": "rial",
    "riyal": "riyal",
    "riyals": "riyal",
    "dinar": "dinar",
    "dinars": "dinar",
    "shilling": "shilling",
    "shillings": "shilling",
    "krone": "krone",
    "kroner": "krone",
    "cent": "cent",
    "cents": "cent",
    "pence": "penny",
}
# Currencies whose names are other words as well: "the 12 won" and "9 marks".
_ALSO_WORDS: Final = frozenset(
    {
        "gold",
        "kip",
        "kips",
        "leone",
        "mark",
        "marks",
        "real",
        "reals",
        "sol",
        "lei",
        "dram",
        "drams",
    }
)

_MEASURES: Final = {
    "percent": "percent, per cent, %, pct, pc",
    "percentage point": "percentage point, percentage points",
    "basis point": "basis point, basis points, bps",
    "metre": "metre, metres, meter, meters",
    "kilometre": "kilometre, kilometres, kilometer, kilometers, km, kms",
    "centimetre": "centimetre, centimetres, centimeter, centimeters, cm",
    "millimetre": "millimetre, millimetres, millimeter, millimeters, mm",
    "mile": "mile, miles, mi",
    "nautical mile": "nautical mile, nautical miles",
    "foot": "foot, feet, ft",
    "inch": "inch, inches",
    "yard": "yard, yards",
    "square metre": "square metre, square metres, square meter, square meters, sq m, m2, m²",
    "square kilometre": "square kilometre, square kilometres, square kilometer, square kilometers, sq km, km2, km²",
    "square mile": "square mile, square miles, sq mi",
    "square foot": "square foot, square feet, sq ft",
    "cubic metre": "cubic metre, cubic metres, cubic meter, cubic meters, m3, m³",
    "cubic foot": "cubic foot, cubic feet",
    "hectare": "hectare, hectares, ha",
    "acre": "acre, acres",
    "tonne": "tonne, tonnes, metric ton, metric tons, metric tonnes",
    "ton": "ton, tons, short tons",
    "kilogram": "kilogram, kilograms, kilogramme, kilogrammes, kg, kgs, kilo, kilos",
    "gram": "gram, grams, gramme, grammes",
    "milligram": "milligram, milligrams, mg",
    "pound": "lb, lbs",
    "ounce": "ounce, ounces, oz",
    "litre": "litre, litres, liter, liters",
    "millilitre": "millilitre, millilitres, milliliter, milliliters, ml",
    "gallon": "gallon, gallons",
    "barrel": "barrel, barrels, bbl",
    "barrel per day": "bpd, b/d, barrels of oil a day, barrels of oil per day, barrels of oil daily, barrels daily",
    "bushel": "bushel, bushels",
    "kilometre per hour": "km/h, kph, kmh",
    "mile per hour": "mph",
    "knot": "knot, knots",
    "degree Celsius": "degrees celsius, degree celsius, °c, ° c, degrees centigrade",
    "degree Fahrenheit": "degrees fahrenheit, degree fahrenheit, °f, ° f",
    "degree": "degree, degrees, °",
    "watt": "watt, watts",
    "kilowatt": "kilowatt, kilowatts, kw",
    "megawatt": "megawatt, megawatts, mw",
    "gigawatt": "gigawatt, gigawatts, gw",
    "kilowatt hour": "kilowatt hour, kilowatt hours, kilowatt-hours, kwh",
    "megabyte": "megabyte, megabytes, mb",
    "gigabyte": "gigabyte, gigabytes, gb",
    "terabyte": "terabyte, terabytes, tb",
    "kilobyte": "kilobyte, kilobytes, kb",
    "hertz": "hertz, hz",
    "megahertz": "megahertz, mhz",
    "gigahertz": "gigahertz, ghz",
    "second": "seconds",
    "minute": "minute, minutes, mins",
    "hour": "hour, hours, hrs",
    "day": "day, days",
    "week": "week, weeks",
    "month": "month, months",
    "year": "year, years",
    "decade": "decade, decades",
    "century": "century, centuries",
}
DURATIONS: Final = frozenset(
    {"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"}
)
# What flows or moves: these can be had "a day" and "per hour".
_FLOWS: Final = frozenset(
    {"barrel", "cubic metre", "cubic foot", "kilometre", "mile", "metre", "tonne", "ton", "litre"}
)
# What a price is asked for: "$30 a share", "per tonne".
_PIECES: Final = {
    "share": "share", "unit": "unit", "head": "head", "person": "person", "passenger": "passenger", "child": "child",
    "pupil": "pupil", "student": "student", "household": "household", "family": "family", "patient": "patient",
    "dose": "dose", "bottle": "bottle", "copy": "copy", "ticket": "ticket", "seat": "seat", "vehicle": "vehicle",
    "episode": "episode", "song": "song", "album": "album", "barrel": "barrel", "tonne": "tonne", "ton": "ton",
    "metric ton": "tonne", "ounce": "ounce", "gram": "gram", "kilogram": "kilogram", "kilo": "kilogram",
    "kg": "kilogram", "lb": "pound", "litre": "litre", "liter": "litre", "gallon": "gallon", "bushel": "bushel",
    "acre": "acre", "hectare": "hectare", "square metre": "square metre", "square meter": "square metre",
    "square foot": "square foot", "cubic metre": "cubic metre", "cubic meter": "cubic metre", "mile": "mile",
    "kilometre": "kilometre", "kilometer": "kilometre", "kilowatt hour": "kilowatt hour",
    "kilowatt-hour": "kilowatt hour", "megawatt hour": "megawatt hour", "megawatt-hour": "megawatt hour",
    "second": "second", "minute": "minute", "hour": "hour", "day": "day", "night": "night", "week": "week",
    "month": "month", "quarter": "quarter", "year": "year",
}  # fmt: skip
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
