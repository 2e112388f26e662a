"""Relations that noun phrases state without a verb: titles, appositions, possessives, and *X is the Y of Z*."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg.extract.beside import Beside, Found
from kg.extract.fillers import Fillers
from kg.extract.frames import antecedent, coordinated, prepositional
from kg.extract.offices import Offices
from kg.extract.reading import Reading
from kg.model import Mention, Quantity, Relation
from kg.ontology import Entry

_CONTAINERS: Final = ("Country", "Region", "City")
_AGES: Final = range(1, 121)


def relations(reading: Reading, fillers: Fillers) -> Iterator[Found]:
    """Return the relations within the noun phrases of a document, in the order of the text."""
    finder = _Finder(reading, fillers)
    for token in reading.doc:
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "AUX"):
            yield from finder.at(token)


class _Finder:
    """Looks at one noun at a time: what it is called, what office it names, what it belongs to."""

    def __init__(self, reading: Reading, fillers: Fillers) -> None:
        self.reading = reading
        self.fillers = fillers
        self.ontology = reading.ontology
        self.beside = Beside(reading, fillers)
        self.offices = Offices(reading, fillers, self.beside)

    def at(self, token: Token) -> Iterator[Found]:
        """Return the relations whose predicate is TOKEN."""
        mention = self.beside.head_mention(token)
        if mention is not None and mention.type == "Position":
            entries = self._entries(token)
            yield from self.offices.at(token, mention, entries)
            yield from self._relational(token, entries)
        elif token.pos_ == "NOUN" and (entries := self.ontology.relational(token.lemma_.lower())):
            yield from self._relational(token, entries)
        elif mention is not None and mention.named:
            if mention.type == "Person":
                yield from self._age(token, mention)
            elif self.ontology.is_a(mention.type, "Organization"):
                yield from self._home(token, mention)
            if mention.type in _CONTAINERS:
                yield from self._within(token, mention)
        yield from self._adjective(token)

    def _entries(self, token: Token) -> tuple[Entry, ...]:
        """Return what the lexicon knows of a relational noun, of "parent company" before "company"."""
        lemma = token.lemma_.lower()
        before = token.doc[token.i - 1] if token.i > 0 else token
        compound = f"{before.lemma_.lower()} {lemma}" if before.head == token else lemma
        return self.ontology.relational(compound) or self.ontology.relational(lemma)

    # -- relational nouns and adjectives -------------------------------------------------------

    def _relational(self, token: Token, entries: tuple[Entry, ...]) -> Iterator[Found]:
        """Return the relations of a noun such as "subsidiary": whose bearer stands beside it and whose object below."""
        bearers = list(self._bearers(token))
        for entry in entries:
            for bearer, by_verb, anchor in bearers:
                for head in self._objects(token, entry):
                    thing = self.fillers.mention(head)
                    if (
                        thing is None
                        or not thing.named
                        or thing.name == bearer.name
                        or entry.evokes is None
                    ):
                        continue
                    pair = (thing, bearer) if entry.inverse else (bearer, thing)
                    relation = Relation(pair[0], entry.evokes, pair[1])
                    past = by_verb and self.beside.is_past(anchor)
                    ended = self.beside.is_former(token) or (past and self._can_end(entry.evokes))
                    yield Found(relation, anchor, f"lexicon:{entry.name}", ended, by_verb)

    def _can_end(self, name: str) -> bool:
        return self.ontology.properties[name].ended_as is not None

    def _bearers(self, token: Token) -> Iterator[tuple[Mention, bool, Token]]:
        for head in self.beside.apposed(token):
            mention = self.fillers.mention(head)
            if mention is not None and mention.named:
                yield mention, False, token
        if token.dep_ == "attr" and token.head.lemma_ in ("be", "become", "remain"):
            for child in token.head.lefts:
                if child.dep_ == "nsubj":
                    mention = self.fillers.mention(antecedent(child))
                    if mention is not None and mention.named:
                        yield mention, True, token.head

    def _objects(self, token: Token, entry: Entry) -> Iterator[Token]:
        if "poss" in entry.slots:
            yield from (antecedent(child) for child in token.lefts if child.dep_ == "poss")
        if not entry.slots.keys().isdisjoint(("compound", "modifier")):
            for child in token.lefts:
                if (
                    child.dep_ in ("compound", "nmod", "amod")
                    and child.i in self.reading.mention_at
                ):
                    yield child
        for name, head in prepositional(token):
            if name in entry.slots:
                yield from coordinated(head)

    def _adjective(self, token: Token) -> Iterator[Found]:
        """Return what a compound adjective says of its noun: "the Moscow-based company Yandex"."""
        if token.dep_ not in ("amod", "acl", "compound", "nmod") or token.head.i == token.i:
            return
        lemma = token.lower_.rpartition("-")[2]
        for entry in self.ontology.adjectives(lemma):
            noun = token.head
            while noun.dep_ in ("compound", "nmod") and noun.i not in self.reading.mention_at:
                noun = noun.head  # "the Toulouse-based company Norwood Corp"
            bearer = self.fillers.mention(noun)
            thing = self._hyphenated(token, entry)
            if (
                bearer is None
                or thing is None
                or not bearer.named
                or entry.evokes is None
                or bearer.name == thing.name
            ):
                continue
            pair = (thing, bearer) if entry.inverse else (bearer, thing)
            yield Found(Relation(pair[0], entry.evokes, pair[1]), token, f"lexicon:{entry.name}")

    def _hyphenated(self, token: Token, entry: Entry) -> Mention | None:
        """Return the name before the hyphen: within the token, in the tokens before it, or in its "in" phrase."""
        for child in token.children:
            if child.i < token.i and (named := self.beside.named(child)) is not None:
                return named
        annotation = self.reading.mention_at.get(token.i) or (
            self.reading.mention_at.get(token.i - 2)
            if token.i > 1 and token.nbor(-1).text == "-"
            else None
        )
        if annotation is not None and isinstance(annotation.value, Mention):
            return annotation.value
        for name, head in prepositional(token):
            if name in entry.slots and (named := self.beside.named(head)) is not None:
                return named
        return None

    # -- ages, homes, places within places -----------------------------------------------------

    def _age(self, token: Token, person: Mention) -> Iterator[Found]:
        """Return the age in apposition: "Marta Gil, 44, …"."""
        after = token.doc[token.i + 1 : token.i + 4]
        if len(after) < 3 or after[0].text != "," or after[2].text not in (",", "."):
            return
        number = after[1]
        if number.text.isdigit() and int(number.text) in _AGES:
            value = Quantity(
                span=self.reading.word(number), text=number.text, value=number.text, unit="year"
            )
            yield Found(Relation(person, "age", value), token, "age")

    def _home(self, token: Token, organization: Mention) -> Iterator[Found]:
        """Return the country of a company: "Norway's Equinor", "German carmaker Volkswagen"."""
        if organization.type != "Company":
            return
        first = self.reading.mention_at[token.i].first
        nouns = [child for child in token.lefts if child.pos_ == "NOUN"]
        for child in (*token.lefts, *(below for noun in nouns for below in noun.lefts)):
            country = self.beside.named(child)
            if country is None or country.type != "Country" or child.i >= first:
                continue
            if child.dep_ == "poss" or self._kind_between(child, first):
                yield Found(Relation(organization, "headquarteredIn", country), token, "home")

    def _kind_between(self, country: Token, name: int) -> bool:
        """Tell whether a noun for a kind of company stands between COUNTRY and the NAME: "German carmaker"."""
        return any(
            self.ontology.noun_kind(t.lemma_.lower()) == "Company"
            for t in country.doc[country.i + 1 : name]
        )

    def _within(self, token: Token, place: Mention) -> Iterator[Found]:
        """Return what a place lies in: "Goma, Congo", "Pandi in Bulacan"."""
        for child in token.rights:
            heads = [child] if child.dep_ in ("appos", "npadvmod") else []
            if child.dep_ == "prep" and child.lower_ == "in" and child.i == token.i + 1:
                heads = [below for below in child.rights if below.dep_ == "pobj"]
            for head in heads:
                wider = self.beside.named(head)
                if (
                    wider is None
                    or wider.type not in _CONTAINERS
                    or not self._is_wider(wider, place)
                ):
                    continue
                if child.dep_ == "prep" or (child.i == token.i + 2 and token.nbor(1).text == ","):
                    yield Found(Relation(place, "locatedIn", wider), token, "place-within")

    def _is_wider(self, wider: Mention, place: Mention) -> bool:
        return wider.name != place.name and _CONTAINERS.index(wider.type) < _CONTAINERS.index(
            place.type
        )
