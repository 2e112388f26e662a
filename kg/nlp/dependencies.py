"""Labels of spaCy's English parsers (CLEAR style) and of its names, and the moves by which a tree is mended."""

from collections.abc import Iterable
from typing import Final

from spacy.tokens import Span, Token

DETERMINING: Final = ("CD", "DT", "PRP$")  # how a noun phrase may begin
SUBJECTS: Final = ("nsubj", "nsubjpass")
OBJECTS: Final = ("dobj", "pobj")
AUXILIARIES: Final = ("aux", "auxpass")
COMMON: Final = ("NN", "NNS")  # tags of nouns
PROPER: Final = ("NNP", "NNPS")
NOUNS: Final = (*COMMON, *PROPER)
FINITE: Final = ("VBD", "VBP", "VBZ")
PERSON: Final = "PERSON"
VOCATIVE: Final = "vocative"  # who is spoken to, which is a label of Universal Dependencies
TIMES: Final = ("DATE", "TIME")


def put(tokens: Iterable[Token], head: Token, dep: str) -> None:
    """Hang TOKENS on HEAD as DEP, but for what HEAD stands below itself: a tree has no circle."""
    for token in tokens:
        if token != head and not token.is_ancestor(head):
            token.head, token.dep_ = head, dep


def move(tokens: Iterable[Token], head: Token) -> None:
    """Hang TOKENS on HEAD, each as what it is."""
    for token in tokens:
        put([token], head, token.dep_)


def replace(top: Token, token: Token) -> None:
    """Give TOKEN the place in the tree that TOP has, which may be that of the root."""
    is_root = top.head == top
    token.head, token.dep_ = (token if is_root else top.head), top.dep_


def make_subject(noun: Token, verb: Token) -> None:
    """Hang NOUN on VERB as its subject, which suffers what a passive tells."""
    passive = any(child.dep_ == "auxpass" for child in verb.lefts)
    put([noun], verb, "nsubjpass" if passive else "nsubj")


def promote(noun: Token, words: Span) -> None:
    """Give NOUN the place in the tree of what is the top of the WORDS up to it."""
    top = next(token for token in words if token.head == token or token.head not in words)
    if noun.is_ancestor(top) or top == noun:
        return
    replace(top, noun)
