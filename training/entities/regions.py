"""Which rows are regions of ISO 3166-2 that come with the package and have no id of Wikidata there."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from kg import names, places
from kg.link.kb.fold import fold
from training.entities.rows import Entity

_KIND: Final = re.compile(
    r"^(?:province|department|prefecture|governorate|region|state|district|canton|county) of | "
    r"(?:province|region|department|governorate|prefecture|state|canton|voivodeship|oblast|county|district|"
    r"parish|municipality|division)$"
)
_FIRST: Final = re.compile(
    r"^(?:autonomous |administrative |federal |first-level )?(?:province|region|department|governorate|prefecture|"
    r"state|canton|voivodeship|oblast|division|county|parish|community|district)\b(?! in )",
    re.I,
)


HEAD: Final = """\
# First-level regions of ISO 3166-2 with the ids of Wikidata, beside those of ../territories.tsv.
# Drawn from things.tsv.xz by the names of the regions and their countries, by `make names`; not to be edited by hand.
"""


def ids(entities: Iterable[Entity]) -> dict[str, str]:
    """Return the ids of rows that are such regions by their codes, each row once."""
    named: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for each in entities:
        if each.type == "Region" and each.country and _FIRST.match(each.description):
            for name in {fold(each.label), _KIND.sub("", fold(each.label))}:
                named[name, each.country].append(each)
    known = places.territories()
    taken: set[str] = {each.wikidata for each in known.values()}
    done: dict[str, str] = {}
    for region in names.regions():
        if region.code in known or region.parent:
            continue
        own = {fold(name) for name in (region.name, region.name.split(" [")[0])}
        own |= {_KIND.sub("", name) for name in own}
        found = {each.id: each for name in own for each in named.get((name, region.country), ())}
        left = [each for id, each in found.items() if id not in taken]
        if len(left) == 1:
            taken.add(left[0].id)
            done[region.code] = left[0].id
    return done
