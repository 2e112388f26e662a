"""What an ontology consists of: classes, properties, lexicon entries, gazetteer terms.

All names are local names (``Charge``, ``accused``, ``charge-2``); ``Ontology.iri`` gives the IRIs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kg.model import Status


class EntryKind(StrEnum):
    """What kind of word a lexicon entry is about; the values are the classes of the entries."""

    VERB = "VerbEntry"
    NOUN = "NounEntry"
    RELATIONAL = "RelationalNounEntry"
    STATIVE = "RelationalVerbEntry"
    ADJECTIVE = "AdjectiveEntry"
    ATTITUDE = "AttitudeEntry"
    SUPPORT = "SupportEntry"
    QUALIFIER = "QualifierEntry"
    CUE = "CueEntry"

    @property
    def evokes(self) -> bool:
        """Whether entries of this kind tell of anything by themselves."""
        return self.evokes_event or self.evokes_property

    @property
    def evokes_event(self) -> bool:
        """Whether entries of this kind tell of a class of events."""
        return self in (EntryKind.VERB, EntryKind.NOUN)

    @property
    def evokes_property(self) -> bool:
        """Whether entries of this kind tell of a direct property."""
        return self in (EntryKind.RELATIONAL, EntryKind.STATIVE, EntryKind.ADJECTIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTerm:
    """A class of things, events or records."""

    name: str
    iri: str
    label: str
    comment: str = ""
    parents: tuple[str, ...] = ()
    iri_kind: str | None = None  # its own or the nearest one above; None for events
    is_event: bool = False
    general: bool = False  # a kg:GeneralClass: senses of predicates tell it, not the lexicon
    by_rules: bool = False  # a kg:RuleClass: the network was not trained on it
    authorities: frozenset[str] = frozenset()  # nouns of bodies whose own word makes the act a fact
    once: frozenset[str] = frozenset()  # roles in which a thing takes part in one such event only
    own: bool = False  # of a vocabulary of the user's


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyTerm:
    """A role, a direct property, or a property of records; any class of its range will do."""

    name: str
    iri: str
    label: str
    comment: str = ""
    domain: frozenset[str] = frozenset()
    range: frozenset[str] = frozenset()
    datatypes: frozenset[str] = frozenset()  # their local names: "date", "langString"
    parents: tuple[str, ...] = ()
    symmetric: bool = False
    event: str | None = None  # the class of events that a direct property abbreviates
    subject_role: str | None = None
    object_role: str | None = None
    ended_as: str | None = None
    is_role: bool = False
    is_record: bool = False  # of claims, quantities, articles, and of the ontology itself
    general: bool = False  # a kg:GeneralRole: senses of predicates give it, not the lexicon
    by_rules: bool = False  # a kg:RuleProperty: the network was not trained on it
    own: bool = False  # of a vocabulary of the user's

    @property
    def is_direct(self) -> bool:
        """Whether it says a fact about the world in one triple."""
        return not (self.is_role or self.is_record)

    @property
    def datatype(self) -> str | None:
        """The datatype of its values, where there is one and only one."""
        return next(iter(self.datatypes)) if len(self.datatypes) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One way in which English says something: a sense of one lemma."""

    name: str
    kind: EntryKind
    lemma: str
    pos: str = "verb"
    evokes: str | None = None  # a class of events, or a direct property
    slots: Mapping[str, str] = field(default_factory=dict)  # grammatical function -> role
    needs: frozenset[str] = frozenset()  # roles without which this sense is not meant
    shortcuts: tuple[str, ...] = ()  # direct properties that follow where their roles are filled
    inverse: bool = False  # the bearer is the object of the property
    status: Status | None = None  # of the complement
    complement: str | None = None  # "clause", "infinitive" or "any"
    speaks: bool = False  # the subject is the speaker of the complement
    propbank: str | None = None
    example: str = ""
    expects: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A name or noun that the gazetteer knows; TYPE is a class, or one of words: ``NounKind``, ``NameEnding``."""

    key: str
    type: str
    label: str
    alt_labels: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    wikidata: str | None = None
    iso: str | None = None
    heads: bool = False  # of a position: its holder leads the body or state named with it
    heads_state: bool = (
        False  # or the country, region or city, as a president does and a director does not
    )
    denotes: str | None = None  # of a noun or an ending: the class that it tells
    capital: str | None = None  # of a state: the city whose name stands for its government
    gender: str | None = None  # of a person's given name or of a noun: "female" or "male"
    own: bool = False  # it is of a file of the user's: no other knowledge base has it
    concept: str | None = None  # the IRI of a concept of the user's SKOS scheme

    @property
    def labels(self) -> tuple[str, ...]:
        """All its names, the preferred one first."""
        return (self.label, *self.alt_labels)

    @property
    def same(self) -> tuple[str, ...]:
        """The IRIs of what is the same in a file of the user's."""
        return (self.concept,) if self.concept else ()
