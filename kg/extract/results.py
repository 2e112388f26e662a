"""What comes out of a document: each claim once, and every mention.

Mentions are the names that nlp found, the pronouns and descriptions whose meaning is known, and what claims describe.
"""

from collections.abc import Iterable, Iterator

from kg.extract.reading import Reading
from kg.extract.reference.coreference import APPOSITION
from kg.extract.reference.fillers import Fillers
from kg.model import Claim, Event, Mention, Rejection, Relation
from kg.ontology import Ontology


def distinct(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims in the order of the text, each once: two rules that say the same are one claim.

    It is the first of them, or the first that knows when it holds.
    """
    found: dict[object, Claim] = {}
    for claim in claims:
        key = (claim.content, claim.evidence, claim.status, claim.speakers, claim.ended)
        if found.setdefault(key, claim).held is None and claim.held is not None:
            found[key] = claim
    return sorted(found.values(), key=lambda claim: (claim.evidence.start, claim.evidence.end))


def ends(relation: Relation) -> tuple[str, str]:
    """Return the names of what RELATION joins."""
    thing = relation.object
    return relation.subject.name, thing.name if isinstance(thing, Mention) else thing.text


def statement(relation: Relation, ontology: Ontology) -> tuple[str, ...]:
    """Return what a RELATION says, by the names of its ends; a symmetric one says the same both ways."""
    names = ends(relation)
    symmetric = ontology.properties[relation.predicate].symmetric
    return relation.predicate, *(sorted(names) if symmetric else names)


def mentions(
    reading: Reading, fillers: Fillers, claims: list[Claim], rejections: list[Rejection]
) -> tuple[Mention, ...]:
    """Return every mention of the document: what nlp found, what refers to it, and what claims describe."""
    found = [
        annotation.value
        for annotation in reading.layers.mentions
        if isinstance(annotation.value, Mention)
    ]
    found.extend(_referring(reading, fillers))
    items: list[Claim | Rejection] = [*claims, *rejections]
    for item in items:
        found.extend(_named_in(item))
    return tuple(
        sorted(dict.fromkeys(found), key=lambda mention: (mention.span, mention.name, mention.type))
    )


def _referring(reading: Reading, fillers: Fillers) -> Iterator[Mention]:
    """Yield the pronouns and descriptions of the document that mean something named or described elsewhere.

    A position beside a name is none of them: the "Senator" of "Senator Ana Ruiz" is that alone.
    """
    for place, reference in sorted(fillers.coreference.references.items()):
        if reference.how == APPOSITION and place in reading.mention_at:
            continue
        found = fillers.mention(reading.doc[place])
        if found is not None:
            yield found


def _named_in(item: Claim | Rejection) -> Iterator[Mention]:
    match item.content:
        case Event(arguments=arguments):
            yield from (
                argument.filler for argument in arguments if isinstance(argument.filler, Mention)
            )
        case Relation(subject=subject, object=thing):
            yield subject
            if isinstance(thing, Mention):
                yield thing
    if isinstance(item, Claim):
        yield from item.speakers
