"""The tokens of a document as plain lists, and what the text as a whole tells about its capitals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from spacy.tokens import Doc

from kg.learned.layer import LAYER, MENTION, VALUES, DocumentRead
from kg.topics import Topic, topic

_SMALL: Final = 4  # letters; headlines leave shorter words in lower case
_TITLE_SHARE: Final = 0.75


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the parts of the mention finder read; indices are those of the tokens."""

    doc: Doc
    string: str  # the whole text
    begins: Sequence[int]  # where each word begins in it
    texts: Sequence[str]
    lowers: Sequence[str]
    lemmas: Sequence[str]
    tags: Sequence[str]
    deps: Sequence[str]
    starts: frozenset[int]  # first tokens of sentences, an opening quote left out
    headline_end: int
    title_case: bool  # the headline has its words in capitals
    all_caps: bool  # the headline has all its letters in capitals
    small: frozenset[str]  # words that occur in lower case
    seen: Sequence[
        tuple[int, int, str]
    ] = ()  # what the network takes for mentions, with their kinds

    @cached_property
    def seen_until(self) -> Mapping[int, str]:
        """What the network takes a mention for, by the token behind it."""
        return {last: kind for _, last, kind in self.seen}

    @cached_property
    def singulars(self) -> Sequence[str]:
        """The words as they end a noun phrase of one: lemmas, and of plurals with a capital the singular."""
        return [
            lower[:-1] if tag[:3] == "NNP" and lower[-1] == "s" and len(lower) > 3 else lemma
            for lower, lemma, tag in zip(self.lowers, self.lemmas, self.tags, strict=True)
        ]

    @cached_property
    def topic(self) -> Topic:
        """What the article is about, by its words."""
        return topic(self.string)

    def text(self, first: int, last: int) -> str:
        """Return the words from FIRST up to, not including, LAST, as they stand."""
        if last - first == 1:
            return self.texts[first]
        return self.string[self.begins[first] : self.begins[last - 1] + len(self.texts[last - 1])]

    def joined(self, first: int, last: int) -> str:
        """Return the words from FIRST up to, not including, LAST, with a space between each two."""
        return " ".join(self.texts[first:last])

    def is_capitalised(self, i: int) -> bool:
        """Tell whether the word begins with a capital."""
        return self.texts[i][0].isupper()

    def may_be_named(self, i: int) -> bool:
        """Tell whether the word may be one of a name: a noun or an adjective with a capital."""
        return self.is_capitalised(i) and self.tags[i][:2] in ("NN", "JJ")

    def is_noun(self, i: int) -> bool:
        """Tell whether the word is a noun or a name."""
        return self.tags[i].startswith("NN")

    def is_name(self, i: int) -> bool:
        """Tell whether the word is a name for the tagger, and has a capital."""
        return self.tags[i].startswith("NNP") and self.texts[i][0].isupper()

    def is_acronym(self, i: int) -> bool:
        """Tell whether the word is all capitals where capitals say something."""
        text = self.texts[i]
        return text.isupper() and len(text) > 1 and not (self.all_caps and i < self.headline_end)

    def in_title(self, i: int) -> bool:
        """Tell whether the word stands in a headline whose capitals say nothing."""
        return self.title_case and i < self.headline_end


def words_of(doc: Doc, headline_end: int) -> Words:
    """Return the words of a tagged DOC."""
    texts = [token.text for token in doc]
    lowers = [text.lower() for text in texts]
    starts = set()
    for sent in doc.sents:
        first = sent.start
        while first < sent.end - 1 and not texts[first][0].isalnum():
            starts.add(first)
            first += 1
        starts.add(first)
    starts |= {i + 1 for i in range(headline_end - 1) if texts[i] == ":"}  # "WHO: Polio returns"
    return Words(
        doc=doc,
        string=doc.text,
        begins=[token.idx for token in doc],
        texts=texts,
        lowers=lowers,
        lemmas=[token.lemma_.lower() for token in doc],
        tags=[token.tag_ for token in doc],
        deps=[token.dep_ for token in doc],
        starts=frozenset(starts),
        headline_end=headline_end,
        all_caps=all(text == text.upper() for text in texts[:headline_end]),
        title_case=is_title_case(texts[:headline_end]),
        small=frozenset(text for text in texts if text[0].islower()),
        seen=tuple(_seen(doc)),
    )


def _seen(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Yield the mentions that the network is sure of, where it was laid over DOC."""
    layer: DocumentRead = doc.user_data.get(LAYER, DocumentRead())
    for read in layer.sentences:
        for mention in read.found.mentions:
            if mention.score >= MENTION and mention.type not in VALUES:
                first, last = mention.words
                yield read.tokens[first], read.tokens[last - 1] + 1, mention.type


def is_title_case(texts: Sequence[str]) -> bool:
    """Tell whether most long words have a capital.

    >>> is_title_case(["Oil", "Prices", "Rise", "as", "Exports", "Fall"])
    True
    >>> is_title_case(["Oil", "prices", "rise", "in", "Venezuela"])
    False
    """
    long = [text for text in texts[1:] if len(text) >= _SMALL and text.isalpha()]
    capital = sum(text[0].isupper() for text in long)
    return bool(long) and capital >= _TITLE_SHARE * len(long)
