"""Other names that a text gives somebody right behind the name: "Sawan Shah, aka Sunny"."""

from itertools import pairwise
from typing import Final

from kg import vocabulary
from kg.nlp.names.layer import Layer
from kg.nlp.names.naming import Names
from kg.nlp.names.spans import Candidate
from kg.nlp.words import Words

_INTRODUCING: Final = vocabulary.words("names", "introducing_aliases")
_AROUND: Final = vocabulary.words("names", "around_aliases")
_GAP: Final = 6  # tokens between a name and another of the same


def point_aliases(layer: Layer, names: Names, words: Words) -> None:
    """Let a name behind "aka", "also known as" or "alias" stand for the name before it."""
    for first, other in pairwise(layer):
        if first.name is not None or other.name is not None or not _introduces(first, other, words):
            continue
        full = names.of(words.joined(first.first, first.last)).resolve()
        alias = names.of(words.joined(other.first, other.last))
        if alias is not full:
            alias.point(full, "alias")


def _introduces(name: Candidate, other: Candidate, words: Words) -> bool:
    """Tell whether the words between two names say that they are names of one thing."""
    if not 0 < other.first - name.last <= _GAP:
        return False
    between = (text.lower() for text in words.texts[name.last : other.first])
    return " ".join(text for text in between if text not in _AROUND) in _INTRODUCING
