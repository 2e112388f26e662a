"""Claims in the terms of the user's own ontology, beside those in ours."""

from typing import Final

from kg.extract.decide import Candidate, Decisions
from kg.extract.interpretation.events import EventReader
from kg.extract.interpretation.happened import UNSURE, is_realised
from kg.extract.interpretation.own import OwnTerms
from kg.extract.interpretation.ownevents import OwnEvents
from kg.extract.interpretation.ownframes import OwnFrames
from kg.extract.interpretation.ownnouns import OwnNouns
from kg.extract.reading import Reading
from kg.extract.standing.status import Judge
from kg.model import Claim, Event, Relation, Span, Status

_BY_NOUN: Final = 0.7
_Key = tuple[str, str, Span]


def in_own_terms(reading: Reading, events: EventReader, judge: Judge, decisions: Decisions) -> None:
    """Add to DECISIONS what labels of the user's terms tell: by words, or by claims in ours that mean the same."""
    if not reading.ontology.own:
        return
    terms = OwnTerms(reading, events.fillers)
    for found in terms:
        anchor = found.anchor
        if found.nominal:
            verdict = judge.nominal(anchor)
        else:
            verdict = judge.verdict(anchor) if found.by_verb else judge.scope(anchor)
        candidate = Candidate(
            content=found.relation,
            token=anchor,
            verdict=verdict,
            rule=found.rule,
            confidence=found.wording.score,
            ended=found.ended,
        )
        decisions.take(candidate)
    decisions.translate(reading.ontology.own.same)
    _of_events(terms, events, judge, decisions)


def _of_events(terms: OwnTerms, events: EventReader, judge: Judge, decisions: Decisions) -> None:
    """Add what events say: relations between two of their roles, and the events in the user's classes."""
    of_frames, own = OwnFrames(terms), OwnEvents(terms)
    before = decisions.claims()
    known: dict[_Key, list[Span]] = {}
    for claim in before:
        _is_told(claim, known)
    for claim in before:
        for told in of_frames.of(claim):
            if not _is_told(told, known):
                decisions.claim(told)
        for told in own.of(claim):
            decisions.claim(told)
    claimed = frozenset(c.content.trigger.start for c in before if isinstance(c.content, Event))
    for event, token in OwnNouns(own, events).beside(claimed):
        rule, verdict = f"label:{event.type}:noun", judge.nominal(token)
        if verdict.status is Status.ASSERTED and not is_realised(token, terms.reading):
            decisions.reject(event, token, rule, UNSURE)
        else:
            candidate = Candidate(
                content=event, token=token, verdict=verdict, rule=rule, confidence=_BY_NOUN
            )
            decisions.take(candidate)


def _is_told(claim: Claim, known: dict[_Key, list[Span]]) -> bool:
    """Tell whether a relation is KNOWN on its sentence, with the same value or with more or fewer of its words."""
    content = claim.content
    spans = known.setdefault(_key(claim), [])
    span = content.object.span if isinstance(content, Relation) else claim.evidence
    if any(map(span.overlaps, spans)):
        return True
    spans.append(span)
    return False


def _key(claim: Claim) -> _Key:
    """Return of what a CLAIM says something, and on which sentence."""
    content = claim.content
    told = (content.subject.name, content.predicate) if isinstance(content, Relation) else ("", "")
    return *told, claim.evidence
