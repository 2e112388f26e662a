"""Events of the user's classes that only a noun tells and that are none of ours: too little takes part in them.

*116 people died in the earthquake* says nothing of the earthquake that we would keep. Somebody whose ontology has
earthquakes with their dead wants just that.
"""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg.extract.interpretation.events import EventReader, Interpretation
from kg.extract.interpretation.ownevents import OwnEvents
from kg.extract.predications.nominals import is_no_deed, known_as, noun_frame
from kg.model import Event
from kg.ontology import Entry, EntryKind

_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_BEFORE: Final = frozenset({"compound", "nmod"})  # "strike ballot", "launch site"
_ANY: Final = "Event"


class OwnNouns:
    """Looks for the nouns of the user's classes of events in one document."""

    def __init__(self, own: OwnEvents, events: EventReader) -> None:
        self.own = own
        self.events = events
        self.reading = own.reading
        self.ontology = own.ontology

    def beside(self, claimed: frozenset[int]) -> Iterator[tuple[Event, Token]]:
        """Yield the events of nouns, in the user's terms, with their nouns; none of those that are CLAIMED.

        CLAIMED are the places in the text, by characters, of the words that tell events already.
        """
        kinds = self.own.own.events.values()
        nouns = frozenset(noun for kind in kinds for noun in kind.nouns)
        for token in self.reading.doc if nouns else ():
            if token.idx in claimed or not self._may_tell(token, nouns):
                continue
            read = self._read(token)
            yield from ((told, token) for told in self.own.told(read))

    def _may_tell(self, token: Token, nouns: frozenset[str]) -> bool:
        lemma = token.lemma_.lower()
        if token.pos_ not in _NOUNS or not {lemma, known_as(token, self.reading)} & nouns:
            return False
        name = self.reading.mention_at.get(token.i)
        named = name is not None and getattr(name.value, "named", False)
        return not (named or token.dep_ in _BEFORE or is_no_deed(token))

    def _read(self, token: Token) -> Event:
        """Return the event of a noun as our lexicon has it, with all that takes part in it, or as one of no class."""
        frame, lemma = noun_frame(token, self.reading), known_as(token, self.reading)
        entries = (*self.ontology.nouns(lemma), *self.ontology.nouns(token.lemma_.lower()))
        agreed = (e for e in entries if self.events.strikes.agrees(token, e.evokes))
        read = [self.events.read(frame, entry) for entry in agreed]
        best = max(read, key=lambda each: each.weight, default=None)
        if best is None:
            plain = Entry(name=_ANY, kind=EntryKind.NOUN, lemma=lemma, evokes=_ANY)
            best = Interpretation(frame, plain)
        return self.events.event(best)
