"""Strikes of workers and strikes of arms: which of them the word tells, by who strikes, whom, and what stands before.

The word alone does not say. Whoever reads news knows it by *air* or *general* before it, by *on strike*, by a state, an
army or a union as the one who strikes, by what is struck, and by what it is over.
"""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import OBJECT, SUBJECT, frame
from kg.extract.grammar.functions import prepositional
from kg.extract.predications.nominals import noun_frame
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.model import Mention

STRIKE: Final = "strike"
ATTACK: Final = "Attack"
PROTEST: Final = "Protest"
_ARMS: Final = vocabulary.words("strikes", "arms")
_LABOUR: Final = vocabulary.words("strikes", "labour")
_GOING: Final = vocabulary.words("strikes", "going")
_FIGHTERS: Final = vocabulary.words("strikes", "fighters")
_HARM: Final = vocabulary.words("strikes", "harm")
_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_BEFORE: Final = frozenset({"compound", "amod", "nmod", "nummod"})
_ACTING: Final = (SUBJECT, "by", "from", "poss", "modifier", "compound")
_OVER: Final = frozenset({"over"})
_AT: Final = frozenset({"against", "on"})
_STATES: Final = frozenset({"Country", "Region", "GovernmentBody", "ArmedForce", "CriminalGroup"})
_BODIES: Final = frozenset({"Organization", "Company"})


class Strikes:
    """Tells strikes of workers from those of arms, in one document."""

    def __init__(self, reading: Reading, fillers: Fillers) -> None:
        self.reading = reading
        self.fillers = fillers

    def sense(self, token: Token) -> str | None:
        """Return the class of the event that TOKEN tells if it is a strike; None where nothing says which it is."""
        if token.lemma_.lower() != STRIKE or token.pos_ not in _NOUNS | {"VERB"}:
            return None
        if token.pos_ == "VERB":
            return self._by_agent(token) if self._is_alone(token) else ATTACK
        return self._by_word_before(token) or _on(token) or self._around(token)

    def agrees(self, token: Token, kind: str | None) -> bool:
        """Tell whether a strike at TOKEN may be an event of the class KIND."""
        return kind not in (ATTACK, PROTEST) or self.sense(token) in (None, kind)

    def corrected(self, token: Token, kind: str) -> str:
        """Return KIND, or the other class of strikes where that at TOKEN is of it."""
        sense = self.sense(token) if kind in (ATTACK, PROTEST) else None
        return sense or kind

    def _is_alone(self, verb: Token) -> bool:
        """Tell whether a VERB has nothing that is struck."""
        return not frame(verb).slots.get(OBJECT)

    def _by_word_before(self, noun: Token) -> str | None:
        for child in (each for each in noun.lefts if each.dep_ in _BEFORE):
            words = {child.lemma_.lower(), child.lower_}
            if words & _ARMS:
                return ATTACK
            if words & _LABOUR:
                return PROTEST
        return PROTEST if self._lasts(noun) else None

    def _lasts(self, noun: Token) -> bool:
        """Tell whether a time stands before NOUN for how long it lasts: "a three-day strike"."""
        return any(
            number is not None and "-" in number.text
            for each in noun.lefts
            if each.dep_ in _BEFORE and (number := self.reading.quantity_of(each)) is not None
        )

    def _around(self, noun: Token) -> str | None:
        by_agent = self._by_agent(noun)
        if by_agent is not None:
            return by_agent
        if any(name in _OVER for name, _ in prepositional(noun)):
            return PROTEST
        harms = noun.dep_ == "nsubj" and noun.head.lemma_ in _HARM
        return ATTACK if harms or any(name in _AT for name, _ in prepositional(noun)) else None

    def _by_agent(self, token: Token) -> str | None:
        """Return whose strike it is: of workers, their union or their firm, or of a state and those who fight."""
        for head in self._agents(token):
            thing = self.fillers.mention(head)
            if head.lemma_.lower() in _FIGHTERS:
                return ATTACK
            kind = thing.type if isinstance(thing, Mention) else None
            if kind in _STATES:
                return ATTACK
            if kind == "PeopleGroup" or kind in _BODIES:
                return PROTEST
        return None

    def _agents(self, token: Token) -> Iterator[Token]:
        found = frame(token) if token.pos_ == "VERB" else noun_frame(token, self.reading)
        slots = found.slots
        for function in _ACTING:
            yield from slots.get(function, ())


def _on(noun: Token) -> str | None:
    """Return that of workers where NOUN stands in "on strike"."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "on" or any(True for _ in noun.lefts):
        return None
    return PROTEST if noun.head.head.lemma_ in _GOING or noun.head.head.pos_ in _NOUNS else None
