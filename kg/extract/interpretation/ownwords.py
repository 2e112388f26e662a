"""What stands beside words that tell the user's properties, and names that only the network sees."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from spacy.tokens import Token

from kg.extract.grammar.frames import OBJECT, SUBJECT, Frame
from kg.extract.grammar.functions import prepositional
from kg.extract.reading import Reading
from kg.learned.layer import LAYER, VALUES, DocumentRead
from kg.model import Mention

_MOVING: Final = frozenset({"from", "to"})
# In a noun of a deed: "the acquisition of Lonza by Roche", "Roche's acquisition".
_OF_DEED: Final = {
    OBJECT: ("of", "poss", "compound"),
    SUBJECT: ("by", "poss", "compound", "modifier"),
}


def names_seen(reading: Reading) -> Iterator[tuple[int, Mention]]:
    """Yield the words of the names that the network sees, each with the likeliest one around it."""
    layer: DocumentRead = reading.doc.user_data.get(LAYER, DocumentRead())
    for read in layer.sentences:
        for mention in sorted(read.found.mentions, key=lambda each: each.score):
            first, last = read.tokens[mention.words[0]], read.tokens[mention.words[1] - 1] + 1
            while first < last - 1 and reading.doc[first].pos_ == "DET":
                first += 1
            if mention.type in VALUES or not any(
                word.pos_ == "PROPN" for word in reading.doc[first:last]
            ):
                continue
            text = reading.text(first, last)
            name = Mention(
                span=reading.span(first, last), text=text, type=mention.type, name=text.strip('"')
            )
            yield from ((i, name) for i in range(first, last))


def spread(functions: Iterable[str]) -> Iterator[str]:
    """Yield where in a noun of a deed stands what the verb has in one of FUNCTIONS."""
    for function in functions:
        yield from _OF_DEED.get(function, (function,))


def beyond(found: Frame, function: str) -> Iterator[Token]:
    """Yield what stands behind a preposition of moving that hangs on a phrase without a name: "on a deal from X"."""
    if function in _MOVING:
        heads = (head for heads in found.slots.values() for head in heads if head.pos_ == "NOUN")
        yield from (
            below for head in heads for name, below in prepositional(head) if name == function
        )


def has_before(noun: Token, words: Sequence[str]) -> bool:
    """Tell whether the last of the WORDS of a label stands before NOUN, or behind it with "of": "place of birth"."""
    if not words:
        return True
    beside = {child.lower_ for child in noun.lefts} | {child.lemma_.lower() for child in noun.lefts}
    beside |= {head.lemma_.lower() for name, head in prepositional(noun) if name == "of"}
    return words[-1] in beside
