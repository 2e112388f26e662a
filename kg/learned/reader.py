"""Reads sentences with the network: one pass of the encoder, then the heads for what was found likely.

What is found in a sentence does not depend on the sentences beside it: it is read together with others of its own
length, as if each of them stood alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import numpy as np

from kg.learned.calibration import Calibration
from kg.learned.decode import Floats, arguments, mentions, sigmoid, softmax
from kg.learned.features import Batch, Ints, Numbered, Sentence, from_predicates, numbered
from kg.learned.found import Evoked, Found, Mentioned, Paired, Role
from kg.learned.labels import STATUSES
from kg.learned.pairing import Candidates, LabelSet, answered, candidates
from kg.learned.pieces import WordPieces
from kg.learned.precedence import Precedence
from kg.learned.senses import inventory
from kg.learned.sizes import batches, cut

_TOGETHER: Final = 1024  # sentences that are held in memory together
_PIECES: Final = 600  # of a batch of the encoder: what a cache holds
_VIEWS: Final = 2_000  # of a batch of pairs or roles: rows times words
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


@dataclass(slots=True)
class _Read:
    """A sentence on its way: what the encoder and its heads say, then the answers of the other heads."""

    place: int  # among the sentences that were given
    batch: Batch
    row: int  # in the batch
    words: Floats  # W x size
    chosen: list[int]
    things: list[tuple[int, int, int, float]]
    evoked: list[Evoked]
    types: list[str] = field(default_factory=list)
    pairs: list[Paired] = field(default_factory=list)
    roles: list[tuple[int, tuple[Role, ...]]] = field(default_factory=list)
    senses: list[tuple[int, str, float]] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many words it has."""
        return int(self.batch.lengths[self.row])

    def found(self) -> Found:
        """Return all that was found."""
        marked = tuple(
            Mentioned((s, e), head, type, score)
            for (s, e, head, score), type in zip(self.things, self.types, strict=True)
        )
        return Found(
            marked,
            tuple(self.evoked),
            tuple(self.pairs),
            tuple(self.chosen),
            tuple(self.roles),
            tuple(self.senses),
        )


class _Group:
    """Sentences of as many words, for the heads that look at words in pairs."""

    def __init__(self, reads: Sequence[_Read], width: int) -> None:
        self.reads = reads
        self.words = np.stack([read.words[:width] for read in reads])
        self.deps = np.stack([read.batch.deps[read.row, :width] for read in reads])
        self.ancestors = np.stack([read.batch.ancestors[read.row, :width] for read in reads])
        self.lengths = np.array([read.size for read in reads], np.int64)


