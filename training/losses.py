"""What the network should answer for a batch, and how far it is from that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from kg.learned.features import (
    Batch,
    Ints,
    batch,
    from_predicates,
    head_of,
)
from kg.learned.labels import TAGS, TYPES
from kg.learned.pairing import neighbours
from kg.learned.pieces import WordPieces
from kg.learned.senses import inventory
from training.examples import Example, Range
from training.network import Network, allowed_spans
from training.schemes import Schemes
from training.sources.corpus import SCHEME

Floats = NDArray[np.float32]

_TAG: Final = {name: i for i, name in enumerate(TAGS)}
_TYPE: Final = {name: i for i, name in enumerate(TYPES)}
_IGNORED: Final = -100
_FALSE_SPANS: Final = (
    4  # the likeliest wrong mentions of a sentence, to learn that nothing is said of them
)
_FALSE_TRIGGERS: Final = 2
_LIKELY: Final = 0.05
_WEIGHTS: Final = {
    "mention": 0.5,
    "type": 0.3,
    "event": 1.0,
    "status": 0.7,
    "predicate": 0.5,
    "roles": 6.0,
    "sense": 0.3,
    "pairs": 1.0,
    "standing": 0.3,
}


def tensors(*arrays: NDArray[np.generic]) -> tuple[Tensor, ...]:
    """Return numpy arrays as tensors that share their memory."""
    return tuple(torch.from_numpy(np.ascontiguousarray(array)) for array in arrays)


@dataclass(slots=True)
class _Pairs:
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


class Losses:
    """Reads examples as targets and compares them with what the network says."""

    def __init__(self, tokenizer: WordPieces, schemes: Schemes) -> None:
        self.tokenizer = tokenizer
        self.schemes = schemes
        self.inventory = inventory()

    def __call__(
        self, network: Network, examples: Sequence[Example], labels: dict[str, Tensor], keep: float
    ) -> dict[str, Tensor]:
        """Return the weighted losses of a batch; LABELS are the means of each scheme's words, "classes" among them."""
        read = batch([e.sentence for e in examples], self.tokenizer)
        words, _ = network.encoder(
            *tensors(read.ids, read.mask, read.cases, read.first, read.tags, read.deps, read.frames)
        )
        known = torch.arange(len(self.schemes.classes.words))
        classes, _ = network.classes(labels["classes"], known, keep)
        mentions, predicates, events, statuses = network.words(words, classes)
        found = {
            **self._mentions(examples, read, mentions),
            **self._words(examples, read, predicates, events, statuses),
            **self._roles(network, examples, read, words),
            **self._senses(network, examples, read, words),
        }
        scheme = examples[0].scheme
        if scheme is not None:
            probable = mentions.detach().float().sigmoid().numpy()
            likely = 1.0 - events.detach().float().softmax(-1)[..., 0].numpy()
            pairs = self._candidates(examples, read, probable, likely, scheme)
            found |= self._compared(network, read, words, pairs, labels[scheme], scheme, keep)
        return {name: _WEIGHTS[name] * loss for name, loss in found.items()}

    def _mentions(
        self, examples: Sequence[Example], read: Batch, logits: Tensor
    ) -> dict[str, Tensor]:
        weight = np.zeros(logits.shape, np.float32)
        wanted = np.zeros(logits.shape, np.float32)
        for i, example in enumerate(examples):
            weight[i] = example.others
            for start, end in example.mentions:
                if end <= read.lengths[i]:
                    wanted[i, start, end - 1] = weight[i, start, end - 1] = 1.0
        if not wanted.any():
            return {}
        target, scale = tensors(wanted, weight)
        allowed = allowed_spans(torch.from_numpy(read.lengths), logits.shape[1])
        losses = functional.binary_cross_entropy_with_logits(
            logits.float(), target, reduction="none"
        )
        hard = torch.where(target > 0, 1.0, logits.detach().float().sigmoid() + 0.02)
        return {"mention": (losses * scale * hard * allowed).sum() / target.sum()}

    def _words(
        self,
        examples: Sequence[Example],
        read: Batch,
        predicates: Tensor,
        events: Tensor,
        statuses: Tensor,
    ) -> dict[str, Tensor]:
        event, status, predicate = self._word_targets(examples, read)
        found: dict[str, Tensor] = {}
        if (event >= 0).any():
            loss = _entropy(events, event, "sum")
            found["event"] = loss / max(1, int((event > 0).sum()))
        if (status >= 0).any():
            found["status"] = _entropy(statuses, status, "mean")
        if (predicate >= 0).any():
            (target,) = tensors(predicate.astype(np.float32))
            known = target >= 0
            found["predicate"] = functional.binary_cross_entropy_with_logits(
                predicates.float()[known], target[known]
            )
        return found

    def _word_targets(self, examples: Sequence[Example], read: Batch) -> tuple[Ints, Ints, Ints]:
        """Return the event, the status and whether it is a predicate of each word; negative where unknown."""
        classes = self.schemes.classes.place
        event, status, predicate = (np.full(read.first.shape, _IGNORED, np.int64) for _ in range(3))
        for i, example in enumerate(examples):
            limit = int(read.lengths[i])
            events = {
                word: 0 if name is None else 1 + classes[name]
                for word, name in example.events.items()
            }
            for target, known in (
                (event, events),
                (status, example.statuses),
                (predicate, example.predicates),
            ):
                for word, place in known.items():
                    if word < limit:
                        target[i, word] = int(place)
        return event, status, predicate

    def _roles(
        self, network: Network, examples: Sequence[Example], read: Batch, words: Tensor
    ) -> dict[str, Tensor]:
        places = [
            (i, word)
            for i, example in enumerate(examples)
            for word in example.roles
            if word < read.lengths[i]
        ]
        if not places:
            return {}
        sentence, word = np.array(places, np.int64).T
        target = np.full((len(places), read.first.shape[1]), _IGNORED, np.int64)
        for row, (i, place) in enumerate(places):
            limit = int(read.lengths[i])
            target[row, :limit] = 0
            for start, end, label in examples[i].roles[place]:
                target[row, start : min(end, limit)] = _TAG[f"I-{label}"]
                if start < limit:
                    target[row, start] = _TAG[f"B-{label}"]
        way = from_predicates(read, sentence, word)
        logits = network.roles(words, *tensors(sentence, word, read.lengths, *way.arrays()))
        (wanted,) = tensors(target)
        loss = functional.cross_entropy(
            logits.float().flatten(0, 1),
            wanted.flatten(),
            ignore_index=_IGNORED,
            label_smoothing=0.02,
        )
        return {"roles": loss}

    def _senses(
        self, network: Network, examples: Sequence[Example], read: Batch, words: Tensor
    ) -> dict[str, Tensor]:
        """Compare the rolesets of predicates with the others that their lemma may have."""
        places = [
            (i, word, names, names.index(roleset))
            for i, example in enumerate(examples)
            for word, roleset in example.rolesets.items()
            if word < read.lengths[i]
            and roleset in (names := self.inventory.named(example.sentence, word))
            and len(names) > 1
        ]
        if not places:
            return {}
        asked = self.inventory.rows([names for _, _, names, _ in places])
        sentence, word, wanted = np.array([(i, w, k) for i, w, _, k in places], np.int64).T
        of, at, rows, target = tensors(sentence, word, asked, wanted)
        logits = network.senses(words[of, at], rows)
        return {"sense": functional.cross_entropy(logits.float(), target)}

    def _candidates(
        self,
        examples: Sequence[Example],
        read: Batch,
        probable: Floats,
        likely: Floats,
        scheme: str,
    ) -> _Pairs:
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
        return self._targets(sentence, spans, types, rows, scheme)

    def _targets(
        self,
        sentence: list[int],
        spans: list[tuple[int, int, int]],
        types: list[NDArray[np.bool_]],
        rows: list[tuple[int, int, Example, Range, Range, bool, float]],
        scheme: str,
    ) -> _Pairs:
        place = self.schemes.pairs[scheme].place
        is_role = np.zeros(len(place), np.bool_)
        if scheme == SCHEME:
            is_role[list(self.schemes.roles)] = True
        wanted, weight = (np.zeros((len(rows), len(place)), np.float32) for _ in range(2))
        standing = np.full(len(rows), _IGNORED, np.int64)
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
        return _Pairs(
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

    def _compared(
        self,
        network: Network,
        read: Batch,
        words: Tensor,
        pairs: _Pairs,
        means: Tensor,
        scheme: str,
        keep: float,
    ) -> dict[str, Tensor]:
        if not len(pairs.subjects):
            return {}
        first = self.schemes.pairs[scheme].first
        known = torch.arange(first, first + len(means))
        vectors, bias = network.labels(means, known, keep)
        way = from_predicates(read, pairs.sentence, pairs.spans[:, 2])
        lengths, sentence, spans, subjects, objects, at, rank = tensors(
            read.lengths,
            pairs.sentence,
            pairs.spans,
            pairs.subjects,
            pairs.objects,
            *neighbours(pairs.sentence, pairs.spans[:, 2]),
        )
        ways = tensors(*way.arrays())
        types, logits, standing = network.pairs(
            words, lengths, sentence, spans, subjects, objects, at, rank, vectors, bias, *ways
        )
        wanted, weight, ended = tensors(pairs.wanted, pairs.weight, pairs.ended)
        losses = functional.binary_cross_entropy_with_logits(
            logits.float(), wanted, reduction="none"
        )
        if scheme != SCHEME:  # where not all is annotated, only what looks likely is worth denying
            weight = torch.where(
                wanted > 0, weight, weight * (logits.detach().float().sigmoid() + 0.02)
            )
        found = {"pairs": (losses * weight).sum() / wanted.sum().clamp(min=1)}
        fits = torch.from_numpy(pairs.types)
        asked = fits.any(-1)
        if asked.any():
            chance = types.float()[asked].log_softmax(-1).masked_fill(~fits[asked], -1e9)
            found["type"] = -chance.logsumexp(-1).mean()
        (target,) = tensors(pairs.standing)
        stated = target >= 0
        if stated.any():
            found["standing"] = functional.cross_entropy(
                standing.float()[stated, :-1], target[stated]
            ) + functional.binary_cross_entropy_with_logits(
                standing.float()[stated, -1], ended[stated]
            )
        return found


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


def _entropy(logits: Tensor, target: Ints, reduction: str) -> Tensor:
    (wanted,) = tensors(target)
    return functional.cross_entropy(
        logits.float().flatten(0, 1),
        wanted.flatten(),
        ignore_index=_IGNORED,
        reduction=reduction,
    )


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
