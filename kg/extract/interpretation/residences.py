"""Where people live, by what stands behind their name: "Tom Hale, 44, of Boston"."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.reference.neighbours import Found
from kg.model import Mention, Relation


def residence(name: Token, reading: Reading, fillers: Fillers) -> Iterator[Found]:
    """Yield where the person lives whose NAME ends here, with or without their age between commas."""
    one = fillers.mention(name)
    if one is None or one.type != "Person" or not one.named:
        return
    place = _place(name, reading)
    annotation = reading.mention_at.get(place) if place is not None else None
    found = annotation.value if annotation is not None else None
    is_place = isinstance(found, Mention) and found.type in ("City", "Region")
    if isinstance(found, Mention) and is_place and annotation is not None:
        yield Found(Relation(one, "livesIn", found), name, "residence")


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
