"""Word pieces: ours are those of the library that the network was trained with."""

import unicodedata
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from kg.learned.choice import WEIGHTS
from kg.learned.pieces import WordPieces
from kg.learned.runtime import TOKENIZER

ROOT = Path(__file__).parents[2]
TEXTS = sorted(
    [
        *ROOT.glob("examples/news/*"),
        *ROOT.glob("training/corpus/**/*.txt"),
        *ROOT.glob("tests/gold/*.md"),
    ]
)
ODD = [
    *(
        "",
        " ",
        "[SEP]x",
        "a[UNK]",
        "[unk]",
        "[MASK]]",
        "x" * 100,
        "x" * 101,
        "ΣΑΣ",
        "İstanbul",
        "ﬁne",
        "Å",
        "한국",
    ),
    *(
        "北京a",
        "ǅ",
        "a\u200bb",
        "a\u00a0b",
        "a\u00adb",
        "a\x00b",
        "a\ufffdb",
        "€5",
        "100%",
        "naïve",
        "e\u0301",
    ),
    *("👍🏽", "\U00010400", "\ue000"),
]


@pytest.fixture(scope="module")
def ours() -> WordPieces:
    return WordPieces.read(WEIGHTS / TOKENIZER)


@pytest.fixture(scope="module")
def theirs() -> Tokenizer:
    found = Tokenizer.from_file(str(WEIGHTS / TOKENIZER))
    found.no_padding()
    found.no_truncation()
    return found


def different(ours: WordPieces, theirs: Tokenizer, words: list[str]) -> list[str]:
    """The WORDS that are spelled in another way."""
    if ours.encode(words).ids == theirs.encode(words, is_pretokenized=True).ids:
        return []
    return [
        w for w in words if ours.encode([w]).ids != theirs.encode([w], is_pretokenized=True).ids
    ]


def test_words_of_the_news_are_spelled_as_by_the_library(ours, theirs):
    words = sorted({word for path in TEXTS for word in path.read_text(encoding="utf-8").split()})
    assert len(words) > 10_000
    assert different(ours, theirs, words) == []
    assert (
        ours.encode(words[:500]).word_ids
        == theirs.encode(words[:500], is_pretokenized=True).word_ids
    )


def test_odd_words_are_spelled_as_by_the_library(ours, theirs):
    assert different(ours, theirs, ODD) == []


def test_every_letter_and_sign_of_old_is_spelled_as_by_the_library(ours, theirs):
    """What is as it was in Unicode 3.2: what came or changed later is not in the vocabulary."""
    was, now = unicodedata.ucd_3_2_0.category, unicodedata.category
    old = [c for c in map(chr, range(0x30000)) if was(c) == now(c) not in ("Cn", "Co", "Cs")]
    assert len(old) > 80_000
    assert different(ours, theirs, old) == []
    assert different(ours, theirs, [f"a{character}b" for character in old[::7]]) == []
