"""Finds training texts that also stand in what we are measured on, and takes them out.

    python -m training.leaks ../shared/data

Two texts are the same where they have the same letters and digits, or nearly the same words (Jaccard at least 0.8).
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from training.examples import Example, normal

_NEAR: Final = 0.8
_RARE: Final = 4  # two texts that nearly agree share a word among the rarest of them
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n+")
_SHORT: Final = 5  # words; shorter texts agree by chance


class Held:
    """Texts that must not be trained on, found again by their letters or by their words."""

    def __init__(self, texts: Iterable[str]) -> None:
        kept = sorted({text for text in texts if len(text.split()) >= _SHORT})
        self._exact = {normal(text) for text in kept}
        self._words = [frozenset(_words(text)) for text in kept]
        self._frequency = Counter(word for words in self._words for word in words)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self._words):
            for word in self._rarest(words):
                self._by_word[word].append(place)

    def has(self, text: str) -> bool:
        """Tell whether TEXT is one of them, or nearly."""
        if normal(text) in self._exact:
            return True
        words = frozenset(_words(text))
        if len(words) < _SHORT:
            return False
        near = {place for word in words for place in self._by_word.get(word, ())}
        return any(
            len(words & self._words[place]) >= _NEAR * len(words | self._words[place])
            for place in near
        )

    def _rarest(self, words: frozenset[str]) -> list[str]:
        return sorted(words, key=lambda word: (self._frequency[word], word))[:_RARE]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def held(data: Path, gold: Path) -> Held:
    """Return all texts that we are measured on, sentence by sentence, below DATA and in our own GOLD."""
    return Held(
        sentence for text in _texts(data, gold) for sentence in (text, *_SENTENCE.split(text))
    )


def _texts(data: Path, gold: Path) -> Iterator[str]:
    for path in sorted((data / "text2kgbench").glob("*/test/*.jsonl")):
        yield from (row["sent"] for row in _rows(path))
    for name in ("facts", "negatives"):
        path = data / "knowledgenet" / f"knowledgenet_{name}.jsonl"
        yield from (row["passage"] for row in _rows(path) if row["fold"] == 4)
    for document in json.loads((data / "redocred" / "test_revised.json").read_text("utf-8")):
        yield from (" ".join(words) for words in document["sents"])
    yield from (row["text"] for row in _rows(data / "news" / "meantime-dev.jsonl"))
    for path in sorted((data / "polnear").rglob("*.txt")):
        yield path.read_text(encoding="utf-8")
    yield from (row["text"] for row in _rows(data / "re3d" / "BBC Online" / "documents.json"))
    for path in sorted(gold.glob("*.md")):
        yield path.read_text(encoding="utf-8")
    for path in sorted((data.parent / "gold").glob("*/*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))["text"]


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def without(examples: Iterable[Example], held: Held) -> tuple[list[Example], Counter[str]]:
    """Return the EXAMPLES that nobody is measured on, and how many were taken out of each source."""
    kept: list[Example] = []
    removed: Counter[str] = Counter()
    for example in examples:
        if held.has(example.text):
            removed[example.source] += 1
        else:
            kept.append(example)
    return kept, removed


def main() -> int:
    """Tell how many training sentences of each source stand in what we are measured on."""
    from training.dataset import collect

    data = Path(sys.argv[1])
    examples = collect(data)
    kept, removed = without(examples, held(data, Path("tests/gold")))
    for source in sorted({example.source for example in examples}):
        print(f"{source}: {removed[source]} taken out")
    print(f"{len(kept)} of {len(examples)} remain")
    return 0


if __name__ == "__main__":
    sys.exit(main())
