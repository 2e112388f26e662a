"""Who is accused, where the news says first what and only then who.

*A Columbus resident pleaded guilty to fraud. According to court documents, Sawan Shah, 43, owned several companies*:
the resident is the one person with a name whom the text accuses of something, or of several the first, where the same
verb tells both; or else the one whose age it gives, or who is the subject of what comes next and much spoken of.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from spacy.tokens import Token

from kg import plurals, vocabulary
from kg.extract.grammar.frames import OBJECT, Frame, frame
from kg.extract.grammar.functions import SUBJECTS
from kg.extract.reading import Reading
from kg.extract.reference.coreference.chains import Chain
from kg.extract.reference.coreference.expressions import Expression, Kind, is_anaphoric

_ACCUSED: Final = "accused"
_ARREST: Final = "Arrest"
_AGES: Final = range(10, 110)
_BEFORE: Final = 6  # tokens before a name that may say that it is of another one
_NOUNS: Final = vocabulary.words("pronouns", "accused")
_WITH: Final = vocabulary.words("control", "co_accused")

_OFTEN: Final = 3  # times that somebody is spoken of
_GAP: Final = 8  # tokens between a name and the age of its bearer


class Accused:
    """The words of one document that say who is accused, charged, tried, sentenced or arrested."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._heads: Mapping[int, frozenset[str]] | None = None

    def named_below(self, noun: Expression, chains: Sequence[Chain]) -> Chain | None:
        """Return the only person named behind a NOUN that the text can mean by it, where it accuses both."""
        if noun.type != "Person" or noun.plural or noun.definite or noun.kind is not Kind.NOUN:
            return None
        if noun.place not in self.heads:
            return None
        later = [c for c in chains if c.named and c.type == "Person" and c.first.place > noun.place]
        fitting = [c for c in later if noun.gender is None or c.gender in (None, noun.gender)]
        accused = [c for c in fitting if self._first_accused(c) is not None]
        found = self._alike(noun, accused) if len(accused) > 1 else accused
        if not accused:
            aged = [c for c in fitting if not c.concepts and self._is_aged(c)]
            found = aged or [c for c in fitting if self._goes_on(noun, c)]
        before = any(c.named and c.type == "Person" for c in self._accused_before(noun, chains))
        return found[0] if len(found) == 1 and not before else None

    def named_above(self, noun: Expression, chains: Iterable[Chain]) -> tuple[Chain, str] | None:
        """Return the only person, with a name, that the text accuses before a NOUN for that: "the suspect"."""
        if noun.lemma not in _NOUNS or noun.plural or noun.modifiers or not is_anaphoric(noun):
            return None
        accused = list(self._accused_before(noun, chains))
        alone = len(accused) == 1 and accused[0].named and accused[0].type == "Person"
        return (accused[0], "the only one accused so far") if alone else None

    def _first_accused(self, chain: Chain) -> int | None:
        """Return where the text first accuses the one whom CHAIN stands for."""
        return min((e.place for e, _ in chain.members if e.place in self.heads), default=None)

    def _alike(self, noun: Expression, accused: Iterable[Chain]) -> list[Chain]:
        """Return of several ACCUSED the first, where the verb that tells of it tells of the NOUN, too."""
        first = min(accused, key=lambda chain: self._first_accused(chain) or 0)
        place = self._first_accused(first) or 0
        alike = not self.heads[noun.place].isdisjoint(self.heads[place])
        before = noun.head.doc[max(0, place - _BEFORE) : place]
        other = any(token.lower_ in _WITH or token.tag_ == "PRP$" for token in before)
        return [first] if alike and not other else []

    def _goes_on(self, noun: Expression, chain: Chain) -> bool:
        """Tell whether the text goes on with a CHAIN without a title: "A woman was charged. Ann Lee worked for …"."""
        name = chain.first
        spoken = len(chain.members) >= _OFTEN and not self._has_title(name) and not chain.concepts
        between = noun.head.doc[noun.head.sent.end : name.head.sent.start]
        next_to = len(between) == 0 and name.head.sent.start == noun.head.sent.end
        return spoken and next_to and name.head.dep_ in SUBJECTS

    def _accused_before(self, noun: Expression, chains: Iterable[Chain]) -> Iterator[Chain]:
        for chain in chains:
            if any(e.place in self.heads and e.place < noun.place for e, _ in chain.members):
                yield chain

    @property
    def heads(self) -> Mapping[int, frozenset[str]]:
        """Where the heads stand of what fills the role of the accused, or is arrested, with the verbs that tell it."""
        if self._heads is None:
            found: dict[int, set[str]] = defaultdict(set)
            for head, lemma in self._filling():
                found[head.i].add(lemma)
            self._heads = {place: frozenset(lemmas) for place, lemmas in found.items()}
        return self._heads

    def _filling(self) -> Iterator[tuple[Token, str]]:
        built: dict[int, Frame] = {}
        for token in self._reading.doc:
            if token.pos_ != "VERB":
                continue
            found = frame(token, built)
            adjective = f"{found.lemma} {found.adjective}" if found.adjective is not None else ""
            for name in {found.lemma, token.lemma_.lower(), adjective}:
                for function in self._functions(name):
                    for head in found.slots.get(function, ()):
                        yield head, found.lemma

    def _functions(self, lemma: str) -> Iterator[str]:
        """Yield the grammatical functions of who is accused, for the verb LEMMA."""
        ontology = self._reading.ontology
        for entry in ontology.verbs(lemma):
            yield from (f for f, role in entry.slots.items() if ontology.is_a(role, _ACCUSED))
            if entry.evokes == _ARREST and OBJECT in entry.slots:
                yield OBJECT

    def _is_aged(self, chain: Chain) -> bool:
        names = [e for e, _ in chain.members if e.kind is Kind.NAME]
        return any(map(self._has_age, names)) and not any(map(self._has_title, names))

    def _has_title(self, name: Expression) -> bool:
        """Tell whether a rank or an office stands right before a NAME: "Officer Jim Brown, 50"."""
        annotation = self._reading.mention_at.get(name.place)
        if annotation is None or annotation.first == 0:
            return False
        before = name.head.doc[annotation.first - 1]
        return before.pos_ in ("NOUN", "PROPN") and before.head == name.head

    def _has_age(self, name: Expression) -> bool:
        """Tell whether an age stands between commas right behind a NAME: "Tom Hale, 42, of Leeds"."""
        doc = name.head.doc
        for i in range(name.place + 1, min(name.place + _GAP, len(doc) - 1)):
            token = doc[i]
            age = plurals.written(token.text)
            if age is not None and doc[i - 1].text == "," and doc[i + 1].text in (",", ")"):
                return age in _AGES
            if token.pos_ in ("VERB", "AUX"):
                return False
        return False
