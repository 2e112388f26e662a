"""Which of what was found is in terms of the user's ontology."""

from dataclasses import replace
from typing import TYPE_CHECKING, Union

from kg.model import Claim, Event, Extraction, Rejection, Relation

if TYPE_CHECKING:
    from kg.ontology import ClassTerm, Ontology, PropertyTerm


def term_of(
    found: Claim | Rejection, ontology: "Ontology"
) -> Union["ClassTerm", "PropertyTerm", None]:
    """Return the term that a claim or a rejection is in: the property of a relation, the class of an event."""
    match found.content:
        case Relation(predicate=predicate):
            return ontology.properties.get(predicate)
        case Event(type=kind):
            return ontology.classes.get(kind)
        case _:
            return None


def only_own(found: Extraction, ontology: "Ontology") -> Extraction:
    """Return what was FOUND in the terms of the user's ontology alone, and what was only said to be proposed."""
    claims = [c for c in found.claims if (term := term_of(c, ontology)) is not None and term.own]
    rejections = [
        each
        for each in found.rejections
        if each.content is None or ((t := term_of(each, ontology)) is not None and t.own)
    ]
    return replace(found, claims=tuple(claims), rejections=tuple(rejections))
