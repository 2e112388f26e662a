"""What the words next to a predicate say about it: tense, mood, voice and subject."""

from typing import Final

from spacy.tokens import Token

from kg.model import Status

_FUTURE: Final = frozenset({"will", "shall", "'ll", "wo"})
_MODALS: Final = frozenset(
    {"would", "could", "may", "might", "should", "must", "can", "ca", "ought", "'d"}
)


def modal(token: Token, word: str) -> Status | None:
    if word in _FUTURE:
        return Status.PLANNED
    if word in _MODALS:
        return Status.HYPOTHETICAL
    if word == "going" and token.tag_ == "VB":
        return Status.PLANNED
    return None


def is_question(token: Token) -> bool:
    return token.dep_ == "ROOT" and any(child.text == "?" for child in token.rights)


def is_infinitive(token: Token) -> bool:
    return token.tag_ == "VB" and any(
        child.dep_ == "aux" and child.lower_ == "to" for child in token.lefts
    )


def is_finite(token: Token) -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD") or any(
        child.dep_ in ("aux", "auxpass") and child.tag_ in ("VBD", "VBZ", "VBP", "MD")
        for child in token.lefts
    )


def has_passive(verb: Token) -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def subject(verb: Token) -> Token | None:
    """Return the subject of VERB, its own or the one it shares."""
    current = verb
    for _ in range(4):
        for child in current.lefts:
            if child.dep_ == "nsubj":
                return child
        for child in current.rights:
            if child.dep_ == "nsubj":
                return child
        if current.dep_ not in ("conj", "advcl", "xcomp") or current.head.pos_ not in (
            "VERB",
            "AUX",
        ):
            return None
        current = current.head
    return None
