"""A document's own graph: the article, its claims, their words, and what did not pass."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from pyoxigraph import NamedNode

from kg import iri
from kg.calibration import Calibration
from kg.model import (
    Claim,
    Entity,
    Event,
    Mention,
    Quantity,
    Rejection,
    Relation,
    Span,
)
from kg.model import Content as Claimed
from kg.rdf import facts, terms
from kg.rdf.naming import Names, Term, Triple, fillers
from kg.rdf.terms import LABEL, TYPE, node


def article(names: Names, mentioned: Sequence[NamedNode]) -> Iterator[Triple]:
    """Yield the article's own data and which things it mentions."""
    document, subject = names.document, names.article
    yield subject, TYPE, node("schema", "NewsArticle")
    yield subject, node("schema", "inLanguage"), terms.string(document.language.lower())
    yield subject, node("kg", "textDigest"), terms.string(iri.digest(document.text))
    if document.retracted:
        yield subject, node("schema", "creativeWorkStatus"), terms.string("Retracted")
    if document.title:
        yield subject, node("schema", "headline"), terms.words(document.title, document.language)
    if document.published:
        yield subject, node("schema", "datePublished"), terms.calendar(document.published)
    if document.url:
        address = iri.from_url(document.url)
        yield (
            subject,
            node("schema", "url"),
            NamedNode(address) if address else terms.string(document.url),
        )
    for name, value in (
        ("publisher", document.publisher),
        ("agency", document.agency),
        ("placeOfReporting", document.place),
    ):
        if value:
            yield (
                subject,
                node("schema" if name == "publisher" else "kg", name),
                terms.string(value),
            )
    yield from (
        (subject, node("schema", "author"), terms.string(name)) for name in document.authors
    )
    yield from (
        (subject, node("kg", "contributor"), terms.string(name)) for name in document.contributors
    )
    yield from ((subject, node("schema", "mentions"), entity) for entity in mentioned)


def place(names: Names, dateline: Sequence[Mention]) -> Iterator[Triple]:
    """Yield where the article was written, by the places of its DATELINE, the smallest first."""
    for mention in dateline[:1]:
        yield names.article, node("schema", "locationCreated"), names.entity(mention)


def claims(
    names: Names, told: Callable[[], Iterable[Claim]], calibration: Calibration
) -> Iterator[Triple]:
    """Yield the claims of a document, which TOLD gives twice; the best confidence of a node counts.

    A confidence is the share that CALIBRATION has for such claims.
    """
    events = {names.event(c, c.content) for c in told() if isinstance(c.content, Event)}
    confidence: dict[NamedNode, float] = {}
    for claim in told():
        measured = calibration.confidence(claim.rule, claim.status.value, claim.confidence)
        for subject, content in _nodes(names, claim, events):
            yield from ((subject, predicate, value) for predicate, value in content)
            yield from _standing(names, subject, claim)
            confidence[subject] = max(measured, confidence.get(subject, 0.0))
        if claim.proposed:
            yield from _spoken_of(names, claim.content, claim.speakers)
    for subject, value in confidence.items():
        yield subject, node("kg", "confidence"), terms.decimal(value)


Content = list[tuple[NamedNode, Term]]


def _nodes(
    names: Names, claim: Claim, events: set[NamedNode]
) -> Iterator[tuple[NamedNode, Content]]:
    """Yield the nodes that CLAIM needs, each with what it says."""
    match claim.content:
        case Relation() as relation if claim.proposed:
            yield _proposal(names, claim, relation)
        case Relation():
            yield from _statements(names, claim, events)
        case Event() as event:
            subject = names.event(claim, event)
            if claim.is_fact:
                about: Content = [(TYPE, node("kg", "Claim")), (node("kg", "event"), subject)]
                yield names.claim(claim, subject.value), about
            else:
                yield subject, [(TYPE, node("kg", "ClaimedEvent")), *_happening(names, event)]


def _statements(
    names: Names, claim: Claim, events: set[NamedNode]
) -> Iterator[tuple[NamedNode, Content]]:
    abbreviated = names.event(claim, claim.event) if claim.event else None
    for triple, _ in facts.statements(names, claim):
        content = [(TYPE, node("kg", "Claim")), *_reified(*triple)]
        if abbreviated is not None and abbreviated in events:
            content.append((node("kg", "event"), abbreviated))
        yield names.claim(claim, *map(str, triple)), content


def _proposal(names: Names, claim: Claim, relation: Relation) -> tuple[NamedNode, Content]:
    """Return the node of a RELATION that a language model proposed: it keeps no triple, and supports no fact."""
    subject, value = names.entity(relation.subject), names.object(relation)
    property_ = names.term(relation.predicate)
    term = names.ontology.properties[relation.predicate]
    thing = relation.object
    told = thing.name if isinstance(thing, Mention) else thing.text
    content: Content = [
        (TYPE, node("kg", "Claim")),
        (LABEL, terms.words(f"{relation.subject.name}: {term.label}: {' '.join(told.split())}")),
        (node("kg", "proposedProperty"), property_),
        (node("rdf", "subject"), subject),
        *([(node("rdf", "object"), value)] if value is not None else []),
    ]
    return names.claim(claim, "proposed", *map(str, (subject, property_, value))), content


def _reified(subject: Term, predicate: Term, value: Term | None) -> Content:
    parts = {"subject": subject, "predicate": predicate, "object": value}
    return [(node("rdf", name), term) for name, term in parts.items() if term is not None]


def _happening(names: Names, event: Event) -> Content:
    """Return what an event that is only claimed would be."""
    return [
        (node("kg", "claimedType"), names.term(event.type)),
        (LABEL, terms.words(names.label(event))),
        *facts.predicate(names, event),
        *names.roles(event),
    ]


