"""Which numbers of the predicates that became claims the claims tell, and which are lost."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.extract.reading import Reading
from kg.model import Claim, Event, Span


def numbers(reading: Reading, claims: Iterable[Claim]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the numbers that some claim tells, and those said of its predicate that none does.

    A number is told by itself or within the words of what it counts: "14 soldiers". Those in clauses that made no
    claim are neither: the predicates that the lexicon does not know are counted elsewhere.
    """
    known = list(claims)
    told = [span for claim in known for span in _told(claim)]
    triggers = {claim.content.trigger for claim in known if isinstance(claim.content, Event)}
    found, lost = [], []
    for annotation in reading.layers.quantities:
        span = annotation.value.span
        if any(span.within(other) for other in told):
            found.append(span)
        elif _predicate(reading.doc[annotation.first : annotation.last].root, triggers, reading):
            lost.append(span)
    return tuple(found), tuple(lost)


def _told(claim: Claim) -> Iterator[Span]:
    match claim.content:
        case Event(arguments=arguments):
            yield from (argument.filler.span for argument in arguments)
        case _ as relation:
            yield relation.subject.span
            yield relation.object.span


def _predicate(token: Token, triggers: set[Span], reading: Reading) -> bool:
    """Tell whether the nearest predicate above TOKEN is one of the TRIGGERS."""
    for above in (token, *token.ancestors):
        if reading.word(above) in triggers:
            return True
        if above.pos_ in ("VERB", "AUX"):
            return False
    return False
