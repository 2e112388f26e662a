"""Speech that a label or a signature gives to somebody: *BERG: We left.*, and *"We left." – Anna Berg*."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.syntax import in_headline
from kg.extract.reading import Reading
from kg.extract.speech.quotemarks import MARK, Quotation, bounds
from kg.model import Mention

_SPEAKERS: Final = ("Person", "Organization", "PeopleGroup", "CreativeWork")
_DASHES: Final = frozenset({"―", "—", "–", "--", "-"})
_FLASHES: Final = vocabulary.words("speech", "flashes")
_LABEL: Final = 8  # tokens before a colon
_NAME: Final = 6  # tokens of a signature
_SIGNED: Final = 4  # tokens behind the colon of a headline


def labelled(reading: Reading) -> Iterator[Quotation]:
    """Yield what stands behind "X:" at the beginning of a paragraph or a headline, up to its end."""
    for start, end in bounds(reading.doc, reading.layers.paragraphs):
        colon = next((t for t in reading.doc[start : start + _LABEL] if t.text == ":"), None)
        if colon is not None and colon.i + 1 < end:
            words = [t for t in reading.doc[start : colon.i] if t.text != MARK]
            head = _speaker(reading, words)
            if head is not None:
                yield Quotation(colon.i + 1, end, colon.i, head.i)
        if in_headline(reading.doc[start]):
            yield from _behind(reading, start, end)


def _behind(reading: Reading, start: int, end: int) -> Iterator[Quotation]:
    """Yield a headline whose last words say who says it: "Strike on school kills 11: medics"."""
    tokens = [t for t in reading.doc[start:end] if not t.is_space]
    place = next(
        (i for i, t in enumerate(tokens) if t.text == ":" and i + _SIGNED >= len(tokens) - 1), 0
    )
    head = _speaker(reading, tokens[place + 1 :]) if place > 1 else None
    if head is not None:
        yield Quotation(start, tokens[place].i, tokens[place].i, head.i)


def _speaker(reading: Reading, words: list[Token]) -> Token | None:
    """Return the head of the WORDS of a label, if they name or describe somebody who can speak."""
    if not words or any(t.pos_ in ("VERB", "AUX", "ADP", "PUNCT") for t in words):
        return None
    if all(t.lower_ in _FLASHES for t in words):
        return None
    if all(t.text.isupper() and len(t.text) > 2 for t in words):
        return words[-1]  # a transcript
    inside = {t.i for t in words}
    head = next((t for t in words if t.head.i not in inside or t.head == t), words[-1])
    return head if _can_speak(reading, head) else None


def _can_speak(reading: Reading, head: Token) -> bool:
    annotation = reading.mention_at.get(head.i)
    value = annotation.value if annotation is not None else None
    kind = value.type if isinstance(value, Mention) else None
    kind = kind or reading.ontology.noun_kind(head.lemma_.lower())
    return kind is not None and any(reading.ontology.is_a(kind, each) for each in _SPEAKERS)


def signature(reading: Reading, mark: int) -> tuple[Token, Token] | None:
    """Return the dash and the last word of the name that sign a quotation, which the token MARK closes."""
    doc = reading.doc
    if mark + 2 >= len(doc) or doc[mark + 1].text not in _DASHES:
        return None
    first = last = mark + 2
    while last < min(len(doc), first + _NAME) and doc[last].pos_ in ("PROPN", "NOUN", "ADJ"):
        last += 1
    if last == first or not doc[first].is_title or not _ends(reading, last):
        return None
    return doc[mark + 1], doc[last - 1]


def _ends(reading: Reading, i: int) -> bool:
    """Tell whether a name before the token I ends its line: with a mark, a full stop, or the paragraph."""
    doc = reading.doc
    if i >= len(doc) or i in reading.layers.paragraphs:
        return True
    return doc[i].text in (MARK, ".") or doc[i].is_sent_start is True
