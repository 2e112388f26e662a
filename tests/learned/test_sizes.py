"""Which sentences are read together: those of one size, which follows from their own words."""

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


def test_a_sentence_is_padded_to_what_follows_from_its_own_size(tokenizer: WordPieces) -> None:
    lines = {size: numbered(sentence(size), tokenizer) for size in (1, 2, 3, 6, 7)}
    shapes = {size: shape(line) for size, line in lines.items()}
    assert shapes == {1: (4, 4), 2: (4, 4), 3: (8, 8), 6: (8, 8), 7: (12, 12)}
    found = {tuple(places): read.ids.shape for places, read in batches(lines, 1000)}
    assert found == {(1, 2): (2, 4), (3, 6): (2, 8), (7,): (1, 12)}


def test_words_that_have_no_pieces_have_their_place(tokenizer: WordPieces) -> None:
    line = numbered(sentence(20, "\N{ZERO WIDTH SPACE}"), tokenizer)
    mixed = Sentence(
        ("\N{ZERO WIDTH SPACE}",) * 20 + ("oil",), ("NN",) * 21, ("dep",) * 21, (0,) * 21
    )
    assert line.first == []
    pieces, words = shape(numbered(mixed, tokenizer))
    assert pieces == 4
    assert words >= WORDS


def test_batches_are_cut_by_their_pieces(tokenizer: WordPieces) -> None:
    lines = {i: numbered(sentence(2), tokenizer) for i in range(7)}
    assert [len(places) for places, _ in batches(lines, 12)] == [3, 3, 1]
