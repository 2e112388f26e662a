"""Which sentences are read together: those of one length, so that none of them is padded."""

from pathlib import Path

import pytest

from kg.learned.choice import WEIGHTS
from kg.learned.features import WORDS, Sentence, numbered
from kg.learned.pieces import WordPieces
from kg.learned.runtime import TOKENIZER
from kg.learned.sizes import batches, shape


@pytest.fixture(scope="module")
def tokenizer() -> WordPieces:
    return WordPieces.read(Path(WEIGHTS) / TOKENIZER)


def sentence(size: int, word: str = "oil") -> Sentence:
    return Sentence((word,) * size, ("NN",) * size, ("dep",) * size, tuple(range(size)))


def test_sentences_of_one_length_are_read_together(tokenizer: WordPieces) -> None:
    lines = {place: numbered(sentence(size), tokenizer) for place, size in enumerate((1, 6, 2, 6))}
    found = {tuple(places): read.ids.shape for places, read in batches(lines, 1000)}
    assert found == {(0,): (1, 3), (2,): (1, 4), (1, 3): (2, 8)}


def test_no_piece_is_padding(tokenizer: WordPieces) -> None:
    lines = {size: numbered(sentence(size), tokenizer) for size in range(1, 20)}
    assert all(read.mask.all() for _, read in batches(lines, 1000))


def test_words_that_have_no_pieces_have_their_place(tokenizer: WordPieces) -> None:
    line = numbered(sentence(20, "\N{ZERO WIDTH SPACE}"), tokenizer)
    mixed = Sentence(
        ("\N{ZERO WIDTH SPACE}",) * 20 + ("oil",), ("NN",) * 21, ("dep",) * 21, (0,) * 21
    )
    assert line.first == []
    pieces, words = shape(numbered(mixed, tokenizer))
    assert pieces == 3
    assert words >= WORDS


def test_batches_are_cut_by_their_pieces(tokenizer: WordPieces) -> None:
    lines = {i: numbered(sentence(2), tokenizer) for i in range(7)}
    assert [len(places) for places, _ in batches(lines, 12)] == [3, 3, 1]
