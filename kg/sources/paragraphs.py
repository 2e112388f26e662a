"""Paragraphs of a text, as places in it.

They stand apart by blank lines, or by the ends of lines where the lines are not wrapped.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

MARK: Final = re.compile(r"(?:#{1,6}|[-*+•▪●‣]|>+)(?=\s)")  # of a heading, an item, a quotation
_SENTENCE_END: Final = re.compile(r"""[.!?:;…]["'”’»)\]*_]*$""")
_OPEN_END: Final = re.compile(
    r"(?:,|\b(?:a|an|the|of|to|in|on|at|by|for|from|with|and|or|but|as|that|which|who|is|are|was|were|be|has|have|had"
    r"|will|would|its|his|her|their|than|into|over|after|before|between|against|about))$"
)
_ABBREVIATED: Final = re.compile(
    r"\b(?:(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Prof|Rev|St|No|Inc|Corp|Co|Ltd)\.)$"
)
_LAST: Final = 20  # characters of a line in which its last abbreviation stands
_NARROW, _WIDE = 40, 130  # line lengths at which somebody may have wrapped a text
_SLACK: Final = 0.85  # a hand-wrapped line may end this early


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph from START up to END, and its words on one line."""

    start: int
    end: int
    line: str


def split(text: str, alone: Callable[[str], bool]) -> list[Paragraph]:
    r"""Return the paragraphs of TEXT; a line that is ALONE by its words is never joined to others.

    >>> [p.line for p in split("Rain fell on\nthe city.\nSun came.", lambda line: False)]
    ['Rain fell on the city.', 'Sun came.']
    """
    found: list[Paragraph] = []
    for block in _blocks(text):
        width = max((len(line) for _, line in block if "://" not in line), default=0)
        wrapped = _is_wrapped([line for _, line in block], width)
        group = [block[0]]
        for before, here in pairwise(block):
            if not _continues(before[1], here[1], alone, width if wrapped else None):
                found.append(_paragraph(group))
                group = []
            group.append(here)
        found.append(_paragraph(group))
    return found


def _blocks(text: str) -> Iterator[list[tuple[int, str]]]:
    """Yield runs of lines without a blank one, each line with its place and without its margins."""
    block: list[tuple[int, str]] = []
    start = 0
    for raw in text.splitlines(keepends=True):
        if line := raw.strip():
            block.append((start + len(raw) - len(raw.lstrip()), line))
        elif block:
            yield block
            block = []
        start += len(raw)
    if block:
        yield block


def _is_wrapped(lines: list[str], width: int) -> bool:
    """Tell whether LINES end because the next word would not fit, and not all with a sentence."""
    pairs = list(pairwise(lines))
    full = sum(_is_full(before, here, width) for before, here in pairs)
    open_ends = any(not _ends(before) for before, _ in pairs)
    return _NARROW <= width <= _WIDE and open_ends and full >= 0.6 * len(pairs)


def _ends(line: str) -> bool:
    if not _SENTENCE_END.search(line):
        return False
    return not _ABBREVIATED.search(line, max(len(line) - _LAST, 0))


def _is_full(before: str, here: str, width: int) -> bool:
    return len(before) + 1 + len(here.split(maxsplit=1)[0]) > _SLACK * width


def _continues(before: str, here: str, alone: Callable[[str], bool], width: int | None) -> bool:
    """Tell whether the line HERE goes on with the line BEFORE; WIDTH is that of a wrapped text."""
    if MARK.match(here) or before.startswith("#"):
        return False
    if not _ends(before) and (here[0].islower() or _OPEN_END.search(before)):
        return True
    if width is None or not _is_full(before, here, width):
        return False
    return not alone(here) and not alone(before)


def _paragraph(group: list[tuple[int, str]]) -> Paragraph:
    last_start, last = group[-1]
    return Paragraph(
        group[0][0], last_start + len(last), " ".join(" ".join(line.split()) for _, line in group)
    )
