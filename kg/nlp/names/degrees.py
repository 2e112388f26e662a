"""Degrees and honours behind the name of a person: "Ana Ruiz, M.D.", which are no part of it and no place."""

from typing import Final

from kg import vocabulary
from kg.nlp.names.layer import Layer
from kg.nlp.words import Words

_CERTAIN: Final = vocabulary.words("titles", "degrees")
_BEHIND_PERSONS: Final = vocabulary.words("titles", "degrees_or_others")
_PERSON: Final = "Person"


def drop_degrees(layer: Layer, words: Words) -> None:
    """Take away what is a degree or an honour of the person before, alone or at the end of their name."""
    for candidate in list(layer):
        last = candidate.last - 1
        if last == candidate.first:
            if _is_degree(last, layer, words):
                layer.remove(candidate)
        elif candidate.type == _PERSON and words.texts[last] in _CERTAIN | _BEHIND_PERSONS:
            layer.remove(candidate)
            candidate.last = last - (words.texts[last - 1] == ",")
            layer.put(candidate)


def _is_degree(i: int, layer: Layer, words: Words) -> bool:
    """Tell whether the word at I is a degree; one that may be something else stands behind somebody's full name."""
    text = words.texts[i]
    if text in _CERTAIN:
        return True
    before = i - 2 if i > 1 and words.texts[i - 1] == "," else i - 1
    owner = layer.owner[before] if text in _BEHIND_PERSONS and before >= 0 else None
    return owner is not None and owner.type == _PERSON and owner.last - owner.first > 1
