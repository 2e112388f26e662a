"""What a verb makes of its object, which English dependency parsers take for a clause with a subject of its own.

*Making her the first woman to lead a museum* makes her something: no "her the first woman" leads.
"""

from typing import Final

from spacy.tokens import Doc, Token

from kg import vocabulary
from kg.nlp.dependencies import COMMON, SUBJECTS, put

_GIVING: Final = vocabulary.words("descriptions", "giving")
_KINDS: Final = frozenset({*COMMON, "CD"})  # "one of the largest"
_CLAUSES: Final = frozenset({"aux", "auxpass", "mark"})  # what a clause with a verb has


def complete(doc: Doc) -> None:
    """Let what such a verb gives something to be stand beside that as its complement, in place."""
    for noun in doc:
        if noun.tag_ not in _KINDS:
            continue
        deed = noun.head
        acting = noun.dep_ in SUBJECTS and deed.dep_ == "ccomp"
        if acting and any(child.tag_ == "TO" for child in deed.lefts):
            _give(noun, deed.head, deed)
        elif noun.dep_ == "ccomp":
            _give(noun, deed)


def _give(noun: Token, verb: Token, deed: Token | None = None) -> None:
    """Let NOUN be what VERB gives to the subject before it, and DEED behind say more of it."""
    thing = next((child for child in noun.lefts if child.dep_ in SUBJECTS), None)
    small = not any(child.dep_ in _CLAUSES for child in noun.children)
    if verb.lemma_ in _GIVING and thing is not None and small and verb.i < thing.i:
        put([noun], verb, "oprd")
        put([thing], verb, "dobj")
        put([deed] if deed is not None else [], noun, "relcl")
