"""The nodes of a picture as boxes: what stands in them, how large they are, and how the events among them stand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.explore.drawing import labels
from kg.explore.drawing.looks import FACT, LINES, TOLD, Look, look, standing
from kg.explore.shapes import Edge, Node, Picture
from kg.ontology import Ontology

ROW: Final = 16  # pixels of a line of words
_SMALL_ROW: Final = 14
_NARROWEST: Final = 44
_LABEL: Final = 22  # characters of a line
_SHORT: Final = 12  # characters of a word that tells little of an event: "Be", "Have"
_DRAWN: Final = re.compile(r"[():]|^\d{4}")  # in parts of an event's label: other events, days
_LONG: Final = re.compile(r"(?<![\d.])\d{5,15}(?!\d)", re.ASCII)  # "53000000000"
# Pixels beside the words, and above and below them.
_PADDING: Final = {
    "ellipse": (34, 18),
    "hexagon": (34, 12),
    "tag": (36, 12),
    "rounded": (20, 12),
    "box": (20, 12),
    "none": (6, 4),
}


@dataclass(frozen=True, slots=True)
class Box:
    """A node as it is drawn."""

    node: Node
    look: Look
    name: str  # the whole label
    lines: Sequence[str]
    below: str  # a small line: how an event stands, and when it is
    status: str  # the name of the line around it

    @property
    def high(self) -> int:
        """How many pixels the words are high."""
        return ROW * len(self.lines) + (_SMALL_ROW if self.below else 0)

    @property
    def size(self) -> tuple[int, int]:
        """How large the box is."""
        beside, above = _PADDING[self.look.shape]
        wide = max(*map(labels.width, self.lines), labels.width(self.below, labels.SMALL))
        return max(wide + beside, _NARROWEST), self.high + above


def boxes(picture: Picture, known: Ontology) -> dict[str, Box]:
    """Return the boxes of PICTURE by the ids of their nodes, in order."""
    stand = statuses(picture["edges"])
    drawn: dict[str, set[str]] = {}
    names = {node["id"]: labels.clean(node["label"]) for node in picture["nodes"]}
    for edge in picture["edges"]:
        drawn.setdefault(edge["source"], set()).add(names[edge["target"]])
    made = {}
    for node in sorted(picture["nodes"], key=lambda node: node["id"]):
        name, status, below = names[node["id"]], FACT, ""
        label = name or labels.clean(node["kindLabel"])
        if node["group"] == "event":
            status = stand.get(node["id"]) or _own(node)
            label = _head(label, drawn.get(node["id"], set()))
            below = " · ".join(filter(None, (LINES[status].word, day(node))))
        if node["group"] == "value":
            label = _LONG.sub(lambda found: f"{int(found[0]):,}", label)
        lines = labels.lines(label, _LABEL)
        made[node["id"]] = Box(node, look(node, known), name, lines, below, status)
    return made


def _head(label: str, drawn: set[str]) -> str:
    """Return the LABEL of an event without what is DRAWN beside it: those who take part, and its day.

    >>> _head("Charge: Ana Ruiz, bribery, 2026-03", {"Ana Ruiz"}), _head("Be: Ana Ruiz, innocent", {"Ana Ruiz"})
    ('Charge: bribery', 'Be: innocent')
    """
    head, _, rest = label.partition(": ")
    left = [part for part in rest.split(", ") if part not in drawn and not _DRAWN.search(part)]
    return f"{head}: {', '.join(left)}".removesuffix(": ") if len(head) < _SHORT else head


def statuses(edges: Sequence[Edge]) -> Mapping[str, str]:
    """Return how events stand of which roles are drawn; where roles stand in several ways, each says so itself."""
    found: dict[str, set[str]] = {}
    for edge in edges:
        if edge["kind"] == "role":
            found.setdefault(edge["source"], set()).add(standing(edge))
    return {event: _together(names) for event, names in found.items()}


def _together(names: set[str]) -> str:
    return min(names) if len(names) == 1 else FACT if FACT in names else TOLD


def _own(node: Node) -> str:
    """Return how an event stands of which no role is drawn."""
    status = node.get("status", "Asserted")
    return FACT if node.get("fact", False) else status if status in LINES else TOLD


def day(node: Node) -> str:
    """Return when NODE is, "" if that is not known."""
    start, end = node.get("start", ""), node.get("end", "")
    return start if start == end or not end else f"{start} to {end}"
