"""Whether a bare number counts something: "14 civilians" does, "Boeing 747", "Article 5" and ", 44," do not."""

import re
from typing import Final

from spacy.tokens import Span as Words
from spacy.tokens import Token

from kg import vocabulary
from kg.nlp.quantities.amounts import Amount, Form

_NUMERIC: Final = frozenset({"", "CARDINAL", "QUANTITY", "MONEY", "PERCENT", "DATE", "TIME"})
_PLURAL_TAGS: Final = frozenset({"NNS", "NNPS"})
_DETERMINERS: Final = vocabulary.words("numbers", "determiners")
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
_TARGETS: Final = vocabulary.words("prepositions", "targets")
_STANDING: Final = vocabulary.words("numbers", "standing")
_LABELS: Final = vocabulary.words("numbers", "labels")
_COLLECTIVES: Final = vocabulary.words("numbers", "collectives")
_NOT_AFTER_ONE: Final = vocabulary.words("numbers", "not_after_one")
# Behind a number these say what became of those whom it counts: "17 dead as bus overturns".
_FATE: Final = re.compile(
    r" (?:people |others )?(?:dead|killed|injured|wounded|hurt|missing|arrested|detained|rescued|feared|drowned)\b"
)
_AGE_AFTER_NAME: Final = re.compile(r", \Z")
_AGE_END: Final = re.compile(r",|\.| and\b|;")
_PLURAL_AHEAD: Final = re.compile(
    r" (?:[a-z-]+ ){0,2}(?:[a-z]+s|people|men|women|children|police|aircraft|staff|troops|civilians)\b"
)


def counts_something(text: str, words: Words, amount: Amount, *, is_bounded: bool) -> bool:
    """Tell whether the number that WORDS write counts something; TEXT is that of the whole doc."""
    before = words[0].nbor(-1) if words.start else None
    if before is not None and before.lower_ in _LABELS:
        return False
    if words[0].lower_ == "one" and len(words) == 1 and not _is_counting_one(words[0], before):
        return False
    if text.startswith((" times", "-times"), amount.end):
        return False
    if is_bounded or amount.form in (Form.LARGE, Form.PLURAL):
        return True
    if amount.form is Form.DIGITS and _is_age(text, amount):
        return False
    if not words.doc.has_annotation("DEP"):
        return _PLURAL_AHEAD.match(text, amount.end) is not None and not _is_capitalised(before)
    met = _FATE.match(text, amount.end) is not None and not _is_capitalised(before)
    return met or _modifies(words, before, amount) or _stands_alone(words, before)


def _is_counting_one(word: Token, before: Token | None) -> bool:
    after = word.nbor() if word.i + 1 < len(word.doc) else None
    if after is None or after.lower_ in _NOT_AFTER_ONE or not after.is_lower:
        return False
    if before is not None and before.lower_ in _DETERMINERS | {"which", "each"}:
        return False
    return word.dep_ in ("nummod", "")


def _is_age(text: str, amount: Amount) -> bool:
    """Tell whether a number stands behind a name as its age: "Marta Gil, 44, said"."""
    between = _AGE_AFTER_NAME.search(text, max(0, amount.start - 2), amount.start)
    return (
        between is not None and amount.value < 120 and _AGE_END.match(text, amount.end) is not None
    )


def _is_capitalised(before: Token | None) -> bool:
    return before is not None and before.i > 0 and before.text[:1].isupper()


def _modifies(words: Words, before: Token | None, amount: Amount) -> bool:
    """Tell whether a number counts the noun after it."""
    root = words.root
    noun = root.head
    if root.dep_ != "nummod" or noun.i < words.end or _is_part_of_name(words):
        return False
    if noun.tag_ in _PLURAL_TAGS or amount.form is Form.WORDS:
        return True
    determined = before is not None and (before.lower_ in _DETERMINERS or before.pos_ == "PROPN")
    return noun.lemma_ in _COLLECTIVES and not determined


def _is_part_of_name(words: Words) -> bool:
    return words.root.ent_type_ not in _NUMERIC


def _stands_alone(words: Words, before: Token | None) -> bool:
    """Tell whether a number stands for what it counts: "14 were killed", "the toll rose to 14"."""
    root = words.root
    if root.ent_type_ != "CARDINAL" or root.pos_ != "NUM":
        return False
    if before is not None and (before.lower_ in _DETERMINERS or before.pos_ in ("PROPN", "NOUN")):
        return False
    if root.dep_ == "pobj":
        stands = root.head.lower_ == "at" and root.head.head.lemma_ in _STANDING
        return stands or (root.head.lower_ in _TARGETS and root.head.head.pos_ in ("VERB", "NOUN"))
    headed = root.dep_ == "ROOT" and any(c.tag_ == "VBN" and c.i == root.i + 1 for c in root.rights)
    return headed or root.dep_ in _SUBJECTS  # "Two stabbed in Leeds"
