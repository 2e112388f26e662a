"""From the network as it was trained to the files that are shipped: ONNX graphs with weights of eight bits."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from kg.learned.calibration import Calibration
from kg.learned.choice import MANIFEST
from kg.learned.features import Sentence
from kg.learned.frames import path as frames_file
from kg.learned.runtime import GRAPHS, LABELS, SENSE, SENSES, TOKENIZER
from training import activations, views
from training.bases import SMALL, base_model, base_tokenizer
from training.decide import write_manifest
from training.encoder import SIZE
from training.fit import read_labels
from training.network import LABELS as LABEL_SIZE
from training.network import Network, fold
from training.schemes import Schemes
from training.torch_runtime import label_set

_OPSET: Final = 17
_BYTE: Final = 127


class _Encode(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder, self.heads = network.encoder, network.words

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        *arrays, classes = inputs
        words, mean = self.encoder(*arrays)
        return (words, *self.heads(words, classes), mean)


class _Label(nn.Module):
    """What a label that nobody trained on is as a vector, from the mean of its words."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.labels, self.classes = network.labels, network.classes

    def forward(self, means: Tensor) -> tuple[Tensor, Tensor]:
        return self.labels.apart(means), self.classes.apart(means)


class _Sense(nn.Module):
    """What a predicate asks its rolesets by; each of them answers with its vector."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.word = network.senses.word

    def forward(self, vectors: Tensor) -> Tensor:
        found: Tensor = self.word(vectors) * (LABEL_SIZE**-0.5)
        return found


def export(
    network: Network,
    schemes: Schemes,
    sentences: Sequence[Sentence],
    folder: Path,
    version: str,
    base: str = SMALL,
) -> None:
    """Write all that is shipped to FOLDER: graphs, labels, tokenizer, and a manifest with their digests.

    What layers are fed with is scaled as some of the SENTENCES ask for.
    """
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    fold(network)
    for name, module, inputs, axes, outputs in _graphs(network):
        _write(module, inputs, axes, outputs, folder / GRAPHS[name])
    n = 3
    _write(_Sense(network), (torch.randn(n, SIZE),), [{0: "n"}], ["senses"], folder / SENSE)
    tokenizer = Tokenizer.from_file(str(base_model(base) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(folder / TOKENIZER), pretty=False)
    _write_labels(network, schemes, folder / LABELS, base)
    _write_senses(network, folder / SENSES)
    rewrite(folder, sentences)
    files = [*GRAPHS.values(), SENSE, TOKENIZER, LABELS, SENSES]
    digests = {name: sha256((folder / name).read_bytes()).hexdigest() for name in sorted(files)}
    about = {"version": version, "base": base_model(base).parent.name, "files": digests}
    write_manifest(folder, {**about, "frames": sha256(frames_file().read_bytes()).hexdigest()})


def rewrite(folder: Path, sentences: Sequence[Sentence]) -> None:
    """Give the graphs in FOLDER fixed scales, and views of fewer steps."""
    activations.fix(folder, activations.chosen(sentences))
    for file in GRAPHS.values():
        model = onnx.load(folder / file)
        views.folded(model)
        onnx.save(model, folder / file)


def finish(folder: Path, calibration: Calibration, cuts: Mapping[str, Any]) -> None:
    """Add to the manifest in FOLDER what was learned by measuring: calibration, and cuts of other label sets."""
    given = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    write_manifest(folder, {**given, "calibration": calibration.to_dict(), "schemes": dict(cuts)})


def _graphs(
    network: Network,
) -> Sequence[tuple[str, nn.Module, tuple[Tensor, ...], Any, list[str]]]:
    b, t, w, n, m, r, c = 2, 9, 7, 3, 5, 4, 6
    pieces, words = torch.ones(b, t, dtype=torch.long), torch.ones(b, w, dtype=torch.long)
    vectors = torch.randn(b, w, SIZE)
    of = torch.tensor([0, 0, 1])
    encode = (pieces, pieces, pieces, words, words, words, words, torch.randn(c, LABEL_SIZE))
    roles = (vectors, of, of, torch.tensor([w, w - 1]), *(torch.ones(n, w, dtype=torch.long),) * 4)
    spans = torch.ones(m, 3, dtype=torch.long)
    pairs = (
        vectors,
        torch.tensor([w, w - 1]),
        torch.zeros(m, dtype=torch.long),
        spans,
        of,
        of,
        torch.zeros(m, 4, dtype=torch.long),
        torch.tensor([0, 1, 2, 3, 0]),
        torch.randn(r, LABEL_SIZE),
        torch.randn(r),
        *(torch.ones(m, w, dtype=torch.long),) * 4,
    )
    # What may be of another size: sentences, pieces, words, predicates, rows of spans, pairs, labels.
    bt, bw = {0: "b", 1: "t"}, {0: "b", 1: "w"}
    row, pair, label = {0: "m"}, {0: "n"}, {0: "r"}
    nw, mw, mk = {0: "n", 1: "w"}, {0: "m", 1: "w"}, {0: "m", 1: "k"}
    return (
        (
            "encode",
            _Encode(network),
            encode,
            [bt, bt, bt, bw, bw, bw, bw, {0: "c"}],
            ["words", "mentions", "predicates", "events", "statuses", "means"],
        ),
        (
            "roles",
            network.roles,
            roles,
            [bw, pair, pair, {0: "b"}, *[nw] * 4],
            ["tags"],
        ),
        (
            "pairs",
            network.pairs,
            pairs,
            [bw, {0: "b"}, row, row, pair, pair, mk, row, label, label, *[mw] * 4],
            ["types", "labels", "standing"],
        ),
        ("label", _Label(network), (torch.randn(r, SIZE),), [{0: "r"}], ["labels", "classes"]),
    )


def _write(
    module: nn.Module, inputs: tuple[Tensor, ...], axes: Any, outputs: list[str], path: Path
) -> None:
    names = [f"in{i}" for i in range(len(inputs))]
    dynamic = dict(zip(names, axes, strict=True))
    dynamic |= {name: {0: f"{name}0", 1: f"{name}1", 2: f"{name}2"} for name in outputs}
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            module,
            inputs,
            str(full),
            input_names=names,
            output_names=outputs,
            dynamic_axes=dynamic,
            opset_version=_OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            full,
            path,
            op_types_to_quantize=["MatMul", "Gather", "Gemm"],
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            extra_options={"MatMulConstBOnly": True},  # what is not a weight stays as it is
        )
    model = onnx.load(path)
    model.producer_version = ""  # the bytes say what was trained, not with which release
    onnx.save(model, path)


def _write_labels(network: Network, schemes: Schemes, path: Path, base: str) -> None:
    """Write the vectors of all known labels, class by class and scheme by scheme."""
    means = read_labels(network, schemes, base_tokenizer(base))
    network.eval()
    with torch.no_grad():
        known = torch.arange(len(schemes.classes.words))
        classes, _ = network.classes(means["classes"], known)
    arrays: dict[str, Any] = {
        "classes.names": np.array(list(schemes.classes.words)),
        "classes.words": np.array(list(schemes.classes.words.values())),
        "classes.vectors": classes.numpy().astype(np.float32),
    }
    for name, scheme in schemes.pairs.items():
        labels = label_set(network, schemes, means, name)
        arrays[f"{name}.names"] = np.array(labels.names)
        arrays[f"{name}.words"] = np.array(list(scheme.words.values()))
        arrays[f"{name}.vectors"] = labels.vectors.astype(np.float32)
        arrays[f"{name}.bias"] = labels.bias.astype(np.float32)
        arrays[f"{name}.roles"] = labels.roles
    with path.open("wb") as file:
        np.savez(file, **arrays)


def _write_senses(network: Network, path: Path) -> None:
    """Write the vectors of all rolesets as bytes, each with its scale."""
    with torch.no_grad():
        vectors = network.senses.vectors(torch.arange(len(network.senses.means))).numpy()
        bias = network.senses.bias.weight[:, 0].numpy()
    scales = np.abs(vectors).max(-1) / _BYTE
    with path.open("wb") as file:
        np.savez(
            file,
            vectors=np.round(vectors / scales[:, None]).astype(np.int8),
            scales=scales.astype(np.float32),
            bias=bias.astype(np.float32),
        )
