"""What a language model proposes of a sentence (``kg.llm``), as contents: words become things, times, numbers.

A model gives words and the names of terms. Which thing words name, and of which class it is, is told by the names and
descriptions that all rules use; what they do not know is refused, and so is what domain and range do not allow.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from kg.extract.interpretation.own import OwnTerms
from kg.extract.interpretation.quoted import Quoted
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.llm.layer import Proposed
from kg.llm.schema import may_be_proposed
from kg.model import Argument, Content, Event, Filler, Mention, Quantity, Relation, Time, Words
from kg.ontology import PropertyTerm
from kg.ontology.own.literals import NUMBERS, TEXTS, TIMES, lexical, worded

NO_QUOTE: Final = "the quote does not stand in the sentence"
NO_WORDS: Final = "its words do not stand in the quote"
NO_TERM: Final = "the ontology has no such term to propose"
NO_THING: Final = "its words name nothing that is known"
NO_NAME: Final = "nothing in it has a name"
NO_ROLE: Final = "nothing takes part in it"
NO_DEED: Final = "its words tell of no event"
TWICE: Final = "both ends are the same words"
UNFIT: Final = "domain or range does not allow it"
_TELLING: Final = frozenset({"VERB", "AUX", "NOUN", "ADJ", "PROPN"})


class RefusedError(Exception):
    """A proposal that cannot be claimed: KIND and REASON are why, in general and in particular; CONTENT what it is."""

    def __init__(
        self, kind: str, reason: str | None = None, content: Content | None = None
    ) -> None:
        super().__init__(reason or kind)
        self.kind = kind
        self.reason = reason or kind
        self.content = content


@dataclass(frozen=True, slots=True)
class Grounded:
    """A CONTENT that a QUOTE may tell: HEADS are the tokens of its ends, of an event that of its trigger alone."""

    content: Content
    quote: TokenSpan
    heads: tuple[Token, ...]
    unfit: tuple[str, ...] = ()  # roles of an event that were proposed and left out, and why


class ProposedContents:
    """Finds what proposals speak of in one document."""

    def __init__(self, reading: Reading, fillers: Fillers, mentioned: Collection[Mention]) -> None:
        """Let proposals speak of what is MENTIONED: who is who in an article is not for a model to say."""
        self._reading = reading
        self._mentioned = mentioned
        self._by_sentence: dict[int, list[Mention]] = {}
        self._ontology = reading.ontology
        self._terms = OwnTerms(reading, fillers)

    def ground(self, proposed: Proposed, sentence: Quoted) -> Grounded:
        """Return what PROPOSED says of SENTENCE; raise RefusedError where it says nothing that the words hold up."""
        quote = sentence.find(proposed.quote)
        if quote is None:
            raise RefusedError(NO_QUOTE)
        if proposed.trigger is not None:
            return self._event(proposed, sentence, quote)
        return self._relation(proposed, sentence, quote)

    def _relation(self, proposed: Proposed, sentence: Quoted, quote: TokenSpan) -> Grounded:
        term = self._ontology.properties.get(proposed.term)
        if term is None or not (term.is_direct and may_be_proposed(term)):
            raise RefusedError(NO_TERM, f"{proposed.term!r}: {NO_TERM}")
        ends = [_located(each.words, sentence, quote) for each in proposed.roles]
        if ends[0].start == ends[1].start and ends[0].end == ends[1].end:
            raise RefusedError(TWICE)
        subject = _fitting(self._things(ends[0]), self._ontology.accepts_subject, term)
        thing = self._value(term, ends[1])
        relation = Relation(subject, term.name, worded(thing, term))
        if not self._ontology.accepts_subject(term.name, subject.type):
            raise RefusedError(UNFIT, f"{term.name} cannot be said of {subject.type}", relation)
        if (reason := self._misfit(term, thing)) is not None:
            raise RefusedError(UNFIT, reason, relation)
        if not (subject.named or not isinstance(thing, Mention) or thing.named):
            raise RefusedError(NO_NAME, content=relation)
        if subject.span.overlaps(thing.span):
            raise RefusedError(TWICE)
        return Grounded(relation, quote, (ends[0].root, ends[1].root))

    def _event(self, proposed: Proposed, sentence: Quoted, quote: TokenSpan) -> Grounded:
        kind = self._ontology.classes.get(proposed.term)
        if kind is None or not kind.is_event or kind.general:
            raise RefusedError(NO_TERM, f"{proposed.term!r}: {NO_TERM}")
        trigger = _located(proposed.trigger or "", sentence, quote).root
        if trigger.pos_ not in _TELLING or trigger.i in self._reading.mention_at:
            raise RefusedError(NO_DEED)
        unfit: list[str] = []
        arguments = tuple(dict.fromkeys(self._arguments(proposed, sentence, quote, unfit)))
        if not arguments:
            raise RefusedError(UNFIT if unfit else NO_ROLE, unfit[0] if unfit else None)
        event = Event(
            type=kind.name,
            trigger=self._reading.word(trigger),
            lemma=trigger.lemma_.lower(),
            arguments=arguments,
        )
        return Grounded(event, quote, (trigger,), tuple(unfit))

    def _arguments(
        self, proposed: Proposed, sentence: Quoted, quote: TokenSpan, unfit: list[str]
    ) -> Iterator[Argument]:
        """Yield what fills the roles of a PROPOSED event; which roles do not hold goes to UNFIT."""
        for each in proposed.roles:
            term = self._ontology.properties.get(each.role)
            allowed = term is not None and term.is_role
            if term is None or not allowed or not self._is_role(term, proposed.term):
                unfit.append(f"{proposed.term} has no role {each.role!r}")
                continue
            try:
                value = self._value(term, _located(each.words, sentence, quote))
            except RefusedError as refused:
                unfit.append(f"{each.role}: {refused.reason}")
                continue
            if (reason := self._misfit(term, value)) is not None:
                unfit.append(reason)
            else:
                yield Argument(term.name, worded(value, term))

    def _is_role(self, term: PropertyTerm, kind: str) -> bool:
        own = self._ontology.own.roles.get(kind, ())
        if term.own or self._ontology.classes[kind].own:
            return any(term.name == role.name for role in own)
        return may_be_proposed(term) and self._ontology.accepts_subject(term.name, kind)

    def _value(self, term: PropertyTerm, words: TokenSpan) -> Filler:
        """Return what WORDS stand for as a value of TERM."""
        if term.own and term.datatypes & TEXTS:
            span = self._reading.span(words.start, words.end)
            return Words(span=span, text=self._reading.text(words.start, words.end))
        if (value := self._counted(term, words)) is not None:
            return value
        return _fitting(self._things(words), self._ontology.accepts, term)

    def _misfit(self, term: PropertyTerm, value: Filler) -> str | None:
        """Return why VALUE is none of TERM; None if it is one."""
        if not isinstance(value, Mention):
            return None  # it was taken for what the term takes
        if not term.range and term.datatypes:
            return f"{term.name} wants a value, and {value.text!r} is none"
        if not self._ontology.accepts(term.name, value.type):
            return f"{term.name} cannot be {value.type}: {value.text!r}"
        return None

    def _counted(self, term: PropertyTerm, words: TokenSpan) -> Time | Quantity | None:
        """Return the time or the number in WORDS, if TERM takes one."""
        for token in (words.root, *words):
            number, time = self._reading.quantity_of(token), self._reading.time_of(token)
            if number is not None and self._takes(term, number, NUMBERS, "Quantity"):
                return number
            if time is not None and self._takes(term, time, TIMES, "Time"):
                return time
        return None

    def _takes(
        self, term: PropertyTerm, value: Time | Quantity, datatypes: frozenset[str], kind: str
    ) -> bool:
        if term.own:
            return lexical(value, term.datatypes) is not None
        return kind in term.range or bool(term.datatypes & datatypes)

    def _things(self, words: TokenSpan) -> list[Mention]:
        """Return what is mentioned at the head of WORDS, the likeliest first; raise RefusedError where nothing is."""
        head = self._reading.word(words.root)
        told = [m for m in self._terms.readings(words.root) if m in self._mentioned]
        others = (m for m in self._around(words.root) if head.within(m.span))
        place = self._reading.span(words.start, words.end)
        found = [m for m in dict.fromkeys((*told, *others)) if m.span.overlaps(place)]
        if not found:
            raise RefusedError(NO_THING, f"{words.text!r}: {NO_THING}")
        return found

    def _around(self, token: Token) -> list[Mention]:
        """Return what is mentioned in the sentence of TOKEN, the shortest words first."""
        start = token.sent.start
        if start not in self._by_sentence:
            evidence = self._reading.evidence(token)
            self._by_sentence[start] = sorted(
                (m for m in self._mentioned if m.span.within(evidence)),
                key=lambda m: (m.span.end - m.span.start, m.span, m.type, m.name),
            )
        return self._by_sentence[start]


def _located(words: str, sentence: Quoted, quote: TokenSpan) -> TokenSpan:
    found = sentence.find(words, within=quote)
    if found is None:
        raise RefusedError(NO_WORDS, f"{words!r}: {NO_WORDS}")
    return found


def _fitting(
    found: list[Mention], accepts: Callable[[str, str], bool], term: PropertyTerm
) -> Mention:
    """Return the first of what is FOUND whose class TERM ACCEPTS, else the first."""
    return next((each for each in found if accepts(term.name, each.type)), found[0])
