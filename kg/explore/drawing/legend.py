"""The legend of a picture: the kinds and statuses that occur in it, and no others."""

from collections.abc import Collection, Iterator
from typing import Final
from xml.etree import ElementTree as ET

from kg.explore.drawing import labels
from kg.explore.drawing.elements import add, line, outline, words
from kg.explore.drawing.looks import LINES, LOOKS
from kg.explore.drawing.outlines import Route

_ROW: Final = 24
_SAMPLE: Final = 42  # pixels of the sample before the words
_GAP: Final = 22


class Legend:
    """What the shapes and lines of a picture mean, in rows that are at most WIDEST pixels wide; NOTE stands below."""

    def __init__(
        self, looks: Collection[str], lines: Collection[str], *, widest: int, note: str = ""
    ) -> None:
        self._named = (
            [(look.name, look.legend) for look in LOOKS if look.name in looks],
            [(name, drawn.legend) for name, drawn in LINES.items() if name in lines],
        )
        self._widest = widest
        self._note = note
        self._places = list(self._placed())

    @property
    def width(self) -> int:
        """How many pixels the widest row has."""
        rows = (x + _wide(said) for _, said, x, _ in self._places)
        return max(labels.width(self._note, labels.SMALL), *rows, 0)

    @property
    def height(self) -> int:
        """How many pixels all rows have."""
        rows = 1 + max((row for *_, row in self._places), default=-1)
        return _ROW * (rows + bool(self._note))

    def _placed(self) -> Iterator[tuple[str, str, int, int]]:
        """Yield what is shown, its words, how far right it stands, and in which row."""
        row = -1
        for named in self._named:
            x, row = 0, row + bool(named)
            for name, said in named:
                if x and x + _wide(said) > self._widest:
                    x, row = 0, row + 1
                yield name, said, x, row
                x += _wide(said) + _GAP

    def draw(self, root: ET.Element, left: int, top: int) -> None:
        """Draw the legend below ROOT."""
        shapes = {look.name: look.shape for look in LOOKS}
        whole = add(root, "g", transform=f"translate({left},{top})")
        for name, said, x, row in self._places:
            middle = row * _ROW + _ROW // 2
            group = add(whole, "g", class_=f"kg-{name}")
            if name in shapes:
                _sample(group, shapes[name], (x + _SAMPLE // 2, middle))
            else:
                ends = (("box", (x, middle), (2, 2)), ("box", (x + _SAMPLE, middle), (2, 2)))
                line(group, Route(*ends, (x + _SAMPLE / 2, middle)), name)
            words(group, said, (x + _SAMPLE + 6, middle + 4), "kg-left", "kg-small")
        if self._note:
            words(whole, self._note, (0, self.height - 8), "kg-left", "kg-small", "kg-faint")


def _wide(said: str) -> int:
    return _SAMPLE + 6 + labels.width(said, labels.SMALL)


def _sample(group: ET.Element, shape: str, centre: tuple[int, int]) -> None:
    if shape == "none":
        words(group, "12", (centre[0], centre[1] + 4), "kg-small")
    else:
        outline(group, shape, centre, (38, 16))
