"""What one network says of a sentence, with its probabilities: what a teacher tells and a pupil learns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.learned.decode import Floats, mentions, sigmoid, softmax
from kg.learned.features import Batch, Sentence, batch, from_predicates
from kg.learned.found import Evoked
from kg.learned.labels import STATUSES
from kg.learned.pairing import Candidates, LabelSet, candidates
from kg.learned.pieces import WordPieces
from kg.learned.reader import Runtime
from kg.learned.senses import inventory

Chances = tuple[tuple[int, float], ...]  # places of answers with their probabilities

_SURE: Final = 0.98  # that a word tells of no event: nothing else is kept of it
_LEAST: Final = 0.02  # of an answer that is kept
_PREDICATE: Final = 0.3
_MENTION: Final = 0.2
_EVENT: Final = 0.15
_TAGS: Final = 3  # of a word, for each predicate
_MENTIONS: Final = 14
_EVENTS: Final = 8


@dataclass(frozen=True, slots=True)
class Told:
    """The answers of one sentence; what is not there has next to no probability."""

    mentions: tuple[tuple[int, int, float], ...]  # first word, last word
    predicates: NDArray[np.float16]  # of each word
    events: dict[int, Chances]  # by word; place 0 is that of none
    statuses: dict[int, tuple[float, ...]]
    roles: dict[int, tuple[NDArray[np.uint8], NDArray[np.float16]]]  # by predicate: W x 3 tags
    senses: dict[int, tuple[tuple[str, float], ...]]
    spans: tuple[
        tuple[int, int, int, Chances], ...
    ]  # first, last, head, kinds; then words of events
    things: int  # how many of the spans are no words of events
    pairs: tuple[
        tuple[int, int, Chances, tuple[float, ...]], ...
    ]  # rows of spans, labels, standing


def tell(
    runtime: Runtime, tokenizer: WordPieces, labels: LabelSet, sentences: Sequence[Sentence]
) -> list[Told]:
    """Return what the network of RUNTIME says of SENTENCES; LABELS are those of our ontology."""
    read = batch(sentences, tokenizer)
    lengths = [int(n) for n in read.lengths]
    words, spans, predicates, events, statuses = runtime.encode(read)
    probable, likely = sigmoid(spans), sigmoid(predicates)
    evoking, standing = softmax(events), softmax(statuses)
    chosen = [np.nonzero(likely[i, :n] >= _PREDICATE)[0].tolist() for i, n in enumerate(lengths)]
    roles = _roles(runtime, read, words, chosen)
    senses = _senses(runtime, sentences, words, chosen)
    things = [
        mentions(probable[i, :n, :n], read.ancestors[i], _MENTION, _MENTIONS)
        for i, n in enumerate(lengths)
    ]
    evoked = [_evoked(evoking[i, :n]) for i, n in enumerate(lengths)]
    pairs = _pairs(runtime, read, words, candidates(things, evoked), labels)
    found = []
    for i, n in enumerate(lengths):
        starts, lasts = np.nonzero(np.triu(probable[i, :n, :n]) >= _LEAST)
        found.append(
            Told(
                tuple(
                    (int(s), int(e), float(probable[i, s, e]))
                    for s, e in zip(starts, lasts, strict=True)
                ),
                likely[i, :n].astype(np.float16),
                {w: _chances(evoking[i, w]) for w in range(n) if evoking[i, w, 0] < _SURE},
                {
                    w: tuple(map(float, standing[i, w]))
                    for w in sorted({*chosen[i], *(e.word for e in evoked[i])})
                },
                roles[i],
                senses[i],
                *pairs[i],
            )
        )
    return found


def _chances(row: Floats) -> Chances:
    return tuple((int(k), float(row[k])) for k in np.nonzero(row >= _LEAST)[0])


def _evoked(chance: Floats) -> list[Evoked]:
    likely = 1.0 - chance[:, 0]
    order = np.argsort(-likely, kind="stable")[:_EVENTS]
    words = sorted(int(w) for w in order if likely[w] >= _EVENT)
    return [Evoked(w, "", float(likely[w]), STATUSES[0], 1.0) for w in words]


def _roles(
    runtime: Runtime, read: Batch, words: Floats, chosen: list[list[int]]
) -> list[dict[int, tuple[NDArray[np.uint8], NDArray[np.float16]]]]:
    found: list[dict[int, tuple[NDArray[np.uint8], NDArray[np.float16]]]] = [{} for _ in chosen]
    places = [(i, word) for i, own in enumerate(chosen) for word in own]
    if places:
        sentence, word = np.array(places, np.int64).T
        ways = from_predicates(read, sentence, word).arrays()
        chance = softmax(runtime.roles(words, sentence, word, read.lengths, ways))
        best = np.argsort(-chance, -1, kind="stable")[..., :_TAGS]
        kept = np.take_along_axis(chance, best, -1)
        for row, (i, place) in enumerate(places):
            n = int(read.lengths[i])
            found[i][place] = best[row, :n].astype(np.uint8), kept[row, :n].astype(np.float16)
    return found


def _senses(
    runtime: Runtime, sentences: Sequence[Sentence], words: Floats, chosen: list[list[int]]
) -> list[dict[int, tuple[tuple[str, float], ...]]]:
    found: list[dict[int, tuple[tuple[str, float], ...]]] = [{} for _ in chosen]
    asked = [
        (i, word, names)
        for i, own in enumerate(chosen)
        for word in own
        if len(names := inventory().named(sentences[i], word)) > 1
    ]
    if asked:
        vectors = words[[i for i, _, _ in asked], [word for _, word, _ in asked]]
        chance = softmax(runtime.senses(vectors, inventory().rows([n for _, _, n in asked])))
        for row, (i, word, names) in zip(chance, asked, strict=True):
            found[i][word] = tuple((names[k], p) for k, p in _chances(row))
    return found


def _pairs(
    runtime: Runtime, read: Batch, words: Floats, asked: Candidates, labels: LabelSet
) -> list[
    tuple[
        tuple[tuple[int, int, int, Chances], ...],
        int,
        tuple[tuple[int, int, Chances, tuple[float, ...]], ...],
    ]
]:
    """Return, for each sentence, its spans with their kinds, how many are things, and what pairs of them are."""
    if not len(asked.spans):
        return [((), 0, ())] * asked.size
    ways = from_predicates(read, asked.sentence, asked.spans[:, 2]).arrays()
    types, logits, standing = runtime.pairs(words, read.lengths, asked, labels, ways)
    kinds, chance, how = softmax(types), sigmoid(logits), softmax(standing[:, : len(STATUSES)])
    chance[asked.by_event[:, None] != labels.roles[None, :]] = 0.0
    ended = sigmoid(standing[:, -1])
    made: list[list[tuple[int, int, Chances, tuple[float, ...]]]] = [[] for _ in asked.counts]
    firsts = np.cumsum([0, *(sum(each) for each in asked.counts)])
    for row in np.nonzero(asked.real)[0]:
        left, right = int(asked.subjects[row]), int(asked.objects[row])
        i = int(asked.sentence[left])
        said = _chances(chance[row])
        stands = (*map(float, how[row]), float(ended[row])) if said and left != right else ()
        made[i].append((left - int(firsts[i]), right - int(firsts[i]), said, stands))
    return [
        (
            tuple(
                (*map(int, asked.spans[k]), _chances(kinds[k]))
                for k in range(int(firsts[i]), int(firsts[i + 1]))
            ),
            things,
            tuple(made[i]),
        )
        for i, (things, _) in enumerate(asked.counts)
    ]
