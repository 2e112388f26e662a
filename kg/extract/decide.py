"""The one place that decides: a candidate becomes a claim, or a rejection that says why it did not.

Rules, network and extractors of other packages hand in candidates; none of them writes a claim.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Token

from kg.extract.gate import refusal
from kg.extract.happenings import buried, completed
from kg.extract.interpretation.qualifiers import Qualifiers
from kg.extract.predications.embedded import Embedded
from kg.extract.presumed import presumed
from kg.extract.reading import Reading
from kg.extract.reference.neighbours import Found
from kg.extract.results import distinct, ends
from kg.extract.standing.anchoring import is_over
from kg.extract.standing.holding import held
from kg.extract.standing.unsaid import unsaid
from kg.extract.standing.verdict import Verdict
from kg.model import (
    IN_WORDS,
    Argument,
    Claim,
    Content,
    Event,
    Mention,
    Rejection,
    Relation,
    Span,
    Time,
)
from kg.ontology import Wording
from kg.ontology.own.literals import worded

# How often a rule of this kind was right when read beside its sentence; see benchmarks/README.md.
CONFIDENCE: Final = {
    "verb": 0.9,
    "noun": 0.8,
    "office": 0.9,
    "agreed": 0.8,
    "general": 0.45,
    "open": 0.5,  # of which too little is said to be a fact
    "other": 0.85,
    "proposed": 0.4,  # by a language model; not measured, and below what may be a fact
}


_GRAVE: Final = ("ConflictEvent", "LegalEvent", "Killing")
_SPEAKING: Final = "CommunicationEvent"
_ASIDE: Final = IN_WORDS | {"time"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be claimed on the evidence of the sentence of TOKEN, and how it stands by its VERDICT."""

    content: Content
    token: Token
    verdict: Verdict
    rule: str
    confidence: float
    event: Event | None = None  # of a relation: the event that it abbreviates
    ended: bool = False  # it held once
    apart: Span | None = None  # what sets it apart from others like it
    proposed: bool = False  # by a language model alone


