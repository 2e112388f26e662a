"""What the things of one document are called: entities, values, events and claims."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg import iri
from kg.model import (
    CONTENT,
    IN_WORDS,
    Argument,
    Claim,
    Content,
    Document,
    Entity,
    Event,
    Filler,
    Mention,
    Quantity,
    Relation,
    Time,
    Words,
)
from kg.ontology import Ontology
from kg.ontology.own.literals import lexical
from kg.rdf import terms

Term = NamedNode | Literal
Pairs = tuple[tuple[NamedNode, Term], ...]
Triple = tuple[NamedNode, NamedNode, Term]

_LABEL_ORDER: Final = ("agent", "patient", "theme", "recipient")


def pairs(found: Iterable[tuple[NamedNode, Term]]) -> Pairs:
    """Return predicates and objects once each, in an order that does not depend on the text."""
    return tuple(sorted(set(found), key=lambda pair: (str(pair[0]), str(pair[1]))))


@dataclass(frozen=True, kw_only=True)
class Names:
    """The names that one document gives its things; pure functions of what the things are."""

    document: Document
    entities: Mapping[Mention, Entity]
    ontology: Ontology
    base: str

    @cached_property
    def article(self) -> NamedNode:
        """The document itself, which is its graph too."""
        return NamedNode(self.document.id)

    def entity(self, mention: Mention) -> NamedNode:
        """Return the IRI of what MENTION means."""
        return NamedNode(self.entities[mention].iri)

    def term(self, name: str) -> NamedNode:
        """Return the IRI of the class or property called NAME, which may be a user's own."""
        known = self.ontology.classes.get(name) or self.ontology.properties.get(name)
        return NamedNode(known.iri) if known else terms.node("kg", name)

    def filler(self, value: Mention | Quantity) -> NamedNode:
        """Return the IRI of an entity or of a quantity."""
        return (
            self.entity(value) if isinstance(value, Mention) else terms.quantity(self.base, value)
        )

    def roles(self, event: Event) -> Pairs:
        """Return what the roles of EVENT hold."""
        own = (pair for argument in event.arguments for pair in self._role(argument))
        told = ((claim, claim.content) for claim in event.contents)
        inner = (
            (self.term(CONTENT), self.event(claim, content))
            for claim, content in told
            if isinstance(content, Event)
        )
        return pairs(chain(own, inner))

    def _role(self, argument: Argument) -> Iterable[tuple[NamedNode, Term]]:
        known = self.ontology.properties.get(argument.role)
        if known is not None and known.own and known.datatypes:
            literal = self._literal(argument.role, argument.filler)
            return [(self.term(argument.role), literal)] if literal is not None else []
        match argument.filler:
            case Time() as time:
                return terms.times(argument.role, time)
            case Words() as words:
                return [(self.term(argument.role), self.said(words))]
            case value:
                return [(self.term(argument.role), self.filler(value))]

    def said(self, words: Words) -> Literal:
        """Return WORDS as a literal in the language of the document."""
        return terms.words(" ".join(words.text.split()), self.document.language)

    def object(self, relation: Relation) -> Term | None:
        """Return the object of RELATION: an entity, a value or a literal; None for no date."""
        value = relation.object
        if isinstance(value, Mention):
            return self.entity(value)
        if (literal := self._literal(relation.predicate, value)) is not None:
            return literal
        if isinstance(value, Words):
            return self.said(value)
        if isinstance(value, Time):
            point = value.start or value.end
            return terms.calendar(point) if point else None
        return self._number(relation.predicate, value) or self.filler(value)

    def _literal(self, name: str, value: Filler) -> Literal | None:
        """Return VALUE as a literal of a datatype of the user's property NAME; "at least 40" is none."""
        if isinstance(value, Quantity) and value.bound != "Exact":
            return None
        known = self.ontology.properties.get(name)
        found = lexical(value, known.datatypes) if known is not None and known.own else None
        if found is None:
            return None
        text, datatype = found
        if isinstance(value, Words):
            return terms.string(text) if datatype == "string" else self.said(value)
        return terms.typed(text, datatype)

    def _number(self, predicate: str, value: Quantity) -> Literal | None:
        """Return VALUE as a literal where PREDICATE takes one and nothing is lost by it."""
        known = self.ontology.properties.get(predicate)
        datatype = known.datatype if known else None
        if datatype is None or value.bound != "Exact":
            return None
        number = terms.decimal(value.value)
        if datatype.endswith("integer"):
            return None if "." in number.value else terms.integer(int(number.value))
        return number if datatype.endswith("decimal") else None

    def event(self, claim: Claim, event: Event) -> NamedNode:
        """Return the IRI of EVENT as CLAIM has it.

        What the outlet asserts is one event wherever it is told, if a time and two named things
        pin it down, else one event a document. What is only claimed belongs to its document, its
        status and its speakers.
        """
        kept = tuple(a for a in event.arguments if a.role not in IN_WORDS)
        roles = self.roles(replace(event, arguments=kept))
        sense = () if event.predicate is None else (event.predicate,)
        key = [event.type, *sense, *(f"{predicate} {value}" for predicate, value in roles)]
        if not claim.is_fact:
            return NamedNode(iri.event(self.base, self.document.id, *key, *self.standing(claim)))
        return NamedNode(
            iri.event(self.base, *key, *(() if self._pinned(event, roles) else (self.document.id,)))
        )

    def _pinned(self, event: Event, roles: Pairs) -> bool:
        named = {
            self.entity(argument.filler)
            for argument in event.arguments
            if isinstance(argument.filler, Mention) and argument.filler.named
        }
        return len(named) >= 2 and any(isinstance(value, Literal) for _, value in roles)

    def standing(self, claim: Claim) -> list[str]:
        """Return status and speakers of CLAIM, as parts of a key."""
        ended = ("ended",) if claim.ended else ()
        return [
            claim.status.value,
            *(self.entities[speaker].iri for speaker in claim.speakers),
            *ended,
        ]

    def claim(self, claim: Claim, *content: str) -> NamedNode:
        """Return the IRI of the node that says CLAIM of CONTENT in its sentence."""
        place = f"{claim.evidence.start}-{claim.evidence.end}"
        return NamedNode(
            iri.claim(self.base, self.document.id, place, *content, "by", *self.standing(claim))
        )

    def rejection(self, place: str, rule: str, *content: str) -> NamedNode:
        """Return the IRI of a candidate that did not pass."""
        return NamedNode(iri.claim(self.base, self.document.id, place, rule, *content, "rejected"))

    def label(self, event: Event) -> str:
        """Return what an event is called on a page: its class or predicate, who and what, and when."""
        known = self.ontology.classes.get(event.type)
        title = known.label if known else event.type
        if event.predicate is not None:
            title = event.lemma
        ranked = sorted(
            {
                (self._rank(a.role), a.role, self._filler_label(a.filler))
                for a in event.arguments
                if a.role not in IN_WORDS
            }
        )
        inner = (c.content for c in event.contents)
        told = (f"({self.label(replace(e, contents=()))})" for e in inner if isinstance(e, Event))
        parts = ", ".join(dict.fromkeys([*(label for _, _, label in ranked if label), *told]))
        return f"{title[:1].upper()}{title[1:]}{': ' if parts else ''}{parts}"

    def _rank(self, role: str) -> int:
        for rank, ancestor in enumerate(_LABEL_ORDER):
            if self.ontology.is_a(role, ancestor):
                return rank
        return len(_LABEL_ORDER)

    def _filler_label(self, value: Filler) -> str:
        match value:
            case Mention():
                return self.entities[value].label
            case Quantity():
                return terms.quantity_words(value)
            case Words():
                return " ".join(value.text.split())
            case Time():
                return "/".join(dict.fromkeys(end for end in (value.start, value.end) if end))


def fillers(content: Content) -> tuple[Filler, ...]:
    """Return everything that CONTENT speaks of."""
    if isinstance(content, Relation):
        return (content.subject, content.object)
    return tuple(argument.filler for argument in content.arguments)
