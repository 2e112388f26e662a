"""Events in the user's terms: what is claimed in ours, with the user's class and roles (``kg.ontology.own.events``).

Which role of the user's a participant fills is told by its role among ours, by its class, and by the words of the
label; a verb of which the event is the subject or object may tell a role, too (*a strike called by the union*), as
may a number beside a word of the label (*magnitude 6.2*).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import Frame, frame, is_predicate
from kg.extract.grammar.functions import predicate_names, prepositional
from kg.extract.interpretation.own import OwnTerms
from kg.extract.interpretation.ownroles import LEAST, OwnRoles
from kg.extract.standing.anchoring import time_of
from kg.model import Argument, Claim, Event, Filler, Mention, Quantity, Words
from kg.ontology import EventKind, RoleLike
from kg.ontology.own.labels import singular
from kg.ontology.own.literals import NUMBERS, TEXTS, TIMES

SURE: Final = 0.8
_TOLLS: Final = vocabulary.table("wordings", "tolls")
_PLAIN: Final = frozenset(
    "amount at count date estimated from in number of rate the to total".split()
)
_FOR: Final = "for"  # "the union called for a strike"
_OPPOSING: Final = vocabulary.words("wordings", "opposing")
_WANTED: Final = frozenset({"aim", "demand", "goal", "purpose"})
_ANYBODY: Final = frozenset({"actor", "participant", "party", "involved", "side"})
_WITHIN: Final = vocabulary.words("wordings", "within")
_OF_BODIES: Final = ("PeopleGroup", "Person", "Facility")
_OWNING: Final = ("poss", "compound", "for", "at", "of", "with")
_OF_SUBJECT: Final = frozenset({"dobj", "obj", "nsubj", "nsubjpass", "pobj"})


class OwnEvents:
    """Turns events of one document into the user's terms."""

    def __init__(self, terms: OwnTerms) -> None:
        self.terms = terms
        self.reading = terms.reading
        self.ontology = terms.ontology
        self.own = terms.own
        self.roles = OwnRoles(terms.ontology)
        self._at = {token.idx: token for token in terms.reading.doc} if self.own.events else {}

    def of(self, claim: Claim) -> Iterator[Claim]:
        """Yield what CLAIM is in the user's terms: of each class that its event is of, where any role is filled."""
        if isinstance(claim.content, Event):
            for found in self.told(claim.content):
                rule = f"label:{found.type}:{claim.rule}"
                chance = min(claim.confidence, SURE)
                yield replace(claim, content=found, rule=rule, confidence=chance)

    def told(self, event: Event) -> Iterator[Event]:
        """Yield what EVENT is in the user's terms."""
        sure = {name for name, kind in self.own.events.items() if self._is_told(event, kind)}
        for name, kind in self.own.events.items():
            if any(name != other and self.ontology.is_a(other, name) for other in sure):
                continue  # a class below it says more
            if name not in sure and not any(self.ontology.is_a(event.type, e) for e in kind.near):
                continue
            arguments = tuple(self._arguments(event, self.own.roles.get(name, ())))
            things = {each.role for each in arguments if isinstance(each.filler, Mention)}
            if arguments if name in sure else len(things) > 1:
                yield replace(event, type=name, arguments=arguments, predicate=None, contents=())

    def _is_told(self, event: Event, kind: EventKind) -> bool:
        """Tell whether EVENT is of a KIND by its class or by its word."""
        if any(self.ontology.is_a(event.type, each) for each in kind.classes):
            return True
        lemma, trigger = event.lemma.lower(), self._at.get(event.trigger.start)
        is_noun = trigger is not None and trigger.pos_ in ("NOUN", "PROPN")
        last = lemma.split()[-1] if lemma else ""  # "general strike"
        return lemma in kind.lemmas or (is_noun and bool({lemma, last} & kind.nouns))

    def _arguments(self, event: Event, roles: Sequence[RoleLike]) -> Iterator[Argument]:
        found = [*self._matched(event, roles)]
        yield from found
        filled = {argument.role for argument in found}
        trigger = self._at.get(event.trigger.start)
        if trigger is not None:
            for role in roles:
                if role.name not in filled:
                    near = chain(self._told(trigger, role), self._within(event, role))
                    told = (self.roles.value(each, role) for each in near)
                    value = next((each for each in told if each is not None), None)
                    if value is not None:
                        yield Argument(role.name, value)

    def _matched(self, event: Event, roles: Sequence[RoleLike]) -> Iterator[Argument]:
        """Yield the arguments of EVENT in the roles that they look most like, each once."""
        scored = sorted(
            # Of roles that are as like, whoever takes part comes last: "used" before "participant".
            (-self.roles.likeness(event.type, argument, role), _is_anybody(role), place, number)
            for place, argument in enumerate(event.arguments)
            for number, role in enumerate(roles)
        )
        taken: dict[str, str] = {}  # the role of ours that fills one of the user's
        used: set[int] = set()
        for score, _, place, number in scored:
            argument, role = event.arguments[place], roles[number]
            value = self.roles.value(argument.filler, role) if -score >= LEAST else None
            datatypes = self.ontology.properties[role.name].datatypes
            single = role.name in taken and bool(datatypes - TEXTS)
            other = taken.get(role.name, argument.role) != argument.role
            other = other and not _is_anybody(role)
            if value is not None and place not in used and not single and not other:
                used.add(place)
                taken[role.name] = argument.role
                yield Argument(role.name, self._opposed(value, role))

    def _opposed(self, value: Filler, role: RoleLike) -> Filler:
        """Return a VALUE in words with what says that it is not wanted, where ROLE is what is: "against the cuts"."""
        if not isinstance(value, Words) or not role.words & _WANTED:
            return value
        head = self._head(value)
        against = head.head if head.dep_ in ("dobj", "pobj") else head
        if against.lemma_.lower() not in _OPPOSING or against.i > head.left_edge.i:
            return value
        first, doc = against.i, self.reading.doc
        last = next((t.i + 1 for t in doc[first:] if t.idx + len(t) >= value.span.end), first + 1)
        return Words(span=self.reading.span(first, last), text=self.reading.text(first, last))

    # -- what else tells a role ------------------------------------------------------------------

    def _told(self, trigger: Token, role: RoleLike) -> Iterator[Filler]:
        """Yield what a verb about the event of TRIGGER, or a number beside a word of the label, says of ROLE."""
        term = self.ontology.properties[role.name]
        for above in self._verbs(trigger):
            names = predicate_names(above)
            for wording in role.wordings:
                about = (above.slots.get(name, ()) for name in (*wording.subject, _FOR))
                if wording.word in names and any(trigger in heads for heads in about):
                    yield from self.terms.objects(above, wording.object, term)
        if term.datatypes & TIMES and role.ours & {"time", "startTime"}:
            carriers = (each.token for each in self._verbs(trigger) if trigger.dep_ in _OF_SUBJECT)
            times = (time_of([verb], verb, self.reading) for verb in carriers)
            yield from (time for time in times if time is not None)
        if term.datatypes & NUMBERS and (number := self._number(trigger, role)) is not None:
            yield number

    def _within(self, event: Event, role: RoleLike) -> Iterator[Filler]:
        """Yield the body that stands in the phrase of its people or of its house: "pilots for the airline"."""
        if not role.words & _WITHIN:
            return
        term = self.ontology.properties[role.name]
        for filler in (each.filler for each in event.arguments):
            if isinstance(filler, Mention) and filler.type in _OF_BODIES and not filler.referring:
                for owner in self.terms.owners(self._head(filler), _OWNING):
                    yield from self.terms.values(owner, term)

    def _head(self, filler: Mention | Words) -> Token:
        doc = self.reading.doc
        span = doc.char_span(filler.span.start, filler.span.end, alignment_mode="expand")
        return doc[0] if span is None else span.root

    def _verbs(self, trigger: Token) -> Iterator[Frame]:
        """Yield the verbs that stand above TRIGGER, and those that are said of it behind it."""
        near = [trigger.head, trigger.head.head, *trigger.rights]
        yield from (frame(token) for token in dict.fromkeys(near) if is_predicate(token))

    def _number(self, trigger: Token, role: RoleLike) -> Quantity | None:
        """Return the number that a word of ROLE's label has in the sentence: "magnitude-6.2", "killing 40 people"."""
        nouns = {singular(word) for word in role.words} - _PLAIN
        tolls = {verb for noun in nouns for verb in _TOLLS.get(noun, "").split()}
        for token in trigger.sent:
            lemma = token.lemma_.lower()
            if lemma in nouns:
                places = (*token.children, *(head for _, head in prepositional(token)))
                near = (token.nbor(-1) if token.i else token, *places, *token.ancestors)
            elif lemma in tolls:
                # Of "33 people dead" the adjective hangs on the people or on the verb.
                about = (token, token.head) if token.pos_ == "ADJ" else (token,)
                below = [child for each in about for child in each.children]
                near = (*below, *(word for child in below for word in child.children))
            else:
                continue
            for each in near:
                number = self.reading.quantity_of(each)
                if number is not None and each.sent == trigger.sent:
                    return number
        return None


def _is_anybody(role: RoleLike) -> bool:
    """Tell whether whoever takes part may fill ROLE: a participant, a party."""
    return bool(role.words & _ANYBODY)
