"""What parsers hang wrongly where something is struck: what strikes it, and with what."""

from typing import Final

from spacy.tokens import Doc

from kg import vocabulary
from kg.nlp.dependencies import put

_TOWNS: Final = vocabulary.words("places", "towns")
_PLACES: Final = frozenset({"FAC", "GPE", "LOC"})
_STRIKES: Final = vocabulary.words("events", "strikes")
_HARMING: Final = vocabulary.words("events", "harming")
_ARMS: Final = vocabulary.words("events", "arms")


def strikes(doc: Doc) -> None:
    """Hang them where they belong, in place."""
    _struck(doc)
    _armed(doc)


def _struck(doc: Doc) -> None:
    """Let an attack kill, and not the town that it is on: "the attack on the largest city that killed 170 people"."""
    for clause in doc:
        place = clause.head
        above = place.head.head
        behind = (
            clause.dep_ == "relcl" and place.dep_ == "pobj" and above.lemma_.lower() in _STRIKES
        )
        located = place.ent_type_ in _PLACES or place.lemma_.lower() in _TOWNS
        who = any(child.lower_ == "who" for child in clause.lefts)
        if behind and located and not who and clause.lemma_.lower() in _HARMING:
            put([clause], above, "relcl")


def _armed(doc: Doc) -> None:
    """Let somebody destroy a dam "with explosives" by these, and not a dam that has them."""
    for arms in doc:
        thing = arms.head.head
        behind = arms.dep_ == "pobj" and arms.head.lower_ == "with" and thing.dep_ == "dobj"
        if behind and arms.lemma_.lower() in _ARMS and thing.head.lemma_.lower() in _HARMING:
            clauses = [c for c in thing.rights if c.dep_ == "relcl" and c.i > arms.i]
            put([arms.head], thing.head, "prep")
            put(clauses, arms, "relcl")
