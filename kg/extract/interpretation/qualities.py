"""What a text says that a thing is like: an adjective, a noun or a preposition behind a copula or behind an object.

*He is unfit*, *the dam is an obstacle*, *the troops are in Mali*, *critics called her reckless*: events of the classes
Quality and Presence, of the verb that says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.appositions import is_aside
from kg.extract.grammar.frames import OBJECT, SUBJECT, Frame, frame
from kg.extract.grammar.functions import SUBJECTS
from kg.extract.grammar.phrases import noun_class, tells_event
from kg.extract.grammar.syntax import has_passive, is_infinitive, is_ranked
from kg.extract.interpretation.complements import (
    COUNTED,
    EMPTY,
    NAMED,
    complements,
    denial,
    is_age,
    is_kind,
    is_of_clause,
    nouns,
    opens_clause,
    words_of,
)
from kg.extract.interpretation.opinions import opinions
from kg.extract.predications.predicates import Predications
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.speech.callings import callings, calls
from kg.extract.standing.verdict import Verdict
from kg.model import DESCRIPTION, Argument, Event, Mention, Relation, Span, Status, Words

_LINKING: Final = vocabulary.words("grammar", "linking")
_GIVING: Final = vocabulary.words("descriptions", "giving")
_MAKING: Final = vocabulary.words("descriptions", "making")
_PREDICATIVE: Final = frozenset({"oprd", "acomp", "ccomp", "xcomp"})
_SAYING: Final = frozenset({"attr", "acomp", "ccomp", "xcomp", "oprd", "prep", "advcl"})
_WITHIN: Final = vocabulary.words("prepositions", "of_positions")
_BE: Final = "be.01"
_LEAST: Final = 3  # words that say more than "the company"
_PROPER: Final = frozenset({"NNP", "NNPS"})


class Said(NamedTuple):
    """What a copula, or an adjective behind an object, says of a thing, and the token that decides how that stands."""

    token: Token
    event: Event
    whole: bool = True  # that is all: no phrase says of what or where
    denial: Token | None = None  # the word that denies this complement, and not its verb
    called: bool = False  # it is what somebody calls the thing: without a speaker it is nothing
    deemed: bool = False  # it is what the thing is called, the text does not say by whom
    by_verb: bool = True  # whose tense, negation and governors decide

    def standing(self, verdict: Verdict) -> Verdict | None:
        """Return how this stands where its token has this VERDICT; nothing where nobody says it."""
        if self.called and not verdict.speakers:
            return None
        if self.deemed:
            verdict = replace(verdict.under(Status.REPORTED, self.token), spoken=True)
        return verdict if self.denial is None else verdict.under(Status.NEGATED, self.denial)


class Qualities:
    """Finds what copulas say of the things of one document."""

    def __init__(
        self,
        reading: Reading,
        fillers: Fillers,
        predications: Predications,
        related: Mapping[Span, Sequence[Relation]],
    ) -> None:
        """Look for what relations do not tell already: those that each sentence has are RELATED by its span."""
        self.reading = reading
        self.fillers = fillers
        self.predications = predications
        self.told: set[int] = set()  # verbs of which relations tell all
        self._related = related
        self._frames: dict[int, Frame] = {}

    def __iter__(self) -> Iterator[Said]:
        """Yield what each copula says, and each verb that tells what its object is like."""
        for sent in self.reading.sentences():
            for token in sent:
                if token.dep_ == "appos":
                    yield from self._apposed(token)
                if token.pos_ in ("AUX", "VERB"):
                    yield from self._by(token)
                for adjective, thing in opinions(token, self.reading, self.fillers):
                    said = Argument(
                        "attribute", Words(span=self.reading.word(adjective), text=adjective.text)
                    )
                    event = self._event("Quality", adjective, "be", _BE, said, thing)
                    yield Said(adjective, event, called=True, by_verb=False)

    def _by(self, verb: Token) -> Iterator[Said]:
        """Yield what VERB says that something is like."""
        there = any(child.dep_ == "expl" for child in verb.lefts)
        if verb.lemma_ in _LINKING and not there:
            yield from self._of(verb)
        if verb.lemma_ in _GIVING:
            yield from self._given(verb)
        if calls(verb, self.reading.ontology):
            yield from self._called(verb)
        if verb.lemma_ == "be" and there:
            yield from (Said(verb, event) for event in self._there(verb))

    def _specified(self, verb: Token) -> Iterator[Said]:
        """Yield what the subject of a copula says of the name behind it: "the biggest exporter is Norcom"."""
        name = next((c for c in verb.rights if c.dep_ == "attr"), None)
        noun = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
        one = self.fillers.mention(name) if name is not None and name.tag_ in _PROPER else None
        if noun is None or one is None or not one.named or noun.tag_ not in NAMED:
            return
        known = noun.tag_ == "CD" or any(
            c.lower_ in ("the", "'s") for c in noun.subtree if c.i < noun.i
        )
        words = words_of(noun, self.reading) if known and not one.referring else None
        if words is None or len(words.text.split()) < _LEAST or not self._agree(noun, one):
            return
        said = Argument("attribute", words)
        if not any(self._telling(noun, said, one)):
            yield Said(verb, self._event("Quality", verb, verb.lemma_, _BE, said, one))

    def _of(self, verb: Token) -> Iterator[Said]:
        if verb.lemma_ == "be":
            yield from self._specified(verb)
        plain, kinds = list(complements(verb)), list(nouns(verb))
        if not plain and not kinds:
            return
        whole = len([child for child in verb.rights if child.dep_ in _SAYING]) == 1
        sense = self.predications.roleset(verb) or verb.lemma_
        heads = frame(verb, self._frames).slots.get(SUBJECT, ())
        named = (self.fillers.share(head) or self.fillers.mention(head) for head in heads)
        subjects = [one for one in named if one is not None]
        for complement in (*plain, *kinds):
            if (found := self._said(complement)) is None:
                continue
            kind, said = found
            noun = complement in kinds
            left = [o for o in subjects if not self._is_told(complement, said, o)]
            # What several are together is said once: "are brothers".
            together = [left] if noun and complement.tag_ == "NNS" else [[one] for one in left]
            for ones in filter(None, together):
                event = self._event(kind, verb, verb.lemma_, sense, said, *ones)
                event = self._measured(event, complement)
                yield Said(verb, event, whole, denial(complement))

    def _measured(self, event: Event, adjective: Token) -> Event:
        """Return EVENT with what an ADJECTIVE measures, or what it is: "worth $40 million", "was 61 percent"."""
        own = self.reading.quantity_of(adjective)
        if own is not None and own.unit is not None:
            themes = (each for each in event.arguments if each.role == "theme")
            return replace(event, type="Measure", arguments=(Argument("amount", own), *themes))
        measures = (c for c in adjective.children if c.dep_ == "npadvmod")
        found = (self.reading.quantity_of(child) for child in measures)
        amounts = tuple(Argument("amount", each) for each in found if each is not None)
        return replace(event, arguments=(*amounts, *event.arguments)) if amounts else event

    def _is_told(self, complement: Token, said: Argument, one: Mention) -> bool:
        """Tell whether a relation tells already what is SAID of ONE: its age, or by a noun its office, whose child."""
        if is_kind(complement):
            return any(self._telling(complement, said, one))
        return one.named and one.type == "Person" and is_age(complement)

    def _telling(self, complement: Token, said: Argument, one: Mention) -> Iterator[Relation]:
        """Yield the relations of the sentence that tell of ONE what is SAID of it, or a part of that."""
        for relation in self._related.get(self.reading.evidence(complement), ()):
            ends = relation.subject, relation.object
            about = any(isinstance(end, Mention) and end.name == one.name for end in ends)
            if about and any(end.span.overlaps(said.filler.span) for end in ends):
                yield relation

    def _there(self, verb: Token) -> Iterator[Event]:
        """Yield what a sentence says that there is, where it says how many, where or of what: "there are two mines"."""
        thing = next((c for c in verb.rights if c.dep_ in ("attr", "nsubj")), None)
        one = self.fillers.mention(thing) if thing is not None and thing.tag_ in NAMED else None
        if thing is None or one is None or not self._is_thing(thing):
            return
        around = [c for c in (*verb.rights, *thing.rights) if c.dep_ == "prep"]
        place = next(filter(None, map(self._place, around)), None)
        number = self.fillers.number_of(thing)
        # "Evidence of fraud"
        completed = any(self.reading.word(child).within(one.span) for child in thing.rights)
        if place is None and number is None and not completed:
            return
        told = [Argument("theme", one)]
        told += [Argument("place", place)] if place is not None else []
        told += [Argument("count", number)] if number is not None else []
        yield Event(
            type="Presence",
            trigger=self.reading.word(verb),
            lemma="be",
            predicate=self.predications.roleset(verb) or _BE,
            arguments=tuple(sorted(told, key=lambda each: each.role)),
        )

    def _is_thing(self, noun: Token) -> bool:
        """Tell whether NOUN is told as a thing: "there was an explosion" is an event, "there were 9 cases" none."""
        word = noun.lemma_.lower()
        if word in COUNTED:
            number = self.fillers.number_of(noun) is not None
            return number and not any(child.lower_ == "of" for child in noun.rights)
        return word not in EMPTY and not self.reading.ontology.nouns(word)

    def _given(self, verb: Token) -> Iterator[Said]:
        """Yield what a verb says that its object is like, or makes it, of the adjective that says so."""
        deemed = self._is_deemed(verb)
        for complement in verb.rights:
            if complement.dep_ not in _PREDICATIVE or not self._is_given(complement, verb):
                continue
            own = [c for c in complement.lefts if c.dep_ in SUBJECTS]
            plain = complement.pos_ == "ADJ"
            if plain and any(c.lower_ == "it" for c in (*own, *verb.rights)) and opens_clause(verb):
                continue  # "made it harder to place children"
            for head in own or frame(verb, self._frames).slots.get(OBJECT, []):
                one = self.fillers.mention(head)
                words = words_of(complement, self.reading, bare=True)
                if one is not None and words is not None and not is_of_clause(complement):
                    said = Argument("attribute", words)
                    known = () if plain else self._telling(complement, said, one)
                    if any(relation.predicate == DESCRIPTION for relation in known):
                        self.told.add(verb.i)
                        continue
                    event = self._event("Quality", complement, "be", _BE, said, one)
                    # What somebody makes difficult is so; what they call reckless is so only for them.
                    made = verb.lemma_ in _MAKING
                    yield Said(verb if made or deemed else complement, event, deemed=deemed)

    def _is_given(self, complement: Token, verb: Token) -> bool:
        """Tell whether COMPLEMENT says what VERB makes of its object: "more difficult", "the first woman to win"."""
        if complement.pos_ == "ADJ":  # "found guilty" is a verdict
            return not self.reading.ontology.verbs(f"{verb.lemma_} {complement.lower_}")
        opened = complement.tag_ == "CD" or any(c.dep_ in ("det", "poss") for c in complement.lefts)
        made = verb.lemma_ in _MAKING and complement.dep_ == "oprd" and is_kind(complement)
        made = made and opened  # not "would keep the game Call of Duty"
        things = (c.lower_ for c in verb.rights if c.dep_ == "dobj")
        is_open = any(map(is_infinitive, complement.rights)) and not is_ranked(complement)
        return made and not (is_open and "it" in things)  # "makes it a crime to sell alcohol"

    def _is_deemed(self, verb: Token) -> bool:
        """Tell whether VERB says what something is taken for, and not by whom: "is considered unsafe"."""
        if verb.lemma_ in _MAKING or not has_passive(verb):
            return False
        return not any(child.dep_ == "agent" for child in verb.rights)

    def _apposed(self, noun: Token) -> Iterator[Said]:
        """Yield what a thing without a name is said to be behind a comma: "the bridge, a symbol of the city, …"."""
        one = self.fillers.mention(noun.head) if is_aside(noun) and is_kind(noun) else None
        words = words_of(noun, self.reading) if one is not None and not one.named else None
        if one is None or words is None or self.reading.time_of(noun) is not None:
            return
        if not self._agree(noun, one):
            return
        said = Argument("attribute", words)
        if not any(self._telling(noun, said, one)):
            yield Said(noun, self._event("Quality", noun, "be", _BE, said, one), by_verb=False)

    def _agree(self, noun: Token, one: Mention) -> bool:
        """Tell whether what NOUN means can be what ONE is: no accident is the hotel beside it."""
        ontology = self.reading.ontology
        if tells_event(noun, ontology) and one.type != "Topic":
            return False
        kinds = {noun_class(noun, ontology), one.type}
        return "Topic" in kinds or len(kinds) == 1

    def _called(self, verb: Token) -> Iterator[Said]:
        """Yield what somebody calls the object of VERB: "a disgrace", "as a threat to farmers"."""
        deemed = self._is_deemed(verb)
        for complement in callings(verb):
            words = words_of(complement, self.reading, bare=True)
            for head in frame(verb, self._frames).slots.get(OBJECT, ()):
                one = self.fillers.mention(head)
                if one is None or words is None or words.span.overlaps(one.span):
                    continue
                said = Argument("attribute", words)
                event = self._event("Quality", complement, "be", _BE, said, one)
                yield Said(verb if deemed else complement, event, called=not deemed, deemed=deemed)

    def _event(
        self, kind: str, token: Token, lemma: str, sense: str, said: Argument, *ones: Mention
    ) -> Event:
        return Event(
            type=kind,
            trigger=self.reading.word(token),
            lemma=lemma,
            predicate=sense,
            arguments=(said, *(Argument("theme", one) for one in ones)),
        )

    def _said(self, complement: Token) -> tuple[str, Argument] | None:
        """Return the class and the argument of what COMPLEMENT says: a place, or what it is like."""
        if (place := self._place(complement)) is not None:
            return "Presence", Argument("place", place)
        words = words_of(complement, self.reading, bare=complement.dep_ in ("acomp", "conj"))
        return ("Quality", Argument("attribute", words)) if words is not None else None

    def _place(self, preposition: Token) -> Mention | None:
        if preposition.dep_ != "prep" or preposition.lower_ not in _WITHIN:
            return None
        found = (self.fillers.mention(child) for child in preposition.rights)
        is_a = self.reading.ontology.is_a
        return next((each for each in found if each is not None and is_a(each.type, "Place")), None)
