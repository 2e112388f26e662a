"""Lines of dates: ``March 01, 2008``, ``Published … | Updated …``."""

import re
from typing import Final

from kg.model import SegmentKind
from kg.sources import dates
from kg.sources.findings import Finding

_LONGEST: Final = 160
_LABELLED: Final = re.compile(
    r"(?i:(?P<new>(?:(?:first |originally )?(?:published|posted|issued)|publication date"
    r"|date published|date))|(?:last )?(?:updated?|modified|edited))"
    r"(?:\s+(?:on|at))?\s*[:|]?\s+(?P<when>.+)"
)
_BETWEEN: Final = re.compile(
    r"\s*[|•·/]\s*|\s+[–—-]\s+|[;,]?\s+(?=(?:[Ll]ast )?[Uu]pdated|UPDATED|[Pp]ublished|PUBLISHED)"
)


def find(text: str) -> Finding | None:
    """Return what TEXT tells if it is nothing but dates.

    >>> find("Updated 3:15 PM EST, Jan. 2, 2026").updated
    '3:15 PM EST, Jan. 2, 2026'
    >>> find("Updated figures for 2026 are due on March 3") is None
    True
    """
    if len(text) > _LONGEST or not any(c.isdigit() for c in text):
        return None
    if dates.is_stamp(text):
        return Finding(kind=SegmentKind.DATELINE, published=text)
    pieces = [_LABELLED.fullmatch(piece.strip(" ,")) for piece in _BETWEEN.split(text)]
    if not all(match and dates.is_stamp(match["when"]) for match in pieces):
        return None
    when = {"new" if match["new"] else "changed": match["when"] for match in pieces if match}
    return Finding(kind=SegmentKind.NOISE, published=when.get("new"), updated=when.get("changed"))
