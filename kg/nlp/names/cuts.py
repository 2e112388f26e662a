"""Where one span holds several names: positions, commas and dashes part them."""

from collections.abc import Iterator
from typing import Final

from kg import vocabulary
from kg.nlp.names import kinds
from kg.nlp.names.gazetteer import Gazetteer
from kg.nlp.words import Words

_SURNAMES: Final = vocabulary.words("titles", "positions_and_surnames")
_WITH_SEATS: Final = vocabulary.words("bodies", "with_seats")
_LEADING: Final = frozenset({"for", "of", "the"})
_NOBLE: Final = vocabulary.words("titles", "noble")


def parts_of(
    first: int, last: int, kind: str, words: Words, gazetteer: Gazetteer
) -> Iterator[tuple[int, int, str]]:
    """Yield the names that one span holds, with their classes; positions and commas part them."""
    last = _before_office(first, last, words, gazetteer)
    start = _after_country(first, last, words, gazetteer)
    if start > first:
        yield first, start, "Place"
        kind = "Person"
    i = start
    while i < last:
        position = gazetteer.noun_at(words, i, last)
        cut = 0
        if position is not None and position.known.type == "Position":
            cut = _position_length(position.first, position.last, start, last, kind, words)
        if cut:
            if start < i:
                yield start, i, _before_position(kind)
            start = i + cut
            kind = _after_position(kind, start, last, words)
            i = start
        elif _separates(i, start, last, kind, words, gazetteer):
            yield start, i, kind
            start = i = i + 1
        else:
            i += 1
    yield from _body_and_person(start, last, kind, words, gazetteer)


def _body_and_person(
    first: int, last: int, kind: str, words: Words, gazetteer: Gazetteer
) -> Iterator[tuple[int, int, str]]:
    """Yield the name, or the body and the person that it holds: "of the Tax Division | Ana B. Ruiz"."""
    end = _body_end(first, last, words, gazetteer)
    if end is None:
        yield first, last, kind
        return
    start = next(i for i in range(first, end) if words.lowers[i] not in _LEADING)
    yield start, end, "Organization"
    yield end, last, "Person"


def _body_end(first: int, last: int, words: Words, gazetteer: Gazetteer) -> int | None:
    """Return where a body ends that somebody's office is of: "Attorney General of the Tax Division | Ana B. Ruiz"."""
    if words.lowers[first] not in _LEADING and words.lowers[max(first - 1, 0)] not in _LEADING:
        return None
    ontology = gazetteer.ontology
    for start in range(last - 3, last - 1):
        if start <= first + 1 or not _is_full_name(start, last, words):
            continue
        ending = ontology.name_ending(words.texts[start - 1])
        body = ending is not None and ontology.is_a(ending, "Organization")
        initial = words.texts[start + 1][1:] == "."  # "Lanny A. Breuer"
        given = initial or kinds.is_given(words.texts[start], ontology)
        if body and given and kinds.of_words(words.texts[start:last], ontology) is None:
            return start
    return None


def _before_office(first: int, last: int, words: Words, gazetteer: Gazetteer) -> int:
    """Return where a name ends before an office that goes on behind it: "GSA | Inspector General"; else LAST."""
    for start in range(first + 1, last):
        office = gazetteer.noun_at(words, start, min(last + 2, len(words.texts)))
        if office is not None and office.known.type == "Position" and office.last > last:
            return start
    return last


def _after_country(first: int, last: int, words: Words, gazetteer: Gazetteer) -> int:
    """Return where a person begins behind the country of their office: "President of Peru | Ana Ruiz"; else FIRST."""
    if first < 2 or words.lowers[first - 1] != "of":
        return first
    offices = (gazetteer.noun_at(words, k, first - 1) for k in range(max(0, first - 4), first - 1))
    if not any(
        o is not None and o.last == first - 1 and o.known.type == "Position" for o in offices
    ):
        return first
    for start in range(last - 3, last - 1):
        country = gazetteer.name(words.texts[first:start]) if start > first else None
        is_person = kinds.of_words(words.texts[start:last], gazetteer.ontology) is None
        if country is not None and country.type == "Country" and is_person:
            return start if _is_full_name(start, last, words) else first
    return first


