"""Shingles: every run of four words of a text, as numbers, and the words themselves."""

import re
import zlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint32]

WORDS: Final = 4  # of a shingle: three match by chance between press releases, five lose too much by one changed word
_WORD: Final = re.compile(r"\w+")
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = np.uint64(0xFF51AFD7ED558CCD)
_HALF: Final = np.uint64(32)


def words(text: str) -> list[str]:
    """Return the words of TEXT as they are written.

    >>> words("Rain fell in Quito.")
    ['Rain', 'fell', 'in', 'Quito']
    """
    return _WORD.findall(text)


def hashes(found: Iterable[str]) -> Hashes:
    """Return a number for each word of FOUND, whatever its case, in order."""
    return np.fromiter(map(_hash, found), np.uint32)


@lru_cache(maxsize=1 << 15)
def _hash(word: str) -> int:
    return zlib.crc32(word.casefold().encode(errors="surrogatepass"))


def shingles(numbers: Hashes) -> Hashes:
    """Return the shingles of a text whose words are NUMBERS: sorted, each once.

    >>> first, other = (shingles(hashes(text.split())) for text in ("a b c d e", "x a b c d"))
    >>> len(first), len(np.intersect1d(first, other))
    (2, 1)
    """
    wide = numbers.astype(np.uint64)
    count = len(wide) - WORDS + 1
    if count < 1:
        return np.empty(0, np.uint32)
    mixed = np.zeros(count, np.uint64)
    for place in range(WORDS):
        mixed = mixed * _FACTOR + wide[place : place + count]
        mixed = (mixed ^ (mixed >> _HALF)) * _MIX
    return np.unique((mixed >> _HALF).astype(np.uint32))
