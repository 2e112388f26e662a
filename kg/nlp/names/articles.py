"""The article that is a part of a name: "told The Associated Press", but not "told the Associated Press"."""

from typing import Final

from kg.nlp.names.layer import Layer
from kg.nlp.words import Words
from kg.ontology import Ontology

_NAMED_SO: Final = ("Organization", "CreativeWork", "Facility", "Product")


def opens_with_article(
    first: int, kind: str, layer: Layer, words: Words, ontology: Ontology
) -> bool:
    """Tell whether the name of class KIND that begins at FIRST has an article before it, with a capital of its own.

    Behind marks and in headlines the capital may be owed to its place.
    """
    article = first - 1
    if article < max(1, words.headline_end) or words.texts[article] != "The":
        return False
    if article in words.starts or layer.owner[article] is not None:
        return False
    before = words.texts[article - 1]
    is_within = (before[0].isalpha() and not before.isupper()) or before in (",", "'s")
    return is_within and any(ontology.is_a(kind, base) for base in _NAMED_SO)
