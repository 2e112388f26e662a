"""The layers that the nlp stage lays over the tokens of a text: mentions, times and quantities by their tokens."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Document, Mention, Quantity, Span, Time


@dataclass(frozen=True, slots=True)
class Annotation:
    """A value that the tokens from FIRST up to, not including, LAST stand for."""

    first: int
    last: int
    value: Mention | Time | Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """The layers that the nlp stage lays over the tokens of a spaCy ``Doc``; it stands in ``doc.user_data["kg"]``."""

    document: Document
    # For each character of doc.text, and one past its end, its place in document.text.
    offsets: Sequence[int]
    headline_end: int  # tokens before this one are the headline
    paragraphs: tuple[int, ...]  # the first token of each paragraph
    mentions: tuple[Annotation, ...]  # ordered, never overlapping
    times: tuple[Annotation, ...]
    quantities: tuple[Annotation, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the characters START to END of doc.text as a span of the document's own text."""
        return Span(self.document.id, self.offsets[start], self.offsets[end - 1] + 1)
