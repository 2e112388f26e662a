"""The terms of the ontology nearest to a word that is none: by what the lexicon says it means, then by spelling."""

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from typing import Final

from kg.ontology import Entry, Ontology

MOST: Final = 5
_SLIP: Final = 0.9
_SIMILAR: Final = 0.6
_CLOSE: Final = 0.8  # where the lexicon has the word, spelling must come nearer
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ENDINGS: Final = ("ed", "ing", "er", "or")


def nearest(word: str, names: Collection[str], known: Ontology) -> list[str]:
    """Return those of NAMES, at most five, that come nearest to WORD in the lexicon of KNOWN or by spelling.

    >>> from kg.ontology import load
    >>> nearest("bought", load().properties, load())
    ['acquired']
    >>> nearest("chargedwith", load().properties, load())
    ['chargedWith']
    """
    same = [name for name in names if name.casefold() == word.casefold()]
    if slip := same or get_close_matches(word, names, n=1, cutoff=_SLIP):
        return slip
    by_meaning = [name for name in _meant(_words(word), known) if name in names]
    cutoff = _CLOSE if by_meaning else _SIMILAR
    spelled = [
        name
        for form in (word, word.capitalize())
        for name in get_close_matches(form, names, n=1, cutoff=cutoff)
    ]
    return list(dict.fromkeys([*by_meaning, *spelled]))[:MOST]


def either(names: Sequence[str]) -> str:
    """Return NAMES as a choice.

    >>> either(["sued"]), either(["sold", "sued", "met"])
    ("'sued'", "'sold', 'sued' or 'met'")
    """
    *others, last = map(repr, names)
    return f"{', '.join(others)} or {last}" if others else last


def _words(name: str) -> str:
    """Return NAME as the words that it is made of.

    >>> _words("steppedDown"), _words("sold to")
    ('stepped down', 'sold to')
    """
    return " ".join(part.lower() for part in _WORD.findall(name))


def _meant(words: str, known: Ontology) -> Iterator[str]:
    """Yield what the entries of WORDS stand for: direct properties first, then classes of events."""
    first = words.partition(" ")[0]
    found = [entry for entry in known.entries if entry.evokes and words in _forms(entry.lemma)]
    found = found or [entry for entry in known.entries if entry.evokes and _shows(entry, words)]
    if not found and first != words:
        yield from _meant(first, known)
    for entry in found:
        yield from entry.shortcuts
    for entry in found:
        if entry.evokes:
            yield entry.evokes


def _forms(lemma: str) -> set[str]:
    """Return the forms that LEMMA has, or would have if it were regular.

    >>> sorted(form for form in _forms("carry") if form.startswith("carri"))
    ['carried', 'carrier', 'carries']
    """
    verb, _, rest = lemma.partition(" ")
    if not verb:
        return {lemma}
    stems = {verb, verb.removesuffix("e"), verb + verb[-1]}
    forms = {verb, *(stem + ending for stem in stems for ending in _ENDINGS)}
    forms |= {f"{verb}s", f"{verb}es", *([f"{verb}d"] if verb.endswith("e") else [])}
    if verb.endswith("y"):
        forms |= {f"{verb[:-1]}i{ending}" for ending in ("ed", "es", "er")}
    return {f"{form} {rest}".strip() for form in forms}


def _shows(entry: Entry, words: str) -> bool:
    """Tell whether the example of ENTRY has WORDS for its lemma, in no regular form of it: bought for buy."""
    example = f" {' '.join(re.findall(r'[a-z]+', entry.example.lower()))} "
    if f" {words} " not in example or entry.lemma[:1] != words[:1]:
        return False
    return not any(f" {form} " in example for form in _forms(entry.lemma))
