"""Chains: the things that a document speaks of, each with the expressions that refer to it, and how present it is.

How present a thing is at a place of the text follows Lappin and Leass (1994): each expression adds a weight by its
grammatical function, and a weight halves with each sentence.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Token

from kg.extract.reference.coreference.expressions import Expression, Kind

_SENTENCE: Final = 100.0
_FUNCTIONS: Final = {
    "nsubj": 80.0, "nsubjpass": 80.0, "csubj": 80.0, "dobj": 50.0, "attr": 40.0,
    "dative": 40.0, "pobj": 30.0, "poss": 30.0, "appos": 20.0, "conj": 40.0, "compound": -60.0,
    "amod": -60.0, "nmod": -60.0,
}  # fmt: skip
_ASIDE: Final = 50.0  # what is spoken of only in a clause before the main one
_WITHIN: Final = 60.0  # what is spoken of only as the object of a gerund
_OFTEN: Final = 40.0  # for each expression, however far away
_HERE: Final = 1.3  # in the same sentence
_WINDOW: Final = 8  # sentences


@dataclass(slots=True, eq=False)
class Chain:
    """A thing that the document speaks of."""

    members: list[tuple[Expression, int]] = field(default_factory=list)  # with their sentences
    nouns: set[str] = field(default_factory=set)  # what it is called: "airline", "minister"
    concepts: set[str] = field(default_factory=set)  # offices of the gazetteer
    gender: str | None = None
    home: set[str] = field(default_factory=set)  # countries said of it: "the Danish company"

    @property
    def first(self) -> Expression:
        """What names it best: its first name, else its first expression."""
        names = (e for e, _ in self.members if e.kind is Kind.NAME)
        return next(names, self.members[0][0])

    @property
    def type(self) -> str | None:
        """Its class."""
        return self.first.type

    @property
    def named(self) -> bool:
        """Whether it has a name."""
        return self.first.kind is Kind.NAME

    @property
    def plural(self) -> bool:
        """Whether it is several."""
        return self.first.plural

    def add(self, expression: Expression, sentence: int) -> None:
        """Add an expression that refers to it."""
        self.members.append((expression, sentence))
        self.gender = self.gender or expression.gender
        if expression.kind is Kind.NOUN:
            self.nouns.add(expression.lemma)
        if expression.concept is not None and expression.kind is Kind.NOUN:
            self.concepts.add(expression.concept)

    def before(self, place: int) -> Iterator[tuple[Expression, int]]:
        """Return its expressions before PLACE, with their sentences."""
        return ((e, sentence) for e, sentence in self.members if e.place < place)

    def presence(self, place: int, sentence: int) -> float:
        """Return how present it is at PLACE in SENTENCE; 0 where it was not spoken of for long."""
        total, told = 0.0, set[int]()
        for expression, spoken in self.before(place):
            distance = sentence - spoken
            own = expression.head.dep_ == "poss" and is_aside(expression.head.head)
            if own and spoken in told:
                continue  # "When Hale sold his mill, …" speaks of him once
            told.add(spoken)
            if distance <= _WINDOW:
                weight = _SENTENCE + _FUNCTIONS.get(function(expression.head), 20.0)
                weight -= _ASIDE if is_aside(expression.head) else 0.0
                weight -= _WITHIN if _is_within(expression.head) else 0.0
                total += weight * (_HERE if distance == 0 else 0.5**distance)
        return total

    def standing(self, place: int, sentence: int) -> float:
        """Return how likely a definite noun at PLACE means it: how present it is, and how often it was spoken of."""
        spoken = sum(1 for _ in self.before(place))
        return self.presence(place, sentence) + _OFTEN * spoken

    def last(self, place: int) -> tuple[Expression, int] | None:
        """Return its last expression before PLACE, with its sentence."""
        return max(self.before(place), key=lambda pair: pair[0].place, default=None)


_PREPOSITIONS: Final = 4  # one within another: "from behind in …"


def function(head: Token) -> str:
    """Return the grammatical function of HEAD, in the active voice: who is behind "by" acts."""
    if head.dep_ == "pobj" and head.head.dep_ == "agent":
        return "nsubj"
    return head.head.dep_ if head.dep_ == "conj" and head.head.dep_ in _FUNCTIONS else head.dep_


def is_aside(head: Token) -> bool:
    """Tell whether HEAD stands in a clause before the main verb: "when Hale left, Diaz stayed"."""
    verb = governor(head)
    return verb.dep_ == "advcl" and verb.i < verb.head.i


def _is_within(head: Token) -> bool:
    """Tell whether HEAD only completes a gerund: "likened it to hearing Mozart"."""
    verb = governor(head)
    return head.dep_ == "dobj" and verb.dep_ == "pcomp" and verb.tag_ == "VBG"


def governor(token: Token) -> Token:
    """Return the verb or noun that TOKEN depends on, through its prepositions, if there is one."""
    above = token.head
    for _ in range(_PREPOSITIONS):
        if above.pos_ != "ADP" or above.head.i == above.i:
            break
        above = above.head
    return above
