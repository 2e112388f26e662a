"""The claims that annotations speak of: those whose class or property the lexicon has."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from kg.model import DESCRIPTION, IN_WORDS, Claim, Event, Relation


def of_the_lexicon(claims: Iterable[Claim], named: Collection[str] = ()) -> Iterator[Claim]:
    """Yield CLAIMS without general events, qualities and descriptions, which our corpora do not annotate.

    NAMED are general classes and properties that an annotation has all the same; claims of these stay. How, when and
    why an event happens in words is left out of the others.
    """
    kept = (claim for claim in claims if _is_of_lexicon(claim) or _kind(claim) in named)
    return map(_without_words, kept)


def _without_words(claim: Claim) -> Claim:
    content, event = claim.content, claim.event
    if isinstance(content, Event):
        content = _plain(content)
    return replace(claim, content=content, event=_plain(event) if event is not None else None)


def _plain(event: Event) -> Event:
    kept = tuple(each for each in event.arguments if each.role not in IN_WORDS)
    return replace(event, arguments=kept)


def _is_of_lexicon(claim: Claim) -> bool:
    content = claim.content
    if isinstance(content, Relation):
        return content.predicate != DESCRIPTION
    return content.predicate is None


def _kind(claim: Claim) -> str:
    content = claim.content
    return content.predicate if isinstance(content, Relation) else content.type
