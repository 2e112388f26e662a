"""Offices: who holds which position, and what the position heads or belongs to."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import coordinated, prepositional
from kg.extract.grammar.phrases import is_joint, noun_class
from kg.extract.interpretation.officewords import (
    ASPIRING,
    FIRST,
    is_field,
    is_maker,
    is_of_side,
    is_owner,
    is_portfolio,
    is_prefixed,
)
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.reference.neighbours import FORMER, Beside, Found
from kg.extract.reference.subjects import Bearers, is_indefinite, shared
from kg.model import Mention, Relation
from kg.ontology import Entry, Term

_PASSING: Final = vocabulary.words("offices", "passing")
_PARTISAN: Final = vocabulary.words("bodies", "partisan")
_DEPUTIES: Final = vocabulary.words("offices", "deputies")
_FIELDS: Final = vocabulary.words("offices", "fields")
_OF_LANGUAGES: Final = vocabulary.words("offices", "language_teachers")
_OF_REGIONS: Final = vocabulary.words("offices", "of_parts_of_states")
_SHORT: Final = vocabulary.words("places", "nations_in_short")
_HIRED: Final = vocabulary.words("offices", "hired_abroad")
_OF_STATE: Final = vocabulary.words("offices", "servants_of_states")
_SENT: Final = vocabulary.words("offices", "sent")
_FOR_PLACES: Final = vocabulary.words("offices", "for_places") | _SENT
_LEVELS: Final = vocabulary.words("offices", "levels")
_RANKS: Final = vocabulary.words("offices", "ranks")
_ATTACHED: Final = frozenset({"compound", "nmod", "amod", "appos", "poss", "nummod"})
_OF_OFFICE: Final = vocabulary.words("prepositions", "of_offices")
_BEHIND_NAMES: Final = vocabulary.words("prepositions", "behind_names")
_UNITS: Final = vocabulary.words("bodies", "units")
_OF_FIELDS: Final = "director"  # of what stands before it, where that is no body: "sales director"


class Offices:
    """Reads the positions of one document."""

    def __init__(self, reading: Reading, fillers: Fillers, beside: Beside) -> None:
        self.reading = reading
        self.fillers = fillers
        self.ontology = reading.ontology
        self.beside = beside
        self.bearers = Bearers(reading, beside)

    def at(self, token: Token, position: Mention, entries: tuple[Entry, ...]) -> Iterator[Found]:
        """Return who holds the position that TOKEN names, and what they head; ENTRIES may say the latter better."""
        if self._is_rank(token, position):
            return
        term = self.ontology.term(position.concept) if position.concept else None
        if (fuller := self._qualified(token, position)) is not None:
            position, term = fuller, None
        former = self.beside.is_former(token)
        bearers = list(self.bearers.of(token))
        for bearer in bearers:
            holder = self._person(bearer.head)
            if holder is None or self._is_house(holder):
                continue
            anchor, by_verb = bearer.anchor, bearer.by_verb
            past = by_verb and self.beside.is_past(anchor) and not bearer.begun
            past = past or bearer.over
            past = past or (bearer.scene is not None and self.beside.is_past(bearer.scene))
            ended = former or past
            rule = f"lexicon:{bearer.entry}" if bearer.entry else "office"
            told = bearer.begun or bearer.over  # by the event of the verb
            bodies = [] if entries else self._own_bodies(token, bearer.head, bearers[-1].head)
            if not (told or is_maker(term)):
                held = Relation(holder, "holdsPosition", position)
                yield Found(held, anchor, rule, ended, by_verb)
            for relation, kind in (
                *self._within(holder, token, term, bodies),
                *self._for_places(holder, token, position, [*bodies, *self._behind(bearer.head)]),
            ):
                now_ended = ended and relation.predicate != "citizenOf"
                yield Found(relation, anchor, kind, now_ended, by_verb)

    def origin(self, token: Token) -> Iterator[Found]:
        """Return the nationality or the party of who is called by a noun for people: "British tourist Laura Stein"."""
        if token.lemma_.lower() in _OF_LANGUAGES:
            return
        for child in token.lefts:
            body = self.beside.named(child) if not is_prefixed(child, self.reading) else None
            between = token.doc[child.i + 1 : token.i]
            if body is None or any(t.pos_ in ("NOUN", "PROPN") for t in between):
                continue
            for bearer in self.bearers.of(token):
                holder = self.fillers.mention(bearer.head)
                if holder is None or holder.type != "Person" or not holder.named:
                    continue
                if body.type == "Country" and self.is_adjective(body):
                    relation = Relation(holder, "citizenOf", body)
                    yield Found(relation, bearer.anchor, "nationality", False, bearer.by_verb)
                elif body.type == "PoliticalParty":
                    relation = Relation(holder, "memberOf", body)
                    former = self.beside.is_former(token)
                    yield Found(relation, bearer.anchor, "party", former, bearer.by_verb)

    def demonym(self, token: Token) -> Iterator[Found]:
        """Return the nationality or party right before a name: "the Dane Erik Dahl", "Democrat Ana Ruiz"."""
        country, holder = self.beside.named(token), self.fillers.mention(token.head)
        if country is None or holder is None or token.dep_ not in ("compound", "nmod", "amod"):
            return
        follower = self.reading.mention_at.get(token.i + 1)
        same = follower is not None and follower == self.reading.mention_at.get(token.head.i)
        if not same or holder.type != "Person" or getattr(follower, "value", None) != holder:
            return
        if self.is_adjective(country):
            yield Found(Relation(holder, "citizenOf", country), token, "nationality")
        elif country.type == "PoliticalParty":
            yield Found(Relation(holder, "memberOf", country), token, "party")

    def seat(self, token: Token, party: Mention) -> Iterator[Found]:
        """Return the PARTY and the region of who stands before their seat: "Ana Ruiz (R-Texas)"."""
        holder = self.reading.mention_at.get(token.i - 2) if token.i > 1 else None
        if holder is None or not isinstance(holder.value, Mention) or not holder.value.named:
            return
        if holder.value.type == "Person" and holder.last == token.i - 1:
            anchor = token.doc[holder.last - 1]
            yield Found(Relation(holder.value, "memberOf", party), anchor, "party")
            seat = self.reading.mention_at.get(token.i + 2)
            region = seat.value if seat is not None and token.nbor(1).text == "-" else None
            if isinstance(region, Mention) and region.type == "Region":
                yield Found(Relation(holder.value, "officeFor", region), anchor, "office-place")

    def _is_house(self, holder: Mention) -> bool:
        """Tell whether a person's name is that of a house: "Princess Margaret Hospital"."""
        kind = self.ontology.name_ending(holder.name.split()[-1])
        return kind is not None and not self.ontology.is_a(kind, "Person")

    def _is_rank(self, token: Token, position: Mention) -> bool:
        """Tell whether a position only ranks the next one: the chief of "chief veterinary officer"."""
        if position.concept not in _RANKS:
            return False
        last = self.reading.mention_at[token.i].last
        if self._class_at(last) == "Country":  # "Deputy U.S. Marshal"
            last = self.reading.mention_at[last].last
        return self._class_at(last) == "Position"

    def _class_at(self, place: int) -> str | None:
        """Return the class of what is mentioned at PLACE."""
        found = self.reading.mention_at.get(place)
        return found.value.type if found and isinstance(found.value, Mention) else None

    def _qualified(self, token: Token, position: Mention) -> Mention | None:
        """Return the position with the words before it that change it: "deputy director", "project manager".

        It is then no longer the one that the gazetteer knows: a communications director heads nothing.
        """
        first = self.reading.mention_at[token.i].first
        start, last = first, self.reading.mention_at[token.i].last
        if self._class_at(start - 1) == "Country":  # "Deputy U.S. Marshal"
            before = self.reading.mention_at[start - 1].first - 1
            start = before if before >= 0 and token.doc[before].lower_ in _DEPUTIES else start
        while start > token.sent.start and self._qualifies(token.doc[start - 1]):
            start -= 1
            if start - 2 >= token.sent.start and is_joint(token.doc[start - 1]):
                start -= 2  # "high-profile investor"
        start = self._joined_field(start, token)
        if start == first:
            return None
        name = self.reading.text(start, last)
        span = self.reading.span(start, last)
        return replace(position, span=span, text=name, name=name.lower(), concept=None)

    def _joined_field(self, start: int, office: Token) -> int:
        """Return where the fields of an OFFICE begin, the last at START or before: "trade and industry chief"."""
        for last in (office.doc[start], office.doc[max(start - 1, 0)]):
            first = last.head
            joined = (
                last.dep_ == "conj" and first.i + 2 == last.i < office.i and first.head == office
            )
            named = first.i in self.reading.mention_at  # "the farmer and police officer"
            if joined and first.dep_ in _ATTACHED and not named:
                before = office.doc[max(first.i - 2, 0)]
                listed = before.i + 2 == first.i and before.dep_ == "nmod" and before.head == office
                return before.i if listed else first.i  # "education, youth and sports minister"
        return start

    def _qualifies(self, token: Token) -> bool:
        if token.lower_ in _DEPUTIES or (token.lower_ in FIRST and token.dep_ in _ATTACHED):
            return True
        if token.lower_ in FORMER or token.lower_ in _PASSING or token.i in self.reading.mention_at:
            return False
        if token.lower_ in _FIELDS:
            return True
        if "-" in token.text and token.dep_ in ("amod", "compound", "nmod"):
            return token.text.islower()  # "pro-democracy leader"
        plain = token.pos_ == "NOUN" and token.dep_ in ("compound", "nmod")
        return plain and token.text.isalpha() and token.text.islower()

    def _within(
        self, holder: Mention, token: Token, term: Term | None, bodies: list[Mention]
    ) -> Iterator[tuple[Relation, str]]:
        """Return what the holder of the position TOKEN is to each of the BODIES that it is named with, and the rule."""
        is_lesser = self._is_one_of_several(token, term) or self._is_of_part(token)
        leading, sided = None if is_lesser else term, is_of_side(token)
        for body in bodies:
            if self._is_partisan(term, body, token):
                yield Relation(holder, "memberOf", body), "office-party"
            elif token.lemma_.lower() in ASPIRING:
                continue
            elif self._leads(leading, body) and not (
                body.type == "Country" and (sided or self._is_of_region(term, body))
            ):
                yield Relation(holder, "headOf", body), "office"
            elif body.type == "Country":
                yield from self._of_nation(holder, token, body)
            elif self.ontology.is_a(body.type, "ArmedForce"):
                yield Relation(holder, "memberOf", body), "office-force"
            elif self._employs(body, token, term):
                yield Relation(holder, "worksFor", body), "office-employer"

    def _for_places(
        self, holder: Mention, token: Token, position: Mention, bodies: list[Mention]
    ) -> Iterator[tuple[Relation, str]]:
        """Return the places that the HOLDER's office is for and heads not: "senator from Ohio", "envoy to Syria"."""
        office = position.name.split()[-1].lower()
        if not {office, position.name.lower()} & _FOR_PLACES:
            return
        sent = office in _SENT
        led = (h for name, h in prepositional(token) if name == ("to" if sent else "from"))
        named = (self.beside.named(each) for head in led for each in coordinated(head))
        places = [body for body in named if body is not None]
        start = self.reading.word(token).start  # "U.S. Senator Ana Ruiz of Ohio"
        within = (b for b in bodies if b.type != "Country" or b.span.start > start)
        places += [] if sent else [body for body in within if not self.is_adjective(body)]
        for name, place in {place.name: place for place in places}.items():
            if self.ontology.is_a(place.type, "Place") and name != holder.name:
                yield Relation(holder, "officeFor", place), "office-place"

    def _of_nation(
        self, holder: Mention, token: Token, country: Mention
    ) -> Iterator[tuple[Relation, str]]:
        """Return what the adjective of a COUNTRY says of who holds the office TOKEN: "Spanish journalist".

        The noun says nothing ("Pakistan coach" tells of the team) unless it has the office ("Norway's minister"), and
        of a former minister the adjective tells the nation.
        """
        office = token.lemma_.lower()
        short = country.text in _SHORT and office not in _OF_STATE | _HIRED
        owns = office in _OF_STATE and is_owner(country, self.reading)
        if not (owns or self.is_adjective(country) or short) or office in _OF_LANGUAGES:
            return
        if owns or (office in _OF_STATE and not self.beside.is_former(token)):
            yield Relation(holder, "worksFor", country), "office-employer"
        else:
            yield Relation(holder, "citizenOf", country), "office-nationality"

    def _is_one_of_several(self, token: Token, term: Term | None) -> bool:
        """Tell whether others hold the position TOKEN too: "a director", "Hezbollah commander Imad"."""
        if is_indefinite(token) and not self.beside.is_former(token):
            return True
        if any(child.lower_ in _LEVELS for child in token.lefts):
            return True
        is_title = token.dep_ in ("compound", "nmod")
        return is_title and term is not None and term.key == "commander"

    def _is_of_part(self, token: Token) -> bool:
        """Tell whether an office is for a part of its body: an area, or a field of its work."""
        unit = any(c.lower_ in _UNITS and c.dep_ in ("compound", "nmod") for c in token.lefts)
        return unit or self._is_regional(token) or self._is_of_field(token)

    def _is_regional(self, token: Token) -> bool:
        """Tell whether an office is for an area within its body: the "Asia director for the council"."""
        inside = any(name in _OF_OFFICE for name, _ in prepositional(token))
        names = (self.beside.named(c) for c in token.lefts if c.dep_ in ("compound", "nmod"))
        areas = (m for m in names if m is not None and self.ontology.is_a(m.type, "Place"))
        return inside and any(True for _ in areas)

    def _is_of_field(self, token: Token) -> bool:
        """Tell whether an office is for a field within its body: the "communications director of the council"."""
        if token.lemma_.lower() != _OF_FIELDS:
            return False
        before = (c for c in token.lefts if c.dep_ in ("compound", "nmod") and c.pos_ == "NOUN")
        return any(noun_class(child, self.ontology) == "Topic" for child in before)

    def _is_partisan(self, term: Term | None, body: Mention, token: Token) -> bool:
        """Tell whether BODY is the party of somebody with an office elsewhere: "Republican governor", "Labour MP"."""
        if body.type != "PoliticalParty":
            return False
        if term is None or not term.heads:
            return True
        before = body.span.start < self.reading.word(token).start
        of_body = any(child.lower_ == "of" for child in token.rights)
        if before and of_body and body.text.lower() in _PARTISAN:
            return True  # "the Democratic chairman of the committee"
        return before and term.heads_state and term.key != "leader" and "Party" not in body.text

    def _employs(self, body: Mention, token: Token, term: Term | None) -> bool:
        """Tell whether BODY is one for which whoever holds the position TOKEN works."""
        is_body = self.ontology.is_a(body.type, "Organization") and not is_maker(term)
        return is_body and not is_field(body, token, self.reading)

    def _leads(self, term: Term | None, body: Mention) -> bool:
        """Tell whether a position heads BODY: a director heads an agency, a president a country too."""
        if term is None or not self.ontology.accepts("headOf", body.type):
            return False
        return term.heads_state if self.ontology.is_a(body.type, "Place") else term.heads

    def _is_of_region(self, term: Term | None, country: Mention) -> bool:
        """Tell whether an office heads a part of the COUNTRY that is named before it: "Mexican governor"."""
        return term is not None and term.key in _OF_REGIONS and self.is_adjective(country)

    def is_adjective(self, country: Mention) -> bool:
        """Tell whether a COUNTRY is named by the adjective of its people: "Spanish", not "Spain" or "U.S."."""
        term = self.ontology.keys.get(country.concept or "")
        return term is not None and country.text in term.demonyms

    def _bodies(self, token: Token, holder: Token) -> list[Mention]:
        """Return what the office TOKEN of a HOLDER belongs to: "Venezuelan president", "president of France".

        What stands behind a name is of this one alone: "Senators Ana Ruiz of Utah and Al Hale of Ohio".
        """
        heads: list[Token] = []
        for child in token.children:
            if child.dep_ in _ATTACHED and child.dep_ != "appos" and child.i < token.i:
                heads.append(child)
        for name, head in prepositional(token):
            if name in _OF_OFFICE and not (name == "to" and token.lemma_.lower() in _SENT):
                heads.extend(coordinated(head))
        if token.dep_ in ("compound", "nmod"):
            # A flat title: in "Apple CEO Steve Jobs" every word hangs on the name.
            heads.extend(
                child
                for child in token.head.lefts
                if child.dep_ in _ATTACHED and child.i < token.i and token.i - child.i <= 3
            )
            heads.extend(self._behind_name(holder) if self._is_title(token) else ())
        if not heads and (joined := self._joined(token)) is not None:
            heads.extend(head for name, head in prepositional(joined) if name in _OF_OFFICE)
        heads = [
            h
            for h in heads
            if not (is_portfolio(h, token, self.reading) or is_prefixed(h, self.reading))
        ]
        found = [mention for head in heads if (mention := self.beside.body(head)) is not None]
        # In "EADS's North America CEO" the company has the office, not the continent.
        bodies = [m for m in found if self.ontology.is_a(m.type, "Organization")]
        return bodies or found

    def _person(self, head: Token) -> Mention | None:
        """Return the person that HEAD names."""
        found = self.fillers.mention(head)
        known = found is not None and found.type == "Person" and found.named
        return found if known else None

    def _own_bodies(self, token: Token, holder: Token, last: Token) -> list[Mention]:
        """Return what the office TOKEN of a HOLDER belongs to, of several with one title what is behind the LAST."""
        return self._bodies(token, holder) or (
            self._shared_body(last, token) if last != holder else []
        )

    def _shared_body(self, last: Token, token: Token) -> list[Mention]:
        """Return the bodies behind the LAST of several with one title: "Attorneys Ruiz and Hale of the Division"."""
        behind = self._behind(last) if self._is_title(token) else []
        return [body for body in behind if self.ontology.is_a(body.type, "Organization")]

    def _is_title(self, token: Token) -> bool:
        """Tell whether the position TOKEN stands right before the name that it hangs on."""
        name, position = (self.reading.mention_at.get(t.i) for t in (token.head, token))
        return name is not None and position is not None and position.last == name.first

    def _behind(self, head: Token) -> list[Mention]:
        """Return the bodies that stand right behind the name of HEAD: "Ana Ruiz of Utah and Al Hale of Ohio"."""
        found = (self.beside.body(each) for each in self._behind_name(head))
        return [body for body in found if body is not None]

    def _behind_name(self, head: Token) -> Iterator[Token]:
        """Yield what stands right behind the name of HEAD: "U.S. Attorney Ana Ruiz of Ohio"."""
        name = self.reading.mention_at.get(head.i)
        if name is None:
            return
        around = (head, *head.conjuncts)  # the parser hangs it on any of several names
        for child in (c for each in around for c in each.rights):
            if child.dep_ == "prep" and child.i == name.last and child.lower_ in _BEHIND_NAMES:
                yield from (
                    each
                    for below in child.rights
                    if below.dep_ == "pobj"
                    for each in coordinated(below)
                )

    def _joined(self, token: Token) -> Token | None:
        """Return the office that shares its body with TOKEN: the CEO of "president and CEO of Norwood Corp"."""
        other = shared(token)
        mention = self.beside.head_mention(other) if other is not None else None
        return other if mention is not None and mention.type == "Position" else None
