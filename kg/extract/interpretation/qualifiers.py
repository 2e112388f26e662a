"""What sets a claim apart from all others like it: "the world's largest producer", "the sole company exporting oil"."""

from collections.abc import Iterable
from typing import Final

from spacy.tokens import Token

from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.reference.subjects import of_several
from kg.model import Mention, Span

_BEFORE: Final = ("amod", "advmod", "nummod", "nmod")
_CLAUSES: Final = ("acl", "relcl")


class Qualifiers:
    """Finds the superlatives and the words such as "only" before the nouns of one document."""

    def __init__(self, reading: Reading, fillers: Fillers) -> None:
        self.reading = reading
        self.fillers = fillers

    def of(self, noun: Token) -> Span | None:
        """Return the words before NOUN that say that nothing else is like it, with their scope: "world's largest"."""
        found = [child for child in noun.lefts if child.dep_ in _BEFORE and self._is_one(child)]
        annotation = self.reading.mention_at.get(noun.i)
        if not found or (annotation is not None and found[0].i >= annotation.first):
            return None
        first, last = found[0].left_edge.i, found[-1].i
        while first > noun.sent.start and self._scopes(noun.doc[first - 1], noun):
            first -= 1
        if (one := of_several(noun)) is not None:
            first = one.i  # "one of the largest"
        return self.reading.span(first, last + 1)

    def of_clause(self, verb: Token) -> Span | None:
        """Return the qualifier of the noun that VERB describes, where that noun stands for something named."""
        if verb.dep_ not in _CLAUSES or verb.head.i in self.reading.mention_at:
            return None
        thing = self.fillers.mention(verb.head)
        return self.of(verb.head) if thing is not None and thing.named else None

    def of_known(self, heads: Iterable[Token]) -> Span | None:
        """Return the qualifier of the one of HEADS that is a known kind: "the largest oil reserves"."""
        for head in heads:
            annotation = self.reading.mention_at.get(head.i)
            if annotation is not None and isinstance(annotation.value, Mention):
                return self.of(head)
        return None

    def _is_one(self, word: Token) -> bool:
        if word.tag_ in ("JJS", "RBS") or self.reading.ontology.qualifies(word.lower_):
            return True
        return any(child.tag_ == "RBS" for child in word.lefts)  # "most powerful"

    def _scopes(self, word: Token, noun: Token) -> bool:
        """Tell whether a WORD before a superlative says among which it is one: "world's", "second"."""
        owner = word.head if word.dep_ == "case" else word
        if owner.dep_ == "poss":
            return owner.head == noun and owner.i not in self.reading.mention_at
        return word.like_num and word.tag_ in ("JJ", "RB")
