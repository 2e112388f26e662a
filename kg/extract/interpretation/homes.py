"""Where an organization is at home, by the country or town before its name or before the noun that stands for it."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.functions import prepositional
from kg.extract.grammar.phrases import noun_class
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.reference.neighbours import Beside, Found
from kg.model import Mention, Relation

_PLACES: Final = ("Country", "Region", "City")
# Bodies of a state and teams are named by it without being run from there.
_OF_STATES: Final = ("GovernmentBody", "ArmedForce", "Court", "PoliticalParty")
_TEAMS: Final = vocabulary.words("sports", "team_nouns")
_CONTINENTS: Final = vocabulary.words("places", "continents")
_LEGAL: Final = vocabulary.words("bodies", "legal_forms")
_SEATS: Final = vocabulary.words("bodies", "seats")
_TIED: Final = frozenset({"appos", "attr"})  # a noun that stands beside the name or behind a copula
_BEFORE: Final = frozenset({"amod", "compound", "nmod", "poss"})


class Homes:
    """Reads the homes of the organizations of one document."""

    def __init__(self, reading: Reading, fillers: Fillers, beside: Beside) -> None:
        self.reading = reading
        self.fillers = fillers
        self.beside = beside
        self.ontology = reading.ontology

    def at(self, token: Token) -> Iterator[Found]:
        """Return the home of the organization that TOKEN names, or stands for: "the Danish company"."""
        annotation = self.reading.mention_at.get(token.i)
        value = annotation.value if annotation is not None else None
        if annotation is not None and isinstance(value, Mention) and value.type != "Position":
            if self.reading.doc[annotation.first : annotation.last].root.i == token.i:
                yield from self._of_name(token, value, annotation.first)
        elif token.pos_ == "NOUN":
            yield from self._of_noun(token)

    def _of_name(self, token: Token, body: Mention, first: int) -> Iterator[Found]:
        """Return the home before a name: "Norway's Equinor", "German carmaker Volkswagen"."""
        if not body.named or not self._settles(body.type):
            return
        nouns = [child for child in token.lefts if child.pos_ == "NOUN"]
        for child in (*token.lefts, *(below for noun in nouns for below in noun.lefts)):
            if child.i >= first or (place := self._place(child)) is None:
                continue
            if child.dep_ == "poss" or self._kind_between(child, first):
                yield Found(Relation(body, "headquarteredIn", place), token, "home")

    def _of_noun(self, noun: Token) -> Iterator[Found]:
        """Return the home that a noun says of the name it stands for: "Argus, an Israeli firm"."""
        kind = noun_class(noun, self.ontology)
        if not self._settles(kind) or noun.lemma_.lower() in _TEAMS or noun.tag_ != "NN":
            return
        seats = list(_seats(noun))
        # "A Delaware corporation" may have its offices anywhere.
        legal = noun.lemma_.lower() in _LEGAL
        before = (c for c in noun.lefts if c.dep_ in _BEFORE - {"poss"} and not legal)
        places = [place for c in seats or before if (place := self._place(c)) is not None]
        body = self.fillers.mention(noun) if places else None
        if body is None or not body.named or not self._settles(body.type):
            return
        if self._is_beside_another(noun, body):
            return  # "Airbus sold more planes than Boeing; the US company": which of the two, only the world knows
        for place in places:
            yield Found(Relation(body, "headquarteredIn", place), noun, "home")

    def _is_beside_another(self, noun: Token, body: Mention) -> bool:
        """Tell whether NOUN is not tied to the name of BODY, and its sentence names another organization too."""
        if noun.dep_ in _TIED or any(self._name(token) == body.name for token in noun.subtree):
            return False
        return any(self._name(token) not in (None, body.name) for token in noun.sent)

    def _name(self, token: Token) -> str | None:
        """Return the name of the organization that TOKEN is a part of."""
        found = self.reading.mention_at.get(token.i)
        one = found.value if found is not None else None
        is_body = isinstance(one, Mention) and one.named and self._settles(one.type)
        return one.name if isinstance(one, Mention) and is_body else None

    def _settles(self, kind: str) -> bool:
        """Tell whether a class of bodies has a home that names do not give: companies, clubs, media, gangs."""
        is_a = self.ontology.is_a
        return is_a(kind, "Organization") and not any(is_a(kind, one) for one in _OF_STATES)

    def _place(self, token: Token) -> Mention | None:
        place = self.beside.named(token) if token.pos_ != "PRON" else None
        if place is None or place.type not in _PLACES or place.name in _CONTINENTS:
            return None
        return place

    def _kind_between(self, place: Token, name: int) -> bool:
        """Tell whether a noun for a kind of body stands between a PLACE and the NAME: "German carmaker"."""
        return any(
            t.pos_ == "NOUN" and self._settles(noun_class(t, self.ontology))
            for t in place.doc[place.i + 1 : name]
        )


def _seats(noun: Token) -> Iterator[Token]:
    """Yield where a NOUN is said to have its seat: "a company with its headquarters in Houston"."""
    for preposition, below in prepositional(noun):
        if preposition == "with" and below.lemma_.lower() in _SEATS:
            yield from (place for name, place in prepositional(below) if name == "in")
