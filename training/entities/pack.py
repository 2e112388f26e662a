"""Writes things as one packed table: a head that says where they come from, then a row each."""

import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from training.entities.rows import SOURCES, Entity

COLUMNS: Final = (
    "id type label aliases demonyms parts description prior country born died member also sources"
)
_FILTERS: Final = [
    {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 26}
]
_BETWEEN: Final = "|"


def text(entities: Iterable[Entity]) -> str:
    """Return ENTITIES as they stand in the table."""
    ordered = sorted(entities, key=lambda each: (each.type, -each.prior, int(each.id[1:])))
    used = {letter for each in ordered for letter in each.sources}
    return "".join(f"{line}\n" for line in (*_head(used), *map(_row, ordered)))


def _head(used: set[str]) -> Iterator[str]:
    yield "# People, bodies, firms, clubs, places, works and other things of the news, with the ids of Wikidata."
    for source in sorted(SOURCES.values()):
        if source.letter in used:
            yield f"# Source {source.letter}: {source.credit}; licence: {source.licence}."
    yield "# Rows, columns and names were selected, joined and corrected, by `make names`; not to be edited by hand."
    yield "# Names have | between them; the licences are in things.LICENSE."
    yield "# " + COLUMNS.replace(" ", "\t")


def _row(entity: Entity) -> str:
    fields = (
        entity.id,
        entity.type,
        entity.label,
        _BETWEEN.join(entity.aliases),
        _BETWEEN.join(entity.demonyms),
        _BETWEEN.join(entity.parts),
        entity.description,
        str(entity.prior),
        entity.country,
        "" if entity.born is None else str(entity.born),
        "" if entity.died is None else str(entity.died),
        " ".join(entity.member),
        " ".join(entity.also),
        entity.sources,
    )
    if any("\t" in field or "\n" in field for field in fields):
        raise ValueError(f"{entity.id}: a value has a tab or an end of line")
    return "\t".join(fields)


def write(path: Path, content: str) -> None:
    """Write CONTENT to PATH, packed; a file that has it already is left alone."""
    if path.exists() and lzma.decompress(path.read_bytes()).decode() == content:
        return
    path.write_bytes(lzma.compress(content.encode(), filters=_FILTERS))
