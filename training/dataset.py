"""All examples of all sources, without what we are measured on; kept on disk between runs."""

import pickle
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from kg import ontology as ontologies
from kg.nlp import load_model
from training.count import CORPUS
from training.examples import Example
from training.leaks import Held, held, without
from training.schemes import Schemes, schemes
from training.sources import corpus, propbank, relations, silver

GOLD: Final = Path("tests/gold")


@dataclass(frozen=True, slots=True)
class Dataset:
    """What is trained on, what it is asked by, and what was taken out because we are measured on it."""

    examples: tuple[Example, ...]
    schemes: Schemes
    removed: Counter[str]


def collect(data: Path) -> list[Example]:
    """Return the examples of all sources below DATA, and of the corpus."""
    return list(_all(data))


def _all(data: Path) -> Iterator[Example]:
    nlp, ontology = load_model(), ontologies.load()
    yield from propbank.examples(data / "propbank", nlp)
    yield from relations.knowledgenet(data / "knowledgenet", nlp)
    yield from relations.tekgen(data / "text2kgbench", nlp)
    yield from relations.redocred(data / "redocred", nlp)
    yield from relations.typere(data / "typere", nlp)
    yield from relations.re3d(data / "re3d", nlp)
    yield from silver.lexicon(nlp, ontology)
    ours = tuple(corpus.examples(CORPUS, nlp, ontology))
    yield from ours
    # What a person has annotated needs no silver; and what of it is for measuring must not be trained on.
    annotated = Held(example.text for example in ours)
    found = silver.wikinews(data / "news" / "wikinews.jsonl", nlp, ontology)
    yield from (example for example in found if not annotated.has(example.text))


def dataset(data: Path, cache: Path) -> Dataset:
    """Return the examples below DATA; read from the folder CACHE where nothing has changed since."""
    path = cache / f"examples-{_state(data)}.pickle"
    if path.exists():
        return pickle.loads(path.read_bytes())  # written below, by this very code
    kept, removed = without(collect(data), held(data, GOLD))
    given = relations.tekgen_labels(data / "text2kgbench")
    made = Dataset(tuple(kept), schemes(kept, ontologies.load(), given), removed)
    cache.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(made))
    return made


def _state(data: Path) -> str:
    """Return a digest of what the examples are made from: our own files, and the sizes of the public ones."""
    digest = sha256()
    for folder in (
        CORPUS,
        Path("ontology"),
        Path("training"),
        Path("kg/learned"),
        Path("kg/evaluate"),
    ):
        for path in sorted((*folder.rglob("*.txt"), *folder.rglob("*.ttl"), *folder.rglob("*.py"))):
            if path.parent.name == "sources" or path.suffix != ".py" or path.stem in _MAKING:
                digest.update(path.read_bytes())
    for path in sorted(data.rglob("*.json*")):
        digest.update(f"{path.name} {path.stat().st_size}".encode())
    return digest.hexdigest()[:16]


_MAKING: Final = frozenset(
    {"examples", "schemes", "leaks", "dataset", "count", "corpusfile", "labels"}
)
