"""Whose a person is, by what stands right beside the name: "Liverpool's Daniel Sturridge", "Ana Ruiz of UNICEF"."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg.extract.reading import Reading
from kg.extract.reference.neighbours import Beside, Found
from kg.model import Mention, Relation

_MEMBERS: Final = ("SportsTeam", "PoliticalParty")
_EMPLOYERS: Final = ("Company", "GovernmentBody", "MediaOrganization", "University")
_STAYING: Final = frozenset(
    {"appos", "conj", "nsubj", "nsubjpass"}
)  # no place that somebody is taken from
# Where somebody lives who is of or from there; lawmakers are "of" a part of a country.
_HOMES: Final = {"from": ("City", "Region"), "of": ("City",)}
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
        yield from _of(person, owner, token, reading)
    yield from _behind(token, person, reading)


def _behind(token: Token, person: Mention, reading: Reading) -> Iterator[Found]:
    """Yield whose the PERSON is by what stands behind the name: "of Pearl Jam", "from New Zealand"."""
    annotation, doc = reading.mention_at[token.i], token.doc
    place = annotation.last + (annotation.last < len(doc) and doc[annotation.last].text == ",")
    if place + 1 >= len(doc) or doc[place].lower_ not in ("from", "of"):
        return
    if doc[place].lower_ == "from" and not (doc[place].head == token and token.dep_ in _STAYING):
        return  # "deported Ana Ruiz from Norway"
    within = doc[place + 1].lower_ == "the"
    behind = reading.mention_at.get(place + 1 + within)
    owner = behind.value if behind is not None and behind.first in (place + 1, place + 2) else None
    if not isinstance(owner, Mention) or not owner.named or owner.name == person.name:
        return
    if owner.type != "Country" and any(_has_title(t, reading) for t in (token, *token.conjuncts)):
        return  # "Judge Ana Ruiz of Ohio": the office says what she is there
    if reading.ontology.is_a(owner.type, "Organization"):
        yield from _of(person, owner, token, reading, "memberOf")
    elif doc[place].lower_ == "from" and owner.type == "Country":
        yield Found(Relation(person, "citizenOf", owner), token, "affiliation")
    elif owner.type in _HOMES[doc[place].lower_] and place == annotation.last:
        yield Found(Relation(person, "livesIn", owner), token, "residence")


def _has_title(name: Token, reading: Reading) -> bool:
    """Tell whether an office stands right before a NAME."""
    annotation = reading.mention_at.get(name.i)
    before = reading.mention_at.get(annotation.first - 1) if annotation is not None else None
    title = before.value if before is not None else None
    return isinstance(title, Mention) and title.type == "Position"


def _of(
    person: Mention, owner: Mention, token: Token, reading: Reading, other: str | None = None
) -> Iterator[Found]:
    """Yield what PERSON is to the OWNER: the relation OTHER where the class of that does not say."""
    is_a = reading.ontology.is_a
    if any(is_a(owner.type, kind) for kind in _MEMBERS):
        yield Found(Relation(person, "memberOf", owner), token, "affiliation")
    elif any(is_a(owner.type, kind) for kind in _EMPLOYERS):
        yield Found(Relation(person, "worksFor", owner), token, "affiliation")
    elif owner.type == "Country":
        yield Found(Relation(person, "citizenOf", owner), token, "affiliation")
    elif other is not None:
        yield Found(Relation(person, other, owner), token, "affiliation")
