"""Relations of the user's own ontology, found by what its labels say (``kg.ontology.own``).

Three things tell a property: a verb (*was acquired by*), a noun that names one end of it (*its director*, *a capital
of*), and a property of ours that means the same. Which end is which is a matter of grammatical functions; whether
something can stand there is one of types. How the relation stands, and who says so, is decided by the word that tells
it, as for all others.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import OBJECT, SUBJECT, Frame, frame, frames
from kg.extract.grammar.functions import antecedent, coordinated, predicate_names, prepositional
from kg.extract.grammar.phrases import phrase
from kg.extract.interpretation.officewords import ASPIRING, office_at
from kg.extract.interpretation.ownwords import beyond, has_before, names_seen, spread
from kg.extract.predications.nominals import noun_frame
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.reference.neighbours import Beside
from kg.extract.reference.subjects import Bearers
from kg.extract.standing.anchoring import time_of
from kg.model import Filler, Mention, Quantity, Relation, Span, Time, Words
from kg.ontology import WHEN, WHERE, PropertyTerm, Wording
from kg.ontology.own.labels import deeds
from kg.ontology.own.literals import TEXTS, lexical

_BEARER: Final = "bearer"
_NUMBER: Final = "number"
_PLACES: Final = vocabulary.words("prepositions", "of_places") | {"from", "near"}
_OF_VERBS: Final = frozenset({"appos", "dobj", "nsubj", "nsubjpass"})
_LEAVING: Final = frozenset({"Dismissal", "Resignation"})
_HAVING: Final = vocabulary.words("wordings", "having")
_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_BEFORE: Final = frozenset({"compound", "nmod", "amod"})


@dataclass(frozen=True, slots=True)
class OwnFound:
    """A relation in the user's terms, the word that tells it, how sure the label makes it, and the label."""

    relation: Relation
    anchor: Token
    wording: Wording
    by_verb: bool = False
    nominal: bool = False
    ended: bool = False

    @property
    def rule(self) -> str:
        """The name of the rule, as claims have it."""
        return f"label:{self.wording.term}:{self.wording.word.replace(' ', '-')}"


