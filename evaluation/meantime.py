"""The NewsReader MEANTIME corpus: Wikinews articles with entities, events, times and what links them, from XML.

An article is annotated in full up to its fifth sentence or so; behind that, only what means the same thing as
something before is marked, without attributes. ``Article.annotated_end`` tells the first part from the rest.
Identifiers are unique within an article.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from dateutil import parser as dates

from evaluation.detokenize import detokenize
from kg import iri
from kg.model import Document, Segment, SegmentKind

_HEADLINE, _DATE = "0", "1"  # the first two sentences
_NO_VALUES: Final = frozenset({"", "NONE"})
_ATTRIBUTES: Final = {"ENTITY_MENTION": "syntactic_type", "EVENT_MENTION": "certainty"}


@dataclass(frozen=True, slots=True)
class Word:
    """A token of the corpus: where it stands in the text of the document, and in which sentence."""

    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Words that are annotated; WORDS are places in ``Article.words``, ordered, rarely with a gap."""

    id: str
    words: tuple[int, ...]
    start: int  # in the text of the document
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityMention(Marked):
    """Words that mean an entity; those with one INSTANCE corefer."""

    head: tuple[int, int] | None = None  # characters of the head, where the annotators wrote it
    kind: str | None = None  # the syntactic type: NAM, NOM, PRO, PRE.NAM, APP, CONJ, PTV, HLS, ARC
    type: str | None = None  # of the instance: PER, ORG, LOC, PRO, FIN
    instance: str | None = None
    world: str | None = None  # the instance in all articles of the corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention(Marked):
    """Words that name an event; an attribute is None where the annotators left it open."""

    pos: str | None = None  # VERB, NOUN, OTHER
    certainty: str | None = None  # CERTAIN, PROBABLE, POSSIBLE, UNDERSPECIFIED
    polarity: str | None = None  # POS, NEG, UNDERSPECIFIED
    time: str | None = None  # FUTURE, NON_FUTURE, UNDERSPECIFIED
    special: str | None = None  # GEN, COND_IF_CLAUSE, COND_MAIN_CLAUSE
    tense: str | None = None
    aspect: str | None = None
    modality: str | None = None
    type: str | None = None  # of the instance: SPEECH_COGNITIVE, GRAMMATICAL, OTHER, MIX
    instance: str | None = None
    world: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex(Marked):
    """A time expression; WORDS is empty where it is not in the text."""

    type: str  # DATE, TIME, DURATION, SET
    value: str
    is_creation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Marked):
    """A number: QUANTITY, MONEY or PERCENT."""

    type: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """What takes part in an event: FILLER, a mention or an amount, in a ROLE such as Arg0 or Argm-LOC."""

    event: str
    filler: str
    role: str


@dataclass(frozen=True, slots=True)
class Link:
    """How two events or times lie to one another: BEFORE, IS_INCLUDED and so on."""

    source: str
    target: str
    type: str


@dataclass(frozen=True, kw_only=True)
class Article:
    """One file of the corpus; nothing that was found is counted behind ANNOTATED_END."""

    name: str
    corpus: str  # the folder: airbus, apple
    document: Document
    words: tuple[Word, ...]
    annotated_end: int  # a place in the text of the document
    mentions: tuple[EntityMention, ...]
    events: tuple[EventMention, ...]
    times: tuple[Timex, ...]
    amounts: tuple[Amount, ...]
    participants: tuple[Participant, ...]
    links: tuple[Link, ...]
    marked: Mapping[str, Marked] = field(repr=False)  # all of the above that have words, by id

    @cached_property
    def chains(self) -> tuple[tuple[EntityMention, ...], ...]:
        """The mentions of the whole article by entity; those of no known one each alone."""
        found: dict[str, list[EntityMention]] = {}
        for mention in self.mentions:
            found.setdefault(mention.instance or f"mention {mention.id}", []).append(mention)
        return tuple(tuple(chain) for chain in found.values())

    def is_annotated(self, start: int) -> bool:
        """Tell whether what begins at character START of the document is in the part that was annotated in full."""
        return start < self.annotated_end


def read(folder: Path) -> Iterator[Article]:
    """Yield the articles below FOLDER, by their paths."""
    for path in sorted(folder.rglob("*.xml")):
        root = ET.parse(path).getroot()
        yield article(root, path.stem, path.parent.name)


def article(root: ET.Element, name: str, corpus: str) -> Article:
    """Return the article that an XML document stands for."""
    tokens = list(root.iter("token"))
    text, words, ends = _text(tokens)
    numbers = {token.attrib["t_id"]: place for place, token in enumerate(tokens)}
    elements = list(root.iterfind("Markables/*"))
    places = {
        element.attrib["m_id"]: tuple(
            sorted(numbers[anchor.attrib["t_id"]] for anchor in element.iter("token_anchor"))
        )
        for element in elements
    }
    instances = _instances(root, elements)
    marked = [
        found
        for element in elements
        if (found := _marked(element, places[element.attrib["m_id"]], words, text, instances))
    ]
    marked.sort(key=lambda each: (each.start, each.end, int(each.id)))
    times = tuple(each for each in marked if isinstance(each, Timex))
    return Article(
        name=name,
        corpus=corpus,
        document=_document(name, text, ends, _published(times, text, ends)),
        words=tuple(words),
        annotated_end=_annotated_end(elements, places, words, ends),
        mentions=tuple(each for each in marked if isinstance(each, EntityMention)),
        events=tuple(each for each in marked if isinstance(each, EventMention)),
        times=times,
        amounts=tuple(each for each in marked if isinstance(each, Amount)),
        participants=tuple(
            Participant(source, target, element.attrib["sem_role"])
            for element, source, target in _relations(root, "HAS_PARTICIPANT")
        ),
        links=tuple(
            Link(source, target, element.attrib["reltype"])
            for element, source, target in _relations(root, "TLINK")
        ),
        marked={each.id: each for each in marked},
    )


