"""Entity linking on the sets of ELEVANT (Bast, Hertel and Prange, EMNLP 2022): which thing of Wikidata a name means.

As there, `evaluation.linklabels`: a label counts once, by its words or by the names within them; unknown things count
neither way, nor do pronouns and descriptions (no coreference), numbers and dates. The knowledge base is the one that
comes with the package, and nothing else.

People whom a base does not have are what it takes for somebody else. So all is measured once more with half of the
people hidden, the same half every time; how far off the confidence of links is, is measured there alone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from evaluation.linklabels import Label, Span, compare, labels, spans, words_of
from kg.evaluate.measures import Matches, Measure, calibration_error
from kg.evaluate.reader import Read, Reader
from kg.link import NameLinker
from kg.link.candidates import FromKnowledgeBase
from kg.link.kb import KnowledgeBase, Thing, installed
from kg.link.kb.lookup import Known
from kg.model import Entity, Mention
from kg.ontology import Ontology
from kg.sources import document

_NEWS: Final = "news-fair"
_SETS: Final = (_NEWS, "msnbc-updated", "reuters-128", "kore50")
_PLACES: Final = frozenset({"Country", "City"})
_WIKIDATA: Final = "http://www.wikidata.org/entity/"
# Goals on news.
_NAMES, _OF_PLACES, _GIVEN, _NONE, _OFF = 0.62, 0.808, 0.85, 0.9, 0.05


@dataclass(slots=True)
class _Counts:
    all: Matches = field(default_factory=Matches)
    names: Matches = field(default_factory=Matches)
    places: Matches = field(default_factory=Matches)
    candidates: Matches = field(default_factory=Matches)  # right: the thing is among them
    given: Matches = field(default_factory=Matches)  # right: it was chosen from them
    none: Matches = field(default_factory=Matches)  # right: nothing was chosen, nothing could be
    sure: list[tuple[float, bool]] = field(default_factory=list)  # how sure, and whether right


class _Fewer(KnowledgeBase):
    """A knowledge base without half of its people: which half, the ids say."""

    def named(self, name: str) -> tuple[Known, ...]:
        """Return the things that go by NAME and are not hidden."""
        return tuple(known for known in super().named(name) if not _is_hidden(known.thing))

    def sounding(self, name: str) -> tuple[Known, ...]:
        """Return the things that sound like NAME and are not hidden."""
        return tuple(known for known in super().sounding(name) if not _is_hidden(known.thing))


def _is_hidden(thing: Thing) -> bool:
    return thing.type == "Person" and sha256(thing.key.encode()).digest()[0] % 2 == 0


class _Base:
    """A knowledge base that names are looked up in, and what it says of a thing."""

    def __init__(self, knowledge: KnowledgeBase, ontology: Ontology) -> None:
        self.knowledge = knowledge
        self.linker = NameLinker(ontology, knowledge=knowledge)
        self._candidates = FromKnowledgeBase(knowledge, ontology)

    def is_place(self, key: str, otherwise: str = "") -> bool:
        """Tell whether the thing KEY is a country or a city; OTHERWISE is its class where the base has none."""
        thing = self.knowledge.thing(key)
        known = thing.type if thing is not None and thing.type != "Entity" else otherwise
        return known in _PLACES

    def options(self, mention: Mention) -> set[str]:
        """Return the ids of what the names of MENTION may mean."""
        found = self._candidates((mention.name, mention.text), mention.type)
        return {each.known.thing.key for each in found}

    def ids(self, entity: Entity) -> set[str]:
        """Return the ids of Wikidata that ENTITY has."""
        return {iri.removeprefix(_WIKIDATA) for iri in entity.same_as if iri.startswith(_WIKIDATA)}


def run(folder: Path, reader: Reader, base: Path | None = None) -> Iterator[Measure]:
    """Yield the measures of the sets in FOLDER, with the knowledge base in the file BASE, or that of the package."""
    path = base or installed.default(reader.ontology)
    bases = [_Base(kind.open(path), reader.ontology) for kind in (KnowledgeBase, _Fewer)]
    for name in _SETS:
        file = folder / f"{name}.benchmark.jsonl"
        if file.exists():
            yield from _measures(name, *_compared(file, reader, bases))
    for each in bases:
        each.knowledge.close()


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
    def goal(of_news: float) -> float | None:
        return of_news if name == _NEWS else None

    yield whole.all.measure(f"{name}: all labels, common nouns too")
    yield whole.names.measure(f"{name}: names with the right thing", goal(_NAMES))
    yield whole.places.measure(f"{name}: countries and cities", goal(_OF_PLACES))
    yield half.names.measure(f"{name}: half of the people: names with the right thing")
    for measure, matches, least in (
        ("names found whose thing is a candidate", whole.candidates, None),
        ("right, given the candidate", whole.given, goal(_GIVEN)),
        ("nothing linked where nothing could be", whole.none, goal(_NONE)),
        ("half of the people: right, given the candidate", half.given, None),
        ("half of the people: nothing linked where nothing could be", half.none, goal(_NONE)),
    ):
        yield Measure(
            name=f"{name}: {measure}", value=matches.precision, gold=matches.predicted, goal=least
        )
    yield Measure(
        name=f"{name}: half of the people: how far off the confidence of links is",
        value=calibration_error(half.sure),
        gold=len(half.sure),
        goal=goal(_OFF),
        lower_is_better=True,
    )
