"""What the network learns from: one sentence with all that some source says of it, in words, not characters."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from kg.learned.features import WORDS, Sentence

if TYPE_CHECKING:
    from training.told import Told

Range = tuple[int, int]  # words, half-open


@dataclass(slots=True)
class Example:
    """A sentence and what is known of it; what is not known is not taught."""

    source: str
    text: str
    sentence: Sentence
    part: str = "train"
    # Mentions with the classes that they may have: none known, one, or several above it.
    mentions: dict[Range, tuple[str, ...]] = field(default_factory=dict)
    others: float = 0.0  # how surely a span that is not marked is no mention
    events: dict[int, str | None] = field(default_factory=dict)  # None: no event
    statuses: dict[int, int] = field(default_factory=dict)
    predicates: dict[int, bool] = field(default_factory=dict)
    roles: dict[int, tuple[tuple[int, int, str], ...]] = field(default_factory=dict)
    rolesets: dict[int, str] = field(default_factory=dict)
    passage: str = ""  # the text that it stands in, where that matters
    chains: dict[Range, int | None] = field(default_factory=dict)  # mentions, and what they mean
    told: "Told | None" = None  # what a teacher says of it; nothing else is known then
    scheme: str | None = None  # whose labels the pairs have
    pairs: dict[tuple[Range, Range], set[str]] = field(default_factory=dict)
    asked: frozenset[str] | None = (
        None  # the labels that are known to be missing elsewhere; None: all
    )
    unpaired: float = 0.0  # how surely a pair that has no label has none
    standing: dict[tuple[Range, Range], tuple[int, bool]] = field(default_factory=dict)

    def say(
        self,
        left: Range,
        right: Range,
        label: str,
        standing: tuple[int, bool] | None = None,
        *,
        symmetric: bool = False,
    ) -> None:
        """Write down that LEFT is LABEL to RIGHT, and how that stands; a SYMMETRIC label is said both ways."""
        for pair in ((left, right), (right, left)) if symmetric else ((left, right),):
            self.pairs.setdefault(pair, set()).add(label)
            if standing is not None:
                self.standing.setdefault(pair, standing)

    @property
    def key(self) -> str:
        """The text without all that may differ between two prints of it."""
        return normal(self.text)


def normal(text: str) -> str:
    """Return TEXT without case, accents, spaces and punctuation.

    >>> normal("Nicolás  Maduro, 63.")
    'nicolasmaduro63'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "", plain.lower())


def part_of(key: str, dev: int = 1, of: int = 10) -> str:
    """Return the part that a text belongs to by the hash of its KEY: DEV of OF texts are held out."""
    return "dev" if int(sha256(key.encode()).hexdigest(), 16) % of < dev else "train"


def sentence(tokens: Doc | TokenSpan) -> Sentence:
    """Return TOKENS as the network takes them; a head that lies outside counts as a root."""
    first = tokens[0].i if len(tokens) else 0
    size = len(tokens)
    heads = []
    for place, token in enumerate(tokens):
        head = token.head.i - first
        heads.append(head if 0 <= head < size else place)
    return Sentence(
        tuple(t.text for t in tokens),
        tuple(t.tag_ for t in tokens),
        tuple(t.dep_ for t in tokens),
        tuple(heads),
        tuple(t.lemma_.lower() for t in tokens),
    )


def words_of(tokens: Doc | TokenSpan, start: int, end: int) -> Range | None:
    """Return the words of TOKENS that the characters START to END of the document touch; None without any."""
    first = tokens[0].i
    inside = [
        t.i - first for t in tokens if t.idx < end and t.idx + len(t) > start and not t.is_space
    ]
    if not inside or inside[-1] >= WORDS:
        return None
    return inside[0], inside[-1] + 1


def parsed(texts: Iterable[str], nlp: Language) -> Iterator[Doc]:
    """Yield TEXTS with tags, lemmas and parse."""
    yield from nlp.pipe(texts, batch_size=128, disable=["ner"])


def parsed_words(words: Iterable[list[str]], nlp: Language) -> Iterator[Doc]:
    """Yield texts that are words already, with tags, lemmas and parse."""
    docs = (Doc(nlp.vocab, words=each) for each in words)
    yield from nlp.pipe(docs, batch_size=128, disable=["ner"])
