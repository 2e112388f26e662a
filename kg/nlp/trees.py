"""A slip of English dependency parsers that is mended before anything reads the tree: "a Glen Ridge, New Jersey, man".

The comma makes the parser take the town for what is spoken of, and the man for an apposition to it.
"""

from collections.abc import Iterable
from typing import Any, Final

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Span, Token

from kg import places

NAME: Final = "kg_trees"
_NOUNS: Final = ["NN", "NNS"]
_PATTERN: Final[list[dict[str, Any]]] = [
    {"TAG": "DT"},
    {"TAG": "NNP", "OP": "{1,3}"},
    {"ORTH": ","},
    {"TAG": "NNP", "OP": "{1,2}"},
    {"ORTH": ",", "OP": "?"},
    {"TAG": {"IN": [*_NOUNS, "JJ", "VBG", "HYPH"]}, "OP": "{0,3}"},
    {"TAG": {"IN": _NOUNS}},
]


def mend_trees(nlp: Language) -> None:
    """Let NLP hang the town and its state on the noun that they tell the origin of."""
    if not nlp.has_pipe(NAME):
        nlp.add_pipe(NAME, after="parser")


@Language.factory(NAME)
def create(nlp: Language, name: str) -> "Trees":
    """Return the component called NAME for the vocabulary of NLP."""
    return Trees(nlp)


class Trees:
    """Mends the trees of documents in place."""

    def __init__(self, nlp: Language) -> None:
        self._matcher = Matcher(nlp.vocab)
        self._matcher.add(NAME, [_PATTERN], greedy="LONGEST")

    def __call__(self, doc: Doc) -> Doc:
        """Return DOC with the towns before a noun hung on it."""
        for _, first, last in self._matcher(doc):
            comma = next(token.i for token in doc[first:last] if token.text == ",")
            behind = next(t.i for t in doc[comma + 1 : last] if t.tag_ != "NNP")
            known = _is_state(doc[comma + 1 : behind].text)
            if known and doc[last - 1].sent == doc[first].sent:
                _hang(doc, first, comma, behind, last)
        return doc


def _is_state(text: str) -> bool:
    """Tell whether TEXT names a region or a country, or shortens the name of a region."""
    known = (places.regions(), places.countries(), places.shortened())
    return any(text in names for names in known)


def _hang(doc: Doc, first: int, comma: int, behind: int, last: int) -> None:
    """Hang the town before COMMA, and the state between it and BEHIND, on the last of the tokens FIRST up to LAST.

    The noun takes the place of the town in the tree, with all that hung on the town further behind.
    """
    noun, town, state = doc[last - 1], doc[comma - 1], doc[behind - 1]
    _promote(noun, doc[first:last])
    for child in [c for t in (town, state) for c in t.children if c.i >= last]:
        child.head = noun
    _put([doc[first]], noun, "det")
    _put([town], noun, "nmod")
    _put([state], town, "appos")
    _put(doc[first + 1 : comma - 1], town, "compound")
    _put(doc[comma + 1 : behind - 1], state, "compound")
    _put([t for t in doc[comma:last] if t.text == ","], town, "punct")
    words = [t for t in doc[behind : last - 1] if t.text != "," and t.head.i < behind]
    _put(words, noun, "amod")


def _promote(noun: Token, words: Span) -> None:
    """Give NOUN the place in the tree of what is the top of the WORDS up to it."""
    top = next(token for token in words if token.head == token or token.head not in words)
    if noun.is_ancestor(top) or top == noun:
        return
    is_root = top.head == top
    noun.head, noun.dep_ = (noun if is_root else top.head), top.dep_


def _put(tokens: Iterable[Token], head: Token, dep: str) -> None:
    for token in tokens:
        token.head, token.dep_ = head, dep
