"""From what the network says of words and spans to what is likely enough to be looked at."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.learned.features import SPAN, Ints, head_of
from kg.learned.labels import ROLES, TAGS

Floats = NDArray[np.float32]

_IMPOSSIBLE: Final = np.float32(-1e4)


def sigmoid(logits: Floats) -> Floats:
    """Return the probabilities of independent answers."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -30, 30))), np.float32)


def softmax(logits: Floats) -> Floats:
    """Return the probabilities of answers that exclude each other, along the last axis."""
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), np.float32)


def mentions(
    scores: Floats, ancestors: Ints, least: float, most: int
) -> list[tuple[int, int, int, float]]:
    """Return up to MOST spans of a sentence that score LEAST or more: (first, one past the last, head, score).

    SCORES are probabilities, words x words. Of spans with one head, or that cross, the better one stays.
    """
    starts, lasts = np.nonzero(scores >= least)
    fits = (lasts >= starts) & (lasts - starts < SPAN)
    starts, lasts = starts[fits], lasts[fits]
    order = np.argsort(-scores[starts, lasts], kind="stable")
    found: list[tuple[int, int, int, float]] = []
    heads: set[int] = set()
    for place in order:
        start, end = int(starts[place]), int(lasts[place]) + 1
        head = head_of(ancestors, start, end)
        if head in heads or any(_cross(start, end, s, e) for s, e, _, _ in found):
            continue
        heads.add(head)
        found.append((start, end, head, float(scores[start, end - 1])))
        if len(found) == most:
            break
    return sorted(found)


def _cross(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Tell whether two spans overlap and neither lies in the other."""
    return (start < other_start < end < other_end) or (other_start < start < other_end < end)


def _transitions() -> Floats:
    table = np.zeros((len(TAGS), len(TAGS)), np.float32)
    for to, tag in enumerate(TAGS):
        if tag.startswith("I-"):
            table[:, to] = _IMPOSSIBLE
            for mark in "BI":
                table[TAGS.index(f"{mark}-{tag[2:]}"), to] = 0.0
    return table


_TRANSITIONS: Final = _transitions()
_FIRST: Final = np.array([_IMPOSSIBLE if tag[0] == "I" else 0 for tag in TAGS], np.float32)


def arguments(logits: Floats, lengths: Ints) -> list[list[tuple[int, int, str, float]]]:
    """Return the arguments of N predicates: (first word, one past the last, label, mean probability).

    LOGITS are N x W x tags, LENGTHS the words of the sentence of each. The best sequence in which no role goes on
    that did not begin, by Viterbi's algorithm for all predicates at once.
    """
    n, width, _ = logits.shape
    chance = logits - np.log(np.exp(logits - logits.max(-1, keepdims=True)).sum(-1, keepdims=True))
    chance -= logits.max(-1, keepdims=True)
    back = np.zeros((n, width, len(TAGS)), np.int16)
    best = chance[:, 0] + _FIRST
    finals = best.copy()
    for place in range(1, width):
        ways = best[:, :, None] + _TRANSITIONS[None]
        back[:, place] = ways.argmax(1)
        best = np.take_along_axis(ways, back[:, place][:, None, :].astype(np.int64), 1)[:, 0]
        best = best + chance[:, place]
        finals = np.where((lengths > place)[:, None], best, finals)
    found = []
    for row in range(n):
        tag = int(finals[row].argmax())
        path = [tag]
        for place in range(int(lengths[row]) - 1, 0, -1):
            tag = int(back[row, place, tag])
            path.append(tag)
        found.append(_spans(path[::-1], np.exp(chance[row])))
    return found


def _spans(path: list[int], chance: Floats) -> list[tuple[int, int, str, float]]:
    found: list[tuple[int, int, str, float]] = []
    start = 0
    for place in range(1, len(path) + 1):
        goes_on = place < len(path) and path[place] != 0 and (path[place] - 1) % 2 == 1
        if goes_on:
            continue
        if path[start] != 0:
            score = float(np.mean([chance[i, path[i]] for i in range(start, place)]))
            found.append((start, place, ROLES[(path[start] - 1) // 2], score))
        start = place
    return found
