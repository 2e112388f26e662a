"""How old somebody is: in apposition, behind "aged" and "at", by what a person is said to be, by a birthday."""

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg import plurals, vocabulary
from kg.extract.grammar.frames import antecedent
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.reference.neighbours import Found
from kg.extract.standing.clauses import regulates
from kg.model import Mention, Quantity, Relation

_BEFORE: Final = frozenset({"amod", "compound", "nmod"})
_ARTICLES: Final = frozenset({"a", "an", "the"})
_VERBS: Final = frozenset({"AUX", "VERB"})
_COMPARING: Final = frozenset({"as", "like", "than"})
_AGES: Final = range(1, 121)
_ORDINAL: Final = re.compile(r"(\d+)(?:st|nd|rd|th)")
_ROUNDING: Final = vocabulary.words("numbers", "rounding_ages")
_DYING: Final = vocabulary.words("events", "dying")


class Ages:
    """Reads the ages of the persons of one document."""

    def __init__(self, reading: Reading, fillers: Fillers) -> None:
        self.reading = reading
        self.fillers = fillers

    def at(self, token: Token) -> Iterator[Found]:
        """Return the age that stands by TOKEN: a name, an "old", an "aged", a copula or a verb of dying."""
        if token.lower_ == "old":
            yield from self._old(token)
        elif token.lower_ == "aged":
            bearer = self._named_before(token) or self._dying(token) or token.head
            yield from self._found(bearer, next(iter(token.rights), None), token)
        elif token.lemma_ in ("be", "turn"):
            yield from self._being(token)
        elif token.lower_ == "birthday":
            yield from self._birthday(token)
        elif token.pos_ == "VERB" and token.lemma_ in _DYING:
            yield from self._at_death(token)
        elif token.pos_ == "PROPN":
            yield from self._apposed(token)

    def _apposed(self, name: Token) -> Iterator[Found]:
        """Return the age in apposition: "Marta Gil, 44, …"."""
        after = name.doc[name.i + 1 : name.i + 4]
        if len(after) == 3 and after[0].text == "," and after[2].text in (",", "."):
            yield from self._found(name, after[1], name)

    def _named_before(self, aged: Token) -> Token | None:
        """Return the name right before an "aged": of "Ann, 8, and her brother Paul, aged 9" the brother's."""
        place = aged.i - 2 if aged.i > 1 and aged.nbor(-1).text == "," else aged.i - 1
        annotation = self.reading.mention_at.get(place)
        if annotation is None or not isinstance(annotation.value, Mention):
            return None
        person = annotation.value.type == "Person" and annotation.value.named
        return aged.doc[annotation.first : annotation.last].root if person else None

    def _dying(self, aged: Token) -> Token | None:
        """Return who "died aged 41"."""
        verb = aged.head
        if verb.pos_ != "VERB" or verb.lemma_ not in _DYING:
            return None
        subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
        return antecedent(subject) if subject is not None else None

    def _old(self, old: Token) -> Iterator[Found]:
        """Return the age of "the 41-year-old importer", "a boy who is nine years old" or "the 61-year-old"."""
        year = next((c for c in old.lefts if c.lemma_ == "year"), None)
        number = next((c for c in year.lefts if c.dep_ == "nummod"), None) if year else None
        if old.dep_ in _BEFORE:
            yield from self._found(old.head, number, old)
        elif old.dep_ == "acomp":
            yield from self._of_subject(old.head, number)
        else:
            yield from self._found(old, number, old)

    def _being(self, copula: Token) -> Iterator[Found]:
        """Return the age that a person is said to be, or to reach: "She was 88", "turned 40"."""
        kinds = ("attr", "acomp", "dobj") if copula.lemma_ == "turn" else ("attr", "acomp")
        for child in copula.rights:
            if child.dep_ in kinds and child.tag_ == "CD" and not any(child.children):
                yield from self._of_subject(copula, child)

    def _birthday(self, birthday: Token) -> Iterator[Found]:
        """Return the age of whose birthday it is, if they live to see it: "on his 21st birthday"."""
        owner = next((child for child in birthday.lefts if child.dep_ == "poss"), None)
        if owner is None or any(token.tag_ == "MD" for token in birthday.sent):
            return
        for child in birthday.lefts:
            if (found := _ORDINAL.fullmatch(child.text)) is not None:
                yield from self._found(owner, child, birthday, years=found[1])

    def _of_subject(self, copula: Token, number: Token | None) -> Iterator[Found]:
        if any(child.lower_ == "when" for child in copula.lefts):
            return  # "was jailed when he was 18"
        for child in copula.lefts:
            if child.dep_ == "nsubj":
                yield from self._found(antecedent(child), number, copula, by_verb=True)

    def _at_death(self, verb: Token) -> Iterator[Found]:
        """Return the age at which somebody died: "died at the age of 36", "dies at 88"."""
        for child in verb.rights:
            if child.lower_ != "at":
                continue
            for below in child.rights:
                number = below if below.tag_ == "CD" and below.dep_ == "pobj" else None
                if below.lower_ == "age":
                    number = next((t for t in below.subtree if t.tag_ == "CD"), None)
                for subject in verb.lefts:
                    if subject.dep_ in ("nsubj", "nsubjpass"):
                        yield from self._found(antecedent(subject), number, verb, by_verb=True)

    def _found(
        self,
        bearer: Token,
        number: Token | None,
        anchor: Token,
        *,
        by_verb: bool = False,
        years: str | None = None,
    ) -> Iterator[Found]:
        years = number.text if years is None and number is not None else years
        if number is None or years is None or plurals.written(years) not in _AGES:
            return
        if any(child.lower_ in _ROUNDING for child in (*number.lefts, *number.head.lefts)):
            return  # "about 20 years old"
        person = self.fillers.mention(bearer)
        if person is None or person.type != "Person":
            return
        verb = None if person.named else self._telling(bearer, anchor, person)
        if not person.named and verb is None:
            return
        relation = Relation(person, "age", self._years(number, years))
        yield Found(relation, verb or anchor, "age", False, by_verb or verb is not None)

    def _telling(self, bearer: Token, old: Token, person: Mention) -> Token | None:
        """Return the verb that tells of a PERSON without a name: if that is not so, nobody says that they are."""
        if not (_is_somebody(bearer, old) and self.reading.word(old).within(person.span)):
            return None
        verb = next((above for above in bearer.ancestors if above.pos_ in _VERBS), None)
        return None if verb is None or regulates(verb) else verb

    def _years(self, number: Token, years: str) -> Quantity:
        return Quantity(span=self.reading.word(number), text=number.text, value=years, unit="year")


def _is_somebody(bearer: Token, old: Token) -> bool:
    """Tell whether an "old" stands before a noun for somebody without a name: "a 15-year-old girl", not "like a …"."""
    if old.dep_ not in _BEFORE or old.head != bearer or bearer.tag_ != "NN":
        return False
    if bearer.head.lower_ in _COMPARING:
        return False
    return any(child.dep_ == "poss" or child.lower_ in _ARTICLES for child in bearer.lefts)
