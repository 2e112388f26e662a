"""Segments: what each stretch of an article is; prose is kept whole, everything else is named.

Every character of the text that is not white space lies in exactly one segment, and the text itself
is never changed.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final
from urllib.parse import unquote

from kg.model import Segment, SegmentKind
from kg.sources import datelines, furniture, noise, paragraphs
from kg.sources.findings import Finding
from kg.sources.paragraphs import Paragraph

_HEAD: Final = 3  # paragraphs of prose before which a dateline or a byline may still come
_TAIL: Final = 4  # paragraphs at the end where a byline or a sign-off may stand
_NO_HEADLINE_END: Final = re.compile(r"""[.:;,…]["'”’»)\]*_]*$""")
_ABBREVIATED: Final = re.compile(r"\b(?:Inc|Corp|Ltd|Co|Jr|Sr|[A-Z]\.[A-Z])\.$")
_LETTERS: Final = re.compile(r"[\W_]+")
_SURE: Final = 15  # letters that do not stand in another headline by chance
_MARKED: Final = re.compile(rf"^(?:{paragraphs.MARK.pattern}\s+)+")
_LEAD: Final = re.compile(rf"(?:{paragraphs.MARK.pattern}|{noise.STUB.pattern})\s*")
_TRAIL: Final = re.compile(rf"(?<!\s)\s*+{noise.STUB.pattern}$")  # a run of blanks is tried once


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The segments of a text, in order and apart, and what they tell of the article."""

    segments: tuple[Segment, ...]
    title: str | None = None
    place: str | None = None
    agency: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()  # as written, the likeliest publication date first


@dataclass(slots=True)
class _Reading:
    """What was found so far."""

    segments: list[Segment] = field(default_factory=list)
    title: str | None = None
    place: str | None = None
    agency: str | None = None
    publisher: str | None = None
    authors: list[str] = field(default_factory=list)
    contributors: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    prose: int = 0  # paragraphs of body
    listing: bool = False  # within the titles of other stories


def split(text: str, *, title: str | None = None, skip: int = 0) -> Layout:
    r"""Return the layout of TEXT, whose headline is TITLE where that is known.

    SKIP characters at its start are no prose.

    >>> layout = split("Chip maker sues\n\nBy Jane Doe\n\nIt sued.")
    >>> [(s.kind.value, s.start, s.end) for s in layout.segments]
    [('headline', 0, 15), ('byline', 17, 28), ('body', 30, 38)]
    """
    reading = _Reading()
    found = [
        Paragraph(p.start + skip, p.end + skip, p.line)
        for p in paragraphs.split(text[skip:], furniture.stands_alone)
    ]
    if skip:
        stands_below = bool(found and title and same_words(found[0].line, title))
        _take_front(reading, text[:skip], None if stands_below else title)
    for index, paragraph in enumerate(found):
        left = len(found) - index
        if _is_headline(reading, paragraph, title, last=left == 1):
            _take_headline(reading, paragraph, text)
        else:
            _take(reading, paragraph, text, edge=reading.prose < _HEAD or left <= _TAIL)
    return Layout(
        segments=tuple(reading.segments),
        title=reading.title,
        place=reading.place,
        agency=reading.agency,
        publisher=reading.publisher,
        authors=tuple(dict.fromkeys(reading.authors)),
        contributors=tuple(dict.fromkeys(reading.contributors)),
        dates=(*reading.published, *reading.updated),
    )


def _take_front(reading: _Reading, front: str, title: str | None) -> None:
    """Set a front matter apart; a TITLE that stands there alone is the headline."""
    cuts = [0, len(front)]
    if title and (place := front.find(title)) > 0:
        cuts[1:1] = [place, place + len(title)]
        reading.title = title
    for start, end in pairwise(cuts):
        words = front[start:end].strip()
        first = front.index(words, start)
        kind = SegmentKind.HEADLINE if words == title else SegmentKind.NOISE
        reading.segments.append(Segment(first, first + len(words), kind))


def same_words(one: str, other: str) -> bool:
    """Tell whether two headlines are one: but for case, marks, and a site's name or a date around it.

    >>> same_words("# Chip maker  sues", "Chip Maker Sues")
    True
    >>> same_words("Chip maker sues ex-partner", "Chip maker sues ex-partner | The Daily")
    True
    """
    short, long = sorted((_LETTERS.sub("", unquote(each)) for each in (one, other)), key=len)
    if len(short) < _SURE:
        return short.casefold() == long.casefold() != ""
    return short.casefold() in long.casefold() and len(short) >= 0.6 * len(long)


def _is_headline(reading: _Reading, paragraph: Paragraph, title: str | None, *, last: bool) -> bool:
    if reading.title or reading.prose:
        return False
    if title:
        return same_words(paragraph.line, title)
    if paragraph.line.startswith("# "):
        return True
    return (
        not last
        and _looks_like_headline(paragraph.line)
        and furniture.classify(paragraph.line, edge=True) is None
    )


def _looks_like_headline(line: str) -> bool:
    """Tell whether LINE is short, and ends like no sentence."""
    if (
        not 2 <= len(line.split()) <= 30
        or len(line) > 180
        or paragraphs.MARK.match(line)
        or datelines.find(line)
    ):
        return False
    ends_open = not _NO_HEADLINE_END.search(line) or bool(_ABBREVIATED.search(line))
    return ends_open and not line[0].islower()


def _take_headline(reading: _Reading, paragraph: Paragraph, text: str) -> None:
    start = _take_lead(reading, paragraph, text)
    reading.segments.append(Segment(start, paragraph.end, SegmentKind.HEADLINE))
    reading.title = " ".join(text[start : paragraph.end].split())


def _take(reading: _Reading, paragraph: Paragraph, text: str, *, edge: bool) -> None:
    """Add what a PARAGRAPH is, other than a headline."""
    finding = furniture.classify(_MARKED.sub("", paragraph.line), edge=edge)
    reading.listing = _is_listing(reading, paragraph.line, finding)
    if finding:
        _take_finding(reading, paragraph, finding)
    elif reading.listing:
        reading.segments.append(Segment(paragraph.start, paragraph.end, SegmentKind.NOISE))
    else:
        _take_body(reading, paragraph, text)


def _is_listing(reading: _Reading, line: str, finding: Finding | None) -> bool:
    """Tell whether titles of other stories go on, or begin, after LINE."""
    if finding:
        return finding.kind is SegmentKind.NOISE and (
            reading.listing or noise.heads_list(line.lstrip("# "))
        )
    return reading.listing and len(line) <= 140 and not line.endswith((".", ".”", '."', "!", ":"))


def _take_finding(reading: _Reading, paragraph: Paragraph, finding: Finding) -> None:
    kind = finding.kind
    if (
        kind is SegmentKind.DATELINE and reading.prose
    ):  # a date within the prose dates a part of it only
        kind, finding = SegmentKind.NOISE, Finding(kind=SegmentKind.NOISE)
    reading.segments.append(Segment(paragraph.start, paragraph.end, kind))
    reading.authors += finding.authors
    reading.contributors += finding.contributors
    reading.agency = reading.agency or finding.agency
    reading.publisher = reading.publisher or finding.publisher
    reading.published += [finding.published] if finding.published else []
    reading.updated += [finding.updated] if finding.updated else []


def _take_body(reading: _Reading, paragraph: Paragraph, text: str) -> None:
    start = _take_lead(reading, paragraph, text)
    if reading.prose < _HEAD and (dateline := datelines.find(text[start : paragraph.end])):
        reading.segments.append(Segment(start, start + dateline.length, SegmentKind.DATELINE))
        reading.place = reading.place or dateline.place
        reading.agency = reading.agency or dateline.agency
        reading.published += [dateline.published] if dateline.published else []
        start = _next_word(text, start + dateline.length)
    trail = _TRAIL.search(text, start, paragraph.end)
    end = trail.start() if trail and trail.start() > start else paragraph.end
    reading.segments.append(Segment(start, end, SegmentKind.BODY))
    if end < paragraph.end:
        reading.segments.append(Segment(_next_word(text, end), paragraph.end, SegmentKind.NOISE))
    # An intermediate heading is read, but a dateline may still come.
    reading.prose += not text.startswith("#", paragraph.start)


def _take_lead(reading: _Reading, paragraph: Paragraph, text: str) -> int:
    """Set marks and images before the first word apart, and return where that is."""
    start = paragraph.start
    while (match := _LEAD.match(text, start, paragraph.end)) and match.end() < paragraph.end:
        reading.segments.append(Segment(start, start + len(match[0].rstrip()), SegmentKind.NOISE))
        start = match.end()
    return start


def _next_word(text: str, start: int) -> int:
    while text[start].isspace():
        start += 1
    return start
