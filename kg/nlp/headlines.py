"""Headlines in which every word has a capital, with small letters where the words have them elsewhere.

Taggers take the words of *Justice Department Files Lawsuit Against City* for one long name. What the body of the
article writes small is small here too, then what a dictionary has; what the body writes with a capital keeps it, and
so do names that are known. This is the truecasing of Lita et al. (2003), with the article itself as the text that
tells.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from spacy.language import Language

from kg.nlp.dictionary import irregular, lemmas
from kg.nlp.reading import Reading
from kg.nlp.words import is_title_case

_WORD: Final = re.compile(r"[^\W\d_]+")
_OPENING: Final = frozenset(".!?:\"'")
_LONGEST: Final = 4  # words of a known name
_SHORTEST: Final = 4  # words of a headline whose capitals say nothing
_PARTS: Final = ("noun", "verb", "adj", "adv")
# How a form becomes a lemma: what is cut off, and what comes in its place.
_ENDINGS: Final = (
    ("", ""), ("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ied", "y"),
    ("ing", ""), ("ing", "e"), ("er", ""), ("ers", ""), ("est", ""), ("ly", ""),
)  # fmt: skip

IsName = Callable[[Sequence[str]], bool]


def lowered(reading: Reading, nlp: Language, is_name: IsName) -> Reading:
    """Return READING with the headline as the article writes its words; IS_NAME tells known names by their words."""
    head, body = reading.text[: reading.headline_end], reading.text[reading.headline_end :]
    found = [(match.start(), match.end()) for match in _WORD.finditer(head)]
    words = [head[start:end] for start, end in found]
    if len(words) < _SHORTEST or head == head.upper() or not is_title_case(words):
        return reading
    kept = _named(words, is_name) | _said(words, body)
    small, capital = _counts(body)
    letters = list(head)
    for i, (start, _) in enumerate(found):
        word = words[i].lower()
        opens = i == 0 or head[found[i - 1][1] : start].strip()[-1:] in _OPENING
        if opens or i in kept or not words[i].istitle():
            continue
        told = small[word] - capital[word]
        known = told == 0 and not is_name([words[i]]) and _is_common(word, nlp)
        if told > 0 or known:
            letters[start] = letters[start].lower()
    return replace(reading, text="".join(letters) + body)


def _named(words: Sequence[str], is_name: IsName) -> set[int]:
    """Return the places of the WORDS that known names of several words have."""
    found: set[int] = set()
    for length in range(2, _LONGEST + 1):
        for i in range(len(words) - length + 1):
            if is_name(words[i : i + length]):
                found.update(range(i, i + length))
    return found


def _said(words: Sequence[str], body: str) -> set[int]:
    """Return the places of pairs of WORDS that the BODY writes with their capitals."""
    pairs = range(len(words) - 1)
    said = [i for i in pairs if re.search(rf"\b{words[i]} {words[i + 1]}\b", body)]
    return {place for i in said for place in (i, i + 1)}


def _counts(body: str) -> tuple[Counter[str], Counter[str]]:
    """Return how often the BODY writes a word small, and how often with a capital within a sentence."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for match in _WORD.finditer(body):
        word = match.group()
        if word[0].islower():
            small[word] += 1
        elif word.istitle() and body[: match.start()].rstrip()[-1:] not in {"", *_OPENING}:
            capital[word.lower()] += 1
    return small, capital


def _is_common(word: str, nlp: Language) -> bool:
    """Tell whether the dictionary of NLP's lemmatiser has WORD, or a word that it is a form of."""
    if word in nlp.Defaults.stop_words:
        return True
    known = _dictionary(nlp)
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending) + instead
        if word.endswith(ending) and len(stem) > 1 and (stem in known or _undoubled(stem) in known):
            return True
    return False


def _undoubled(stem: str) -> str:
    """Return STEM with one letter at its end where there are two, for forms such as "stopped"."""
    return stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem


@lru_cache(1)  # a model that is done with is let go
def _dictionary(nlp: Language) -> frozenset[str]:
    return frozenset(
        word for part in _PARTS for word in (*lemmas(nlp, part), *irregular(nlp, part))
    )
