"""Which of what was found is in terms of the user's ontology."""

from dataclasses import replace
from typing import TYPE_CHECKING, Union

from kg.model import Claim, Extraction, Rejection, Relation

if TYPE_CHECKING:
    from kg.ontology import ClassTerm, Ontology, PropertyTerm


def term_of(
    found: Claim | Rejection, ontology: "Ontology"
) -> Union["ClassTerm", "PropertyTerm", None]:
    """Return the term that a claim or a rejection is in: the property of a relation, the class of an event."""
    if isinstance(found.content, Relation):
        return ontology.properties.get(found.content.predicate)
    return ontology.classes.get(found.content.type)


def only_own(found: Extraction, ontology: "Ontology") -> Extraction:
    """Return what was FOUND in the terms of the user's ontology alone."""
    claims = [c for c in found.claims if (term := term_of(c, ontology)) is not None and term.own]
    rejections = [r for r in found.rejections if (t := term_of(r, ontology)) is not None and t.own]
    return replace(found, claims=tuple(claims), rejections=tuple(rejections))
