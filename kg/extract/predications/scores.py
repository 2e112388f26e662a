"""The points, goals or votes of each side, beside the predicate of a match or a vote: "won 3-1", "voted 52-48"."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from kg import vocabulary
from kg.extract.reading import Reading
from kg.model import Argument, Words

SCORE: Final = "score"
_DASHES: Final = frozenset("-–")
_SCORING: Final = vocabulary.words("sports", "scoring")
_VOTING: Final = vocabulary.words("sports", "voting")
_COUNTED: Final = vocabulary.words("sports", "counted")
_LONGEST: Final = 3  # digits


def scores(predicate: Token, reading: Reading) -> Iterator[Words]:
    """Yield the score that the text puts beside a PREDICATE of a contest or a vote, once."""
    lemma = predicate.lemma_.lower()
    if lemma not in _SCORING and lemma not in _VOTING:
        return
    doc = predicate.doc
    for i in range(predicate.sent.start, predicate.sent.end - 2):
        first, joint, second = doc[i : i + 3]
        if _is_number(first) and _is_number(second) and _joins(joint, lemma):
            if _governor(first, (joint, second)) == predicate:
                yield Words(span=reading.span(i, i + 3), text=reading.text(i, i + 3))
                return
        elif _is_counted(doc, i, lemma) and _governor(first, (joint,)) == predicate:
            yield Words(span=reading.span(i, i + 4), text=reading.text(i, i + 4))
            return
        elif _is_joined(first) and _governor(first, ()) == predicate:
            yield Words(span=reading.span(i, i + 1), text=reading.text(i, i + 1))
            return


def beside_scores(arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
    """Return ARGUMENTS without those whose words a score has: "by a vote of 52" beside "52 to 48"."""
    told = [each.filler.span for each in arguments if each.role == SCORE]
    return tuple(
        each
        for each in arguments
        if each.role == SCORE or not any(map(each.filler.span.overlaps, told))
    )


def _is_number(token: Token) -> bool:
    return token.text.isdigit() and len(token.text) <= _LONGEST


def _is_joined(token: Token) -> bool:
    """Tell whether TOKEN is a whole score, which some dashes leave it: "1–1"."""
    halves = token.text.replace("–", "-").split("-")
    return len(halves) == 2 and all(h.isdigit() and len(h) <= _LONGEST for h in halves)


def _is_counted(doc: Doc, i: int, lemma: str) -> bool:
    """Tell whether votes for and against stand at the token I: "310 votes to 290"."""
    votes = lemma in _VOTING and i + 3 < len(doc) and doc[i + 1].lower_ == "votes"
    return votes and _is_number(doc[i]) and doc[i + 2].lower_ == "to" and _is_number(doc[i + 3])


def _joins(joint: Token, lemma: str) -> bool:
    """Tell whether what stands between two numbers makes a score of them: a bare dash, or the "to" of votes."""
    if joint.text in _DASHES:
        return not joint.whitespace_ and not joint.nbor(-1).whitespace_
    return joint.lower_ == "to" and lemma in _VOTING


def _governor(number: Token, inside: tuple[Token, ...]) -> Token:
    """Return the predicate that a score depends on, through "by a vote of" and the like."""
    above = number.head
    while (
        above in inside or above.pos_ in ("ADP", "NUM", "PUNCT", "SYM") or above.lower_ in _COUNTED
    ):
        if above.head == above:
            break
        above = above.head
    beaten = above.dep_ == "dobj" and above.i < number.i  # "beat | Larn United 2-1"
    return above.head if beaten else above
