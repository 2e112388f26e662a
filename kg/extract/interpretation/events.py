"""From frames to events: the lexicon says which class a predicate evokes and which role each function fills."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.control import is_task
from kg.extract.grammar.frames import OBJECT, RECIPIENT, SUBJECT, Frame, coordinated, prepositional
from kg.extract.grammar.phrases import of, participle_behind
from kg.extract.interpretation.deeds import offences, whose
from kg.extract.interpretation.filled import distinct, is_oneself, order
from kg.extract.interpretation.strikes import Strikes
from kg.extract.predications.magnitudes import MAGNITUDE, magnitudes
from kg.extract.predications.measures import MEASURING, Measures
from kg.extract.predications.scores import SCORE, scores
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.reference.neighbours import is_definite
from kg.extract.reference.offences import without_offence
from kg.extract.standing.anchoring import time_of
from kg.model import Argument, Event, Filler, Mention, Quantity, Relation, Time
from kg.ontology import Entry

_BEFORE: Final = frozenset({"compound", "nmod", "amod"})
_PLACE_PREPOSITIONS: Final = vocabulary.words("prepositions", "of_places")
_TWO: Final = 2
_VERB: Final = "VERB"
_MEANS: Final = {
    "Law": "instrument",
    "Topic": "cause",
    "CreativeWork": "cause",
    "Weapon": "cause",
    "Product": "cause",
}
_PAPERS: Final = vocabulary.words("speech", "accusing_papers")  # "charged by indictment"
_FINDING: Final = vocabulary.words("events", "finding")


@dataclass(slots=True)
class Interpretation:
    """A frame read with one entry of the lexicon: who fills which role, and what did not fit."""

    frame: Frame
    entry: Entry
    roles: dict[str, list[tuple[Token, Filler]]] = field(default_factory=dict)
    refused: list[tuple[str, Mention]] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether the roles that this sense needs are filled, and somebody or something at all."""
        values = (value for fillers in self.roles.values() for _, value in fillers)
        mentioned = any(isinstance(value, Mention) for value in values)
        needed = mentioned and all(self._has(role) for role in self.entry.needs)
        return needed or MAGNITUDE in self.roles

    def _has(self, role: str) -> bool:
        """Tell whether something fills ROLE, be it a clause: "charged with conspiring"."""
        clauses = self.frame.clauses
        return role in self.roles or any(
            filled == role and function in clauses for function, filled in self.entry.slots.items()
        )

    @property
    def participants(self) -> int:
        """How many fillers the roles have."""
        return sum(len(fillers) for fillers in self.roles.values())

    @property
    def weight(self) -> tuple[int, int]:
        """How well the entry explains the frame: roles filled, then needs met."""
        return (self.participants, len(self.entry.needs))


