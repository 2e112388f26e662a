"""Lines of dates: ``March 01, 2008``, ``Published … | Updated …``."""

import re
from typing import Final

from kg.model import SegmentKind
from kg.sources import dates
from kg.sources.findings import Finding

_LONGEST: Final = 160
_LABELLED: Final = re.compile(
    r"(?i:(?P<new>(?:(?:first |originally )?(?:published|posted|issued)|publication date"
    r"|date published|dated?))|(?:last )?(?:updated?|modified|edited))"
    r"(?:\s+(?:on|at))?\s*[:|]?\s+(?P<when>.+)"
)
_BETWEEN: Final = re.compile(
    r"\s*[|•·/]\s*|\s+[–—-]+\s+"
    r"|[;,]?(?<![Ll]ast)(?<![Ff]irst)\s+(?=(?i:(?:last )?updated|published)\b)"
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
    pieces = [piece.strip(" ,") for piece in _BETWEEN.split(text)]
    found = [_LABELLED.fullmatch(piece) for piece in pieces]
    written = [
        match["when"] if match else piece for match, piece in zip(found, pieces, strict=True)
    ]
    if not any(found) or not all(map(dates.is_stamp, written)):
        return None
    changed = [
        when for match, when in zip(found, written, strict=True) if match and not match["new"]
    ]
    new = [when for when in written if when not in changed]
    return Finding(
        kind=SegmentKind.NOISE,
        published=new[0] if new else None,
        updated=changed[0] if changed else None,
    )
