"""What is found in a sentence, as values; places are words of the sentence, ranges half-open."""

from dataclasses import dataclass

from kg.model import Status

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Words that name or describe something; TYPE is one of ``kg.learned.labels.TYPES``."""

    words: Range
    head: int
    type: str
    score: float


@dataclass(frozen=True, slots=True)
class Role:
    """An argument of a predicate in the terms of PropBank, at full extent."""

    words: Range
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Evoked:
    """A word that tells of an event, and how that stands."""

    word: int
    type: str
    score: float
    status: Status
    certainty: float  # of the status


@dataclass(frozen=True, slots=True)
class Paired:
    """What one mention, or the word of an event, is to a mention: LABEL is a property or a role."""

    subject: Range
    object: Range
    subject_head: int
    object_head: int
    label: str
    score: float
    is_role: bool  # the subject is the word of an event
    status: Status
    ended: bool


@dataclass(frozen=True, slots=True)
class Found:
    """All of a sentence, each kind in the order of the words; only what was likely enough to look at."""

    mentions: tuple[Mentioned, ...] = ()
    events: tuple[Evoked, ...] = ()
    pairs: tuple[Paired, ...] = ()
    predicates: tuple[int, ...] = ()
    roles: tuple[tuple[int, tuple[Role, ...]], ...] = ()  # by predicate
    senses: tuple[tuple[int, str, float], ...] = ()  # predicate, roleset, probability
