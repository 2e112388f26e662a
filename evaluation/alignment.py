"""Which of the product's tokens and layers stand where annotators marked something."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from spacy.tokens import Token

from kg.evaluate.reader import Read
from kg.layers import Annotation, Annotations


class Alignment:
    """One document as read; all places are characters of its text."""

    def __init__(self, read: Read) -> None:
        layers: Annotations = read.doc.user_data["kg"]
        self.doc: Final = read.doc
        self.layers: Final = layers
        self._starts = [layers.offsets[token.idx] for token in read.doc]
        self._ends = [layers.offsets[token.idx + len(token) - 1] + 1 for token in read.doc]

    def tokens(self, start: int, end: int) -> Sequence[Token]:
        """Return the tokens that share a character with START to END; none where it is not prose."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return [self.doc[i] for i in range(first, last) if not self.doc[i].is_space]

    def head(self, start: int, end: int) -> Token | None:
        """Return the syntactic head of START to END: the token there whose governor stands outside."""
        tokens = self.tokens(start, end)
        inside = {token.i for token in tokens}
        outer = [t for t in tokens if t.head.i not in inside or t.head is t or t.head.i == t.i]
        worded = [token for token in outer if not token.is_punct]
        return next(iter(worded or outer), None)

    def place(self, token: Token) -> tuple[int, int]:
        """Return where TOKEN stands in the text of the document."""
        return self._starts[token.i], self._ends[token.i]

    def at(self, layer: Sequence[Annotation], start: int, end: int) -> list[Annotation]:
        """Return what of one of the LAYERS shares a character with START to END."""
        return [
            each for each in layer if each.value.span.start < end and start < each.value.span.end
        ]
