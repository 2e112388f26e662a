"""What the network found, as the rules would read it: events with roles, and relations, on the tokens of a document.

The network says which word evokes which class, and which words are what to it. What those words name, when and where
it happened, how it stands and who says so is decided as for every other extractor.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.denials import is_unwanted
from kg.extract.grammar.frames import OBJECT, SUBJECT, in_content, is_served
from kg.extract.grammar.phrases import is_partitive, part_of
from kg.extract.grammar.syntax import (
    has_no_part,
    is_alternative,
    is_headlined,
    is_over,
    joined_to,
    stand_apart,
)
from kg.extract.interpretation.barred import is_barred, is_no_killing, is_no_lawsuit, is_one_side
from kg.extract.interpretation.events import Interpretation
from kg.extract.interpretation.kinds import is_known_part
from kg.extract.interpretation.officewords import aspires, leads_side, office_at
from kg.extract.interpretation.roles import directed, sided
from kg.extract.interpretation.seen import Evoking, Related, best, is_named, predicate
from kg.extract.interpretation.strikes import Strikes
from kg.extract.predications.arguments import any_frame
from kg.extract.predications.measures import MEASURING, is_repeated
from kg.extract.predications.nominals import answering, is_no_deed, known_as, noun_frame
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.reference.neighbours import Found as FoundRelation
from kg.extract.standing.clauses import in_fiction
from kg.extract.standing.eventnouns import is_answered, is_refused
from kg.extract.standing.operators import threatened
from kg.extract.standing.status import Judge
from kg.extract.standing.verdict import Verdict
from kg.iri import ONTOLOGY
from kg.learned.layer import LAYER, DocumentRead
from kg.learned.precedence import Predicate, Proposal
from kg.model import Mention, Quantity, Relation, Status, Time
from kg.ontology import Entry, EntryKind

NAME: Final = "network"
_DECIDED: Final = vocabulary.words("events", "decided")
_CONTINENTS: Final = vocabulary.words("places", "continents")
_TWO: Final = 2
# Of a confidence: what differs beyond them from one processor to another is nothing.
_DIGITS: Final = 2
# The range of a role that says how many, how much, how long.
_NUMBERS: Final = frozenset({"Quantity"})
_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_HELD: Final = ("Meeting", "Negotiation")
_PROJECTED: Final = frozenset({Status.PLANNED, Status.HYPOTHETICAL, Status.NEGATED})
# What the rules read off a word and the network, which knows it too, puts less exactly.
_SURER: Final = ((Status.ALLEGED, Status.REPORTED), (Status.HYPOTHETICAL, Status.PLANNED))
_MODIFYING: Final = frozenset({"compound", "nmod", "poss"})  # the "radio" of "radio address"
_PARTS: Final = {"VERB": EntryKind.VERB, "AUX": EntryKind.VERB}


class Network:
    """The findings of the network in one document, by token."""

    def __init__(self, reading: Reading, fillers: Fillers) -> None:
        layer: DocumentRead = reading.doc.user_data.get(LAYER, DocumentRead())
        self.reading = reading
        self.fillers = fillers
        self.calibration = layer.calibration
        self.precedence = layer.precedence
        self.version = layer.version
        self.strikes = Strikes(reading, fillers)
        self._read = layer.sentences
        self.evoking: Mapping[int, Evoking] = {e.token.i: e for e in self._evoking()}

    def _evoking(self) -> Iterator[Evoking]:
        doc, curves = self.reading.doc, self.calibration
        for read in self._read:
            roles: dict[int, list[tuple[str, Token, float]]] = defaultdict(list)
            for pair in read.found.pairs:
                if pair.is_role:
                    chance = curves.roles(pair.score, pair.label)
                    head = part_of(doc[read.tokens[pair.object_head]])
                    roles[pair.subject_head].append((pair.label, head, chance))
            for event in read.found.events:
                token = doc[read.tokens[event.word]]
                if self._is_part_of_name(token) or is_no_deed(token) or is_served(token):
                    continue
                yield Evoking(
                    token,
                    self.strikes.corrected(token, event.type),
                    round(curves.events(event.score, event.type), _DIGITS),
                    event.status,
                    curves.statuses(event.certainty, event.status),
                    tuple(best(roles[event.word])),
                )

    def _is_part_of_name(self, token: Token) -> bool:
        """Tell whether TOKEN only stands in a name: "Approved Financial Services"."""
        name = self.reading.mention_at.get(token.i)
        if name is None or token.dep_ != "compound":
            return False
        behind = token.doc[token.i + 1 : name.last]
        return len(behind) > 0 and behind.root.pos_ == "PROPN"

    def rule(self, head: str) -> str:
        """Return what a claim names as its rule: the network, its version, and the head that spoke."""
        return f"{NAME}:{self.version}:{head}"

    def evokes(self, token: Token) -> bool:
        """Tell whether TOKEN will be claimed as an event."""
        evoking = self.evoking.get(token.i)
        return evoking is not None and self.interpretation(evoking) is not None

    def contradicts(self, token: Token, kind: str) -> bool:
        """Tell whether the network will claim an event of TOKEN of which the class KIND says nothing.

        Of classes of the user's own it has not learned, so there the lexicon has the last word.
        """
        evoking = self.evoking.get(token.i)
        is_a, is_known = self.reading.ontology.is_a, kind in self.reading.ontology.classes
        own = is_known and not self.reading.ontology.iri(kind).startswith(ONTOLOGY)
        if own or token.lemma_.lower() in _DECIDED:
            return False
        if evoking is None or is_a(evoking.type, kind) or is_a(kind, evoking.type):
            return False
        if evoking.chance < self.precedence.least(Proposal.CLASS, predicate(token)):
            return False
        return self.interpretation(evoking) is not None

    def verdict(self, evoking: Evoking, judge: Judge) -> Verdict:
        """Return how an event of the network stands."""
        token = evoking.token
        found = judge.verdict(token) if token.pos_ in _PARTS else judge.nominal(token)
        if (ahead := threatened(token, self.reading)) is not None:
            found = found.under(ahead, token)
        return self.reviewed(token, found)

    def reviewed(self, token: Token, verdict: Verdict) -> Verdict:
        """Return VERDICT, or how the network is sure that the event of TOKEN stands.

        It makes no fact of what the rules take for less, but of a noun that the outlet may take for granted: "they
        plan to contain the outbreak".
        """
        evoking = self.evoking.get(token.i)
        if evoking is None or evoking.status is verdict.status or is_unwanted(token):
            return verdict
        would = verdict.cue is not None and verdict.cue.tag_ == "MD"
        if (verdict.status, evoking.status) in _SURER and not would:
            return verdict
        held = self._was_held(evoking) or is_headlined(token) or is_answered(token)
        if evoking.status in _PROJECTED and (held or is_refused(token, token.head, self.reading)):
            return verdict
        is_fact = evoking.status is Status.ASSERTED
        proposal = Proposal.FACT if is_fact else Proposal.STATUS
        least = self.precedence.least(proposal, predicate(token), evoking.status)
        sure = evoking.certainty >= least
        if not is_fact:
            doubted = sure and verdict.status is not Status.DENIED
            return replace(verdict, status=evoking.status) if doubted else verdict
        granted = token.pos_ in _NOUNS and verdict.status in _PROJECTED and not verdict.speakers
        granted = granted and (verdict.cue is None or verdict.cue.head != token)  # "planned talks"
        undone = verdict.status is Status.NEGATED and verdict.cue == token.head
        granted = granted and sure and not undone and answering(token) is None
        granted = granted and not in_fiction(token)
        return replace(verdict, status=Status.ASSERTED, cue=None) if granted else verdict

    def _was_held(self, evoking: Evoking) -> bool:
        """Tell whether an event came to nothing and took place nonetheless: "the talks failed"."""
        is_a, token = self.reading.ontology.is_a, evoking.token
        subject = token.dep_ == "nsubj" and token.head.tag_ == "VBD"
        denied = any(child.dep_ == "neg" for child in token.head.lefts)
        return subject and not denied and any(is_a(evoking.type, kind) for kind in _HELD)

    def standing(self, verdict: Verdict, status: Status) -> Verdict:
        """Return VERDICT, with the STATUS that the network gives a relation where the rules see but assertion."""
        return replace(verdict, status=status) if verdict.status is Status.ASSERTED else verdict

    def interpretation(self, evoking: Evoking, *, sure: bool = True) -> Interpretation | None:
        """Return what the network says of a word as a reading of its frame; None where it is not sure of enough.

        If not SURE, it need not be enough for a fact.
        """
        kind = _PARTS.get(evoking.token.pos_, EntryKind.NOUN)
        entry = Entry(
            name=NAME,
            kind=kind,
            lemma=known_as(evoking.token, self.reading),
            evokes=evoking.type,
            shortcuts=self._shortcuts(evoking.type),
        )
        frame = any_frame(evoking.token)
        if kind is EntryKind.NOUN:  # "reached an agreement on Monday"
            frame.carrier = noun_frame(evoking.token, self.reading).carrier
        found = Interpretation(frame, entry)
        self._fill(found, evoking, Proposal.ROLE)
        bare = found.participants < _TWO
        proposal = Proposal.BARE if bare else Proposal.EVENT if sure else Proposal.UNSURE_EVENT
        least = self.precedence.least(proposal, predicate(evoking.token))
        if is_no_lawsuit(evoking.type, evoking.token):
            return None
        if is_no_killing(evoking.type, evoking.token, self.reading.ontology):
            return None
        return found if found.complete and evoking.chance >= least else None

    def complete(self, found: Interpretation) -> Interpretation:
        """Add to what the rules FOUND the roles that only the network sees."""
        evoking = self.evoking.get(found.frame.token.i)
        if evoking is not None and evoking.type == found.entry.evokes:
            self._move(found, evoking)
            self._fill(found, evoking, Proposal.MORE)
        return found

    def _move(self, found: Interpretation, evoking: Evoking) -> None:
        """Take from the roles of the rules what the network is surer to see in another, but no subject or object."""
        is_a = self.reading.ontology.is_a
        core = found.frame.core if evoking.token.pos_ in _PARTS else []
        for role, head, chance in (each for each in evoking.roles if each[1] not in core):
            if chance < self._least(Proposal.MOVE, evoking, role) or is_partitive(head):
                continue
            values = self.values(evoking, directed(role, head), head)
            for other, fillers in list(found.roles.items()):
                alike = is_a(role, other) or is_a(other, role)
                kept = [each for each in fillers if alike or each[0] != head]
                only = not kept and len(found.roles) == 1  # the rules know what it is about
                if len(kept) == len(fillers) or only or not values:
                    continue
                found.roles[other] = kept
                if not kept:
                    del found.roles[other]
                moved = found.roles.setdefault(directed(role, head), [])
                moved.extend((head, value) for value in values if (head, value) not in moved)

    def _least(self, proposal: Proposal, evoking: Evoking, role: str) -> float:
        return self.precedence.least(proposal, predicate(evoking.token), role)

    def _fill(self, found: Interpretation, evoking: Evoking, proposal: Proposal) -> None:
        taken = {head.i for fillers in found.roles.values() for head, _ in fillers}
        values = (value for fillers in found.roles.values() for _, value in fillers)
        names = {value.name for value in values if isinstance(value, Mention)}
        least = partial(self._least, proposal, evoking)
        side = partial(sided, frame=found.frame, kind=evoking.type, ontology=self.reading.ontology)
        likely = [(side(directed(r, h), h), h, c) for r, h, c in evoking.roles if c >= least(r)]
        filling = taken | {head.i for _, head, _ in likely}
        known = [(role, head.i) for role, heads in found.roles.items() for head, _ in heads]
        known.extend((role, head.i) for role, head, _ in likely)
        for role, head, chance in likely:
            told = head.i in taken or self._is_told(head, taken) or in_content(found.frame, head)
            others = {other for name, other in known if name != role}
            idiom = head.lower_ in found.entry.lemma.split()  # "hunger strike"
            apart = head.dep_ in _MODIFYING and (idiom or head.head.i in filling)
            if told or apart or self._goes_on(head, others):
                continue
            sure = chance >= self._least(Proposal.FILLER, evoking, role)
            if self._is_filled(found, role) and not sure:
                continue
            if self._gives_way(found, role, head, chance, likely):
                continue
            for value in self.values(evoking, role, head):
                if isinstance(value, Mention):
                    filled = [each for _, each in found.roles.get(role, ())]
                    inside = any(value.span.within(e.span) and value.span != e.span for e in filled)
                    if inside or value.name in names:
                        continue
                found.roles.setdefault(role, []).append((head, value))

    def _goes_on(self, head: Token, others: Collection[int]) -> bool:
        """Tell whether the name at HEAD only goes on with one of OTHERS: "by Tom Hale, Department of Justice"."""
        name = self.reading.mention_at.get(head.i)
        top = head if name is None else head.doc[name.first : name.last].root
        return any(above.i in others for above in joined_to(top))

    def _is_told(self, head: Token, taken: Collection[int]) -> bool:
        """Tell whether what is TAKEN says HEAD already: some of it, or the names beside it."""
        below = head.head.head if head.dep_ == "pobj" else None
        some = below is not None and below.i in taken and is_partitive(below)
        return some or all(each.i in taken for each in self.fillers.spread(head))

    def _gives_way(
        self,
        found: Interpretation,
        role: str,
        head: Token,
        chance: float,
        likely: Sequence[tuple[str, Token, float]],
    ) -> bool:
        """Tell whether only another than HEAD can fill a ROLE that holds one thing.

        One number says how many; and who is behind "by" and who suffers it are two, unless the event is mutual:
        "Haddad has been replaced by Mansour", but "the king was met by the mayor".
        """
        others = [(other, c) for name, other, c in likely if name == role and other != head]
        if self.reading.ontology.properties[role].range == _NUMBERS:
            return any(c > chance for _, c in others)
        mutual = any(self.reading.ontology.properties[n].symmetric for n in found.entry.shortcuts)
        slots = found.frame.slots
        suffers = found.frame.passive and head in slots.get(OBJECT, ()) and not mutual
        return suffers and any(other in slots.get(SUBJECT, ()) for other, _ in others)

    def _is_filled(self, found: Interpretation, role: str) -> bool:
        """Tell whether the rules filled ROLE, or what it is a kind of, with something else."""
        is_a = self.reading.ontology.is_a
        own = found.entry.name == NAME
        return not own and any(is_a(role, other) or is_a(other, role) for other in found.roles)

    def values(self, evoking: Evoking, role: str, head: Token) -> list[Mention | Time | Quantity]:
        """Return what HEAD gives a ROLE of an event, whatever else fills it; nothing where it cannot fill it."""
        kind, ontology = evoking.type, self.reading.ontology
        barred = is_barred(kind, evoking.token, role, head, self.reading)
        if barred or has_no_part(evoking.token, head) or not ontology.accepts_subject(role, kind):
            return []
        term = ontology.properties[role]
        if term.datatypes:
            return []  # when it happened is read from the calendar, for all extractors alike
        if is_repeated(head):
            return []
        if members := self.fillers.members(head, role):
            return list(members)
        fill = self.fillers.whole if kind in MEASURING else self.fillers.fitting
        value = fill(head, role)
        if value is None or not self._fits(value, role):
            return []
        return [value]

    def _fits(self, value: Mention | Time | Quantity, role: str) -> bool:
        if isinstance(value, Time):
            return False
        kind = value.type if isinstance(value, Mention) else "Quantity"
        return self.reading.ontology.accepts(role, kind)

    def _shortcuts(self, kind: str) -> tuple[str, ...]:
        """Return the direct properties that most entries of the lexicon let follow from a class of events."""
        return self.reading.ontology.usual_shortcuts.get(kind, ())

    def relations(self) -> Iterator[Related]:
        """Return the relations that the network sees between two things."""
        doc, ontology = self.reading.doc, self.reading.ontology
        for read in self._read:
            for pair in read.found.pairs:
                if pair.is_role:
                    continue
                chance = round(self.calibration.properties(pair.score, pair.label), _DIGITS)
                own, head = doc[read.tokens[pair.subject_head]], doc[read.tokens[pair.object_head]]
                ends = Predicate.CLAUSE if stand_apart(own, head) else Predicate.PHRASE
                if chance < self.precedence.least(Proposal.RELATION, ends, pair.label):
                    continue
                relation = self._related(own, pair.label, head)
                if relation is None:
                    continue
                ended = pair.ended or any(map(is_over, head.ancestors))
                ended = ended and ontology.properties[pair.label].ended_as is not None
                found = FoundRelation(relation, head, NAME, ended=ended)
                status = Status.HYPOTHETICAL if is_alternative(head) else pair.status
                yield Related(found, chance, status, ends)

    def _related(self, own: Token, label: str, head: Token) -> Relation | None:
        """Return the relation called LABEL between what OWN and HEAD stand for, if it says anything that holds."""
        subject, thing = self._end(own, label), self._value(head, label)
        if subject is None or thing is None or not is_named(subject, thing):
            return None
        relation = Relation(subject, label, thing)
        idle = is_known_part(relation) or aspires(own, label) or leads_side(own, relation)
        # Who speaks for a people, or fights for its rights, need not be one of it: "an LGBT activist".
        people = label == "memberOf" and isinstance(thing, Mention) and thing.type == "PeopleGroup"
        term = self.reading.ontology.properties[label]
        mutual = term.subject_role is not None and term.subject_role == term.object_role
        apart = mutual and is_one_side(own, head)
        return None if idle or people or apart else relation

    def _end(self, head: Token, label: str) -> Mention | None:
        role = self.reading.ontology.properties[label].subject_role
        found = self.fillers.fitting(head, role) if role else self.fillers.mention(head)
        accepts = self.reading.ontology.accepts_subject
        return found if isinstance(found, Mention) and accepts(label, found.type) else None

    def _value(self, head: Token, label: str) -> Mention | Time | Quantity | None:
        term = self.reading.ontology.properties[label]
        if "Position" in term.range:
            return office_at(head, self.reading)
        if "integer" in term.datatypes:
            return self.reading.quantity_of(head)
        role = term.object_role
        value = self.fillers.fitting(head, role) if role else self.fillers.at(head)
        accepts = self.reading.ontology.accepts
        match value:
            case Mention():  # "African slaves" have no nation
                nation = label != "citizenOf" or value.name not in _CONTINENTS
                return value if nation and accepts(label, value.type) else None
            case _:
                return None
