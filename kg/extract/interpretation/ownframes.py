"""Relations in the user's terms that events tell: two of their roles are what a label's verb has at its two places.

*Pleaded guilty to six counts of fraud*, *the guilty plea of the banker to fraud*: the event is read with all the care
that the lexicon and the network take, and the property follows from its roles (``kg.ontology.own.frames``).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.extract.interpretation.own import OwnTerms
from kg.model import Claim, Event, Filler, Mention, Relation
from kg.ontology import FrameLike, PropertyTerm
from kg.ontology.own.literals import worded

_BY_LEXICON: Final = "lexicon:"


class OwnFrames:
    """Reads the user's properties off the events of one document."""

    def __init__(self, terms: OwnTerms) -> None:
        self.terms = terms
        self.ontology = terms.ontology
        self.frames = terms.own.frames

    def of(self, claim: Claim) -> Iterator[Claim]:
        """Yield what CLAIM says of the user's properties where its event is told by an entry that tells them."""
        event = claim.content
        if not isinstance(event, Event) or not claim.rule.startswith(_BY_LEXICON):
            return
        for like in self.frames.get(claim.rule.removeprefix(_BY_LEXICON), ()):
            for relation in self._relations(event, like):
                rule = f"label:{like.term}:{claim.rule}"
                sure = min(claim.confidence, like.wording.score)
                yield replace(claim, content=relation, rule=rule, confidence=sure, event=None)

    def _relations(self, event: Event, like: FrameLike) -> Iterator[Relation]:
        term = self.ontology.properties[like.term]
        for one in (a.filler for a in event.arguments if a.role == like.subject):
            if not isinstance(one, Mention) or not self.terms.is_subject(one, term):
                continue
            for filler in (a.filler for a in event.arguments if a.role == like.object):
                value = self._typed(worded(filler, term), like.object, term)
                named = one.named or not isinstance(value, Mention) or value.named
                same = isinstance(value, Mention) and value.name == one.name
                if named and not same and self.terms.is_object(value, term):
                    yield Relation(one, term.name, value)

    def _typed(self, value: Filler, role: str, term: PropertyTerm) -> Filler:
        """Return VALUE as of a class of its ROLE that TERM has as values: an offence, whatever its words."""
        kinds = self.ontology.properties[role].range
        anchors = {a for each in term.range for a in self.terms.own.anchors.get(each, ())}
        both = sorted(kinds & anchors)
        if isinstance(value, Mention) and not value.named and both:
            return replace(value, type=both[0])
        return value
