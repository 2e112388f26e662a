"""All examples of all sources, without what we are measured on; kept on disk between runs."""

import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Final

from spacy.language import Language

from kg import ontology as ontologies
from kg.nlp import load_model
from kg.ontology import Ontology
from training.count import CORPUS
from training.examples import Example
from training.leaks import Held, held, without
from training.schemes import Schemes, schemes
from training.sources import broadcast, chains, corpus, propbank, relations, running, silver

GOLD: Final = Path("tests/gold")


@dataclass(frozen=True, slots=True)
class Dataset:
    """What is trained on, what it is asked by, and what was taken out because we are measured on it."""

    examples: tuple[Example, ...]
    schemes: Schemes
    removed: Counter[str]


def collect(data: Path, cache: Path | None = None) -> list[Example]:
    """Return the examples of all sources below DATA, and of the corpus; those in the folder CACHE are not made anew."""
    nlp, ontology = load_model(), ontologies.load()
    found: list[Example] = []
    for name, make in _SOURCES.items():
        path = None if cache is None else cache / f"{name}-{_state(name, data)}.pickle"
        found += _kept(path, lambda make=make: list(make(data, nlp, ontology)))  # type: ignore[misc]
    # What a person has annotated needs no silver; and what of it is for measuring must not be trained on.
    annotated = Held(example.text for example in found if example.source in corpus.SOURCES)
    return [e for e in found if e.source != "wikinews" or not annotated.has(e.text)]


def dataset(data: Path, cache: Path) -> Dataset:
    """Return the examples below DATA; read from the folder CACHE where nothing has changed since."""
    kept, removed = without(collect(data, cache), held(data, GOLD))
    given = relations.tekgen_labels(data / "text2kgbench")
    return Dataset(tuple(kept), schemes(kept, ontologies.load(), given), removed)


def _kept(path: Path | None, make: Callable[[], list[Example]]) -> list[Example]:
    """Return what stands in the file at PATH, else what MAKE returns, and keep that there."""
    if path is not None and path.exists():
        found: list[Example] = pickle.loads(path.read_bytes())  # written below, by this very code
        return found
    made = make()
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(made))
    return made


_Make = Callable[[Path, Language, Ontology], Iterable[Example]]
_SOURCES: Final[Mapping[str, _Make]] = {
    "propbank": lambda data, nlp, _: propbank.examples(data / "propbank", nlp),
    "treebank": lambda data, nlp, _: running.treebank(data / "srl", nlp),
    "nouns": lambda data, nlp, _: running.nouns(data / "srl", nlp),
    "broadcast": lambda data, nlp, _: broadcast.names(
        data / "text" / "voa-sentences.jsonl.gz", nlp
    ),
    "knowledgenet": lambda data, nlp, _: relations.knowledgenet(data / "knowledgenet", nlp),
    "tekgen": lambda data, nlp, _: relations.tekgen(data / "text2kgbench", nlp),
    "redocred": lambda data, nlp, _: relations.redocred(data / "redocred", nlp),
    "typere": lambda data, nlp, _: relations.typere(data / "typere", nlp),
    "re3d": lambda data, nlp, _: relations.re3d(data / "re3d", nlp),
    "lexicon": lambda data, nlp, ontology: silver.lexicon(nlp, ontology),
    "corpus": lambda data, nlp, ontology: corpus.examples(CORPUS, nlp, ontology),
    "chains": lambda data, nlp, ontology: chain(
        chains.corpus(CORPUS, nlp, ontology), chains.gum(data / "gum-news", nlp)
    ),
    "wikinews": lambda data, nlp, ontology: silver.wikinews(
        data / "news" / "wikinews.jsonl", nlp, ontology
    ),
}
_MODULE: Final = {  # of ``training.sources``, where it is not named as the source is
    "treebank": "running",
    "nouns": "running",
    "knowledgenet": "relations",
    "tekgen": "relations",
    "redocred": "relations",
    "typere": "relations",
    "re3d": "relations",
    "lexicon": "silver",
    "wikinews": "silver",
}
_OF_ONTOLOGY: Final = frozenset({"lexicon", "corpus", "chains", "wikinews"})
_CODE: Final = (
    Path("training/examples.py"),
    Path("kg/learned/features.py"),
    Path("kg/learned/labels.py"),
)


def _state(name: str, data: Path) -> str:
    """Return a digest of what the examples of a source are made from: our own files, and the sizes of public ones."""
    digest = sha256()
    own = [*_CODE, Path("training/sources") / f"{_MODULE.get(name, name)}.py"]
    if name in _OF_ONTOLOGY:
        own += [Path("ontology"), Path("kg/evaluate")]
    if name in ("corpus", "chains"):
        own.append(CORPUS)
    for place in own:
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.suffix in (".py", ".ttl", ".txt"):
                digest.update(path.read_bytes())
    for path in sorted((*data.rglob("*.json*"), *data.rglob("*.csv.gz"))):
        digest.update(f"{path.name} {path.stat().st_size}".encode())
    return digest.hexdigest()[:16]
