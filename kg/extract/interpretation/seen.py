"""What the network sees in a document, on its tokens: words that evoke events, and relations between two things."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from kg.extract.reference.neighbours import Found as FoundRelation
from kg.learned.precedence import Predicate
from kg.model import Mention, Quantity, Status, Time

UNSURE: Final = 0.55  # the most that is said of what is no fact
_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_VERBS: Final = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Evoking:
    """A word that evokes a class of events, and what fills the roles."""

    token: Token
    type: str
    chance: float
    status: Status
    certainty: float
    roles: tuple[tuple[str, Token, float], ...]  # role, head of the filler, probability

    @property
    def confidence(self) -> float:
        """How sure a claim of it is that is no fact."""
        return min(self.chance, UNSURE)


@dataclass(frozen=True, slots=True)
class Related:
    """A relation between two things, how probable it is, how it stands, and whether a clause parts its ends."""

    found: FoundRelation
    chance: float
    status: Status
    ends: Predicate


def predicate(token: Token) -> Predicate:
    """Return what kind of word tells of an event."""
    if token.pos_ in _NOUNS:
        return Predicate.NOUN
    if token.pos_ not in _VERBS:
        return Predicate.OTHER
    marked = any(child.dep_ in ("nsubjpass", "auxpass") for child in token.children)
    reduced = token.dep_ == "acl" and token.tag_ == "VBN"  # "a town held by rebels"
    return Predicate.PASSIVE if marked or reduced else Predicate.VERB


def is_named(subject: Mention, thing: Mention | Time | Quantity) -> bool:
    """Tell whether a relation says more of a name than the name: not "hospitals in the area", "Iranian officials"."""
    known = isinstance(thing, Mention) and thing.named and thing.type != "Position"
    told = subject.type == "PeopleGroup" and thing.span.within(subject.span)
    return (subject.named or known) and not told


def best(roles: list[tuple[str, Token, float]]) -> Iterator[tuple[str, Token, float]]:
    """Yield the most probable role of each filler, in the order of the text."""
    found: dict[int, tuple[str, Token, float]] = {}
    for role, head, chance in roles:
        if head.i not in found or chance > found[head.i][2]:
            found[head.i] = (role, head, chance)
    for place in sorted(found):
        yield found[place]
