"""Which pairs of a batch of annotated sentences the network is asked about, and what it should say of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.learned.features import Batch, Ints, head_of
from kg.learned.labels import TYPES
from training.examples import Example, Range
from training.schemes import Schemes
from training.sources.corpus import SCHEME

Floats = NDArray[np.float32]

IGNORED: Final = -100
_TYPE: Final = {name: i for i, name in enumerate(TYPES)}
# The likeliest wrong mentions of a sentence are asked about too, to learn that nothing is said of them.
_FALSE_SPANS: Final = 4
_FALSE_TRIGGERS: Final = 2
_LIKELY: Final = 0.05


@dataclass(slots=True)
class Asked:
    """Candidates of a batch, and what should be said of them."""

    sentence: Ints
    spans: Ints  # M x 3
    types: NDArray[np.bool_]  # M x T: the kinds that each may be; none where unknown
    subjects: Ints
    objects: Ints
    wanted: Floats  # N x R
    weight: Floats  # N x R
    standing: Ints  # N
    ended: Floats  # N


def asked_of(
    examples: Sequence[Example],
    read: Batch,
    probable: Floats,
    likely: Floats,
    schemes: Schemes,
    scheme: str,
) -> Asked:
    """Return what is asked about a batch of EXAMPLES of one SCHEME.

    PROBABLE says how likely the network finds spans to be mentions, LIKELY words to tell of events.
    """
    sentence: list[int] = []
    spans: list[tuple[int, int, int]] = []
    types: list[NDArray[np.bool_]] = []
    rows: list[tuple[int, int, Example, Range, Range, bool, float]] = []
    for i, example in enumerate(examples):
        limit = int(read.lengths[i])
        things = [span for span in example.mentions if span[1] <= limit]
        real = len(things)
        things += _false_spans(probable[i], things, limit)
        triggers = _triggers(example, likely[i], limit) if scheme == SCHEME else []
        place: dict[tuple[Range, bool], int] = {}
        for number, span in enumerate(things + triggers):
            is_trigger = number >= len(things)
            place[span, is_trigger] = len(spans)
            sentence.append(i)
            spans.append((span[0], span[1] - 1, head_of(read.ancestors[i], *span)))
            fits = np.zeros(len(TYPES), np.bool_)
            fits[[_TYPE[t] for t in example.mentions.get(span, ()) if t in _TYPE]] = True
            types.append(fits & (not is_trigger))
        doubt = [1.0] * real + [0.5 + 0.5 * example.others] * (len(things) - real)
        for left, is_trigger in [(s, False) for s in things] + [(s, True) for s in triggers]:
            for right, sure in zip(things, doubt, strict=True):
                if is_trigger or not _overlap(left, right):
                    row = (place[left, is_trigger], place[right, False])
                    rows.append((*row, example, left, right, is_trigger, sure))
    return _targets(sentence, spans, types, rows, schemes, scheme)


def _targets(
    sentence: list[int],
    spans: list[tuple[int, int, int]],
    types: list[NDArray[np.bool_]],
    rows: list[tuple[int, int, Example, Range, Range, bool, float]],
    schemes: Schemes,
    scheme: str,
) -> Asked:
    place = schemes.pairs[scheme].place
    is_role = np.zeros(len(place), np.bool_)
    if scheme == SCHEME:
        is_role[list(schemes.roles)] = True
    wanted, weight = (np.zeros((len(rows), len(place)), np.float32) for _ in range(2))
    standing = np.full(len(rows), IGNORED, np.int64)
    ended = np.zeros(len(rows), np.float32)
    for n, (_, _, example, left, right, is_trigger, sure) in enumerate(rows):
        weight[n] = example.unpaired * sure
        if example.asked is not None:
            weight[n, [i for name, i in place.items() if name not in example.asked]] = 0.0
        if scheme == SCHEME:
            weight[n, is_role != is_trigger] = 0.0
        names = _said(example, (left, right), place, is_role, is_trigger)
        wanted[n, names] = weight[n, names] = 1.0
        if names and not is_trigger and (left, right) in example.standing:
            standing[n], ended[n] = example.standing[left, right]
    numbers = np.array([row[:2] for row in rows], np.int64).reshape(-1, 2)
    return Asked(
        np.array(sentence, np.int64),
        np.array(spans, np.int64).reshape(-1, 3),
        np.array(types).reshape(-1, len(TYPES)),
        numbers[:, 0],
        numbers[:, 1],
        wanted,
        weight,
        standing,
        ended,
    )


def _said(
    example: Example,
    pair: tuple[Range, Range],
    place: Mapping[str, int],
    is_role: NDArray[np.bool_],
    is_trigger: bool,
) -> list[int]:
    """Return the places of the labels of a PAIR: roles for the word of an event, properties for a thing.

    TekGen has triples that its own ontology does not know; they are left out.
    """
    known = (place[name] for name in example.pairs.get(pair, ()) if name in place)
    roles = example.scheme == SCHEME
    return [i for i in known if not roles or bool(is_role[i]) == is_trigger]


def _false_spans(probable: Floats, real: Sequence[Range], limit: int) -> list[Range]:
    """Return the likeliest spans that are no mentions and do not overlap with one."""
    order = np.argsort(-probable[:limit, :limit], axis=None, kind="stable")[:40]
    found: list[Range] = []
    for flat in order:
        start, last = divmod(int(flat), limit)
        if len(found) == _FALSE_SPANS or probable[start, last] < _LIKELY:
            break
        span = (start, last + 1)
        if last >= start and not any(_overlap(span, other) for other in (*real, *found)):
            found.append(span)
    return found


def _triggers(example: Example, likely: Floats, limit: int) -> list[Range]:
    real = [w for w, name in example.events.items() if name is not None and w < limit]
    false = [
        w
        for w in np.argsort(-likely[:limit], kind="stable")[: len(real) + _FALSE_TRIGGERS]
        if w not in real and likely[w] > _LIKELY and example.events.get(int(w), "") is None
    ]
    return [(int(w), int(w) + 1) for w in (*real, *false[:_FALSE_TRIGGERS])]


def _overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]
