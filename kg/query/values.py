"""Terms of an answer as Python values: dates, numbers, booleans, text."""

import datetime
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal

from kg.query.bind import PREFIXES, Term
from kg.query.formats import plain

Value = str | bool | int | float | datetime.date | datetime.datetime | None

_XSD: Final = PREFIXES["xsd"]
_INTEGERS: Final = (
    "integer long int short byte nonNegativeInteger positiveInteger nonPositiveInteger "
    "negativeInteger unsignedLong unsignedInt unsignedShort unsignedByte"
).split()
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}


def _number(text: str) -> int | float:
    """Return a decimal as an int where it is whole, so that 14 people are not 14.0.

    >>> _number("14"), _number("2.50")
    (14, 2.5)
    """
    whole, _, rest = text.partition(".")
    return float(text) if rest.strip("0") else int(whole)


_READERS: Final[Mapping[str, Callable[[str], Value]]] = MappingProxyType(
    {
        **dict.fromkeys((_XSD + name for name in _INTEGERS), int),
        **dict.fromkeys((f"{_XSD}double", f"{_XSD}float"), float),
        f"{_XSD}decimal": _number,
        f"{_XSD}boolean": _BOOLEANS.__getitem__,
        f"{_XSD}date": datetime.date.fromisoformat,
        f"{_XSD}dateTime": datetime.datetime.fromisoformat,
    }
)


def to_python(term: Term | None) -> Value:
    """Return TERM as a Python value; an IRI is its text, and so is what Python has no value for.

    Years and months ("2026", "2026-03") stay text: they are neither a number nor a day.

    >>> from pyoxigraph import NamedNode
    >>> to_python(Literal("2026-03-12", datatype=NamedNode(f"{_XSD}date")))
    datetime.date(2026, 3, 12)
    >>> to_python(Literal("2026-03", datatype=NamedNode(f"{_XSD}gYearMonth")))
    '2026-03'
    >>> to_python(Literal("oil", language="en")), to_python(None)
    ('oil', None)
    """
    if term is None:
        return None
    if not isinstance(term, Literal):
        return plain(term)
    read = _READERS.get(term.datatype.value, str)
    try:
        return read(term.value)
    except (ValueError, KeyError, OverflowError):
        return term.value
