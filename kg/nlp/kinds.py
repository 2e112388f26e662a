"""The class of a name, from its own words: endings, and lists of regions and cities."""

from collections.abc import Sequence
from typing import Final

from kg.nlp import places
from kg.ontology import Ontology

# Endings that are surnames too often to outweigh that a name was taken for a person's.
_PLACES: Final = frozenset({"Place", "Region", "City", "BodyOfWater", "Country"})


def of_words(name: Sequence[str], ontology: Ontology) -> str | None:
    """Return the class that the words of NAME tell: "Corp." at its end, "Ministry" before its "of"."""
    if len(name) < 2:
        return None
    lowers = [word.lower() for word in name]
    heads = [k for k, word in enumerate(lowers) if word in ("of", "for", "on", "against") and k > 0]
    tail = name[: heads[0]] if heads else name
    kind = ontology.name_ending(tail[-1])
    if kind is None and heads:
        kind = ontology.name_ending(name[-1])
    if kind is None or (heads and kind == "Company"):
        first = ontology.name_ending(name[0])
        kind = first if first in ("BodyOfWater", "Place", "Facility") else kind
    return kind


def of_place(text: str, name: Sequence[str], ontology: Ontology) -> str:
    """Return the class of a place that is no country."""
    kind = of_words(name, ontology)
    if kind is not None and (kind in _PLACES or kind == "Facility"):
        return kind
    city = places.cities().get(text)
    if text in places.regions() and (city is None or text not in places.english_regions()):
        return "Region" if city is None else "City"
    if city is not None:
        return "City" if text not in places.english_regions() or city[1] > 1_000_000 else "Region"
    return "Region" if text in places.regions() else "Place"


def is_large_city(text: str) -> bool:
    """Tell whether TEXT is the name of a city that is known without a word of place around it."""
    city = places.cities().get(text)
    return city is not None and city[1] >= 300_000


def refine(base: str, text: str, name: Sequence[str], sure: str | None, ontology: Ontology) -> str:
    """Return the class of a name that is taken for BASE; SURE is what its context says."""
    kind = of_words(name, ontology)
    if base == "Place":
        return of_place(text, name, ontology)
    if base == "Organization":
        if kind is not None and kind != "City":
            return kind
        return sure if sure is not None and ontology.is_a(sure, "Organization") else base
    if base == "Facility":
        known = kind is not None and (kind in _PLACES or ontology.is_a(kind, "Organization"))
        return kind if known and kind is not None else base
    if base == "PeopleGroup":
        return kind if kind is not None and ontology.is_a(kind, "Organization") else base
    return base
