"""What a paragraph that is no prose tells of its article."""

from dataclasses import dataclass

from kg.model import SegmentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a paragraph is, and what it tells of the article; dates are as written."""

    kind: SegmentKind
    authors: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    agency: str | None = None
    publisher: str | None = None
    published: str | None = None
    updated: str | None = None
