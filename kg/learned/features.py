"""Sentences as the arrays that the network reads: word pieces, tags, and the ways through the parse.

What trains the network and what runs it make their arrays here, so that both see the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from kg.learned.frames import frames
from kg.learned.pieces import WordPieces

Ints = NDArray[np.int64]

PIECES: Final = 160  # of one sentence; the words beyond are not read
WORDS: Final = 110
SPAN: Final = 14  # words of the longest mention
_STEPS: Final = 6  # up the parse, to where two words meet
WAYS: Final = _STEPS * _STEPS + 1  # ups and downs, and "they do not meet"
DISTANCES: Final = 33
_FAR: Final = 16
CASES: Final = 7
_KEPT_WORDS: Final = 1 << 14

# Fixed lists, so that weights and words cannot drift apart; the first of each is for what is unknown.
TAGS: Final = (
    "- $ '' , -LRB- -RRB- . : ADD AFX CC CD DT EX FW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS PDT POS PRP "
    "PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX _SP ``"
).split()
DEPS: Final = (
    "- ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass "
    "dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj "
    "poss preconj predet prep prt punct quantmod relcl xcomp"
).split()
_TAG: Final = {name: i for i, name in enumerate(TAGS)}
_DEP: Final = {name: i for i, name in enumerate(DEPS)}


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence with tags and parse; the head of its root is the root itself."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]  # places in this sentence
    lemmas: tuple[str, ...] = ()  # without them, no word is known to have rolesets


@dataclass(frozen=True, slots=True)
class Numbered:
    """One sentence as the numbers that the network reads, cut to what it reads."""

    ids: list[int]  # word pieces
    cases: list[int]
    first: list[int]  # the first piece of each word
    tags: list[int]
    deps: list[int]
    heads: list[int]
    frames: list[int]  # rows of the table of rolesets


class Parse(Protocol):
    """Parsed sentences: labels of words (B x W), and chains of heads (B x W x steps)."""

    @property
    def deps(self) -> Ints: ...  # noqa: D102

    @property
    def ancestors(self) -> Ints: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Batch:
    """Several sentences as arrays, padded; PIECES of B sentences, and their W words."""

    ids: Ints  # B x T
    mask: Ints  # B x T
    cases: Ints  # B x T
    first: Ints  # B x W: the first piece of each word
    tags: Ints  # B x W
    deps: Ints  # B x W
    frames: Ints  # B x W: rows of the table of rolesets
    ancestors: (
        Ints  # B x W x steps: the word itself, its head, the head of that …; -1 beyond the root
    )
    lengths: Ints  # B


@lru_cache(_KEPT_WORDS)
def case(word: str) -> int:
    """Return the class of how a WORD is written, which the vocabulary does not keep.

    >>> [case(word) for word in ("oil", "Oslo", "UN", "450", "iPhone", ",")]
    [1, 2, 3, 4, 5, 6]
    """
    if any(c.isdigit() for c in word):
        return 4
    if word.islower():
        return 1
    if word.isupper() and len(word) > 1:
        return 3
    if word[:1].isupper() and (len(word) == 1 or not any(c.isupper() for c in word[1:])):
        return 2
    return 5 if any(c.isalpha() for c in word) else 6


def batch(sentences: Sequence[Sentence], tokenizer: WordPieces) -> Batch:
    """Return SENTENCES as one batch, padded to the longest; what is longer than the network reads is cut off."""
    lines = [numbered(sentence, tokenizer) for sentence in sentences]
    pieces, words = max(len(n.ids) for n in lines), max(1, *(len(n.first) for n in lines))
    return padded(lines, pieces, words)


def numbered(sentence: Sentence, tokenizer: WordPieces) -> Numbered:
    """Return SENTENCE as numbers; what is longer than the network reads is cut off."""
    encoded = tokenizer.encode(sentence.words[:WORDS])
    word_ids = encoded.word_ids[:PIECES]
    first = _firsts(word_ids)
    k = len(first)
    shapes = [case(word) for word in sentence.words[:WORDS]]
    return Numbered(
        encoded.ids[:PIECES],
        [0 if word is None else shapes[word] for word in word_ids],
        first,
        [_TAG.get(tag, 0) for tag in sentence.tags[:k]],
        [_DEP.get(dep, 0) for dep in sentence.deps[:k]],
        list(sentence.heads[:k]),
        list(map(frames().row, sentence.lemmas[:k], sentence.tags)) or [0] * k,
    )


def padded(lines: Sequence[Numbered], pieces: int, words: int) -> Batch:
    """Return sentences as one batch in which each has this many PIECES and WORDS."""
    sizes, lengths = (
        np.array([len(n.ids) for n in lines], np.int64),
        np.array([len(n.first) for n in lines], np.int64),
    )
    mask = np.arange(pieces)[None, :] < sizes[:, None]
    is_word = np.arange(words)[None, :] < lengths[:, None]

    def filled(rows: Iterable[Sequence[int]], real: NDArray[np.bool_]) -> Ints:
        found = np.zeros(real.shape, np.int64)
        found[real] = list(chain.from_iterable(rows))
        return found

    heads = filled((n.heads for n in lines), is_word)
    return Batch(
        filled((n.ids for n in lines), mask),
        mask.astype(np.int64),
        filled((n.cases for n in lines), mask),
        filled((n.first for n in lines), is_word),
        filled((n.tags for n in lines), is_word),
        filled((n.deps for n in lines), is_word),
        filled((n.frames for n in lines), is_word),
        _ancestors(heads, lengths),
        lengths,
    )


def _firsts(words: Sequence[int | None]) -> list[int]:
    """Return the place of the first piece of each word; a word that vanished in pieces takes the one before."""
    found: list[int] = []
    for place, word in enumerate(words):
        while word is not None and word >= len(found):
            found.append(place)
    return found


def _ancestors(heads: Ints, lengths: Ints) -> Ints:
    places = np.arange(heads.shape[1])[None, :]
    sizes = lengths[:, None]
    above = np.where((heads == places) | (heads >= sizes), -1, heads)
    chains = np.full((*heads.shape, _STEPS), -1, np.int64)
    chains[..., 0] = np.where(places < sizes, places, -1)
    for step in range(1, _STEPS):
        below = chains[..., step - 1]
        higher = np.take_along_axis(above, np.maximum(below, 0), 1)
        chains[..., step] = np.where(below >= 0, higher, -1)
    return chains


@dataclass(frozen=True, slots=True)
class Ways:
    """How words lie to each other in the parse: steps up and down, and the labels at both ends of the turn."""

    steps: Ints
    up: Ints  # label of the last word on the way up
    down: Ints  # label of the first word on the way down
    distance: Ints

    def arrays(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Return the four arrays in the order in which the network takes them."""
        return self.steps, self.up, self.down, self.distance


