"""Sentences of real news that nobody annotated, for a teacher to read: public domain, and Wikinews (CC BY 2.5)."""

import gzip
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc

from kg.learned.features import WORDS, Sentence
from training.examples import sentence

_FILES: Final = ("wikinews-2019-2020", "wikinews-salience", "doj", "senate")
_BROADCAST: Final = "voa-sentences"
_SHARE: Final = {"doj": 0.25, "senate": 0.25, _BROADCAST: 0.6}  # of the texts; all of the others
_ENDS: Final = frozenset({".", "?", "!", '"', "”", "''"})
_SHORT, _LONG = 5, 70  # words of a sentence that is worth reading


def sentences(folder: Path, nlp: Language) -> Iterator[tuple[str, Sentence]]:
    """Yield sentences of the packed files in FOLDER with their texts, drawn by a hash, without repetition."""
    seen: set[str] = set()
    for doc in nlp.pipe(_texts(folder), batch_size=64, disable=["ner"]):
        for span in doc.sents:
            text = span.text.strip()
            if _is_prose(span.as_doc()) and text not in seen:
                seen.add(text)
                yield text, sentence(span)


def _texts(folder: Path) -> Iterator[str]:
    for name in (*_FILES, _BROADCAST):
        for row in _rows(folder / f"{name}.jsonl.gz"):
            if _drawn(row["id"]) < _SHARE.get(name, 1.0):
                yield from (part for part in row["text"].split("\n") if part.strip())


def _drawn(name: str) -> float:
    """Return a number from 0 to 1 that the NAME of a text always has."""
    return int(sha256(name.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF


def _is_prose(doc: Doc) -> bool:
    """Tell whether a sentence has a verb, an end, and a length that is worth reading."""
    words = [token for token in doc if not token.is_space]
    return (
        _SHORT <= len(words) <= min(_LONG, WORDS)
        and any(token.tag_.startswith("VB") for token in words)
        and words[-1].text in _ENDS
    )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)
