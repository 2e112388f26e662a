"""What a knowledge base has from the start: the gazetteer, the regions of ISO 3166-2, the cities of GeoNames.

All of it comes with the package (``kg.names``); nothing is downloaded. Cities go by the ids of GeoNames
(``gn3646738``), the rest by those of Wikidata where they are known.
"""

import gc
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache as cached
from pathlib import Path
from typing import Final

from kg import data, iri, names, places, vocabulary
from kg.link.kb import cache
from kg.link.kb.fold import fold
from kg.link.kb.schema import BENEATH, IMPORTED, INSTALLED
from kg.link.kb.thing import GEONAMES, Name, NameKind, Thing
from kg.link.kb.writer import Writer
from kg.names import City, Row, Things
from kg.ontology import Ontology, Term
from kg.places import Territory

THINGS: Final = "things"
SMALL: Final = "small"
WIKIDATA: Final = iri.VOCABULARIES["wd"]
_CITIES: Final = frozenset(
    {"Autonomous city", "City", "Municipality"}
)  # types of first-level regions
_CITY_STATE: Final = 1_000_000  # inhabitants of a city with the name of its land
_COUNTRY: Final = 5000  # by how many thousands a country is named more often than its size tells
_CAPITAL: Final = 3000  # the most thousands by which a capital is named more often
_OFTEN: Final = 3000  # inhabitants of a region that count as a thousand of a city
# The prior of things that are often meant: who misspells a name means one of them.
_HEARD: Final = 400
_PLACES: Final = frozenset({"City", "Region", "Place"})
_SMALLER: Final = 20  # by how much a prior says less of a place
# The numbers of GeoNames for first-level regions, where news often names the region behind a city.
_NUMBERED: Final = {
    "AU": dict(zip(("01", "02", "03", "04", "05", "06", "07", "08"),
                   "ACT NSW NT QLD SA TAS VIC WA".split(), strict=True)),
    "CA": dict(zip(("01", "02", "03", "04", "05", "07", "08", "09", "10", "11", "12", "13", "14"),
                   "AB BC MB NB NL NS ON PE QC SK YT NT NU".split(), strict=True)),
}  # fmt: skip


def write(path: Path, ontology: Ontology, *, small: bool = False) -> None:
    """Write the knowledge base of what comes with the package to PATH; a SMALL one has places and terms alone."""
    with _uncollected():
        _write(path, ontology, small=small)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the garbage collector: it takes a third of the time, and nothing that is made here refers to itself."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _write(path: Path, ontology: Ontology, *, small: bool, beneath: str = "") -> None:
    """Write places and terms, and unless it is SMALL the things of the news: they may lie BENEATH, in another file."""
    ids = places.identified()
    cities = tuple(_cities(ontology))
    regions = tuple(_regions(ontology, ids, cities))
    own = {thing.key for thing in (*cities, *regions)}
    terms = (thing for thing in _terms(ontology, ids) if thing.key not in own)
    about = {"fingerprint": fingerprint(ontology, small=small)}
    if beneath:
        about[BENEATH] = beneath
    with Writer.open(path, organizations=organizations(ontology), about=about) as writer:
        writer.add("gazetteer", terms, rank=INSTALLED)
        writer.add("iso 3166-2", regions, rank=INSTALLED)
        writer.add("geonames", cities, rank=INSTALLED)
        writer.alike(_alike(ontology, ids))
        if not small and not beneath:
            _add(writer, _nations(ontology))


def _write_things(path: Path, ontology: Ontology) -> None:
    """Write the things of the news alone, for knowledge bases that lie on them."""
    about = {"fingerprint": _mark_of_things(ontology)}
    known = organizations(ontology)
    with (
        _uncollected(),
        Writer.open(path, organizations=known, about=about, is_beneath=True) as writer,
    ):
        _add(writer, _nations(ontology))


