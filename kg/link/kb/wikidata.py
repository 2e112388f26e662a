"""A JSON dump of Wikidata as things, line by line: what is of a wanted class and has a label in the language.

https://www.wikidata.org/wiki/Wikidata:Database_download; the form of entities is that of
https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html. Wikidata is in the public domain (CC0).
"""

import bz2
import gzip
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from kg import data, iri, jsontext
from kg.errors import ConfigError
from kg.link.kb.thing import GEONAMES, Name, Thing

_FILE: Final = "wikidata.tsv"
_WIKIDATA: Final = iri.VOCABULARIES["wd"]
_INSTANCE_OF, _PLACE, _GEONAMES_ID = "P31", "P625", "P1566"
_ABOVE: Final = ("P131", "P17", "P749")  # region, country, parent organization
_IDS: Final = re.compile(rb'"id":\s*"(Q\d+)"')
_ENDED: Final = "P582"


def classes() -> dict[str, str]:
    """Return the classes of the ontology by those of Wikidata, as the package's table has them."""
    text = (data.find("ontology") / _FILE).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {wikidata: name for wikidata, name, *_ in rows}


def is_dump(path: Path) -> bool:
    """Tell whether the file at PATH is a dump, by its name."""
    return path.name.lower().endswith((".json", ".json.gz", ".json.bz2"))


def read(
    path: Path, types: Mapping[str, str], *, language: str = "en", after: int = 0, least: int = 0
) -> Iterator[tuple[int, Thing | None]]:
    """Yield the numbers of the lines of the dump at PATH that follow the first AFTER ones, and what is wanted of each.

    TYPES are classes of the ontology by those of Wikidata that are wanted; LEAST says how many articles in the
    Wikipedias a thing must have.
    """
    wanted = frozenset(each.encode() for each in types)
    try:
        with _opened(path) as file:
            for number, raw in enumerate(file, start=1):
                line = raw.strip().rstrip(b",")
                if number <= after or len(line) < 2:
                    continue
                thing = None
                # A look at the bytes is cheaper than reading what cannot be wanted.
                if not wanted.isdisjoint(_IDS.findall(line)):
                    thing = _thing(_parsed(line, path, number), types, language, least)
                yield number, thing
    except (OSError, EOFError) as error:
        raise ConfigError(f"{path}: cannot be read to its end: {error}; load it again") from None


def _opened(path: Path) -> Any:
    match path.suffix:
        case ".gz":
            return gzip.open(path, "rb")
        case ".bz2":
            return bz2.open(path, "rb")
        case _:
            return path.open("rb")


def _parsed(line: bytes, path: Path, number: int) -> Mapping[str, Any]:
    try:
        found = jsontext.loads(line)
    except ValueError as error:
        raise ConfigError(f"{path}, line {number}: is no JSON ({error}); load it again") from None
    if not isinstance(found, dict):
        raise ConfigError(f"{path}, line {number}: is no entity; is this a dump of Wikidata?")
    return found


def _thing(
    entity: Mapping[str, Any],
    types: Mapping[str, str],
    language: str,
    least: int,
) -> Thing | None:
    claims = entity.get("claims") or {}
    kinds = [kind for kind in _ids(claims, _INSTANCE_OF) if kind in types]
    label = _text(entity, "labels", language)
    links = sum(1 for site in entity.get("sitelinks") or {} if site.endswith("wiki"))
    if not kinds or not label or links < least:
        return None
    key = str(entity["id"])
    others = (each["value"] for each in (entity.get("aliases") or {}).get(language, ()))
    numbers = [str(value) for value in _values(claims, _GEONAMES_ID)]
    return Thing(
        key=key,
        type=min((types[kind] for kind in kinds), key=list(types.values()).index),
        label=label,
        names=tuple(map(Name, dict.fromkeys(" ".join(each.split()) for each in others))),
        description=_text(entity, "descriptions", language),
        count=links,
        same_as=(f"{_WIKIDATA}{key}", *(f"{GEONAMES}{number}/" for number in numbers)),
        point=next(filter(None, map(_point, _values(claims, _PLACE))), None),
        within=tuple(dict.fromkeys(each for above in _ABOVE for each in _ids(claims, above))),
    )


def _text(entity: Mapping[str, Any], field: str, language: str) -> str:
    found = (entity.get(field) or {}).get(language) or {}
    return " ".join(str(found.get("value", "")).split())


def _values(claims: Mapping[str, Any], name: str) -> Iterator[Any]:
    """Yield the values of a property that hold: the preferred ones first, without those that are over."""
    statements = [s for s in claims.get(name, ()) if s.get("rank") != "deprecated"]
    statements.sort(key=lambda statement: statement.get("rank") != "preferred")
    for statement in statements:
        value = statement.get("mainsnak", {}).get("datavalue", {}).get("value")
        if value is not None and _ENDED not in (statement.get("qualifiers") or {}):
            yield value


def _ids(claims: Mapping[str, Any], name: str) -> Iterator[str]:
    for value in _values(claims, name):
        if isinstance(value, dict) and "id" in value:
            yield str(value["id"])


def _point(value: Any) -> tuple[float, float] | None:
    if isinstance(value, dict) and "latitude" in value and "longitude" in value:
        return float(value["latitude"]), float(value["longitude"])
    return None
