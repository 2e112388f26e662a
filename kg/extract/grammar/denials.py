"""What denies a verb, and whether it says that something is not so or only that it ought not to be."""

from itertools import chain
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.syntax import is_infinitive, word_before

_BIDDING: Final = vocabulary.words("control", "bidding")
_CONDITIONS: Final = vocabulary.words("grammar", "conditions")
_DUTIES: Final = vocabulary.words("grammar", "duties")
_OPENING: Final = frozenset({":", ",", '"', "“", "'", "‘", "–", "—"})
_OWING: Final = ("have", "need")


def denial(verb: Token) -> Token | None:
    """Return the word that denies VERB: "did *not* leave", "*no* resident left", "need *not* have left"."""
    verb = _owed(verb)
    own = (child for child in verb.children if child.dep_ == "neg" and not _is_other(child))
    subjects = (child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass"))
    none = (below for each in subjects for below in each.lefts if below.lower_ == "no")
    return next(chain(own, none), None)


def is_open(word: Token) -> bool:
    """Tell whether a WORD of negation leaves open whether it is so: "whether or not they are", "may or may not be"."""
    before = [each.lower_ for each in word.doc[max(0, word.i - 3) : word.i]]
    return before[1:] == ["whether", "or"] or (before[1:2] == ["or"] and before[0] == before[2])


def _is_other(word: Token) -> bool:
    return is_open(word) or is_of_adjective(word)


def is_of_adjective(word: Token) -> bool:
    """Tell whether a WORD of negation behind a verb denies the adjective behind it: "found not guilty"."""
    verb, behind = word.head, word.nbor(1) if word.i + 1 < len(word.doc) else word
    return verb.pos_ == "VERB" and word.i > verb.i and behind.pos_ == "ADJ" and behind.head == verb


def is_unwanted(verb: Token) -> bool:
    """Tell whether the denial of VERB says what ought not to be, or what would be if it were not so.

    "Should not leave", "told not to leave", "if they do not leave": nobody says that they do not.
    """
    bearer = _owed(verb)
    if denial(bearer) is None:
        return is_forbidden(verb)
    auxiliaries = {child.lower_ for child in bearer.lefts if child.dep_ == "aux"}
    supposed = any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in bearer.lefts)
    return supposed or bool(auxiliaries & _DUTIES) or is_forbidden(verb)


def _owed(verb: Token) -> Token:
    """Return the verb that bears the modal of VERB: the "have" of "should not have to choose"."""
    return verb.head if verb.dep_ == "xcomp" and verb.head.lemma_ in _OWING else verb


def is_forbidden(token: Token) -> bool:
    """Tell whether somebody is asked or told that TOKEN be not done: "urged residents not to leave"."""
    if is_order(token):
        return True
    if not is_infinitive(token) or not any(child.dep_ == "neg" for child in token.lefts):
        return False
    return token.head.lemma_.lower() in _BIDDING


def is_order(verb: Token) -> bool:
    """Tell whether VERB tells somebody not to do something, in a clause of its own: "made a plea: don't leave"."""
    do = next((c for c in verb.lefts if c.dep_ == "aux" and c.lower_ == "do"), None)
    alone = verb.tag_ == "VB" and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.lefts)
    return alone and do is not None and (do.is_sent_start or word_before(do) in _OPENING)