def _add(writer: Writer, nations: Mapping[str, str]) -> None:
    """Add the things of the news, the other ids of each, and where they come from; NATIONS are ids of countries."""
    counts: Counter[str] = Counter()
    others: list[tuple[str, str]] = []
    things = Things()
    found = _things(things, nations, counts, others)
    writer.add("things", found, rank=IMPORTED, heard=meant(_HEARD))
    writer.alike(others)
    writer.credit(
        (
            each.source,
            each.licence,
            sum(count for letters, count in counts.items() if each.letter in letters),
            each.letter,
        )
        for each in things.credits
    )


def _nations(ontology: Ontology) -> dict[str, str]:
    """Return the ids of countries and territories by their codes."""
    return {code: each.wikidata for code, each in places.territories().items()} | _countries(
        ontology
    )


def _things(
    rows: Iterable[Row],
    nations: Mapping[str, str],
    counts: Counter[str],
    others: list[tuple[str, str]],
) -> Iterator[Thing]:
    """Yield the things of the news; COUNTS get how many have which sources, OTHERS the ids that a thing has beside."""
    within = {code: (key,) for code, key in nations.items()}
    for row in rows:
        counts[row.sources] += 1
        same: tuple[str, ...] = (f"{WIKIDATA}{row.id}",)
        if row.also:
            others += [(each, row.id) for each in row.also.split() if each.startswith("Q")]
            same += tuple(_elsewhere(row.also))
        yield Thing(
            key=row.id,
            type=row.type,
            label=row.label,
            names=tuple(_names_in(row)) if row.aliases or row.demonyms or row.parts else (),
            description=row.description,
            count=meant(int(row.prior), is_place=row.type in _PLACES),
            same_as=same,
            within=within.get(row.country, ()),
            member=tuple(row.member.split()) if row.member else (),
            born=int(row.born) if row.born else None,
            died=int(row.died) if row.died else None,
            origin=row.sources,
        )


def _names_in(row: Row) -> Iterator[Name]:
    """Yield the other names of a thing."""
    for names_of, kind in (
        (row.aliases, NameKind.ALIAS),
        (row.demonyms, NameKind.DEMONYM),
        (row.parts, NameKind.PART),
    ):
        for name in names_of.split("|") if names_of else ():
            yield Name(name, kind)


def _elsewhere(also: str) -> Iterator[str]:
    """Yield IRIs for the other ids of a thing."""
    for each in also.split():
        yield f"{GEONAMES}{each[2:]}/" if each.startswith("gn") else f"{WIKIDATA}{each}"


@cached
def meant(prior: int, *, is_place: bool = False) -> int:
    """Return how often a thing with a PRIOR of 0 to 1000 is meant, on the scale of cities: thousands of inhabitants.

    A place that GeoNames does not count has fewer than 15,000.

    >>> meant(0), meant(440), meant(600), meant(860), meant(1000), meant(440, is_place=True)
    (1, 58, 251, 2754, 10000, 3)
    """
    return max(1, round(10 ** (prior / 250) / (_SMALLER if is_place else 1)))


def default(ontology: Ontology, *, small: bool = False) -> Path:
    """Return the knowledge base of what comes with the package, written when it is first asked for.

    It lies on another file with the things of the news, which is the same for all ontologies. A SMALL one has places
    and terms alone.
    """
    mark = fingerprint(ontology, small=small)
    if small:
        return cache.kept(mark, lambda path: write(path, ontology, small=True))
    things = cache.Part(
        THINGS,
        _mark_of_things(ontology),
        lambda path: _write_things(path, ontology),
        "this version, in about 15 s",
    )

    def lay(path: Path) -> None:
        with _uncollected():
            _write(path, ontology, small=False, beneath=things.name)

    return cache.kept(mark, lay, things)


def fingerprint(ontology: Ontology, *, small: bool = False) -> str:
    """Return what changes with all that the knowledge base is made from, and with what makes it.

    That is tables, terms and code of this package: what else is installed has no say.
    """
    entities = sorted(name for name in ontology.classes if ontology.is_a(name, "Entity"))
    things = SMALL if small else _mark_of_things(ontology)
    bodies = organizations(ontology)
    return iri.digest(things, *_made_of(), *entities, *bodies, *map(repr, ontology.terms))


