"""Terms: namespaces, and literals in the one form that every store gives back unchanged."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg import iri, plurals
from kg.model import Bound, Quantity, Time

PREFIXES: Final = iri.VOCABULARIES

_BOUND_WORDS: Final[Mapping[Bound, str]] = MappingProxyType(
    {
        Bound.EXACT: "",
        Bound.ABOUT: "about",
        Bound.AT_LEAST: "at least",
        Bound.MORE_THAN: "more than",
        Bound.AT_MOST: "at most",
        Bound.LESS_THAN: "less than",
    }
)

# XML 1.0 cannot write these: control characters but tab and line feed, and noncharacters.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LANGUAGE: Final = re.compile(r"[a-z]{1,8}(-[a-z0-9]{1,8})*")
_CALENDAR: Final = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "date"),
    (re.compile(r"\d{4}-\d\d"), "gYearMonth"),
    (re.compile(r"\d{4}"), "gYear"),
)


@cache
def node(prefix: str, local: str) -> NamedNode:
    """Return the IRI with the name LOCAL in the namespace of PREFIX.

    >>> node("kg", "Charge").value
    'https://w3id.org/news-kg/ontology#Charge'
    """
    return NamedNode(PREFIXES[prefix] + local)


TYPE: Final = node("rdf", "type")
LABEL: Final = node("rdfs", "label")


def clean(text: str) -> str:
    r"""Return TEXT as every syntax carries it: no control characters, one kind of line end.

    >>> clean("a\x00b\r\nc\rd\ud800")
    'ab\nc\nd\ufffd'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", _UNWRITABLE.sub("", lines))


def string(text: str) -> Literal:
    """Return TEXT as a plain string."""
    return Literal(clean(text))


def words(text: str, language: str = "en") -> Literal:
    """Return TEXT in a LANGUAGE; without the tag where that is not well-formed.

    >>> str(words("Ana Ruiz", "en-GB"))
    '"Ana Ruiz"@en-gb'
    """
    tag = language.lower()
    return Literal(clean(text), language=tag) if _LANGUAGE.fullmatch(tag) else string(text)


def typed(value: str, datatype: str) -> Literal:
    """Return VALUE, which is canonical, as an XSD literal."""
    return Literal(value, datatype=node("xsd", datatype))


def integer(value: int) -> Literal:
    """Return VALUE as an xsd:integer."""
    return typed(str(value), "integer")


def decimal(value: str | float) -> Literal:
    """Return VALUE as an xsd:decimal in canonical form, to six places.

    >>> decimal(0.9).value, decimal("14.00").value, decimal("2000000").value, decimal("-0.50").value
    ('0.9', '14', '2000000', '-0.5')
    """
    digits = f"{value:.6f}" if isinstance(value, float) else value
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return typed("0" if digits in ("", "-0") else digits, "decimal")


def calendar(text: str) -> Literal:
    """Return TEXT as a date, a month, a year or a moment in UTC; anything else stays a string.

    >>> calendar("2026-03").datatype.value.rpartition("#")[2]
    'gYearMonth'
    >>> calendar("2026-03-12T09:30:00.500+01:00").value
    '2026-03-12T08:30:00Z'
    >>> calendar("0001-01-01T00:00:00-14:00").value
    '0001-01-01T14:00:00Z'
    """
    for pattern, datatype in _CALENDAR:
        if pattern.fullmatch(text):
            return typed(text, datatype)
    try:
        moment = datetime.fromisoformat(text)
        in_utc = moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):  # the last day of the calendar may be over in UTC
        return string(text)
    plain = in_utc.replace(
        tzinfo=None, microsecond=0
    )  # strftime writes the year 1 as it is, not as 0001
    return typed(f"{plain.isoformat()}Z", "dateTime")


def times(role: str, time: Time) -> list[tuple[NamedNode, Literal]]:
    """Return TIME as what an event has in ROLE: a point, or a start and an end.

    >>> from kg.model import Span
    >>> week = Time(span=Span("d", 0, 9), text="last week", start="2026-03-02", end="2026-03-08")
    >>> [(p.value.rpartition("#")[2], o.value) for p, o in times("time", week)]
    [('startTime', '2026-03-02'), ('endTime', '2026-03-08')]
    """
    if time.start is not None and role == "startTime":
        return [(node("kg", role), calendar(time.start))]
    if time.end is not None and role == "endTime":
        return [(node("kg", role), calendar(time.end))]
    return _ends(time, role, "startTime", "endTime")


def validity(time: Time) -> list[tuple[NamedNode, Literal]]:
    """Return TIME as when a relation holds: a point, or since when and up to when.

    >>> from kg.model import Span
    >>> since = Time(span=Span("d", 0, 10), text="since 1999", start="1999", end=None)
    >>> [(p.value.rpartition("#")[2], o.value) for p, o in validity(since)]
    [('validFrom', '1999')]
    """
    return _ends(time, "validTime", "validFrom", "validUntil")


def _ends(time: Time, point: str, start: str, end: str) -> list[tuple[NamedNode, Literal]]:
    """Return TIME as the property for a POINT, or as those for its START and its END."""
    if time.start is not None and time.start == time.end:
        return [(node("kg", point), calendar(time.start))]
    ends = ((start, time.start), (end, time.end))
    return [(node("kg", name), calendar(value)) for name, value in ends if value is not None]


def quantity(base: str, value: Quantity) -> NamedNode:
    """Return the IRI of a quantity, which says all there is about it.

    >>> from kg.model import Span
    >>> euros = Quantity(span=Span("d", 0, 1), text="€2.50", value="2.5", unit="EUR")
    >>> quantity(iri.BASE, euros).value
    'https://w3id.org/news-kg/value/2.5_EUR'
    """
    number = decimal(value.value).value.replace("-", "minus-")
    bound = _BOUND_WORDS[value.bound].replace(" ", "-")
    unit = iri.slug(value.unit) if value.unit else ""
    return NamedNode(f"{base}value/" + "_".join(part for part in (bound, number, unit) if part))


def quantity_words(value: Quantity) -> str:
    """Return a quantity as English says it.

    >>> from kg.model import Span
    >>> quantity_words(Quantity(span=Span("d", 0, 1), text="-", value="14", bound=Bound.AT_LEAST))
    'at least 14'
    """
    number = decimal(value.value).value
    told = plurals.measured(number, value.unit) if value.unit else number
    return " ".join(part for part in (_BOUND_WORDS[value.bound], told) if part)
