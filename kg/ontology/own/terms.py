"""What the reader of a text is told of the user's own terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

WHEN: Final = "@when"  # the function of a time, wherever it stands in the clause
WHERE: Final = "@where"  # the function of a place, behind any preposition of places
_UNTOLD: Final = frozenset({"Organization", "Place"})  # classes of what is not known closer
_APART: Final = frozenset({"Person", "Place", "Position"})


class Kind(StrEnum):
    """What tells a property: a verb, a noun for one end of it, a noun that has a number, or a property of ours."""

    VERB = "verb"
    NOUN = "noun"
    NUMBER = "number"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One way in which English tells a property of the user's.

    SUBJECT and OBJECT are the grammatical functions in which its ends stand beside the word, the likeliest first; of
    a noun, OBJECT is what is called so, or what its "of" has. The score is how sure it is that the word means the
    property.
    """

    term: str  # the name of the property
    kind: Kind
    word: str  # the lemma of the verb, with its particle; the last word of the noun; the name of our property
    before: tuple[str, ...] = ()  # of a noun: the words before it in the label
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    score: float
    because: str  # in words, for kg why: 'the label "acquired by"'
    among: frozenset[str] = frozenset()  # the last words that a value may have; empty: any

    @property
    def inverse(self) -> bool:
        """Whether our property goes the other way."""
        return self.kind is Kind.SAME and self.subject == ("object",)


@dataclass(frozen=True, slots=True)
class FrameLike:
    """A property of the user's that an event tells: between what fills its role SUBJECT and its role OBJECT."""

    term: str
    subject: str
    object: str
    wording: Wording  # the words of the label that led there


@dataclass(frozen=True, slots=True)
class EventKind:
    """Which events are of a class of the user's: those of CLASSES of ours, and those that one of LEMMAS tells of.

    Those of classes NEAR are where two of its roles are filled: an acquirer and a target make a merger of an
    acquisition.
    """

    classes: frozenset[str] = frozenset()
    lemmas: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()  # that tell of one, and are no verbs that do


@dataclass(frozen=True, slots=True)
class RoleLike:
    """A role of the user's, which roles of OURS it is like, the words of its labels, and what else tells it.

    Where a label names somebody by what they do, as *acquirer*, DOING has the classes of such events: in no other is
    the one who acts an acquirer.
    """

    name: str
    ours: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    doing: frozenset[str] = frozenset()
    wordings: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """The terms of the user's, the classes of ours that each class may be, and the words that tell each property."""

    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    verbs: Mapping[str, tuple[Wording, ...]] = field(default_factory=dict)
    nouns: Mapping[str, tuple[Wording, ...]] = field(default_factory=dict)
    same: Mapping[str, tuple[Wording, ...]] = field(default_factory=dict)
    frames: Mapping[str, tuple[FrameLike, ...]] = field(
        default_factory=dict
    )  # by entries of the lexicon
    events: Mapping[str, EventKind] = field(default_factory=dict)
    roles: Mapping[str, tuple[RoleLike, ...]] = field(
        default_factory=dict
    )  # of each class of events

    def __bool__(self) -> bool:
        """Tell whether there is any property that a text could tell."""
        return bool(self.verbs or self.nouns or self.same or self.events)


def accepts(
    classes: frozenset[str], kind: str, own: Own, ancestors: Mapping[str, frozenset[str]]
) -> bool:
    """Tell whether something of the class KIND of ours may be of one of CLASSES, which may be the user's.

    A body or a place whose kind is not known may be of any kind.
    """
    if not classes or fits(classes, kind, own, ancestors):
        return True
    anchors = (anchor for name in classes for anchor in own.anchors.get(name, ()))
    return kind in _UNTOLD and any(kind in ancestors.get(anchor, ()) for anchor in anchors)


def fits(
    classes: frozenset[str], kind: str, own: Own, ancestors: Mapping[str, frozenset[str]]
) -> bool:
    """Tell whether something of the class KIND of ours surely may be of one of CLASSES.

    What no class of ours stands for takes what is no person, no place and no position.
    """
    above = ancestors.get(kind, frozenset({kind}))
    return any(
        name in above or above & anchors or (name in own.anchors and not anchors | (above & _APART))
        for name in classes
        for anchors in [own.anchors.get(name, frozenset())]
    )
