"""Which rows are cities of GeoNames: the same name in the same country, and in the same state where one is told."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from kg import names, places
from kg.link.kb.fold import fold
from kg.names import City
from training.entities.rows import Entity

_WITHIN: Final = re.compile(r"\bin (?:the )?(?:state of )?([A-Z].*)$")
_LARGE: Final = 100_000  # inhabitants of a city whose country nobody tells
_MARGIN: Final = 3  # by how much it is larger than the next of its name
_SECOND: Final = re.compile(
    r"^(?:second-level division|municipality|county-level city|prefecture-level city)"
)
_KINDS: Final = re.compile(
    r" (?:City|Municipality|kommune|Township|prefecture|commune|municipality|urban area|County|District)$"
)


def join(entities: Iterable[Entity]) -> int:
    """Give rows that are cities of GeoNames its ids, each city to one row; return how many they are."""
    cities = _by_name()
    taken: set[str] = set()
    done = 0
    every = [each for each in entities if each.type in ("City", "Place", "Region")]
    # What is called a city comes before what may be the district around it, and what is told before what is guessed.
    for wanted in (_is_city, _is_around):
        for entity in sorted(filter(wanted, every), key=lambda e: (-e.prior, int(e.id[1:]))):
            if any(each.startswith("gn") for each in entity.also):
                continue
            city = _of(entity, cities, taken)
            if city is not None:
                taken.add(city.id)
                entity.also.append(f"gn{city.id}")
                entity.type, entity.country = "City", city.country
                done += 1
    return done


def _is_city(entity: Entity) -> bool:
    return entity.type == "City"


def _is_around(entity: Entity) -> bool:
    return entity.type == "Place" or _SECOND.match(entity.description) is not None


def _by_name() -> dict[str, list[tuple[City, bool]]]:
    """Return cities by their names, folded, the largest first, and whether the name is the usual one."""
    found: dict[str, list[tuple[City, bool]]] = defaultdict(list)
    for city in sorted(names.cities(), key=lambda city: (-city.inhabitants, int(city.id))):
        own = {fold(city.name), fold(places.plain(city.name))}
        for name in sorted(own | set(map(fold, city.others))):
            found[name].append((city, name in own))
    return found


def _of(entity: Entity, cities: dict[str, list[tuple[City, bool]]], taken: set[str]) -> City | None:
    """Return the city that ENTITY is; None where it is none or nothing tells which."""
    for name in _names(entity):
        found = [pair for pair in cities.get(name, ()) if pair[0].id not in taken]
        usual = [city for city, is_own in found if is_own]
        other = [city for city, is_own in found if not is_own]
        for some in (usual, other):
            if (city := _chosen(entity, some)) is not None:
                return city
    return None


def _names(entity: Entity) -> Iterator[str]:
    label = entity.label.split(", ")[0].split(" (")[0]
    yield fold(label)
    yield fold(_KINDS.sub("", label))
    yield from map(fold, entity.aliases[:8])


def _chosen(entity: Entity, cities: list[City]) -> City | None:
    if not entity.country:
        clear = len(cities) == 1 or (
            len(cities) > 1 and cities[0].inhabitants > _MARGIN * cities[1].inhabitants
        )
        return cities[0] if cities and clear and cities[0].inhabitants >= _LARGE else None
    own = [city for city in cities if city.country == entity.country]
    state = _state(entity)
    if state:
        own = [city for city in own if city.region == state]
    return own[0] if own else None


@cache
def _states(country: str) -> dict[str, str]:
    own = (region for region in names.regions() if region.country == country)
    return {fold(region.name): region.code[3:] for region in own}


def _state(entity: Entity) -> str:
    """Return the code of the state that a description names, where GeoNames goes by such codes."""
    match = _WITHIN.search(entity.description)
    if match is None or entity.country != "US":
        return ""
    states = _states(entity.country)
    parts = match[1].split(", ")
    return next((states[fold(part)] for part in reversed(parts) if fold(part) in states), "")
