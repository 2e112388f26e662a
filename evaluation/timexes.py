"""Time expressions beside those of annotators: which are found, and which have the right value.

After TempEval-3: a time that is found shares a character with the annotated one (relaxed) or has its bounds
(strict); the value counts only where the time is found, so its F1 is that of times found with the right value.
Lengths of time count as times, as in TimeML, though the product has them as quantities. The first and the last
year of a range are annotated one by one, and so compared one by one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from evaluation.alignment import Alignment
from evaluation.meantime import Timex
from kg.evaluate.measures import Matches, Measure
from kg.model import Quantity, Time
from kg.nlp.quantities.units import DURATIONS
from kg.nlp.times.timeml import duration

_ZONE: Final = re.compile(r"(?<=\d)(?:Z|[+-]\d\d:?\d\d)\Z")
_JOINT: Final = re.compile(r"\s?[-–—/]\s?|\s(?:to|until|till|through|and)\s(?:the |on )?")
_LEADING: Final = re.compile(r"(?:the|about|around|almost|nearly|exactly|only|just)\s+", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """A time that the product finds: where, of which type, and with which values it may be compared."""

    start: int
    end: int
    kind: str
    values: frozenset[str]


@dataclass(slots=True)
class Times:
    """What is found and what is right, over all articles."""

    relaxed: Matches = field(default_factory=Matches)
    strict: Matches = field(default_factory=Matches)
    types: Matches = field(default_factory=Matches)
    values: Matches = field(default_factory=Matches)

    def add(self, gold: Sequence[Timex], found: Sequence[Found], text: str) -> None:
        """Compare the times of one article; both in the order of the text."""
        pairs = list(_pairs(gold, found))
        sizes = (len(found), len(gold))
        self.relaxed += Matches(len(pairs), *sizes)
        self.strict += Matches(
            sum(1 for g, f in pairs if _bounds(g, text) == _bounds(f, text)), *sizes
        )
        self.types += Matches(sum(1 for g, f in pairs if g.type == f.kind), *sizes)
        self.values += Matches(sum(1 for g, f in pairs if normal(g.value) in f.values), *sizes)

    def measures(self, suffix: str = "") -> Iterator[Measure]:
        """Yield the four F1 values."""
        goal = None if suffix else 0.75
        yield self.relaxed.measure(f"times found, relaxed{suffix}")
        yield self.strict.measure(f"times found, strict{suffix}")
        yield self.types.measure(f"times with the right type{suffix}")
        yield self.values.measure(f"times with the right value{suffix}", goal)


def found_in(read: Alignment) -> list[Found]:
    """Return the times and the lengths of time of a document, in the order of the text."""
    found = [
        each
        for annotation in (*read.layers.times, *read.layers.quantities)
        for each in found_of(annotation.value)
    ]
    return sorted(found, key=lambda each: (each.start, each.end))


def found_of(value: object) -> Iterator[Found]:
    """Yield what a time or a quantity is to be compared with: the ends of a range, a length, a date."""
    match value:
        case Time(span=span, kind=kind):
            first, _, last = (value.value or "").partition("/")
            joint = _JOINT.search(value.text)
            if last and joint is not None:
                yield Found(
                    span.start, span.start + joint.start(), kind, frozenset({normal(first)})
                )
                yield Found(span.start + joint.end(), span.end, kind, frozenset({normal(last)}))
                return
            values = frozenset(normal(v) for v in (value.value, value.length) if v is not None)
            yield Found(span.start, span.end, kind, values)
        case Quantity(span=span, unit=unit) if unit in DURATIONS:
            length = normal(duration(value.value, unit))
            yield Found(span.start, span.end, "DURATION", frozenset({length}))


def normal(value: str) -> str:
    """Return a value without what says the same in two ways: the time zone, and an unknown hour.

    >>> normal("2009-12-15T18:00Z"), normal("2009-12-11TXX"), normal("p2.0y")
    ('2009-12-15T18:00', '2009-12-11', 'P2Y')
    """
    value = _ZONE.sub("", value.upper()).removesuffix("TXX")
    return re.sub(r"\.0(?=\D)", "", value)


def _pairs(gold: Sequence[Timex], found: Sequence[Found]) -> Iterator[tuple[Timex, Found]]:
    """Yield pairs of what shares a character, each once, those first whose bounds differ least."""
    close = sorted(
        (abs(g.start - f.start) + abs(g.end - f.end), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if f.start < g.end and g.start < f.end
    )
    paired: set[int] = set()
    taken: set[int] = set()
    for _, i, j in close:
        if i not in paired and j not in taken:
            paired.add(i)
            taken.add(j)
            yield gold[i], found[j]


def _bounds(of: Timex | Found, text: str) -> tuple[int, int]:
    """Return the bounds without an article or an "about", on which annotators do not agree."""
    leading = _LEADING.match(text, of.start, of.end)
    return (leading.end() if leading else of.start), of.end


def scored(times: Iterable[Timex]) -> list[Timex]:
    """Return the annotated times that stand in the text; the date of the article is given, not found."""
    return [each for each in times if each.words and not each.is_creation]