def _position_length(first: int, last: int, start: int, end: int, kind: str, words: Words) -> int:
    """Return how many words of a position are no part of the name around it; 0 where it belongs to the name."""
    length = last - first
    if words.lowers[last - 1] in _NOBLE and words.lowers[last : last + 1] == ["of"]:
        return 0
    if first > start and words.lowers[first - 1] in ("of", "the", "and", "'s"):
        return 0
    if last < end and words.lowers[last] in ("of", "for"):
        return length if kind == "Person" or first == start else 0
    if last < end and words.lowers[last] in ("'s", "'"):
        return 0
    if _is_certain(first, last, words):
        return length
    if kind == "Person":
        return 0 if _may_be_surname(first, last, start, end, words) else length
    return (
        length
        if kind == "Organization" and start == first and _is_full_name(last, end, words)
        else 0
    )


def _is_certain(first: int, last: int, words: Words) -> bool:
    """Tell whether a position is written as no name is: in several words, short, small, or all in capitals."""
    text = words.texts[first]
    if last - first > 1 or text.endswith(".") or not words.is_capitalised(first):
        return True
    return text.isupper() and len(text) > 1


def _may_be_surname(first: int, last: int, start: int, end: int, words: Words) -> bool:
    """Tell whether one word that is a position may be a part of the person's name around it."""
    if last == end or (words.lowers[first] in _SURNAMES and first > start):
        return True
    return words.lowers[first] in ("dean", "marshal", "page", "baker", "cook")


def _is_full_name(first: int, last: int, words: Words) -> bool:
    """Tell whether the words look like the name of a person: two or three capitalised ones."""
    return last - first in (2, 3) and all(words.is_capitalised(i) for i in range(first, last))


def _before_position(kind: str) -> str:
    """Return the class of a name before a position: "Acme chief executive Ann Lee"."""
    return "Organization" if kind == "Person" else kind


def _after_position(kind: str, first: int, last: int, words: Words) -> str:
    """Return the class of a name after a position."""
    return "Person" if kind in ("Organization", "Person") and first < last else kind


def _separates(
    i: int, start: int, last: int, kind: str, words: Words, gazetteer: Gazetteer
) -> bool:
    """Tell whether the word at I stands between two names, or before the first."""
    word = words.lowers[i]
    if word in ("'s", "'") and i > start and kind != "CreativeWork":
        return gazetteer.name(words.texts[start:i]) is not None
    if word in (";", ":", "(", ")", '"', "--", "—") or (word in "-–" and _is_spaced(i, words)):
        return kind != "CreativeWork"
    if word == "at" and start < i < last - 1:
        return _is_at_place(start, i, words, gazetteer)
    if kind in ("Person", "Place"):
        return word in (",", "and", "/", "or", "&") or _does(i, start, last, words)
    if word == "and" and last - start == 3 and i == start + 1:
        return all(kinds.is_given(words.texts[k], gazetteer.ontology) for k in (start, last - 1))
    if word == "," and kind in ("Organization", "Facility"):
        rest = {words.texts[k].casefold().rstrip(".") for k in range(i + 1, last)}
        return not rest & {"inc", "ltd", "llc", "corp", "co", "plc", "sa", "and"}
    return (
        i == start
        and kind in ("Person", "Product")
        and gazetteer.is_demonym(words.texts[i])
        and i + 1 < last
    )


def _does(i: int, start: int, last: int, words: Words) -> bool:
    """Tell whether the word at I is what the first of two names does to the second: "Hale shot Holm"."""
    return (
        start < i < last - 1 and words.texts[i].islower() and words.tags[i] in ("VBD", "VBP", "VBZ")
    )


def _is_at_place(start: int, at: int, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether "at" only says where the one named before it plays: "Burnley at Elland Road"."""
    first = {words.lowers[k] for k in range(start, at)}
    text = words.text(start, at)
    known = gazetteer.name(words.texts[start:at]) is not None or kinds.is_listed(text)
    return known and first.isdisjoint(_WITH_SEATS) and words.is_capitalised(at + 1)


def _is_spaced(dash: int, words: Words) -> bool:
    """Tell whether a space stands on both sides of a DASH: "WASHINGTON - The Senate"."""
    doc = words.doc
    return bool(dash and doc[dash].whitespace_ and doc[dash - 1].whitespace_)
