"""Claims that a language model proposed: each through the gate, with the status that the words of the sentence give it.

A proposal says what a sentence may tell. How that stands, and who says so, is decided by the judge of all claims, from
the predicates between what it joins and from those in its quote, the most doubtful of which counts. Nothing proposed
becomes a fact: the checks hold for any model, also one that proposes whatever passes them, so that what is not told by
rules or network is a claim, and no more. What they tell, too, is theirs.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Token

from kg.extract.decide import CONFIDENCE, Candidate, Decisions
from kg.extract.grammar.frames import is_predicate
from kg.extract.interpretation.happened import UNSURE, is_realised
from kg.extract.interpretation.proposed import (
    UNFIT,
    Grounded,
    ProposedContents,
    RefusedError,
)
from kg.extract.interpretation.quoted import Quoted
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.results import distinct
from kg.extract.standing.anchoring import settled
from kg.extract.standing.status import Judge
from kg.extract.standing.verdict import Verdict
from kg.llm.layer import LAYER, ProposalLayer, Proposed
from kg.model import Claim, Content, Event, Mention, Rejection, Relation, Span, Status
from kg.proposals import Proposals


class Proposing:
    """Hands in what was proposed of one document, apart from all other candidates, which it cannot change."""

    def __init__(
        self,
        reading: Reading,
        fillers: Fillers,
        judge: Judge,
        decisions: Decisions,
        mentioned: Collection[Mention],
    ) -> None:
        """Take DECISIONS of their own for proposals, which speak of what is MENTIONED and of no other thing."""
        self._reading = reading
        self._judge = judge
        self._decisions = decisions
        self._mentioned = frozenset(mentioned)
        self._contents = ProposedContents(reading, fillers, self._mentioned)
        self._layer: ProposalLayer = reading.doc.user_data.get(LAYER, ProposalLayer())
        self._rule = f"llm:{self._layer.usage.model}"

    def add(self, claims: list[Claim], rejections: list[Rejection]) -> Proposals:
        """Add to CLAIMS and REJECTIONS what became of the proposals, and return how many became what."""
        known = {key for claim in claims for key in self._keys(claim.content, claim.evidence)}
        counts: Counter[str] = Counter()
        refused: Counter[str] = Counter()
        for proposed, sentence in self._proposed():
            try:
                counts["claimed" if self._take(proposed, sentence, known) else "known"] += 1
            except RefusedError as why:
                refused[why.kind] += 1
                rejections.append(self._rejection(proposed, sentence, why))
        rejections += (each for each in self._decisions if isinstance(each, Rejection))
        claims[:] = distinct([*claims, *self._decisions.claims()])
        return Proposals(
            proposed=counts.total() + refused.total(),
            **counts,
            refused=dict(refused),
            usage=self._layer.usage,
        )

    def _proposed(self) -> Iterator[tuple[Proposed, Quoted]]:
        for answered in self._layer.answered:
            sentence = Quoted(self._reading, answered.first)
            for each in answered.proposed:
                yield each, sentence

    def _take(self, proposed: Proposed, sentence: Quoted, known: set[tuple[object, ...]]) -> bool:
        """Claim what is PROPOSED; tell whether it is new. Raise RefusedError where it does not pass."""
        grounded = self._contents.ground(proposed, sentence)
        keys = set(self._keys(grounded.content, sentence.evidence))
        if keys & known:
            return False
        content, anchor, verdict = self._judged(grounded)
        candidate = Candidate(
            content=content,
            token=anchor,
            verdict=self._told(verdict),
            rule=self._rule,
            confidence=CONFIDENCE["proposed"],
            proposed=True,
        )
        if (reason := self._decisions.refused(candidate)) is not None:
            raise RefusedError(UNFIT, reason, content)
        self._decisions.take(candidate)
        for role in grounded.unfit:
            self._decisions.reject(content, anchor, self._rule, role)
        known |= keys
        return True

    def _judged(self, grounded: Grounded) -> tuple[Content, Token, Verdict]:
        """Return the content, the word that it hangs on, and how it stands."""
        content = grounded.content
        if isinstance(content, Relation):
            anchor, verdict = self._between(grounded)
            return content, anchor, verdict
        trigger = grounded.heads[0]
        if trigger.pos_ in ("VERB", "AUX"):
            verdict = self._judge.verdict(trigger)
        else:
            verdict = self._judge.nominal(trigger)
            if verdict.status is Status.ASSERTED and not is_realised(trigger, self._reading):
                raise RefusedError(UNSURE, content=content)
        event, verdict = settled(content, verdict, trigger, self._reading.document.published)
        return event, trigger, verdict

    def _told(self, verdict: Verdict) -> Verdict:
        """Return VERDICT with those of its speakers that are mentioned."""
        known = tuple(each for each in verdict.speakers if each in self._mentioned)
        return replace(verdict, speakers=known)

    def _between(self, grounded: Grounded) -> tuple[Token, Verdict]:
        """Return the word that joins the ends of a relation, and the most doubtful verdict around it."""
        ways = [_upwards(head) for head in grounded.heads]
        top = next((token for token in ways[0] if token in ways[1]), ways[0][-1])
        path = [*(t for way in ways for t in takewhile(top.__ne__, way)), top]
        predicates = [t for t in dict.fromkeys((*path, *grounded.quote)) if is_predicate(t)]
        predicates = predicates or [t for t in _upwards(top) if is_predicate(t)][:1]
        nouns = [t for t in path if t.pos_ == "NOUN" and t not in grounded.heads]
        anchor = next((t for t in (top, *predicates) if is_predicate(t)), grounded.heads[0])
        verdict = self._judge.scope(grounded.heads[0])
        for token in predicates:
            verdict = verdict.below(self._judge.verdict(token))
        for token in nouns:
            verdict = verdict.below(self._judge.nominal(token))
        return anchor, verdict

    def _keys(self, content: Content | None, evidence: Span) -> Iterator[tuple[object, ...]]:
        """Yield what tells that two contents say the same of one sentence, whoever has read it."""
        match content:
            case Relation(subject=subject, predicate=predicate, object=thing):
                other = thing.name if isinstance(thing, Mention) else thing.text
                yield evidence, predicate, subject.name, other
                if self._reading.ontology.properties[predicate].symmetric:
                    yield evidence, predicate, other, subject.name
            case Event(type=kind, trigger=trigger):
                yield evidence, kind, trigger

    def _rejection(self, proposed: Proposed, sentence: Quoted, why: RefusedError) -> Rejection:
        return Rejection(
            content=why.content,
            evidence=sentence.evidence,
            rule=self._rule,
            reason=why.reason,
            said=str(proposed),
        )


def _upwards(token: Token) -> list[Token]:
    """Return TOKEN and what stands above it, to the root of its sentence."""
    return [token, *token.ancestors]
