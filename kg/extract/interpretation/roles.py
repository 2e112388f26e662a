"""Which thematic role something fills, by its class: a role that cannot take it leaves it to another."""

from collections.abc import Iterator, Mapping
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import OBJECT, SUBJECT, Frame, coordinated
from kg.extract.grammar.numbering import ALONE
from kg.extract.grammar.phrases import of
from kg.extract.grammar.propbank import table
from kg.extract.interpretation.events import Interpretation
from kg.extract.predications.measures import DURATIONS, MEASURED, MEASURING, is_repeated, step
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.model import Mention, Quantity
from kg.ontology import Ontology

LAST: Final = "coTheme"
# What else fills a role where its filler is of a class that the role does not take.
INSTEAD: Final = {
    "agent": "cause",
    "recipient": "goal",
    "destination": "goal",
    "beneficiary": "goal",
    "source": "origin",
    "instrument": "means",
}
# What a role is called where its filler is of a class that it makes no sense with.
_ELSEWHERE: Final[Mapping[str, Mapping[str, str]]] = {
    "asset": {"Agent": "recipient", "PeopleGroup": "recipient"},  # "offered loans to the public"
    "location": {"Topic": "coTheme"},
    "purpose": {"Agent": "beneficiary", "PeopleGroup": "beneficiary", "Place": "goal"},
}
_LOCATION: Final = "location"
_NO_PLACES: Final = ("cause", "coAgent", "coTheme", "goal", "instrument", "means")
_WITHIN: Final = vocabulary.words("prepositions", "of_positions")
_EXTENT: Final = "extent"
# What a preposition tells of the way that something goes.
_WAYS: Final = {
    **dict.fromkeys(("across", "over", "through", "via"), "trajectory"),
    **dict.fromkeys(("into", "onto", "to", "toward", "towards"), "destination"),
    "from": "source",
}


class Roles:
    """Names the roles of the things of one document."""

    def __init__(self, reading: Reading, fillers: Fillers) -> None:
        self._fillers = fillers
        self._ontology = reading.ontology

    def located(self, role: str, head: Token, frame: Frame) -> str:
        """Return ROLE, or what HEAD rather is: no town acts with others in it, and nobody is a place to be behind."""
        before = head.head.lower_ if head.dep_ == "pobj" else ""
        if before == "as" and head.head.head == frame.token:
            return "attribute"  # "worked as a nurse"
        if before == "from" and role == "destination":
            return "source"
        one = self._fillers.mention(head)
        is_a = self._ontology.is_a
        if one is not None and role == _LOCATION and is_a(one.type, "Person"):
            return LAST
        met = head in frame.slots.get("at", ())
        within = before in _WITHIN and one is not None and (met or is_a(one.type, "Place"))
        return _LOCATION if within and role in _NO_PLACES else role

    def values(
        self, head: Token, role: str, found: Interpretation
    ) -> Iterator[tuple[str, Mention | Quantity]]:
        """Yield what HEAD stands for, with the role that it can fill: ROLE, or one for others of its class."""
        if any(child.dep_ == "neg" for child in head.lefts):
            return  # "the Iraqis, not the Americans"
        measured = head.lemma_.lower() in MEASURED
        share = self._fillers.share(head)
        for each in [head] if measured or share is not None else self._fillers.spread(head):
            if members := self._fillers.members(each, role):
                yield from ((role, member) for member in members)
                continue
            fitting = self._fillers.whole if measured else self._fillers.fitting
            steps = step(each, self._fillers) if found.entry.evokes in MEASURING else None
            value = share or steps or fitting(each, role) or self._fillers.at(each)
            match value:
                case Quantity() if not is_repeated(head):
                    yield ("duration" if value.unit in DURATIONS else "amount"), value
                case Mention() if (name := self._role(role, value, head, found)) is not None:
                    yield name, value
                case _:
                    pass

    def _role(self, role: str, value: Mention, head: Token, found: Interpretation) -> str | None:
        """Return ROLE, or where VALUE cannot fill it or another phrase does, what may stand for it."""
        if role == _EXTENT:  # what is no amount: "came from a report", "fell into the net"
            role = _way(head) or LAST
        placed = (below := of(head)) is not None and below.pos_ == "PROPN"  # "north of Lund"
        kinds = (
            kind
            for kind in _ELSEWHERE.get(role, ())
            if self._ontology.is_a(value.type, kind) and not placed
        )
        role = next((_ELSEWHERE[role][kind] for kind in kinds), role)
        before = head.head.lower_ if head.dep_ == "pobj" else ""
        site = before in _WITHIN and self._ontology.is_a(value.type, "Place")
        last = _LOCATION if site else LAST
        for name in (role, INSTEAD.get(role, last), last):
            others = (other for other, _ in found.roles.get(name, ()))
            free = all(_is_one_phrase(head, other) for other in others)
            if free and self._ontology.accepts(name, value.type):
                return name
        return None


def _is_one_phrase(head: Token, other: Token) -> bool:
    return head in coordinated(other) or other in coordinated(head)


def directed(role: str, head: Token) -> str:
    """Return ROLE, or the other end of the way by the preposition before HEAD: "from Iraq" is no destination."""
    return (_way(head) or role) if role in ("destination", "source") else role


def _way(head: Token) -> str | None:
    """Return what the preposition before HEAD tells of the way that something goes."""
    return _WAYS.get(head.head.lower_) if head.dep_ == "pobj" else None


def sided(role: str, head: Token, frame: Frame, kind: str, ontology: Ontology) -> str:
    """Return ROLE of an event of the class KIND, or the other side's, by where HEAD stands beside an active verb.

    Who acts is its subject and whom it befalls its object: "workers sued", "the army fights rebels". A verb that may
    do without an object ("the school closed") has its subject befallen.
    """
    acting, suffering = (_at(function, frame, kind, ontology) for function in (SUBJECT, OBJECT))
    apart = None not in (acting, suffering) and acting != suffering
    if frame.token.pos_ != "VERB" or frame.passive or not apart:
        return role
    slots, lemmas = frame.slots, (frame.lemma, frame.token.lemma_.lower())
    if role == suffering and head in slots.get(SUBJECT, ()):
        alone = OBJECT not in slots and table().role(lemmas, "v", f"{SUBJECT} {ALONE}") != "0"
        return role if alone else str(acting)
    before = head.i < frame.token.i or SUBJECT not in slots
    other = role == acting and head in slots.get(OBJECT, ()) and not before
    return str(suffering) if other else role


def _at(function: str, frame: Frame, kind: str, ontology: Ontology) -> str | None:
    """Return the role of a grammatical FUNCTION in events of the class KIND, as the verb of FRAME has it if known."""
    entries = (e for e in ontology.verbs(frame.lemma) if e.evokes == kind and function in e.slots)
    known = next(entries, None)
    return known.slots[function] if known else ontology.usual_roles.get((kind, function))
