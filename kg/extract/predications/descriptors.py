"""What kind of event a noun tells of, in the words of the text: "an emergency meeting", "minor injuries".

FrameNet calls such a frame element Descriptor.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.reading import Reading
from kg.model import Argument, Mention, Span, Words

DESCRIPTOR: Final = "descriptor"
_SAYING_NOTHING: Final = vocabulary.words("descriptions", "of_any_event")
_MODIFYING: Final = frozenset({"amod", "compound", "nmod", "advmod", "npadvmod", "punct"})
_APART: Final = frozenset({"CD", "NNP", "NNPS", "POS"})  # numbers and names
_LONGEST: Final = 6  # words


def descriptor(
    token: Token, taken: Iterable[Span], reading: Reading, idiom: str = ""
) -> Iterator[Argument]:
    """Yield the phrase of the noun by which TOKEN, or the object of its IDIOM, tells of an event.

    What takes part in the event, its spans TAKEN, is no kind of it: of "the U.S. air strike" the "air strike" is.
    """
    noun = token if token.pos_ == "NOUN" else _object(token, idiom)
    if noun is None:
        return
    first, spans = noun.i, list(taken)
    while first > noun.sent.start and _modifies(noun.doc[first - 1], noun, spans, reading):
        first -= 1
    while noun.doc[first].dep_ == "punct":
        first += 1
    if first < noun.i and (number := _number(noun.doc[first])) is not None:
        counted = any(reading.word(number).overlaps(span) for span in spans)
        first = first + 1 if counted else number.i  # "6.1-magnitude quake", "two-day visit"
    while first < noun.i and _says_nothing(noun.doc[first]):
        first += 1
    if first < noun.i and noun.i - first < _LONGEST:
        last = noun.i + 1
        words = Words(span=reading.span(first, last), text=reading.text(first, last))
        yield Argument(DESCRIPTOR, words)


def _object(verb: Token, idiom: str) -> Token | None:
    """Return the object of VERB that is a word of its IDIOM: of "suffered minor injuries"."""
    last = idiom.split()[-1:]
    objects = (c for c in verb.rights if c.dep_ == "dobj" and c.pos_ == "NOUN")
    return next((c for c in objects if [c.lemma_.lower()] == last), None) if " " in idiom else None


def _modifies(word: Token, noun: Token, taken: list[Span], reading: Reading) -> bool:
    """Tell whether WORD belongs to what is said of NOUN, and is neither somebody's name nor what takes part."""
    if (
        word.dep_ not in _MODIFYING
        or not noun.is_ancestor(word)
        or word.tag_ in _APART
        or word.text[:1].isupper()
    ):
        return False
    found = reading.mention_at.get(word.i)
    named = found is not None and isinstance(found.value, Mention) and found.value.named
    span = reading.word(word)
    return not named and not any(span.overlaps(each) for each in taken)


def _number(word: Token) -> Token | None:
    """Return the number right before WORD that counts it: of "two-day"."""
    return next((child for child in word.lefts if child.tag_ == "CD"), None)


def _says_nothing(word: Token) -> bool:
    return word.lower_ in _SAYING_NOTHING or word.dep_ in ("advmod", "punct")
