"""Cues: the words that give what stands beside them to somebody, and whose words or thoughts it is."""

from typing import Final

from spacy.tokens import Token

from kg.extract.reading import Reading
from kg.extract.syntax import has_passive
from kg.ontology import Entry

_POS: Final = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective"}
_SHARING: Final = frozenset({"conj", "advcl", "xcomp"})
_SHARED_DEPTH: Final = 4
_PARTS: Final = frozenset({"prt", "prep"})


def speaks(reading: Reading, token: Token) -> bool:
    """Tell whether TOKEN is a verb whose subject says what it governs."""
    return any(entry.speaks for entry in reading.ontology.attitudes(token.lemma_.lower(), "verb"))


def cue_entries(reading: Reading, token: Token) -> tuple[tuple[Entry, ...], Token | None]:
    """Return the entries of a word that attributes, and its particle or preposition if they name one."""
    pos = _POS.get(token.pos_)
    if pos is None:
        return (), None
    lemma = token.lemma_.lower()
    for child in token.rights:
        if child.dep_ in _PARTS:
            found = reading.ontology.cues(f"{lemma} {child.lower_}", pos)
            if found:
                return found, child
    return reading.ontology.cues(lemma, pos), None


def source(cue: Token) -> Token | None:
    """Return the head of who speaks or thinks: the subject of a verb, its own or shared, or a passive's agent."""
    current = cue.head if cue.pos_ == "ADJ" else cue  # "is confident that"
    for _ in range(_SHARED_DEPTH):
        own = _subject(current) or _agent(current)
        if own is not None or _is_passive(current):
            return own
        if current.dep_ not in _SHARING or current.head.pos_ not in ("VERB", "AUX"):
            return _described(current)
        current = current.head
    return None


def _subject(verb: Token) -> Token | None:
    """Return the subject of VERB, the nearest one if a broken parse gives it two."""
    subjects = (child for child in verb.children if child.dep_ == "nsubj")
    return min(subjects, key=lambda child: abs(child.i - verb.i), default=None)


def _agent(verb: Token) -> Token | None:
    """Return who is behind a passive: "was reported by officials"."""
    for child in verb.rights:
        if child.dep_ == "agent":
            return next((below for below in child.children if below.dep_ == "pobj"), None)
    return None


def _is_passive(verb: Token) -> bool:
    """Tell whether VERB is a passive, also in a participle: who is accused is not who accuses."""
    return has_passive(verb) or (verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl"))


def _described(verb: Token) -> Token | None:
    """Return the noun that a participle describes: "a letter saying that …"."""
    noun = verb.head
    return noun if verb.dep_ == "acl" and noun.pos_ in ("NOUN", "PROPN", "PRON") else None
