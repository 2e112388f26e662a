"""What pronouns and descriptions stand for: the points of a window of sentences, and how far the network is off."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np
import torch
from torch import Tensor

from kg.learned.features import Batch, batch, head_of
from kg.learned.links import Asked, Point, asked
from kg.learned.pieces import WordPieces
from training.examples import Example
from training.network import Network
from training.scores import Score
from training.targets import tensors


def points(examples: Sequence[Example], read: Batch) -> tuple[list[Point], list[int | None]]:
    """Return the mentions of a window of EXAMPLES in the order of the text, and the chain of each."""
    found: list[tuple[Point, int | None]] = []
    for i, example in enumerate(examples):
        for start, end in sorted(example.chains):
            if end <= read.lengths[i]:
                word = head_of(read.ancestors[i], start, end)
                point = Point(i, word, example.sentence.tags[word])
                found.append((point, example.chains[start, end]))
    found.sort(key=lambda each: (each[0].sentence, each[0].word))
    return [point for point, _ in found], [chain for _, chain in found]


def answers(
    network: Network, examples: Sequence[Example], read: Batch, words: Tensor
) -> tuple[Tensor, Tensor, Asked] | None:
    """Return logits N x (1 + K), which of them are right, and what was asked; None where nothing can be asked."""
    places, chains = points(examples, read)
    question = asked(places)
    if not len(question.anaphors):
        return None
    rows = words[[p.sentence for p in places], [p.word for p in places]]
    logits = network.links(
        rows,
        *tensors(question.anaphors, question.before, question.sentences, question.between),
    )
    right = np.zeros(logits.shape, np.bool_)
    for row, anaphor in enumerate(question.anaphors):
        own = chains[anaphor]
        for k, j in enumerate(question.before[row]):
            right[row, 1 + k] = j >= 0 and own is not None and chains[j] == own
        right[row, 0] = not right[row].any()
    (target,) = tensors(right)
    return logits, target, question


def linked(network: Network, examples: Sequence[Example], read: Batch, words: Tensor) -> Tensor:
    """Return how far the network is from giving all its probability to mentions of the right thing."""
    found = answers(network, examples, read, words)
    if found is None:
        return torch.zeros(())
    logits, target, _ = found
    chance = logits.float().log_softmax(-1).masked_fill(~target, -1e9)
    return -chance.logsumexp(-1).mean()


def scores(
    network: Network, examples: Iterable[Example], tokenizer: WordPieces
) -> dict[str, Score]:
    """Return how often the likeliest mention is one of the right thing: of pronouns, and of descriptions."""
    found = {"pronouns": Score(), "descriptions": Score()}
    network.eval()
    for _, passage in groupby(examples, key=lambda example: example.passage):
        window = tuple(passage)
        read = batch([e.sentence for e in window], tokenizer)
        arrays = (read.ids, read.mask, read.cases, read.first, read.tags, read.deps, read.frames)
        with torch.no_grad():
            words, _ = network.encoder(*tensors(*arrays))
            answered = answers(network, window, read, words)
        if answered is None:
            continue
        logits, target, question = answered
        places, _ = points(window, read)
        best = logits.argmax(-1)
        for row, anaphor in enumerate(question.anaphors):
            kind = "pronouns" if places[anaphor].tag.startswith("PRP") else "descriptions"
            found[kind].right += bool(target[row, best[row]]) and bool(best[row])
            found[kind].found += bool(best[row])
            found[kind].wanted += not target[row, 0]
    return found
