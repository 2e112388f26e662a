"""The reading view of a document: the prose that spaCy gets, and where each character of it stands in the text.

Whitespace is one space, quotes are straight, inline Markdown and invisible characters are gone. Nothing is added
but the single spaces between segments and apostrophes that were lost, each at the place of the letter behind it, so
every stretch of the view maps back to a stretch of the document.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.model import Document, Segment, SegmentKind
from kg.nlp.apostrophes import lost
from kg.nlp.words import is_title_case

_TOKENS: Final = re.compile(
    r"""
      (?P<image>!\[[^\]\n]*\]\([^()\n]*\))                        # ![alt](address)
    | (?P<link>\[(?=[^\[\]\n]+\]\([^()\n]*(?:\([^()\n]*\))?[^()\n]*\)))  # the bracket of [words](address)
    | (?P<address>\]\([^()\n]*(?:\([^()\n]*\))?[^()\n]*\))        # the rest of it
    | (?P<head>^[ \t]*(?:\#{1,6}|>|[-*+•‣▪])[ \t]+)               # marks of headings, quotations, lists
    | (?P<strong>\*\*(?=\S)|(?<=\S)\*\*|(?<!\w)__(?=\w)|(?<=\w)__(?!\w))
    | (?P<emphasis>(?<![\w*_])[*_](?=\w[^*_\n]*[*_](?!\w))|(?<=[\w.,!?"'”’)])[*_](?![\w*_]))
    | (?P<code>(?<!`)`(?![`'])|```+)                               # two are quotation marks
    | (?P<invisible>[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+)
    | (?P<double>[“”„‟«»]|``|'')
    | (?P<single>[‘’‚‛′´])
    | (?P<space>\s+)
    """,
    re.VERBOSE | re.MULTILINE,
)
_DECK: Final = 4  # long words, so many as no line with the writer has
_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n")
_REPLACED: Final = {"double": '"', "single": "'", "space": " "}


@dataclass(frozen=True, slots=True)
class Reading:
    """TEXT is what spaCy reads; OFFSETS has the place in the document for each of its characters and for its end."""

    text: str
    offsets: "array[int]"
    paragraphs: tuple[int, ...]  # where each paragraph begins in the text
    headline_end: int  # characters before this one are the headline and the deck below it


def read(document: Document) -> Reading:
    r"""Return the reading view of DOCUMENT.

    >>> from kg.model import Segment, SegmentKind
    >>> text = "A **bold**  “claim”.\n\nThe end."
    >>> parts = (Segment(0, 20, SegmentKind.BODY), Segment(22, 30, SegmentKind.BODY))
    >>> view = read(Document(id="https://example.org/a", text=text, segments=parts, source="a.txt"))
    >>> view.text
    'A bold "claim". The end.'
    >>> view.paragraphs
    (0, 16)
    >>> text[view.offsets[7]]
    '“'
    """
    pieces: list[str] = []
    offsets = array("l")
    paragraphs: list[int] = []
    headline_end = 0
    missing = sorted(lost(document.text))
    for segment in document.segments:
        if not segment.kind.is_prose:
            continue
        for start, end in _paragraphs(document.text, segment):
            _add_paragraph(document.text, start, end, pieces, offsets, paragraphs, missing)
        if segment.kind is SegmentKind.HEADLINE and len(paragraphs) <= 1:
            headline_end = len(offsets)
    text = "".join(pieces)
    if headline_end and len(paragraphs) > 2:
        begin, end = paragraphs[1:3]
        headline_end = end - 1 if _is_deck(text[begin : end - 1]) else headline_end
    offsets.append(offsets[-1] + 1 if offsets else 0)
    return Reading(text, offsets, tuple(paragraphs), headline_end)


def _is_deck(paragraph: str) -> bool:
    """Tell whether a PARAGRAPH right below the headline is a second one: capitals, and no end of a sentence.

    >>> _is_deck("Defendant Cashed Refund Checks Totaling More than $1 Million"), _is_deck("Reported By Ana Ruiz")
    (True, False)
    """
    words = paragraph.split()
    long = [word for word in words if len(word) >= 4 and word.isalpha()]
    ends = paragraph[-1] in ".!?:;\"'"
    return len(long) >= _DECK and len(words) <= 30 and not ends and is_title_case(words)


def _paragraphs(text: str, segment: Segment) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each paragraph of a SEGMENT."""
    start = segment.start
    for gap in _BLANK_LINE.finditer(text, segment.start, segment.end):
        yield start, gap.start()
        start = gap.end()
    yield start, segment.end


def _add_paragraph(
    text: str,
    start: int,
    end: int,
    pieces: list[str],
    offsets: "array[int]",
    paragraphs: list[int],
    missing: Sequence[int],
) -> None:
    words: list[str] = []
    places = array("l")
    for piece, place in _restored(_clean(text, start, end), missing):
        if piece == " " and (not words or words[-1] == " "):
            continue
        words.append(piece)
        places.extend(range(place, place + len(piece)))
    if words and words[-1] == " ":
        words.pop()
        places.pop()
    if not words:
        return
    if offsets:
        pieces.append(" ")
        offsets.append(offsets[-1] + 1)
    paragraphs.append(len(offsets))
    pieces.extend(words)
    offsets.extend(places)


def _restored(
    pieces: Iterator[tuple[str, int]], missing: Sequence[int]
) -> Iterator[tuple[str, int]]:
    """Yield the PIECES with an apostrophe at each place, in order, where one is MISSING."""
    for piece, place in pieces:
        start = 0
        first, end = bisect_right(missing, place), bisect_left(missing, place + len(piece))
        for lack in missing[first:end]:
            yield piece[start : lack - place], place + start
            yield "'", lack
            start = lack - place
        yield piece[start:], place + start


def _clean(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Yield what is read of a stretch of TEXT, piece by piece, with the place where the piece begins."""
    position = start
    for found in _TOKENS.finditer(text, start, end):
        if found.start() > position:
            yield text[position : found.start()], position
        position = found.end()
        if (replaced := _REPLACED.get(found.lastgroup or "")) is not None:
            yield replaced, found.start()
    if position < end:
        yield text[position:end], position
