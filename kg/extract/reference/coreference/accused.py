"""Who is accused, where the news says first what and only then who.

*A Columbus resident pleaded guilty to fraud. According to court documents, Sawan Shah, 43, owned several companies*:
the resident is the one person with a name whom the text accuses of something, or else the one whose age it gives.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from spacy.tokens import Token

from kg.extract.grammar.frames import OBJECT, Frame, frame
from kg.extract.reading import Reading
from kg.extract.reference.coreference.chains import Chain
from kg.extract.reference.coreference.expressions import Expression, Kind

_ACCUSED: Final = "accused"
_ARREST: Final = "Arrest"
_AGES: Final = range(10, 110)
_GAP: Final = 8  # tokens between a name and the age of its bearer


class Accused:
    """The words of one document that say who is accused, charged, tried, sentenced or arrested."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._heads: frozenset[int] | None = None

    def named_below(self, noun: Expression, chains: Sequence[Chain]) -> Chain | None:
        """Return the only person named behind a NOUN that the text can mean by it, where it accuses both."""
        if noun.type != "Person" or noun.plural or noun.definite or noun.kind is not Kind.NOUN:
            return None
        if noun.place not in self.heads:
            return None
        later = [c for c in chains if c.named and c.type == "Person" and c.first.place > noun.place]
        fitting = [c for c in later if noun.gender is None or c.gender in (None, noun.gender)]
        accused = [c for c in fitting if any(e.place in self.heads for e, _ in c.members)]
        found = accused or [c for c in fitting if not c.concepts and self._is_aged(c)]
        before = any(c.named and c.type == "Person" for c in self._accused_before(noun, chains))
        return found[0] if len(found) == 1 and not before else None

    def _accused_before(self, noun: Expression, chains: Iterable[Chain]) -> Iterator[Chain]:
        for chain in chains:
            if any(e.place in self.heads and e.place < noun.place for e, _ in chain.members):
                yield chain

    @property
    def heads(self) -> frozenset[int]:
        """Where the heads stand of what fills the role of the accused, or is arrested."""
        if self._heads is None:
            self._heads = frozenset(head.i for head in self._filling())
        return self._heads

    def _filling(self) -> Iterator[Token]:
        built: dict[int, Frame] = {}
        for token in self._reading.doc:
            if token.pos_ != "VERB":
                continue
            found = frame(token, built)
            adjective = f"{found.lemma} {found.adjective}" if found.adjective is not None else ""
            for name in {found.lemma, token.lemma_.lower(), adjective}:
                for function in self._functions(name):
                    yield from found.slots.get(function, ())

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
            if token.text.isdigit() and doc[i - 1].text == "," and doc[i + 1].text in (",", ")"):
                return int(token.text) in _AGES
            if token.pos_ in ("VERB", "AUX"):
                return False
        return False
