"""Boxes and labels of a picture moved until none lies on another, lines are short, and labels beside their lines."""

from collections import Counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ends = NDArray[np.intp]  # of lines: the numbers of two boxes

GAP: Final = 22  # pixels between boxes
_ROOM: Final = 66  # pixels that each neighbour of a hub has around it
_STEPS: Final = 200  # in which boxes are pushed and pulled
_LAST: Final = 60  # in which they are only pushed


class Lines:
    """Lines between boxes, by the numbers of their ends: where labels lie best, and how long lines need to be."""

    def __init__(self, ends: Ends, boxes: Floats, labels: Floats) -> None:
        self.ends = ends
        degrees = np.bincount(ends.ravel(), minlength=len(boxes)).astype(float)
        first, second = degrees[ends[:, 0]], degrees[ends[:, 1]]
        # Half of the way, and up to six tenths from where many lines begin.
        self._share = np.clip(0.5 + 0.02 * (first - second), 0.4, 0.6)[:, None]
        self._labels = labels
        self._ranks, beside = _ranks(ends)
        room = np.maximum(first, second) * _ROOM / (2 * np.pi)
        own = (boxes[ends[:, 0]] + boxes[ends[:, 1]]).mean(1) / 2 + labels[:, 0] + 2 * GAP
        self.lengths: Floats = np.maximum(own, room) + 20 * beside

    def middles(self, centres: Floats) -> Floats:
        """Return where the labels lie best: away from hubs, and apart where lines are parallel."""
        first, second = centres[self.ends[:, 0]], centres[self.ends[:, 1]]
        found: Floats = (1 - self._share) * first + self._share * second
        way = second - first
        way = np.where((self.ends[:, 0] < self.ends[:, 1])[:, None], way, -way)
        length = np.maximum(np.sqrt((way**2).sum(1)), 1.0)
        normal = np.stack([-way[:, 1], way[:, 0]], 1) / length[:, None]
        # Beside each other labels need their width, below each other their height.
        apart = np.abs(normal[:, 0]) * (self._labels[:, 0] + 4) + np.abs(normal[:, 1]) * 20
        found += (self._ranks * apart)[:, None] * normal
        loops = self.ends[:, 0] == self.ends[:, 1]
        found[loops, 1] -= 60 + 20 * np.abs(self._ranks[loops])
        return found

    def draw_in(self, centres: Floats) -> None:
        """Draw ends together where a line is much longer than it needs to be, and apart where it is shorter."""
        way = centres[self.ends[:, 1]] - centres[self.ends[:, 0]]
        length = np.maximum(np.sqrt((way**2).sum(1)), 1.0)
        over = 0.2 * np.maximum(length - 1.3 * self.lengths, 0.0)
        over -= 0.06 * np.maximum(self.lengths - length, 0.0)
        step = (np.clip(over, -8.0, 24.0) / length)[:, None] * way
        np.add.at(centres, self.ends[:, 0], step)
        np.subtract.at(centres, self.ends[:, 1], step)


def _ranks(ends: Ends) -> tuple[Floats, Floats]:
    """Return for each line its place among those between the same boxes, and how many others there are.

    >>> [each.tolist() for each in _ranks(np.array([(0, 1), (1, 2), (1, 0)]))]
    [[-0.5, 0.0, 0.5], [1.0, 0.0, 1.0]]
    """
    pairs = [(min(a, b), max(a, b)) for a, b in ends.tolist()]
    seen: Counter[tuple[int, int]] = Counter()
    nth = []
    for pair in pairs:
        nth.append(seen[pair])
        seen[pair] += 1
    beside = np.array([seen[pair] - 1.0 for pair in pairs])
    return np.array(nth, dtype=float) - beside / 2, beside


def apart(boxes: Floats, sizes: Floats, ends: Ends) -> Floats:
    """Return the centres of BOXES and of the labels of lines, moved so that none lies on another.

    SIZES are those of the boxes, then those of the labels; ENDS are the numbers of the boxes that a line connects.
    """
    count = len(boxes)
    lines = Lines(ends, sizes[:count], sizes[count:])
    centres = np.concatenate([boxes, lines.middles(boxes)])
    pairs = _Pairs(sizes, count)
    for step in range(_STEPS + _LAST):
        if step % 6 == 0:
            pairs.find(centres)
        if step < _STEPS and len(ends):
            centres[count:] += 0.3 * (lines.middles(centres[:count]) - centres[count:])
            lines.draw_in(centres)
            if step % 3 == 0:
                _off_lines(centres, sizes, ends, count)
        moved = pairs.push(centres)
        if step >= _STEPS and moved < 0.5:
            break
    return centres


class _Pairs:
    """The pairs of boxes that are near enough to touch, so that not all have to be looked at."""

    def __init__(self, sizes: Floats, count: int) -> None:
        self._sizes = sizes
        self._count = count

    def find(self, centres: Floats) -> None:
        """Find the pairs that may touch within the next steps."""
        delta = np.abs(centres[:, None, :] - centres[None, :, :])
        reach = (self._sizes[:, None, :] + self._sizes[None, :, :]) / 2 + 2 * GAP
        near = np.all(delta < reach, axis=2)
        self._first, self._second = np.nonzero(np.triu(near, 1))
        first, second = self._first >= self._count, self._second >= self._count  # labels
        gap = np.where(first & second, 4.0, np.where(first ^ second, 14.0, float(GAP)))
        self._wanted = (self._sizes[self._first] + self._sizes[self._second]) / 2 + gap[:, None]
        # A label gives way to a box more than a box to a label.
        self._share = np.where(first == second, 0.5, np.where(first, 0.8, 0.2))[:, None]

    def push(self, centres: Floats) -> float:
        """Push what overlaps apart, along the shorter way; return the longest way that something went."""
        delta = centres[self._first] - centres[self._second]
        over = self._wanted - np.abs(delta)
        hits = np.all(over > 0, axis=1)
        shorter = np.where((over[:, 0] < over[:, 1])[:, None], [1.0, 0.0], [0.0, 1.0])
        sign = np.where(delta == 0, -1.0, np.sign(delta))
        move = np.where(hits[:, None], over * shorter * sign, 0.0) * 0.7
        moves = np.zeros_like(centres)
        np.add.at(moves, self._first, move * self._share)
        np.subtract.at(moves, self._second, move * (1 - self._share))
        moves = np.clip(moves, -30, 30)
        centres += moves
        return float(np.abs(moves).max(initial=0.0))


def _off_lines(centres: Floats, sizes: Floats, ends: Ends, count: int) -> None:
    """Push boxes off the lines that run through them without having to do with them."""
    first, last, boxes = centres[ends[:, 0]], centres[ends[:, 1]], centres[:count]
    along = last - first
    length = np.maximum((along**2).sum(1), 1.0)
    share = ((boxes[:, None] - first[None]) * along[None]).sum(2) / length[None]
    normal = np.stack([-along[:, 1], along[:, 0]], 1) / np.sqrt(length)[:, None]
    beside = ((boxes[:, None] - first[None]) * normal[None]).sum(2)
    reach = (np.abs(normal)[None] * sizes[:count, None] / 2).sum(2) + 6  # across the line
    number = np.arange(count)[:, None]
    foreign = (number != ends[None, :, 0]) & (number != ends[None, :, 1])
    within = foreign & (share > 0.02) & (share < 0.98)
    over = np.where(within, np.maximum(reach - np.abs(beside), 0.0), 0.0)
    moves = ((over * np.where(beside < 0, -1.0, 1.0))[..., None] * normal[None]).sum(1)
    centres[:count] += np.clip(moves * 0.35, -18, 18)
