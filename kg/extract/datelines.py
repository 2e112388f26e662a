"""The place that a report was written at, and what it lies in, by the dateline: "NAIROBI, Kenya (Reuters) -"."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.model import Document, Mention, SegmentKind, Span
from kg.ontology import Ontology

_BETWEEN: Final = ", "
_ANY: Final = "Place"


def places(
    document: Document, mentions: Iterable[Mention], ontology: Ontology
) -> tuple[Mention, ...]:
    """Return the places in the dateline of DOCUMENT, from the smallest; none where it has none.

    What is one of the MENTIONS of the text goes by the name and the class that it has there.
    """
    if document.place is None:
        return ()
    named = {mention.name.casefold(): mention for mention in mentions if mention.named}
    found = []
    for name, span in _spans(document, document.place.split(_BETWEEN)):
        known = named.get(name.casefold())
        type = known.type if known is not None and ontology.is_a(known.type, _ANY) else _ANY
        found.append(
            Mention(
                span=span,
                text=document.text[span.start : span.end],
                type=type,
                name=known.name if known is not None and type == known.type else name,
                concept=known.concept if known is not None and type == known.type else None,
            )
        )
    return tuple(found)


def _spans(document: Document, names: Iterable[str]) -> Iterator[tuple[str, Span]]:
    """Yield the NAMES with where they stand in the dateline, in capitals or not, one behind the other."""
    for segment in document.segments:
        if segment.kind is not SegmentKind.DATELINE:
            continue
        start, found = segment.start, []
        for name in names:
            words = r"\s+".join(map(re.escape, name.split()))
            match = re.compile(words, re.IGNORECASE).search(document.text, start, segment.end)
            if match is None:
                break
            start = match.end()
            found.append((name, Span(document.id, match.start(), match.end())))
        if found:
            yield from found
            return
