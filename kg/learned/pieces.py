"""Word pieces: how the network's vocabulary spells a word, whole or in parts, by the rules of BERT."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Self

_BEGIN: Final = ("[CLS]", "<s>")  # as BERT and as MPNet write it
_END: Final = ("[SEP]", "</s>")
_UNKNOWN: Final = "[UNK]"
_SPECIAL: Final = re.compile(r"(\[(?:PAD|UNK|CLS|SEP|MASK)\])")
_INSIDE: Final = "##"  # begins a piece that does not begin its word
_LONGEST: Final = 100  # characters of a word; what is longer is unknown
_KEPT_WORDS: Final = 1 << 16
_IDEOGRAPHS: Final = re.compile(
    "([\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0002a6df\U0002a700-\U0002b73f\U0002b740-\U0002b81f"
    "\U0002b920-\U0002ceaf\uf900-\ufaff\U0002f800-\U0002fa1f])"
)


@dataclass(frozen=True, slots=True)
class Encoded:
    """The numbers of the pieces of a sentence, and of which word each is; None for begin and end."""

    ids: list[int]
    word_ids: list[int | None]


class WordPieces:
    """Spells words with a VOCABULARY."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._begin, self._end = (
            next(vocabulary[name] for name in names if name in vocabulary)
            for names in (_BEGIN, _END)
        )
        self._unknown = vocabulary[_UNKNOWN]
        self._longest = max(map(len, vocabulary))
        self.spell = lru_cache(_KEPT_WORDS)(self._spell)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the vocabulary from a ``tokenizer.json`` at PATH."""
        return cls(json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"])

    def encode(self, words: Sequence[str]) -> Encoded:
        """Return the pieces of a sentence of WORDS, between those of begin and end.

        >>> pieces = WordPieces({"[CLS]": 0, "[SEP]": 1, "[UNK]": 2, "oil": 3, "##y": 4})
        >>> pieces.encode(["Oily", "Ξ"])
        Encoded(ids=[0, 3, 4, 2, 1], word_ids=[None, 0, 0, 1, None])
        """
        ids: list[int] = [self._begin]
        of: list[int | None] = [None]
        for i, word in enumerate(words):
            spelled = self.spell(word)
            ids.extend(spelled)
            of.extend([i] * len(spelled))
        return Encoded([*ids, self._end], [*of, None])

    def _spell(self, word: str) -> tuple[int, ...]:
        found: list[int] = []
        for part in _SPECIAL.split(word):
            if _SPECIAL.fullmatch(part):
                found.append(self._vocabulary[part])
            else:
                for token in split(part):
                    found.extend(self._cut(token))
        return tuple(found)

    def _cut(self, token: str) -> list[int]:
        """Return the longest pieces that TOKEN begins with, one after the other."""
        if len(token) > _LONGEST:
            return [self._unknown]
        found: list[int] = []
        start = 0
        while start < len(token):
            before = _INSIDE if start else ""
            for end in range(min(len(token), start + self._longest), start, -1):
                piece = self._vocabulary.get(before + token[start:end])
                if piece is not None:
                    found.append(piece)
                    start = end
                    break
            else:
                return [self._unknown]
        return found


def split(text: str) -> list[str]:
    """Return the tokens of TEXT in small letters and without accents; each sign of punctuation is one.

    >>> split("Lula's São Paulo: 3.5%")
    ['lula', "'", 's', 'sao', 'paulo', ':', '3', '.', '5', '%']
    """
    clean = "".join(" " if c.isspace() else c for c in text if not _is_dropped(c))
    spaced = _IDEOGRAPHS.sub(r" \1 ", clean)
    bare = (c for c in unicodedata.normalize("NFD", spaced) if unicodedata.category(c) != "Mn")
    # Letter by letter: as a whole, Python writes the last sigma of a word in another way.
    small = "".join(c.lower() for c in bare)
    return "".join(f" {c} " if _is_punctuation(c) else c for c in small).split()


def _is_dropped(c: str) -> bool:
    return c not in "\t\n\r" and (c in "\0\ufffd" or unicodedata.category(c) in ("Cc", "Cf", "Co"))


def _is_punctuation(c: str) -> bool:
    return (c.isascii() and c.isprintable() and not c.isalnum() and c != " ") or (
        unicodedata.category(c).startswith("P")
    )
