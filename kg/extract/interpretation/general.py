"""Predicates that the lexicon does not know, as events of general classes with thematic roles.

The roleset of a predicate tells its general class and what its numbered roles are called (``kg.predicates``).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import COMPLEMENT, OBJECT, RECIPIENT, SUBJECT, Frame
from kg.extract.grammar.functions import SUBJECTS
from kg.extract.grammar.numbering import MODIFIER, POSSESSOR
from kg.extract.grammar.phrases import noun_class
from kg.extract.grammar.syntax import is_infinitive, joined_to
from kg.extract.interpretation.events import Interpretation
from kg.extract.interpretation.happened import is_realised
from kg.extract.interpretation.roles import INSTEAD, LAST, Roles
from kg.extract.predications.adjuncts import is_rank
from kg.extract.predications.arguments import any_frame
from kg.extract.predications.measures import course
from kg.extract.predications.nominals import noun_frame, strikes
from kg.extract.predications.predicates import Predications, is_elsewhere
from kg.extract.predications.scores import scores
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.reference.people import owned_by
from kg.model import Filler, Mention, Quantity, Time, Words
from kg.ontology import Entry, EntryKind, Ontology
from kg.predicates import general_class, thematic_role
from kg.rolesets import senses

NAME: Final = "general"
_MOVING: Final = vocabulary.words("sports", "scoring")
_UNKNOWN: Final = {"0": "agent", "1": "theme"}  # of a predicate that PropBank does not have
_EVENT: Final = "Event"
_INFLECTED: Final = ("ed", "ing")
_VERB: Final = "VERB"
_NOUN: Final = "NOUN"
# General roles that are called so in every class.
_ANY: Final = frozenset({"amount", "beneficiary", "destination", "duration", "recipient", "source"})
_COPULA: Final = "be"  # descriptions and qualities tell what it says
_ANSWERED: Final = frozenset({"about", "against", "for", "on", "over", "to"})
_GATHERINGS: Final = vocabulary.words("speech", "gatherings")
_PERFORMING: Final = vocabulary.words("speech", "performing")
_COMPLEMENTS: Final = frozenset({"acomp", "attr", "ccomp", "dative", "dobj", "oprd", "xcomp"})
_CLAUSES: Final = frozenset({"ROOT", "advcl", "ccomp", "conj", "parataxis", "relcl"})
SAYING_LITTLE: Final = vocabulary.words("events", "saying_little")
# What completes a noun, so that without it too little is said.
_COMPLETING: Final = frozenset({"prep", "acl", "relcl"})
_DESCRIBING: Final = frozenset({"acl", "relcl"})
_CAUSE: Final = "cause"
# Roles by prepositions that introduce much else.
_AROUND: Final = frozenset({"location", "recipient"})
# What a subject is that fills no such role: what moves is no way, who gathers no purpose.
_NO_SUBJECTS: Final = {"trajectory": "theme", "purpose": "agent"}
_TOPIC: Final = "Topic"
_LEAST: Final = 2  # roles that are filled
_BEFORE: Final = frozenset({"compound", "nmod"})
_OWNING: Final = (POSSESSOR, MODIFIER, "by")
_ACTING: Final = ("Agent", "Country")
_THINGS: Final = vocabulary.words("events", "things")
_NO_SUBJECT: Final = "nobody and nothing is named that does it or to which it happens"
_ONLY_SPEAKS: Final = "it only gives words to somebody, and nobody is known to speak them"
_NOTHING_KNOWN: Final = "nothing takes part of which the text says what it is"


@dataclass(frozen=True, slots=True)
class General:
    """A predicate read as an event of a general class; ROLESET is its sense, or its lemma where there is none.

    It is SURE where rules and network agree on all that takes part, and the network is sure of the sense. It is
    ALONE where too little takes part to say anything, unless a clause is its content, or it is all that the WHOLE
    clause has: "the statue was removed". It ACTS where one is the subject: "the statue was removed in May", not
    "had a statue in May".
    """

    found: Interpretation
    roleset: str
    sure: bool
    alone: bool
    acts: bool
    whole: bool


class GeneralReader:
    """Reads the predicates of one document by their rolesets."""

    def __init__(self, reading: Reading, fillers: Fillers, predications: Predications) -> None:
        self._reading = reading
        self._ontology = reading.ontology
        self._fillers = fillers
        self._predications = predications
        self._roles = Roles(reading, fillers)
        self.passed_over: list[tuple[Interpretation, str]] = []  # that say nothing, and why

    def besides(self, told: Collection[int]) -> Iterator[General]:
        """Yield what the verbs tell, those left out whose tokens are in TOLD."""
        for frame in self._predications.verbs():
            if frame.token.i in told or frame.lemma == _COPULA:
                continue
            if not _has_subject(frame):
                self._pass_over(frame, _NO_SUBJECT)
            elif self._only_speaks(frame):
                self._pass_over(frame, _ONLY_SPEAKS)
            else:
                yield from self._read(frame)

    def nouns(self, told: Collection[int]) -> Iterator[General]:
        """Yield what nouns of events tell that nothing else has read, those left out whose tokens are in TOLD.

        The noun is given, and its phrase says whose it is and what else takes part: "America's commitment to the
        treaty", "the government's daily briefing on the flood".
        """
        for token in self._reading.doc:
            if token.pos_ == _NOUN and token.i not in told and self._is_deed(token):
                frame = any_frame(token)
                owners = self._owners(frame)
                for each in self._read(frame) if owners else ():
                    heads = {head.i for filled in each.found.roles.values() for head, _ in filled}
                    if not each.alone and owners & heads and heads - owners:
                        yield each

    def _is_deed(self, noun: Token) -> bool:
        """Tell whether a common NOUN that names no thing has a sense as an event, and the text takes it as given."""
        if (
            noun.dep_ in _BEFORE
            or noun.i in self._reading.mention_at
            or noun.lemma_.lower() in _THINGS
        ):
            return False
        bare = noun_class(noun, self._reading.ontology) == _TOPIC
        return bare and bool(senses(noun.lemma_, "NN")) and is_realised(noun, self._reading)

    def _owners(self, frame: Frame) -> set[int]:
        """Return the heads of who has or does what a noun tells, where that is a name or stands for one."""
        heads = [head for name in _OWNING for head in frame.slots.get(name, ())]
        known = {head.i: self._fillers.mention(head) for head in heads}
        is_a = self._ontology.is_a
        acting = (i for i, m in known.items() if m and any(is_a(m.type, c) for c in _ACTING))
        return {i for i in acting if (m := known[i]) is not None and (m.named or m.referring)}

    def fill(self, found: Interpretation) -> None:
        """Add to an event of the lexicon what rules and network agree on, in thematic roles."""
        frame = found.frame
        if frame.token.pos_ == _NOUN:
            self._fill_carried(found)
        idiom = " " in found.entry.lemma  # "take office": the office takes no part
        if idiom or frame.token.pos_ != _VERB:
            return
        known = {_key(value) for fillers in found.roles.values() for _, value in fillers}
        roleset = self._predications.roleset(frame.token)
        kind = found.entry.evokes or _EVENT
        for role, head, agreed in self._heads(frame, roleset, kind):
            taken = {filled.i for fillers in found.roles.values() for filled, _ in fillers}
            if not agreed or any(above.i in taken for above in joined_to(head)):
                continue  # "by Tom Hale, Crimes Section, Department of Justice"
            own = self._own(kind, role, head, frame)
            if own is None or self._is_filled(found, own):
                continue
            for _, value in self._roles.values(head, role, found):
                if _key(value) not in known and _fits(self._ontology, own, value):
                    known.add(_key(value))
                    found.roles.setdefault(own, []).append((head, value))

    def carrier(self, noun: Token) -> Token | None:
        """Return the support verb of the NOUN of an event, of which the noun says what is done or what happened."""
        if noun.pos_ == _NOUN and noun.dep_ == "nsubj" and noun.head.pos_ == _VERB:
            return noun.head if strikes(any_frame(noun.head), self._reading) else None
        if noun.pos_ != _NOUN or noun.dep_ not in ("dobj", "nsubjpass"):
            return None
        return noun_frame(noun, self._reading).carrier

    def _fill_carried(self, found: Interpretation) -> None:
        """Add to the event of a noun who acts by the verb that carries it: "plans to hold a rally"."""
        frame, kind = noun_frame(found.frame.token, self._reading), found.entry.evokes or _EVENT
        taken = {filled.i for fillers in found.roles.values() for filled, _ in fillers}
        heads = frame.slots.get(SUBJECT, ()) if frame.carrier is not None else ()
        role = self._ontology.usual_roles.get((kind, SUBJECT)) or "agent"
        if role == _CAUSE:
            return  # "the town had a quake"
        if taken.intersection(head.i for head in heads) or self._is_filled(found, role):
            return
        for head in chain.from_iterable(map(self._fillers.spread, heads)):
            value = self._fillers.fitting(head, role)
            if isinstance(value, Mention) and _fits(self._ontology, role, value):
                found.roles.setdefault(role, []).append((head, value))

    def merge(self, found: Interpretation, more: General) -> None:
        """Add to an event FOUND with one participant what the roleset of its verb has MORE of."""
        known = {_key(value) for fillers in found.roles.values() for _, value in fillers}
        kind = found.entry.evokes or _EVENT
        for role, fillers in more.found.roles.items():
            for head, value in fillers:
                if _key(value) in known or isinstance(value, Time | Words):
                    continue
                own = self._own(kind, role, head, found.frame) or role
                names = (own, role, INSTEAD.get(role, LAST), LAST)
                free = (n for n in names if n == role or not self._is_filled(found, n))
                name = next((n for n in free if _fits(self._ontology, n, value)), None)
                if name is not None:
                    known.add(_key(value))
                    found.roles.setdefault(name, []).append((head, value))

    def _is_filled(self, found: Interpretation, role: str) -> bool:
        is_a = self._ontology.is_a
        return any(is_a(role, other) or is_a(other, role) for other in found.roles)

    def _own(self, kind: str, role: str, head: Token, frame: Frame) -> str | None:
        """Return what HEAD is in events of the class KIND: what most entries call their subject or object, or ROLE."""
        function = next((f for f in (SUBJECT, OBJECT) if head in frame.slots.get(f, ())), None)
        if function is None:
            return role if role in _ANY else None
        return self._ontology.usual_roles.get((kind, function))

    def _only_speaks(self, frame: Frame) -> bool:
        """Tell whether a verb only gives words to somebody: the claims in them have the speaker."""
        lemmas = {frame.token.lemma_.lower(), frame.lemma}
        known = (e for lemma in lemmas for e in self._ontology.attitudes(lemma, "verb"))
        spoken = any(entry.speaks for entry in known)
        heard = (frame.slots.get(name, ()) for name in (RECIPIENT, OBJECT))
        named = (self._fillers.mention(head) for heads in heard for head in heads)
        if any(one is not None and one.named and not one.referring for one in named):
            return False  # "told Reuters that": who was told is said nowhere else
        clauses = frame.clauses.get(COMPLEMENT, ())
        if clauses and (frame.lemma in _PERFORMING or all(map(is_infinitive, clauses))):
            return False  # "promised to leave", "denied that he had left" are more than words
        if clauses and any(t.lemma_.lower() in _GATHERINGS for t in frame.slots.get("at", ())):
            return False  # "said at a rally on Friday that"
        about = not _ANSWERED.isdisjoint(frame.slots)  # "responded to reports of a shooting"
        return spoken and (bool(clauses) or (OBJECT not in frame.slots and not about))

    def _read(self, frame: Frame) -> Iterator[General]:
        token = frame.token
        roleset = self._predications.roleset(token)
        kind = self._kind(token, roleset)
        if kind is None:
            return
        if frame.lemma in _MOVING and any(scores(token, self._reading)):
            kind = "Contest"  # "Chelsea led 1-0"
        elif any(map(is_rank, token.rights)):
            kind = "Contest"  # "Hale finished second"
        kind = course(frame, self._fillers) or kind
        entry = Entry(name=NAME, kind=EntryKind.VERB, lemma=frame.lemma, evokes=kind)
        found = Interpretation(frame, entry)
        sure = self._fill_roles(found, roleset, kind) and self._predications.is_certain(token)
        if found.complete:
            alone = len(found.roles) < _LEAST
            sure = sure and self._is_plain(frame, alone=alone)
            acts = _acts(found)
            whole = acts and self._is_whole(found, roleset)
            yield General(found, roleset or frame.lemma, sure, alone, acts, whole)
        elif token.pos_ == _VERB:
            self._pass_over(frame, _NOTHING_KNOWN)

    def _fill_roles(self, found: Interpretation, roleset: str | None, kind: str) -> bool:
        """Fill the roles of FOUND; tell whether rules and network agree on each, and each is told whole."""
        told: set[str] = set()
        sure = True
        contents = {head.i for head in found.frame.clauses.get(COMPLEMENT, ())}
        for role, head, agreed in self._heads(found.frame, roleset, kind):
            if head.i in contents:
                continue
            values = list(self._roles.values(head, role, found))
            sure = sure and agreed and bool(values)
            for name, value in values:
                if _key(value) not in told:
                    told.add(_key(value))
                    sure = sure and self._is_complete(head, value)
                    found.roles.setdefault(name, []).append((head, value))
        return sure

    def _kind(self, token: Token, roleset: str | None) -> str | None:
        """Return the general class of a sense of TOKEN; None for one that is no event.

        A word that no frame file has is a verb only if it ends like one: "livestreamed", not "citizens".
        """
        if roleset is None:
            return _EVENT if token.lower_.endswith(_INFLECTED) else None
        return general_class(roleset)

    def _pass_over(self, frame: Frame, reason: str) -> None:
        """Remember that a verb tells nothing, and the REASON."""
        kind = self._kind(frame.token, self._predications.roleset(frame.token))
        if kind is not None:
            entry = Entry(name=NAME, kind=EntryKind.VERB, lemma=frame.lemma, evokes=kind)
            self.passed_over.append((Interpretation(frame, entry), reason))

    def _is_whole(self, found: Interpretation, roleset: str | None) -> bool:
        """Tell whether what takes part is the subject of a clause of its own with nothing more to say: "Hale appealed".

        Verbs that say little by themselves, and those of speech and thought, do not.
        """
        frame = found.frame
        token, lemma = frame.token, frame.token.lemma_.lower()
        little = lemma in SAYING_LITTLE or self._ontology.attitudes(lemma, "verb")
        if roleset is None or (little and course(frame, self._fillers) is None):
            return False
        open_ended = any(child.dep_ in _COMPLEMENTS for child in token.rights) or frame.clauses
        joined = token.dep_ == "conj" and frame.passive  # "was found and recovered"
        above = token.head if joined else token
        own = any(child.dep_ in SUBJECTS for child in above.lefts) and token.dep_ in _CLAUSES
        return own and not open_ended

    def _is_plain(self, frame: Frame, *, alone: bool) -> bool:
        """Tell whether a verb governs no clause and no predicate of its object, and describes nothing but a name.

        Where one thing takes part ALONE, the clause is what it does: "tried to leave".
        What stands behind a common noun may say which ones are meant ("economists polled by Norwood"), or be
        another noun's.
        """
        token = frame.token
        clauses = frame.clauses.keys() - ({COMPLEMENT} if alone else set())
        if clauses or frame.adjective is not None or COMPLEMENT in frame.slots:
            return False
        described = self._fillers.mention(token.head) if token.dep_ in _DESCRIBING else None
        one = described is not None and described.named and token.head.tag_ != "NNPS"
        return token.dep_ not in _DESCRIBING or one  # not "Americans studying math"

    def _is_complete(self, head: Token, value: Mention | Quantity) -> bool:
        """Tell whether a filler is all of its phrase: no share of it, and not the "ability" of "ability to pay"."""
        if isinstance(value, Quantity):
            return False
        if value.named or value.referring:
            name = self._reading.mention_at.get(head.i)
            owned = owned_by(head, name) if name is not None else None
            return self._reading.word(owned or head).within(value.span)
        behind = (child for child in head.rights if child.dep_ in _COMPLETING)
        whole = (self._reading.word(child).within(value.span) for child in (head, *behind))
        return all(whole)

    def _heads(
        self, frame: Frame, roleset: str | None, kind: str
    ) -> Iterator[tuple[str, Token, bool]]:
        """Yield thematic roles with the heads of what fills them, each once, and whether rules and network agree."""
        seen: set[int] = set()
        taking = list(self._predications.participants(frame.token))
        heads = {each.head.i for each in taking}
        for each in taking:
            if is_elsewhere(each, frame, heads):
                continue
            role = thematic_role(roleset, each.number, kind) if roleset is not None else None
            if role is None and roleset is not None and len(taking) == 1 and each.number == "0":
                role = thematic_role(
                    roleset, "1", kind
                )  # a sense in which nobody acts: "taxes went up"
            seen.add(each.head.i)
            if each.head in frame.slots.get(SUBJECT, ()) and role in _NO_SUBJECTS:
                role = _NO_SUBJECTS[role]
            if role == "content":
                role = self._of_content(each.head, frame)
            role = role or _UNKNOWN.get(each.number, LAST)
            yield self._roles.located(role, each.head, frame), each.head, each.agreed
        for role, head in self._predications.behind(frame):
            if head.i not in seen and (role not in _AROUND or self._is_known(head)):
                yield self._roles.located(role, head, frame), head, False

    def _of_content(self, head: Token, frame: Frame) -> str:
        """Return what HEAD is that may be told: nothing that is told, where a clause is, or where it is who acts."""
        acts = head in frame.slots.get(SUBJECT, ())
        if COMPLEMENT in frame.clauses and head in frame.core:
            return "agent" if acts else "recipient"
        one = self._fillers.mention(head) if acts and not frame.passive else None
        somebody = one is not None and self._ontology.is_a(one.type, "Agent")
        return "agent" if somebody else "content"  # "Hale lied to the court"

    def _is_known(self, head: Token) -> bool:
        """Tell whether HEAD stands for a thing of a known class: not for the "addition" of "in addition"."""
        found = self._fillers.mention(head)
        return found is not None and found.type != _TOPIC


def _fits(ontology: Ontology, role: str, value: Mention | Quantity) -> bool:
    return ontology.accepts(role, value.type if isinstance(value, Mention) else "Quantity")


def _key(value: Filler) -> str:
    """Return what tells two fillers apart."""
    return value.name if isinstance(value, Mention) else value.text


def _acts(found: Interpretation) -> bool:
    """Tell whether the subject takes part, and is more than "it"."""
    frame = found.frame
    heads = {head.i for fillers in found.roles.values() for head, _ in fillers}
    subjects = frame.slots.get(OBJECT if frame.passive else SUBJECT, ())
    return any(head.i in heads and head.lower_ != "it" for head in subjects)


def _has_subject(frame: Frame) -> bool:
    """Tell whether a verb has its main argument: who acts, or what it happens to in the passive or if nobody is meant.

    "Made it harder | to place children" is said of whoever would do it.
    """
    anybody = frame.passive or (frame.token.head.pos_ == "ADJ" and is_infinitive(frame.token))
    return SUBJECT in frame.slots or (anybody and OBJECT in frame.slots)
