"""Fixed scales of activations: what each layer of eight bits is fed with is scaled the same way in every batch.

ONNX Runtime's dynamic quantisation takes one scale from all that is in a batch, so that a sentence is read otherwise
beside other sentences, and each layer first looks for the least and the greatest number of its input. Here the ranges
are taken once, over sentences of the training part, and written into the graphs. The weights stay as they are.

A few channels have numbers in one piece of a sentence, its end, that are four times as large as all others, and would
make the steps of all channels as coarse. What of them is beyond the range of the others is put into channels of its
own, which have the same weights.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from math import ceil
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from kg.learned.decode import Floats
from kg.learned.features import Sentence
from kg.learned.pairing import LabelSet
from kg.learned.pieces import WordPieces
from kg.learned.reader import NetworkReader
from kg.learned.runtime import GRAPHS, LABELS, TOKENIZER, OnnxRuntime, session
from training.graphs import following, replaced

_CONTRIBUTED: Final = "com.microsoft"
_STEPS: Final = 255  # between the least and the greatest number of eight bits
_LABELS: Final = "kg"
_SENTENCES: Final = 2_000  # more do not widen the ranges

_APART: Final = 4  # channels whose greatest, or least, numbers may be put apart
_WORTH: Final = 0.8  # of the range of all channels, at most, is what the others need

_DIGITS: Final = 9  # of a step

Range = tuple[Floats, Floats]  # least and greatest number of each channel
Ranges = dict[tuple[str, str], Range]  # of what is fed to a layer, by graph and name


@dataclass(frozen=True, slots=True)
class Layer:
    """A product with weights of eight bits, as dynamic quantisation writes it: six nodes for one layer."""

    nodes: tuple[NodeProto, ...]
    fed: str
    made: str
    weights: str
    scales: str
    bias: str | None
    size: int  # how many channels it is fed with


def chosen(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return those of the SENTENCES by which the ranges are taken, the same ones whatever order they come in."""

    def key(sentence: Sentence) -> str:
        return sha256(" ".join(sentence.words).encode()).hexdigest()

    return sorted(sentences, key=key)[:_SENTENCES]


def fix(folder: Path, sentences: Sequence[Sentence]) -> None:
    """Give the graphs in FOLDER the scales that SENTENCES ask for."""
    ranges = observed(folder, sentences)
    for graph, file in GRAPHS.items():
        model = onnx.load(folder / file)
        fixed(model, {fed: known for (name, fed), known in ranges.items() if name == graph})
        onnx.save(model, folder / file)


def observed(folder: Path, sentences: Sequence[Sentence]) -> Ranges:
    """Return the least and the greatest number that each layer is fed with as SENTENCES are read."""
    runtime = _Observer(folder)
    known = np.load(folder / LABELS)
    runtime.classes = known["classes.vectors"]
    names = ("names", "vectors", "bias", "roles")
    labels, vectors, bias, roles = (known[f"{_LABELS}.{name}"] for name in names)
    reader = NetworkReader(
        runtime,
        WordPieces.read(folder / TOKENIZER),
        tuple(map(str, known["classes.names"])),
        LabelSet(tuple(map(str, labels)), vectors, bias, roles),
    )
    reader.read(sentences)
    runtime.read_labels(reader, known)
    return runtime.ranges


@dataclass(frozen=True, slots=True)
class Scale:
    """How numbers become eight bits."""

    step: float
    zero: int
    # Channels that go beyond: each as often as it takes shares to hold the rest.
    apart: tuple[int, ...] = ()

    @property
    def low(self) -> float:
        """The least number that eight bits can say."""
        return -self.zero * self.step

    @property
    def high(self) -> float:
        """The greatest number that eight bits can say."""
        return (_STEPS - self.zero) * self.step


def scale(least: Floats, most: Floats) -> Scale:
    """Return the scale of channels with these LEAST and MOST numbers; nought is among them, and exact.

    >>> scale(np.full(2, -1.0), np.array([4.0, 3.0]))
    Scale(step=0.019607843, zero=51, apart=())
    >>> scale(np.full(9, -1.0), np.array([9.1, *[4.0] * 8]))
    Scale(step=0.019607843, zero=51, apart=(0, 0))
    """
    low, high = min(float(least.min()), 0.0), max(float(most.max()), 0.0)
    if len(least) > 2 * _APART:
        inner = min(float(np.sort(least)[_APART]), 0.0), max(float(np.sort(most)[-1 - _APART]), 0.0)
        if inner[1] - inner[0] < _WORTH * (high - low):
            low, high = inner
    step = round((high - low) / _STEPS, _DIGITS) or 1.0
    found = Scale(step, round(-low / step))
    apart: list[int] = []
    for channel, (lowest, highest) in enumerate(zip(least.tolist(), most.tolist(), strict=True)):
        over, under = highest - found.high, found.low - lowest
        if max(over, under) > step:
            apart += [channel] * ceil(
                max(over / (found.high or step), under / -(found.low or -step))
            )
    return replace(found, apart=tuple(apart))