def ways(chain_from: Ints, chain_to: Ints, deps: Ints, start: Any, end: Any) -> Ways:
    """Return the ways between words: from those with CHAIN_FROM (N x … x steps) to those with CHAIN_TO.

    DEPS (N x W) are the labels of the words of each sentence, START and END the places of the words.
    """
    meets = chain_from[..., :, None] == chain_to[..., None, :]
    meets &= (chain_from >= 0)[..., :, None]
    flat = meets.reshape(*meets.shape[:-2], -1)
    found = flat.any(-1)
    place = flat.argmax(-1)  # the first meeting on the way up
    ups, downs = place // _STEPS, place % _STEPS
    steps = np.where(found, ups * _STEPS + downs, WAYS - 1)
    labels = []
    for heads, count in ((chain_from, ups), (chain_to, downs)):
        turn = np.take_along_axis(heads, np.maximum(count - 1, 0)[..., None], -1)[..., 0]
        label = np.take_along_axis(deps, np.maximum(turn, 0).reshape(len(deps), -1), 1)
        labels.append(np.where(found & (count > 0), label.reshape(turn.shape), 0))
    distance = np.clip(end - start, -_FAR, _FAR) + _FAR
    return Ways(steps, labels[0], labels[1], distance)


def from_predicates(batch: Parse, sentence: Ints, word: Ints) -> Ways:
    """Return the ways from N predicates, the WORDs of SENTENCEs of a batch, to all words there: N x W."""
    chains = batch.ancestors[sentence]
    own = chains[np.arange(len(word)), word][:, None, :]
    places = np.arange(chains.shape[1])[None, :]
    return ways(
        np.broadcast_to(own, chains.shape), chains, batch.deps[sentence], word[:, None], places
    )


def head_of(ancestors: Ints, start: int, end: int) -> int:
    """Return the word of a span START to END that the others hang on: the first whose head lies outside."""
    for word in range(start, end):
        above = ancestors[word, 1]
        if not start <= above < end:
            return word
    return end - 1
