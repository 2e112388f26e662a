"""Whether an article is withdrawn: by what its source says of it, or by a notice in its own place.

A report about a retraction is none: a notice speaks of "this article", and stands in front of the headline, or at the
beginning of one of the first or the last paragraphs, where nobody is quoted.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from kg.model import Segment, SegmentKind

# https://schema.org/creativeWorkStatus is free text; these are the words of publishers' systems.
_STATUSES: Final = frozenset({"retracted", "withdrawn"})
_TOLD: Final = (SegmentKind.HEADLINE, SegmentKind.BODY, SegmentKind.NOISE)
_NEAR: Final = 2  # paragraphs from either end in which a notice stands

_ARTICLE: Final = r"(?:news )?(?:article|story|post|dispatch)|news report"
# A label makes clear that an editor speaks, and which report is "this report".
_PIECE: Final = rf"(?:{_ARTICLE}|report|piece|item|column|video|podcast)"
_WHICH: Final = r"(?:this|the (?:above|following|preceding))"
_DONE: Final = r"(?:formally |fully )?(?:retracted|withdrawn)"
_PASSIVE: Final = rf"(?:has been|have been|was|is|is being|is hereby) {_DONE}"
_ACTIVE: Final = (
    rf"(?:(?:has|have) {_DONE}|(?:is|are) (?:retracting|withdrawing)"
    r"|retracts?|withdraws?|withdrew|retracted)"
)
_LABEL: Final = (
    r"(?:(?:editor|publisher)(?:[’']?s|s[’'])? not(?:e|ice)|not(?:e|ice)(?: to readers)?|editors"
    r"|retraction(?: notice)?|withdrawal|correction|clarification|update|advisory)"
)
_MARKS: Final = r"[\[(*#>\s–—-]{0,6}"  # no quotation marks: what stands in them somebody else says
_OUTLET: Final = r"(?-i:[A-Z][\w.&’'-]*(?: [A-Z&][\w.&’'-]*){0,4})"
_HEADED: Final = r"(?:the )?(?:article|story|report) (?:headlined |titled )?[“\"‘'][^”\"’']+[”\"’']"
# Not of a contest, a market or a court: "this article was withdrawn from auction".
_END: Final = (
    r"(?=\s*$|\s*[.,;:!–—-]|\s+(?:because|after|by|at the|due to|following|on|pending|in its entirety|for|and|as|since"
    r"|from (?:publication|the (?:site|website|record|wire)))\b)"
)
_NOTICE: Final = re.compile(
    rf"{_MARKS}(?:(?:{_WHICH} (?:{_ARTICLE}) {_PASSIVE}|we {_ACTIVE} {_WHICH} (?:{_ARTICLE}))"
    rf"|{_LABEL}(?: \([^)]{{1,40}}\))?\s*[:.–—-]\s*"
    rf"(?:{_WHICH} {_PIECE} {_PASSIVE}|(?:we|{_OUTLET}) {_ACTIVE} {_WHICH} {_PIECE}|{_HEADED} {_PASSIVE})){_END}",
    re.IGNORECASE,
)
# "RETRACTED: Dam breaks in Lesk", "[Withdrawn] Dam breaks in Lesk", "STORY REMOVED: BC-Lesk-Dam"
_HEADLINE: Final = re.compile(
    r"\s*(?:(?:RETRACTED|WITHDRAWN)(?: (?:ARTICLE|STORY|REPORT))?\s*(?::|-|–|—|\|)"
    r"|[\[(](?i:retracted|withdrawn)(?i: article| story| report)?[\])]"
    r"|(?:Retracted|Withdrawn) (?:article|story|report)\s*:"
    r"|(?:STORY|ARTICLE) (?:REMOVED|WITHDRAWN|KILLED)\s*:)\s*(?P<rest>.*)"
)


def is_retracted(
    status: str | None, title: str | None, text: str, segments: Sequence[Segment]
) -> bool:
    """Tell whether an article is withdrawn, by its STATUS, its TITLE, or a notice in its TEXT.

    >>> is_retracted("Retracted", None, "", ()), is_retracted("Published", "RETRACTED: Dam breaks in Lesk", "", ())
    (True, True)
    >>> is_retracted(None, "RETRACTED: THE STUDY THAT FOOLED US ALL", "", ())
    False
    """
    if status is not None and status.strip().casefold().rpartition("/")[2] in _STATUSES:
        return True
    lines = list(_at_the_ends(text, segments))
    heads = ([title] if title is not None else []) + lines[:1]
    return any(map(_is_marked, heads)) or any(map(_NOTICE.match, lines))


def _is_marked(title: str) -> bool:
    """Tell whether a headline has the mark of a withdrawn article; one in capitals throughout may be about one."""
    found = _HEADLINE.match(title)
    return found is not None and not found["rest"].isupper()


def _at_the_ends(text: str, segments: Iterable[Segment]) -> Iterator[str]:
    """Yield the headline, and the first and the last paragraphs that may be prose or a notice."""
    lines = [
        (each.kind, line.strip())
        for each in segments
        if each.kind in _TOLD
        for line in text[_line_start(text, each.start) : each.end].splitlines()
    ]
    told = [line for kind, line in lines if line and kind is not SegmentKind.HEADLINE]
    heads = (line for kind, line in lines if line and kind is SegmentKind.HEADLINE)
    yield from chain(heads, told[:_NEAR], told[_NEAR:][-_NEAR:])


def _line_start(text: str, place: int) -> int:
    """Return where the line of PLACE begins, with what may have been taken for a dateline."""
    return text.rfind("\n", 0, place) + 1
