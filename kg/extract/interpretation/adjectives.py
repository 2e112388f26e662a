"""Compound adjectives and participles that say how two things stand: "Iran-backed rebels", "a group led by Bell"."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.grammar.frames import prepositional
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.reference.neighbours import Beside, Found
from kg.model import Mention, Relation
from kg.ontology import Entry


class Adjectives:
    """Reads the adjectives of one document."""

    def __init__(self, reading: Reading, fillers: Fillers, beside: Beside) -> None:
        self.reading = reading
        self.fillers = fillers
        self.ontology = reading.ontology
        self.beside = beside

    def at(self, token: Token) -> Iterator[Found]:
        """Return what TOKEN says of its noun: "the Moscow-based company Yandex"."""
        if token.dep_ not in ("amod", "acl", "compound", "nmod") or token.head.i == token.i:
            return
        lemma = token.lower_.rpartition("-")[2]
        for entry in self.ontology.adjectives(lemma):
            bearer, thing = self._bearer(token), self._other(token, entry)
            if bearer is None or thing is None or bearer.name == thing.name:
                continue
            if entry.evokes is None:
                continue
            one, other = (thing, bearer) if entry.inverse else (bearer, thing)
            if token.dep_ == "acl" and not bearer.named:
                continue  # "babies born in Ontario": which ones, and how many, the rest of the phrase says
            if self._holds(entry.evokes, one, other):
                yield Found(Relation(one, entry.evokes, other), token, f"lexicon:{entry.name}")

    def _bearer(self, token: Token) -> Mention | None:
        noun = token.head
        while noun.dep_ in ("compound", "nmod") and not self._is_name(noun):
            noun = (
                noun.head
            )  # "the Toulouse-based company Norwood Corp", "Peru-born surgeon Ana Ruiz"
        return self.fillers.mention(noun)

    def _is_name(self, noun: Token) -> bool:
        """Tell whether NOUN is known as more than an office."""
        annotation = self.reading.mention_at.get(noun.i)
        value = annotation.value if annotation is not None else None
        return annotation is not None and not (
            isinstance(value, Mention) and value.type == "Position"
        )

    def _holds(self, name: str, one: Mention, other: Mention) -> bool:
        """Tell whether a property can be said of the two; one of them may be a description."""
        accepts = self.ontology.accepts_subject(name, one.type)
        return accepts and self.ontology.accepts(name, other.type) and (one.named or other.named)

    def _other(self, token: Token, entry: Entry) -> Mention | None:
        """Return the name before the hyphen, in the token or in those before it, or in a phrase with "in" or "by"."""
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

    def _named(self, head: Token) -> Mention | None:
        mention = self.fillers.mention(head) if head.i in self.reading.mention_at else None
        return mention if mention is not None and mention.named else None
