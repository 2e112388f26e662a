"""Whose a person is, by the possessive right before the name: "Liverpool's Daniel Sturridge"."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg.extract.reading import Reading
from kg.extract.reference.neighbours import Beside, Found
from kg.model import Mention, Relation

_MEMBERS: Final = ("SportsTeam", "PoliticalParty")
_EMPLOYERS: Final = ("Company", "GovernmentBody", "MediaOrganization", "University")
_LEAST: Final = 2  # words of a name that surely is one: not "Apple's Siri"


def affiliation(token: Token, person: Mention, reading: Reading, beside: Beside) -> Iterator[Found]:
    """Yield the team, party, body or state of the PERSON named at TOKEN."""
    annotation = reading.mention_at.get(token.i)
    if annotation is None or person.type != "Person" or not person.named:
        return
    if annotation.last - annotation.first < _LEAST:
        return
    for child in token.lefts:
        owner = beside.named(child) if child.dep_ == "poss" else None
        last = child.right_edge.i if child.right_edge.dep_ == "case" else child.i + 1
        if owner is None or last != annotation.first - 1 or owner.name == person.name:
            continue
        is_a = reading.ontology.is_a
        if any(is_a(owner.type, kind) for kind in _MEMBERS):
            yield Found(Relation(person, "memberOf", owner), token, "affiliation")
        elif any(is_a(owner.type, kind) for kind in _EMPLOYERS):
            yield Found(Relation(person, "worksFor", owner), token, "affiliation")
        elif owner.type == "Country":
            yield Found(Relation(person, "citizenOf", owner), token, "affiliation")
