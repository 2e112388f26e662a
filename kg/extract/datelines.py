"""The place that a report was written at, and what it lies in, by the dateline: "NAIROBI, Kenya (Reuters) -"."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from kg.model import Document, Mention, SegmentKind, Span
from kg.ontology import Ontology, Term

_BETWEEN: Final = ", "
_ANY: Final = "Place"
_TOWN: Final = "City"
_SURE: Final = (_TOWN, "Country")
_PLACES: Final = (*_SURE, _ANY, "Region")


def places(
    document: Document, mentions: Iterable[Mention], ontology: Ontology
) -> tuple[Mention, ...]:
    """Return the places in the dateline of DOCUMENT, from the smallest; none where it has none.

    What is one of the MENTIONS of the text goes by the name and the class that it has there; but a report is written
    in a city, not in the state of its name: "NEW YORK".
    """
    if document.place is None:
        return ()
    named = {mention.name.casefold(): mention for mention in mentions if mention.named}
    found: list[Mention] = []
    for name, span in _spans(document, document.place.split(_BETWEEN)):
        text = document.text[span.start : span.end]
        known = named.get(name.casefold())
        term = _terms(ontology).get(name)
        if known is not None and (known.type in _SURE or (found and known.type in _PLACES)):
            type, said, concept = known.type, known.name, known.concept
        elif term is not None:
            type, said, concept = term.type, term.label, term.key
        else:
            type, said, concept = _ANY if found else _TOWN, name, None
        found.append(Mention(span=span, text=text, type=type, name=said, concept=concept))
    return tuple(found)


@lru_cache(1)  # an ontology that is done with is let go
def _terms(ontology: Ontology) -> dict[str, Term]:
    """Return the places of the gazetteer by their names, cities before others."""
    places = [term for term in ontology.terms if term.type in _PLACES and not term.denotes]
    places.sort(key=lambda term: term.type == _TOWN)
    return {label: term for term in places for label in term.labels}


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