class EventReader:
    """Reads frames as events of the ontology, in one document."""

    def __init__(self, reading: Reading, fillers: Fillers) -> None:
        self.reading = reading
        self.fillers = fillers
        self.measures = Measures(reading, fillers)
        self.strikes = Strikes(reading, fillers)

    def interpret(self, frame: Frame, entries: Iterable[Entry]) -> Interpretation | None:
        """Return the reading of FRAME by that one of the ENTRIES which explains most of it."""
        agrees = self.strikes.agrees
        fitting = (e for e in entries if agrees(frame.token, e.evokes) and not is_task(frame.token))
        found = [self.read(frame, entry) for entry in fitting]
        complete = [each for each in found if each.complete and not self._is_one_sided(each)]
        best = max(complete, key=lambda each: each.weight, default=None)
        if best is not None:
            self._add_means(best)
        return best

    def _add_means(self, found: Interpretation) -> None:
        """Add a subject that acts and is nobody: "the law bans plastic bags", "the cloud could collide with others"."""
        role = found.entry.slots.get(SUBJECT)
        if role is None or not self.reading.ontology.is_a(role, "agent"):
            return
        for head in found.frame.slots.get(SUBJECT, ()):
            thing = self.fillers.mention(head)
            means = _MEANS.get(thing.type) if thing is not None else None
            means = "instrument" if means and head.lemma_.lower() in _PAPERS else means
            if thing is None or means is None or thing.number is not None:
                continue  # "by 310 votes"
            if (role, thing) in found.refused:
                found.refused.remove((role, thing))
                found.roles.setdefault(means, []).append((head, thing))

    def _is_one_sided(self, found: Interpretation) -> bool:
        """Tell whether only one takes part in what takes two, and about nothing: "planes that meet demand"."""
        properties = self.reading.ontology.properties
        mutual = any(properties[name].symmetric for name in found.entry.shortcuts)
        return mutual and found.participants < _TWO

    def event(self, interpretation: Interpretation) -> Event:
        """Return the event with its roles, its place, its time and its numbers."""
        frame, entry = interpretation.frame, interpretation.entry
        arguments = [
            Argument(role, value)
            for role, fillers in interpretation.roles.items()
            for value in distinct(value for _, value in fillers)
        ]
        arguments = [each for each in arguments if not is_oneself(each, arguments)]
        taken = {token.i for fillers in interpretation.roles.values() for token, _ in fillers}
        kind = entry.evokes or "Event"
        arguments.extend(self._circumstances(kind, frame, taken, interpretation.roles))
        return Event(
            type=kind,
            trigger=self.reading.word(frame.token),
            lemma=frame.lemma,
            arguments=tuple(sorted(dict.fromkeys(arguments), key=order)),
        )

    def stative(self, frame: Frame, entry: Entry) -> Iterator[Relation]:
        """Return the relation that a verb such as "own" or "belong to" states between its arguments."""
        if entry.evokes is None:
            return
        found: dict[str, list[Mention]] = {"subject": [], "object": []}
        for function, end in entry.slots.items():
            for head in frame.slots.get(function, ()):
                mention = self.fillers.mention(head)
                if mention is not None and (mention.named or self._is_told(head, mention)):
                    found[end].append(mention)
        for one in found["subject"]:
            for other in found["object"]:
                if (one.named or other.named) and one.name != other.name:
                    yield Relation(one, entry.evokes, other)

    def _is_told(self, head: Token, thing: Mention) -> bool:
        """Tell whether a description says which or how many: "the bank", "a bank", "2,600 flats", not "banks"."""
        if not self.reading.word(head).within(thing.span):
            return False  # "4 percent of the club"
        if thing.type == "Topic" or self.reading.ontology.is_general(head.lemma_):
            return False
        bare = head.tag_ in ("NNS", "NNPS") and self.fillers.number_of(head) is None
        return not bare or is_definite(head)

    def read(self, frame: Frame, entry: Entry) -> Interpretation:
        """Return FRAME as ENTRY has it, whether or not all takes part that the entry needs."""
        found = Interpretation(frame, entry)
        # What rises is the number of horses, not the horses.
        measured = entry.evokes in MEASURING
        for function, role in entry.slots.items():
            heads = list(self._heads(frame, function, role))
            spread = heads if measured else [*chain.from_iterable(map(self.fillers.spread, heads))]
            fill = self.fillers.whole if measured else self.fillers.fitting
            for head in spread:
                if members := self.fillers.members(head, role):
                    found.roles.setdefault(role, []).extend((head, each) for each in members)
                    continue
                value = fill(head, role)
                if self._continues_place(head, spread):
                    continue
                if value is not None and not self._is_amount(value, role):
                    value = self._without_offence(value, head, entry)
                    filled = self._refined(role, function, head, value)
                    found.roles.setdefault(filled, []).append((head, value))
                elif (refused := self.fillers.mention(head)) is not None:
                    found.refused.append((role, refused))
        _give_away(found)
        self._add_deeds(found)
        self._given(frame, found)
        found.roles |= magnitudes(frame.token, self.reading)
        if "amount" in entry.needs and (amount := next(self.measures.paid(frame), None)):
            found.roles.setdefault("amount", [amount])
        return found

    def _add_deeds(self, found: Interpretation) -> None:
        known = found.roles.pop("offence", [])
        if done := offences(found.frame, found.entry, known, self.reading):
            found.roles["offence"] = done
        if found.entry.evokes == "Charge" and "accused" not in found.roles:
            charged, agents = whose(found.roles.get("agent", []))
            if charged:
                found.roles |= {"accused": charged, "agent": agents}
                found.roles = {role: fillers for role, fillers in found.roles.items() if fillers}

    def _continues_place(self, head: Token, heads: Sequence[Token]) -> bool:
        """Tell whether HEAD goes on with the name of a place and fills nothing: "cattle at a farm in Surrey, UK"."""
        if head == next(iter(heads), None) or head.left_edge.i < 2:
            return False
        last = self.reading.mention_at.get(head.left_edge.i - 2)
        comma = head.left_edge.nbor(-1).text == ","
        if not comma or last is None or not isinstance(last.value, Mention):
            return False
        inside = any(last.first <= other.i < last.last for other in heads)
        own = self.fillers.mention(head)
        places = [last.value, own]
        return not inside and all(
            m is not None and self.reading.ontology.is_a(m.type, "Place") for m in places
        )

    def _without_offence(
        self, value: Mention | Time | Quantity, head: Token, entry: Entry
    ) -> Mention | Time | Quantity:
        below = of(head) if entry.slots.get("of") == "offence" else None
        offence = self.fillers.mention(below) if below is not None else None
        if not isinstance(value, Mention) or offence is None:
            return value
        return without_offence(value, head, offence, self.reading)

    def _refined(
        self, role: str, function: str, head: Token, value: Mention | Time | Quantity
    ) -> str:
        """Return the role of what stands where an agent stands and is none.

        A town before a noun is where it happened ("the Mosul offensive"), and a bare vehicle behind "by" how
        ("flown by plane").
        """
        is_a = self.reading.ontology.is_a
        if not isinstance(value, Mention):
            return role
        if function == "compound" and head.head.lower_ == "sales":  # "Acme sales rose"
            return "seller" if is_a(value.type, "Organization") else role
        if not is_a(role, "agent"):
            return role
        if function == "compound" and is_a(value.type, "Place") and value.type != "Country":
            return "place"
        is_bare = head.tag_ == "NN" and head.head.lower_ == "by" and not any(head.lefts)
        return "instrument" if is_bare and is_a(value.type, "Vehicle") else role

    def _given(self, frame: Frame, found: Interpretation) -> None:
        """Add what a support verb says of the event: who hosts it."""
        for role, heads in frame.roles.items():
            for head in chain.from_iterable(map(self.fillers.spread, heads)):
                if (value := self.fillers.fitting(head, role)) is not None:
                    found.roles.setdefault(role, []).append((head, value))

    def _heads(self, frame: Frame, function: str, role: str) -> Iterator[Token]:
        """Return the heads of what fills a grammatical FUNCTION, also where the parser hung it elsewhere.

        In "convicted Hale of fraud" and "to ten years in prison for fraud" the preposition lands on a noun
        before it; a name has no "of", and an offence belongs to nothing but the verb.
        """
        heads: Iterable[Token] | None = frame.slots.get(function)
        if function == OBJECT and frame.passive and self._is_fined(frame):
            heads = frame.slots[RECIPIENT]
        if heads is None:
            heads = [
                below
                for anchor in frame.slots.get(OBJECT, ())
                if anchor.i > frame.token.i and self._has_no_complement(anchor)
                for name, head in prepositional(anchor)
                if name == function
                for below in coordinated(head)
            ]
        if not heads and self.reading.ontology.is_a(role, "offence"):
            heads = self._displaced(frame, function)
        yield from heads

    def _has_no_complement(self, head: Token) -> bool:
        """Tell whether nothing but the verb can govern a preposition behind HEAD: a name or a sum."""
        return head.i in self.reading.mention_at or head.i in self.reading.quantity_at

    def _is_fined(self, frame: Frame) -> bool:
        """Tell whether the object of a passive is only a sum: "was fined 5 million euros"."""
        heads = frame.slots.get(OBJECT, ())
        sums = all(self.reading.quantity_of(head) is not None for head in heads)
        return bool(heads) and sums and RECIPIENT in frame.slots

    def _displaced(self, frame: Frame, function: str) -> list[Token]:
        """Return the offences behind a preposition that hangs on another phrase, or before "charges"."""
        if function == "compound":
            return [c for t in frame.slots.get(OBJECT, ()) for c in t.lefts if c.dep_ in _BEFORE]
        found = []
        for token in frame.token.subtree:
            if token.i > frame.token.i and token.dep_ == "pobj" and token.head.lower_ == function:
                mention = self.fillers.mention(token)
                clause = any(above.pos_ == "VERB" for above in _between(token, frame.token))
                if mention is not None and mention.type == "Offence" and not clause:
                    found.extend(coordinated(token))
        return found

    def _is_amount(self, value: Mention | Time | Quantity, role: str) -> bool:
        """Tell whether VALUE is a number or a time in a role that asks for a thing."""
        ontology = self.reading.ontology
        match value:
            case Quantity():
                return not ontology.accepts(role, "Quantity")
            case Time():
                return not ontology.properties[role].datatypes
            case _:
                return False

    def _circumstances(
        self,
        kind: str,
        frame: Frame,
        taken: set[int],
        roles: Mapping[str, list[tuple[Token, Filler]]],
    ) -> Iterator[Argument]:
        """Return place, time, count and amount of the event."""
        fillers = [token for values in roles.values() for token, _ in values]
        sites = [value for _, value in roles.get("place", ()) if isinstance(value, Mention)]
        if not any(site.named for site in sites):  # "at a market in Kabul"
            found = self._places(frame, taken, fillers)
            yield from (a for a in found if not (sites and _is_meant(a.filler)))
        else:  # "in Darfur, Somalia and Chad"
            known = {site.name for site in sites}
            heads = (each for head, _ in roles["place"] for each in coordinated(head)[1:])
            others = (place for place in self._named(heads) if place.name not in known)
            yield from (Argument("place", place) for place in others)
        predicate = frame.remnant or frame.token
        time = time_of(self._anchors(frame, fillers), predicate, self.reading)
        if time is not None:
            yield from (Argument("time", each) for each in (time, *self.reading.beside(time)))
        yield from self.measures.of(kind, frame, roles)
        yield from (Argument(SCORE, each) for each in scores(predicate, self.reading))

    def _places(self, frame: Frame, taken: set[int], fillers: list[Token]) -> Iterator[Argument]:
        """Return the places named by adjuncts of the predicate, or of a filler at the right edge of the clause."""
        for anchor in (*self._anchors(frame, fillers), *_finding(frame.token)):
            for child in anchor.rights:
                if child.dep_ != "prep" or child.lower_ not in _PLACE_PREPOSITIONS:
                    continue
                if anchor.i != frame.token.i and self._is_own(anchor, child.lower_):
                    continue
                for below in child.rights:
                    if below.dep_ != "pobj" or below.i in taken:
                        continue
                    if places := list(self._named(coordinated(below))):
                        yield from (Argument("place", place) for place in places)
                        return

    def _named(self, heads: Iterable[Token]) -> Iterator[Mention]:
        """Yield the places that HEADS name."""
        accepts = self.reading.ontology.accepts
        for place in map(self.fillers.mention, heads):
            if place is not None and place.named and accepts("place", place.type):
                yield place

    def _anchors(self, frame: Frame, fillers: list[Token]) -> list[Token]:
        """Return what a circumstance may hang on: predicate, support verb, fillers at the right edge."""
        carrier = [frame.carrier] if frame.carrier is not None else []
        return [
            frame.remnant or frame.token,
            *carrier,
            *(t for t in fillers if t.i > frame.token.i and t.pos_ != _VERB),
        ]

    def _is_own(self, noun: Token, function: str) -> bool:
        """Tell whether a preposition belongs to the event of a NOUN: "condemned the attack on Israel"."""
        if noun.pos_ != "NOUN":
            return False
        return any(function in e.slots for e in self.reading.ontology.nouns(noun.lemma_.lower()))


def _between(token: Token, top: Token) -> Iterator[Token]:
    """Return the tokens above TOKEN up to, not including, TOP."""
    for above in token.ancestors:
        if above.i == top.i:
            return
        yield above


def _finding(noun: Token) -> list[Token]:
    """Return the verb that tells where the event of a NOUN was met with: "cases have been found in Samoa"."""
    above = noun.head if noun.dep_ in ("nsubj", "nsubjpass") else None
    verbs = (above, participle_behind(noun))
    return [verb for verb in verbs if verb is not None and verb.lemma_.lower() in _FINDING]


def _is_meant(value: Filler) -> bool:
    """Tell whether VALUE only stands for a name: "the city"."""
    return isinstance(value, Mention) and value.referring


def _give_away(found: Interpretation) -> None:
    """Take from those who get something whose it was: "gave his award to Hale"."""
    slots, role = found.frame.slots, found.entry.slots.get("to")
    if role is None or found.entry.slots.get("poss") != role:
        return
    owners = slots.get("poss", ())
    others = [each for each in found.roles.get(role, ()) if each[0] not in owners]
    if "to" in slots and others:
        found.roles[role] = others
