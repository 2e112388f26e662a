"""Sentences as arrays: what is cut, what is padded, and how words lie to each other in the parse."""

import numpy as np
import pytest

from kg.learned.choice import WEIGHTS
from kg.learned.features import (
    DEPS,
    PIECES,
    WORDS,
    Sentence,
    batch,
    from_predicates,
    head_of,
)
from kg.learned.frames import frames
from kg.learned.pieces import WordPieces
from kg.learned.runtime import TOKENIZER


@pytest.fixture(scope="module")
def tokenizer() -> WordPieces:
    return WordPieces.read(WEIGHTS / TOKENIZER)


# "Police arrested a man in Oslo"
SENTENCE_PARTS = (
    ("Police", "arrested", "a", "man", "in", "Oslo"),
    ("NNS", "VBD", "DT", "NN", "IN", "NNP"),
    ("nsubj", "ROOT", "det", "dobj", "prep", "pobj"),
    (1, 1, 3, 1, 1, 4),
)
SENTENCE = Sentence(*SENTENCE_PARTS)


def test_sentences_of_one_batch_are_padded(tokenizer: WordPieces) -> None:
    short = Sentence(("Oil",), ("NN",), ("ROOT",), (0,))
    read = batch([SENTENCE, short], tokenizer)
    assert read.lengths.tolist() == [6, 1]
    assert read.first.shape == (2, 6)
    assert read.mask[1].sum() == 3  # one piece between the marks of start and end
    assert (read.tags[1, 1:] == 0).all()


def test_a_sentence_alone_is_what_it_is_in_a_batch(tokenizer: WordPieces) -> None:
    long = Sentence(SENTENCE.words * 3, SENTENCE.tags * 3, SENTENCE.deps * 3, (0,) * 18)
    alone, together = batch([SENTENCE], tokenizer), batch([SENTENCE, long], tokenizer)
    width = alone.ids.shape[1]
    assert (together.ids[0, :width] == alone.ids[0]).all()
    assert (together.ancestors[0, :6] == alone.ancestors[0]).all()


@pytest.mark.parametrize("word", ["oil", "Donaudampfschifffahrtsgesellschaft"])
def test_a_sentence_that_is_too_long_is_cut(tokenizer: WordPieces, word: str) -> None:
    size = 3 * WORDS
    heads = tuple(size - 1 for _ in range(size))  # all hang on a word that is cut off
    read = batch([Sentence((word,) * size, ("NN",) * size, ("dep",) * size, heads)], tokenizer)
    assert read.ids.shape[1] <= PIECES
    assert 0 < read.lengths[0] <= WORDS
    assert (read.ancestors[0, :, 1] == -1).all()


def test_unknown_tags_and_labels_are_no_error(tokenizer: WordPieces) -> None:
    read = batch([Sentence(("Oil",), ("??",), ("??",), (0,))], tokenizer)
    assert read.tags[0, 0] == read.deps[0, 0] == 0


def test_predicates_have_rows_of_rolesets(tokenizer: WordPieces) -> None:
    lemmas = ("police", "arrest", "a", "man", "in", "oslo")
    (known,), (none,) = (
        batch([Sentence(*SENTENCE_PARTS, lemmas)], tokenizer).frames,
        batch([SENTENCE], tokenizer).frames,
    )
    table = frames()
    assert known[1] == table.row("arrest", "VBD") > 0
    assert known[[0, 2, 4, 5]].tolist() == [0, 0, 0, 0]
    assert not none.any()


def test_ways_lead_up_and_down_the_parse(tokenizer: WordPieces) -> None:
    read = batch([SENTENCE], tokenizer)
    ways = from_predicates(read, np.array([0]), np.array([1]))
    police, arrested, a, man, _, oslo = ways.steps[0].tolist()
    assert (police, arrested, man) == (1, 0, 1)  # one step down; none; one step down
    assert a == oslo == 2
    assert DEPS[ways.down[0, 0]] == "nsubj"
    assert DEPS[ways.down[0, 5]] == "prep"  # the first step from the verb to Oslo
    assert ways.distance[0].tolist() == [15, 16, 17, 18, 19, 20]


def test_ways_between_two_things_meet_at_the_verb(tokenizer: WordPieces) -> None:
    read = batch([SENTENCE], tokenizer)
    ways = from_predicates(read, np.array([0]), np.array([0]))
    assert divmod(int(ways.steps[0, 5]), 6) == (1, 2)
    assert (DEPS[ways.up[0, 5]], DEPS[ways.down[0, 5]]) == ("nsubj", "prep")


def test_the_head_of_a_span_is_what_the_rest_hangs_on(tokenizer: WordPieces) -> None:
    chain = batch([SENTENCE], tokenizer).ancestors[0]
    assert head_of(chain, 2, 4) == 3
    assert head_of(chain, 4, 6) == 4
    assert head_of(chain, 0, 6) == 1
