"""What a knowledge base knows of a thing."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

GEONAMES: Final = "https://sws.geonames.org/"


class NameKind(IntEnum):
    """How a name stands to its thing; the smaller, the more it says."""

    LABEL = 0
    ALIAS = 1
    DEMONYM = 2  # "Venezuelan": of a country or a city
    DERIVED = 3  # made from another name: an acronym, a company without its legal form
    PART = 4  # a surname, a given name, a nickname, a common word: never enough alone


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A NAME of a thing, and how often it is used for it; 0 where nobody counted."""

    name: str
    kind: NameKind = NameKind.ALIAS
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing in the world; KEY is its id there: ``Q717``, ``gn3646738``, or an IRI of the user's own."""

    key: str
    type: str  # a class of the ontology; "Thing" where it is not known
    label: str
    names: tuple[Name, ...] = ()  # beside the label
    description: str = ""
    count: int = (
        0  # how often it is meant: links, mentions, for a place its inhabitants by the thousand
    )
    same_as: tuple[str, ...] = ()  # IRIs of it elsewhere
    point: tuple[float, float] | None = None  # latitude and longitude, WGS 84
    within: tuple[str, ...] = ()  # keys of what it lies in or belongs to, the nearest first
    member: tuple[str, ...] = ()  # keys of bodies, parties and teams that somebody belongs to
    born: int | None = None  # the year
    died: int | None = None
    origin: str = ""  # letters of the credits of what it was drawn from

    def every_name(self) -> Iterator[Name]:
        """Yield the label and all other names, each once."""
        yield Name(self.label, NameKind.LABEL, self.count)
        seen = {self.label}
        for name in self.names:
            if name.name not in seen:
                seen.add(name.name)
                yield name
