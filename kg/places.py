"""Names of places that the gazetteer does not list: spellings of countries, first-level regions, cities.

From the tables of CLDR, ISO 3166 and GeoNames in ``kg.names``; read once, when first asked.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from kg import data, names
from kg.names import City

_LARGE: Final = 100_000  # inhabitants; smaller cities go by their main name only
_ENGLISH_REGIONS: Final = frozenset(
    {"US", "CA", "AU", "GB", "IN", "NZ", "ZA", "IE", "PH", "NG", "KE", "PK"}
)
_OFTEN_NAMED: Final = frozenset({"US", "CA", "AU"})


TERRITORIES: Final = "territories.tsv"
_LOUISIANA: Final = "US-LA"  # whose code means Los Angeles elsewhere

_ARTICLED: Final = ("Bahamas", "Islands", "Maldives", "Netherlands", "Philippines", "Republic")


@cache
def spellings(iso: str) -> tuple[str, ...]:
    """Return the names of a country with an ISO 3166 code, in the order of trust.

    >>> spellings("CZ")
    ('Czechia', 'Czech Republic')
    """
    country = names.countries().get(iso)
    written = (names.territories().get(iso), *(country[1:] if country else ()))
    found = tuple(dict.fromkeys(name for name in written if name))
    # "Congo, The Democratic Republic of the" is an entry of an index; what has no other name keeps it.
    return tuple(name for name in found if "," not in name) or found


@cache
def countries() -> frozenset[str]:
    """Return the plain English names of all countries."""
    return frozenset(name for code in names.countries() for name in spellings(code))


@cache
def regions() -> dict[str, str]:
    """Return the first-level regions of all countries: name to the country's code.

    >>> regions()["Texas"], regions()["Nova Scotia"]
    ('US', 'CA')
    """
    found: dict[str, str] = {}
    for region in names.regions():
        if region.parent and region.country != "GB":
            continue
        own = region.name.removesuffix(" Sheng")  # a Chinese province
        for name in (own, plain(own)):
            if name not in found or region.country in _ENGLISH_REGIONS:
                found[name] = region.country
    return found


@cache
def english_regions() -> frozenset[str]:
    """Return the names of regions that are safe to look for, such as those of federations."""
    return frozenset(
        name
        for name, country in regions().items()
        if (country in _OFTEN_NAMED and name != "Victoria")
        or (country in _ENGLISH_REGIONS and country != "GB" and " " in name)
    )


class Territory(NamedTuple):
    """A country or region: its id at Wikidata, its name, and how it is shortened ("Ala.", "AL")."""

    wikidata: str
    name: str
    short: tuple[str, ...] = ()


@cache
def territories() -> dict[str, Territory]:
    """Return what the package's table says of territories, by the codes of ISO 3166.

    >>> territories()["US-AL"]
    Territory(wikidata='Q173', name='Alabama', short=('Ala.', 'AL'))
    """
    text = (data.find("ontology") / TERRITORIES).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {
        code: Territory(wikidata, name, tuple(short[0].split("|")) if short else ())
        for code, wikidata, name, *short in rows
    }


@cache
def identified() -> dict[str, Territory]:
    """Return the same, and the regions whose ids the things of the news have.

    >>> identified()["AR-L"]
    Territory(wikidata='Q44795', name='La Pampa', short=())
    """
    ids = names.region_ids()
    own = {each.code: each.name for each in names.regions() if each.code in ids}
    return {code: Territory(ids[code], name) for code, name in own.items()} | territories()


@cache
def shortened() -> dict[str, str]:
    """Return the names of regions by how they are shortened behind the name of a city.

    >>> shortened()["Mass."], shortened()["ON"], shortened()["LA"]
    ('Massachusetts', 'Ontario', 'Louisiana')
    """
    plain = {code: region.name.split(" (")[0] for code, region in territories().items()}
    found = {short: plain[code] for code, each in territories().items() for short in each.short}
    return found | {_LOUISIANA[3:]: plain[_LOUISIANA]}


@cache
def cities() -> dict[str, tuple[str, int]]:
    """Return the cities of the world: name to the country's code and the inhabitants of the largest one.

    >>> cities()["Caracas"][0]
    'VE'
    """
    found: dict[str, tuple[str, int]] = {}
    for city in names.cities():
        place = (city.country, city.inhabitants)
        for name in _names(city):
            if name not in found or found[name][1] < place[1]:
                found[name] = place
    return found


def _names(city: City) -> Iterator[str]:
    yield city.name
    if not city.name.isascii():
        yield plain(city.name)
    if city.inhabitants >= _LARGE:
        yield from filter(str.isascii, city.others)


def plain(name: str) -> str:
    """Return NAME without accents.

    >>> plain("Bogotá")
    'Bogota'
    """
    if name.isascii():
        return name
    parts = unicodedata.normalize("NFKD", name)
    return "".join(c for c in parts if not unicodedata.combining(c))


def with_article(state: str) -> str:
    """Return the name of a STATE as it stands behind "of".

    >>> with_article("United States"), with_article("Peru")
    ('the United States', 'Peru')
    """
    takes = state.startswith("United ") or state.endswith(_ARTICLED)
    return f"the {state}" if takes else state