class OwnTerms:
    """Looks for the user's properties in one document."""

    def __init__(self, reading: Reading, fillers: Fillers) -> None:
        self.reading = reading
        self.fillers = fillers
        self.ontology = reading.ontology
        self.own = reading.ontology.own
        self.beside = Beside(reading, fillers)
        self.bearers = Bearers(reading, self.beside)
        self.seen = dict(names_seen(reading))

    def __iter__(self) -> Iterator[OwnFound]:
        if not self.own:
            return
        for each in frames(self.reading.doc):
            yield from self._verb(each)
        for token in self.reading.doc:
            if token.pos_ in _NOUNS or token.pos_ == "ADJ":
                yield from self._noun(token)
            if (
                token.pos_ == "NOUN"
                and (verb := deeds().get(token.lemma_.lower(), "")) in self.own.verbs
            ):
                yield from self._deed(token, self.own.verbs[verb])

    # -- verbs ---------------------------------------------------------------------------------

    def _verb(self, found: Frame) -> Iterator[OwnFound]:
        for name in predicate_names(found):
            for wording in self.own.verbs.get(name, ()):
                yield from self._told(found, wording)

    def _told(self, found: Frame, wording: Wording) -> Iterator[OwnFound]:
        term = self.ontology.properties[wording.term]
        ends = (
            self._subjects(found, wording.subject, term),
            self.objects(found, wording.object, term),
        )
        for relation in self._relations(term, *ends):
            yield OwnFound(relation, found.token, wording, by_verb=True)

    def _subjects(
        self, found: Frame, functions: Sequence[str], term: PropertyTerm
    ) -> list[Mention]:
        for function in functions:
            if function == SUBJECT and OBJECT in functions and found.slots.get(OBJECT):
                continue  # who appoints somebody is not appointed
            heads = self._heads(found, function)
            things = [
                one for head in heads for one in self._things(head) if self.is_subject(one, term)
            ]
            if things:
                return things
        return []

    def objects(self, found: Frame, functions: Sequence[str], term: PropertyTerm) -> list[Filler]:
        """Return what stands beside a predicate in the first of FUNCTIONS that has a value of TERM."""
        for function in functions:
            values: list[Filler]
            if function == WHEN:
                values = [*self._times(found)]
            elif function == _NUMBER:
                values = [*self._numbers(found)]
            else:
                heads = self._heads(found, function)
                values = [value for head in heads for value in self.values(head, term)]
            if fitting := [value for value in values if self.is_object(value, term)]:
                return fitting
        return []

    def _heads(self, found: Frame, function: str) -> list[Token]:
        if function != WHERE:
            return found.slots.get(function) or [*beyond(found, function)]
        return [head for name in _PLACES for head in found.slots.get(name, ())]

    def _times(self, found: Frame) -> Iterator[Time]:
        """Yield the time that is said of a predicate, or else the only one in its clause."""
        time = time_of([found.token], found.token, self.reading)
        if time is not None:
            yield time
            return
        within = (self.reading.time_of(word) for word in found.token.subtree)
        every = dict.fromkeys(each for each in within if each is not None)
        if len(every) == 1:
            yield from every

    def _numbers(self, found: Frame) -> Iterator[Quantity]:
        """Yield the numbers that a verb is completed by: "weighs 1,850 tonnes", "sold for 3 million"."""
        for child in found.token.rights:
            below = [child, *(t for t in child.rights if child.dep_ == "prep")]
            for token in below:
                for each in (token, *token.lefts):
                    if (number := self.reading.quantity_of(each)) is not None:
                        yield number
                        break

    # -- nouns ---------------------------------------------------------------------------------

    def _deed(self, noun: Token, wordings: Iterable[Wording]) -> Iterator[OwnFound]:
        """Yield what the noun of a verb tells: "the acquisition of Lonza by Roche"."""
        built = noun_frame(noun, self.reading)
        for wording in wordings:
            term = self.ontology.properties[wording.term]
            subjects = self._subjects(built, [*spread(wording.subject)], term)
            objects = self.objects(built, [*spread(wording.object)], term)
            for relation in self._relations(term, subjects, objects):
                yield OwnFound(relation, noun, wording, nominal=True)

    def _noun(self, token: Token) -> Iterator[OwnFound]:
        for wording in self.own.nouns.get(token.lemma_.lower(), ()):
            if not has_before(token, wording.before):
                continue
            term = self.ontology.properties[wording.term]
            if wording.object == (_NUMBER,):
                yield from self._counted(token, wording, term)
            elif wording.subject == (_BEARER,):
                yield from self._borne(token, wording, term, wording.object, inverse=True)
            else:
                yield from self._borne(token, wording, term, wording.subject)

    def _borne(
        self,
        noun: Token,
        wording: Wording,
        term: PropertyTerm,
        functions: Sequence[str],
        *,
        inverse: bool = False,
    ) -> Iterator[OwnFound]:
        """Yield what is called so by a NOUN, with what stands at it in one of FUNCTIONS."""
        owners = [*self.owners(noun, functions)]
        bearers = [(b.head, b.anchor, b.by_verb, b.over) for b in self.bearers.of(noun)]
        bearers += [(head, noun, False, False) for head in self._named_by(noun)]
        for head, anchor, by_verb, over in bearers:
            ones = [*self._things(head)] if inverse else [*self.values(head, term)]
            others = [
                v
                for owner in owners
                for v in (self.values(owner, term) if inverse else self._things(owner))
            ]
            subjects, objects = (ones, others) if inverse else (others, ones)
            fit = [
                each
                for each in subjects
                if isinstance(each, Mention) and self.is_subject(each, term)
            ]
            values = [each for each in objects if self.is_object(each, term)]
            past = by_verb and self.beside.is_past(anchor)
            ended = over or past or self.beside.is_former(noun) or self._is_left(noun, head)
            for relation in self._relations(term, fit, values):
                yield OwnFound(relation, anchor, wording, by_verb, ended=ended)

    def _is_left(self, *words: Token) -> bool:
        """Tell whether one of WORDS stands under a verb of leaving an office: "fires its manager, Hale"."""
        above = (word.head for word in words if word.dep_ in _OF_VERBS and word.head.pos_ == "VERB")
        entries = (entry for verb in above for entry in self.ontology.verbs(verb.lemma_.lower()))
        return any(entry.evokes in _LEAVING for entry in entries)

    def _named_by(self, noun: Token) -> Iterator[Token]:
        """Yield what a NOUN introduces without being said of it: "a runtime of 83 minutes", "the genre is horror"."""
        yield from (head for name, head in prepositional(noun) if name == "of")
        head = noun.head
        if noun.dep_ == "nsubj" and head.lemma_ == "be":
            yield from (c for c in head.rights if c.dep_ in ("attr", "acomp", "npadvmod"))
        if noun.dep_ in _BEFORE and noun.head.pos_ in _NOUNS and noun.i < noun.head.i:
            yield noun.head

    def owners(self, noun: Token, functions: Sequence[str]) -> Iterator[Token]:
        """Yield what stands at a NOUN in one of FUNCTIONS, or has what it names."""
        if "poss" in functions:
            yield from (antecedent(child) for child in noun.lefts if child.dep_ == "poss")
        if "compound" in functions:
            yield from (
                c for c in noun.lefts if c.dep_ in _BEFORE and c.i in self.reading.mention_at
            )
        for name, head in prepositional(noun):
            if name in functions:
                yield from coordinated(head)
        yield from self._having(noun)
        yield from self._of_clause(noun)

    def _of_clause(self, noun: Token) -> Iterator[Token]:
        """Yield what a relative clause is about in which a NOUN stands: "Italy, where the language is Italian"."""
        verb = noun.head if noun.dep_ in ("nsubj", "nsubjpass", "attr") else None
        while verb is not None and verb.dep_ == "conj":
            verb = verb.head
        is_clause = verb is not None and verb.dep_ == "relcl"
        if verb is not None and is_clause and any(word.lower_ == "where" for word in verb.lefts):
            yield verb.head

    def _having(self, noun: Token) -> Iterator[Token]:
        """Yield who has what a NOUN names: "it has a floor area of", "a film with a runtime of", "boasts 50 floors"."""
        head = noun.head
        if (
            noun.dep_ in ("dobj", "obj", "attr")
            and head.pos_ in ("VERB", "AUX")
            and head.lemma_ in _HAVING
        ):
            yield from frame(head).slots.get(SUBJECT, ())
        elif noun.dep_ == "pobj" and head.lower_ == "with":
            owner = head.head
            yield from (
                frame(owner).slots.get(SUBJECT, ()) if owner.pos_ in ("VERB", "AUX") else [owner]
            )

    def _counted(self, noun: Token, wording: Wording, term: PropertyTerm) -> Iterator[OwnFound]:
        """Yield the number that stands with a NOUN or an adjective: "50 floors", "a height of 97 m", "97 m tall"."""
        numbers = [q for t in (noun, *noun.lefts) if (q := self.reading.quantity_of(t)) is not None]
        for head in (
            *self._named_by(noun),
            *(child for child in noun.rights if child.dep_ == "nummod"),
        ):
            numbers += [
                q for t in (head, *head.lefts) if (q := self.reading.quantity_of(t)) is not None
            ]
        owners = [*self.owners(noun, wording.subject)]
        verb = noun.head if noun.head.pos_ in ("VERB", "AUX") else None
        if noun.dep_ in ("acomp", "attr", "advmod") and verb is not None:
            owners += frame(verb).slots.get(SUBJECT, ())
        things = [
            one for owner in owners for one in self._things(owner) if self.is_subject(one, term)
        ]
        values = [each for each in dict.fromkeys(numbers) if self.is_object(each, term)]
        for relation in self._relations(term, things, values[:1]):
            yield OwnFound(relation, verb or noun, wording, by_verb=verb is not None)

    # -- ends ----------------------------------------------------------------------------------

    def _things(self, head: Token) -> Iterator[Mention]:
        for each in self.fillers.spread(head):
            yield from self.readings(each)

    def readings(self, head: Token) -> list[Mention]:
        """Return what HEAD names or describes; where the rules know no name, the one that the network sees there."""
        found, seen = self.fillers.mention(head), self.seen.get(head.i)
        if (found is None or not found.named) and (name := self._described(head)) is not None:
            return [name]
        if found is not None and (found.named or seen is None):
            other = seen is not None and seen.span == found.span and seen.type != found.type
            return [found, replace(found, type=seen.type)] if other and seen else [found]
        return [seen] if seen is not None else []

    def _described(self, head: Token) -> Mention | None:
        """Return the name of what is said to be HEAD, also one that only the network sees: "Bananaman is a series"."""
        if head.pos_ != "NOUN":
            return None
        for bearer in self.bearers.of(head):
            known, seen = self.fillers.mention(bearer.head), self.seen.get(bearer.head.i)
            if known is not None and known.named and known.type != "Position":
                return known
            if seen is not None:
                return seen
        return None

    def values(self, head: Token, term: PropertyTerm) -> Iterator[Filler]:
        """Yield what HEAD stands for as a value of TERM: things, times, numbers, or the words of the phrase."""
        if term.datatypes & TEXTS:
            yield self._phrase(head)
            return
        for each in self.fillers.spread(head):
            if self._takes_offices(term):
                yield from self._offices(each)
                continue
            found = self.fillers.at(each)
            if isinstance(found, Time | Quantity):
                yield found
            else:
                yield from self.readings(each)

    def _offices(self, head: Token) -> Iterator[Mention]:
        """Yield the office that HEAD names; of who aspires to one, that one: "the candidate for mayor"."""
        sought = head.lemma_.lower() in ASPIRING
        heads = (
            [below for name, below in prepositional(head) if name == "for"] if sought else [head]
        )
        yield from (each for one in heads if (each := office_at(one, self.reading)) is not None)

    def _takes_offices(self, term: PropertyTerm) -> bool:
        return any("Position" in self.own.anchors.get(each, ()) for each in term.range)

    def _phrase(self, head: Token) -> Words:
        """Return the words of the phrase of HEAD: "10 years in prison"."""
        first, last = phrase(head)
        while first < head.i and self.reading.doc[first].pos_ in ("DET", "PRON"):
            first += 1
        return Words(span=self.reading.span(first, last), text=self.reading.text(first, last))

    def is_subject(self, one: Mention, term: PropertyTerm) -> bool:
        """Tell whether TERM may be said of ONE."""
        return self.ontology.accepts_subject(term.name, one.type)

    def is_object(self, value: Filler, term: PropertyTerm) -> bool:
        """Tell whether TERM may have VALUE."""
        if isinstance(value, Mention):
            return not term.datatypes and self.ontology.accepts(term.name, value.type)
        return lexical(value, term.datatypes) is not None

    def _relations(
        self, term: PropertyTerm, subjects: Iterable[Mention], objects: Sequence[Filler]
    ) -> Iterator[Relation]:
        """Yield the relations of TERM between SUBJECTS and OBJECTS, one of which has a name or is a value."""
        told: set[tuple[Span, Span]] = set()
        for one in subjects:
            for other in objects:
                if (one.span, other.span) in told:
                    continue  # another reading of what stands there
                named = one.named or not isinstance(other, Mention) or other.named
                same = isinstance(other, Mention) and other.name == one.name
                if named and not same and not one.span.overlaps(other.span):
                    told.add((one.span, other.span))
                    yield Relation(one, term.name, other)
