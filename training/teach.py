"""Has a trained network read real sentences, and keeps what it says of them for a smaller one to learn.

What is said is kept in files of 2,000 sentences each, so that a run that was stopped goes on. Sentences that we are
measured on are not read, nor those that a person has annotated.
"""

import pickle
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import torch

from kg.learned.features import Sentence
from kg.learned.pairing import LabelSet
from kg.learned.pieces import WordPieces
from kg.nlp import load_model
from training.dataset import GOLD, Dataset
from training.examples import Example
from training.leaks import Held, held
from training.network import Network
from training.sources import articles, corpus
from training.told import Told, tell
from training.torch_runtime import TorchRuntime, runtime_of

TOLD: Final = "told"
_FILE: Final = 2_000
_BATCH: Final = 32


def taught(
    data: Path, known: Dataset, network: Network, tokenizer: WordPieces, folder: Path
) -> list[Example]:
    """Return sentences of the articles below DATA with what NETWORK says of them; kept in FOLDER."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = _sentences(data, known, folder / "sentences.pickle")
    runtime, labels = runtime_of(network, known.schemes, tokenizer)
    found: list[Example] = []
    for start in range(0, len(texts), _FILE):
        path = folder / f"{start:06}.pickle"
        part = texts[start : start + _FILE]
        if not path.exists():
            said = dict(_said(runtime, tokenizer, labels, [own for _, own in part]))
            _keep(path, [said[i] for i in range(len(part))])
            print(f"{start + len(part)} of {len(texts)} sentences told", flush=True)
        told: list[Told] = pickle.loads(path.read_bytes())  # written below
        found += [
            Example(TOLD, text, own, told=each)
            for (text, own), each in zip(part, told, strict=True)
        ]
    return found


def _sentences(data: Path, known: Dataset, path: Path) -> list[tuple[str, Sentence]]:
    """Return the sentences to be read, in an order by chance; kept in the file at PATH."""
    if not path.exists():
        measured = held(data, GOLD)
        annotated = Held(e.text for e in known.examples if e.source in corpus.SOURCES)
        kept = [
            (text, own)
            for text, own in articles.sentences(data / "text", load_model())
            if not measured.has(text) and not annotated.has(text)
        ]
        random.Random(len(kept)).shuffle(kept)
        _keep(path, kept)
    found: list[tuple[str, Sentence]] = pickle.loads(path.read_bytes())  # written above
    return found


def _said(
    runtime: TorchRuntime, tokenizer: WordPieces, labels: LabelSet, sentences: Sequence[Sentence]
) -> Iterator[tuple[int, Told]]:
    """Yield what is said of each of SENTENCES, those of like length together."""
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i].words))
    for start in range(0, len(order), _BATCH):
        places = order[start : start + _BATCH]
        with torch.autocast("cpu", torch.bfloat16):
            yield from zip(
                places,
                tell(runtime, tokenizer, labels, [sentences[i] for i in places]),
                strict=True,
            )


def _keep(path: Path, what: object) -> None:
    temporary = path.with_suffix(".new")
    temporary.write_bytes(pickle.dumps(what))
    temporary.replace(path)
