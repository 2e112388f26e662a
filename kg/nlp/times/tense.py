"""Whether a clause looks back or ahead: what decides between last Monday and next Monday."""

from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.nlp.times.viewpoint import Direction

_FUTURE_AUXILIARIES: Final = vocabulary.words("tense", "future")
_PROSPECTIVE: Final = vocabulary.words("tense", "prospective")
_PROSPECTIVE_PARTICIPLES: Final = vocabulary.words("tense", "prospective_participles")
_SCHEDULED: Final = vocabulary.words("tense", "scheduled")
_EXTENDING: Final = vocabulary.words("tense", "extending")
_SCHEDULING: Final = vocabulary.words("tense", "scheduling")
_LONGEST_CLIMB: Final = 12


def direction(token: Token) -> Direction:
    """Return where the clause of TOKEN looks from the day on which it was written."""
    if not token.doc.has_annotation("DEP"):
        return Direction.UNKNOWN
    for step in _above(token):
        if step.tag_ == "MD" and step.lower_ in _FUTURE_AUXILIARIES:
            return Direction.FUTURE
        if step.lower_ in ("due", "ahead") or (step.lower_ == "upcoming"):
            return Direction.FUTURE
        if step.pos_ in ("VERB", "AUX"):
            found = _of_verb(step)
            if found is not Direction.UNKNOWN:
                return found
    return Direction.UNKNOWN


def extends(token: Token, preposition: str) -> bool:
    """Tell whether the verb above TOKEN decided for some time to come: "released on bail until October".

    So do those of planning, where the PREPOSITION is "for": "has been scheduled for July".
    """
    verb = next((step for step in _above(token) if step.pos_ == "VERB"), None)
    if verb is None or verb.lemma_ not in (_SCHEDULING if preposition == "for" else _EXTENDING):
        return False
    return not any(child.lower_ == "had" for child in verb.children)


def _above(token: Token) -> list[Token]:
    """Return TOKEN and what governs it, up to the verb of the sentence."""
    path = [token]
    while (
        path[-1].head is not path[-1] and path[-1].head != path[-1] and len(path) < _LONGEST_CLIMB
    ):
        path.append(path[-1].head)
    return path


def _of_verb(verb: Token) -> Direction:
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {child.lower_ for child in auxiliaries}
    if words & _FUTURE_AUXILIARIES:
        return Direction.FUTURE
    if verb.tag_ == "VBD" or any(child.tag_ == "VBD" for child in auxiliaries):
        return _of_past(verb, words)
    if "to" in words:
        return Direction.FUTURE if _is_prospect(verb) else Direction.UNKNOWN
    if verb.tag_ == "VBN" and any(child.tag_ in ("VBZ", "VBP") for child in auxiliaries):
        return Direction.PAST if words & {"been", "has", "have"} else Direction.UNKNOWN  # "is shut"
    if verb.tag_ == "VBN":
        return Direction.FUTURE if verb.lemma_ in _PROSPECTIVE_PARTICIPLES else Direction.PAST
    if verb.tag_ == "VBG":
        return Direction.FUTURE if words & {"is", "are", "'s", "'re"} else Direction.UNKNOWN
    announced = verb.tag_ in ("VBZ", "VBP") and verb.lemma_ in _SCHEDULED
    return Direction.FUTURE if announced else Direction.UNKNOWN


def _of_past(verb: Token, auxiliaries: set[str]) -> Direction:
    prospect = verb.tag_ == "VBN" and verb.lemma_ in _PROSPECTIVE_PARTICIPLES
    return Direction.FUTURE if prospect and "had" not in auxiliaries else Direction.PAST


def _is_prospect(verb: Token) -> bool:
    """Tell whether an infinitive is something that is still to come."""
    head = verb.head
    if head.pos_ in ("VERB", "AUX", "ADJ"):
        return head.lemma_ in _PROSPECTIVE or (head.lemma_ == "be" and head.tag_ in ("VBZ", "VBP"))
    return head.pos_ in ("NOUN", "PROPN") and verb.dep_ in ("acl", "relcl")
