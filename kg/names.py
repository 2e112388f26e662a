"""Tables of names that come with the package: places, currencies, and the things of the news; read when asked for.

The tables lie in ``ontology/names``; their heads say where they come from. ``make names`` draws them anew.
"""

import gzip
import lzma
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from kg import data

_BETWEEN: Final = "|"  # names in their column
_THINGS: Final = "things.tsv.xz"
REGIONS: Final = "wikidata-regions.tsv"
_CITY: Final = re.compile(r"^(Q\d+)\tCity\t.*\bgn(\d+)", re.MULTILINE)
_CREDIT: Final = re.compile(r"^# Source (\w): (.+); licence: (.+)\.$", re.MULTILINE)


class Country(NamedTuple):
    """A country of ISO 3166-1; names that it does not have are empty."""

    code: str
    name: str
    common_name: str
    official_name: str


class Region(NamedTuple):
    """A region of ISO 3166-2: the first part of its code is the country, PARENT the code of a region around it."""

    code: str
    type: str
    parent: str
    name: str

    @property
    def country(self) -> str:
        """Return the code of the country."""
        return self.code[:2]


class City(NamedTuple):
    """A city of GeoNames; REGION is its number or code within the country."""

    id: str
    country: str
    region: str
    inhabitants: int
    latitude: float
    longitude: float
    name: str
    others: tuple[str, ...]


class Row(NamedTuple):
    """A thing of the news, as its row says it; several names have | between them, several ids a space.

    PRIOR is 0 to 1000: how often it is meant; COUNTRY is a code, and SOURCES are letters of ``credits``.
    """

    id: str
    type: str
    label: str
    aliases: str
    demonyms: str
    parts: str
    description: str
    prior: str
    country: str
    born: str
    died: str
    member: str
    also: str
    sources: str


class Credit(NamedTuple):
    """Where things were drawn from, and the licence of that source; LETTER stands for it in their rows."""

    letter: str
    source: str
    licence: str


def folder() -> Path:
    """Return the folder of the tables."""
    return data.find("ontology") / "names"


@cache
def territories() -> dict[str, str]:
    """Return the English names of countries and territories by their codes.

    >>> territories()["US"], territories()["XK"]
    ('United States', 'Kosovo')
    """
    return dict(_rows("cldr-territories.tsv"))


@cache
def currencies() -> dict[str, tuple[str, str]]:
    """Return the names of current currencies, of one and of several, by their codes.

    >>> currencies()["CHF"]
    ('Swiss franc', 'Swiss francs')
    """
    return {code: (one, several) for code, one, several in _rows("cldr-currencies.tsv")}


@cache
def countries() -> dict[str, Country]:
    """Return the countries of ISO 3166-1 by their codes.

    >>> countries()["CZ"].official_name
    'Czech Republic'
    """
    return {row[0]: Country(*row) for row in _rows("iso-countries.tsv")}


@cache
def regions() -> tuple[Region, ...]:
    """Return the regions of ISO 3166-2 in the order of their codes.

    >>> [(region.type, region.country) for region in regions() if region.name == "Texas"]
    [('State', 'US')]
    """
    return tuple(Region(*row) for row in _rows("iso-regions.tsv"))


@cache
def region_ids() -> dict[str, str]:
    """Return the ids of Wikidata of regions that the table of territories does not have, by their codes.

    >>> region_ids()["AR-L"]
    'Q44795'
    """
    return dict(_rows(REGIONS))


@cache
def inhabitants() -> dict[str, int]:
    """Return how many people live in each country, by its code.

    >>> inhabitants()["VE"] > 20_000_000
    True
    """
    return {code: int(count) for code, count, _ in _rows("geonames-countries.tsv")}


@cache
def capitals() -> dict[str, str]:
    """Return the names of capitals by the codes of their countries.

    >>> capitals()["VE"]
    'Caracas'
    """
    return {code: capital for code, _, capital in _rows("geonames-countries.tsv")}


def cities() -> Iterator[City]:
    """Yield the cities of the world, country by country; not kept, for they are many.

    >>> next(city.country for city in cities() if city.name == "Caracas")
    'VE'
    """
    for id, country, region, count, latitude, longitude, name, others in _rows(
        "geonames-cities.tsv.gz"
    ):
        yield City(
            id,
            country,
            region,
            int(count),
            float(latitude),
            float(longitude),
            name,
            tuple(others.split(_BETWEEN)) if others else (),
        )


class Things:
    """The things of the news, where they come from, and which of them are cities; not kept, for they are many.

    >>> next(row.label for row in Things() if row.id == "Q183399")
    'Financial Times'
    """

    def __init__(self) -> None:
        """Unpack the table."""
        self._text = _text(_THINGS)
        head = self._text.index("\nQ")
        self.credits = tuple(Credit(*found) for found in _CREDIT.findall(self._text, 0, head))
        self._rows = head + 1

    def cities(self) -> dict[str, str]:
        """Return the ids of cities by those that GeoNames has for them."""
        return {number: id for id, number in _CITY.findall(self._text, self._rows)}

    def __iter__(self) -> Iterator[Row]:
        """Yield the things."""
        text = self._text
        start, end = self._rows, text.find("\n", self._rows)
        while end > 0:
            yield Row(*text[start:end].split("\t"))
            start, end = end + 1, text.find("\n", end + 1)


def _rows(table: str) -> Iterator[list[str]]:
    """Yield the rows of TABLE, whose head is lines that begin with "#"."""
    return (line.split("\t") for line in _text(table).split("\n") if line and line[0] != "#")


def _text(table: str) -> str:
    content = (folder() / table).read_bytes()
    match Path(table).suffix:
        case ".gz":
            content = gzip.decompress(content)
        case ".xz":
            content = lzma.decompress(content)
    return content.decode()
