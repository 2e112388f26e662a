"""Which names of a thing are fit: without codes, misspellings, and names that are others'."""

import re
from typing import Final

from training.entities.rows import Entity

_LONGEST: Final = 60
_LATIN: Final = 0x250
_CODE: Final = re.compile(
    r"^(?:ISO|GEO|LOC|UN/LOCODE|UMR|UPR)\b.*\d|:|^[A-Z]{2}-[A-Z0-9]{2,3}$|^US[A-Z]{3}$|\d{4,}"
)
_TOPIC: Final = re.compile(
    r"^(?:The )?(?:History|Etymology|Geography|Climate|Economy|Politics|Culture|Architecture|Name|Names|Subdivisions|"
    r"Administrative divisions|Sport|Sports|Media|Health|Education|Environment|Demographics|Crime|Weather|weather|"
    r"Capital|capital|Sister cities|Religion|Transport|List|Flag) (?:of|in) ",
    re.I,
)


def clean(entity: Entity) -> None:
    """Leave out the names of ENTITY that no news would write."""
    seen = {entity.label}
    kept = []
    for name in entity.aliases:
        if name not in seen and is_fit(name, entity.label):
            seen.add(name)
            kept.append(name)
    entity.aliases = kept


def is_fit(name: str, label: str) -> bool:
    """Tell whether NAME may stand in news for the thing with this LABEL."""
    if not 1 < len(name) <= _LONGEST or any(ord(c) >= _LATIN and c not in "’‘–—“”" for c in name):
        return False
    if not any(c.isupper() for c in name) or _CODE.search(name) or _TOPIC.search(name):
        return False
    return "," not in name
