"""Words around a name that speak for a place: "the mayor of Eindhoven", "flew to Bergen", "Eindhoven airport"."""

from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.nlp.names import kinds
from kg.nlp.words import Words

LOCATIVE: Final = vocabulary.words("places", "locative")
_OF_PLACES: Final = vocabulary.words("places", "before_of")
_BEHIND: Final = vocabulary.words("places", "behind")
_MOVING: Final = vocabulary.words("places", "moving")
_HITTING: Final = vocabulary.words("places", "hitting")
_TO: Final = vocabulary.words("places", "towards")


def speaks_for_place(first: int, last: int, words: Words) -> bool:
    """Tell whether the words around the name of a place from FIRST up to LAST speak for the place."""
    root = words.doc[first:last].root
    return (
        _is_behind(first, words)
        or _goes_before(last, words)
        or _is_reached(root)
        or _is_beside(root, words)
    )


def _is_behind(first: int, words: Words) -> bool:
    """Tell whether a noun and "of" stand before the name: "residents of Bergen"."""
    return (
        first > 1
        and words.lowers[first - 1] == "of"
        and words.lemmas[first - 2].lower() in _OF_PLACES
    )


def _goes_before(last: int, words: Words) -> bool:
    """Tell whether a noun of places stands behind the name, written small: "a Bergen court"."""
    return last < len(words.texts) and words.texts[last] in _BEHIND


def _is_reached(root: Token) -> bool:
    """Tell whether somebody moves to what is named, or it is hit as towns are: "flew to Bergen", "shelled Bergen"."""
    if root.dep_ == "pobj" and root.head.lower_ in _TO:
        return root.head.head.lemma_.lower() in _MOVING
    return root.dep_ in ("dobj", "nsubjpass") and root.head.lemma_.lower() in _HITTING


def _is_beside(root: Token, words: Words) -> bool:
    """Tell whether the name is one of several places that stand behind a word of place: "in Oslo and Bergen"."""
    one = root
    while one.dep_ == "conj" and one.head.i < one.i:
        one = one.head
    is_located = one.i != root.i and one.dep_ == "pobj" and one.head.lower_ in LOCATIVE
    return is_located and kinds.is_listed(words.text(one.left_edge.i, one.i + 1))
