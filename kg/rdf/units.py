"""Units as the standards call them: currencies by schema.org, measures by QUDT."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.rdf import terms
from kg.rdf.terms import TYPE, node

# Names of QUDT; a ton, a gallon or a degree of no country or scale has none.
_QUDT: Final = MappingProxyType(
    {
        "percent": "PERCENT",
        "metre": "M",
        "kilometre": "KiloM",
        "centimetre": "CentiM",
        "millimetre": "MilliM",
        "mile": "MI",
        "nautical mile": "MI_N",
        "foot": "FT",
        "inch": "IN",
        "yard": "YD",
        "square metre": "M2",
        "square kilometre": "KiloM2",
        "square mile": "MI2",
        "square foot": "FT2",
        "cubic metre": "M3",
        "cubic foot": "FT3",
        "hectare": "HA",
        "acre": "AC",
        "tonne": "TONNE",
        "kilogram": "KiloGM",
        "gram": "GM",
        "milligram": "MilliGM",
        "pound": "LB",
        "litre": "L",
        "millilitre": "MilliL",
        "barrel": "BBL",
        "kilometre per hour": "KiloM-PER-HR",
        "mile per hour": "MI-PER-HR",
        "knot": "KN",
        "degree Celsius": "DEG_C",
        "degree Fahrenheit": "DEG_F",
        "watt": "W",
        "kilowatt": "KiloW",
        "megawatt": "MegaW",
        "gigawatt": "GigaW",
        "kilowatt hour": "KiloW-HR",
        "hertz": "HZ",
        "megahertz": "MegaHZ",
        "gigahertz": "GigaHZ",
        "second": "SEC",
        "minute": "MIN",
        "hour": "HR",
        "day": "DAY",
        "week": "WK",
        "month": "MO",
        "year": "YR",
    }
)
_CODE: Final = 3  # letters of a currency


def standard(unit: str) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    """Yield what a quantity in UNIT is beside a number: a sum of money, a price by the piece, a measure.

    >>> [(p.value.rpartition("/")[2], o.value) for p, o in standard("EUR")][1:]
    [('currency', 'EUR')]
    >>> [(p.value.rpartition("/")[2], o.value) for p, o in standard("USD per share")][1:]
    [('priceCurrency', 'USD'), ('unitText', 'share')]
    >>> [o.value for _, o in standard("tonne")]
    ['http://qudt.org/vocab/unit/TONNE']
    """
    money, _, piece = unit.partition(" per ")
    if len(money) == _CODE and money.isupper():
        kind, currency = (
            ("UnitPriceSpecification", "priceCurrency") if piece else ("MonetaryAmount", "currency")
        )
        yield TYPE, node("schema", kind)
        yield node("schema", currency), terms.string(money)
        if piece:
            yield node("schema", "unitText"), terms.string(piece)
    elif unit in _QUDT:
        yield node("qudt", "hasUnit"), node("unit", _QUDT[unit])