def fixed(model: ModelProto, ranges: Mapping[str, Range]) -> None:
    """Give each layer of MODEL the scale of what it is fed with, in place."""
    constants = {each.name: each for each in model.graph.initializer}
    made: list[NodeProto] = []
    gone: list[NodeProto] = []
    scales: dict[str, Scale] = {}
    for layer in layers(model):
        fed, bias = layer.fed, [layer.bias] if layer.bias else []
        if fed not in scales:
            scales[fed] = scale(*ranges[fed])
            made += _scaled(model, fed, scales[fed])
        weights = layer.weights
        if apart := scales[fed].apart:
            whole = numpy_helper.to_array(constants[weights])
            weights = f"{weights}_{fed}"
            wider = np.concatenate([whole, whole[list(apart)]])
            model.graph.initializer.append(numpy_helper.from_array(wider, weights))
        inputs = [f"{fed}_q", weights, f"{fed}_s", layer.scales, f"{fed}_z", "", *bias]
        made.append(
            helper.make_node("MatMulIntegerToFloat", inputs, [layer.made], domain=_CONTRIBUTED)
        )
        gone.extend(layer.nodes)
    if all(each.domain != _CONTRIBUTED for each in model.opset_import):
        model.opset_import.append(helper.make_opsetid(_CONTRIBUTED, 1))
    replaced(model, gone, made)


def _scaled(model: ModelProto, fed: str, known: Scale) -> list[NodeProto]:
    """Return the nodes that make eight bits of what is FED."""
    values: dict[str, Any] = {"s": np.float32(known.step), "z": np.uint8(known.zero)}
    node = helper.make_node
    eight = ["s", "z"]
    nodes = [("QuantizeLinear", ["", *eight], "q", {})]
    if known.apart:
        counts = [known.apart.count(channel) for channel in known.apart]
        values |= {
            "channels": np.array(known.apart, np.int64),
            "low": np.float32(known.low),
            "high": np.float32(known.high),
            "counts": np.array(counts, np.float32),
        }
        nodes = [
            ("QuantizeLinear", ["", *eight], "own", {}),
            ("Gather", ["", "channels"], "gathered", {"axis": -1}),
            ("Clip", ["gathered", "low", "high"], "within", {}),
            ("Sub", ["gathered", "within"], "beyond", {}),
            ("Div", ["beyond", "counts"], "share", {}),
            ("QuantizeLinear", ["share", *eight], "more", {}),
            ("Concat", ["own", "more"], "q", {"axis": -1}),
        ]
    model.graph.initializer.extend(
        numpy_helper.from_array(np.array(value), f"{fed}_{name}") for name, value in values.items()
    )
    return [
        node(
            kind, [f"{fed}_{name}" if name else fed for name in given], [f"{fed}_{end}"], **options
        )
        for kind, given, end, options in nodes
    ]


def layers(model: ModelProto) -> Iterator[Layer]:
    """Yield the layers of MODEL that scale what they are fed with as it comes."""
    by_output = {name: node for node in model.graph.node for name in node.output}
    constants = {each.name: each for each in model.graph.initializer}
    for product in model.graph.node:
        if product.op_type != "MatMulInteger":
            continue
        scaling = by_output[product.input[0]]
        weights, zero = product.input[1], product.input[3]
        if numpy_helper.to_array(constants[zero]).any():
            raise ValueError(f"{weights}: these weights are not symmetric")
        cast = following(model, product.output[0])
        scaled = following(model, cast.output[0])
        factor = by_output[next(name for name in scaled.input if name != cast.output[0])]
        scales = next(name for name in factor.input if name in constants)
        nodes = [scaling, product, cast, scaled, factor]
        bias, made = None, scaled.output[0]
        added = following(model, made)
        if added is not None and added.op_type == "Add":
            bias = next((name for name in added.input if name in constants), None)
            if bias is not None:
                made = added.output[0]
                nodes.append(added)
        size = constants[weights].dims[0]
        yield Layer(tuple(nodes), scaling.input[0], made, weights, scales, bias, size)


class _Observer(OnnxRuntime):
    """Runs the graphs of a folder as they are, and notes what each layer is fed with."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.ranges: Ranges = {}
        self._watched: dict[str, list[str]] = {}
        for graph, file in GRAPHS.items():
            model = onnx.load(folder / file)
            sizes = {layer.fed: layer.size for layer in layers(model)}
            for name, size in sizes.items():
                rows = numpy_helper.from_array(np.array([-1, size], np.int64), f"{name}_rows")
                model.graph.initializer.append(rows)
                flat = helper.make_node("Reshape", [name, rows.name], [f"{name}_flat"])
                model.graph.node.append(flat)
                for end in ("Min", "Max"):
                    made = helper.make_node(
                        f"Reduce{end}", flat.output, [f"{name}_{end}"], axes=[0], keepdims=0
                    )
                    out = helper.make_tensor_value_info(made.output[0], TensorProto.FLOAT, [size])
                    model.graph.node.append(made)
                    model.graph.output.append(out)
            self._watched[graph] = list(sizes)
            self._sessions[graph] = session(model.SerializeToString(), 1)

    def read_labels(self, reader: NetworkReader, known: Any) -> None:
        """Read the words of all labels that are known, as a label that is not known will be read."""
        words = [
            str(each) for name in known.files if name.endswith(".words") for each in known[name]
        ]
        self.label(self.means(words, reader.tokenizer))

    def _run(self, name: str, *arrays: Any) -> list[Floats]:
        found = super()._run(name, *arrays)
        fed = self._watched[name]
        own = len(found) - 2 * len(fed)
        for place, each in enumerate(fed):
            least, most = found[own + 2 * place : own + 2 * place + 2]
            low, high = self.ranges.get((name, each), (least, most))
            self.ranges[name, each] = (np.minimum(low, least), np.maximum(high, most))
        return found[:own]
