"""Claims in the terms of the user's own ontology, beside those in ours."""

from kg.extract.decide import Candidate, Decisions
from kg.extract.interpretation.own import OwnTerms
from kg.extract.interpretation.ownevents import OwnEvents
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.standing.status import Judge


def in_own_terms(reading: Reading, fillers: Fillers, judge: Judge, decisions: Decisions) -> None:
    """Add to DECISIONS what labels of the user's terms tell: by words, or by claims in ours that mean the same."""
    if not reading.ontology.own:
        return
    terms = OwnTerms(reading, fillers)
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
    events = OwnEvents(terms)
    for claim in decisions.claims():
        for told in events.of(claim):
            decisions.claim(told)
