"""Where sentences may begin: what the parser is told before it reads."""

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Doc, Token

from kg.nlp.language import TITLES

_FINAL: Final = frozenset(".!?…:;")
_CLOSING: Final = frozenset("\"')]}")
_OPENING: Final = frozenset("\"'([{")


def limit_starts(doc: Doc, paragraphs: Sequence[int]) -> tuple[int, ...]:
    """Force a sentence at each paragraph, forbid one in the midst of a clause, and return the paragraphs' first tokens.

    PARAGRAPHS are characters of the text. Between the two, the parser decides.
    """
    starts = set(paragraphs)
    firsts = []
    after_final = False  # the words so far may end a sentence
    after_stop = False  # they end it, by a full stop of its own
    previous: Token | None = None
    for token in doc:
        if token.idx in starts:
            token.is_sent_start = True
            firsts.append(token.i)
        elif previous is not None:
            token.is_sent_start = _start(token, previous, after_final, after_stop)
        text = token.text
        if text in _CLOSING and _closes(token, previous):
            # "Really?" asked Bob: a quoted question may go on, a quoted full stop does not.
            after_stop = previous is not None and previous.text == "." and bool(token.whitespace_)
        else:
            after_final = text[-1] in _FINAL and not _abbreviates(text)
            after_stop = text in (".", "?") and bool(token.whitespace_)
        previous = token
    return tuple(firsts)


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
