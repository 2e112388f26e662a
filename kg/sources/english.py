"""Is it English? kg reads nothing else, and would find nonsense where it is not."""

import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kg.model import Document

# Function words make up a third of English prose; of other languages they share a few by accident.
_COMMON: Final = frozenset(
    (
        "the of and to in a is was for that on with said by as at from has it he she they be have had are were his "
        "her their its an this who which after will would been not or but"
    ).split()
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_SAMPLE: Final = 400
_ENOUGH: Final = 20
_SHARE: Final = 0.15


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """An article that is passed over because it is not English: where it was read."""

    source: str


def is_english(document: Document) -> bool:
    """Tell whether the prose of DOCUMENT is English; of a few words nobody can tell, so they pass."""
    prose = (document.text[s.start : s.end] for s in document.segments if s.kind.is_prose)
    words = [
        match.group().casefold()
        for text in prose
        for match in islice(_WORD.finditer(text), _SAMPLE)
    ][:_SAMPLE]
    if len(words) < _ENOUGH:
        return True
    return sum(word in _COMMON for word in words) / len(words) >= _SHARE
