"""How strong an earthquake is: "a magnitude 7.2 earthquake", "a quake measuring 5.8 on the Richter scale"."""

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.functions import SUBJECTS
from kg.extract.reading import Reading
from kg.model import Filler, Quantity

MAGNITUDE: Final = "magnitude"
_QUAKES: Final = vocabulary.words("events", "quakes")
_SCALES: Final = vocabulary.words("numbers", "magnitudes")
_NUMBER: Final = re.compile(r"\d(\.\d)?")
_NEAR: Final = 5  # words between a number and what it is on: "of at least 7.3", "5.7 and 5.9 on the Richter scale"
_SAID_OF: Final = (*SUBJECTS, "dobj")  # "they measured the quake at a magnitude of 4.9"


def magnitudes(quake: Token, reading: Reading) -> dict[str, list[tuple[Token, Filler]]]:
    """Return as a role the numbers of its sentence that say how strong a QUAKE is; no role for any other noun."""
    if quake.lemma_.lower() not in _QUAKES or quake.pos_ != "NOUN":
        return {}
    numbers = [
        t for t in quake.sent if _NUMBER.fullmatch(t.text) and _is_strength(t, quake, reading)
    ]
    return {MAGNITUDE: [(each, _quantity(each, reading)) for each in numbers]} if numbers else {}


def tells_magnitude(verb: Token) -> bool:
    """Tell whether VERB says of a quake how strong it was, and nothing else: "the quake had a magnitude of 6.3"."""
    quakes = [c for c in verb.lefts if c.dep_ in SUBJECTS and c.lemma_.lower() in _QUAKES]
    return bool(quakes) and any(child.lower_ in _SCALES for child in _behind(verb))


def _behind(verb: Token) -> Iterator[Token]:
    """Yield what VERB is about: its objects, and what stands behind its prepositions."""
    for child in verb.rights:
        if child.dep_ == "dobj":
            yield child
        elif child.dep_ == "prep":
            yield from (t for t in child.subtree if t.pos_ in ("NOUN", "PROPN"))


def _is_strength(number: Token, quake: Token, reading: Reading) -> bool:
    """Tell whether NUMBER, on a scale of quakes or with a decimal right before one, is that of QUAKE."""
    doc = number.doc
    around = doc[max(number.i - _NEAR, number.sent.start) : number.i + _NEAR + 1]
    scaled = any(token.lower_ in _SCALES for token in around if token.sent == number.sent)
    bare = "." in number.text and number.head == quake and number.i < quake.i
    dated = number.i in reading.time_at
    return (scaled or bare) and not dated and _owner(number) == quake


def _owner(number: Token) -> Token | None:
    """Return the quake that a NUMBER depends on: as its noun, or through the verb that says something of it."""
    for above in number.ancestors:
        if above.lemma_.lower() in _QUAKES and above.pos_ == "NOUN":
            return above
        if above.pos_ in ("VERB", "AUX"):
            if above.dep_ in ("acl", "relcl"):
                return above.head if above.head.lemma_.lower() in _QUAKES else None
            things = (child for child in above.children if child.dep_ in _SAID_OF)
            return next(filter(None, map(_named, things)), None)
    return None


def _named(thing: Token) -> Token | None:
    """Return the quake that a THING is, or whose magnitude it is: "the quake's magnitude", "the magnitude of it"."""
    if thing.lemma_.lower() in _QUAKES:
        return thing
    if thing.lower_ in _SCALES:
        return next((t for t in thing.subtree if t.lemma_.lower() in _QUAKES), None)
    return None


def _quantity(number: Token, reading: Reading) -> Quantity:
    known = reading.quantity_of(number)
    if known is not None:
        return known
    span, text = reading.span(number.i, number.i + 1), reading.text(number.i, number.i + 1)
    return Quantity(span=span, text=text, value=text.removesuffix(".0"))
