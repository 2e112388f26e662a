"""Words around a name that speak for a place: "the mayor of Eindhoven", "flew to Bergen", "Eindhoven airport"."""

from typing import Final

from spacy.tokens import Token

from kg.nlp import kinds
from kg.nlp.words import Words

LOCATIVE: Final = frozenset("in at near from off outside across throughout inside".split())
# Nouns whose "of" leads to a place.
_OF_PLACES: Final = frozenset(
    "airport capital centre center citizen city coast district east fall governor harbour harbor inhabitant island "
    "mayor neighbourhood neighborhood north outskirts port province resident siege south street suburb town township "
    "village west".split()
)
# Nouns that stand behind the name of a place.
_BEHIND: Final = frozenset(
    "airport area beach coast county court district farm farms harbor harbour hospital hospitals man mayor police "
    "port province racecourse region resident residents school schools street streets suburb suburbs town township "
    "woman".split()
)
_MOVING: Final = frozenset(
    "arrive bring bus come convoy deport deploy drive evacuate ferry flee flight fly go journey march move return road "
    "route sail send ship ticket train transport travel trip visit walk way".split()
)
# What happens to towns, and hardly to firms.
_HITTING: Final = frozenset(
    "besiege bomb bombard encircle evacuate flee flood reach shell storm visit".split()
)
_TO: Final = frozenset({"to", "into", "toward", "towards", "through"})


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
