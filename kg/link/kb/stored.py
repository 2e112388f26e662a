"""A thing as a row of its table, and back: what most rows would repeat is left out."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from kg import iri
from kg.link.kb.thing import Name, NameKind, Thing

_WIKIDATA: Final = iri.VOCABULARIES["wd"]
_OWN: Final = "*"  # the IRI that a thing of Wikidata has there
_USUAL: Final = (NameKind.ALIAS, 0)

Row = tuple[str | int | float | None, ...]


def to_row(thing: Thing, source: int) -> Row:
    """Return THING of the source with this number as a row, without its own number."""
    latitude, longitude = thing.point or (None, None)
    own = f"{_WIKIDATA}{thing.key}"
    return (
        thing.key,
        source,
        thing.type,
        thing.label,
        "\n".join(map(_written, thing.names)) if thing.names else "",
        thing.description,
        thing.count,
        latitude,
        longitude,
        " ".join([_OWN if each == own else each for each in thing.same_as]),
        " ".join(thing.within),
        " ".join(thing.member),
        thing.born,
        thing.died,
        thing.origin,
    )


def from_row(row: Sequence[Any]) -> Thing:
    """Return the thing in a ROW of the view ``things``, without its other names."""
    key, type, label, description, count, latitude, longitude, same_as, within = row[:9]
    member, born, died, _, _, own = row[9:15]
    return Thing(
        key=key,
        type=type,
        label=label,
        description=description,
        count=count,
        same_as=(
            (f"{_WIKIDATA}{own}",)
            if same_as == _OWN
            else tuple(f"{_WIKIDATA}{own}" if each == _OWN else each for each in same_as.split())
        ),
        point=None if latitude is None else (latitude, longitude),
        within=tuple(within.split()),
        member=tuple(member.split()),
        born=born,
        died=died,
        origin=row[16],
    )


def names_in(row: Sequence[Any]) -> Iterator[Name]:
    """Yield all names of the thing in a ROW of the view ``things``."""
    yield Name(row[2], NameKind.LABEL, row[4])
    for line in row[15].split("\n") if row[15] else ():
        name, _, rest = line.partition("\t")
        kind, count = map(int, rest.split("\t")) if rest else _USUAL
        yield Name(name, NameKind(kind), count)


def _written(name: Name) -> str:
    usual = (name.kind, name.count) == _USUAL
    return name.name if usual else f"{name.name}\t{name.kind:d}\t{name.count}"
