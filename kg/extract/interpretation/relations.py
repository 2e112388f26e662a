"""Relations that noun phrases state without a verb: titles, appositions, possessives, and *X is the Y of Z*."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from kg import places, vocabulary
from kg.extract.grammar.frames import antecedent, coordinated, prepositional
from kg.extract.interpretation.adjectives import Adjectives
from kg.extract.interpretation.affiliations import affiliation
from kg.extract.interpretation.ages import Ages
from kg.extract.interpretation.groups import Groups
from kg.extract.interpretation.homes import Homes
from kg.extract.interpretation.kinds import is_known_part
from kg.extract.interpretation.offices import Offices
from kg.extract.interpretation.peoples import Peoples
from kg.extract.interpretation.qualifiers import Qualifiers
from kg.extract.interpretation.residences import residence
from kg.extract.interpretation.wholes import Wholes
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.reference.neighbours import Beside, Found, is_definite
from kg.extract.reference.subjects import Bearer, Bearers, shared
from kg.model import Mention, Relation
from kg.ontology import Entry

_CONTAINERS: Final = ("Country", "Region", "City")
# Descriptions of these say which one is meant; "the country's capital" and "a friend's son" do not.
_TOLD: Final = ("Organization", "Facility", "Product", "Commodity", "CreativeWork")
_FAMILY: Final = frozenset({"relativeOf", "spouseOf"})
# What may be said of somebody or something without a name, whose noun says whose it is: "his wife", "its 60 employees".
_OF_DESCRIBED: Final = _FAMILY | {"worksFor", "memberOf", "partOf", "owns"}
_ONCE: Final = vocabulary.words("descriptions", "spouses_once")
_WIDE: Final = vocabulary.words("pronouns", "wide_possessives")


def relations(reading: Reading, fillers: Fillers) -> Iterator[Found]:
    """Return the relations within the noun phrases of a document, in the order of the text."""
    finder = _Finder(reading, fillers)
    for token in reading.doc:
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "AUX", "ADV"):
            yield from finder.at(token)


class _Finder:
    """Looks at one noun at a time: what it is called, what office it names, what it belongs to."""

    def __init__(self, reading: Reading, fillers: Fillers) -> None:
        self.reading = reading
        self.fillers = fillers
        self.ontology = reading.ontology
        self.beside = Beside(reading, fillers)
        self.qualifiers = Qualifiers(reading, fillers)
        self.bearers = Bearers(reading, self.beside)
        self.adjectives = Adjectives(reading, fillers, self.beside)
        self.ages = Ages(reading, fillers)
        self.homes = Homes(reading, fillers, self.beside)
        self.wholes = Wholes(reading, self.beside)
        self.offices = Offices(reading, fillers, self.beside)
        self.groups = Groups(reading, fillers)
        self.peoples = Peoples(reading, fillers, self.beside)
        self._told: set[tuple[str, str]] = set()  # whose relatives have been named: ("son", "Hale")

    def at(self, token: Token) -> Iterator[Found]:
        """Return the relations whose predicate is TOKEN."""
        mention = self.beside.head_mention(token)
        if mention is not None and mention.type == "Position":
            entries = () if self._is_heading(mention) else self._entries(token)
            yield from self._qualified(token, self.offices.at(token, mention, entries))
            yield from self._qualified(token, self._relational(token, entries))
        elif token.pos_ == "NOUN" and (entries := self._entries(token)):
            yield from self._qualified(token, self._relational(token, entries))
        elif mention is None and self._is_person(token):
            yield from self.offices.origin(token)
        elif mention is not None and mention.is_seat:
            yield from self.offices.seat(token, mention)
        elif mention is not None and mention.named and mention.type in _CONTAINERS:
            yield from self._within(token, mention)
            yield from self.offices.demonym(token)
        elif mention is not None and mention.named and mention.type == "PoliticalParty":
            yield from self.offices.demonym(token)
        if mention is not None:
            yield from self.peoples.at(token, mention)
            yield from self.wholes.at(token, mention)
            yield from affiliation(token, mention, self.reading, self.beside)
        yield from self.groups.at(token)
        yield from residence(token, self.reading, self.fillers)
        yield from self.ages.at(token)
        yield from self.homes.at(token)
        yield from self.adjectives.at(token)

    def _is_heading(self, position: Mention) -> bool:
        """Tell whether a POSITION of several words heads a body: a chief executive is no executive of another."""
        term = self.ontology.term(position.concept) if position.concept else None
        return term is not None and term.heads and " " in term.label

    def _is_person(self, token: Token) -> bool:
        return token.pos_ == "NOUN" and self.ontology.noun_kind(token.lemma_.lower()) == "Person"

    def _qualified(self, token: Token, found: Iterator[Found]) -> Iterator[Found]:
        """Return what was FOUND with what sets the noun TOKEN apart: "the largest supplier"."""
        for each in found:
            apart = None if each.relation.predicate == "citizenOf" else self.qualifiers.of(token)
            yield replace(each, qualifier=apart)

    def _entries(self, token: Token) -> tuple[Entry, ...]:
        """Return what the lexicon knows of a relational noun, of "parent company" before "company"."""
        lemma = token.lemma_.lower()
        before = token.doc[token.i - 1] if token.i > 0 else token
        compound = f"{before.lemma_.lower()} {lemma}" if before.head == token else lemma
        return self.ontology.relational(compound) or self.ontology.relational(lemma)

    # -- relational nouns and adjectives -------------------------------------------------------

    def _relational(self, token: Token, entries: tuple[Entry, ...]) -> Iterator[Found]:
        """Return the relations of a noun such as "subsidiary": whose bearer stands beside it and whose object below."""
        bearers = list(self.bearers.of(token)) if entries else []
        for entry in entries:
            named = [*self._named_bearers(bearers)]
            for bearer, one in named or self._bare(token, entry):
                for head in self._objects(token, entry):
                    thing = self._described(head, entry)
                    if thing is None or thing.name == one.name or entry.evokes is None:
                        continue
                    if not (one.named or thing.named):
                        continue
                    if one.named:
                        self._told.add((token.lemma_.lower(), thing.name))
                    pair = (thing, one) if entry.inverse else (one, thing)
                    relation = Relation(pair[0], entry.evokes, pair[1])
                    past = bearer.by_verb and self.beside.is_past(bearer.anchor)
                    once = entry.evokes == "spouseOf" and _is_over(token)
                    past = past and self._can_end(entry.evokes)
                    ended = once or past or self.beside.is_former(token)
                    rule = f"lexicon:{entry.name}"
                    yield Found(relation, bearer.anchor, rule, ended, bearer.by_verb)

    def _named_bearers(self, bearers: list[Bearer]) -> Iterator[tuple[Bearer, Mention]]:
        for bearer in bearers:
            one = self.fillers.mention(bearer.head)
            if one is not None and one.named:
                yield bearer, one

    def _bare(self, token: Token, entry: Entry) -> Iterator[tuple[Bearer, Mention]]:
        """Return the noun TOKEN itself as what it describes, where a possessive says which: "his sister-in-law".

        What it describes must not be known by another name, of which the relation was said before.
        """
        owner = next((child for child in token.lefts if child.dep_ == "poss"), None)
        if owner is None or owner.lower_ in _WIDE or entry.evokes not in _OF_DESCRIBED:
            return
        if self.ontology.is_general(token.lemma_) or self._is_told(token, owner):
            return
        one = self.fillers.mention(token)
        if one is not None and not one.named and one.span.start <= self.reading.word(token).start:
            yield Bearer(token, token), one

    def _is_told(self, token: Token, owner: Token) -> bool:
        """Tell whether the name of the OWNER's TOKEN has been told: "his son, Tom Hale, … his son"."""
        known = self.fillers.mention(owner)
        return known is not None and (token.lemma_.lower(), known.name) in self._told

    def _described(self, head: Token, entry: Entry) -> Mention | None:
        """Return what HEAD names, or the body, the object or the relative that it describes: "the bank's owner"."""
        thing = self.fillers.mention(head)
        if thing is None or thing.named:
            return thing
        if entry.evokes not in _FAMILY:
            return thing if any(self.ontology.is_a(thing.type, kind) for kind in _TOLD) else None
        holder = self.fillers.fitting(head, "agent") if is_definite(head) else None
        is_person = isinstance(holder, Mention) and holder.type == "Person"
        return holder if is_person and isinstance(holder, Mention) else None

    def _can_end(self, name: str) -> bool:
        return self.ontology.properties[name].ended_as is not None

    def _objects(self, token: Token, entry: Entry) -> Iterator[Token]:
        if "poss" in entry.slots:
            yield from map(antecedent, _owners(token))
        if not entry.slots.keys().isdisjoint(("compound", "modifier")):
            for child in token.lefts:
                if (
                    child.dep_ in ("compound", "nmod", "amod")
                    and child.i in self.reading.mention_at
                ):
                    yield child
        behind = [*prepositional(token)] or [*prepositional(shared(token) or token)]
        for name, head in behind:
            if name in entry.slots:
                yield from coordinated(head)

    # -- ages, homes, places within places -----------------------------------------------------

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
                first = child.left_edge.i  # "Glen Ridge, New Jersey"
                if child.dep_ == "prep" or (first == token.i + 2 and token.nbor(1).text == ","):
                    name = "partOf" if place.type == "Region" else "locatedIn"
                    relation = Relation(place, name, wider)
                    if not is_known_part(relation):
                        yield Found(relation, token, "place-within")

    def _is_wider(self, wider: Mention, place: Mention) -> bool:
        if wider.type == place.type == "Region":  # "Essex County, New Jersey"
            first = places.regions()
            return wider.name in first and place.name not in first
        return wider.name != place.name and _CONTAINERS.index(wider.type) < _CONTAINERS.index(
            place.type
        )


def _owners(noun: Token) -> list[Token]:
    """Return whose a NOUN is, also one that shares its owner with another: "his wife Amanda and sons Brodie and Al"."""
    own = [child for child in noun.lefts if child.dep_ == "poss"]
    bare = not any(child.dep_ == "det" for child in noun.lefts)
    if own or noun.dep_ != "conj" or noun.head.pos_ != "NOUN" or not bare:
        return own
    return _owners(noun.head)


def _is_over(spouse: Token) -> bool:
    """Tell whether somebody was married to a SPOUSE once: "his first wife", "her late husband"."""
    return any(child.lower_ in _ONCE for child in spouse.lefts)
