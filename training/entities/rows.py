"""The rows of the source, and what becomes of them."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

_PRIOR: Final = 1000  # the largest one, as it is written


class Source(NamedTuple):
    """Where rows were drawn from: its letter in the table, a credit, and the licence."""

    letter: str
    credit: str
    licence: str


def _sources() -> dict[str, Source]:
    text = Path(__file__).with_name("sources.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {name: Source(*rest) for name, *rest in rows}


SOURCES: Final = _sources()  # by what the table that is read calls them


@dataclass(slots=True)
class Entity:
    """One thing, on its way from the source to the table."""

    id: str
    type: str
    label: str
    description: str
    prior: int  # 0 to 1000: how often it is meant
    sources: str  # letters of SOURCES, sorted
    licence: str = ""
    aliases: list[str] = field(default_factory=list)
    demonyms: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    country: str = ""  # ISO 3166-1, or the id of one that is over
    born: int | None = None
    died: int | None = None
    member: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)  # other ids: of Wikidata, of GeoNames

    @property
    def names(self) -> list[str]:
        """The label and the other names."""
        return [self.label, *self.aliases]


def read(path: Path) -> Iterator[Entity]:
    """Yield the rows of the source at PATH; those without a source that is known are left out."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        next(file)
        for line in file:
            id, type, label, aliases, description, prior, sources, licence = line[:-1].split("\t")
            letters = sorted(SOURCES[each].letter for each in sources.split(",") if each in SOURCES)
            if letters and label:
                yield Entity(
                    id=id,
                    type=type,
                    label=" ".join(label.split()),
                    description=" ".join(description.split()),
                    prior=round(float(prior) * _PRIOR),
                    sources="".join(letters),
                    licence=licence,
                    aliases=[" ".join(each.split()) for each in aliases.split("|") if each.strip()],
                )
