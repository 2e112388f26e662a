"""Values as literals of the datatypes that a user's property has."""

from typing import Final

from kg.model import Filler, Mention, Quantity, Time, Words
from kg.ontology.terms import PropertyTerm

_DAY: Final = len("2026-03-12")
_CALENDAR: Final = {"date": _DAY, "gYearMonth": len("2026-03"), "gYear": len("2026")}
_WHOLE: Final = frozenset(
    "integer long int short byte nonNegativeInteger positiveInteger unsignedLong unsignedInt unsignedShort".split()
)
_BROKEN: Final = frozenset({"decimal", "double", "float"})
TIMES: Final = frozenset({*_CALENDAR, "dateTime"})
NUMBERS: Final = _WHOLE | _BROKEN
TEXTS: Final = frozenset(
    {"string", "langString", "Literal", "normalizedString", "token", "PlainLiteral"}
)


def lexical(value: Filler, datatypes: frozenset[str]) -> tuple[str, str] | None:
    """Return VALUE as text and datatype of a literal, the datatype one of DATATYPES; None where none takes it.

    A day is no year more than it says: a year has no day. The unit of a number does not fit into a literal, and stands
    in the sentence alone.

    >>> from kg.model import Span
    >>> day = Time(span=Span("d", 0, 9), text="12 March", start="2026-03-12", end="2026-03-12")
    >>> lexical(day, frozenset({"date"})), lexical(day, frozenset({"gYear"})), lexical(day, frozenset({"integer"}))
    (('2026-03-12', 'date'), ('2026', 'gYear'), None)
    """
    match value:
        case Time():
            return _calendar(value.start or value.end or "", datatypes)
        case Quantity():
            return _number(value.value, datatypes)
        case Words() if datatypes & TEXTS:
            return " ".join(value.text.split()), "string" if "string" in datatypes else "langString"
        case _:
            return None


def worded(value: Filler, term: PropertyTerm) -> Filler:
    """Return VALUE as words where TERM has texts as values and not things."""
    if isinstance(value, Mention) and term.datatypes & TEXTS:
        return Words(span=value.span, text=value.text)
    return value


def _calendar(point: str, datatypes: frozenset[str]) -> tuple[str, str] | None:
    for datatype, size in _CALENDAR.items():
        if datatype in datatypes and len(point) >= size:
            return point[:size], datatype
    if "dateTime" in datatypes and len(point) >= _DAY:
        return (point if "T" in point else f"{point}T00:00:00"), "dateTime"
    return None


def _number(digits: str, datatypes: frozenset[str]) -> tuple[str, str] | None:
    whole = "." not in digits
    for datatype in sorted(datatypes & NUMBERS):
        if datatype in _BROKEN or whole:
            return digits, datatype
    return None
