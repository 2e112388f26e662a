"""What kind of place a name is said to be before it: "the Pakistani city of Karachi", "the province of Zabul"."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg import places, vocabulary
from kg.extract.grammar.frames import coordinated
from kg.extract.grammar.phrases import noun_class, stretch
from kg.extract.reading import Reading
from kg.extract.reference.neighbours import Beside, Found, is_definite
from kg.model import DESCRIPTION, Mention, Relation, Words

_EQUATED: Final = vocabulary.words("places", "equated")
_WIDE: Final = vocabulary.words("places", "wider_than_cities")
_OPENING: Final = frozenset({"det", "predet", "poss", "punct"})
_NATION: Final = "Country"
_CITY: Final = "City"


class Kinds:
    """Reads the nouns of places that "of" leads from to the name."""

    def __init__(self, reading: Reading, beside: Beside) -> None:
        self._reading = reading
        self._beside = beside

    def of(self, noun: Token) -> Iterator[Found]:
        """Yield what NOUN says of the places whose names stand behind it, and the nation in which they lie."""
        for place in self._named(noun):
            words = self._words(noun)
            within = list(self._within(noun, place))
            if within and all(is_known_part(each.relation) for each in within):
                continue  # "the US states of Idaho and Michigan"
            yield Found(Relation(place, DESCRIPTION, words), noun, DESCRIPTION)
            yield from within

    def _within(self, noun: Token, place: Mention) -> Iterator[Found]:
        """Yield the nations in which a PLACE lies by the words before NOUN."""
        for child in noun.lefts:
            nation = self._beside.named(child)
            if nation is not None and nation.type == _NATION and nation.name != place.name:
                name = "locatedIn" if self._kind(noun) == _CITY else "partOf"
                yield Found(Relation(place, name, nation), noun, "place-within")

    def _named(self, noun: Token) -> Iterator[Mention]:
        """Yield the places that NOUN is said of: not the one of which it is the capital or a part.

        The city of Lund is a kg:City, so that the noun alone says nothing, and no city is a state.
        """
        if noun.lemma_.lower() not in _EQUATED or not is_definite(noun):
            return
        kind, bare = self._kind(noun), sum(c.dep_ not in _OPENING for c in noun.lefts) == 0
        if bare and noun.lemma_.lower() == kind.lower():
            return
        behind = next((c for c in noun.rights if c.lower_ == "of" and c.i == noun.i + 1), None)
        for below in behind.rights if behind is not None else ():
            name = self._reading.mention_at.get(below.i)
            if below.dep_ == "pobj" and name is not None and name.first == noun.i + 2:
                heads = coordinated(below) if noun.tag_ == "NNS" else [below]
                named = filter(None, map(self._beside.named, heads))
                yield from (place for place in named if self._can_be(place, noun))

    def _can_be(self, place: Mention, noun: Token) -> bool:
        known = self._reading.ontology.is_a(place.type, "Place")
        return known and not (place.type == _CITY and noun.lemma_.lower() in _WIDE)

    def _kind(self, noun: Token) -> str:
        return noun_class(noun, self._reading.ontology)

    def _words(self, noun: Token) -> Words:
        """Return NOUN, of one place, with what stands before it but for its article."""
        apart = [*noun.rights, *(child for child in noun.lefts if child.dep_ in _OPENING)]
        first, _ = stretch(noun, apart)
        before = self._reading.text(first, noun.i + 1).removesuffix(noun.text)
        one = noun.lemma_ if noun.tag_ == "NNS" else noun.text
        return Words(span=self._reading.span(first, noun.i + 1), text=before + one)


def is_known_part(relation: Relation) -> bool:
    """Tell whether a RELATION says what every atlas knows, or what the name does: "the Iraqi government"."""
    one, whole = relation.subject, relation.object
    if relation.predicate != "partOf" or not isinstance(whole, Mention):
        return False
    state = one.name in places.regions() and whole.type == _NATION
    return state or one.name == f"Government of {whole.name}"
