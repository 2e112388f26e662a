"""Reads sentences with the network: one pass of the encoder, then the heads for what was found likely."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np

from kg.learned.calibration import Calibration
from kg.learned.decode import Floats, arguments, mentions, sigmoid, softmax
from kg.learned.features import Batch, Ints, Sentence, batch, from_predicates
from kg.learned.found import Evoked, Found, Mentioned, Paired, Role
from kg.learned.labels import STATUSES
from kg.learned.layer import Limits
from kg.learned.pairing import Candidates, LabelSet, answered, candidates
from kg.learned.pieces import WordPieces
from kg.learned.senses import inventory

_WORDS: Final = 900  # of a batch, padding counted
_MENTIONS: Final = 18  # of a sentence
_EVENTS: Final = 8


class Runtime(Protocol):
    """What runs the network: ONNX Runtime, or in training the network itself. All arrays are numpy's."""

    def encode(self, read: Batch) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        """Return vectors of words, and logits of mentions, predicates, events and statuses."""
        ...

    def roles(
        self, words: Floats, sentence: Ints, word: Ints, lengths: Ints, ways: tuple[Ints, ...]
    ) -> Floats:
        """Return the logits of the tags of all words, for each predicate."""
        ...

    def senses(self, vectors: Floats, asked: Ints) -> Floats:
        """Return the logits of the rolesets ASKED, N x K with -1 for none, of N predicates with these VECTORS."""
        ...

    def pairs(
        self,
        words: Floats,
        lengths: Ints,
        asked: Candidates,
        labels: LabelSet,
        ways: tuple[Ints, ...],
    ) -> tuple[Floats, Floats, Floats]:
        """Return the logits of the kinds of spans, of the labels of pairs, and of how pairs stand."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """How likely something must be to be looked at; what is done with it decides who asks."""

    mention: float = 0.25
    event: float = 0.2
    pair: float = 0.1
    predicate: float = 0.5


class NetworkReader:
    """Takes sentences through the network in batches of like length."""

    def __init__(
        self,
        runtime: Runtime,
        tokenizer: WordPieces,
        classes: Sequence[str],
        labels: LabelSet,
        thresholds: Thresholds | None = None,
        about: Mapping[str, Any] | None = None,
    ) -> None:
        """ABOUT is the manifest of the weights: version and calibration."""
        given = about or {}
        self.version = str(given.get("version", "none"))
        self.calibration = Calibration.of(given.get("calibration", {}))
        self.limits = Limits()
        self.runtime = runtime
        self.tokenizer = tokenizer
        self.classes = tuple(classes)
        self.labels = labels
        self.thresholds = thresholds or Thresholds()

    def read(
        self,
        sentences: Sequence[Sentence],
        predicates: Mapping[int, Sequence[int]] | None = None,
        *,
        senses: bool = False,
    ) -> list[Found]:
        """Return what is found in each of the SENTENCES.

        PREDICATES are the words whose arguments are asked for, by sentence; without them, those that the network
        takes for predicates. With SENSES, each has its roleset, where its lemma has any.
        """
        found: list[Found] = [Found()] * len(sentences)
        order = sorted(range(len(sentences)), key=lambda i: (len(sentences[i].words), i))
        for group in _groups(order, sentences):
            read = batch([sentences[i] for i in group], self.tokenizer)
            asked = None if predicates is None else [predicates.get(i, ()) for i in group]
            named = [sentences[i] for i in group] if senses else None
            for i, result in zip(group, self._batch(read, asked, named), strict=True):
                found[i] = result
        return found

    def _batch(
        self,
        read: Batch,
        asked: list[Sequence[int]] | None,
        named: list[Sentence] | None,
    ) -> Iterator[Found]:
        words, spans, predicates, events, statuses = self.runtime.encode(read)
        likely = sigmoid(predicates)
        chosen = [
            [w for w in asked[i] if w < n]
            if asked is not None
            else np.nonzero(likely[i, :n] >= self.thresholds.predicate)[0].tolist()
            for i, n in enumerate(map(int, read.lengths))
        ]
        roles = self._roles(read, words, chosen)
        senses = [()] * len(chosen) if named is None else self._senses(named, words, chosen)
        things = [
            mentions(probable[:n, :n], chain, self.thresholds.mention, _MENTIONS)
            for probable, chain, n in zip(
                sigmoid(spans), read.ancestors, map(int, read.lengths), strict=True
            )
        ]
        evoked = [
            self._events(logits[:n], status[:n])
            for logits, status, n in zip(
                softmax(events), softmax(statuses), map(int, read.lengths), strict=True
            )
        ]
        paired = self._paired(read, words, candidates(things, evoked))
        for i, (types, pairs) in enumerate(paired):
            marked = tuple(
                Mentioned((s, e), head, type, score)
                for (s, e, head, score), type in zip(things[i], types, strict=True)
            )
            yield Found(
                marked, tuple(evoked[i]), tuple(pairs), tuple(chosen[i]), roles[i], senses[i]
            )

    def _paired(
        self, read: Batch, words: Floats, asked: Candidates
    ) -> Iterator[tuple[list[str], list[Paired]]]:
        """Yield, for each sentence, the kinds of its mentions and what they are to each other."""
        if not len(asked.spans):
            return iter([([], [])] * asked.size)
        ways = from_predicates(read, asked.sentence, asked.spans[:, 2]).arrays()
        answers = self.runtime.pairs(words, read.lengths, asked, self.labels, ways)
        return answered(asked, answers, self.labels, self.thresholds.pair)

    def _events(self, chance: Floats, status: Floats) -> list[Evoked]:
        likely = 1.0 - chance[:, 0]
        order = np.argsort(-likely, kind="stable")[:_EVENTS]
        found = []
        for word in sorted(int(w) for w in order if likely[w] >= self.thresholds.event):
            place, how = int(chance[word, 1:].argmax()), int(status[word].argmax())
            score = float(chance[word, 1 + place])
            found.append(
                Evoked(word, self.classes[place], score, STATUSES[how], float(status[word, how]))
            )
        return found

    def _senses(
        self, sentences: list[Sentence], words: Floats, chosen: list[list[int]]
    ) -> list[tuple[tuple[int, str, float], ...]]:
        """Return the rolesets of the CHOSEN words of each sentence."""
        names = [
            (i, word, named)
            for i, own in enumerate(chosen)
            for word in own
            if (named := inventory().named(sentences[i], word))
        ]
        found: list[list[tuple[int, str, float]]] = [[] for _ in chosen]
        if names:
            vectors = words[[i for i, _, _ in names], [word for _, word, _ in names]]
            rows = inventory().rows([named for _, _, named in names])
            for (i, word, named), chance in zip(
                names, softmax(self.runtime.senses(vectors, rows)), strict=True
            ):
                best = int(chance.argmax())
                found[i].append((word, named[best], float(chance[best])))
        return [tuple(each) for each in found]

    def _roles(
        self, read: Batch, words: Floats, chosen: list[list[int]]
    ) -> list[tuple[tuple[int, tuple[Role, ...]], ...]]:
        places = [(i, word) for i, own in enumerate(chosen) for word in own]
        if not places:
            return [()] * len(chosen)
        sentence, word = np.array(places, np.int64).T
        ways = from_predicates(read, sentence, word).arrays()
        logits = self.runtime.roles(words, sentence, word, read.lengths, ways)
        found: list[list[tuple[int, tuple[Role, ...]]]] = [[] for _ in chosen]
        lengths = read.lengths[sentence]
        for (i, place), spans in zip(places, arguments(logits, lengths), strict=True):
            own = tuple(Role((s, e), label, score) for s, e, label, score in spans)
            found[i].append((place, own))
        return [tuple(each) for each in found]


def _groups(order: Sequence[int], sentences: Sequence[Sentence]) -> Iterator[list[int]]:
    group: list[int] = []
    for i in order:
        if not sentences[i].words:
            continue
        if group and (len(group) + 1) * len(sentences[i].words) > _WORDS:
            yield group
            group = []
        group.append(i)
    if group:
        yield group


__all__ = ["LabelSet", "NetworkReader", "Runtime", "Thresholds"]
