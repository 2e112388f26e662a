"""Draws the table of things anew.

    make names      # or: python -m training.entities SOURCE ontology/names/things.tsv.xz

SOURCE is a table of things of Wikidata, ``kb/entities.tsv.gz`` in the folder of data; where it is missing, the table
stays as it is.
"""

import sys
from collections import Counter
from pathlib import Path

from training.entities import aliases, kinds, pack, rows, told
from training.entities.rows import Entity


def draw(source: Path) -> list[Entity]:
    """Return the things of SOURCE that the table has."""
    found = []
    for entity in rows.read(source):
        type = kinds.kind(entity)
        if type is None or (entity.type == "Place" and entity.prior <= 30):
            continue
        entity.type = type
        told.tell(entity)
        aliases.clean(entity)
        found.append(entity)
    told.join(found)
    return found


def main(source: Path, target: Path) -> None:
    """Write the things of SOURCE to TARGET."""
    if not source.exists():
        print(f"{source}: is not there; {target} stays as it is")
        return
    found = draw(source)
    pack.write(target, pack.text(found))
    size = target.stat().st_size
    print(f"{target}: {len(found):,} rows, {size / 1e6:.1f} MB")
    for name, count in Counter(each.type for each in found).most_common():
        print(f"  {name}: {count:,}")
    for name, count in told.counted(found).items():
        print(f"  with {name}: {count:,}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
