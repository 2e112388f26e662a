"""Quotation marks: which stretches of a text stand between them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

MARK: Final = '"'
_FAR: Final = 4  # paragraphs
_ENDS: Final = frozenset({",", ".", "?", "!"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """The tokens FIRST up to, not including, LAST that somebody says, and the word that introduces them."""

    first: int
    last: int
    cue: int | None  # the token of the speech verb, where one was found
    speaker: int | None  # the token of the speaker's head

    def holds(self, cue: Token | None) -> bool:
        """Tell whether CUE stands in it: somebody who is quoted tells what somebody else said."""
        return cue is not None and self.first <= cue.i < self.last


def by_token(stretches: Iterable[Quotation]) -> dict[int, Quotation]:
    """Return the stretch that each token stands in."""
    return {i: stretch for stretch in stretches for i in range(stretch.first, stretch.last)}


def bounds(doc: Doc, paragraphs: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Yield the first token of each paragraph, and the one behind its last."""
    if paragraphs:  # of a text without a sentence there are none
        yield from zip(paragraphs, [*paragraphs[1:], len(doc)], strict=True)


def stretches(doc: Doc, paragraphs: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Yield the token ranges between marks.

    A quotation left open ends with its paragraph; if a later one closes before it opens, it went on until there. One
    that only closes began with its paragraph.
    """
    waiting: list[
        tuple[int, int]
    ] = []  # since a quotation was left open: paragraphs without a mark
    left_open = False
    for start, end in bounds(doc, paragraphs):
        found = list(_without_inches(doc, marks(doc, start, end), left_open))
        if left_open and not found and len(waiting) < _FAR:
            waiting.append((start, end))
            continue
        opened = None
        if _closes_first(doc, start, end, found):
            if left_open:
                yield from waiting
            opened = start if left_open or len(found) % 2 else None
        waiting.clear()
        for mark in found:
            if opened is None:
                opened = mark + 1
            else:
                yield opened, mark
                opened = None
        left_open = opened is not None
        if opened is not None:
            yield opened, end


def marks(doc: Doc, start: int, end: int) -> list[int]:
    """Return the tokens that are quotation marks: double ones, or single ones where there are no double ones."""
    double = [token.i for token in doc[start:end] if token.text == MARK]
    return double or [
        token.i for token in doc[start:end] if token.text == "'" and token.tag_ in ("``", "''")
    ]


def _without_inches(doc: Doc, found: list[int], opened: bool) -> Iterator[int]:
    """Yield the marks that close something or open it: behind a number, 13", a mark opens nothing."""
    for mark in found:
        before = doc[mark - 1] if mark else None
        if not opened and before is not None and before.like_num and not before.whitespace_:
            continue
        opened = not opened
        yield mark


def _closes_first(doc: Doc, start: int, end: int, found: list[int]) -> bool:
    """Tell whether the first mark FOUND in a paragraph stands behind a word and not before one."""
    if not found or found[0] == start:
        return False
    mark = doc[found[0]]
    before, behind = bool(doc[mark.i - 1].whitespace_), bool(mark.whitespace_)
    if before and behind:  # a text with a space before each mark: ", " says he
        return mark.tag_ == "''" and doc[mark.i - 1].text in _ENDS
    return not before and (behind or mark.i + 1 == end)
