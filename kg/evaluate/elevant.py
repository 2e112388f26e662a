"""Entity linking on the sets of ELEVANT (Bast, Hertel and Prange, EMNLP 2022): which thing of Wikidata a name means.

As there: a prediction is right if its characters and its thing are those of a label; names of unknown things count
neither way, nor do pronouns and descriptions (no coreference), numbers and dates. The knowledge base is the one that
is installed with the table ``kb/wikidata-aliases.tsv`` beside the sets. Cities that are installed go by ids of
GeoNames; the largest of a name is taken for the thing of that name which the table counts most.
"""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kg.evaluate.measures import Matches, Measure
from kg.evaluate.reader import Read, Reader, document
from kg.link import NameLinker
from kg.link.candidates import FromKnowledgeBase
from kg.link.kb import KnowledgeBase, Thing, Writer, installed, tables
from kg.link.kb.fold import fold
from kg.model import Entity, Mention
from kg.ontology import Ontology

_NEWS: Final = "news-fair"
_SETS: Final = (_NEWS, "msnbc-updated", "reuters-128", "kore50")
_VALUES: Final = frozenset({"QUANTITY", "DATETIME"})
_UNKNOWN: Final = "<NIL>"
_PLACES: Final = frozenset({"Country", "City"})
_LARGE: Final = 100  # thousand inhabitants
_WIKIDATA: Final = "http://www.wikidata.org/entity/"
_ACCURACY, _OF_PLACES = 0.85, 0.85


@dataclass(frozen=True, slots=True)
class Label:
    """Characters of a text, and the thing of Wikidata that they name; "" for one that is not there."""

    start: int
    end: int
    key: str


@dataclass(slots=True)
class _Counts:
    all: Matches = field(default_factory=Matches)
    places: Matches = field(default_factory=Matches)
    candidates: Matches = field(default_factory=Matches)  # right: the thing is among them
    given: Matches = field(default_factory=Matches)  # right: it was chosen from them
    none: Matches = field(
        default_factory=Matches
    )  # right: nothing was chosen, and nothing could be


def run(folder: Path, reader: Reader) -> Iterator[Measure]:
    """Yield the measures of the sets in FOLDER."""
    table = folder.parent / "kb" / "wikidata-aliases.tsv"
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "wikidata.kb"
        write(path, table, reader.ontology)
        base = KnowledgeBase.open(path)
        for name in _SETS:
            file = folder / f"{name}.benchmark.jsonl"
            if file.exists():
                yield from _measures(name, _compared(file, reader, base))
        base.close()


def write(path: Path, table: Path, ontology: Ontology) -> None:
    """Write the knowledge base that is installed and the TABLE to PATH."""
    things = list(tables.read(table, ontology, {}))
    default = installed.default(ontology)
    with Writer.open(path, organizations=installed.organizations(ontology), base=default) as writer:
        writer.add(table.name, things)
        writer.alike(_same_cities(things, KnowledgeBase.open(default)))


