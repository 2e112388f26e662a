"""Towns between commas before those who live there: "a Glen Ridge, New Jersey, man", "Former Akron, Ohio, Mayor"."""

from typing import Any, Final

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Token

from kg import places, vocabulary
from kg.nlp.dependencies import COMMON, PROPER, promote, put

_NAME: Final = "kg_towns"
_RESIDENTS: Final = vocabulary.words("descriptions", "residents")
_PATTERN: Final[list[dict[str, Any]]] = [
    {"TAG": "DT"},
    {"TAG": "NNP", "OP": "{1,3}"},
    {"ORTH": ","},
    {"TAG": "NNP", "OP": "{1,2}"},
    {"ORTH": ",", "OP": "?"},
    {"TAG": {"IN": [*COMMON, "JJ", "VBG", "HYPH"]}, "OP": "{0,3}"},
    {"TAG": {"IN": list(COMMON)}},
]

# The same in the capitals of a headline: "Former Akron, Ohio, Police Officer Sentenced".
_FORMER: Final = frozenset({"ex", "former"})
_HEADLINE: Final[list[dict[str, Any]]] = [
    {"LOWER": {"IN": sorted(_FORMER)}, "OP": "?"},
    {"TAG": "NNP", "OP": "{1,3}"},
    {"ORTH": ","},
    {"TAG": "NNP", "OP": "{1,2}"},
    {"ORTH": ","},
    {"TAG": {"IN": [*PROPER, *COMMON, "JJ"]}, "OP": "{0,3}"},
    {"LOWER": {"IN": sorted(vocabulary.words("descriptions", "headlined"))}},
]


class Towns:
    """Finds them in the documents of one pipeline."""

    def __init__(self, nlp: Language) -> None:
        self._matcher = Matcher(nlp.vocab)
        self._matcher.add(_NAME, [_PATTERN, _PATTERN[1:], _HEADLINE], greedy="LONGEST")

    def __call__(self, doc: Doc) -> None:
        """Hang the towns of DOC on those who live there, in place."""
        for _, first, last in self._matcher(doc):
            comma = next(token.i for token in doc[first:last] if token.text == ",")
            behind = next(t.i for t in doc[comma + 1 : last] if t.tag_ != "NNP")
            known = _is_state(doc[comma + 1 : behind].text)
            # A headline has no article: "Akron, Ohio, Man Pleads Guilty".
            headline = doc[first].is_sent_start and (
                doc[behind].text == "," or _is_person(doc[last - 1])
            )
            opens = doc[first].tag_ == "DT" or headline
            if known and opens and doc[last - 1].sent == doc[first].sent:
                former = doc[first : first + (doc[first].lower_ in _FORMER)]
                _hang(doc, first + len(former), comma, behind, last)
                put(former, doc[last - 1], "amod")


def _is_state(text: str) -> bool:
    """Tell whether TEXT names a region or a country, or shortens the name of a region."""
    known = (places.regions(), places.countries(), places.shortened())
    return any(text in names for names in known)


def _is_person(noun: Token) -> bool:
    return noun.lemma_.lower() in _RESIDENTS


def _hang(doc: Doc, first: int, comma: int, behind: int, last: int) -> None:
    """Hang the town before COMMA, and the state between it and BEHIND, on the last of the tokens FIRST up to LAST.

    The noun takes the place of the town in the tree, with all that hung on the town further behind.
    """
    noun, town, state = doc[last - 1], doc[comma - 1], doc[behind - 1]
    promote(noun, doc[first:last])
    for child in [c for t in (town, state) for c in t.children if c.i >= last]:
        child.head = noun
    opening = doc[first : first + (doc[first].tag_ == "DT")]
    put(opening, noun, "det")
    put([town], noun, "nmod")
    put([state], town, "appos")
    put(doc[first + len(opening) : comma - 1], town, "compound")
    put(doc[comma + 1 : behind - 1], state, "compound")
    put([t for t in doc[comma:last] if t.text == ","], town, "punct")
    words = [t for t in doc[behind : last - 1] if t.text != "," and t.head.i < behind]
    put(words, noun, "amod")