def _mark_of_things(ontology: Ontology) -> str:
    """Return the same for the things of the news, on which an ontology has hardly any say."""
    nations = (f"{code} {key}" for code, key in sorted(_nations(ontology).items()))
    return iri.digest(THINGS, *_made_of(), *nations, *organizations(ontology))


@cached
def _made_of() -> tuple[str, ...]:
    """Return digests of the tables and the code of this package."""
    package = Path(__file__).parents[2]
    code = [package / "names.py", package / "places.py", *(package / "link" / "kb").glob("*.py")]
    tables = [data.find("ontology") / places.TERRITORIES, *names.folder().glob("*.tsv*")]
    tables.append(vocabulary.folder() / "spelling.toml")  # which kg.link.kb.fold reads
    return tuple(hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((*code, *tables)))


def organizations(ontology: Ontology) -> Iterable[str]:
    """Return the classes of bodies, which go by initials and without their legal form."""
    return sorted(name for name in ontology.classes if ontology.is_a(name, "Organization"))


def key_of(term: Term, regions: dict[str, str]) -> str:
    """Return the key of a TERM of the gazetteer; REGIONS are ids of territories by their names."""
    if term.wikidata is None and term.type == "Region":
        return regions.get(term.label, f"gaz:{term.key}")
    return term.wikidata or f"gaz:{term.key}"


def _by_name(ids: dict[str, Territory]) -> dict[str, str]:
    """Return keys of regions by their names; those that several regions have are left out."""
    counts = Counter(region.name for region in names.regions())
    found = {
        region.name: ids.get(region.code, Territory(f"iso:{region.code}", "")).wikidata
        for region in names.regions()
        if counts[region.name] == 1
    }
    return found | {
        each.name: each.wikidata for code, each in places.territories().items() if "-" in code
    }


def _alike(ontology: Ontology, ids: dict[str, Territory]) -> Iterator[tuple[str, str]]:
    """Yield the keys of terms and the keys that their things go by."""
    regions = _by_name(ids)
    for term in ontology.terms:
        if (own := f"gaz:{term.key}") != (key := key_of(term, regions)):
            yield own, key


def _terms(ontology: Ontology, ids: dict[str, Territory]) -> Iterator[Thing]:
    regions, inhabitants = _by_name(ids), names.inhabitants()
    seen: set[str] = set()
    for term in ontology.terms:
        key = key_of(term, regions)
        if term.denotes or not ontology.is_a(term.type, "Entity") or key in seen:
            continue
        seen.add(key)
        others = [*term.alt_labels, *(places.spellings(term.iso) if term.iso else ())]
        demonyms = (Name(name, NameKind.DEMONYM) for name in term.demonyms)
        yield Thing(
            key=key,
            type=term.type,
            label=term.label,
            names=(*map(Name, dict.fromkeys(others)), *demonyms),
            count=_COUNTRY + inhabitants[term.iso] // 1000 if term.iso in inhabitants else 0,
            same_as=(f"{WIKIDATA}{key}",) if key.startswith("Q") else term.same,
        )


def _countries(ontology: Ontology) -> dict[str, str]:
    return {term.iso: term.wikidata for term in ontology.terms if term.iso and term.wikidata}


