"""What named bodies are parts of and where named sites lie, by their noun phrase.

*The ministry's Tax Division*, *the Strategic Command of the Defense Department*, *Larn Hospital in Oslo*.
"""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.reading import Reading
from kg.extract.reference.neighbours import Beside, Found
from kg.model import Mention, Relation

_PARTS: Final = vocabulary.words("bodies", "subdivisions")
_SITES: Final = vocabulary.words("places", "sites")
_REGIONS: Final = ("City", "Region", "Country")


class Wholes:
    """Reads the names of bodies and sites of one document."""

    def __init__(self, reading: Reading, beside: Beside) -> None:
        self._reading = reading
        self._beside = beside

    def at(self, token: Token, one: Mention) -> Iterator[Found]:
        """Yield what ONE, named at TOKEN, is a part of and where it lies."""
        if one.named:
            body = self._reading.ontology.is_a(one.type, "Organization")
            within = body and one.text.split()[-1].lower() in _PARTS
            if within:
                yield from self._part(token, one)
            if within or self._is_site(one):
                yield from self._sited(token, one)

    def _part(self, token: Token, one: Mention) -> Iterator[Found]:
        """Yield the bodies that ONE is a part of."""
        for whole in self._wholes(token):
            body = self._reading.ontology.is_a(whole.type, "Organization")
            if body and whole.name != one.name:
                yield Found(Relation(one, "partOf", whole), token, "part-of-body")

    def _sited(self, token: Token, one: Mention) -> Iterator[Found]:
        """Yield the sites and, of what is a site itself, the towns where ONE lies."""
        sites = [each for each in self._behind(token, "at") if self._is_site(each)]
        towns = self._behind(token, "in") if self._is_site(one) else iter(())
        for place in (*sites, *(town for town in towns if town.type in _REGIONS)):
            if place.name not in one.name:
                yield Found(Relation(one, "locatedIn", place), token, "site")

    def _is_site(self, one: Mention) -> bool:
        """Tell whether ONE stands in one place, by its class or the last word of its name."""
        facility = self._reading.ontology.is_a(one.type, "Facility")
        return facility or one.text.split()[-1].lower() in _SITES

    def _wholes(self, token: Token) -> Iterator[Mention]:
        owners = (child for child in token.lefts if child.dep_ == "poss")
        yield from filter(None, map(self._beside.named, owners))
        yield from self._behind(token, "of")

    def _behind(self, token: Token, name: str) -> Iterator[Mention]:
        """Yield what is named right behind a preposition called NAME that follows the name at TOKEN."""
        annotation = self._reading.mention_at.get(token.i)
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ == name:
                beside = annotation is not None and child.i == annotation.last
                heads = (below for below in child.rights if below.dep_ == "pobj" and beside)
                yield from filter(None, map(self._beside.named, heads))
