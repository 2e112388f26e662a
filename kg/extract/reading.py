"""One annotated document as the extractors look at it: which token belongs to which layer."""

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from kg.layers import Annotation, Annotations
from kg.learned.layer import LAYER, MENTION, VALUES, DocumentRead
from kg.model import Mention, Quantity, Span, Time
from kg.ontology import Ontology

_QUOTES: Final = frozenset({'"', "``", "''", "“", "”"})


class Reading:
    """The layers of one document, found by token; what extractors share and none of them changes."""

    def __init__(self, doc: Doc, ontology: Ontology) -> None:
        layers: Annotations = doc.user_data["kg"]
        self.doc = doc
        self.ontology = ontology
        self.layers = layers
        self.document = layers.document
        self.mention_at = _by_token(layers.mentions)
        self.time_at = _by_token(layers.times)
        self.quantity_at = _by_token(layers.quantities)
        self._evidence: dict[int, Span] = {}
        self._seen = dict(_seen(doc))

    def span(self, first: int, last: int) -> Span:
        """Return the tokens FIRST up to, not including, LAST as characters of the document's text."""
        start = self.doc[first].idx
        end = self.doc[last - 1].idx + len(self.doc[last - 1])
        return self.layers.span(start, end)

    def word(self, token: Token) -> Span:
        """Return the span of one TOKEN."""
        return self.layers.span(token.idx, token.idx + len(token))

    def text(self, first: int, last: int) -> str:
        """Return the words of the tokens FIRST up to, not including, LAST."""
        return self.doc[first:last].text

    def evidence(self, token: Token) -> Span:
        """Return the sentence that TOKEN stands in, as the quote of a claim."""
        sent = token.sent
        found = self._evidence.get(sent.start)
        if found is None:
            found = self._evidence[sent.start] = self.span(*_trimmed(sent))
        return found

    def kind_of(self, head: Token, known: str) -> str:
        """Return the class of what the noun HEAD describes: the one KNOWN of it, or what the network takes it for."""
        return self._seen.get(head.i, known) if known == "Topic" else known

    def sentences(self) -> Iterator[TokenSpan]:
        """Return the sentences that have a word in them."""
        return (sent for sent in self.doc.sents if any(token.is_alpha for token in sent))

    def beside(self, time: Time) -> Iterator[Time]:
        """Yield the other times of the calendar that are joined to TIME: "in 2004 and 2005"."""
        for annotation in self.layers.times:
            if getattr(annotation.value, "span", None) != time.span:
                continue
            for token in self.doc[annotation.first : annotation.last].root.conjuncts:
                other = self.time_of(token)
                if other is not None and other.span != time.span and other.start is not None:
                    yield other

    def time_of(self, token: Token) -> Time | None:
        """Return the time that TOKEN is part of."""
        found = self.time_at.get(token.i)
        return found.value if found and isinstance(found.value, Time) else None

    def class_of(self, token: Token) -> str | None:
        """Return the class of the name that TOKEN is part of."""
        found = self.mention_at.get(token.i)
        return found.value.type if found and isinstance(found.value, Mention) else None

    def quantity_of(self, token: Token) -> Quantity | None:
        """Return the number that TOKEN is part of."""
        found = self.quantity_at.get(token.i)
        return found.value if found and isinstance(found.value, Quantity) else None


def _seen(doc: Doc) -> Iterator[tuple[int, str]]:
    """Yield the heads of the mentions that the network is sure of, with their classes."""
    layer: DocumentRead = doc.user_data.get(LAYER, DocumentRead())
    for read in layer.sentences:
        for mention in read.found.mentions:
            if mention.score >= MENTION and mention.type not in VALUES:
                yield read.tokens[mention.head], mention.type


def _by_token(layer: Sequence[Annotation]) -> dict[int, Annotation]:
    return {i: annotation for annotation in layer for i in range(annotation.first, annotation.last)}


def _trimmed(sent: TokenSpan) -> tuple[int, int]:
    """Return the token range of a sentence without a quotation mark that closes the one before."""
    first, last = sent.start, sent.end
    while first < last - 1 and (sent.doc[first].is_space or sent.doc[first].text in (")", ",")):
        first += 1
    while last > first + 1 and sent.doc[last - 1].is_space:
        last -= 1
    return first, last
