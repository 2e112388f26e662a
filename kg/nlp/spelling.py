"""Words that are spelled as no table has them: with a hyphened prefix, "co-sponsored", and as in Britain, "organised".

spaCy's tokeniser makes three words of each, though the treebanks that its models were trained on have one (the list of
prefixes is that of the LDC's tokenisation of OntoNotes), so that *was re-elected* had no verb that anything knows.
Words with a capital behind the hyphen stay apart, for somebody is named there: "anti-American", "mid-May".
Lemmas are those of the frame files, which are American: of *organised* it is "organize".
"""

import re
from functools import cache
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc

from kg import vocabulary
from kg.nlp.dictionary import base, lemmas
from kg.rolesets import senses

NAME: Final = "kg_spelling"
_PREFIXES: Final = vocabulary.words("tagging", "prefixes")
_PARTING: Final = vocabulary.words("tagging", "parting")
_WHOLE: Final = vocabulary.words("tagging", "whole")
_WORD: Final = re.compile(rf"({'|'.join(sorted(_PREFIXES))})-([a-z]{{3,}})", re.IGNORECASE)
_ENDINGS: Final = vocabulary.table("tagging", "british")
_BRITISH: Final = tuple(_ENDINGS)
_PARTS: Final = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj"}


def spell(nlp: Language) -> None:
    """Let NLP keep words with a prefix in one piece, and give words the lemmas that the tables have."""
    tokenizer: Any = nlp.tokenizer  # spaCy ships no types for it
    tokenizer.token_match = is_prefixed
    if not nlp.has_pipe(NAME):
        nlp.add_pipe(NAME, after="lemmatizer")


def is_prefixed(text: str) -> bool:
    """Tell whether TEXT is one word with a prefix.

    >>> [is_prefixed(word) for word in ("co-sponsored", "Re-elected", "anti-American", "high-profile", "pro-lifers")]
    [True, True, False, False, True]
    """
    found = _WORD.fullmatch(text)
    return found is not None and found[2].islower()


@Language.factory(NAME)
def create(nlp: Language, name: str) -> "Spelling":
    """Return the component called NAME for the dictionary of NLP."""
    return Spelling(nlp)


class Spelling:
    """Sets the lemmas of words that are spelled in another way, in place."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._lemma = cache(self._look_up)

    def __call__(self, doc: Doc) -> Doc:
        """Return DOC with its lemmas set."""
        for token in doc:
            part = _PARTS.get(token.pos_)
            if part is None:
                continue
            if "-" in token.text and is_prefixed(token.text):
                token.lemma_ = self._lemma(token.lower_, part)
            elif token.lemma_.endswith(_BRITISH):
                token.lemma_ = american(token.lemma_, token.tag_)
        return doc

    def _look_up(self, word: str, part: str) -> str:
        """Return the lemma of WORD: without a prefix that changes little, else that of the dictionary in one piece."""
        prefix, _, rest = word.partition("-")
        short = base(self._nlp, rest, part)
        joined = f"{prefix}{short}"
        if prefix in _PARTING and joined not in _WHOLE:
            return short
        return joined if joined in lemmas(self._nlp, part) else f"{prefix}-{short}"


@cache
def american(lemma: str, tag: str) -> str:
    """Return LEMMA as the frame files spell it, if they do not have it as it is; TAG is that of the Penn Treebank.

    >>> american("organise", "VBD"), american("privatisation", "NN"), american("advertise", "VB")
    ('organize', 'privatization', 'advertise')
    """
    end = next((end for end in _ENDINGS if lemma.endswith(end)), None)
    if end is None or senses(lemma, tag):
        return lemma
    spelled = lemma.removesuffix(end) + _ENDINGS[end]
    return spelled if senses(spelled, tag) else lemma