class Decisions:
    """What was decided of the candidates of one document, in the order in which they came."""

    def __init__(self, reading: Reading, qualifiers: Qualifiers, embedded: Embedded) -> None:
        self._reading = reading
        self._qualifiers = qualifiers
        self._embedded = embedded
        self._found: list[Claim | Rejection] = []

    def __iter__(self) -> Iterator[Claim | Rejection]:
        return iter(self._found)

    def take(self, candidate: Candidate) -> bool:
        """Claim CANDIDATE if it passes the gate, else record why not; tell whether it passed."""
        token, verdict = candidate.token, candidate.verdict
        if (reason := unsaid(token, verdict)) is not None:
            self.reject(candidate.content, token, candidate.rule, reason)
            return False
        when = self._held(candidate)
        claim = Claim(
            content=candidate.content,
            evidence=self._reading.evidence(token),
            status=verdict.status,
            rule=candidate.rule,
            confidence=candidate.confidence,
            speakers=verdict.speakers,
            cue=self._reading.word(verdict.cue) if verdict.cue is not None else None,
            event=candidate.event,
            ended=candidate.ended or self._is_over(when),
            qualifier=candidate.apart or self._qualifiers.of_clause(token),
            reported=verdict.reported,
            held=when,
            proposed=candidate.proposed,
        )
        return self.claim(claim)

    def refused(self, candidate: Candidate) -> str | None:
        """Return why CANDIDATE would not pass the gate; None if it would."""
        evidence, status = self._reading.evidence(candidate.token), candidate.verdict.status
        return unsaid(candidate.token, candidate.verdict) or refusal(
            candidate.content, evidence, self._reading.ontology, status
        )

    def claims(self) -> list[Claim]:
        """Return what is claimed so far."""
        return [each for each in self._found if isinstance(each, Claim)]

    def translate(self, same: Mapping[str, Sequence[Wording]]) -> None:
        """Claim in the user's terms what is claimed in ours that mean the SAME; as sure as both are."""
        for claim in self.claims():
            content = claim.content
            if not isinstance(content, Relation) or not isinstance(content.object, Mention):
                continue
            for wording in same.get(content.predicate, ()):
                if wording.among and content.object.name.split()[-1].lower() not in wording.among:
                    continue
                ends = content.subject, content.object
                one, other = reversed(ends) if wording.inverse else ends
                relation = Relation(one, wording.term, other)
                term = self._reading.ontology.properties[wording.term]
                if self._reading.ontology.surely(wording.term, one.type, other.type):
                    relation = replace(relation, object=worded(other, term))
                    rule, sure = (
                        f"label:{wording.term}:{claim.rule}",
                        min(claim.confidence, wording.score),
                    )
                    self.claim(
                        replace(claim, content=relation, rule=rule, confidence=sure, event=None)
                    )

    def _held(self, candidate: Candidate) -> Time | None:
        """Return when a relation holds or held, where no event that it abbreviates has that time."""
        content = candidate.content
        if isinstance(content, Event) or candidate.event is not None:
            return None
        return held(content, candidate.token, self._reading)

    def _is_over(self, when: Time | None) -> bool:
        """Tell whether what held up to a time held no more when the article appeared: "mayor from 1990 to 1994"."""
        published = self._reading.document.published
        lasted = when is not None and when.start != when.end
        return when is not None and lasted and published is not None and is_over(when, published)

    def claim(self, claim: Claim) -> bool:
        """Take a CLAIM if it passes the gate, else record why not; tell whether it passed."""
        reason = refusal(claim.content, claim.evidence, self._reading.ontology, claim.status)
        if reason is None:
            self._found.append(claim)
        else:
            self._reject(claim.content, claim.evidence, claim.rule, reason)
        return reason is None

    def reject(self, content: Content, token: Token, rule: str, reason: str) -> None:
        """Record that CONTENT is not claimed on the sentence of TOKEN, and the REASON."""
        self._reject(content, self._reading.evidence(token), rule, reason)

    def pass_over(self, event: Event, token: Token, rule: str, reason: str) -> None:
        """Record that an EVENT tells nothing, and the REASON; of what takes part only the names are kept."""
        named = (a for a in event.arguments if not isinstance(a.filler, Mention) or a.filler.named)
        self.reject(replace(event, arguments=tuple(named)), token, rule, reason)

    def refuse(self, event: Event, role: str, mention: Mention, token: Token, rule: str) -> None:
        """Record that MENTION does not fill ROLE of EVENT, as it is of a class that cannot."""
        content = replace(event, arguments=(*event.arguments, Argument(role, mention)))
        self.reject(content, token, rule, f"{role} cannot be {mention.type}: {mention.text!r}")

    def _reject(self, content: Content, evidence: Span, rule: str, reason: str) -> None:
        self._found.append(Rejection(content=content, evidence=evidence, rule=rule, reason=reason))

    def backs(self, found: Found) -> bool:
        """Tell whether an event is claimed that a violent or legal relation FOUND by the network abbreviates.

        Who abducts somebody has killed nobody. An Italian mayor, told as of that nation, does not head Italy.
        """
        ontology, relation = self._reading.ontology, found.relation
        if relation.predicate == "headOf" and any(
            each.predicate == "citizenOf" and ends(each) == ends(relation)
            for each in self.relations()
        ):
            return False
        kind = ontology.properties[relation.predicate].event
        if kind is None or not any(ontology.is_a(kind, each) for each in _GRAVE):
            return True
        evidence = self._reading.evidence(found.anchor)
        claims = (item for item in self._found if isinstance(item, Claim))
        events = (c.content for c in claims if c.evidence == evidence)
        return any(isinstance(e, Event) and ontology.is_a(e.type, kind) for e in events)

    def relations(self) -> list[Relation]:
        """Return the relations that were claimed or rejected."""
        return [each.content for each in self._found if isinstance(each.content, Relation)]

    def related(self) -> dict[Span, list[Relation]]:
        """Return the relations that are claimed, by the sentence that tells them."""
        found: dict[Span, list[Relation]] = {}
        for claim in self.claims():
            if isinstance(claim.content, Relation):
                found.setdefault(claim.evidence, []).append(claim.content)
        return found

    def outcome(self) -> tuple[list[Claim], list[Rejection]]:
        """Return the claims, each once and with the claims that are its content, and what was rejected."""
        ontology = self._reading.ontology
        found = presumed(buried(completed(self._found, ontology), ontology), ontology)
        found = self._embedded.link(found)
        claims = distinct(self._weighed(item) for item in found if isinstance(item, Claim))
        return claims, [item for item in found if isinstance(item, Rejection)]

    def _weighed(self, claim: Claim) -> Claim:
        """Return CLAIM with little confidence where it tells that somebody speaks and not what they say."""
        event = claim.content
        if not isinstance(event, Event) or event.contents:
            return claim
        is_a = self._reading.ontology.is_a
        roles = {each.role for each in event.arguments} - _ASIDE
        silent = is_a(event.type, _SPEAKING) and all(is_a(role, "agent") for role in roles)
        doubtful = min(claim.confidence, CONFIDENCE["open"])
        return replace(claim, confidence=doubtful) if silent else claim
