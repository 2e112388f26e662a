"""The values that flow between the stages: immutable, compared by content, free of any library.

All offsets count characters of ``Document.text``, half-open. Names of classes, properties and roles are local
names of the ontology (``Charge``, ``chargedWith``, ``accused``).
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from kg.proposals import Proposals


class Status(StrEnum):
    """How a claim stands; the closed SKOS scheme of the ontology.

    >>> Status("Alleged").name
    'ALLEGED'
    """

    ASSERTED = "Asserted"
    REPORTED = "Reported"
    ALLEGED = "Alleged"
    DENIED = "Denied"
    PLANNED = "Planned"
    HYPOTHETICAL = "Hypothetical"
    NEGATED = "Negated"


class SegmentKind(StrEnum):
    """What a stretch of an article is."""

    HEADLINE = "headline"
    BODY = "body"
    DATELINE = "dateline"
    BYLINE = "byline"
    CONTRIBUTOR = "contributor"
    CAPTION = "caption"
    COPYRIGHT = "copyright"
    NOISE = "noise"

    @property
    def is_prose(self) -> bool:
        """Whether sentences in it are read for claims."""
        return self in (SegmentKind.HEADLINE, SegmentKind.BODY)


class Bound(StrEnum):
    """How a number limits what it counts."""

    EXACT = "Exact"
    ABOUT = "About"
    AT_LEAST = "AtLeast"
    MORE_THAN = "MoreThan"
    AT_MOST = "AtMost"
    LESS_THAN = "LessThan"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters in one document.

    >>> Span("https://example.org/a", 3, 3)
    Traceback (most recent call last):
    ...
    ValueError: a span needs 0 <= start < end, got 3 and 3
    """

    document: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, got {self.start} and {self.end}")

    def within(self, other: "Span") -> bool:
        """Tell whether this span lies in the OTHER one."""
        within = other.start <= self.start and self.end <= other.end
        return within and self.document == other.document

    def overlaps(self, other: "Span") -> bool:
        """Tell whether this span shares a character with the OTHER one."""
        shared = self.start < other.end and other.start < self.end
        return shared and self.document == other.document


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """A stretch of an article and what it is; the segments of a document are ordered and never overlap."""

    start: int
    end: int
    kind: SegmentKind


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """A stretch of a document's text, and where it stands in a file that has marks which the text has not."""

    start: int
    end: int
    file_start: int
    file_end: int


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file that an article was read from; ALONE where it has no other article."""

    path: str  # absolute, or the address of an object
    alone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article as published. Its text is never rewritten after reading; segments say what is prose.

    >>> import kg
    >>> article = kg.read_text("It sued on Monday.", title="Chip maker sues")
    >>> [article.text[each.start : each.end] for each in article.segments if each.kind.is_prose]
    ['Chip maker sues', 'It sued on Monday.']
    """

    id: str  # the IRI of the article and of its named graph
    text: str
    segments: tuple[Segment, ...]
    source: str  # where it was read, as messages show it: "news.jsonl:12"
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    agency: str | None = None
    place: str | None = None  # the place of reporting, from the dateline
    published: str | None = None  # ISO 8601: 2026-03-12, or 2026-03-12T08:30:00Z
    language: str = "en"
    retracted: bool = False  # its outlet has withdrawn it: what it says is claimed no more
    file: SourceFile | None = field(default=None, compare=False, repr=False)  # None: no file
    origins: tuple[Origin, ...] = ()  # of a text that was rendered from a file, in its order

    def in_file(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the characters START to END stand in the file, marks between them included.

        >>> parts = (Origin(0, 4, 0, 4), Origin(4, 7, 6, 9))
        >>> text = Document(id="d", text="The dam", segments=(), source="d.md", origins=parts)
        >>> text.in_file(0, 7), text.in_file(5, 6)
        ((0, 9), (7, 8))
        """
        first = bisect_right(self.origins, start, key=lambda origin: origin.start) - 1
        last = bisect_right(self.origins, end - 1, key=lambda origin: origin.start) - 1
        if first < 0 or last < 0:
            return None
        begin, stop = self.origins[first], self.origins[last]
        ahead = min(start, begin.end) - begin.start
        behind = stop.end - min(end, stop.end)
        return begin.file_start + ahead, stop.file_end - behind


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that name or describe an entity, and the entity's name within this document."""

    span: Span
    text: str
    type: str  # a class of the ontology
    name: str  # the canonical name in this document: "Nicolás Maduro" for the words "Mr. Maduro"
    named: bool = True  # a proper name or a known kind; False: a description such as "two officers"
    concept: str | None = None  # the gazetteer's key where the thing is known: "country:VE"
    referring: bool = False  # it stands for what is named elsewhere: "its", "the senator"
    steps: tuple[str, ...] = ()  # how the name was found, in words, for "kg why"
    number: "Quantity | None" = None  # how many a description tells of: the 2 of "two officers"

    @property
    def is_seat(self) -> bool:
        """Whether it is the party of a seat, by its letter: the R of "(R-Texas)"."""
        return self.type == "PoliticalParty" and len(self.text) == 1


class TimeKind(StrEnum):
    """What a time expression speaks of; the types of TimeML."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A stretch of the calendar; START and END are xsd:date, gYearMonth or gYear, equal for a point."""

    span: Span
    text: str
    start: str | None
    end: str | None
    kind: TimeKind = TimeKind.DATE
    value: str | None = None  # in the terms of TimeML: "2008-W12", "2008-Q1", "P3D", "PAST_REF"
    length: str | None = None  # of what is counted from another time: of "two years ago" P2Y


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit and its bound; VALUE is a canonical xsd:decimal, UNIT an ISO 4217 code or a plain word."""

    span: Span
    text: str
    value: str
    unit: str | None = None  # "EUR", "percent", "tonne"; None counts things
    bound: Bound = Bound.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words that say what something is like and stand for no thing of their own: "unhappy", "a fierce critic"."""

    span: Span
    text: str


DESCRIPTION: Final = "description"  # the property for what something is, in the words of the text
ALTERNATE_NAME: Final = "alternateName"  # the property that tells another name of a thing
# Roles that words fill and that tell no two events apart: how, why, when, where, on what condition.
IN_WORDS: Final = frozenset("descriptor manner proviso rank score when where why".split())

CONTENT: Final = "content"  # the role of what is said, thought, ordered or planned
Value = Time | Quantity
Filler = Mention | Time | Quantity | Words


@dataclass(frozen=True, slots=True)
class Argument:
    """What fills one role of an event."""

    role: str
    filler: Filler


@dataclass(frozen=True, slots=True)
class Relation:
    """A binary statement; PREDICATE is a property of the ontology."""

    subject: Mention
    predicate: str
    object: Filler


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happens; TYPE is a class of the ontology, TRIGGER the words that say so."""

    type: str
    trigger: Span
    lemma: str
    arguments: tuple[Argument, ...]
    predicate: str | None = None  # of a general class: its roleset in PropBank, "receive.01"
    contents: tuple["Claim", ...] = ()  # events that it tells, wants or tries, as they are claimed

    @property
    def is_vague(self) -> bool:
        """Whether nothing takes part that can be told from others; of a class of the lexicon the day says enough."""
        values = (Quantity,) if self.predicate is not None else (Quantity, Time)
        mentions = [a.filler for a in self.arguments if isinstance(a.filler, Mention)]
        valued = any(isinstance(a.filler, values) or a.role == "score" for a in self.arguments)
        return not (valued or any(one.named or one.referring for one in mentions))

    def fillers(self, role: str) -> tuple[Filler, ...]:
        """Return what fills ROLE, in the order of the text."""
        return tuple(a.filler for a in self.arguments if a.role == role)


Content = Relation | Event


SURE: Final = 0.6  # the confidence from which on a claim may be a fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What is said, by whom, how it stands, and the words that say it.

    >>> ruiz, charge = Span("urn:a", 0, 8), Span("urn:a", 22, 29)
    >>> accused = Mention(span=ruiz, text="Ana Ruiz", type="Person", name="Ana Ruiz")
    >>> offence = Mention(span=charge, text="bribery", type="Offence", name="bribery")
    >>> said = Relation(accused, "chargedWith", offence)
    >>> Claim(content=said, evidence=Span("urn:a", 0, 30), status=Status.ALLEGED, rule="mine").confidence
    1.0
    """

    content: Content
    evidence: Span  # the sentence
    status: Status
    rule: str  # what found it: "lexicon:charge", "apposition"
    confidence: float = 1.0
    speakers: tuple[Mention, ...] = ()  # outermost first: A says that B said
    cue: Span | None = None  # the words that decided the status
    event: Event | None = None  # of a relation: the event that it abbreviates
    ended: bool = False  # it held once: "former minister"
    qualifier: Span | None = None  # what sets it apart from others like it: "the largest", "sole"
    reported: Time | None = None  # when it was said, where that is told apart from when it happened
    held: Time | None = None  # of a relation: when it holds or held
    proposed: bool = False  # a language model alone says that the sentence tells it
    withheld: str = ""  # by which shape of the user's it is kept out of the facts

    @property
    def is_fact(self) -> bool:
        """Whether the outlet itself asserts it, of something that can be told from others.

        What held once counts: of a relation that ended, that it held. What is only proposed never does.
        """
        told = self.status is Status.ASSERTED and self.confidence >= SURE
        if self.proposed or self.withheld or not told:
            return False
        event = self.content if isinstance(self.content, Event) else self.event
        return event is None or not (event.is_vague or (self.ended and event is self.content))


class Speech(StrEnum):
    """How somebody's words are given: between quotation marks, in the words of the outlet, or both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Words or thoughts that the text gives to somebody, whether or not a claim is found in them."""

    cue: Span  # the words that attribute: "said", "according to"
    content: tuple[Span, ...]  # what is said, thought or wanted, in the order of the text
    source: Span | None = None  # the words that tell whose it is
    speaker: Mention | None = None  # what those words name, where they name something
    speech: Speech = Speech.INDIRECT


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A candidate that did not pass the grounding gate, kept for "kg why"; without CONTENT, it is only SAID."""

    content: Content | None
    evidence: Span
    rule: str
    reason: str
    said: str = ""  # in words: what was proposed of words that are not there, or name nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was found in one document, and what was not."""

    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    sentences: tuple[Span, ...] = ()
    attributions: tuple[Attribution, ...] = ()  # ordered by their cues
    numbers: tuple[Span, ...] = ()  # those that a claim tells
    numbers_lost: tuple[Span, ...] = ()  # said of a predicate of a claim that does not tell them
    unknown: Mapping[str, int] = field(default_factory=dict)  # predicates without a lexicon entry
    dateline: tuple[Mention, ...] = ()  # the place of reporting, then what that lies in
    became: Proposals = field(default_factory=Proposals)  # of what a language model proposed


# How probable it must be that a name means a thing for its id to be claimed, unless a build is told otherwise. Below
# this, links were right one time in three, just above it three times in four: docs/decisions/0022.
LINK_CONFIDENCE: Final = 0.6
DOCUMENT_TIMEOUT: Final = 120.0  # seconds that 40,000 characters of a document may take, or less
DOCUMENT_MEMORY: Final = 4.0  # gigabytes that a million may take beside the model


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """What the names of an entity may mean in one document, how probable that is, and what speaks for it."""

    key: str  # of the thing in the knowledge base; "" for none that is there
    label: str
    confidence: float
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A thing in the world, as far as the documents tell.

    >>> Entity(iri="https://w3id.org/news-kg/entity/Ana_Ruiz.person", type="Person", label="Ana Ruiz").described
    False
    """

    iri: str
    type: str
    label: str
    aliases: frozenset[str] = frozenset()
    same_as: frozenset[str] = frozenset()
    described: bool = False  # known by a description within one document only
    number: Quantity | None = None  # how many a description tells of
    point: tuple[float, float] | None = None  # latitude and longitude, WGS 84
    options: tuple[Option, ...] = ()  # where a knowledge base was asked: the likeliest first
    key: str = ""  # the id in the knowledge base, if it is linked
