"""Predicates without a verb: the "dead" of "17 dead as bus overturns"."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.grammar.frames import SUBJECT, Frame
from kg.extract.reading import Reading


def verbless(reading: Reading) -> Iterator[Frame]:
    """Return the frame of each "dead" that stands right behind those it counts: "17 dead as bus overturns"."""
    for token in reading.doc:
        if token.lower_ != "dead" or token.i == 0 or token.dep_ in ("oprd", "acomp"):
            continue
        before = token.nbor(-1)
        apart = before.head.i == token.i or token.head.i == before.i
        counted = reading.quantity_of(before) is not None or _is_counted(before, reading)
        if apart and counted and not _is_noun_ahead(token):
            built = Frame(token, "be dead")
            built.slots[SUBJECT] = [before]
            yield built


def _is_counted(noun: Token, reading: Reading) -> bool:
    """Tell whether a number stands with NOUN: "six aid workers dead in ambush"."""
    return noun.pos_ == "NOUN" and any(reading.quantity_of(child) for child in noun.lefts)


def _is_noun_ahead(adjective: Token) -> bool:
    return adjective.head.i > adjective.i and adjective.dep_ == "amod"
