"""Draws the table of things anew.

    make names      # or: python -m training.entities SOURCE ontology/names/things.tsv.xz

SOURCE is a table of things of Wikidata, ``kb/entities.tsv.gz`` in the folder of data; where it is missing, the table
stays as it is.
"""

import sys
from collections import Counter
from pathlib import Path

from kg import names
from training.entities import aliases, kinds, pack, priors, regions, rows, same, told, towns, words
from training.entities.rows import Entity


def draw(source: Path) -> list[Entity]:
    """Return the things of SOURCE that the table has."""
    found, nouns = [], []
    for entity in rows.read(source):
        if entity.label.islower() and " " not in entity.label:
            nouns.append(entity.label)
        type = kinds.kind(entity)
        if type is not None:
            entity.type = type
            told.tell(entity)
            found.append(entity)
    known = words.Words(found, nouns)
    priors.correct(found)
    found = [each for each in found if priors.is_kept(each, known)]
    print(f"cities of GeoNames: {towns.join(found):,}")
    count = len(found)
    found = same.merge(found, known)
    print(f"rows of things that others have, too: {count - len(found):,}")
    count = len(found)
    found = priors.common(found)
    print(f"rare things with the name of another one: {count - len(found):,}")
    told.join(found)
    owners = words.Owners(found)
    for entity in found:
        aliases.clean(entity, known, owners)
    aliases.surnames(found)
    return found


def main(source: Path, target: Path) -> None:
    """Write the things of SOURCE to TARGET."""
    if not source.exists():
        print(f"{source}: is not there; {target} stays as it is")
        return
    found = draw(source)
    pack.write(target, pack.text(found))
    ids = regions.ids(found)
    rows_of = (f"{code}\t{id}\n" for code, id in sorted(ids.items()))
    (target.parent / names.REGIONS).write_text(regions.HEAD + "".join(rows_of), encoding="utf-8")
    print(f"regions of ISO 3166-2 with an id: {len(ids):,}")
    size = target.stat().st_size
    print(f"{target}: {len(found):,} rows, {size / 1e6:.1f} MB")
    for type, count in Counter(each.type for each in found).most_common():
        print(f"  {type}: {count:,}")
    for name, count in told.counted(found).items():
        print(f"  with {name}: {count:,}")
    print(
        f"  aliases: {sum(len(e.aliases) for e in found):,}, parts: {sum(len(e.parts) for e in found):,}"
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
