"""Events that are the content of others: what is announced, ordered, wanted, tried or alleged.

*The judge found that Hale failed to report 97,000 dollars*: the finding has the failing as its content, and that the
reporting. Each is a claim of its own, with its own status; the outer one points to it.
"""

from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import COMPLEMENT, OBJECT, Frame, coordinated, frame
from kg.extract.grammar.phrases import counted_clauses
from kg.extract.predications.nominals import supports
from kg.extract.reading import Reading
from kg.model import Claim, Event, Rejection

_ABOUT: Final = vocabulary.words("prepositions", "of_contents")
_DEEDS: Final = _ABOUT | vocabulary.words("prepositions", "charging")
_BRINGING: Final = vocabulary.words("control", "bringing")
_OF_NOUNS: Final = frozenset({"acl", "ccomp", "xcomp"})
_CLAUSES: Final = frozenset({"VERB", "AUX", "NOUN"})

Item = Claim | Rejection


class Embedded:
    """Finds what events of one document have as their content."""

    def __init__(self, reading: Reading) -> None:
        self._frames: dict[int, Frame] = {}
        self._reading = reading
        self._is_a = reading.ontology.is_a
        self._attitudes = reading.ontology.attitudes
        self.at = {reading.word(token).start: token for token in reading.doc}

    def clauses(self, token: Token, about: Collection[str] = _ABOUT) -> Iterator[Token]:
        """Yield the heads of the clauses that say what the predicate TOKEN is about, coordination spread out.

        ABOUT are the prepositions behind which such a clause may stand.
        """
        if token.pos_ in ("VERB", "AUX"):
            found = frame(token, self._frames).clauses
            heads = [h for h in found.get(COMPLEMENT, ()) if h.i > token.i or self._speaks(token)]
            heads.extend(h for name in about for h in found.get(name, ()))
            heads.extend(_within(token))
        else:
            heads = [c for c in token.rights if c.dep_ in _OF_NOUNS and _is_content(c)]
            heads.extend(_within(token))
        for head in heads:
            yield from (each for each in coordinated(head) if each.pos_ in _CLAUSES)

    def _speaks(self, verb: Token) -> bool:
        """Tell whether what VERB is about may stand before it: "it is shut, he said", not "he lost, she leads"."""
        return any(each.speaks for each in self._attitudes(verb.lemma_.lower(), "verb"))

    def is_legal(self, event: Event) -> bool:
        """Tell whether EVENT is one of law, so that what somebody did stands behind "for" and "over", too."""
        return self._is_a(event.type, "LegalEvent")

    def link(self, items: Iterable[Item]) -> list[Item]:
        """Return ITEMS, each event that tells of others with the claims of these."""
        items = list(items)
        return _Links(self, items).apply(items)

    def has_content(self, token: Token, told: Container[int]) -> bool:
        """Tell whether an event of a clause of TOKEN is among those TOLD, by the places of their predicates."""
        heads = list(self.clauses(token))
        below = (each for head in heads for each in (*self.carried(head), *brought(head)))
        return any(each.i in told for each in (*heads, *below))

    def carried(self, verb: Token) -> Iterator[Token]:
        """Yield the nouns of events that a support VERB carries: the "talks" of "agreed to hold talks"."""
        if verb.pos_ == "VERB" and supports(verb, self._reading):
            yield from frame(verb, self._frames).slots.get(OBJECT, ())


class _Links:
    def __init__(self, embedded: Embedded, items: Iterable[Item]) -> None:
        self._embedded = embedded
        self._told: dict[int, list[Claim]] = {}
        self._linked: dict[Event, Event] = {}
        self._open: set[int] = set()
        for item in items:
            if isinstance(item, Claim) and isinstance(item.content, Event):
                token = embedded.at.get(item.content.trigger.start)
                if token is not None:
                    self._told.setdefault(token.i, []).append(item)

    def apply(self, items: Iterable[Item]) -> list[Item]:
        return [self._claim(item) if isinstance(item, Claim) else item for item in items]

    def _claim(self, claim: Claim) -> Claim:
        """Return CLAIM with the contents of its event, or of the event that its relation abbreviates."""
        if isinstance(claim.content, Event):
            return replace(claim, content=self._event(claim.content))
        if claim.event is not None:
            return replace(claim, event=self._event(claim.event))
        return claim

    def _event(self, event: Event) -> Event:
        known = self._linked.get(event)
        if known is not None or event.trigger.start in self._open:
            return known or event
        self._open.add(event.trigger.start)
        inner = tuple(dict.fromkeys(self._claim(each) for each in self._contents(event)))
        self._open.discard(event.trigger.start)
        found = self._linked[event] = replace(event, contents=inner) if inner else event
        return found

    def _contents(self, event: Event) -> Iterator[Claim]:
        token = self._embedded.at.get(event.trigger.start)
        if token is not None:
            about = _DEEDS if self._embedded.is_legal(event) else _ABOUT  # "sentenced for selling"
            for clause in self._embedded.clauses(token, about):
                told = self._told.get(clause.i)
                below = (*self._embedded.carried(clause), *brought(clause)) if told is None else ()
                for each in below:
                    yield from self._told.get(each.i, ())
                yield from told or ()


def brought(verb: Token) -> Iterator[Token]:
    """Yield the verb that one with no event of its own brings: the "submit" of "would have to submit"."""
    if verb.lemma_ in _BRINGING:
        yield from (child for child in verb.rights if child.dep_ == "xcomp")


def _within(token: Token) -> Iterator[Token]:
    """Yield the clauses behind a preposition of a counted noun: "guilty to one count of operating it"."""
    for preposition in token.rights:
        if preposition.dep_ == "prep" and preposition.lower_ in _ABOUT:
            for noun in preposition.rights:
                yield from counted_clauses(noun)


def _is_content(clause: Token) -> bool:
    """Tell whether a CLAUSE below a noun says what that is: "plans to leave", "a ruling that they left"."""
    marks = {child.lower_ for child in clause.lefts if child.dep_ in ("aux", "mark")}
    return bool(marks & {"to", "that"})
