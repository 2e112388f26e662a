"""Appositions that English dependency parsers see where a list goes on or a sentence has only begun.

*The owner was convicted, announced Ruiz; U.S. Attorney Hale; …* does not say that Hale is the owner, and *After a
trial, Hale was convicted* not that Hale is a trial.
"""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from kg.nlp.dependencies import COMMON, PERSON, PROPER, SUBJECTS, make_subject, put

_OPENING: Final = frozenset({"after", "before"})
_VERBAL: Final = ("AUX", "VERB")


def untie(doc: Doc) -> None:
    """Hang such names where they belong, in place."""
    for name in doc:
        if name.dep_ == "appos" and name.tag_ in PROPER and name.left_edge.i > name.sent.start:
            _across(name)
            _opened(name)


def _across(name: Token) -> None:
    """Let a NAME behind a semicolon go on with the name before it, and not with a noun on the other side of a verb."""
    noun = name.head
    verbs = (above for above in noun.ancestors if above.pos_ in _VERBAL)
    apart = any(noun.i < verb.i < name.left_edge.i for verb in verbs)
    if not apart or name.doc[name.left_edge.i - 1].text != ";":
        return
    before = next(_names(name.doc, name.left_edge.i), None)
    if before is not None and before.sent == name.sent and noun.i < before.i:
        put([name], before, "conj")


def _names(doc: Doc, end: int) -> Iterator[Token]:
    """Yield the heads of the people named before END, the nearest first."""
    yield from (ent.root for ent in reversed(doc.ents) if ent.label_ == PERSON and ent.end <= end)


def _opened(name: Token) -> None:
    """Let a NAME be the subject where the noun before its comma is what the sentence opens with: "After a trial, …"."""
    noun, doc = name.head, name.doc
    opening = doc[noun.left_edge.i]
    word = opening if opening.lower_ in _OPENING else doc[max(opening.i - 1, 0)]
    opens = word.lower_ in _OPENING and word.is_sent_start and noun.tag_ in COMMON
    behind = doc[name.left_edge.i - 1].text == "," and doc[name.left_edge.i - 2] == noun
    if opens and behind and noun.dep_ in SUBJECTS:
        verb = noun.head
        make_subject(name, verb)
        put([noun], word, "pobj")
        put([word], verb, "prep")
