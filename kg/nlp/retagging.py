"""Words that the tagger takes for another part of speech, seen by what stands beside them.

*The British relinquished control of it* has a verb, and so has *to deface and burn the synagogue*, twice; *the accused*
is a noun; and who is *shot dead* killed nobody.
"""

from typing import Final

from spacy.tokens import Doc, Token

from kg import vocabulary
from kg.nlp.dependencies import COMMON, SUBJECTS, move, put, replace
from kg.rolesets import senses

_JOINING: Final = ("and", "or")
_ONE: Final = vocabulary.words("tagging", "one_person")
_MANY: Final = vocabulary.words("tagging", "several_people")
_DESCRIBING: Final = ("JJ", "VBD", "VBN")
_TAKING_PART: Final = ("agent", "dobj", "nsubj", "nsubjpass", "pobj")
_SHOOTING: Final = ("gun", "shoot")
_DEADLY: Final = vocabulary.words("events", "to_death")
_COMPLETE: Final = frozenset({"aux", "auxpass", "ccomp", "dobj", "nsubjpass"})
_WITH_NOUN: Final = ("acl", "amod", "compound", "det", "nummod", "poss", "relcl")


def retag(doc: Doc) -> None:
    """Give them what they are, in place."""
    for word in doc:
        if word.dep_ == "amod" and word.tag_ == "VBD":
            _finite(word)
        elif word.dep_ == "pobj" and word.tag_ == "NN" and senses(word.lower_, "VB"):
            _infinitive(word)
        elif word.dep_ in _TAKING_PART and word.tag_ in _DESCRIBING:
            _somebody(word)
        elif word.lower_ in ("dead", "death"):
            _slain(word)


def _finite(verb: Token) -> None:
    """Make a past tense with a subject the verb of its clause, and its object of the noun that it was to describe."""
    noun = verb.head
    subject = any(child.dep_ in SUBJECTS for child in verb.lefts)
    if not subject or noun.tag_ not in COMMON or noun.i < verb.i or noun.dep_ != "ROOT":
        return
    replace(noun, verb)
    put([noun], verb, "dobj")
    others = [c for c in noun.children if c.dep_ not in _WITH_NOUN and c.lower_ != "of"]
    move(others, verb)


def _infinitive(noun: Token) -> None:
    """Make a verb of a bare noun between "to" and "and" with an infinitive: "to deface and burn the synagogue"."""
    to = noun.head
    behind = [t for t in noun.doc[noun.i + 1 : noun.i + 3] if t.sent == noun.sent]
    joined = len(behind) > 1 and behind[0].lower_ in _JOINING and behind[1].tag_ == "VB"
    bare = noun.i == to.i + 1 and not any(child.dep_ == "prep" for child in noun.rights)
    if to.lower_ != "to" or to.dep_ != "prep" or not joined or not bare:
        return
    noun.tag_, noun.pos_, noun.lemma_ = "VB", "VERB", noun.lower_
    noun.head, noun.dep_ = to.head, "xcomp"
    put([to], noun, "aux")
    put([behind[0]], noun, "cc")
    put([behind[1]], noun, "conj")
    to.tag_, to.pos_ = "TO", "PART"


def _somebody(word: Token) -> None:
    """Make a noun of a participle behind "the" that means somebody: "the accused", "the wounded"."""
    known = word.lower_ in _ONE or word.lower_ in _MANY
    if known and any(child.lower_ == "the" for child in word.lefts):
        counted = any(child.dep_ == "nummod" for child in word.lefts)
        word.tag_ = "NNS" if counted or word.lower_ in _MANY else "NN"
        word.pos_, word.lemma_ = "NOUN", word.lower_


def _slain(end: Token) -> None:
    """Let somebody suffer who is "shot dead" or "stabbed to death" in a clause without auxiliary and object."""
    verb = end.head.head if end.dep_ == "pobj" and end.head.lower_ == "to" else end.head
    lemma = "shoot" if verb.lower_ == "shot" else verb.lemma_.lower()
    whole = {child.dep_ for child in verb.children}
    deadly = lemma in (_SHOOTING if end.lower_ == "dead" else _DEADLY)
    if not deadly or verb.i > end.i or whole & _COMPLETE or verb.tag_ in ("VB", "VBG", "VBZ"):
        return
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    if subject is not None:
        put([subject], verb, "nsubjpass")
        verb.tag_, verb.pos_, verb.lemma_ = "VBN", "VERB", lemma
