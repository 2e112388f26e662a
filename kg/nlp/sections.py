"""Long articles in sections, which are read one after the other: time grows with length, and memory does not.

What looks for the noun that *the company* stands for looks at all that was said before, and each word that is parsed
takes two kilobytes. A section is the same document with a part of its prose, so that its places are those of the whole.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.model import Document, Segment

LONGEST: Final = (
    60_000  # characters of prose that are read as a whole; three times the longest article of 1,200
)
_SECTION: Final = 40_000  # about, of a longer one


def sections(document: Document) -> tuple[Document, ...]:
    r"""Return DOCUMENT in parts that are short enough, cut between paragraphs, else behind a sentence or a word.

    >>> from kg.model import Segment, SegmentKind
    >>> text = "He left. " * 9_000
    >>> parts = sections(Document(id="d", text=text, segments=(Segment(0, 81_000, SegmentKind.BODY),), source="d.txt"))
    >>> [(each.segments[0].start, each.segments[-1].end) for each in parts]
    [(0, 39996), (39996, 79992), (79992, 81000)]
    """
    prose = sum(each.end - each.start for each in document.segments if each.kind.is_prose)
    if prose <= LONGEST:
        return (document,)
    parts: list[list[Segment]] = [[]]
    taken = 0
    for segment in _pieces(document):
        size = segment.end - segment.start if segment.kind.is_prose else 0
        if taken and taken + size > _SECTION:
            parts.append([])
            taken = 0
        parts[-1].append(segment)
        taken += size
    return tuple(replace(document, segments=tuple(part)) for part in parts)


def _pieces(document: Document) -> Iterator[Segment]:
    """Yield the segments, those of prose cut where they are too long for a section."""
    for segment in document.segments:
        start = segment.start
        while segment.kind.is_prose and segment.end - start > _SECTION:
            end = _cut(document.text, start, start + _SECTION)
            yield replace(segment, start=start, end=end)
            start = end
        yield replace(segment, start=start)


def _cut(text: str, start: int, end: int) -> int:
    """Return the best place to cut TEXT in the second half of START to END."""
    middle = (start + end) // 2
    for mark in ("\n\n", "\n", ". ", " "):
        found = text.rfind(mark, middle, end)
        if found >= 0:
            return found + len(mark)
    return end
