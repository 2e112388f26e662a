"""Running text with predicates and PropBank arguments, each word annotated; and which nouns of the news happen.

PropBank's annotation of the English Web Treebank: weblogs, newsgroups, mails, reviews, answers (CC BY-SA 4.0). QANom:
is a noun in an article of Wikinews a predicate? (Klein et al. 2020; MIT.)
"""

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from spacy.language import Language

from kg.learned.features import WORDS
from training.examples import Example, parsed_words, sentence
from training.sources.propbank import label

TREEBANK: Final = "treebank"
NOUNS: Final = "nouns"
# Auxiliaries have rolesets there, as "be.03", and light verbs as "have.LV"; what they say is said by another word.
AUXILIARY: Final = frozenset({"be.03", "have.01", "do.01"})
_LIGHT: Final = ".LV"
_HELD: Final = 10  # one document of so many is kept for measuring


def treebank(folder: Path, nlp: Language) -> Iterator[Example]:
    """Yield one example a sentence; every tenth document, by the hash of its name, is for measuring."""
    rows = [row for row in _lines(folder / "propbank-ewt.jsonl.gz") if len(row["tokens"]) <= WORDS]
    for doc, row in zip(parsed_words((r["tokens"] for r in rows), nlp), rows, strict=True):
        part = "dev" if is_held(row["doc"]) else "train"
        example = Example(TREEBANK, row["text"], sentence(doc), part)
        example.predicates = dict.fromkeys(range(len(doc)), False)
        for predicate in row["preds"]:
            if predicate["roleset"] in AUXILIARY or predicate["roleset"].endswith(_LIGHT):
                continue
            place = predicate["i"]
            example.predicates[place] = True
            example.roles[place] = arguments(predicate["args"], place)
            example.rolesets[place] = predicate["roleset"]
        yield example


def is_held(document: str) -> bool:
    """Tell whether a DOCUMENT of the treebank is kept for measuring."""
    return int(sha256(document.encode()).hexdigest(), 16) % _HELD == 0


def arguments(given: list[list[Any]], place: int) -> tuple[tuple[int, int, str], ...]:
    """Return GIVEN arguments, [first, last, role], as (first word, one past the last, label), without overlap.

    A phrase that goes on behind its predicate counts twice, with one label; what covers the word of the predicate at
    PLACE is left out.

    >>> arguments([[0, 1, "ARG1"], [3, 4, "C-ARG1"], [2, 2, "C-V"], [4, 5, "ARG2"]], 2)
    ((0, 2, 'ARG1'), (3, 5, 'ARG1'))
    """
    found: list[tuple[int, int, str]] = []
    taken = {place}
    for first, last, role in given:
        words = set(range(first, last + 1))
        if (name := label(role)) is not None and not taken & words:
            taken |= words
            found.append((first, last + 1, name))
    return tuple(sorted(found))


def nouns(folder: Path, nlp: Language) -> Iterator[Example]:
    """Yield sentences of Wikinews in which it is known of some nouns whether they are predicates."""
    for part in ("train", "dev"):
        with gzip.open(folder / f"qanom_{part}.wikinews.csv.gz", "rt", encoding="utf-8") as file:
            told: dict[str, dict[int, bool]] = defaultdict(dict)
            for row in csv.DictReader(file):
                own, place = told[row["sentence"]], int(row["target_idx"])
                own[place] = own.get(place, False) or row["is_verbal"] == "True"
        kept = {text: own for text, own in told.items() if len(text.split(" ")) <= WORDS}
        docs = parsed_words((text.split(" ") for text in kept), nlp)
        for doc, (text, own) in zip(docs, kept.items(), strict=True):
            example = Example(NOUNS, text, sentence(doc), part)
            example.predicates = {place: yes for place, yes in own.items() if place < len(doc)}
            yield example


def _lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]
