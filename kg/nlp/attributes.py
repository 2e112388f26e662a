"""The attribute ruler of spaCy's pipeline, asked once for each kind of token in place of once for each token.

The ruler tries its two hundred patterns on every token, which is a sixth of all that spaCy does. Nearly all of them are
about one token and ask for its form, its tag and its label alone, so that what they say of one token holds for all that
are like it. The few patterns over several tokens are tried as before.
"""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

_ASKED: Final = ("LOWER", "TAG", "DEP", "IS_SPACE")
_LISTS: Final = frozenset({"IN", "NOT_IN"})

Match = tuple[int, int, int, int]  # number of the rule, name of its patterns, first token, end
Pattern = list[dict[str, Any]]  # what is asked of each token


def quicken(nlp: Language) -> None:
    """Let the attribute ruler of NLP find what it finds in fewer steps."""
    for _, part in nlp.pipeline:
        if type(part) is AttributeRuler:
            part.match = Matches(part)  # type: ignore[method-assign]


class Matches:
    """Finds what the rules of an attribute RULER match, as the ruler itself does; rules added later are not seen."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._strings = ruler.vocab.strings
        self._of_kinds = Matcher(ruler.vocab)
        self._others = Matcher(ruler.vocab)
        self._known: dict[tuple[int, ...], tuple[tuple[int, int], ...]] = {}
        forms: set[str] = set()
        for number, rule in enumerate(ruler.patterns):
            patterns: Any = rule["patterns"]  # as spaCy keeps them, whatever its types say
            own = [each for each in patterns if _is_of_kinds(each)]
            others = [each for each in patterns if not _is_of_kinds(each)]
            for each in own:
                forms.update(_forms(each))
            for matcher, chosen in ((self._of_kinds, own), (self._others, others)):
                if chosen:
                    matcher.add(str(number), chosen)
        self._forms = np.array([self._strings.add(form) for form in sorted(forms)], np.uint64)

    def __call__(self, doc: Doc) -> list[Match]:
        """Return the matches in DOC; a later rule comes behind an earlier one."""
        kinds = doc.to_array(list(_ASKED))
        kinds[~np.isin(kinds[:, 0], self._forms), 0] = (
            0  # a form that no rule asks for is like any other
        )
        found: list[Match] = []
        for i, kind in enumerate(map(tuple, kinds.tolist())):
            rules = self._known.get(kind)
            if rules is None:
                tried = self._tried(self._of_kinds, doc[i : i + 1])
                rules = self._known[kind] = tuple((number, name) for number, name, *_ in tried)
            found += [(number, name, i, i + 1) for number, name in rules]
        found += self._tried(self._others, doc)
        found.sort()
        return found

    def _tried(self, matcher: Matcher, tokens: Any) -> list[Match]:
        return [
            (int(self._strings[name]), name, start, end)
            for name, start, end in matcher(tokens, allow_missing=True)
        ]


def _is_of_kinds(pattern: Pattern) -> bool:
    """Tell whether PATTERN is about one token, and asks for its form, tag, label and space by name.

    >>> _is_of_kinds([{"LOWER": "of", "TAG": {"IN": ["IN"]}}]), _is_of_kinds([{"LOWER": {"REGEX": "^o"}}])
    (True, False)
    """
    return len(pattern) == 1 and all(
        name in _ASKED and (not isinstance(asked, dict) or asked.keys() <= _LISTS)
        for name, asked in pattern[0].items()
    )


def _forms(pattern: Pattern) -> Iterator[str]:
    asked = pattern[0].get("LOWER", [])
    for each in asked.values() if isinstance(asked, dict) else [asked]:
        yield from [each] if isinstance(each, str) else each
