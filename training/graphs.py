"""What rewriting a graph of ONNX takes: who comes behind whom, and other nodes in the place of some."""

from collections.abc import Sequence
from typing import Any

from onnx import ModelProto, NodeProto


def following(model: ModelProto, name: str) -> Any:
    """Return the node that alone takes what is called NAME; None where several do, or nobody."""
    found = [node for node in model.graph.node if name in node.input]
    return found[0] if len(found) == 1 else None


def replaced(model: ModelProto, gone: Sequence[NodeProto], made: Sequence[NodeProto]) -> None:
    """Put the nodes MADE in the place of those GONE, each behind what it takes; drop what nobody takes."""
    graph, dropped = model.graph, {id(node) for node in gone}
    known = {each.name for each in (*graph.initializer, *graph.input)} | {""}
    waiting = [node for node in graph.node if id(node) not in dropped] + list(made)
    ordered: list[NodeProto] = []
    while waiting:
        ready = [node for node in waiting if known.issuperset(node.input)]
        if not ready:
            raise ValueError(f"{waiting[0].name}: nothing makes what it takes")
        for node in ready:
            known.update(node.output)
        ordered += ready
        late = {id(node) for node in ready}
        waiting = [node for node in waiting if id(node) not in late]
    needed = {each.name for each in graph.output}
    kept: list[NodeProto] = []
    for node in reversed(ordered):
        if needed.intersection(node.output):
            needed.update(node.input)
            kept.append(node)
    constants = [each for each in graph.initializer if each.name in needed]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(reversed(kept))
    graph.initializer.extend(constants)
