"""The default graph: entities, values, asserted relations and asserted events."""

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from kg import iri
from kg.model import Claim, Content, Entity, Event, Filler, Mention, Quantity, Relation
from kg.predicates import links
from kg.rdf import terms, units
from kg.rdf.naming import Names, Term, Triple, fillers
from kg.rdf.terms import LABEL, TYPE, node
from kg.rolesets import rolesets

_VERBNET: Final = "https://uvi.colorado.edu/verbnet/"  # of the Unified Verb Index
_FRAMENET: Final = "http://premon.fbk.eu/resource/fn17-"  # FrameNet 1.7 as linked data


def of_document(
    names: Names, mentions: Iterable[Mention], claims: Iterable[Claim]
) -> Iterator[Triple]:
    """Yield the facts that one document supports.

    The things that it names are facts too; what it only describes is one if a claim speaks of it.
    """
    spoken: set[Mention] = {mention for mention in mentions if mention.named}
    values: set[Quantity] = set()
    senses: set[str] = set()
    for claim in claims:
        if claim.proposed:
            continue  # what it speaks of is described where it stands
        spoken.update(claim.speakers)
        named, counted = _described(names, claim.content)
        spoken.update(named)
        values.update(counted)
        if isinstance(claim.content, Event) and claim.content.predicate is not None:
            senses.add(claim.content.predicate)
        yield from of_claim(names, claim)
    for sense in senses:
        yield from describe_predicate(names.base, sense)
    for entity in {names.entities[mention] for mention in spoken}:
        yield from describe_entity(names, entity)
    for value in values:
        yield from describe_quantity(names.base, value)


def _described(names: Names, content: Content) -> tuple[list[Mention], list[Quantity]]:
    """Return what CONTENT speaks of that has triples of its own: things, and numbers that are no literals."""
    found = fillers(content)
    numbers = [] if _is_literal(names, content) else [f for f in found if isinstance(f, Quantity)]
    return [f for f in found if isinstance(f, Mention)], numbers


def of_claim(names: Names, claim: Claim) -> Iterator[Triple]:
    """Yield the facts that CLAIM makes; none where it is no fact."""
    if claim.is_fact:
        match claim.content:
            case Relation() as relation:
                held = [statement for statement, holds in statements(names, claim) if holds]
                yield from held
                if held:
                    yield from _ends(names, relation.predicate, relation.subject, relation.object)
            case Event() as event:
                yield from describe_event(names, names.event(claim, event), event)
                for argument in event.arguments:
                    yield from _ends(names, argument.role, None, argument.filler)


def _ends(names: Names, name: str, subject: Mention | None, value: Filler) -> Iterator[Triple]:
    """Yield that what a property of the user's joins is of the class that it asks for, if it asks for one."""
    term = names.ontology.properties.get(name)
    if term is None or not term.own:
        return
    for thing, classes in ((subject, term.domain), (value, term.range)):
        known = [each for each in classes if names.ontology.classes[each].own]
        if isinstance(thing, Mention) and len(known) == len(classes) == 1:
            yield names.entity(thing), TYPE, names.term(known[0])


def statements(names: Names, claim: Claim) -> Iterator[tuple[Triple, bool]]:
    """Yield the triples that a relation's CLAIM speaks of, and whether they hold if it is asserted.

    A symmetric property goes both ways. What held once is said by the property for that; without
    one no triple would be true today.
    """
    relation = claim.content
    if not isinstance(relation, Relation):
        return
    known = names.ontology.properties.get(relation.predicate)
    ended_as = known.ended_as if known and claim.ended else None
    subject, value = names.entity(relation.subject), names.object(relation)
    if value is None:
        return
    predicate = names.term(ended_as or relation.predicate)
    holds = (ended_as is not None or not claim.ended) and _says_all(names, relation, value)
    yield (subject, predicate, value), holds
    if known and known.symmetric and isinstance(value, NamedNode):
        yield (value, predicate, subject), holds


def _is_literal(names: Names, content: Content) -> bool:
    return isinstance(content, Relation) and isinstance(names.object(content), Literal)


def _says_all(names: Names, relation: Relation, value: Term) -> bool:
    """Tell whether VALUE fits the property: "about 44" is no age, though it may be claimed."""
    known = names.ontology.properties.get(relation.predicate)
    takes_literal = bool(known and known.datatypes)
    return not takes_literal or not isinstance(value, NamedNode)


def describe_entity(names: Names, entity: Entity) -> Iterator[Triple]:
    """Yield what is known of ENTITY by itself."""
    subject = NamedNode(entity.iri)
    yield subject, TYPE, names.term(entity.type)
    yield subject, LABEL, terms.words(entity.label)
    for alias in entity.aliases:
        yield subject, node("skos", "altLabel"), terms.words(alias)
    for other in entity.same_as:
        yield subject, node("owl", "sameAs"), NamedNode(other)
    if entity.point is not None:
        for name, degrees in zip(("lat", "long"), entity.point, strict=True):
            yield subject, node("geo", name), terms.decimal(f"{degrees:.5f}")
    if entity.described:
        yield subject, node("kg", "describedIn"), names.article
    if entity.number is not None:
        yield subject, node("kg", "quantity"), terms.quantity(names.base, entity.number)
        yield from describe_quantity(names.base, entity.number)


def describe_quantity(base: str, value: Quantity) -> Iterator[Triple]:
    """Yield the number, the unit and the bound of a quantity, and what schema.org and QUDT call its unit."""
    subject = terms.quantity(base, value)
    yield subject, TYPE, node("kg", "Quantity")
    yield subject, LABEL, terms.words(terms.quantity_words(value))
    yield subject, node("kg", "numericValue"), terms.decimal(value.value)
    yield subject, node("kg", "bound"), node("kg", value.bound.value)
    if value.unit:
        yield subject, node("kg", "unit"), terms.string(value.unit)
        yield from ((subject, *standard) for standard in units.standard(value.unit))


def describe_event(names: Names, subject: NamedNode, event: Event) -> Iterator[Triple]:
    """Yield the class, the label and the roles of an asserted EVENT."""
    yield subject, TYPE, names.term(event.type)
    yield subject, LABEL, terms.words(names.label(event))
    yield from ((subject, *said) for said in predicate(names, event))
    for role, value in names.roles(event):
        yield subject, role, value


def predicate(names: Names, event: Event) -> Iterator[tuple[NamedNode, NamedNode]]:
    """Yield the sense of the predicate of an EVENT of a general class."""
    if event.predicate is not None:
        yield node("kg", "predicate"), NamedNode(iri.predicate(names.base, event.predicate))


def describe_predicate(base: str, name: str) -> Iterator[Triple]:
    """Yield what is known of the sense of a predicate: its word, by PropBank its name, meaning and links."""
    subject = NamedNode(iri.predicate(base, name))
    yield subject, TYPE, node("kg", "Predicate")
    lemma = name.rpartition(".")[0] or name
    yield subject, LABEL, terms.words(lemma.replace("_", " "))
    roleset = rolesets().get(name)
    if roleset is not None:
        yield subject, node("skos", "notation"), terms.string(name)
        yield subject, node("skos", "definition"), terms.words(roleset.name)
    for like in _like(name):
        yield subject, node("skos", "closeMatch"), NamedNode(like)


def _like(name: str) -> Iterator[str]:
    """Yield the IRIs of what PropBank links a roleset to: classes of VerbNet, and frames as PreMOn names them."""
    linked = links(name)
    yield from (f"{_VERBNET}{quote(each, safe='')}" for each in linked.verbnet)
    yield from (f"{_FRAMENET}{quote(each.lower(), safe='')}" for each in linked.framenet)
