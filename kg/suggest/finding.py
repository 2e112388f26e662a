"""Suggestions: verbs that map to nothing, how often they do, what they may mean, and an entry that was tried."""

import copy
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kg import ontology as ontologies
from kg.evaluate.reader import Read, Reader, document
from kg.model import Claim, Document, Mention, Relation
from kg.ontology import Ontology
from kg.suggest.asked import answers
from kg.suggest.entries import Entry, alone, entry, name_of
from kg.suggest.meanings import Meaning, Meanings
from kg.suggest.predications import Predication, counts, unmapped

_TRIED: Final = 6  # sentences of an entry, the shortest ones
_LONGEST: Final = 300  # characters of an example


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A verb that maps to nothing where it was found, what it may mean, and the entry of its nearest meaning.

    Without an ENTRY only the classes of what stands at the verb speak for any meaning, or none was told when tried.
    """

    word: str
    meanings: tuple[Meaning, ...]
    entry: Entry | None = None

    @property
    def times(self) -> int:
        """How often the verb was found with what its nearest meaning asks for."""
        return len(self.meanings[0].predications)

    @property
    def articles(self) -> int:
        """In how many articles that was."""
        return len({each.article for each in self.meanings[0].predications})


class Suggester:
    """Reads articles in the terms of files of the user's, and says what entries these lack."""

    def __init__(self, files: Sequence[Path] = (), reader: Reader | None = None) -> None:
        self.files = tuple(files)
        self._reader = reader or Reader(ontology=files)

    @property
    def ontology(self) -> Ontology:
        """The ontology with the files of the user's."""
        return self._reader.ontology

    def suggest(self, documents: Iterable[Document]) -> list[Suggestion]:
        """Return what DOCUMENTS suggest: entries that were tried first, then verbs that may mean something by types.

        Both are ordered by articles, then by how often the verb was found.
        """
        found: dict[str, list[Predication]] = defaultdict(list)
        pairs: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for read in self._reader.read(documents):
            for each in unmapped(read, self.ontology):
                found[each.word].append(each)
            for pair, sentence in _pairs(read, self.ontology):
                pairs[pair].add(sentence)
        every = [each for word in sorted(found) for each in found[word]]
        meanings = Meanings(self.ontology, pairs, answers(every, self.ontology))
        read_as = {word: meanings.of(word, each) for word, each in sorted(found.items())}
        nearest = {word: each[0] for word, each in read_as.items() if each and each[0].near > 0}
        entries = self._tried(nearest)
        suggestions = [
            Suggestion(word=word, meanings=tuple(each), entry=entries.get(word))
            for word, each in read_as.items()
            if each
        ]
        return sorted(suggestions, key=_rank)

    def entry(self, suggestion: Suggestion, meaning: Meaning) -> Entry | None:
        """Return the entry of a SUGGESTION with one of its meanings; None where it is told in none of its sentences."""
        if suggestion.entry is not None and meaning is suggestion.meanings[0]:
            return suggestion.entry
        return self._tried({suggestion.word: meaning}).get(suggestion.word)

    def _tried(self, meanings: Mapping[str, Meaning]) -> dict[str, Entry]:
        """Return entries of words with MEANINGS, each with the sentences in which it tells what it is for."""
        if not meanings:
            return {}
        drafts = [entry(word, meaning, self.ontology) for word, meaning in meanings.items()]
        reader = self._with(drafts)
        texts = {word: _examples(meaning) for word, meaning in meanings.items()}
        asked = [(word, text) for word, each in texts.items() for text in each]
        documents = (document(f"example-{n}", text) for n, (_, text) in enumerate(asked))
        told: dict[str, list[tuple[str, Claim]]] = defaultdict(list)
        for (word, text), read in zip(asked, reader.read(documents), strict=True):
            rule = f"lexicon:{name_of(word, meanings[word])}"
            claims = (each for each in read.extraction.claims if each.rule == rule)
            told[word] += ((text, claim) for claim in claims)
        return {
            word: entry(word, meanings[word], self.ontology, each)
            for word, each in told.items()
            if each
        }

    def _with(self, drafts: Sequence[Entry]) -> Reader:
        """Return the reader with entries beside the files."""
        with TemporaryDirectory(prefix="kg-suggest-") as folder:
            lexicon = Path(folder) / "lexicon.ttl"
            lexicon.write_text(alone(drafts), encoding="utf-8")
            reader = copy.copy(self._reader)
            reader.ontology = ontologies.load(*self.files, lexicon)
        return reader


def _pairs(read: Read, ontology: Ontology) -> Iterable[tuple[tuple[str, str, str], str]]:
    """Yield the names of two things with the property that is told of them, and the sentence."""
    for claim in read.extraction.claims:
        content, where = claim.content, claim.evidence
        if (
            isinstance(content, Relation)
            and isinstance(content.object, Mention)
            and counts(claim, ontology)
        ):
            ends = content.subject.name, content.object.name
            yield (*ends, content.predicate), read.document.text[where.start : where.end]


def _examples(meaning: Meaning) -> list[str]:
    """Return sentences to try an entry on, the shortest first."""
    texts = sorted(
        {each.sentence for each in meaning.predications}, key=lambda each: (len(each), each)
    )
    return [each for each in texts if len(each) <= _LONGEST][:_TRIED]


def _rank(each: Suggestion) -> tuple[object, ...]:
    return each.entry is None, -each.articles, -each.times, each.word
