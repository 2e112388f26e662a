"""Paragraphs that are not prose: bylines, credits, captions, copyright lines, dates, noise."""

import re
from typing import Final

from kg.model import SegmentKind
from kg.sources import credits, noise, people, stamps
from kg.sources.findings import Finding

_LONGEST_CAPTION: Final = 800
_FILE: Final = re.compile(
    r"(?:FILE|File|HANDOUT)(?:[ -](?:PHOTO|photo|PICTURE|picture|IMAGE|image))?"
    r"\s*(?:[-–—]+|:)\s+\S.*|FILE(?: PHOTO)?"
)
_CREDIT: Final = re.compile(
    r"(?i:(?:photo|image|picture|photograph|pic)s?(?: credits?| illustration)?|caption"
    r"|illustration|credit|video)\s*:\s*\S.{0,250}"
    rf"|(?i:photos?|images?|pictures?|video) (?i:by|courtesy of) {people.NAME}(?:\s?/.{{1,40}})?"
    r"|(?i:image|media|photo) (?:(?i:source|caption|copyright)\s*[,:]\s*\S"
    r"|(?i:caption|copyright) (?=[A-Z])).{1,300}"
)
_STOCK: Final = r"(?:Getty(?: Images)?|Shutterstock|iStock|EPA|Alamy|Unsplash)"
_AGENCY: Final = rf"(?:AP|AFP|Reuters|REUTERS|Xinhua|Bloomberg|Anadolu(?: Agency)?|{_STOCK})"
_CREDIT_END: Final = re.compile(
    r".*\((?:(?:AP |AFP |Reuters )?[Pp]hotos?(?: (?:by|courtesy|via)|[/:])[^()]*"
    r"|(?:Image|Picture|Photograph|Illustration)(?: (?:by|courtesy|via)|:)[^()]*"
    rf"|[^()/]{{2,60}}/\s?{_AGENCY}[^()]{{0,40}}|[^()]{{2,60}} via {_AGENCY}"
    rf"|{_AGENCY}/[^()]{{2,60}})\)[.”\"]?"
    r"|.*\bREUTERS/[A-Z][^.]{2,60}"
    rf"|(?:[\w’'. -]{{2,40}}/)?{_STOCK}(?:/[\w’'. -]{{2,40}})?"
)
_STARTS: Final = ("Copyright ©", "©", "(Reporting by", "Additional reporting by")


def classify(line: str, *, edge: bool) -> Finding | None:
    """Return what a paragraph, on one LINE, is; None for prose. EDGE: the begin or the end.

    >>> classify("Photo: Jane Doe/Reuters", edge=False).kind
    <SegmentKind.CAPTION: 'caption'>
    >>> classify("Photos of the site show damage.", edge=False) is None
    True
    """
    plain = line.strip().strip("*_").strip()
    found = (
        stamps.find(plain)
        or credits.copyright_line(plain)
        or credits.contributor(plain, edge=edge)
        or _caption(plain)
    )
    if found is None and edge:
        found = credits.byline(plain) or credits.sign_off(plain) or credits.dated(plain)
    if found is None and noise.is_noise(line):
        found = Finding(kind=SegmentKind.NOISE)
    return found


def stands_alone(line: str) -> bool:
    """Tell whether a LINE is no prose by itself, so that it never goes on with its neighbours."""
    if _FILE.match(line) or line.startswith(_STARTS):
        return True
    if len(line) > 120:
        return False
    return bool(stamps.find(line) or credits.byline(line)) or noise.is_noise(line)


def _caption(text: str) -> Finding | None:
    patterns = (_FILE, _CREDIT, _CREDIT_END)
    if len(text) <= _LONGEST_CAPTION and any(pattern.fullmatch(text) for pattern in patterns):
        return Finding(kind=SegmentKind.CAPTION)
    return None
