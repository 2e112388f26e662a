"""What stands beside a noun: the names in apposition to it, what it is said to be, and whether it was so once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from kg.extract.fillers import Fillers
from kg.extract.phrases import phrase
from kg.extract.reading import Reading
from kg.model import Mention, Relation, Span

FORMER: Final = frozenset(
    "former formerly previously ex ex- late onetime erstwhile outgoing retired then previous".split()
)


@dataclass(frozen=True, slots=True)
class Found:
    """A relation, the token whose surroundings decide how it stands, and the rule that found it."""

    relation: Relation
    anchor: Token
    rule: str
    ended: bool = False
    asserted_by_verb: bool = False  # a copula: its own tense, negation and governors decide
    qualifier: Span | None = None  # what sets it apart from others: "the largest"


class Beside:
    """Looks to the left and right of the nouns of one document."""

    def __init__(self, reading: Reading, fillers: Fillers | None = None) -> None:
        self.reading = reading
        self.fillers = fillers

    def head_mention(self, token: Token) -> Mention | None:
        """Return the mention that ends at TOKEN or whose head it is."""
        annotation = self.reading.mention_at.get(token.i)
        if annotation is None or not isinstance(annotation.value, Mention):
            return None
        span = self.reading.doc[annotation.first : annotation.last]
        return annotation.value if span.root.i == token.i else None

    def apposed(self, token: Token) -> Iterator[Token]:
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

    def named(self, head: Token) -> Mention | None:
        """Return the named thing at HEAD that is neither a person nor a position."""
        annotation = self.reading.mention_at.get(head.i)
        value = annotation.value if annotation is not None else None
        if head.pos_ == "PRON" and self.fillers is not None:
            value = self.fillers.mention(head)  # "its chief executive"
        if isinstance(value, Mention) and value.named and value.type not in ("Position", "Person"):
            return value
        return None

    def is_former(self, token: Token) -> bool:
        """Tell whether a word such as "former" stands before the noun TOKEN, or a time that is over behind it."""
        first, _ = phrase(token)
        words = {t.lower_ for t in token.doc[first : token.i + 1]}
        if first > 0:
            words.add(token.doc[first - 1].lower_)  # ", formerly finance director at …"
        if token.i > 0 and token.dep_ in ("compound", "nmod"):
            words.update(child.lower_ for child in token.head.lefts if child.i < token.i)
            words.add(token.nbor(-1).lower_)
        if words & FORMER or token.lower_.startswith("ex-"):
            return True
        return any(self._is_over(child) for child in token.rights if child.dep_ == "prep")

    def _is_over(self, preposition: Token) -> bool:
        """Tell whether a time behind a noun ended before publication: "governor from 2015 to 2019"."""
        published = self.reading.document.published
        for token in (t for child in preposition.rights for t in (child, *child.children)):
            time = self.reading.time_of(token)
            if time is not None and time.end is not None and published is not None:
                return time.end < published[: len(time.end)]
        return False

    def is_past(self, verb: Token) -> bool:
        """Tell whether a VERB says that it was so and is no more: "was" and "served as", not "became"."""
        past = verb.tag_ == "VBD" and verb.lemma_ not in ("become", "remain")
        return past and not self.reading.in_headline(verb)


def is_half(word: Token) -> bool:
    """Tell whether WORD is the second half of a hyphenated one: the "American" of "anti-American"."""
    return word.i > 0 and word.nbor(-1).text in ("-", "–") and not word.nbor(-1).whitespace_
