"""The gazetteer as a matcher: names as they are written, nouns by their lemma, nationalities."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.language import Language

from kg import places
from kg.nlp.names import kinds
from kg.nlp.names.known import NO_NAMES, KnownNames
from kg.nlp.words import Words
from kg.ontology import Ontology, Term

_LEXICAL: Final = frozenset({"NounKind", "NameEnding", "GenderWord", "GeneralNoun"})


@dataclass(frozen=True, slots=True)
class Known:
    """A thing that the gazetteer knows; KEY is None for places that come from elsewhere."""

    type: str
    name: str
    key: str | None


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens FIRST up to, not including, LAST that name or describe a KNOWN thing."""

    first: int
    last: int
    known: Known


Index = dict[str, list[tuple[tuple[str, ...], Known]]]


class Gazetteer:
    """Looks for all labels at once: a table from the first word to the labels that begin with it."""

    def __init__(self, ontology: Ontology, nlp: Language, known: KnownNames = NO_NAMES) -> None:
        """KNOWN has the last word on what the user's names are, and helps with all others."""
        self.ontology = ontology
        self.known = known
        self._tokenize = nlp.tokenizer
        self._names: Index = {}
        self._nouns: Index = {}
        self._demonyms: Index = {}
        for term in ontology.terms:
            if term.type not in _LEXICAL:
                self._add_term(term)
        for name in sorted(places.english_regions()):
            self._add(self._names, name, Known("Region", name, None), replace=False)
        for index in (self._names, self._nouns, self._demonyms):
            for labels in index.values():
                labels.sort(key=lambda label: -len(label[0]))

    def names(self, words: Words) -> list[Match]:
        """Return the names in the text, the longest at each place, without overlap."""
        return list(_longest(self._names, words.texts))

    def demonyms(self, words: Words) -> list[Match]:
        """Return the nationalities, adjectives and nouns alike; the known thing is the place or people."""
        singular = [
            text[:-1] if tag in ("NNS", "NNPS") and text[0].isupper() and text[-1] == "s" else text
            for text, tag in zip(words.texts, words.tags, strict=True)
        ]
        return list(_longest(self._demonyms, words.texts, singular))

    def nouns(self, words: Words) -> list[Match]:
        """Return the nouns of known kinds, the longest at each place, without overlap."""
        return list(_longest(self._nouns, words.lowers, words.singulars))

    def noun_at(self, words: Words, first: int, end: int) -> Match | None:
        """Return the longest noun of a known kind that begins at FIRST and ends by END."""
        found = _at(self._nouns, words.lowers, words.singulars, first, end)
        if found is None:  # "CEO" is written as a name
            found = _at(self._names, words.texts, words.texts, first, end)
            found = found if found is not None and found[1].type == "Position" else None
        return Match(first, first + len(found[0]), found[1]) if found else None

    def name(self, words: Sequence[str]) -> Known | None:
        """Return what the whole of WORDS names."""
        for label, known in self._names.get(words[0], ()):
            if len(label) == len(words) and all(a == b for a, b in zip(label, words, strict=True)):
                return known
        return None

    def is_demonym(self, word: str) -> bool:
        """Tell whether WORD alone is a nationality."""
        return any(len(label) == 1 for label, _ in self._demonyms.get(word, ()))

    def is_place(self, text: str) -> bool:
        """Tell whether TEXT is the name of a place, whatever else it may be."""
        known = self.known.classes([text]).get(text, ())
        return kinds.is_listed(text) or any(self.ontology.is_a(each, "Place") for each in known)

    def _add_term(self, term: Term) -> None:
        known = Known(term.type, term.label, term.key)
        for label in term.labels:
            lowered = label.casefold() == label
            self._add(self._nouns if lowered else self._names, label, known)
            if term.type == "Position" and " " in label and not lowered:
                self._add(self._nouns, label, known, small=True)  # "U.S. Attorney" is a noun too
            if label.isupper() and label.isalpha() and 1 < len(label) < 5:
                self._add(self._names, "".join(f"{c}." for c in label), known, replace=False)
        for demonym in term.demonyms:
            self._add(self._demonyms, demonym, known)
        if term.iso:
            for name in places.spellings(term.iso):
                self._add(self._names, name, known, replace=False)

    def _add(
        self, index: Index, label: str, known: Known, *, replace: bool = True, small: bool = False
    ) -> None:
        parts = tuple(t.lower_ if small else t.text for t in self._tokenize(label))
        labels = index.setdefault(parts[0], [])
        if replace or all(parts != other for other, _ in labels):
            labels.append((parts, known))


def _longest(
    index: Index, words: Sequence[str], ends: Sequence[str] | None = None
) -> Iterator[Match]:
    """Yield the longest labels; ENDS are other forms of the words, allowed in a label's last place."""
    ends = ends or words
    i, end = 0, len(words)
    while i < end:
        found = _at(index, words, ends, i, end)
        if found is None:
            i += 1
        else:
            yield Match(i, i + len(found[0]), found[1])
            i += len(found[0])


def _at(
    index: Index, words: Sequence[str], ends: Sequence[str], first: int, end: int
) -> tuple[tuple[str, ...], Known] | None:
    """Return the longest label that begins at FIRST and ends by END."""
    labels = index.get(words[first], ())
    if words[first] != ends[first]:
        labels = [*labels, *(label for label in index.get(ends[first], ()) if len(label[0]) == 1)]
    for label in labels:
        parts = label[0]
        last = first + len(parts) - 1
        if last >= end or (parts[-1] != words[last] and parts[-1] != ends[last]):
            continue
        if all(parts[k] == words[first + k] for k in range(len(parts) - 1)):
            return label
    return None
