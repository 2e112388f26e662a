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
        is_a, last = self._reading.ontology.is_a, one.text.split()[-1].lower()
        if not one.named:
            return
        if is_a(one.type, "Organization") and last in _PARTS:
            for whole in self._wholes(token):
                if is_a(whole.type, "Organization") and whole.name != one.name:
                    yield Found(Relation(one, "partOf", whole), token, "part-of-body")
        if is_a(one.type, "Facility") or last in _SITES:
            for place in self._behind(token, "in"):
                if place.type in _REGIONS and place.name not in one.name:
                    yield Found(Relation(one, "locatedIn", place), token, "site")

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
