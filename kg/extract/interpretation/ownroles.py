"""Which role of the user's a participant of an event of ours fills, and as what."""

from typing import Final

from kg.model import Argument, Filler, Mention, Quantity, Time
from kg.ontology import Ontology, PropertyTerm, RoleLike
from kg.ontology.own.literals import NUMBERS, TEXTS, TIMES, lexical, worded

LEAST: Final = 1.0  # of a likeness: what is less is none
_LIKE: Final = 2.0  # the role of ours is one that the label is like
_NAMED: Final = 3.0  # the label is the name of the role of ours
_OWN_CLASS: Final = 1.0  # the range says more than that it is somebody
_OF_PLACES: Final = frozenset({"place", "location"})
_ACTING: Final = frozenset({"agent", "coAgent", "patient", "person", "victim", "accused"})
_ACTORS: Final = ("Person", "Organization")  # "the strike against the firm": no demand
_COUNTS: Final = frozenset({"count", "number", "size", "total"})
_SUMS: Final = frozenset(
    "amount bail bonus cost deal fee fine money payment penalty price salary sum value worth".split()
)


class OwnRoles:
    """Compares roles of ours with those of the user's ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        # What may take part in many ways: its class alone does not say in which.
        self._wide = {name for name in ontology.classes if ontology.is_a(name, "Agent")}
        self._wide |= {"Entity", "Topic"}

    def value(self, filler: Filler, role: RoleLike) -> Filler | None:
        """Return FILLER as ROLE has it: the thing, its words, or how many it is; None where it has none such."""
        term = self.ontology.properties[role.name]
        if isinstance(filler, Mention):
            if term.datatypes & NUMBERS:
                return filler.number if role.words & _COUNTS else None
            if not filler.named and self._says_little(filler):
                return None
            if not term.datatypes:
                return filler if self.ontology.accepts(term.name, filler.type) else None
        told = worded(filler, term)
        return told if lexical(told, term.datatypes) is not None else None

    def likeness(self, kind: str, argument: Argument, role: RoleLike) -> float:
        """Return how much an ARGUMENT of an event of our class KIND looks like one in ROLE; below LEAST, it is none."""
        term, is_a = self.ontology.properties[role.name], self.ontology.is_a
        score = _NAMED if argument.role.lower() in role.words else 0.0
        doing = not role.doing or any(is_a(kind, each) for each in role.doing)
        if doing or not is_a(argument.role, "agent"):
            score += _LIKE if any(is_a(argument.role, each) for each in role.ours) else 0.0
        match argument.filler:
            case Mention(type=found) if term.range:
                score += self._of_class(found, argument.role, term, bool(score))
            case Mention(type=found) if term.datatypes & TEXTS and not role.ours & _ACTING:
                score -= _NAMED if any(is_a(found, each) for each in _ACTORS) else 0.0
            case Time() if argument.role == "time" and term.datatypes & TIMES:
                score += 0.0 if "end" in role.words else _OWN_CLASS
            case Quantity() if argument.role == "amount" and role.words & _SUMS:
                score += _OWN_CLASS
            case Quantity() if argument.role == "count" and role.words & _COUNTS:
                score += _OWN_CLASS if role.ours else 0.0
        return score

    def _of_class(self, found: str, ours: str, term: PropertyTerm, likely: bool) -> float:
        """Return what it says for a role of the user's that something of the class FOUND is in a role of OURS."""
        own = self.ontology.own.anchors
        anchors = {a for each in term.range for a in own.get(each, frozenset({each}))}
        if not anchors:
            return -_OWN_CLASS / 2 if likely else 0.0
        narrow = not anchors & self._wide
        if not likely and all(self.ontology.is_a(each, "Place") for each in anchors):
            narrow = (
                narrow and ours in _OF_PLACES
            )  # where a thing is sent to is not where it starts
        return _OWN_CLASS if narrow and any(self.ontology.is_a(found, a) for a in anchors) else 0.0

    def _says_little(self, filler: Mention) -> bool:
        """Tell whether FILLER says little more than its class: "the disease", "countries"."""
        return filler.number is None and self.ontology.is_general(filler.name.split()[-1])