def _standing(names: Names, subject: NamedNode, claim: Claim) -> Iterator[Triple]:
    """Yield how a claim stands, who says so, and where."""
    yield subject, node("kg", "status"), node("kg", claim.status.value)
    yield subject, node("kg", "rule"), terms.string(claim.rule)
    yield subject, node("prov", "wasDerivedFrom"), names.article
    yield from _evidence(names, subject, claim.evidence)
    if claim.speakers:
        *relays, speaker = claim.speakers
        yield subject, node("kg", "attributedTo"), names.entity(speaker)
        yield from ((subject, node("kg", "relayedBy"), names.entity(relay)) for relay in relays)
    if claim.cue:
        yield subject, node("kg", "cue"), terms.string(" ".join(_quote(names, claim.cue).split()))
    if claim.ended:
        yield subject, node("kg", "ended"), terms.typed("true", "boolean")
    if claim.qualifier:
        words = " ".join(_quote(names, claim.qualifier).split())
        yield subject, node("kg", "qualifier"), terms.string(words)
    if claim.withheld:
        yield subject, node("kg", "withheld"), terms.string(claim.withheld)
    if claim.held:
        yield from ((subject, *when) for when in terms.validity(claim.held))
    # Of a stretch of days its last: by then it had been said.
    said = claim.reported and (claim.reported.end or claim.reported.start)
    if said:
        yield subject, node("kg", "reportedTime"), terms.calendar(said)


def _quote(names: Names, span: Span) -> str:
    return names.document.text[span.start : span.end]


def _evidence(names: Names, subject: NamedNode, sentence: Span) -> Iterator[Triple]:
    place = _place(names, sentence)
    yield subject, node("kg", "evidence"), place
    yield place, TYPE, node("nif", "Sentence")
    yield from _stretch(names, place, sentence)
    if in_file := names.document.in_file(sentence.start, sentence.end):
        yield place, node("kg", "beginInFile"), terms.integer(in_file[0])
        yield place, node("kg", "endInFile"), terms.integer(in_file[1])


def _place(names: Names, span: Span) -> NamedNode:
    return NamedNode(iri.fragment(names.document.id, span.start, span.end))


def _stretch(names: Names, subject: NamedNode, span: Span) -> Iterator[Triple]:
    yield subject, node("nif", "beginIndex"), terms.integer(span.start)
    yield subject, node("nif", "endIndex"), terms.integer(span.end)
    yield (
        subject,
        node("nif", "anchorOf"),
        terms.words(_quote(names, span), names.document.language),
    )
    yield subject, node("nif", "referenceContext"), names.article


def mention(names: Names, found: Mention) -> Iterator[Triple]:
    """Yield the words of a mention, what they mean, and how that was found."""
    subject = _place(names, found.span)
    yield subject, TYPE, node("nif", "Phrase")
    yield from _stretch(names, subject, found.span)
    yield subject, node("itsrdf", "taIdentRef"), names.entity(found)
    for step in found.steps:
        yield subject, node("kg", "coreferenceStep"), terms.string(step)


def options(names: Names, entity: Entity) -> Iterator[Triple]:
    """Yield what the names of ENTITY may mean in the document, with what speaks for each."""
    for option in entity.options:
        if not option.key:
            continue
        subject = NamedNode(iri.claim(names.base, names.document.id, entity.iri, option.key))
        yield subject, TYPE, node("kg", "LinkCandidate")
        yield subject, LABEL, terms.words(option.label)
        yield subject, node("kg", "candidateFor"), NamedNode(entity.iri)
        yield subject, node("kg", "candidateKey"), terms.string(option.key)
        yield subject, node("kg", "confidence"), terms.decimal(f"{option.confidence:.3f}")
        yield subject, node("kg", "reason"), terms.string(option.reason)
        yield subject, node("prov", "wasDerivedFrom"), names.article


def rejection(names: Names, rejected: Rejection) -> Iterator[Triple]:
    """Yield a candidate that did not pass, the reason, and the things that only it speaks of."""
    content: Content
    match rejected.content:
        case Relation() as relation:
            subject, predicate = names.entity(relation.subject), names.term(relation.predicate)
            content = _reified(subject, predicate, names.object(relation))
        case Event() as event:
            content = _happening(names, event)
        case None:
            content = [(LABEL, terms.words(rejected.said))]
    key = (f"{predicate} {value}" for predicate, value in content)
    place = f"{rejected.evidence.start}-{rejected.evidence.end}"
    subject = names.rejection(place, rejected.rule, *key)
    yield subject, TYPE, node("kg", "RejectedCandidate")
    yield from ((subject, predicate, value) for predicate, value in content)
    yield subject, node("kg", "reason"), terms.string(rejected.reason)
    yield subject, node("kg", "rule"), terms.string(rejected.rule)
    yield subject, node("prov", "wasDerivedFrom"), names.article
    yield from _evidence(names, subject, rejected.evidence)
    if isinstance(rejected.content, Event) and rejected.content.predicate is not None:
        yield from facts.describe_predicate(names.base, rejected.content.predicate)
    if rejected.content is not None:
        yield from _spoken_of(names, rejected.content)


def _spoken_of(
    names: Names, content: Claimed, speakers: Sequence[Mention] = ()
) -> Iterator[Triple]:
    """Yield what the things and numbers are that CONTENT and its SPEAKERS speak of."""
    for filler in (*fillers(content), *speakers):
        if isinstance(filler, Mention):
            yield from facts.describe_entity(names, names.entities[filler])
        elif isinstance(filler, Quantity):
            yield from facts.describe_quantity(names.base, filler)
