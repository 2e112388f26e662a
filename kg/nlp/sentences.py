"""Where sentences may begin: what the parser is told before it reads."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from kg.nlp.language import TITLES

_SENT_START: Final = "SENT_START"
_SET: Final[Mapping[bool | None, int]] = {True: 1, False: -1, None: 0}  # as spaCy writes it down
_FINAL: Final = frozenset(".!?…:;")
_CLOSING: Final = frozenset("\"')]}")
_OPENING: Final = frozenset("\"'([{")
# Tokens of a sentence; what is longer is no prose, and rules that look from word to word would take its square.
_LONGEST: Final = 400
_PAUSES: Final = frozenset(",;:–—")


def limit_starts(doc: Doc, paragraphs: Sequence[int]) -> tuple[int, ...]:
    """Force a sentence at each paragraph, forbid one in the midst of a clause, and return the paragraphs' first tokens.

    PARAGRAPHS are characters of the text. Between the two, the parser decides; no sentence has more than 400 tokens.
    """
    places = set(paragraphs)
    firsts = []
    # Set at the end, all at once: spaCy looks through the whole document for each that is set by itself.
    starts = doc.to_array([_SENT_START]).astype(np.int64)
    after_final = False  # the words so far may end a sentence
    after_stop = False  # they end it, by a full stop of its own
    previous: Token | None = None
    for i, token in enumerate(doc):
        if token.idx in places:
            starts[i] = _SET[True]
            firsts.append(i)
        elif previous is not None:
            starts[i] = _SET[_start(token, previous, after_final, after_stop)]
        text = token.text
        if text in _CLOSING and _closes(token, previous):
            # "Really?" asked Bob: a quoted question may go on, a quoted full stop does not.
            after_stop = previous is not None and previous.text == "." and bool(token.whitespace_)
        else:
            after_final = text[-1] in _FINAL and not _abbreviates(text)
            after_stop = text in (".", "?") and bool(token.whitespace_)
        previous = token
    _cut(doc, starts)
    wide: Any = starts.astype(np.uint64)  # more than the type of its parameter says
    doc.from_array([_SENT_START], wide)
    return tuple(firsts)


def _cut(doc: Doc, starts: NDArray[np.int64]) -> None:
    """Set STARTS so that a sentence that is too long ends: where one may, else behind a comma, else anywhere."""
    begin = 0
    for i in range(len(doc)):
        if starts[i] == _SET[True]:
            begin = i
        elif i - begin >= _LONGEST:
            late = range(i, begin + _LONGEST // 2, -1)
            may = (k for k in late if starts[k] == _SET[None])
            pauses = (k for k in late if doc[k - 1].text in _PAUSES)
            begin = next(may, next(pauses, i))
            starts[begin] = _SET[True]


def _start(token: Token, previous: Token, after_final: bool, after_stop: bool) -> bool | None:
    """Tell whether a sentence must begin at TOKEN, must not, or may."""
    text = token.text
    if not after_final or (previous.text in _OPENING and not previous.whitespace_):
        return False
    if text in _CLOSING and _closes(token, previous):
        return False
    if text[0].islower() and (text[1:].islower() or len(text) == 1):
        return False
    if after_stop and (text[0].isupper() or (text in _OPENING and not token.whitespace_)):
        return True
    return None


def _closes(token: Token, previous: Token | None) -> bool:
    """Tell whether a quote or bracket belongs to the words before it."""
    if token.text in ")]}":
        return True
    return previous is not None and not previous.whitespace_ and token.text in _CLOSING


def _abbreviates(text: str) -> bool:
    """Tell whether TEXT is a title or an initial, whose full stop ends nothing.

    >>> _abbreviates("Gen."), _abbreviates("J."), _abbreviates("U.S.")
    (True, True, False)
    """
    return text in TITLES or (len(text) == 2 and text[0].isupper() and text[1] == ".")
