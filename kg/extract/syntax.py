"""What the words next to a predicate say about it: tense, mood and voice."""

from typing import Final

from spacy.tokens import Token

from kg.model import Status

_FUTURE: Final = frozenset({"will", "shall", "'ll", "wo"})
_MODALS: Final = frozenset(
    {"would", "could", "may", "might", "should", "must", "can", "ca", "ought", "'d"}
)
_GENERAL: Final = frozenset({"when", "whenever", "wherever", "after", "before", "once", "until"})


def modal(token: Token, word: str) -> Status | None:
    """Return what the auxiliary WORD makes of the verb TOKEN: "will", "could"."""
    if word in _FUTURE:
        return Status.PLANNED
    if word in _MODALS:
        return Status.HYPOTHETICAL
    if word == "going" and token.tag_ == "VB":
        return Status.PLANNED
    return None


def is_question(token: Token) -> bool:
    """Tell whether TOKEN is the main verb of a question."""
    return token.dep_ == "ROOT" and any(child.text == "?" for child in token.rights)


def is_infinitive(token: Token) -> bool:
    """Tell whether TOKEN is an infinitive with "to", active or passive."""
    return any(child.tag_ == "TO" and child.dep_ == "aux" for child in token.lefts)


def is_finite(token: Token) -> bool:
    """Tell whether TOKEN or its auxiliary has a tense."""
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD") or any(
        child.dep_ in ("aux", "auxpass") and child.tag_ in ("VBD", "VBZ", "VBP", "MD")
        for child in token.lefts
    )


def has_passive(verb: Token) -> bool:
    """Tell whether VERB has a passive auxiliary or subject."""
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def is_general(clause: Token) -> bool:
    """Tell whether a clause of time is in the present: it says what happens as a rule, not what happened."""
    words = {child.lower_ for child in clause.lefts if child.dep_ in ("advmod", "mark")}
    present = clause.tag_ in ("VBZ", "VBP") or any(
        child.dep_ in ("aux", "auxpass") and child.tag_ in ("VBZ", "VBP") for child in clause.lefts
    )
    perfect = any(child.lemma_ == "have" and child.dep_ == "aux" for child in clause.lefts)
    return present and not perfect and bool(words & _GENERAL)


def is_past(verb: Token) -> bool:
    """Tell whether VERB is a past tense."""
    return verb.tag_ in ("VBD", "VBN")


def is_future_in_past(verb: Token, modal: Token | None) -> bool:
    """Tell whether the MODAL of VERB is a "would" without a condition: "said it would close", not "if"."""
    if modal is None or modal.lower_ not in ("would", "'d"):
        return False
    perfect = any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.lefts)
    condition = any(token.lower_ in ("if", "unless") for token in verb.subtree)
    return not perfect and not condition


def in_scare_quotes(word: Token) -> bool:
    """Tell whether WORD stands alone between quotation marks, held at a distance: the "war" on X."""
    before = word.doc[word.i - 1] if word.i > 0 else None
    after = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else None
    marks = ('"', "'")
    return before is not None and after is not None and before.text in marks and after.text in marks