def _same_cities(things: list[Thing], base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Yield the large cities of BASE with the ids of what the table counts most under their names."""
    most: dict[str, Thing] = {}
    for thing in sorted(things, key=lambda thing: (thing.count, thing.key)):
        most[fold(thing.label)] = thing
    for name, thing in most.items():
        cities = [known.thing for known in base.named(name) if known.thing.type == "City"]
        cities = [city for city in cities if fold(city.label) == name and city.key.startswith("gn")]
        largest = max(cities, key=lambda city: city.count, default=None)
        is_clear = len(cities) == 1 or (largest is not None and largest.count >= _LARGE)
        if largest is not None and is_clear and base.thing(thing.key) is None:
            yield largest.key, thing.key


def labels(row: dict[str, Any]) -> Iterator[Label]:
    """Yield the labels of a ROW of a set that are to be found, and those of unknown things."""
    for each in row["labels"]:
        start, end = each["span"]
        words = row["text"][start:end]
        if _inside(row, start, end) and each["type"] not in _VALUES and _is_name(words):
            key = each["entity_id"]
            yield Label(start, end, "" if key == _UNKNOWN else key)


def _inside(row: dict[str, Any], start: int, end: int) -> bool:
    """Tell whether the characters START to END lie in the annotated part of a text."""
    first, last = row["evaluation_span"]
    return bool(first <= start and end <= last)


def _is_name(words: str) -> bool:
    """Tell whether WORDS name something; pronouns and descriptions are coreference.

    >>> [_is_name(words) for words in ("Wilkinson", "the tournament", "He", "the US")]
    [True, False, False, True]
    """
    return any(c.isupper() for c in words) and words.casefold() not in _PRONOUNS


_PRONOUNS: Final = frozenset(
    "i me my he him his she her hers it its we us our they them their who whom whose which this that".split()
)


def _compared(file: Path, reader: Reader, base: KnowledgeBase) -> _Counts:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
    texts = (document(f"{file.stem}-{number}", row["text"]) for number, row in enumerate(rows))
    linker, counts = NameLinker(reader.ontology, knowledge=base), _Counts()
    candidates = FromKnowledgeBase(base, reader.ontology)
    for row, read in zip(rows, reader.read(texts), strict=True):
        found = linker(_named(read), read.document)
        within = {
            (m.span.start, m.span.end): (m, entity)
            for m, entity in found.items()
            if _inside(row, m.span.start, m.span.end)
        }
        _count(counts, list(labels(row)), within, candidates)
    return counts


def _named(read: Read) -> list[Mention]:
    layers = read.doc.user_data["kg"]
    return [a.value for a in layers.mentions if a.value.named and a.value.text[:1].isupper()]


def _count(
    counts: _Counts,
    gold: list[Label],
    found: dict[tuple[int, int], tuple[Mention, Entity]],
    candidates: FromKnowledgeBase,
) -> None:
    wanted = {(label.start, label.end): label.key for label in gold}
    for place, key in wanted.items():
        is_right = place in found and key in _keys(found[place][1])
        if key:
            counts.all += Matches(int(is_right), 0, 1)
        if key and _is_place(key, candidates):
            counts.places += Matches(int(is_right), 0, 1)
        if place in found:
            mention, entity = found[place]
            names = (mention.name, mention.text)
            options = {each.known.thing.key for each in candidates(names, mention.type)}
            _judge(counts, key, _keys(entity), options | _keys(entity))
    for place, (_, entity) in found.items():
        if _keys(entity) and wanted.get(place) != "":
            counts.all += Matches(0, 1, 0)
            counts.places += Matches(0, int(entity.type in _PLACES), 0)


def _judge(counts: _Counts, key: str, chosen: set[str], options: set[str]) -> None:
    """Count what was chosen of the OPTIONS of a name that means the thing KEY."""
    if key:
        counts.candidates += Matches(int(key in options), 1, 1)
    if key in options:
        counts.given += Matches(int(key in chosen), 1, 1)
    if not chosen:
        counts.none += Matches(int(key not in options), 1, 1)


def _is_place(key: str, candidates: FromKnowledgeBase) -> bool:
    thing = candidates.thing(key)
    return thing is not None and thing.type in _PLACES


def _keys(entity: Entity) -> set[str]:
    """Return the ids of Wikidata that ENTITY has."""
    return {iri.removeprefix(_WIKIDATA) for iri in entity.same_as if iri.startswith(_WIKIDATA)}


def _measures(name: str, counts: _Counts) -> Iterator[Measure]:
    is_news = name == _NEWS
    yield counts.all.measure(f"{name}: names with the right thing")
    yield counts.places.measure(f"{name}: countries and cities", _OF_PLACES if is_news else None)
    for measure, matches, goal in (
        ("names found whose thing is a candidate", counts.candidates, None),
        ("right, given the candidate", counts.given, _ACCURACY if is_news else None),
        ("nothing linked where nothing could be", counts.none, None),
    ):
        yield Measure(
            name=f"{name}: {measure}",
            value=matches.precision,
            precision=None,
            recall=None,
            gold=matches.predicted,
            goal=goal,
        )
