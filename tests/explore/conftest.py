"""Graphs without a language model: the invented articles of all tests, and pictures made by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Store

from kg.explore import Explorer
from kg.explore.shapes import Picture

Node = tuple[str, str, str]  # id, label, kind


def edge(source: str, target: str, label: str, status: str = "Asserted", **given: Any) -> Any:
    """An edge between two nodes."""
    made = {
        "id": f"{source} {label} {target} {status}",
        "source": source,
        "target": target,
        "property": label,
        "label": label,
        "kind": "relation",
        "rank": 0,
        "status": status,
        "fact": status == "Asserted",
        "speakers": [],
        "claims": [],
        "articles": [],
    }
    return {**made, **given}


def picture(nodes: list[Node], edges: list[Any]) -> Picture:
    """A picture of nodes, whose group their kind tells."""
    groups = {"Charge": "event", "date": "value"}
    made: Any = [
        {"id": id, "label": label, "kind": kind, "kindLabel": kind.lower(),
         "group": groups.get(kind, "entity")}
        for id, label, kind in nodes
    ]  # fmt: skip
    return {"nodes": made, "edges": edges, "articles": {}, "more": {}}


@pytest.fixture(scope="session", name="edge")
def edge_fixture() -> Callable[..., Any]:
    """The builder of edges."""
    return edge


@pytest.fixture(scope="session", name="picture")
def picture_fixture() -> Callable[..., Picture]:
    """The builder of pictures."""
    return picture


@pytest.fixture(scope="session")
def explorer(quads) -> Explorer:
    """The views of what the invented articles say."""
    store = Store()
    store.bulk_extend(quads)
    return Explorer(store)


@pytest.fixture(scope="session")
def trig(quads, tmp_path_factory) -> Path:
    """A file of what the invented articles say."""
    from kg.rdf import format_for, serialize

    path = tmp_path_factory.mktemp("draw") / "stories.trig"
    path.write_bytes(serialize(tuple(sorted(quads, key=str)), format_for("trig")))
    return path
