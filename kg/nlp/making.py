"""What stands behind a verb and says what its subject or object is, which English dependency parsers hang elsewhere.

*Making her the first woman to lead a museum* makes her something: no "her the first woman" leads. Who *worked as a
nurse for Norcom* worked for it.
"""

from typing import Final

from spacy.tokens import Doc, Token

from kg import vocabulary
from kg.nlp.dependencies import COMMON, SUBJECTS, put

_GIVING: Final = vocabulary.words("descriptions", "giving")
_KINDS: Final = frozenset({*COMMON, "CD"})  # "one of the largest"
_SERVED: Final = frozenset({"at", "for"})
_WORK: Final = "work"
_WORTH: Final = "worth"
_PRICED: Final = frozenset({"NN", "NNP", "NNPS", "NNS"})
_CLAUSES: Final = frozenset({"aux", "cop", "mark"})  # what a clause with a verb has


def complete(doc: Doc) -> None:
    """Let what such a verb gives something to be stand beside that as its complement, in place."""
    for word in doc:
        _serve(word)
        _price(word)
    for noun in doc:
        if noun.tag_ not in _KINDS:
            continue
        deed = noun.head
        acting = noun.dep_ in SUBJECTS and deed.dep_ == "ccomp"
        if acting and any(child.tag_ == "TO" for child in deed.lefts):
            _give(noun, deed.head, deed)
        elif noun.dep_ == "ccomp":
            _give(noun, deed)


def _serve(preposition: Token) -> None:
    """Let whom somebody works for as something be the verb's: "worked as a nurse | for Norcom"."""
    office = preposition.head
    served = preposition.dep_ == "prep" and preposition.lower_ in _SERVED and office.dep_ == "pobj"
    if served and office.head.lower_ == "as" and office.head.head.lemma_.lower() == _WORK:
        put([preposition], office.head.head, "prep")


def _price(worth: Token) -> None:
    """Let what is worth so much be the noun right before: "were grateful for a package | worth $3 million"."""
    noun = worth.nbor(-1) if worth.i > worth.sent.start else worth
    apart = worth.lower_ == _WORTH and worth.head != noun and noun.tag_ in _PRICED
    if apart and any(child.dep_ == "npadvmod" for child in worth.rights):
        put([worth], noun, "amod")


def _give(noun: Token, verb: Token, deed: Token | None = None) -> None:
    """Let NOUN be what VERB gives to the subject before it, and DEED behind say more of it."""
    thing = next((child for child in noun.lefts if child.dep_ in SUBJECTS), None)
    small = not any(child.dep_ in _CLAUSES for child in noun.children)
    if verb.lemma_ in _GIVING and thing is not None and small and verb.i < thing.i:
        put([noun], verb, "oprd")
        put([thing], verb, "dobj")
        put([deed] if deed is not None else [], noun, "relcl")
