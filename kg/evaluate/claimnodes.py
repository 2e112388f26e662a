"""The claims of one graph as words: what each says, of what, how it stands, and in which sentence."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.evaluate.factwords import stems
from kg.rdf.terms import LABEL, TYPE, node

_NAMES: Final = (LABEL, node("skos", "altLabel"), node("skos", "prefLabel"))
_STATUS, _EVENT, _EVIDENCE = node("kg", "status"), node("kg", "event"), node("kg", "evidence")
_SPEAKER: Final = node("kg", "attributedTo")
_BESIDE: Final = frozenset(
    {
        *(node("kg", name) for name in ("status", "evidence", "confidence", "rule", "event")),
        *(node("kg", name) for name in ("attributedTo", "cue")),
        node("prov", "wasDerivedFrom"),
        LABEL,
    }
)
_KINDS: Final = frozenset(
    {TYPE, node("kg", "claimedType"), node("kg", "predicate"), node("rdf", "predicate")}
)
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(slots=True)
class ClaimNode:
    """A claim by its words; BEST is how well it tells a fact of the annotation."""

    status: str
    words: set[str] = field(default_factory=set)
    lemma: set[str] = field(default_factory=set)
    labels: list[tuple[str, ...]] = field(default_factory=list)  # of what each argument is
    sentences: set[str] = field(default_factory=set)
    speakers: list[str] = field(default_factory=list)
    best: float = 0.0


class ClaimGraph:
    """The quads of one article, found by their subjects."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._of: dict[Term, list[tuple[NamedNode, Term]]] = defaultdict(list)
        self._plain: list[Quad] = []
        for quad in quads:
            self._of[quad.subject].append((quad.predicate, quad.object))
            if quad.graph_name == DefaultGraph():
                self._plain.append(quad)

    def claims(self) -> list[ClaimNode]:
        """Return the claims of the article, in the order of their names."""
        marked = [s for s, pairs in self._of.items() if any(p == _STATUS for p, _ in pairs)]
        return [self._claim(subject) for subject in sorted(marked, key=str)]

    def facts(self) -> list[tuple[tuple[str, ...], str, tuple[str, ...]]]:
        """Return the triples of the facts: labels, name of the property, labels."""
        own = str(node("kg", "")).strip("<>")
        return [
            (self._labels(q.subject), _local(q.predicate), self._labels(q.object))
            for q in self._plain
            if q.predicate.value.startswith(own) and "/value/" not in str(q.subject)
        ]

    def _objects(self, subject: Term, predicate: NamedNode) -> list[Term]:
        return [o for p, o in self._of.get(subject, ()) if p == predicate]

    def _labels(self, term: Term) -> tuple[str, ...]:
        """Return what a thing or a value is called."""
        if isinstance(term, Literal):
            return (term.value,)
        found = [_text(o) for p, o in self._of.get(term, ()) if p in _NAMES]
        if "/value/" in str(term):
            found.extend(o.value for _, o in self._of.get(term, ()) if isinstance(o, Literal))
        for number in self._objects(term, node("kg", "quantity")):
            found.extend(map(_text, self._objects(number, LABEL)))
        return tuple(found) or (_local(term),)

    def _claim(self, subject: Term) -> ClaimNode:
        [status, *_] = self._objects(subject, _STATUS)
        found = ClaimNode(_local(status).lower())
        parts = [subject, *self._objects(subject, _EVENT)]
        for part in parts:
            for predicate, value in self._of.get(part, ()):
                self._add(found, predicate, value)
            for place in self._objects(part, _EVIDENCE):
                anchored = self._objects(place, node("nif", "anchorOf"))
                found.sentences.update(map(_text, anchored))
        speakers = self._objects(subject, _SPEAKER)
        found.speakers = [label for each in speakers for label in self._labels(each)]
        return found

    def _add(self, found: ClaimNode, predicate: NamedNode, value: Term) -> None:
        """Add what one triple of a claim says: a class or a predicate, or what fills a role."""
        if predicate in _BESIDE:
            return
        if predicate not in _KINDS:
            found.words |= stems(_split(_local(predicate)))
            found.labels.append(self._labels(value))
            return
        found.words |= stems(_split(_local(value)))
        names = list(map(_text, self._objects(value, LABEL)))
        found.words |= {word for name in names for word in stems(name)}
        if predicate == node("kg", "predicate"):
            lemma = _local(value).split(".")[0].replace("_", " ")
            found.lemma |= stems(lemma) | {word for name in names for word in stems(name)}


def _local(term: Term) -> str:
    """Return the last part of an IRI."""
    return re.split(r"[#/]", _text(term))[-1]


def _text(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _split(name: str) -> str:
    return _HUMP.sub(" ", name.split(":")[-1])
