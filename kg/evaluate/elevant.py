"""Entity linking on the sets of ELEVANT (Bast, Hertel and Prange, EMNLP 2022): which thing of Wikidata a name means.

As there, `kg.evaluate.linklabels`: a label counts once, by its words or by the names within them; unknown things count
neither way, nor do pronouns and descriptions (no coreference), numbers and dates. The knowledge base is the one that
is installed with the table ``kb/wikidata-aliases.tsv`` beside the sets. Cities that are installed go by ids of
GeoNames; the largest of a name is taken for the thing of that name which the table counts most.

Nearly all that the sets name stands in that table, which was collected from them among others. So how sure the linker
is, and what it leaves alone, is measured with half of the table: which half, the ids say.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from kg.evaluate.linklabels import Label, Span, compare, labels, spans, words_of
from kg.evaluate.measures import Matches, Measure, calibration_error
from kg.evaluate.reader import Read, Reader
from kg.link import NameLinker
from kg.link.candidates import FromKnowledgeBase
from kg.link.kb import KnowledgeBase, Thing, Writer, installed, tables
from kg.link.kb.fold import fold
from kg.link.kb.thing import GEONAMES
from kg.model import Entity, Mention
from kg.ontology import Ontology
from kg.sources import document

_NEWS: Final = "news-fair"
_SETS: Final = (_NEWS, "msnbc-updated", "reuters-128", "kore50")
_PLACES: Final = frozenset({"Country", "City"})
_LARGE: Final = 100  # thousand inhabitants
_WIKIDATA: Final = "http://www.wikidata.org/entity/"
_ACCURACY, _OF_PLACES = 0.85, 0.85


@dataclass(slots=True)
class _Counts:
    all: Matches = field(default_factory=Matches)
    names: Matches = field(default_factory=Matches)
    places: Matches = field(default_factory=Matches)
    candidates: Matches = field(default_factory=Matches)  # right: the thing is among them
    given: Matches = field(default_factory=Matches)  # right: it was chosen from them
    none: Matches = field(default_factory=Matches)  # right: nothing was chosen, nothing could be
    sure: list[tuple[float, bool]] = field(default_factory=list)  # how sure, and whether right


class _Base:
    """A knowledge base that names are looked up in, and what it says of a thing; CITIES have two ids."""

    def __init__(self, path: Path, ontology: Ontology, cities: Mapping[str, str]) -> None:
        self.knowledge = KnowledgeBase.open(path)
        self.linker = NameLinker(ontology, knowledge=self.knowledge)
        self._candidates = FromKnowledgeBase(self.knowledge, ontology)
        self._cities = cities
        self._keys = {wikidata: key for key, wikidata in cities.items()}

    def is_place(self, key: str, otherwise: str = "") -> bool:
        """Tell whether the thing KEY is a country or a city; OTHERWISE is its class where the base has none."""
        thing = self.knowledge.thing(key) or self.knowledge.thing(self._keys.get(key, key))
        known = thing.type if thing is not None and thing.type != "Entity" else otherwise
        return known in _PLACES

    def options(self, mention: Mention) -> set[str]:
        """Return the ids of what the names of MENTION may mean."""
        found = self._candidates((mention.name, mention.text), mention.type)
        keys = (each.known.thing.key for each in found)
        return {self._cities.get(key, key) for key in keys}

    def ids(self, entity: Entity) -> set[str]:
        """Return the ids of Wikidata that ENTITY has, or that its id of GeoNames stands for."""
        known = (iri.removeprefix(_WIKIDATA) for iri in entity.same_as if iri.startswith(_WIKIDATA))
        cities = (iri.removeprefix(GEONAMES) for iri in entity.same_as if iri.startswith(GEONAMES))
        numbers = (f"gn{number.strip('/')}" for number in cities)
        return {*known, *(self._cities[key] for key in numbers if key in self._cities)}


def run(folder: Path, reader: Reader) -> Iterator[Measure]:
    """Yield the measures of the sets in FOLDER."""
    table = folder.parent / "kb" / "wikidata-aliases.tsv"
    with tempfile.TemporaryDirectory() as place:
        things = list(tables.read(table, reader.ontology, {}))
        bases = [
            _base(Path(place) / "whole.kb", things, things, reader.ontology),
            _base(Path(place) / "half.kb", list(filter(_is_kept, things)), things, reader.ontology),
        ]
        for name in _SETS:
            file = folder / f"{name}.benchmark.jsonl"
            if file.exists():
                yield from _measures(name, *_compared(file, reader, bases))
        for base in bases:
            base.knowledge.close()


def _base(path: Path, kept: list[Thing], things: list[Thing], ontology: Ontology) -> _Base:
    """Return a base in PATH of what is installed and of the things that are KEPT of a table."""
    default = installed.default(ontology)
    cities = dict(_same_cities(things, KnowledgeBase.open(default)))
    keys = {thing.key for thing in kept}
    with Writer.open(path, organizations=installed.organizations(ontology), base=default) as writer:
        writer.add("table", kept)
        writer.alike((key, wikidata) for key, wikidata in cities.items() if wikidata in keys)
    return _Base(path, ontology, cities)


def _is_kept(thing: Thing) -> bool:
    """Tell whether THING stays when half of a table goes."""
    return sha256(thing.key.encode()).digest()[0] % 2 == 0


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


def _compared(file: Path, reader: Reader, bases: Iterable[_Base]) -> list[_Counts]:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
    texts = (document(row["text"], url=f"urn:{file.stem}:{n}") for n, row in enumerate(rows))
    counts = [_Counts() for _ in bases]
    for row, read in zip(rows, reader.read(texts), strict=True):
        gold, (first, last) = labels(row), row["evaluation_span"]
        mentions = [m for m in _named(read) if first <= m.span.start and m.span.end <= last]
        for base, each in zip(bases, counts, strict=True):
            linked = base.linker(_named(read), read.document)
            _count(each, row["text"], gold, {m: linked[m] for m in mentions}, base)
    return counts


def _named(read: Read) -> list[Mention]:
    named = (a.value for a in read.doc.user_data["kg"].mentions if a.value.named)
    return [*(m for m in named if any(map(str.isupper, m.text))), *read.extraction.dateline]


def _count(
    counts: _Counts,
    text: str,
    gold: tuple[Label, ...],
    linked: Mapping[Mention, Entity],
    base: _Base,
) -> None:
    """Count what became of the labels of a TEXT, and what was linked beside them."""
    found = {words_of(text, (m.span.start, m.span.end)): (m, e) for m, e in linked.items()}
    links = {span: keys for span, (_, entity) in found.items() if (keys := base.ids(entity))}
    for label in gold:
        each = compare(text, label, links)
        wrong = [found[span] for span in each.wrong]
        right = Matches(int(each.right), int(each.right), 1) if label.key else Matches()
        counts.all += right + Matches(0, len(wrong), 0)
        if label.key and label.named:
            counts.names += right + Matches(0, len(wrong), 0)
            counts.places += right if base.is_place(label.key) else Matches()
            counts.places += Matches(0, sum(_is_place(one, base) for one in wrong), 0)
    known = {words_of(text, span) for span in spans(gold)}
    for beside in (found[span] for span in links if span not in known):
        counts.all += Matches(0, 1, 0)
        counts.names += Matches(0, 1, 0)
        counts.places += Matches(0, int(_is_place(beside, base)), 0)
    _judge(counts, text, gold, found, base)


def _is_place(found: tuple[Mention, Entity], base: _Base) -> bool:
    _, entity = found
    return any(base.is_place(key, entity.type) for key in base.ids(entity))


def _judge(
    counts: _Counts,
    text: str,
    gold: Iterable[Label],
    found: Mapping[Span, tuple[Mention, Entity]],
    base: _Base,
) -> None:
    """Count what was chosen of the candidates of each name that was found as it stands in GOLD."""
    for label in gold:
        span = words_of(text, label.span)
        if span not in found:
            _judge(counts, text, label.children, found, base)
            continue
        mention, entity = found[span]
        chosen = base.ids(entity)
        if entity.same_as and not chosen:
            continue  # a town that nothing gives another id
        options = base.options(mention) | chosen
        if label.key:
            counts.candidates += Matches(int(label.key in options), 1, 1)
        if label.key in options:
            counts.given += Matches(int(label.key in chosen), 1, 1)
        if not chosen:
            counts.none += Matches(int(label.key not in options), 1, 1)
        elif entity.options:
            counts.sure.append((entity.options[0].confidence, label.key in chosen))


def _measures(name: str, whole: _Counts, half: _Counts) -> Iterator[Measure]:
    is_news = name == _NEWS
    yield whole.all.measure(f"{name}: all labels, common nouns too")
    yield whole.names.measure(f"{name}: names with the right thing")
    yield whole.places.measure(f"{name}: countries and cities", _OF_PLACES if is_news else None)
    for measure, matches, goal in (
        ("names found whose thing is a candidate", whole.candidates, None),
        ("right, given the candidate", whole.given, _ACCURACY if is_news else None),
        ("nothing linked where nothing could be", whole.none, None),
        ("half of the table: right, given the candidate", half.given, None),
        ("half of the table: nothing linked where nothing could be", half.none, None),
    ):
        yield Measure(
            name=f"{name}: {measure}", value=matches.precision, gold=matches.predicted, goal=goal
        )
    yield Measure(
        name=f"{name}: half of the table: how far off the confidence of links is",
        value=calibration_error(half.sure),
        gold=len(half.sure),
        lower_is_better=True,
    )