def _regions(
    ontology: Ontology, ids: dict[str, Territory], cities: Iterable[Thing]
) -> Iterator[Thing]:
    countries, inhabitants = _countries(ontology), names.inhabitants()
    by_name, counts = _by_name(ids), Counter(region.country for region in names.regions())
    terms = {key_of(term, by_name): term for term in ontology.terms if term.type == "Region"}
    taken = {city.key for city in cities}
    # The district of a city is not what its name means; a province rather is not.
    towns = {
        (fold(name.name), city.within[-1]): city.count
        for city in sorted(cities, key=lambda city: city.count)
        for name in city.every_name()
        if city.within
    }
    for region in names.regions():
        known = ids.get(region.code, Territory(f"iso:{region.code}", region.name))
        key = known.wikidata
        country, term = countries.get(region.country, ""), terms.get(key)
        town = towns.get((fold(region.name), country))
        town = None if region.code in places.territories() else town
        is_district = town is not None and term is None and not key.startswith("Q")
        if not country or key in taken or is_district:
            continue
        taken.add(key)
        # Nobody counts them here: as many live in each region of a country, and cities are named more often.
        often = inhabitants.get(region.country, 0) // (_OFTEN * counts[region.country])
        written = (region.name, places.plain(region.name), *region.name.split(" [")[:1])
        every = (*(term.labels if term else ()), *written, *known.short)
        yield Thing(
            key=key,
            type="Region",
            label=term.label if term else known.name.split(" (")[0],
            names=tuple(map(Name, dict.fromkeys(every))),
            description=f"{region.type.lower()} of {_country(region.country)}",
            count=often if town is None else min(often, town // 2),
            same_as=(f"{WIKIDATA}{key}",) if key.startswith("Q") else (),
            within=(country,),
        )


def _cities(ontology: Ontology) -> Iterator[Thing]:
    ids, countries, capitals = places.identified(), _countries(ontology), names.capitals()
    cities = sorted(names.cities(), key=lambda city: int(city.id))
    terms = dict(_largest(ontology, cities))
    ids_of_cities = dict(_city_states(places.territories(), cities))
    regions = {region.code: region.name for region in names.regions()}
    for city in cities:
        code, term = city.country, terms.get(city.id)
        # The first-level codes of GeoNames are those of ISO 3166-2 where they are letters.
        first = _NUMBERED.get(code, {}).get(city.region, city.region)
        region = f"{code}-{first}" if first.isalpha() else ""
        above = (
            [ids.get(region, Territory(f"iso:{region}", "")).wikidata] if region in regions else []
        )
        wikidata = term.wikidata if term is not None else ids_of_cities.get(city.id)
        known = (wikidata,) if wikidata else ()
        every = (*map(Name, term.labels if term else ()), *_names_of(city))
        yield Thing(
            key=(*known, f"gn{city.id}")[0],
            type="City",
            label=term.label if term else city.name,
            names=tuple(dict.fromkeys(every)),
            description=f"city of {', '.join(filter(None, (regions.get(region), _country(code))))}",
            count=_meant(city.inhabitants // 1000, is_capital=city.name == capitals.get(code)),
            same_as=(*(f"{WIKIDATA}{each}" for each in known), f"{GEONAMES}{city.id}/"),
            point=(city.latitude, city.longitude),
            within=(*above, *filter(None, [countries.get(code)])),
        )


def _meant(thousands: int, *, is_capital: bool) -> int:
    """Return how often a city of so many THOUSANDS of inhabitants is meant."""
    return thousands + (min(_CAPITAL, 5 * thousands) if is_capital else 0)


def _largest(ontology: Ontology, cities: Sequence[City]) -> Iterator[tuple[str, Term]]:
    """Yield the ids of cities that the gazetteer knows: the largest one of each name."""
    named: dict[str, list[City]] = {}
    for city in cities:
        named.setdefault(fold(city.name), []).append(city)
    for term in ontology.terms:
        if term.type == "City" and term.wikidata:
            found = [
                city
                for name in {fold(name) for name in term.labels}
                for city in named.get(name, ())
            ]
            if found:
                yield max(found, key=lambda city: (city.inhabitants, city.id)).id, term


def _city_states(ids: dict[str, Territory], cities: Sequence[City]) -> Iterator[tuple[str, str]]:
    """Yield the ids of cities that are regions of their own, such as Berlin and Shanghai, and those that both go by."""
    largest: dict[tuple[str, str], tuple[int, str]] = {}
    for city in cities:
        key, own = (city.name, city.country), (city.inhabitants, city.id)
        largest[key] = max(own, largest.get(key, own))
    for region in names.regions():
        wikidata, name, _ = ids.get(region.code, Territory("", ""))
        population, number = largest.get((name, region.country), (0, ""))
        is_land = region.type == "Land" and population >= _CITY_STATE
        if number and (is_land or region.type in _CITIES):
            yield number, wikidata


def _country(code: str) -> str:
    return places.spellings(code)[0] if code in names.countries() else code


def _names_of(city: City) -> Iterator[Name]:
    written = {city.name, places.plain(city.name)}  # the gazetteer may have another label
    return map(Name, sorted(written.union(city.others)))
