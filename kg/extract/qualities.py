"""What a text says that a thing is like: an adjective or a preposition behind a copula.

*He is unfit*, *the inmate was in stable condition*, *the troops are in Mali*: events of the classes Quality and
Presence, of the verb that says so.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.fillers import Fillers
from kg.extract.frames import SUBJECT, Frame, frame
from kg.extract.phrases import stretch
from kg.extract.predications import Predications
from kg.extract.reading import Reading
from kg.model import Argument, Event, Mention, Words

_LINKING: Final = vocabulary.words("grammar", "linking")
_SAYING: Final = frozenset({"attr", "acomp", "ccomp", "xcomp", "oprd", "prep", "advcl"})
_STANDING: Final = vocabulary.words("grammar", "standing")
_COMPLETING: Final = frozenset({"attr", "acomp", "ccomp", "xcomp", "dobj", "oprd"})
_STATUS: Final = vocabulary.words("descriptions", "of_clauses")
_LEFT_OUT: Final = frozenset(
    {"ccomp", "advcl", "punct", "cc", "conj", "relcl", "mark", "parataxis"}
)
_WITHIN: Final = vocabulary.words("prepositions", "of_positions")
_DEFINITE: Final = vocabulary.words("pronouns", "definite")
_LONGEST: Final = 12  # words
_NEAR: Final = 3  # words between a copula and its preposition


class Qualities:
    """Finds what copulas say of the things of one document."""

    def __init__(self, reading: Reading, fillers: Fillers, predications: Predications) -> None:
        self.reading = reading
        self.fillers = fillers
        self.predications = predications
        self._frames: dict[int, Frame] = {}

    def __iter__(self) -> Iterator[tuple[Token, Event, bool]]:
        """Yield each copula with what it says, and whether that is all: not where a phrase says of what or where."""
        for sent in self.reading.sentences():
            for token in sent:
                if token.pos_ in ("AUX", "VERB") and token.lemma_ in _LINKING:
                    whole = len([c for c in token.rights if c.dep_ in _SAYING]) == 1
                    yield from ((token, event, whole) for event in self._of(token))

    def _of(self, verb: Token) -> Iterator[Event]:
        complements = list(_complements(verb))
        if not complements:
            return
        for head in frame(verb, self._frames).slots.get(SUBJECT, ()):
            one = self.fillers.mention(head)
            if one is None or not self._is_known(head, one):
                continue
            for complement in complements:
                if (found := self._said(complement)) is not None:
                    kind, argument = found
                    yield Event(
                        type=kind,
                        trigger=self.reading.word(verb),
                        lemma=verb.lemma_,
                        predicate=self.predications.roleset(verb) or verb.lemma_,
                        arguments=(argument, Argument("theme", one)),
                    )

    def _is_known(self, head: Token, one: Mention) -> bool:
        """Tell whether the text says which thing it speaks of."""
        if one.named or one.referring:
            return True
        definite = any(c.dep_ == "poss" or c.lower_ in _DEFINITE for c in head.lefts)
        return definite and one.type != "Topic"

    def _said(self, complement: Token) -> tuple[str, Argument] | None:
        """Return the class and the argument of what COMPLEMENT says: a place, or what it is like."""
        if (place := self._place(complement)) is not None:
            return "Presence", Argument("place", place)
        words = self._words(complement)
        return ("Quality", Argument("attribute", words)) if words is not None else None

    def _place(self, preposition: Token) -> Mention | None:
        if preposition.dep_ != "prep" or preposition.lower_ not in _WITHIN:
            return None
        found = (self.fillers.mention(child) for child in preposition.rights)
        is_a = self.reading.ontology.is_a
        return next((each for each in found if each is not None and is_a(each.type, "Place")), None)

    def _words(self, complement: Token) -> Words | None:
        """Return the words of COMPLEMENT that stand together, clauses left out."""
        first, last = stretch(complement, (c for c in complement.children if _is_apart(c)))
        if complement.dep_ == "prep":
            dated = any(self.reading.time_of(word) for word in complement.doc[first:last])
            if dated or last - first == 1:
                return None
        if last - first > _LONGEST:
            return None
        return Words(span=self.reading.span(first, last), text=self.reading.text(first, last))


def _is_apart(child: Token) -> bool:
    """Tell whether CHILD is no part of what its head says: a clause, or a preposition before it."""
    before = child.dep_ == "prep" and child.i < child.head.i
    return before or child.dep_ in _LEFT_OUT


def _complements(verb: Token) -> Iterator[Token]:
    """Yield the adjectives behind a copula, or the preposition that is all that it has."""
    for child in verb.rights:
        if child.dep_ == "acomp" and child.pos_ == "ADJ" and not _is_of_clause(child):
            yield child
    if verb.lemma_ in _STANDING and not any(c.dep_ in _COMPLETING for c in verb.rights):
        near = (
            c
            for c in verb.rights
            if c.dep_ == "prep" and c.i <= verb.i + _NEAR and c.lower_ != "behind"
        )
        yield from islice(near, 1)


def _is_of_clause(adjective: Token) -> bool:
    """Tell whether an ADJECTIVE says how a clause stands: "is likely to win", "is sorry that he left"."""
    below = any(child.dep_ in ("xcomp", "ccomp") for child in adjective.children)
    return below or adjective.lower_ in _STATUS
