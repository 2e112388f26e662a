"""Outlines of nodes and lines between them, in whole pixels."""

from collections.abc import Sequence
from math import hypot, sqrt
from typing import Final

Point = tuple[float, float]
_STRAIGHT: Final = 5  # pixels that a label may lie beside a straight line
_HEAD: Final = 9  # pixels that an arrow is long
_POINT: Final = 14  # pixels that the point of a hexagon or a tag is long


def corners(shape: str, centre: Point, size: Point) -> list[Point]:
    """Return the corners of a SHAPE of some SIZE around CENTRE; of an ellipse and a rounded box those around it."""
    (x, y), (w, h) = centre, (size[0] / 2, size[1] / 2)
    if shape == "hexagon":
        return [(x - w, y), (x - w + _POINT, y - h), (x + w - _POINT, y - h),
                (x + w, y), (x + w - _POINT, y + h), (x - w + _POINT, y + h)]  # fmt: skip
    if shape == "tag":
        return [(x - w, y - h), (x + w - _POINT, y - h), (x + w, y), (x + w - _POINT, y + h), (x - w, y + h),
                (x - w + _POINT / 2, y)]  # fmt: skip
    return [(x - w, y - h), (x + w, y - h), (x + w, y + h), (x - w, y + h)]


def edge_of(shape: str, centre: Point, size: Point, towards: Point) -> Point:
    """Return where a line from CENTRE TOWARDS another point leaves a shape.

    >>> edge_of("box", (0, 0), (40, 20), (100, 0)), edge_of("ellipse", (0, 0), (40, 20), (0, 50))
    ((20.0, 0.0), (0.0, 10.0))
    """
    dx, dy = towards[0] - centre[0], towards[1] - centre[1]
    if not dx and not dy:
        return centre
    if shape == "ellipse":
        part = 1 / sqrt((dx / (size[0] / 2)) ** 2 + (dy / (size[1] / 2)) ** 2)
        return centre[0] + part * dx, centre[1] + part * dy
    outline = corners(shape, centre, size)
    shares = [
        share
        for start, end in zip(outline, [*outline[1:], outline[0]], strict=True)
        if (share := _meets(centre, (dx, dy), start, end)) is not None
    ]
    nearest = min(shares, default=0.0)
    return centre[0] + nearest * dx, centre[1] + nearest * dy


def _meets(origin: Point, way: Point, start: Point, end: Point) -> float | None:
    """Return after which share of WAY a line from ORIGIN meets the side from START to END; None if it does not."""
    sx, sy = end[0] - start[0], end[1] - start[1]
    across = way[0] * sy - way[1] * sx
    if not across:
        return None
    ox, oy = start[0] - origin[0], start[1] - origin[1]
    share = (ox * sy - oy * sx) / across
    along = (ox * way[1] - oy * way[0]) / across
    return share if share > 0 and -1e-9 <= along <= 1 + 1e-9 else None


class Route:
    """A line from one outline to another, by way of the place where its label lies."""

    def __init__(
        self,
        source: tuple[str, Point, Point],
        target: tuple[str, Point, Point],
        middle: Point,
    ) -> None:
        first, last = source[1], target[1]
        self._is_loop = first == last
        bent = self._is_loop or _beside(first, last, middle) > _STRAIGHT
        via = _control(first, last, middle) if bent else middle
        if self._is_loop:
            left, right = (middle[0] - 40, middle[1]), (middle[0] + 40, middle[1])
            self.start, self.end = edge_of(*source, left), edge_of(*target, right)
            self._bends: Sequence[Point] = (left, right)
        else:
            aim = via if bent else last
            self.start = edge_of(*source, aim)
            self.end = edge_of(*target, via if bent else first)
            self._bends = (_control(self.start, self.end, middle),) if bent else ()

    def _along(self) -> Point:
        """Return the direction in which the line arrives, one pixel long."""
        before = self._bends[-1] if self._bends else self.start
        dx, dy = self.end[0] - before[0], self.end[1] - before[1]
        length = hypot(dx, dy) or 1.0
        return dx / length, dy / length

    def path(self, head: str) -> str:
        """Return the line as SVG has it, up to where its HEAD begins."""
        dx, dy = self._along()
        back = {"arrow": _HEAD - 2, "open": _HEAD - 1, "bar": 2}[head]
        stop = (self.end[0] - back * dx, self.end[1] - back * dy)
        if self._is_loop:
            curve = f"C{at(self._bends[0])} {at(self._bends[1])} "
        else:
            curve = f"Q{at(self._bends[0])} " if self._bends else "L"
        return f"M{at(self.start)}{curve}{at(stop)}"

    def head(self, head: str) -> str:
        """Return the HEAD of the line: the corners of an arrow, or the ends of a bar."""
        (dx, dy), (x, y) = self._along(), self.end
        if head == "bar":
            x, y = x - 2 * dx, y - 2 * dy
            return f"M{at((x - 9 * dy, y + 9 * dx))}L{at((x + 9 * dy, y - 9 * dx))}"
        bx, by = x - _HEAD * dx, y - _HEAD * dy
        return f"M{at((x, y))}L{at((bx - 4 * dy, by + 4 * dx))}L{at((bx + 4 * dy, by - 4 * dx))}Z"


def _beside(first: Point, last: Point, middle: Point) -> float:
    """Return how far MIDDLE lies from the line between two points; far where it lies beyond its ends."""
    dx, dy = last[0] - first[0], last[1] - first[1]
    length = hypot(dx, dy) or 1.0
    along = ((middle[0] - first[0]) * dx + (middle[1] - first[1]) * dy) / length
    if not 0 < along < length:
        return length
    return abs((middle[0] - first[0]) * dy - (middle[1] - first[1]) * dx) / length


def _control(first: Point, last: Point, middle: Point) -> Point:
    """Return the point that draws a curve from FIRST to LAST through MIDDLE."""
    return 2 * middle[0] - (first[0] + last[0]) / 2, 2 * middle[1] - (first[1] + last[1]) / 2


def at(point: Point) -> str:
    """Return POINT in whole pixels.

    >>> at((1.4, -0.3))
    '1,0'
    """
    return f"{round(point[0])},{round(point[1])}"
