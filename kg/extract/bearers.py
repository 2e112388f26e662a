"""Of whom a noun is said: by title, apposition or copula, as one of several nouns, or behind "as"."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from kg.extract.beside import Beside
from kg.extract.frames import SUBJECT, frame
from kg.extract.reading import Reading

_COPULAS: Final = ("be", "become", "remain")
_ARTICLES: Final = frozenset({"a", "an"})


@dataclass(frozen=True, slots=True)
class Bearer:
    """The head of what a noun is said of, and the token whose surroundings decide how that stands."""

    head: Token
    anchor: Token
    by_verb: bool = False  # a copula: its own tense, negation and governors decide
    entry: str | None = None  # of the lexicon: the verb before "as"


class Bearers:
    """Finds the bearers of the nouns of one document."""

    def __init__(self, reading: Reading, beside: Beside) -> None:
        self.reading = reading
        self.beside = beside

    def of(self, token: Token) -> Iterator[Bearer]:
        """Return the bearers of the noun TOKEN, or of the noun that it is coordinated with."""
        first = _first(token)
        for noun in dict.fromkeys((token, first)):
            yield from (Bearer(head, token) for head in self.beside.apposed(noun))
        verb, entry = self._verb(first)
        if verb is not None:
            for head in frame(verb).slots.get(SUBJECT, ()):
                yield Bearer(head, verb, by_verb=True, entry=entry)

    def _verb(self, token: Token) -> tuple[Token | None, str | None]:
        """Return the copula whose complement TOKEN is, or the verb that says "as" whom somebody acts."""
        head = token.head
        if token.dep_ == "attr" and head.lemma_ in _COPULAS:
            return head, None
        if token.dep_ == "pobj" and head.lower_ == "as" and head.dep_ == "prep":
            for entry in self.reading.ontology.statives(head.head.lemma_.lower()):
                if entry.evokes == "holdsPosition" and "as" in entry.slots:
                    return head.head, entry.name
        return None, None


def is_indefinite(noun: Token) -> bool:
    """Tell whether a NOUN is said to be one of several: "a director of Norwood Corp"."""
    article = any(child.dep_ == "det" and child.lower_ in _ARTICLES for child in noun.lefts)
    return article or of_several(noun) is not None


def of_several(noun: Token) -> Token | None:
    """Return the "one" of "one of the largest producers", of whose NOUN it says what it is."""
    one = noun.head.head
    behind = noun.dep_ == "pobj" and noun.head.lower_ == "of" and one.i < noun.i
    return one if behind and one.lower_ == "one" else None


def _first(token: Token) -> Token:
    """Return the noun that TOKEN is coordinated with, without a comma between them: "president and CEO"."""
    first = token
    while first.dep_ == "conj" and first.head.pos_ in ("NOUN", "PROPN"):
        if any(between.text == "," for between in first.doc[first.head.i : first.i]):
            break
        first = first.head
    return of_several(first) or first
