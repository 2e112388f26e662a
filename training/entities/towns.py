"""Which rows are cities of GeoNames: the same name in the same country, and in the same state where one is told."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg import names, places
from kg.link.kb.fold import fold
from kg.names import City
from training.entities.rows import Entity

_STATED: Final = "US"  # the country whose states tell its towns apart
_LARGE: Final = 100_000  # inhabitants of a city whose country nobody tells
_OWN: Final = 2  # of the names of a thing, those that its label gives
_MARGIN: Final = 3  # by how much it is larger than the next of its name
_SECOND: Final = re.compile(
    r"^(?:second-level division|municipality|county-level city|prefecture-level city)"
)
_LIKE_CITY: Final = re.compile(r"\b(?:capital (?:city|district)|city and|metropolis)\b", re.I)
_HUGE: Final = (
    500_000  # inhabitants of a city that another one of its names tells, whoever tells the country
)
_KINDS: Final = re.compile(
    r" (?:City|Municipality|kommune|Township|prefecture|commune|municipality|urban area|County|District)$"
)


def join(entities: Iterable[Entity]) -> int:
    """Give rows that are cities of GeoNames its ids, each city to one row; return how many they are."""
    cities = _by_name()
    taken: set[str] = set()
    done = 0
    entities = list(entities)
    first: dict[str, Entity] = {}  # what is meant most by a label
    for each in sorted(entities, key=lambda e: (-e.prior, int(e.id[1:]))):
        first.setdefault(fold(each.label), each)
    every = [each for each in entities if each.type in ("City", "Place", "Region")]
    # What is called a city comes before what may be the district around it, and what is told before what is guessed.
    for wanted in (_is_city, _is_around):
        for entity in sorted(filter(wanted, every), key=lambda e: (-e.prior, int(e.id[1:]))):
            if any(each.startswith("gn") for each in entity.also):
                continue
            city = _of(entity, cities, taken, is_first=first[fold(entity.label)] is entity)
            if city is not None:
                taken.add(city.id)
                entity.also.append(f"gn{city.id}")
                entity.type, entity.country = "City", city.country
                done += 1
    return done


def _is_city(entity: Entity) -> bool:
    return entity.type == "City"


def _is_around(entity: Entity) -> bool:
    is_part = _SECOND.match(entity.description) or _LIKE_CITY.search(entity.description)
    return entity.type == "Place" or (is_part is not None and entity.id not in _regions())


@cache
def _regions() -> frozenset[str]:
    """Return the ids of regions that the table of territories has."""
    return frozenset(each.wikidata for each in places.territories().values())


def _by_name() -> dict[str, list[tuple[City, bool]]]:
    """Return cities by their names, folded, the largest first, and whether the name is the usual one."""
    found: dict[str, list[tuple[City, bool]]] = defaultdict(list)
    for city in sorted(names.cities(), key=lambda city: (-city.inhabitants, int(city.id))):
        own = {fold(city.name), fold(places.plain(city.name))}
        for name in sorted(own | set(map(fold, city.others))):
            found[name].append((city, name in own))
    return found


def _of(
    entity: Entity,
    cities: dict[str, list[tuple[City, bool]]],
    taken: set[str],
    *,
    is_first: bool,
) -> City | None:
    """Return the city that ENTITY is; None where it is none or nothing tells which."""
    told = _told(entity)
    for number, name in enumerate(_names(entity)):
        found = [pair for pair in cities.get(name, ()) if pair[0].id not in taken]
        usual = [city for city, is_label in found if is_label]
        other = [city for city, is_label in found if not is_label]
        is_own = is_first and number < _OWN and entity.type == "City"
        if told.countries or is_own:
            # Another name only where no city of the country has it as the usual one.
            alike = [city for city in usual if city.country in told.countries]
            city = _chosen(usual if alike or not told.countries else other, told)
            if city is not None:
                return city
    huge = [city for city, _ in cities.get(fold(entity.label), ()) if city.inhabitants >= _HUGE]
    is_known = is_first and entity.type == "City" and not (told.countries or entity.description)
    left = [city for city in huge if city.id not in taken]
    return left[0] if is_known and len(huge) == len(left) == 1 else None


def _names(entity: Entity) -> Iterator[str]:
    label = entity.label.split(", ")[0].split(" (")[0]
    yield fold(label)
    yield fold(_KINDS.sub("", label))
    yield from map(fold, entity.aliases[:8])


@dataclass(frozen=True, slots=True)
class _Told:
    """The codes of the countries, and of the states of one of them, that are named where a thing is described."""

    countries: frozenset[str]
    states: frozenset[str]


def _chosen(cities: list[City], told: _Told) -> City | None:
    """Return which of the CITIES of one name is TOLD: the one in the state that is named, or by far the largest."""
    if told.states:
        own = [city for city in cities if city.country == _STATED and city.region in told.states]
        if len({city.region for city in own}) == 1:
            return own[0]
        if told.countries == {_STATED}:
            return None
        cities = [city for city in cities if city.country != _STATED]
    own = [city for city in cities if city.country in told.countries]
    if not told.countries:
        own = [city for city in cities if city.inhabitants >= _LARGE]
    is_clear = len(own) == 1 or (len(own) > 1 and own[0].inhabitants > _MARGIN * own[1].inhabitants)
    return own[0] if is_clear else None


def _told(entity: Entity) -> _Told:
    """Return the countries and states that the country, the description and the label of ENTITY name."""
    behind = entity.label.partition(", ")[2]
    text = f" {fold(f'{entity.description} , {behind}')} "
    states = frozenset(code for name, code in _states().items() if f" {name} " in text)
    if entity.country:
        if entity.country == _STATED:
            return _Told(frozenset({_STATED}), states)
        # "Georgia" is a country and a state.
        both = states & {_states().get(fold(name)) for name in places.spellings(entity.country)}
        return _Told(frozenset({entity.country, *([_STATED] if both else ())}), frozenset(both))
    countries = frozenset(code for name, code in _countries().items() if f" {name} " in text)
    if not countries or _STATED in countries:
        return _Told(countries | {_STATED} if states else countries, states)
    return _Told(countries, frozenset())


@cache
def _states() -> dict[str, str]:
    """Return the codes of the states of the United States, where GeoNames goes by the same, by their folded names."""
    own = (region for region in names.regions() if region.country == _STATED)
    return {fold(region.name): region.code[3:] for region in own}


@cache
def _countries() -> dict[str, str]:
    """Return the codes of countries by their folded names."""
    return {fold(name): code for code in names.countries() for name in places.spellings(code)}
