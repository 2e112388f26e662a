"""The grounding gate: a claim passes only if its words stand in its quote and domain and range hold."""

from typing import Final

from kg.model import Content, Event, Mention, Relation, Span, Status
from kg.ontology import Ontology

_THOSE: Final = "those "
_TOLD: Final = frozenset({Status.ASSERTED, Status.REPORTED, Status.ALLEGED})


def refusal(
    content: Content, evidence: Span, ontology: Ontology, status: Status = Status.ASSERTED
) -> str | None:
    """Return why CONTENT may not be claimed on this EVIDENCE with this STATUS; None if it may."""
    if status is Status.ASSERTED and _is_of_nobody(content):
        return "nobody does or suffers it"
    if status not in _TOLD and _is_age_of_somebody(content):
        return "nothing is told as so of somebody without a name"
    if _only_says_who(content):
        return "it only says who is meant"
    match content:
        case Relation():
            return _relation(content, evidence, ontology)
        case Event():
            return _outside(evidence, *(argument.filler.span for argument in content.arguments))


def _is_of_nobody(content: Content) -> bool:
    """Tell whether a pronoun for nobody takes part, who takes part in no fact."""
    match content:
        case Relation(subject=subject, object=thing):
            fillers = [subject, thing]
        case _:
            fillers = [argument.filler for argument in content.arguments]
    return any(isinstance(f, Mention) and f.name == "anybody" for f in fillers)


def _is_age_of_somebody(content: Content) -> bool:
    """Tell whether it is how old somebody without a name is: "the law bans marrying a 15-year-old girl"."""
    return (
        isinstance(content, Relation) and content.predicate == "age" and not content.subject.named
    )


def _only_says_who(content: Content) -> bool:
    """Tell whether what is claimed of "those arrested on Monday" is no more than that they were."""
    match content:
        case Relation(subject=subject, object=thing):
            return subject.text.lower().startswith(_THOSE) and thing.span.within(subject.span)
        case _:
            people = (a.filler for a in content.arguments if isinstance(a.filler, Mention))
            those = (one for one in people if one.text.lower().startswith(_THOSE))
            return any(content.trigger.within(one.span) for one in those)


def _relation(relation: Relation, evidence: Span, ontology: Ontology) -> str | None:
    subject, thing = relation.subject, relation.object
    if not ontology.accepts_subject(relation.predicate, subject.type):
        return f"{relation.predicate} cannot be said of {_article(subject.type)}"
    if isinstance(thing, Mention):
        if subject.name == thing.name and subject.type == thing.type:
            return "subject and object are the same"
        if ontology.is_a(subject.type, "Place") and ontology.is_a(thing.type, "PoliticalParty"):
            return "no place belongs to a party"
        if not ontology.accepts(relation.predicate, thing.type):
            return f"{relation.predicate} cannot have {_article(thing.type)} as its object"
    return _outside(evidence, subject.span, thing.span)


def _outside(evidence: Span, *spans: Span) -> str | None:
    for span in spans:
        if not span.within(evidence):
            return "its words do not stand in the quoted sentence"
    return None


def _article(name: str) -> str:
    return f"an {name}" if name[0] in "AEIOU" else f"a {name}"
