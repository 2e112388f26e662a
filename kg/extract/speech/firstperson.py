"""Sentences in the first person singular that nothing marks as speech: an outlet does not call itself "I"."""

from collections.abc import Container, Iterator
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.reading import Reading
from kg.extract.speech.quotemarks import MARK, Quotation

_SELF: Final = vocabulary.words("pronouns", "first_singular")
_NEAR: Final = 4  # tokens
_TAGS: Final = frozenset({"PRP", "PRP$"})


def in_first_person(reading: Reading, quoted: Container[int]) -> Iterator[Quotation]:
    """Yield the sentences in which somebody speaks of himself or herself outside of what is QUOTED, whoever it is."""
    for sent in reading.sentences():
        own = (t for t in sent if t.lower_ in _SELF and t.tag_ in _TAGS and t.i not in quoted)
        if any(not (_is_number(t) or _is_held(t)) for t in own):
            yield Quotation(sent.start, sent.end, None, None)


def _is_number(word: Token) -> bool:
    """Tell whether a WORD is a roman number: "Title I"."""
    return word.text == "I" and not word.is_sent_start and word.nbor(-1).text[0].isupper()


def _is_held(word: Token) -> bool:
    """Tell whether a WORD stands between marks of a few words: of wanting to "lock me up"."""
    doc = word.doc
    before, behind = doc[max(0, word.i - _NEAR) : word.i], doc[word.i + 1 : word.i + 1 + _NEAR]
    return all(any(t.text == MARK for t in words) for words in (before, behind))
