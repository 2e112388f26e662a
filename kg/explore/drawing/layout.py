"""Where the boxes of a picture lie: connected ones near each other, none on another; the same every time.

NetworkX places the nodes of each connected part by forces, from several seeds; the drawing with the fewest crossings is
taken. Then boxes that overlap are pushed apart, the labels of edges among them, and the parts are put side by side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from kg.explore.drawing.spacing import GAP, Ends, Floats, apart

Point = tuple[int, int]
Size = tuple[int, int]

MOST: Final = 499  # nodes; for more NetworkX needs SciPy, and nobody can read the picture
_SEEDS: Final = 8  # from which forces begin; fewer for large parts, which take long
_PARTS: Final = 56  # pixels between parts that nothing connects
_ASPECT: Final = 1.5  # a picture is wider than high


@dataclass(frozen=True, slots=True)
class Link:
    """A line between two boxes, with the size of its label."""

    source: str
    target: str
    label: Size


@dataclass(frozen=True, slots=True)
class Layout:
    """The centres of all boxes and of the labels of all links, and the size of the whole."""

    boxes: Mapping[str, Point]
    labels: Sequence[Point]
    size: Size


@dataclass(slots=True)
class _Part:
    """Boxes that are connected, with the numbers of their links."""

    names: list[str]
    links: list[int] = field(default_factory=list)
    centres: Floats = field(default_factory=lambda: np.zeros((0, 2)))  # names first, then links
    sizes: Floats = field(default_factory=lambda: np.zeros((0, 2)))

    @property
    def corners(self) -> tuple[Floats, Floats]:
        return (self.centres - self.sizes / 2).min(0), (self.centres + self.sizes / 2).max(0)


def arrange(boxes: Mapping[str, Size], links: Sequence[Link]) -> Layout:
    """Return where BOXES of some sizes lie and where the labels of their LINKS do.

    >>> found = arrange({"a": (80, 30), "b": (80, 30)}, [Link("a", "b", (60, 14))])
    >>> found.boxes["a"][1] == found.boxes["b"][1]
    True
    """
    parts = _parts(boxes, links)
    for part in parts:
        _place(part, boxes, links)
    width, height = _pack(parts)
    centres: dict[str, Point] = {}
    labels: list[Point] = [(0, 0)] * len(links)
    for part in parts:
        rounded = [(round(float(x)), round(float(y))) for x, y in part.centres]
        centres.update(zip(part.names, rounded, strict=False))
        for number, centre in zip(part.links, rounded[len(part.names) :], strict=True):
            labels[number] = centre
    return Layout(centres, labels, (width, height))


def _parts(boxes: Mapping[str, Size], links: Sequence[Link]) -> list[_Part]:
    """Return what is connected, the largest first."""
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(sorted(boxes))
    graph.add_edges_from((link.source, link.target) for link in links)
    found = [_Part(sorted(names)) for names in networkx.connected_components(graph)]
    found.sort(key=lambda part: (-len(part.names), part.names))
    home = {name: part for part in found for name in part.names}
    for number, link in enumerate(links):
        home[link.source].links.append(number)
    return found


def _place(part: _Part, boxes: Mapping[str, Size], links: Sequence[Link]) -> None:
    """Place the boxes and labels of PART."""
    own = [links[number] for number in part.links]
    index = {name: i for i, name in enumerate(part.names)}
    ends = np.array([(index[link.source], index[link.target]) for link in own], dtype=np.intp)
    ends = ends.reshape(-1, 2)
    sizes = np.array([*(boxes[name] for name in part.names), *(link.label for link in own)], float)
    centres = _scaled(_sprung(part.names, own), sizes[: len(part.names)], sizes, ends)
    part.sizes = sizes
    part.centres = apart(centres, sizes, ends)


def _sprung(names: Sequence[str], links: Sequence[Link]) -> Floats:
    """Return the NAMES where forces put them, in the drawing with the fewest crossings, wider than high."""
    import networkx

    if len(names) == 1:
        return np.zeros((1, 2))
    if len(names) == 2:
        return np.array([[-0.5, 0.0], [0.5, 0.0]])
    graph = networkx.Graph()
    graph.add_nodes_from(names)
    graph.add_edges_from(sorted({tuple(sorted((e.source, e.target))) for e in links}))
    graph.remove_edges_from(list(networkx.selfloop_edges(graph)))
    index = {name: i for i, name in enumerate(names)}
    ends = np.array([(index[a], index[b]) for a, b in graph.edges], dtype=np.intp)
    best: tuple[int, Floats] | None = None
    for seed in range(max(1, min(_SEEDS, _SEEDS * 60 // len(names)))):
        placed = networkx.spring_layout(graph, seed=seed, iterations=300)
        found = _turned(np.array([placed[name] for name in names]))
        count = _crossings(found, ends)
        if best is None or count < best[0]:
            best = count, found
        if count == 0:
            break
    assert best is not None  # noqa: S101
    return best[1]


def _turned(centres: Floats) -> Floats:
    """Return CENTRES turned so that the longest way through them lies flat."""
    moved = centres - centres.mean(0)
    (a, b), (_, d) = moved.T @ moved
    angle = 0.5 * np.arctan2(2 * b, a - d)
    cos, sin = np.cos(angle), np.sin(angle)
    turned: Floats = moved @ np.array([[cos, -sin], [sin, cos]])
    return turned


def _crossings(centres: Floats, ends: Ends) -> int:
    """Return how many pairs of lines cross that have no end in common."""
    first, second = centres[ends[:, 0]], centres[ends[:, 1]]

    def side(p: Floats, q: Floats, r: Floats) -> Floats:
        one, two = q - p, r - p
        turn: Floats = one[..., 0] * two[..., 1] - one[..., 1] * two[..., 0]
        return turn

    a, b = first[:, None], second[:, None]
    c, d = first[None], second[None]
    crossing = (side(a, b, c) * side(a, b, d) < 0) & (side(c, d, a) * side(c, d, b) < 0)
    return int(np.count_nonzero(crossing)) // 2


def _scaled(unit: Floats, boxes: Floats, sizes: Floats, ends: Ends) -> Floats:
    """Return the centres of a drawing without a scale in pixels: as small as boxes and labels allow."""
    if len(unit) == 1:
        return unit
    if len(unit) == 2:
        label = max(sizes[len(boxes) :, 0].max(initial=0), 30)
        return unit * float(boxes[:, 0].sum() / 2 + label + 3 * GAP)
    vectors = unit[ends[:, 0]] - unit[ends[:, 1]]
    lengths = np.sqrt((vectors**2).sum(1))
    lengths = lengths[lengths > 0]
    wanted = 150.0 if len(unit) < 60 else 140.0
    scale = wanted / float(np.median(lengths)) if len(lengths) else wanted
    scaled: Floats = unit * np.array([scale * 1.25, scale * 0.85])
    return scaled


def _pack(parts: Sequence[_Part]) -> Size:
    """Put PARTS in rows, the largest first, so that the whole is somewhat wider than high; return its size."""
    sizes = []
    for part in parts:
        low, high = part.corners
        part.centres -= low
        sizes.append(high - low)
    area = sum(float((w + _PARTS) * (h + _PARTS)) for w, h in sizes)
    widest = max((float(w) for w, _ in sizes), default=0.0)
    row = max(widest, (area * _ASPECT) ** 0.5)
    x = y = tallest = right = 0.0
    for part, (w, h) in zip(parts, sizes, strict=True):
        if x > 0 and x + w > row:
            x, y, tallest = 0.0, y + tallest + _PARTS, 0.0
        part.centres += (x, y)
        x += float(w) + _PARTS
        right, tallest = max(right, x - _PARTS), max(tallest, float(h))
    return round(right), round(y + tallest)
