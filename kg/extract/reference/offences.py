"""Offences with all the words that say which one it is: "attempted murder", "conspiracy to commit wire fraud"."""

from dataclasses import replace
from functools import partial

from spacy.tokens import Token

from kg.extract.grammar.phrases import of, phrase
from kg.extract.reading import Reading
from kg.model import Mention

_THINGS = ("Commodity", "Law", "Offence", "Weapon")
_ATTEMPT = "attempted"  # says what the offence is, where "alleged" says who says so


def whole_offence(head: Token, offence: Mention, reading: Reading) -> Mention:
    """Return the OFFENCE named at HEAD with its modifiers and with what completes it, but for whom it was done to."""
    first, last = phrase(head)
    behind = head.doc[head.i + 1 : last]
    if any(token.text == "," or _is_somebody(token, reading) for token in behind):
        last = reading.mention_at[head.i].last  # "the murder of Ana Ruiz"
    for token in head.doc[first : head.i]:
        hedged = reading.ontology.attitudes(token.lower_, "adjective")
        apart = token.text == "," or token.dep_ == "cc" or token.lower_ == "such"
        apart = apart or token.tag_ == "CD"  # "three | obstruction charges"
        if apart or (hedged and token.lower_ != _ATTEMPT):
            first = token.i + 1
    span = reading.span(first, last)
    if not offence.span.within(span) or span == offence.span:
        return offence
    text = reading.text(first, last)
    named = any(token.pos_ == "PROPN" for token in head.doc[first:last])  # "Hobbs Act robbery"
    name = text if named else text.lower()
    return replace(offence, span=span, text=text, name=name, concept=None)


def without_offence(value: Mention, head: Token, offence: Mention, reading: Reading) -> Mention:
    """Return who is accused without the OFFENCE that the parser hung on HEAD: "accused the general of treason"."""
    below = of(head)
    if value.named or below is None or offence.type != "Offence":
        return value
    first, last = phrase(head)[0], below.head.i
    text = reading.text(first, last)
    return replace(value, span=reading.span(first, last), text=text, name=text)


def _is_somebody(word: Token, reading: Reading) -> bool:
    """Tell whether WORD names a person, a body or a place, not what an offence is with: "marijuana"."""
    annotation = reading.mention_at.get(word.i)
    kind = getattr(annotation.value, "type", None) if annotation is not None else None
    known = kind is not None and not any(map(partial(reading.ontology.is_a, kind), _THINGS))
    return word.pos_ == "PROPN" and (known or word.ent_type_ == "PERSON")