def _text(tokens: list[ET.Element]) -> tuple[str, list[Word], dict[str, int]]:
    """Return the text, its words, and where each sentence ends."""
    sentences: dict[str, list[str]] = {}
    for token in tokens:
        sentences.setdefault(token.attrib["sentence"], []).append((token.text or "").strip() or "_")
    text, last = "", _HEADLINE
    words: list[Word] = []
    ends: dict[str, int] = {}
    for number, written in sentences.items():
        if text:
            text += "\n\n" if {number, last} & {_HEADLINE, _DATE} else " "
        text, places = detokenize(written, text)
        words.extend(Word(start, end, int(number)) for start, end in places)
        ends[number] = len(text)
        last = number
    return text, words, ends


def _document(name: str, text: str, ends: Mapping[str, int], published: str | None) -> Document:
    headline, day = ends[_HEADLINE], ends[_DATE]
    return Document(
        id=iri.article(iri.BASE, name),
        text=text,
        segments=(
            Segment(0, headline, SegmentKind.HEADLINE),
            Segment(headline, day, SegmentKind.DATELINE),
            Segment(day, len(text), SegmentKind.BODY),
        ),
        source=name,
        title=text[:headline],
        published=published,
    )


def _published(times: tuple[Timex, ...], text: str, ends: Mapping[str, int]) -> str:
    """Return the day of publication: the creation time, or what the line with the date says."""
    created = next((each.value for each in times if each.is_creation), "")[:10]
    try:
        return date.fromisoformat(created).isoformat()
    except ValueError:
        line = text[ends[_HEADLINE] : ends[_DATE]]
        return dates.parse(line).date().isoformat()


def _annotated_end(
    elements: list[ET.Element],
    places: Mapping[str, tuple[int, ...]],
    words: list[Word],
    ends: Mapping[str, int],
) -> int:
    """Return the end of the last sentence in which something has attributes."""
    last = max(
        words[anchored[-1]].sentence
        for element in elements
        if (anchored := places[element.attrib["m_id"]])
        and _ATTRIBUTES.get(element.tag, "m_id") in element.attrib
    )
    return ends[str(last)]


def _instances(root: ET.Element, elements: list[ET.Element]) -> dict[str, ET.Element]:
    """Return for each mention the element of what it refers to."""
    by_id = {element.attrib["m_id"]: element for element in elements}
    return {
        source.attrib["m_id"]: by_id[target.attrib["m_id"]]
        for relation in root.iter("REFERS_TO")
        for target in relation.iter("target")
        for source in relation.iter("source")
    }


def _relations(root: ET.Element, tag: str) -> Iterator[tuple[ET.Element, str, str]]:
    for element in root.iter(tag):
        for source in element.iter("source"):
            for target in element.iter("target"):
                yield element, source.attrib["m_id"], target.attrib["m_id"]


def _marked(
    element: ET.Element,
    places: tuple[int, ...],
    words: list[Word],
    text: str,
    instances: Mapping[str, ET.Element],
) -> Marked | None:
    if not places and element.tag != "TIMEX3":
        return None
    start, end = (words[places[0]].start, words[places[-1]].end) if places else (0, 0)
    own = element.attrib["m_id"]
    instance = instances.get(own)

    def said(name: str, of: ET.Element | None = element) -> str | None:
        value = "" if of is None else of.attrib.get(name, "")
        return None if value in _NO_VALUES else value

    match element.tag:
        case "ENTITY_MENTION":
            return EntityMention(
                id=own,
                words=places,
                start=start,
                end=end,
                head=_head(element.attrib.get("head", ""), text, start, end),
                kind=said("syntactic_type"),
                type=said("ent_type", instance),
                instance=said("m_id", instance),
                world=said("instance_id", instance),
            )
        case "EVENT_MENTION":
            return EventMention(
                id=own,
                words=places,
                start=start,
                end=end,
                pos=said("pos"),
                certainty=said("certainty"),
                polarity=said("polarity"),
                time=said("time"),
                special=said("special_cases"),
                tense=said("tense"),
                aspect=said("aspect"),
                modality=said("modality"),
                type=said("class", instance),
                instance=said("m_id", instance),
                world=said("instance_id", instance),
            )
        case "TIMEX3":
            return Timex(
                id=own,
                words=places,
                start=start,
                end=end,
                type=element.attrib["type"],
                value=element.attrib["value"],
                is_creation=said("functionInDocument") == "CREATION_TIME",
            )
        case "VALUE":
            return Amount(id=own, words=places, start=start, end=end, type=said("type"))
    return None


def _head(written: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where in a mention the head stands that the annotators wrote down."""
    found = text.find(written, start, end) if written else -1
    return None if found < 0 else (found, found + len(written))