class NetworkReader:
    """Takes sentences through the network in batches of one size."""

    def __init__(
        self,
        runtime: Runtime,
        tokenizer: WordPieces,
        classes: Sequence[str],
        labels: LabelSet,
        thresholds: Thresholds | None = None,
        about: Mapping[str, Any] | None = None,
        precedence: Precedence | None = None,
    ) -> None:
        """ABOUT is the manifest of the weights: version and calibration; PRECEDENCE is their table."""
        given = about or {}
        self.version = str(given.get("version", "none"))
        self.calibration = Calibration.of(given.get("calibration", {}))
        self.precedence = precedence or Precedence()
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
        among: Mapping[int, Sequence[int]] | None = None,
        senses: bool = False,
    ) -> list[Found]:
        """Return what is found in each of the SENTENCES.

        PREDICATES are the words whose arguments are asked for, by sentence; without them, those that the network
        takes for predicates, of the words AMONG which it is to choose. With SENSES, each has its roleset, where its
        lemma has any.
        """
        found: list[Found] = [Found()] * len(sentences)
        for first in range(0, len(sentences), _TOGETHER):
            places = range(first, min(first + _TOGETHER, len(sentences)))
            lines = {i: numbered(sentences[i], self.tokenizer) for i in places}
            lines = {i: line for i, line in lines.items() if line.first}
            reads = list(self._encoded(lines, predicates, among))
            self._ask(reads, lambda read: len(read.chosen), self._roles)
            self._ask(reads, lambda read: len(read.things) + len(read.evoked), self._paired)
            if senses:
                self._senses(reads, sentences)
            for read in reads:
                found[read.place] = read.found()
        return found

    def _encoded(
        self,
        lines: Mapping[int, Numbered],
        asked: Mapping[int, Sequence[int]] | None,
        among: Mapping[int, Sequence[int]] | None,
    ) -> Iterator[_Read]:
        """Yield the sentences with what the encoder and the heads on single words and spans say."""
        for places, read in batches(lines, _PIECES):
            words, spans, predicates, events, statuses = self.runtime.encode(read)
            likely = sigmoid(predicates) >= self.thresholds.predicate
            probable, kinds, standing = sigmoid(spans), softmax(events), softmax(statuses)
            for row, (place, n) in enumerate(zip(places, map(int, read.lengths), strict=True)):
                words_of = range(n) if among is None else among.get(place, ())
                chosen = (
                    [word for word in words_of if word < n and likely[row, word]]
                    if asked is None
                    else [word for word in asked.get(place, ()) if word < n]
                )
                things = mentions(
                    probable[row, :n, :n], read.ancestors[row], self.thresholds.mention, _MENTIONS
                )
                evoked = self._events(kinds[row, :n], standing[row, :n])
                yield _Read(place, read, row, words[row], chosen, things, evoked)

    def _ask(
        self,
        reads: Iterable[_Read],
        rows: Callable[[_Read], int],
        ask: Callable[["_Group"], None],
    ) -> None:
        """ASK about the sentences that have ROWS, in groups of one size."""
        sizes: dict[int, list[_Read]] = defaultdict(list)
        for read in reads:
            if rows(read):
                sizes[read.size].append(read)
        for width, own in sizes.items():
            own.sort(key=lambda read: (rows(read), read.place))
            for group in cut(own, [rows(read) * width for read in own], _VIEWS):
                ask(_Group(group, width))

    def _paired(self, group: "_Group") -> None:
        """Find the kinds of the mentions of each sentence, and what they are to each other."""
        asked = candidates([r.things for r in group.reads], [r.evoked for r in group.reads])
        ways = from_predicates(group, asked.sentence, asked.spans[:, 2]).arrays()
        answers = self.runtime.pairs(group.words, group.lengths, asked, self.labels, ways)
        found = answered(asked, answers, self.labels, self.thresholds.pair)
        for read, (types, pairs) in zip(group.reads, found, strict=True):
            read.types, read.pairs = types, pairs

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

    def _senses(self, reads: Sequence[_Read], sentences: Sequence[Sentence]) -> None:
        """Find the rolesets of the chosen predicates of each sentence.

        One by one: predicates that are asked for together share a scale of eight bits, so that each would be read
        otherwise for its neighbours.
        """
        for read in reads:
            for word in read.chosen:
                if names := inventory().named(sentences[read.place], word):
                    asked = inventory().rows([names])
                    (chance,) = softmax(self.runtime.senses(read.words[word][None], asked))
                    best = int(chance.argmax())
                    read.senses.append((word, names[best], float(chance[best])))

    def _roles(self, group: "_Group") -> None:
        """Find the arguments of the chosen predicates of each sentence."""
        places = [(i, word) for i, read in enumerate(group.reads) for word in read.chosen]
        sentence, word = np.array(places, np.int64).T
        ways = from_predicates(group, sentence, word).arrays()
        logits = self.runtime.roles(group.words, sentence, word, group.lengths, ways)
        found = arguments(logits, group.lengths[sentence])
        for (i, place), spans in zip(places, found, strict=True):
            own = tuple(Role((s, e), label, score) for s, e, label, score in spans)
            group.reads[i].roles.append((place, own))


__all__ = ["LabelSet", "NetworkReader", "Runtime", "Thresholds"]
