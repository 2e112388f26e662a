"""The network as it is shipped: ONNX graphs with weights of eight bits, run on the CPU by one thread."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kg import intact
from kg.errors import ConfigError
from kg.learned.choice import MANIFEST, WEIGHTS
from kg.learned.decode import Floats
from kg.learned.ends import ends
from kg.learned.features import Batch, Ints, Sentence, numbered
from kg.learned.labels import class_words, pair_words
from kg.learned.pairing import Candidates, LabelSet
from kg.learned.pieces import WordPieces
from kg.learned.precedence import Precedence
from kg.learned.reader import NetworkReader, Thresholds
from kg.learned.sizes import batches
from kg.ontology import Ontology

GRAPHS: Final = {
    "encode": "encode.onnx",
    "roles": "roles.onnx",
    "pairs": "pairs.onnx",
    "label": "label.onnx",
}
SENSE: Final = "sense.onnx"  # read when it is asked for, as are the vectors of rolesets
SENSES: Final = "senses.npz"
LABELS: Final = "labels.npz"
TOKENIZER: Final = "tokenizer.json"
_OURS: Final = "kg"
_REMEDY: Final = "install kg again, or run make train"
_UNKNOWN_BIAS: Final = -4.0
_IMPOSSIBLE: Final = -1e4
# The sum of two inputs and its norm in one step takes six times as long as the two steps apart.
_SLOW: Final = ("SkipLayerNormFusion",)
_FEWEST: Final = 2  # rows of a product: one row alone is multiplied in another way
_LABEL_PIECES: Final = 900  # of labels that are read together


@dataclass(frozen=True, slots=True)
class _Rolesets:
    """Vectors of R rolesets as bytes, what a step of each is worth, and what each has from the start."""

    vectors: NDArray[np.int8]
    scales: Floats
    bias: Floats


class OnnxRuntime:
    """Runs the graphs of a folder; the same input gives the same output, whatever stands beside it in memory."""

    def __init__(self, folder: Path = WEIGHTS, *, threads: int = 1) -> None:
        # Threads that wait by spinning slow down whatever shares the cores, ten times on two of them.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        self._folder, self._threads = folder, threads
        self._sessions = {
            name: session(_found(folder / file), threads) for name, file in GRAPHS.items()
        }
        self.classes: Floats = np.zeros((0, 0), np.float32)

    def encode(self, read: Batch) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        """Return vectors of words, and logits of mentions, predicates, events and statuses."""
        words, mentions, predicates, events, statuses, _ = self._encode(read, self.classes)
        return words, mentions, predicates, events, statuses

    def means(self, words: Sequence[str], tokenizer: WordPieces) -> Floats:
        """Return the mean of the vectors of the pieces of each label, which is given by its WORDS."""
        lines = {i: numbered(_plain(each), tokenizer) for i, each in enumerate(words)}
        nothing = np.zeros((_FEWEST, self.classes.shape[1]), np.float32)
        found: dict[int, Floats] = {}
        for places, read in batches(lines, _LABEL_PIECES):
            found |= zip(places, self._encode(read, nothing)[-1], strict=True)
        return np.stack([found[i] for i in lines])

    def label(self, means: Floats) -> tuple[Floats, Floats]:
        """Return what labels with these MEANS are as vectors, asked of pairs and of words."""
        labels, classes = self._run("label", means)
        return labels, classes

    def roles(
        self, words: Floats, sentence: Ints, word: Ints, lengths: Ints, ways: tuple[Ints, ...]
    ) -> Floats:
        """Return the logits of the tags of all words, for each predicate."""
        return self._run("roles", words, sentence, word, lengths, *ways)[0]

    def senses(self, vectors: Floats, asked: Ints) -> Floats:
        """Return the logits of the rolesets ASKED of predicates with these VECTORS."""
        if "sense" not in self._sessions:
            self._sessions["sense"] = session(_found(self._folder / SENSE), self._threads)
        own = self._run("sense", vectors)[0]
        known, table = np.maximum(asked, 0), self._rolesets
        scores = np.einsum("nkd,nd->nk", table.vectors[known].astype(np.float32), own)
        scores = scores * table.scales[known] + table.bias[known]
        return np.where(asked < 0, _IMPOSSIBLE, scores).astype(np.float32)

    @cached_property
    def _rolesets(self) -> _Rolesets:
        with np.load(self._folder / SENSES) as kept:
            return _Rolesets(kept["vectors"], kept["scales"], kept["bias"])

    def pairs(
        self,
        words: Floats,
        lengths: Ints,
        asked: Candidates,
        labels: LabelSet,
        ways: tuple[Ints, ...],
    ) -> tuple[Floats, Floats, Floats]:
        """Return the logits of the kinds of spans, of the labels of pairs, and of how pairs stand."""
        rows = (asked.sentence, asked.spans, asked.subjects, asked.objects, *asked.neighbours())
        types, scores, standing = self._run(
            "pairs", words, lengths, *rows, labels.vectors, labels.bias, *ways
        )
        return types, scores, standing

    def _encode(self, read: Batch, classes: Floats) -> list[Floats]:
        words = (read.first, read.tags, read.deps, read.frames)
        return self._run("encode", read.ids, read.mask, read.cases, *words, classes)

    def _run(self, name: str, *arrays: Any) -> list[Floats]:
        names = (f"in{i}" for i in range(len(arrays)))  # as training.export calls them
        found: list[Floats] = self._sessions[name].run(None, dict(zip(names, arrays, strict=True)))
        return found


def session(graph: Path | bytes, threads: int) -> Any:
    """Return what runs a GRAPH, from a file or from memory."""
    # Read once, as the library is loaded: without it, it looks up a host of Microsoft, sends events there, and
    # writes a device id into the user's cache.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from onnxruntime import InferenceSession, SessionOptions, disable_telemetry_events

    disable_telemetry_events()  # its builds for Windows do not read the variable
    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.use_deterministic_compute = True
    options.log_severity_level = 3
    given = graph if isinstance(graph, bytes) else str(graph)
    return InferenceSession(
        given, options, providers=["CPUExecutionProvider"], disabled_optimizers=list(_SLOW)
    )


def _found(path: Path) -> Path:
    if not path.exists():
        raise ConfigError(f"{path}: the network is not there; {_REMEDY}")
    return path


@cache
def manifest(folder: Path = WEIGHTS) -> Mapping[str, Any]:
    """Return what FOLDER says of its weights: version, digests of the files, calibration, cuts of other labels."""
    path = folder / MANIFEST
    try:
        found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}; {_REMEDY}") from error
    return found


def load_reader(
    ontology: Ontology,
    folder: Path = WEIGHTS,
    *,
    scheme: str = _OURS,
    words: Mapping[str, str] | None = None,
    between: Mapping[str, tuple[str, str]] | None = None,
    thresholds: Thresholds | None = None,
) -> NetworkReader:
    """Return a reader that asks for the classes and properties of ONTOLOGY, or for another known SCHEME of labels.

    Labels that were trained have their vectors in FOLDER; of those that were not, the network reads the words. WORDS
    are labels of one's own in place of a scheme, by name; BETWEEN has the domain and the range of each.

    Raises ConfigError where a file of FOLDER is not the one that training wrote.
    """
    intact.check(folder, manifest(folder)["files"], _REMEDY)
    runtime = OnnxRuntime(folder)
    tokenizer = WordPieces.read(folder / TOKENIZER)
    known = np.load(folder / LABELS)
    runtime.classes = known["classes.vectors"]
    names, classes = _classes(known, ontology, runtime, tokenizer)
    runtime.classes = classes
    if words is not None:
        labels = _asked(words, runtime, tokenizer)
        if between is not None:
            labels = replace(labels, ends=ends([between[name] for name in words], ontology))
    elif scheme != _OURS:
        labels = LabelSet(
            tuple(map(str, known[f"{scheme}.names"])),
            known[f"{scheme}.vectors"],
            known[f"{scheme}.bias"],
            known[f"{scheme}.roles"],
        )
    else:
        labels = _labels(known, ontology, runtime, tokenizer)
    about, precedence = manifest(folder), Precedence.read(folder)
    return NetworkReader(runtime, tokenizer, names, labels, thresholds, about, precedence)


def _classes(
    known: Any, ontology: Ontology, runtime: OnnxRuntime, tokenizer: WordPieces
) -> tuple[tuple[str, ...], Floats]:
    words = class_words(ontology)
    trained = _trained(known, "classes", words)
    fresh = [name for name in words if name not in trained]
    vectors = dict(trained)
    if fresh:
        means = runtime.means([words[name] for name in fresh], tokenizer)
        vectors |= dict(zip(fresh, runtime.label(means)[1], strict=True))
    return tuple(words), np.stack([vectors[name] for name in words])


def _labels(
    known: Any, ontology: Ontology, runtime: OnnxRuntime, tokenizer: WordPieces
) -> LabelSet:
    words = pair_words(ontology)
    vectors = _trained(known, _OURS, words)
    names = known[f"{_OURS}.names"]
    biases = {str(n): float(b) for n, b in zip(names, known[f"{_OURS}.bias"], strict=True)}
    fresh = [name for name in words if name not in vectors]
    if fresh:
        means = runtime.means([words[name] for name in fresh], tokenizer)
        vectors = vectors | dict(zip(fresh, runtime.label(means)[0], strict=True))
    bias = [
        biases.get(name, _UNKNOWN_BIAS) if name not in fresh else _UNKNOWN_BIAS for name in words
    ]
    roles = np.array([ontology.properties[name].is_role for name in words], np.bool_)
    table = np.stack([vectors[name] for name in words]).astype(np.float32)
    return LabelSet(tuple(words), table, np.array(bias, np.float32), roles)


def _asked(words: Mapping[str, str], runtime: OnnxRuntime, tokenizer: WordPieces) -> LabelSet:
    """Return labels that nobody trained, as the network reads their WORDS; none of them is a role."""
    means = runtime.means(list(words.values()), tokenizer)
    count = len(words)
    return LabelSet(
        tuple(words),
        runtime.label(means)[0],
        np.full(count, _UNKNOWN_BIAS, np.float32),
        np.zeros(count, np.bool_),
    )


def _trained(known: Any, scheme: str, words: Mapping[str, str]) -> dict[str, Floats]:
    """Return the vectors of the labels that were trained with these very WORDS."""
    rows = zip(
        known[f"{scheme}.names"],
        known[f"{scheme}.words"],
        known[f"{scheme}.vectors"],
        strict=True,
    )
    return {str(name): vector for name, said, vector in rows if words.get(str(name)) == str(said)}


def _plain(words: str) -> Sentence:
    split = tuple(words.split())
    return Sentence(split, ("-",) * len(split), ("-",) * len(split), tuple(range(len(split))))
