"""Pictures made smaller: events as edges between those who take part, and only what is connected best."""

from collections import Counter
from typing import Final

from kg.explore.shapes import Edge, Node, Picture
from kg.iri import digest

_PLAIN: Final = (0, 1)  # the ranks of roles that need no word: who does it, and to whom


def folded(picture: Picture) -> Picture:
    """Return PICTURE with an edge from the first participant of an event to each other one in its place.

    An event stays a node where fewer than two take part, or where another event points to it.
    """
    nodes = {node["id"]: node for node in picture["nodes"]}
    roles: dict[str, list[Edge]] = {}
    for edge in picture["edges"]:
        if edge["kind"] == "role":
            roles.setdefault(edge["source"], []).append(edge)
    pointed = {edge["target"] for edge in picture["edges"]}
    gone = {
        event
        for event, edges in roles.items()
        if event not in pointed and len({edge["target"] for edge in edges}) > 1
    }
    kept = [edge for edge in picture["edges"] if edge["source"] not in gone]
    made = [edge for event in sorted(gone) for edge in _bridges(nodes[event], roles[event], nodes)]
    return {
        **picture,
        "nodes": [node for node in picture["nodes"] if node["id"] not in gone],
        "edges": sorted([*kept, *made], key=lambda edge: edge["id"]),
    }


def _bridges(event: Node, edges: list[Edge], nodes: dict[str, Node]) -> list[Edge]:
    def order(edge: Edge) -> tuple[int, str, str]:
        return edge["rank"], nodes[edge["target"]]["label"], edge["id"]

    first, *others = sorted(edges, key=order)
    head = event["label"].partition(":")[0]
    return [
        {
            **edge,
            "id": digest(first["target"], edge["id"]),
            "source": first["target"],
            "kind": "relation",
            "label": head if edge["rank"] in _PLAIN else f"{head} ({edge['label']})",
        }
        for edge in others
        if edge["target"] != first["target"]
    ]


def trimmed(picture: Picture, most: int) -> tuple[Picture, int]:
    """Return PICTURE with the MOST nodes that are connected best, and how many are left out."""
    left = len(picture["nodes"]) - most
    if left <= 0:
        return picture, 0
    degrees = Counter(end for edge in picture["edges"] for end in (edge["source"], edge["target"]))
    ranked = sorted(picture["nodes"], key=lambda node: (-degrees[node["id"]], node["id"]))
    kept = {node["id"] for node in ranked[:most]}
    return {
        **picture,
        "nodes": [node for node in picture["nodes"] if node["id"] in kept],
        "edges": [e for e in picture["edges"] if e["source"] in kept and e["target"] in kept],
    }, left
