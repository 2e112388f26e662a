"""Graphs that were rewritten say what they said before, and what they say of a row does not depend on other rows."""

from typing import Any

import numpy as np
import pytest

onnx = pytest.importorskip("onnx", reason="needs onnx: pip install -e '.[train]'")

from onnx import TensorProto, helper, numpy_helper  # noqa: E402

from kg.learned.runtime import session  # noqa: E402
from training import activations, views  # noqa: E402

RANDOM = np.random.default_rng(7)
SIZE = 16
RANGE = np.full(SIZE, -4.0, np.float32), np.full(SIZE, 4.0, np.float32)


def model(nodes: list[Any], inputs: dict[str, int], constants: dict[str, Any]) -> Any:
    given = [helper.make_tensor_value_info(name, kind, None) for name, kind in inputs.items()]
    out = helper.make_tensor_value_info("out", TensorProto.FLOAT, None)
    arrays = [numpy_helper.from_array(np.array(value), name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "graph", given, [out], arrays)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def run(made: Any, **arrays: Any) -> Any:
    return session(made.SerializeToString(), 1).run(None, arrays)[0]


def layer() -> Any:
    node, random = helper.make_node, np.random.default_rng(1)
    return model(
        [
            node("DynamicQuantizeLinear", ["x"], ["q", "s", "z"]),
            node("MatMulInteger", ["q", "w", "z", "wz"], ["whole"]),
            node("Cast", ["whole"], ["cast"], to=1),
            node("Mul", ["s", "ws"], ["factor"]),
            node("Mul", ["cast", "factor"], ["scaled"]),
            node("Add", ["scaled", "bias"], ["out"]),
        ],
        {"x": TensorProto.FLOAT},
        {
            "w": random.integers(-64, 64, (SIZE, 8)).astype(np.int8),
            "wz": np.zeros(8, np.int8),
            "ws": random.random(8).astype(np.float32) / 64,
            "bias": random.random(8).astype(np.float32),
        },
    )


def test_a_layer_with_a_fixed_scale_says_the_same_of_a_row_beside_any_other() -> None:
    dynamic, fixed = layer(), layer()
    activations.fixed(fixed, {"x": RANGE})
    assert [node.op_type for node in fixed.graph.node] == ["QuantizeLinear", "MatMulIntegerToFloat"]
    rows = RANDOM.normal(size=(5, SIZE)).astype(np.float32).clip(-4, 4)
    loud = np.concatenate([rows, np.full((1, SIZE), 100, np.float32)])
    assert np.abs(run(fixed, x=rows) - run(dynamic, x=rows)).max() < 0.2
    assert (run(fixed, x=loud)[:5] == run(fixed, x=rows)).all()
    assert (run(dynamic, x=loud)[:5] != run(dynamic, x=rows)).any()


def test_what_is_beyond_in_one_channel_is_not_lost_and_makes_no_other_coarse() -> None:
    rows = RANDOM.normal(size=(50, SIZE)).astype(np.float32).clip(-2, 2)
    rows[7, 3] = 30.0
    exact = layer()
    constants = {each.name: numpy_helper.to_array(each) for each in exact.graph.initializer}
    wanted = rows @ (constants["w"] * constants["ws"]) + constants["bias"]
    errors = []
    for most in (rows.max(0), np.full(SIZE, 30.0, np.float32)):
        made = layer()
        activations.fixed(made, {"x": (rows.min(0), most)})
        errors.append(np.abs(run(made, x=rows) - wanted).mean())
    apart, together = errors
    assert apart < together / 4


def test_weights_that_are_not_symmetric_are_refused() -> None:
    made = layer()
    (zero,) = (each for each in made.graph.initializer if each.name == "wz")
    zero.CopyFrom(numpy_helper.from_array(np.ones(8, np.int8), "wz"))
    with pytest.raises(ValueError, match="w: these weights are not symmetric"):
        activations.fixed(made, {"x": RANGE})


def viewing() -> Any:
    node = helper.make_node
    nodes = [
        node("Mul", ["views.both", "seen"], ["product"]),
        node("Mul", ["product", "own"], ["twice"]),
        node("Add", ["seen", "own"], ["sum"]),
        node("Add", ["sum", "twice"], ["inner"]),
        node("Add", ["way", "distance"], ["ways"]),
        node("Add", ["inner", "ways"], ["out"]),
    ]
    constants: dict[str, Any] = {"views.both": RANDOM.random(SIZE).astype(np.float32)}
    for name, count in (("steps", 5), ("up", 4), ("down", 4), ("distance", 3)):
        table = f"views.way.{name}.weight"
        constants[f"{table}_quantized"] = RANDOM.integers(0, 255, (count, SIZE)).astype(np.uint8)
        constants[f"{table}_scale"] = np.float32(0.01)
        constants[f"{table}_zero_point"] = np.uint8(100)
        parts = [f"{name}.q", f"{table}_scale", f"{table}_zero_point"]
        nodes[:0] = [
            node("Gather", [f"{table}_quantized", f"{name}.in"], [f"{name}.q"]),
            node("DequantizeLinear", parts, [name]),
        ]
    nodes[8:8] = [node("Add", ["steps", "up"], ["two"]), node("Add", ["two", "down"], ["way"])]
    inputs = {"seen": TensorProto.FLOAT, "own": TensorProto.FLOAT}
    inputs |= {f"{name}.in": TensorProto.INT64 for name in ("steps", "up", "down", "distance")}
    return model(nodes, inputs, constants)


def test_folded_views_see_the_same() -> None:
    made = viewing()
    arrays: dict[str, Any] = {
        "seen": RANDOM.normal(size=(2, 6, SIZE)).astype(np.float32),
        "own": RANDOM.normal(size=(2, 1, SIZE)).astype(np.float32),
    }
    for name, count in (("steps", 5), ("up", 4), ("down", 4), ("distance", 3)):
        arrays[f"{name}.in"] = RANDOM.integers(0, count, (2, 6))
    before = run(made, **arrays)
    views.folded(made)
    assert sum(node.op_type == "Gather" for node in made.graph.node) == 2
    assert np.abs(run(made, **arrays) - before).max() < 1e-5


def test_a_graph_without_views_stays_as_it_is() -> None:
    made = layer()
    views.folded(made)
    assert len(made.graph.node) == 6
