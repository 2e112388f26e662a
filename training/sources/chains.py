"""Words that mean one thing, over the sentences of a text: chains of the corpus, and of GUM's articles of Wikinews.

GUM (Zeldes 2017): annotation CC BY 4.0, text CC BY 2.5. A chain has names, descriptions and pronouns.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from spacy.language import Language

from evaluation.corpusfile import Passage, load
from kg.learned.features import SPAN, WORDS
from kg.ontology import Ontology
from training.examples import Example, Range, parsed, parsed_words, sentence, words_of

CHAINS: Final = "chains"
_OPEN: Final = re.compile(r"\((\d+)-")
ENTITY: Final = re.compile(r"(?:^|\|)Entity=([^|]+)")
_PARTS: Final = re.compile(r"\(\d+-[^()]*\)?|\d+\)")


def corpus(folder: Path, nlp: Language, ontology: Ontology) -> Iterator[Example]:
    """Yield the sentences of the passages of the corpus that have chains, with all that is marked in them."""
    kept = [p for p in load(folder, ontology) if p.chains and len(p.sentences) > 1]
    docs = parsed((s.text for p in kept for s in p.sentences), nlp)
    for passage in kept:
        known = _numbers(passage)
        for index, (annotated, doc) in enumerate(zip(passage.sentences, docs, strict=False)):
            made = Example(CHAINS, annotated.text, sentence(doc), passage.part)
            made.passage = passage.source
            for mark in annotated.marks:
                if (place := words_of(doc, mark.words.start, mark.words.end)) is not None:
                    made.chains[place] = None
            for words, number in known.get(index, ()):
                if (place := words_of(doc, *words)) is not None:
                    made.chains[place] = number
            yield made


def _numbers(passage: Passage) -> dict[int, list[tuple[Range, int]]]:
    """Return the words of each sentence of PASSAGE that belong to a chain, with its number."""
    found: dict[int, list[tuple[Range, int]]] = {}
    for number, chain in enumerate(passage.chains):
        for index, words in chain:
            found.setdefault(index, []).append(((words.start, words.end), number))
    return found


def gum(folder: Path, nlp: Language) -> Iterator[Example]:
    """Yield the sentences of GUM's articles below FOLDER; every sixth article is for measuring."""
    for number, path in enumerate(sorted(folder.glob("*.conllu"))):
        rows = list(_sentences(path.read_text(encoding="utf-8").splitlines()))
        docs = parsed_words((words for words, _ in rows), nlp)
        made = []
        for doc, (words, spans) in zip(docs, rows, strict=True):
            example = Example(
                CHAINS, " ".join(words), sentence(doc), "dev" if number % 6 == 0 else "train"
            )
            example.passage = path.stem
            example.chains = {
                (start, end): entity
                for start, end, entity in spans
                if end - start <= SPAN and end <= WORDS
            }
            made.append(example)
        times = Counter(entity for e in made for entity in e.chains.values())
        for example in made:
            example.chains = {
                place: entity if times[entity] > 1 else None
                for place, entity in example.chains.items()
            }
            yield example


def _sentences(lines: Iterable[str]) -> Iterator[tuple[list[str], list[tuple[int, int, int]]]]:
    """Yield the words of each sentence of a CoNLL-U file, and its entities: first word, one past the last, number."""
    words: list[str] = []
    marks: list[str] = []
    for line in (*lines, ""):
        if line and not line.startswith("#"):
            number, form, *_, misc = line.split("\t")
            if number.isdigit():
                words.append(form)
                found = ENTITY.search(misc)
                marks.append(found[1] if found else "")
        elif not line and words:
            yield words, list(entities(marks))
            words, marks = [], []


def entities(marks: Iterable[str]) -> Iterator[tuple[int, int, int]]:
    """Yield (first word, one past the last, number) of the entities that MARKS open and close, a mark a word.

    >>> list(entities(["(1-person-new(2-place-new)", "", "1)"]))
    [(0, 1, 2), (0, 3, 1)]
    """
    opened: list[tuple[int, int]] = []
    for place, mark in enumerate(marks):
        for part in _PARTS.findall(mark):
            begins = _OPEN.match(part)
            number = int(begins[1]) if begins else int(part[:-1])
            if begins:
                opened.append((number, place))
            if part.endswith(")"):
                last = next((o for o in reversed(opened) if o[0] == number), None)
                if last is not None:
                    opened.remove(last)
                    yield last[1], place + 1, number


def windows(examples: Iterable[Example], size: int) -> Iterator[tuple[Example, ...]]:
    """Yield the sentences of each passage in windows of SIZE, each beginning in the middle of the one before."""
    passages: dict[str, list[Example]] = {}
    for example in examples:
        passages.setdefault(example.passage, []).append(example)
    for own in passages.values():
        for start in range(0, max(1, len(own) - size // 2), size // 2):
            yield tuple(own[start : start + size])
