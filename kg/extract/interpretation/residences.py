"""Where people live, by what stands behind their name or before the noun for them: "Tom Hale, 44, of Boston"."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.reference.neighbours import Found
from kg.model import Mention, Relation

_RESIDENTS: Final = vocabulary.words("descriptions", "residents")
_PLACES: Final = ("City", "Region")


def residence(token: Token, reading: Reading, fillers: Fillers) -> Iterator[Found]:
    """Yield where the person lives whom TOKEN names, or stands for."""
    if token.pos_ == "PROPN":
        yield from _behind(token, reading, fillers)
    elif token.pos_ == "NOUN" and token.lemma_.lower() in _RESIDENTS:
        yield from _before(token, reading, fillers)


def _behind(name: Token, reading: Reading, fillers: Fillers) -> Iterator[Found]:
    """Yield where the person lives whose NAME ends here, with or without their age between commas."""
    one = fillers.mention(name)
    if one is None or one.type != "Person" or not one.named:
        return
    place = _place(name, reading)
    annotation = reading.mention_at.get(place) if place is not None else None
    found = annotation.value if annotation is not None else None
    is_place = isinstance(found, Mention) and found.type in _PLACES
    if isinstance(found, Mention) and is_place and annotation is not None:
        yield Found(Relation(one, "livesIn", found), name, "residence")


def _before(noun: Token, reading: Reading, fillers: Fillers) -> Iterator[Found]:
    """Yield where the person lives whom a NOUN behind a place stands for: "a Glen Ridge, New Jersey, man"."""
    one = fillers.mention(noun)
    if one is None or one.type != "Person" or not one.named:
        return
    for child in noun.lefts:
        annotation = reading.mention_at.get(child.i) if child.dep_ in ("nmod", "compound") else None
        place = annotation.value if annotation is not None else None
        if isinstance(place, Mention) and place.type in _PLACES:
            yield Found(Relation(one, "livesIn", place), noun, "residence")
            return


def _place(name: Token, reading: Reading) -> int | None:
    """Return where the name of a place begins behind ", of" or ", 44, of"."""
    doc, annotation = name.doc, reading.mention_at.get(name.i)
    if annotation is None or annotation.last != name.i + 1:
        return None
    words = [token.lower_ for token in doc[name.i + 1 : name.i + 5]]
    match words:
        case [",", "of", *_]:
            return name.i + 3
        case [",", age, ",", "of"] if age.isdigit():
            return name.i + 5
        case _:
            return None
