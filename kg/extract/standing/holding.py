"""When a relation holds: "was chairman from 2004 to 2010", "has owned the mine since 1999", "mayor until May"."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import phrasal_lemma
from kg.extract.reading import Reading
from kg.extract.standing.anchoring import time_of
from kg.model import Mention, Relation, Time, Words

_BECOMING: Final = vocabulary.words("events", "becoming")
_LASTING: Final = vocabulary.words("prepositions", "lasting")
_BEHIND: Final = frozenset({"attr", "dobj", "oprd", "pobj", "prep"})
_UNTIL: Final = vocabulary.words("prepositions", "until")
_NOMINAL: Final = ("NOUN", "PROPN")
_VERBAL: Final = ("AUX", "VERB")
_TAKING_UP: Final = ("Appointment", "Election")
_GIVING_UP: Final = ("Dismissal", "Resignation")


def held(relation: Relation, anchor: Token, reading: Reading) -> Time | None:
    """Return when RELATION holds by what is said of its ANCHOR, a verb or a noun; None where nothing says so.

    From the day on which somebody became or was named something they were it, up to the one on which they left.
    """
    time = _of_verb(anchor, reading) if anchor.pos_ in _VERBAL else None
    time = time or next(_of_nouns(relation, anchor, reading), None)
    if time is None:
        return None
    above = {token.lower_ for token in _above(time, anchor, reading)}
    kinds = {e.evokes for e in reading.ontology.verbs(phrasal_lemma(anchor))}
    begins = anchor.lemma_.lower() in _BECOMING or not kinds.isdisjoint(_TAKING_UP)
    if time.start is not None and (begins or "since" in above):
        return replace(time, end=None)
    if time.end is not None and not (kinds.isdisjoint(_GIVING_UP) and above.isdisjoint(_UNTIL)):
        return replace(time, start=None)
    return time


def _of_verb(verb: Token, reading: Reading) -> Time | None:
    """Return the time said of VERB: a participle may tell what came of another deed ("making him the oldest")."""
    alone = verb.dep_ != "advcl" or verb.tag_ != "VBG"
    return time_of((verb, *_behind(verb)), verb, reading) if alone else None


def _behind(verb: Token) -> Iterator[Token]:
    """Yield the nouns behind VERB on which the parser may have hung a time: "was chairman of the bank in 2011"."""
    below = [child for child in verb.rights if child.dep_ in _BEHIND]
    while below:
        token = below.pop()
        if token.dep_ != "prep":
            yield token
        below.extend(child for child in token.rights if child.dep_ in ("prep", "pobj"))


def _above(time: Time, anchor: Token, reading: Reading) -> Iterator[Token]:
    """Yield what stands between TIME and ANCHOR in the tree: the "since" of "mayor since his election in 2014"."""
    said = (token for token in anchor.sent if reading.time_of(token) == time)
    token = next(said, None)
    while token is not None and token not in (anchor, token.head):
        yield token
        token = token.head


def _of_nouns(relation: Relation, anchor: Token, reading: Reading) -> Iterator[Time]:
    """Yield the times behind the noun that tells what somebody is: "the chairman since 2009", "mayor from 2004 on"."""
    value = relation.object
    whole = value.span if isinstance(value, Mention | Words) else None
    for token in anchor.sent:
        inside = whole is not None and reading.word(token).within(whole)
        if token.pos_ in _NOMINAL and (inside or token == anchor):
            apposed = token.dep_ == "appos"  # "Hale, mayor from 1990 on"
            for child in (*token.rights, *(token.head.rights if apposed else ())):
                if child.dep_ == "prep" and child.i > token.i and child.lower_ in _LASTING:
                    times = filter(None, map(reading.time_of, (child, *child.rights)))
                    yield from (time for time in times if time.start or time.end)
