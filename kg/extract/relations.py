"""Relations that noun phrases state without a verb: titles, appositions, possessives, and *X is the Y of Z*."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from kg.extract.fillers import Fillers, phrase
from kg.extract.frames import antecedent, coordinated, prepositional
from kg.extract.reading import Reading
from kg.model import Mention, Quantity, Relation
from kg.ontology import Entry, Term

_FORMER: Final = frozenset(
    {
        "former",
        "ex",
        "ex-",
        "late",
        "onetime",
        "erstwhile",
        "outgoing",
        "retired",
        "then",
        "previous",
    }
)
_ATTACHED: Final = frozenset({"compound", "nmod", "amod", "appos", "poss", "nummod"})
_OF_OFFICE: Final = frozenset({"of", "for", "at", "to", "in", "with"})
_CONTAINERS: Final = ("Country", "Region", "City")
_AGES: Final = range(1, 121)


@dataclass(frozen=True, slots=True)
class Found:
    """A relation, the token whose surroundings decide how it stands, and the rule that found it."""

    relation: Relation
    anchor: Token
    rule: str
    ended: bool = False
    asserted_by_verb: bool = False  # a copula: its own tense, negation and governors decide


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

    def at(self, token: Token) -> Iterator[Found]:
        """Return the relations whose predicate is TOKEN."""
        mention = self._head_mention(token)
        if mention is not None and mention.type == "Position":
            entries = self._entries(token)
            yield from self._office(token, mention, entries)
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

    def _head_mention(self, token: Token) -> Mention | None:
        """Return the mention that ends at TOKEN or whose head it is."""
        annotation = self.reading.mention_at.get(token.i)
        if annotation is None or not isinstance(annotation.value, Mention):
            return None
        span = self.reading.doc[annotation.first : annotation.last]
        return annotation.value if span.root.i == token.i else None

    # -- offices -------------------------------------------------------------------------------

    def _office(
        self, token: Token, position: Mention, entries: tuple[Entry, ...]
    ) -> Iterator[Found]:
        """Return who holds the position that TOKEN names, and what they head; ENTRIES may say the latter better."""
        term = self.ontology.term(position.concept) if position.concept else None
        bodies = [] if entries else self._bodies(token)
        ended = self._is_former(token)
        for holder, by_verb, anchor in self._holders(token):
            if holder.type != "Person" or not holder.named:
                continue
            now_ended = ended or (by_verb and self._is_past(anchor))
            yield Found(
                Relation(holder, "holdsPosition", position), anchor, "office", now_ended, by_verb
            )
            yield from self._heads(holder, term, bodies, anchor, now_ended, by_verb)

    def _heads(
        self,
        holder: Mention,
        term: Term | None,
        bodies: list[Mention],
        anchor: Token,
        ended: bool,
        by_verb: bool,
    ) -> Iterator[Found]:
        for body in bodies:
            if self._leads(term, body):
                yield Found(Relation(holder, "headOf", body), anchor, "office", ended, by_verb)
            elif body.type == "Country":
                # "Spanish journalist", not "Pakistan coach": the adjective tells of the person, the noun of the team.
                if self._is_adjective(body):
                    yield Found(
                        Relation(holder, "citizenOf", body),
                        anchor,
                        "office-nationality",
                        False,
                        by_verb,
                    )
            elif self.ontology.is_a(body.type, "Organization"):
                yield Found(
                    Relation(holder, "worksFor", body), anchor, "office-employer", ended, by_verb
                )

    def _leads(self, term: Term | None, body: Mention) -> bool:
        """Tell whether a position heads BODY: a director heads an agency, a president a country too."""
        if term is None or not self.ontology.accepts("headOf", body.type):
            return False
        return term.heads_state if self.ontology.is_a(body.type, "Place") else term.heads

    def _is_adjective(self, country: Mention) -> bool:
        """Tell whether a COUNTRY is named by the adjective of its people: "Spanish", not "Spain" or "U.S."."""
        term = self.ontology.keys.get(country.concept or "")
        return term is not None and country.text in term.demonyms

    def _holders(self, token: Token) -> Iterator[tuple[Mention, bool, Token]]:
        """Return the persons whose position TOKEN is: by title, apposition or copula."""
        for other in self._apposed(token):
            if (holder := self.fillers.mention(other)) is not None:
                yield holder, False, token
        if token.dep_ == "attr" and token.head.lemma_ in ("be", "become", "remain"):
            for child in token.head.lefts:
                if child.dep_ == "nsubj":
                    for head in coordinated(antecedent(child)):
                        if (holder := self.fillers.mention(head)) is not None:
                            yield holder, True, token.head

    def _apposed(self, token: Token) -> Iterator[Token]:
        """Return the heads in apposition to TOKEN: names behind a title, on either side of a comma."""
        if token.dep_ in ("compound", "nmod", "amod", "appos") and token.head.pos_ in (
            "PROPN",
            "NOUN",
        ):
            between = token.doc[min(token.i, token.head.i) + 1 : max(token.i, token.head.i)]
            if token.dep_ == "appos" or not any(t.text == "," for t in between):
                yield token.head
        for child in token.rights:
            if child.dep_ == "appos" and child.pos_ == "PROPN":
                yield child

    def _bodies(self, token: Token) -> list[Mention]:
        """Return what the office belongs to: "Venezuelan president", "Apple CEO", "president of France"."""
        heads: list[Token] = []
        for child in token.children:
            if child.dep_ in _ATTACHED and child.dep_ != "appos" and child.i < token.i:
                heads.append(child)
        for name, head in prepositional(token):
            if name in _OF_OFFICE:
                heads.extend(coordinated(head))
        if token.dep_ in ("compound", "nmod"):
            # A flat title: in "Apple CEO Steve Jobs" every word hangs on the name.
            heads.extend(
                child
                for child in token.head.lefts
                if child.dep_ in _ATTACHED and child.i < token.i and token.i - child.i <= 3
            )
        found = [mention for head in heads if (mention := self._named(head)) is not None]
        # In "EADS's North America CEO" the company has the office, not the continent.
        bodies = [m for m in found if self.ontology.is_a(m.type, "Organization")]
        return bodies or found

    def _named(self, head: Token) -> Mention | None:
        annotation = self.reading.mention_at.get(head.i)
        value = annotation.value if annotation is not None else None
        if isinstance(value, Mention) and value.named and value.type not in ("Position", "Person"):
            return value
        return None

    def _is_former(self, token: Token) -> bool:
        first, _ = phrase(token)
        words = {t.lower_ for t in token.doc[first : token.i + 1]}
        if token.i > 0 and token.dep_ in ("compound", "nmod"):
            words.update(child.lower_ for child in token.head.lefts if child.i < token.i)
            words.add(token.nbor(-1).lower_)
        return bool(words & _FORMER) or token.lower_.startswith("ex-")

    def _is_past(self, copula: Token) -> bool:
        """Tell whether a copula says that it was so and is no more: "was", not "became"."""
        past = copula.lemma_ == "be" and copula.tag_ == "VBD"
        return past and not self.reading.in_headline(copula)

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
                    past = by_verb and self._is_past(anchor)
                    ended = self._is_former(token) or (past and self._can_end(entry.evokes))
                    yield Found(relation, anchor, f"lexicon:{entry.name}", ended, by_verb)

    def _can_end(self, name: str) -> bool:
        return self.ontology.properties[name].ended_as is not None

    def _bearers(self, token: Token) -> Iterator[tuple[Mention, bool, Token]]:
        for head in self._apposed(token):
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
            bearer = self.fillers.mention(token.head)
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
            if child.i < token.i and (named := self._named(child)) is not None:
                return named
        annotation = self.reading.mention_at.get(token.i) or (
            self.reading.mention_at.get(token.i - 2)
            if token.i > 1 and token.nbor(-1).text == "-"
            else None
        )
        if annotation is not None and isinstance(annotation.value, Mention):
            return annotation.value
        for name, head in prepositional(token):
            if name in entry.slots and (named := self._named(head)) is not None:
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
        for child in token.lefts:
            country = self._named(child)
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
                wider = self._named(head)
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
