"""Verbs that only carry the noun of an event: "launched an attack", "an earthquake struck", "the vote took place"."""

from collections.abc import Collection

from spacy.tokens import Token

from kg.extract.grammar.frames import SUBJECT, Frame
from kg.extract.predications.magnitudes import tells_magnitude
from kg.extract.predications.nominals import carried, strikes
from kg.extract.reading import Reading


def is_carrier(verb: Frame, reading: Reading) -> bool:
    """Tell whether a VERB carries the noun of an event, which is read by itself: "launched an attack"."""
    return any(_is_noun(head, reading) for head in carried(verb, reading))


def may_happen(verb: Frame, reading: Reading) -> bool:
    """Tell whether the subject of a VERB may tell all: "an earthquake struck Chile", "the vote took place"."""
    subjects = verb.slots.get(SUBJECT, ())
    return strikes(verb, reading) and any(_is_noun(head, reading) for head in subjects)


def carries(verb: Frame, told: Collection[int], reading: Reading) -> bool:
    """Tell whether a VERB carries a noun whose event is TOLD, by its token: "held talks", "an earthquake struck"."""
    if any(head.i in told for head in carried(verb, reading)):
        return True
    subjects = verb.slots.get(SUBJECT, ())
    met = strikes(verb, reading) or tells_magnitude(verb.token)
    return met and any(head.i in told for head in subjects)


def _is_noun(head: Token, reading: Reading) -> bool:
    return bool(reading.ontology.nouns(head.lemma_.lower()))
