"""Rows of tables and of query results as things: one row a thing with all its names, or one row a name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import groupby
from typing import Final

from kg import iri
from kg.errors import ConfigError
from kg.link.kb.thing import Name, NameKind, Thing
from kg.ontology import Ontology

Row = Mapping[str, str]

FIELDS: Final = (
    "key",
    "label",
    "aliases",
    "demonyms",
    "type",
    "description",
    "count",
    "sameAs",
    "latitude",
    "longitude",
    "within",
)
# What tables and queries call these columns, in lower case.
_COLUMNS: Final[Mapping[str, Sequence[str]]] = {
    "key": ("key", "qid", "id", "iri", "uri", "thing", "item", "wikidata"),
    "label": ("label", "name", "preflabel", "title", "thinglabel", "itemlabel"),
    "aliases": ("aliases", "alias", "altlabel", "altlabels", "alternatenames", "names", "synonyms"),
    "demonyms": ("demonyms", "demonym", "adjectives"),
    "type": ("type", "class", "kind"),
    "description": ("description", "comment", "definition"),
    "count": ("count", "prior", "links", "population"),
    "sameAs": ("sameas", "same_as", "exactmatch"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "long", "lon", "lng"),
    "within": ("within", "partof", "country"),
}
ANY: Final = "Entity"
_WIKIDATA: Final = iri.VOCABULARIES["wd"]
# What others call classes that the ontology calls otherwise, in lower case.
_TYPES: Final = {
    "human": "Person",
    "org": "Organization",
    "organisation": "Organization",
    "territory": "Place",
    "location": "Place",
    "business": "Company",
    "town": "City",
    "state": "Region",
}


def columns(names: Sequence[str], given: Mapping[str, str], where: str) -> dict[str, str]:
    """Return the column of each field, by the NAMES that a table has; GIVEN says those that it calls otherwise."""
    by_name = {name.strip().casefold(): name for name in reversed(names)}
    for field, name in given.items():
        if field not in FIELDS:
            raise ConfigError(f"--field: {field!r} is no field; {_near(field, FIELDS)}")
        if name not in names:
            raise ConfigError(f"{where}: has no column {name!r}; {_near(name, names)}")
    found = {
        field: next((by_name[name] for name in known if name in by_name), "")
        for field, known in _COLUMNS.items()
    }
    found |= given
    for field in ("key", "label"):
        if not found[field]:
            raise ConfigError(
                f"{where}: no column for {field}; say which: --field {field}=NAME; {_near(field, names)}"
            )
    return {field: name for field, name in found.items() if name}


def things(rows: Iterable[Row], ontology: Ontology, where: str) -> Iterator[Thing]:
    """Yield the things in ROWS of fields; rows of one thing follow one another, and each may say more of it.

    What is an event or a record of the ontology is left out.
    """
    types = _Types(ontology)
    for key, group in groupby(enumerate(rows, start=1), key=lambda row: row[1]["key"].strip()):
        own = tuple(group)
        place = f"{where}, row {own[0][0]}"
        if not key:
            raise ConfigError(f"{place}: has no key; give each row one")
        fields = [row for _, row in own]
        if types.is_thing(_all(fields, "type")):
            yield _thing(fields, types, place)


def _thing(rows: Sequence[Row], types: "_Types", where: str) -> Thing:
    first = rows[0]
    key, same_as = _key(first["key"].strip())
    label = _all(rows, "label")[0] if _all(rows, "label") else ""
    names = [*_all(rows, "label")[1:], *_all(rows, "aliases")]
    if not label and not names:
        raise ConfigError(f"{where}: {key} has no name; give it a label")
    point = [_number(rows, field, where) for field in ("latitude", "longitude")]
    demonyms = (Name(name, NameKind.DEMONYM) for name in _all(rows, "demonyms"))
    return Thing(
        key=key,
        type=types.of(_all(rows, "type")),
        label=label or names[0],
        names=(*map(Name, dict.fromkeys(names)), *demonyms),
        description=next(iter(_all(rows, "description", split=False)), ""),
        count=int(_number(rows, "count", where) or 0),
        same_as=tuple(dict.fromkeys([*same_as, *_all(rows, "sameAs")])),
        point=(point[0], point[1]) if point[0] is not None and point[1] is not None else None,
        within=tuple(_key(each)[0] for each in _all(rows, "within")),
    )


def _key(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the key of a thing and the IRI that it has elsewhere: Wikidata's ids stand for themselves.

    >>> _key("Q717"), _key("http://www.wikidata.org/entity/Q717") == _key("Q717")
    (('Q717', ('http://www.wikidata.org/entity/Q717',)), True)
    """
    if "://" in text and not text.startswith(_WIKIDATA):
        return text, (text,)
    key = "_".join(text.removeprefix(_WIKIDATA).split())
    is_wikidata = key[:1] == "Q" and key[1:].isdigit()
    return key, (f"{_WIKIDATA}{key}",) if is_wikidata else ()


def _all(rows: Sequence[Row], field: str, *, split: bool = True) -> list[str]:
    cells = (row.get(field) or "" for row in rows)
    parts = (part for cell in cells for part in (cell.split("|") if split else [cell]))
    return list(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))


def _number(rows: Sequence[Row], field: str, where: str) -> float | None:
    for text in _all(rows, field):
        try:
            return float(text)
        except ValueError:
            raise ConfigError(f"{where}: {field} is {text!r}, which is no number") from None
    return None


class _Types:
    """Finds the class of the ontology that a type of others means."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._known = {name.casefold(): name for name in ontology.classes}
        self._known |= {term.iri.casefold(): name for name, term in ontology.classes.items()}

    def is_thing(self, names: Sequence[str]) -> bool:
        """Tell whether what has these types can be named: events and records of the ontology cannot."""
        found = self.of(names)
        return found == ANY or self._ontology.is_a(found, ANY)

    def of(self, names: Sequence[str]) -> str:
        """Return the class of the first of NAMES that is known; any entity where none is."""
        for name in names:
            folded = name.casefold()
            short = folded.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
            for each in (folded, short, _TYPES.get(short, "").casefold()):
                if each in self._known:
                    return self._known[each]
        return ANY


def _near(name: str, names: Iterable[str]) -> str:
    known = [each for each in names if each]
    near = get_close_matches(name, known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"have: {', '.join(known)}"
