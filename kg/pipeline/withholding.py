"""Claims that violate shapes of the user's are kept out of the facts of their article, and marked with the reason.

Each article is checked by itself, with what it asserts and nothing of others: so the outcome does not depend on which
articles come with it, nor on how many processes read them. What only several articles together violate, and what one
lacks that another may tell, is for ``kg validate --shapes`` and ``kg infer``; see ``docs/shapes.md``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from kg.model import Claim, Document, Entity, Event, Extraction, Mention
from kg.ontology import Ontology, vocabulary
from kg.pipeline.whole import Parts
from kg.rdf import facts
from kg.rdf.naming import Names
from kg.rdf.terms import TYPE
from kg.validate import Breach, Shapes

_TYPE: Final = TYPE.value


class Withholding:
    """The shapes that facts must keep to; called with an article, it returns what was found in it, claims marked."""

    def __init__(
        self, shapes: Path, ontology: Ontology, base: str, files: Sequence[Path] = ()
    ) -> None:
        self._shapes = Shapes(shapes)
        self._ontology, self._base = ontology, base
        self._known = vocabulary.vocabulary(*files)

    def __call__(
        self, document: Document, found: Sequence[Extraction], entities: Mapping[Mention, Entity]
    ) -> Parts:
        """Return what was FOUND in DOCUMENT, where each claim that violates a shape is marked as withheld.

        What is left without it is checked again, as long as something violates.
        """
        names = Names(
            document=document, entities=entities, ontology=self._ontology, base=self._base
        )
        parts = [*found]
        while marked := self._marked(names, parts):
            parts = [
                replace(part, claims=tuple(marked.get(claim, claim) for claim in part.claims))
                for part in parts
            ]
        return Parts.of(parts)

    def _marked(self, names: Names, parts: Sequence[Extraction]) -> dict[Claim, Claim]:
        """Return the claims of PARTS that violate a shape, each with the mark."""
        claims = {
            claim: _Stated.of(names, claim)
            for part in parts
            for claim in part.claims
            if claim.is_fact
        }
        marked: dict[Claim, Claim] = {}
        for breach in self._shapes.breaches(self._facts(names, parts)) if claims else ():
            guilty = [claim for claim, stated in claims.items() if stated.breaks(breach)]
            if not guilty and breach.path is None and not breach.missing:
                guilty = [
                    claim for claim, stated in claims.items() if stated.is_about(breach.focus)
                ]
            for claim in guilty:
                marked.setdefault(claim, replace(claim, withheld=str(breach)))
        return marked

    def _facts(self, names: Names, parts: Sequence[Extraction]) -> Iterator[Quad]:
        """Yield the facts of an article, and the hierarchy of the terms that they use."""
        mentions = (each for part in parts for each in (*part.mentions, *part.dateline))
        claims = (claim for part in parts for claim in part.claims)
        told = [Quad(*triple) for triple in set(facts.of_document(names, mentions, claims))]
        yield from told
        yield from vocabulary.facts(vocabulary.part(self._known, vocabulary.used(told)))


@dataclass(frozen=True, slots=True)
class _Stated:
    """The TRIPLES that a claim makes facts, by the words of their terms, and the EVENT that it tells, "" for none."""

    triples: frozenset[tuple[str, str, str]]
    event: str = ""

    @classmethod
    def of(cls, names: Names, claim: Claim) -> "_Stated":
        told = ((s.value, p.value, o.value) for s, p, o in facts.of_claim(names, claim))
        content = claim.content
        event = names.event(claim, content).value if isinstance(content, Event) else ""
        return cls(frozenset(told), event)

    def is_about(self, thing: str) -> bool:
        """Tell whether a triple has THING as its subject."""
        return any(subject == thing for subject, _, _ in self.triples)

    def breaks(self, breach: Breach) -> bool:
        """Tell whether one of the triples is what makes the BREACH.

        >>> stated = _Stated(frozenset({("urn:x", "urn:chief", "urn:y")}))
        >>> ends = {"path": "urn:chief", "message": "one at most"}
        >>> [stated.breaks(Breach(focus=each, **ends)) for each in ("urn:x", "urn:y")]
        [True, False]
        """
        if breach.missing:  # what is not told: of an event, which one article tells whole
            return breach.focus == self.event
        if breach.path is None:
            return any(_makes(breach, triple) for triple in self.triples)
        near, far = breach.focus, breach.value
        start, end = (far, near) if breach.inverse else (near, far)
        return any(
            predicate == breach.path and start in (None, subject) and end in (None, value)
            for subject, predicate, value in self.triples
        )


def _makes(breach: Breach, triple: tuple[str, str, str]) -> bool:
    """Tell whether TRIPLE is why a shape looks at a node that is wrong as a whole."""
    subject, predicate, value = triple
    if breach.subjects_of or breach.objects_of:
        as_subject = subject == breach.focus and predicate in breach.subjects_of
        return as_subject or (value == breach.focus and predicate in breach.objects_of)
    return subject == breach.focus and predicate == _TYPE
