"""A graph in a vocabulary of others, by the CONSTRUCT queries of a folder in ``queries/export``.

Each query reads facts and says them in the other vocabulary. Their triples are sorted on disk, so that lines come out
in the same order every time and memory does not grow with the graph. Entities of FollowTheMoney are made of the lines
of one subject at a time.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final, cast

from pyoxigraph import Literal, NamedNode, Quad, QueryTriples, RdfFormat, Store

from kg import data
from kg.iri import VOCABULARIES, digest
from kg.leftovers import scratch
from kg.places import territories
from kg.rdf import serialize
from kg.rdf.lines import lines_of, quads_of

TARGETS: Final = ("schema.org", "wikidata", "ftm")
FTM: Final = "ftm"
_PREFIXES: Final = {
    **VOCABULARIES,
    "wdt": "http://www.wikidata.org/prop/direct/",
    "p": "http://www.wikidata.org/prop/",
    "ps": "http://www.wikidata.org/prop/statement/",
    "pr": "http://www.wikidata.org/prop/reference/",
    "wikibase": "http://wikiba.se/ontology#",
    "ftm": "https://w3id.org/ftm#",
}
_LINES: Final = (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
_TYPE: Final = VOCABULARIES["rdf"] + "type"
_ITEM: Final = VOCABULARIES["wd"]
_MOMENT: Final = VOCABULARIES["xsd"] + "dateTime"
_MINUTES: Final = len("2026-03-12T09:30")
_ADDRESSES: Final = frozenset({"sourceUrl"})
# Schemata from the general to the special: what is of several is of the last.
_SPECIAL: Final = ("Organization", "PublicBody", "Company")


def queries(target: str) -> list[Path]:
    """Return the files of the queries that say a graph in the vocabulary TARGET, sorted.

    >>> [path.stem for path in queries("wikidata")][:2]
    ['events', 'items']
    """
    return sorted((data.find("queries") / "export" / target).glob("*.rq"))


def rewritten(store: Store, target: str, syntax: RdfFormat) -> Iterator[bytes]:
    """Yield the file that what STORE says makes in the vocabulary TARGET; the same bytes every time.

    N-Triples and N-Quads take little memory; every other SYNTAX is held in memory.
    """
    with scratch() as folder:
        lines = lines_of(lambda: _constructed(store, target), folder)
        if syntax in _LINES:
            yield from (line.encode() for line in lines)
        else:
            yield serialize(quads_of(lines), syntax, prefixes=_PREFIXES)


def entities(store: Store) -> Iterator[bytes]:
    """Yield what STORE says as entities of FollowTheMoney, one a line as JSON, sorted by what they are made of."""
    with scratch() as folder:
        quads = quads_of(lines_of(lambda: _constructed(store, FTM), folder))
        for subject, own in groupby(quads, key=lambda quad: quad.subject):
            entity = _entity(cast("NamedNode", subject), own)
            if entity is not None:
                yield f"{json.dumps(entity, ensure_ascii=False, sort_keys=True)}\n".encode()


def _constructed(store: Store, target: str) -> Iterator[Quad]:
    for path in queries(target):
        found = cast("QueryTriples", store.query(path.read_text(encoding="utf-8")))
        yield from (Quad(each.subject, each.predicate, each.object) for each in found)


def _entity(subject: NamedNode, quads: Iterable[Quad]) -> dict[str, Any] | None:
    """Return what QUADS say of SUBJECT as an entity; None where they do not say what it is."""
    schemata: set[str] = set()
    properties: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        name = quad.predicate.value.rpartition("#")[2].rpartition(":")[2]
        if quad.predicate.value == _TYPE:
            schemata.add(cast("NamedNode", quad.object).value.rpartition("#")[2])
        elif (value := _value(name, quad.object)) is not None:
            properties[name].add(value)
    if not schemata:
        return None
    schema = max(sorted(schemata), key=lambda each: (each in _SPECIAL, _rank(each)))
    return {
        "id": _id(subject.value),
        "schema": schema,
        "properties": {name: sorted(values) for name, values in properties.items()},
    }


def _rank(schema: str) -> int:
    return _SPECIAL.index(schema) if schema in _SPECIAL else -1


def _value(name: str, term: object) -> str | None:
    """Return a value as FollowTheMoney has it: words, the code of a country, an address, the id of an entity."""
    if isinstance(term, Literal):
        return term.value[:_MINUTES] if term.datatype.value == _MOMENT else term.value
    address = cast("NamedNode", term).value
    if address.startswith(_ITEM):
        return _codes().get(address.removeprefix(_ITEM))
    return address if name in _ADDRESSES else _id(address)


def _id(address: str) -> str:
    """Return the id of an entity: FollowTheMoney's have letters, digits, dots and dashes alone."""
    return f"kg-{digest(address)}"


@cache
def _codes() -> dict[str, str]:
    """Return the codes of countries, as FollowTheMoney writes them, by their ids of Wikidata."""
    known = territories().items()
    return {each.wikidata: code.lower() for code, each in known if "-" not in code}
