"""Offences with all the words that say which one it is: "attempted murder", "conspiracy to commit wire fraud"."""

from dataclasses import replace

from spacy.tokens import Token

from kg.extract.grammar.phrases import phrase
from kg.extract.reading import Reading
from kg.model import Mention

_ATTEMPT = "attempted"  # says what the offence is, where "alleged" says who says so


def whole_offence(head: Token, offence: Mention, reading: Reading) -> Mention:
    """Return the OFFENCE named at HEAD with its modifiers and with what completes it, but for whom it was done to."""
    first, last = phrase(head)
    behind = head.doc[head.i + 1 : last]
    if any(token.pos_ == "PROPN" or token.text == "," for token in behind):
        last = reading.mention_at[head.i].last  # "the murder of Ana Ruiz"
    for token in head.doc[first : head.i]:
        hedged = reading.ontology.attitudes(token.lower_, "adjective")
        apart = token.text == "," or token.dep_ == "cc" or token.lower_ == "such"
        if apart or (hedged and token.lower_ != _ATTEMPT):
            first = token.i + 1
    span = reading.span(first, last)
    if not offence.span.within(span) or span == offence.span:
        return offence
    text = reading.text(first, last)
    named = any(token.pos_ == "PROPN" for token in head.doc[first:last])  # "Hobbs Act robbery"
    name = text if named else text.lower()
    return replace(offence, span=span, text=text, name=name, concept=None)
