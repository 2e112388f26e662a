"""How far a pupil is from what its teacher told of a batch.

The same heads, compared by their probabilities (Hinton, Vinyals and Dean 2015).
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from kg.learned.decode import Floats
from kg.learned.features import Batch, Sentence, from_predicates
from kg.learned.labels import STATUSES, TAGS, TYPES
from kg.learned.pairing import neighbours
from kg.learned.senses import inventory
from training.network import Network, allowed_spans
from training.targets import tensors
from training.told import Chances, Told


def compared(
    network: Network,
    read: Batch,
    words: Tensor,
    answers: tuple[Tensor, Tensor, Tensor, Tensor],
    sentences: Sequence[Sentence],
    told: Sequence[Told],
    labels: tuple[Tensor, Tensor, Tensor],
) -> dict[str, Tensor]:
    """Return the losses of a batch.

    ANSWERS are those of ``network.words``, LABELS the vectors and biases of labels of pairs, and which are roles.
    """
    mentions, predicates, events, statuses = answers
    return {
        "mention": _mentions(read, mentions, told),
        "predicate": _predicates(predicates, told),
        "event": _events(events, read, told),
        **_statuses(statuses, told),
        **_roles(network, read, words, told),
        **_senses(network, words, sentences, told),
        **_pairs(network, read, words, told, labels),
    }


def _mentions(read: Batch, logits: Tensor, told: Sequence[Told]) -> Tensor:
    wanted = np.zeros(logits.shape, np.float32)
    for i, own in enumerate(told):
        for start, last, chance in own.mentions:
            wanted[i, start, last] = chance
    (target,) = tensors(wanted)
    allowed = allowed_spans(torch.from_numpy(read.lengths), logits.shape[1])
    losses = functional.binary_cross_entropy_with_logits(logits.float(), target, reduction="none")
    hard = torch.maximum(target, logits.detach().float().sigmoid()) + 0.02
    return (losses * hard * allowed).sum() / target.sum().clamp(min=1)


def _predicates(logits: Tensor, told: Sequence[Told]) -> Tensor:
    wanted = np.full(logits.shape, -1.0, np.float32)
    for i, own in enumerate(told):
        wanted[i, : len(own.predicates)] = own.predicates
    (target,) = tensors(wanted)
    known = target >= 0
    return functional.binary_cross_entropy_with_logits(logits.float()[known], target[known])


def _events(logits: Tensor, read: Batch, told: Sequence[Told]) -> Tensor:
    wanted = np.zeros(logits.shape, np.float32)
    for i, own in enumerate(told):
        wanted[i, : int(read.lengths[i]), 0] = 1.0
        for word, chances in own.events.items():
            wanted[i, word] = _dense(chances, logits.shape[-1])
    (target,) = tensors(wanted)
    losses = -(target * logits.float().log_softmax(-1)).sum()
    return losses / (target.sum() - target[..., 0].sum()).clamp(min=1)


def _statuses(logits: Tensor, told: Sequence[Told]) -> dict[str, Tensor]:
    rows = [
        (i, word, chance) for i, own in enumerate(told) for word, chance in own.statuses.items()
    ]
    if not rows:
        return {}
    at = [[i for i, _, _ in rows], [word for _, word, _ in rows]]
    target = torch.tensor([chance for _, _, chance in rows])
    return {"status": _entropy(logits[at[0], at[1]], target)}


def _roles(network: Network, read: Batch, words: Tensor, told: Sequence[Told]) -> dict[str, Tensor]:
    places = [(i, word) for i, own in enumerate(told) for word in own.roles]
    if not places:
        return {}
    sentence, word = np.array(places, np.int64).T
    wanted = np.zeros((len(places), words.shape[1], len(TAGS)), np.float32)
    for row, (i, place) in enumerate(places):
        tags, chance = told[i].roles[place]
        share = chance.astype(np.float32)
        share /= share.sum(-1, keepdims=True)
        np.put_along_axis(wanted[row, : len(tags)], tags.astype(np.int64), share, -1)
    way = from_predicates(read, sentence, word)
    logits = network.roles(words, *tensors(sentence, word, read.lengths, *way.arrays()))
    (target,) = tensors(wanted)
    return {"roles": _entropy(logits, target)}


def _senses(
    network: Network, words: Tensor, sentences: Sequence[Sentence], told: Sequence[Told]
) -> dict[str, Tensor]:
    asked = [
        (i, word, inventory().named(sentences[i], word), dict(chances))
        for i, own in enumerate(told)
        for word, chances in own.senses.items()
    ]
    if not asked:
        return {}
    rows = inventory().rows([names for _, _, names, _ in asked])
    wanted = np.zeros(rows.shape, np.float32)
    for row, (_, _, names, chances) in zip(wanted, asked, strict=True):
        row[: len(names)] = [chances.get(name, 0.0) for name in names]
    wanted /= wanted.sum(-1, keepdims=True)
    given, target = tensors(rows, wanted)
    vectors = words[[i for i, _, _, _ in asked], [word for _, word, _, _ in asked]]
    return {"sense": _entropy(network.senses(vectors, given), target)}


def _pairs(
    network: Network,
    read: Batch,
    words: Tensor,
    told: Sequence[Told],
    labels: tuple[Tensor, Tensor, Tensor],
) -> dict[str, Tensor]:
    spans = [(i, each) for i, own in enumerate(told) for each in own.spans]
    if not spans:
        return {}
    firsts = np.cumsum([0, *(len(own.spans) for own in told)])
    pairs = [
        (firsts[i] + left, firsts[i] + right, left >= own.things, said, stands)
        for i, own in enumerate(told)
        for left, right, said, stands in own.pairs
    ]
    if not pairs:
        return {}
    of = np.array([i for i, _ in spans], np.int64)
    rows = np.array([each[:3] for _, each in spans], np.int64)
    ends = np.array([pair[:2] for pair in pairs], np.int64)
    vectors, bias, is_role = labels
    wanted = np.zeros((len(pairs), len(vectors)), np.float32)
    for row, pair in zip(wanted, pairs, strict=True):
        for label, chance in pair[3]:
            row[label] = chance
    way = from_predicates(read, of, rows[:, 2])
    given = (read.lengths, of, rows, ends[:, 0], ends[:, 1], *neighbours(of, rows[:, 2]))
    types, logits, standing = network.pairs(
        words, *tensors(*given), vectors, bias, *tensors(*way.arrays())
    )
    target, by_event = tensors(wanted, np.array([pair[2] for pair in pairs]))
    losses = functional.binary_cross_entropy_with_logits(logits.float(), target, reduction="none")
    losses = losses * (by_event[:, None] == is_role[None, :])
    kinds = [(k, _dense(each[3], len(TYPES))) for k, (_, each) in enumerate(spans) if each[3]]
    found = {"pairs": losses.sum() / target.sum().clamp(min=1)}
    if kinds:
        (share,) = tensors(np.stack([row for _, row in kinds]))
        found["type"] = _entropy(types[[k for k, _ in kinds]], share)
    stands = [(n, pair[4]) for n, pair in enumerate(pairs) if pair[4]]
    if stands:
        how = torch.tensor([each for _, each in stands])
        own = standing.float()[[n for n, _ in stands]]
        found["standing"] = _entropy(own[:, : len(STATUSES)], how[:, :-1])
        found["standing"] = found["standing"] + functional.binary_cross_entropy_with_logits(
            own[:, -1], how[:, -1]
        )
    return found


def _dense(chances: Chances, size: int) -> Floats:
    row = np.zeros(size, np.float32)
    for place, chance in chances:
        row[place] = chance
    return row / max(float(row.sum()), 1e-6)


def _entropy(logits: Tensor, target: Tensor) -> Tensor:
    """Return the mean cross entropy of LOGITS with the probabilities TARGET; rows without any count for nothing."""
    losses = -(target * logits.float().log_softmax(-1)).sum(-1)
    return losses.sum() / (target.sum(-1) > 0).sum().clamp(min=1)
