"""The page of an article: its text as far as the graph keeps it, what stands for which thing, and all that was read."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.explore.claims import CLAIMED_TYPE, OBJECT, PREDICATE, SUBJECT, WORDS, Claims
from kg.explore.reader import ARTICLE, LABEL, TYPE, Reader, local, node
from kg.explore.shapes import ArticlePage, Mention, Rejected, Stretch
from kg.store import notes

_BEGIN, _END = node("nif", "beginIndex"), node("nif", "endIndex")
_SENTENCE: Final = node("nif", "Sentence")
_WHOLE: Final = node("nif", "isString")
_MEANS: Final = node("itsrdf", "taIdentRef")
_STEP: Final = node("kg", "coreferenceStep")
_REJECTED: Final = node("kg", "RejectedCandidate")
_REASON, _RULE = node("kg", "reason"), node("kg", "rule")

_PARTS: Final = re.compile(f"{notes.LEFT_OUT}+|[^{notes.LEFT_OUT}]+")

Span = tuple[int, int]


class Articles:
    """The articles of a store."""

    def __init__(self, reader: Reader, claims: Claims) -> None:
        self._reader = reader
        self._claims = claims

    def page(self, article: NamedNode) -> ArticlePage | None:
        """Return the page of ARTICLE; None where the store has none of that name."""
        if not any(self._reader.quads(article, TYPE, ARTICLE, article)):
            return None
        claims = self._claims.told(self._claims.in_article(article))
        return {
            "article": self._reader.article(article),
            "text": self.text(article),
            "mentions": self.mentions(article),
            "claims": claims,
            "rejected": sorted(
                self._rejected(article), key=lambda each: (each["start"], each["label"])
            ),
            "articles": {article.value: self._reader.article(article)},
        }

    def text(self, article: NamedNode) -> list[Stretch]:
        """Return the text of ARTICLE in order: whole where it is kept, else its sentences and what lies between.

        A store keeps it in its ledger, which is neither written to files nor pushed.
        """
        stated = self._reader.one(article, _WHOLE, article)
        whole = (
            stated.value if stated is not None else notes.text(self._reader.store, article.value)
        )
        if whole:
            return list(_kept(whole))
        return list(_stretches(sorted(self.sentences(article))))

    def sentences(self, article: NamedNode) -> list[tuple[int, int, str]]:
        """Return the sentences of ARTICLE that the graph keeps, with their characters."""
        made = []
        for quad in self._reader.quads(None, TYPE, _SENTENCE, article):
            span = (
                self._span(quad.subject, article) if isinstance(quad.subject, NamedNode) else None
            )
            words = span and self._reader.one(quad.subject, WORDS, article)  # type: ignore[arg-type]
            if span and words:
                made.append((*span, words.value))
        return made

    def mentions(self, article: NamedNode, within: Span | None = None) -> list[Mention]:
        """Return what stands for which thing in ARTICLE, or WITHIN some characters of it, in order."""
        made: list[Mention] = []
        for quad in self._reader.quads(None, _MEANS, None, article):
            place, thing = quad.subject, quad.object
            if not isinstance(place, NamedNode) or not isinstance(thing, NamedNode):
                continue
            span = self._span(place, article)
            if span is None or (within and not (within[0] <= span[0] and span[1] <= within[1])):
                continue
            words = self._reader.one(place, WORDS, article)
            kind, label = self._reader.kind(thing, article)
            made.append(
                {
                    "start": span[0],
                    "end": span[1],
                    "text": words.value if words is not None else "",
                    "iri": thing.value,
                    "label": self._reader.label(thing, article),
                    "kind": kind,
                    "kindLabel": label,
                    "steps": [step.value for step in self._reader.values(place, _STEP, article)],
                }
            )
        return sorted(made, key=lambda each: (each["start"], -each["end"], each["iri"]))

    def _span(self, place: NamedNode, article: NamedNode) -> Span | None:
        begin, end = (self._reader.one(place, side, article) for side in (_BEGIN, _END))
        if not isinstance(begin, Literal) or not isinstance(end, Literal):
            return None
        return int(begin.value), int(end.value)

    def _rejected(self, article: NamedNode) -> Iterator[Rejected]:
        for quad in self._reader.quads(None, TYPE, _REJECTED, article):
            if not isinstance(quad.subject, NamedNode):
                continue
            candidate = quad.subject
            kind = self._reader.one(candidate, CLAIMED_TYPE, article) or self._reader.one(
                candidate, PREDICATE, article
            )
            reason, rule = (self._reader.one(candidate, each, article) for each in (_REASON, _RULE))
            place = next(iter(self._claims.evidence(candidate, article)), None)
            yield {
                "label": self._called(candidate, article),
                "type": local(kind.value) if kind is not None else "",
                "typeLabel": self._reader.word(kind) if isinstance(kind, NamedNode) else "",
                "reason": reason.value if reason is not None else "",
                "rule": rule.value if rule is not None else "",
                "start": place["start"] if place else 0,
                "end": place["end"] if place else 0,
                "sentence": place["sentence"] if place else "",
            }

    def _called(self, candidate: NamedNode, article: NamedNode) -> str:
        label = self._reader.one(candidate, LABEL, article)
        if label is not None:
            return label.value
        parts = [
            self._reader.one(candidate, part, article) for part in (SUBJECT, PREDICATE, OBJECT)
        ]
        return " ".join(
            self._reader.word(part)
            if part == parts[1] and isinstance(part, NamedNode)
            else self._reader.item(part, article)["label"]
            for part in parts
            if part is not None
        )

    def around(self, article: NamedNode, start: int, end: int) -> tuple[str | None, str | None]:
        """Return the sentences before and behind the characters from START to END, where the graph keeps them."""
        found = sorted(self.sentences(article))
        before = [words for _, last, words in found if last <= start]
        behind = [words for first, _, words in found if first >= end]
        return (before[-1] if before else None), (behind[0] if behind else None)


def _kept(text: str) -> Iterator[Stretch]:
    """Yield the stretches of TEXT, those that were left out without their words, but for the first and the last.

    >>> [each["text"] for each in _kept("\ufffc\ufffcRain.\ufffc\ufffcSun.")]
    ['Rain.', None, 'Sun.']
    """
    found = [
        (part.start(), part.end(), None if part[0][0] == notes.LEFT_OUT else part[0])
        for part in _PARTS.finditer(text)
    ]
    for place, (start, end, words) in enumerate(found):
        if words is not None or 0 < place < len(found) - 1:
            yield {"start": start, "end": end, "text": words}


def _stretches(sentences: Iterable[tuple[int, int, str]]) -> Iterator[Stretch]:
    """Yield SENTENCES, and between them a stretch without words where more than a break was left out.

    >>> [(each["start"], each["text"]) for each in _stretches([(0, 5, "Rain."), (6, 10, "Sun."), (40, 45, "Wind.")])]
    [(0, 'Rain.'), (6, 'Sun.'), (10, None), (40, 'Wind.')]
    """
    last = 0
    for start, end, words in sentences:
        if start < last:
            continue  # what lies in another sentence is shown with it
        if start - last > _BREAK:
            yield {"start": last, "end": start, "text": None}
        yield {"start": start, "end": end, "text": words}
        last = end


_BREAK: Final = (
    4  # characters between two sentences, such as the end of a paragraph, that are no loss
)
