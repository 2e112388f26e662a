"""The first steps of the views, rewritten so that fewer of them go over all rows and words.

A row of the views is what one word sees of all words of its sentence, so whatever is done there is done a few times
for each word. Of a way through the parse, two tables are looked up in place of four: each holds the sums of all entries
of one with all entries of another. And what is said of the row alone is worked out once a row.
"""

from typing import Final

import numpy as np
from onnx import ModelProto, NodeProto, helper, numpy_helper

from training.graphs import following, replaced

_BOTH: Final = "views.both"
_TABLE: Final = "views.way.{}.weight"
_PAIRS: Final = (("steps", "distance"), ("up", "down"))


def folded(model: ModelProto) -> None:
    """Rewrite the views of MODEL in place, if it has them."""
    constants = {each.name: each for each in model.graph.initializer}
    if _BOTH not in constants:
        return
    product = next(node for node in model.graph.node if _BOTH in node.input)
    seen = _other(product, _BOTH)
    twice = following(model, product.output[0])
    own = _other(twice, product.output[0])
    inner = following(model, twice.output[0])
    outer = following(model, inner.output[0])
    one = numpy_helper.from_array(np.ones(1, np.float32), "views.one")
    model.graph.initializer.append(one)
    made = [
        helper.make_node("Mul", [_BOTH, own], ["views.product"]),
        helper.make_node("Add", ["views.product", one.name], ["views.factor"]),
        helper.make_node("Mul", [seen, "views.factor"], ["views.seen"]),
        helper.make_node("Add", ["views.seen", own], ["views.sum"]),
    ]
    total = "views.sum"
    for place, (rows, columns) in enumerate(_PAIRS):
        name = f"views.{rows}.{columns}"
        nodes, found = _looked_up(model, rows, columns, name)
        end = outer.output[0] if place else f"{name}.sum"
        made += [*nodes, helper.make_node("Add", [total, found], [end])]
        total = end
    replaced(model, [product, twice, inner, outer], made)


def _looked_up(
    model: ModelProto, rows: str, columns: str, name: str
) -> tuple[list[NodeProto], str]:
    """Return the nodes that look up the sum of two tables, and the name of what they find."""
    graph, constants = model.graph, {each.name: each for each in model.graph.initializer}
    indices: list[str] = []
    nodes: list[NodeProto] = []
    for part, axis in ((rows, 1), (columns, 0)):
        table = _TABLE.format(part)
        gather = next(node for node in graph.node if f"{table}_quantized" in node.input)
        indices.append(_other(gather, f"{table}_quantized"))
        axes = numpy_helper.from_array(np.array([axis], np.int64), f"{name}.{part}.axis")
        graph.initializer.append(axes)
        # Plain steps on constants, which are taken once, when the graph is loaded; a table of sums would be large.
        steps = (
            ("Cast", [f"{table}_quantized"], {"to": 1}),
            ("Cast", [f"{table}_zero_point"], {"to": 1}),
            ("Sub", [f"{name}.{part}.0", f"{name}.{part}.1"], {}),
            ("Mul", [f"{name}.{part}.2", f"{table}_scale"], {}),
            ("Unsqueeze", [f"{name}.{part}.3", axes.name], {}),
        )
        nodes += [
            helper.make_node(kind, given, [f"{name}.{part}.{i}"], **options)
            for i, (kind, given, options) in enumerate(steps)
        ]
    count, size = numpy_helper.to_array(constants[f"{_TABLE.format(columns)}_quantized"]).shape
    shape = numpy_helper.from_array(np.array([-1, size], np.int64), f"{name}.shape")
    width = numpy_helper.from_array(np.array(count, np.int64), f"{name}.width")
    graph.initializer.extend([shape, width])
    nodes += [
        helper.make_node("Add", [f"{name}.{rows}.4", f"{name}.{columns}.4"], [f"{name}.both"]),
        helper.make_node("Reshape", [f"{name}.both", shape.name], [f"{name}.table"]),
        helper.make_node("Mul", [indices[0], width.name], [f"{name}.row"]),
        helper.make_node("Add", [f"{name}.row", indices[1]], [f"{name}.index"]),
        helper.make_node("Gather", [f"{name}.table", f"{name}.index"], [f"{name}.found"]),
    ]
    return nodes, f"{name}.found"


def _other(node: NodeProto, name: str) -> str:
    return next(each for each in node.input if each != name)
