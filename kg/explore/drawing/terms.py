"""A picture of an ontology: classes as boxes with their values in them, subclasses, and properties as arrows.

    from kg.explore.drawing.terms import svg

    svg(load(Path("mine.ttl")), title="mine.ttl")

Of ours, those classes are drawn that the user's terms refer to.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final
from xml.etree import ElementTree as ET

from kg.errors import OntologyError
from kg.explore.drawing import labels
from kg.explore.drawing.elements import add, canvas, line, outline, words
from kg.explore.drawing.layout import MOST, Layout, Link, arrange
from kg.explore.drawing.looks import FACT, TOLD, look_of
from kg.explore.drawing.outlines import Route
from kg.iri import digest
from kg.ontology import Ontology, PropertyTerm
from kg.plurals import counted

_ANYTHING: Final = "anything"  # the end of a property without a domain or a range
_MARGIN, _HEADING, _LEGEND = 24, 34, 30
_ROW, _SMALL_ROW, _BESIDE, _ABOVE = 18, 15, 28, 14
_NAME: Final = 34  # characters of a label
_ROOTS: Final = ("Entity", "Event")
_EVENT: Final = "event"
_SAMPLE: Final = 42  # pixels of a sample in the legend
_SUBCLASS: Final = "is a"


@dataclass(frozen=True, slots=True)
class _Box:
    """A class as it is drawn: its label, its values, and how it looks."""

    label: str
    values: tuple[str, ...]
    look: str

    @property
    def size(self) -> tuple[int, int]:
        small = (labels.width(each, labels.SMALL) for each in self.values)
        wide = max(labels.width(self.label), *small, 40)
        below = _SMALL_ROW * len(self.values) + (4 if self.values else 0)
        return wide + _BESIDE, _ROW + below + _ABOVE


@dataclass(frozen=True, slots=True)
class _Arrow:
    """What leads from one class to another: properties by their labels, or that the one is below the other."""

    source: str
    target: str
    said: tuple[str, ...]
    line: str

    @property
    def size(self) -> tuple[int, int]:
        wide = max(labels.width(each, labels.SMALL) for each in self.said)
        return wide + 8, _SMALL_ROW * len(self.said) + 2


def svg(ontology: Ontology, *, title: str) -> str:
    """Return the user's terms of ONTOLOGY as SVG; the same terms give the same bytes."""
    arrows = [*_arrows(ontology)]
    boxes = _boxes(ontology, arrows)
    if not boxes:
        raise OntologyError(f"{title}: it has no class and no property; there is nothing to draw")
    if len(boxes) > MOST:
        wrong = f"{len(boxes):,} classes are too many for a picture"
        raise OntologyError(f"{title}: {wrong}; draw a part of the file")
    links = [Link(each.source, each.target, each.size) for each in arrows]
    found = arrange({name: box.size for name, box in boxes.items()}, links)
    heading = labels.cut(labels.clean(title), 90)
    legend = _Legend(boxes)
    least = max(found.size[0], labels.width(heading, 16), legend.width)
    width, height = least + 2 * _MARGIN, found.size[1] + _HEADING + _LEGEND + 3 * _MARGIN
    about = _in_words(boxes, arrows)
    root = canvas((width, height), heading, about, "kg-" + digest(title, *boxes, about))
    words(root, heading, (_MARGIN, _MARGIN + 10), "kg-left", "kg-heading")
    place = f"translate({(width - found.size[0]) // 2},{_MARGIN + _HEADING})"
    _draw(add(root, "g", transform=place), boxes, arrows, found)
    legend.draw(root, height - _MARGIN - _LEGEND // 2)
    ET.indent(root, "")
    return ET.tostring(root, encoding="unicode") + "\n"


# -- what is drawn ---------------------------------------------------------------------------------


def _arrows(ontology: Ontology) -> Iterator[_Arrow]:
    """Yield an arrow to each class above another, and one between two classes with all properties that lead there."""
    for name, term in sorted(ontology.classes.items()):
        above = sorted(parent for parent in term.parents if _is_shown(parent, ontology))
        if term.own:
            yield from (_Arrow(name, parent, (_SUBCLASS,), TOLD) for parent in above)
    between: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in _properties(ontology):
        if not each.datatypes:
            domain, values = (sorted(some) or [_ANYTHING] for some in (each.domain, each.range))
            for source, target in product(domain, values):
                between[source, target].append(_said(each))
    for (source, target), said in sorted(between.items()):
        yield _Arrow(source, target, tuple(sorted(said)), FACT)


def _properties(ontology: Ontology) -> list[PropertyTerm]:
    return [each for _, each in sorted(ontology.properties.items()) if each.own]


def _is_shown(name: str, ontology: Ontology) -> bool:
    """Tell whether a class above one of the user's says something: that all events are one does not."""
    term = ontology.classes.get(name)
    return term is not None and (term.own or name not in _ROOTS)


def _said(term: PropertyTerm) -> str:
    label = labels.cut(labels.clean(term.label), _NAME)
    return f"{label} (both ways)" if term.symmetric else label


def _boxes(ontology: Ontology, arrows: list[_Arrow]) -> dict[str, _Box]:
    values: dict[str, list[str]] = defaultdict(list)
    for each in _properties(ontology):
        if each.datatypes:
            for source in sorted(each.domain) or [_ANYTHING]:
                values[source].append(f"{_said(each)}: {' or '.join(sorted(each.datatypes))}")
    ends = {end for arrow in arrows for end in (arrow.source, arrow.target)}
    own = {name for name, term in ontology.classes.items() if term.own}
    return {
        name: _Box(_label(name, ontology), tuple(sorted(values[name])), _look(name, ontology))
        for name in sorted(own | ends | values.keys())
    }


def _label(name: str, ontology: Ontology) -> str:
    term = ontology.classes.get(name)
    if term is None:
        return name
    return labels.cut(labels.clean(term.label), _NAME) if term.own else f"kg:{name}"


def _look(name: str, ontology: Ontology) -> str:
    term = ontology.classes.get(name)
    if term is not None and term.is_event:
        return _EVENT
    kinds = sorted(ontology.own.anchors.get(name, ())) or [name]
    found = {look_of(kind, ontology).name for kind in kinds}
    return found.pop() if len(found) == 1 else "thing"


def _in_words(boxes: Mapping[str, _Box], arrows: list[_Arrow]) -> str:
    """Return what the picture shows, for those who do not see it."""
    told = [
        f"{boxes[each.source].label} {said} {boxes[each.target].label}"
        for each in arrows
        for said in each.said
    ]
    told += [f"{box.label} {value}" for box in boxes.values() for value in box.values]
    return f"{counted(len(boxes), 'class', 'classes')}{': ' if told else ''}{'; '.join(told)}."


# -- how it is drawn -------------------------------------------------------------------------------


def _draw(
    whole: ET.Element, boxes: Mapping[str, _Box], arrows: list[_Arrow], found: Layout
) -> None:
    lines, texts, nodes = (add(whole, "g") for _ in range(3))
    for arrow, middle in zip(arrows, found.labels, strict=True):
        source, target = (
            ("box", found.boxes[end], boxes[end].size) for end in (arrow.source, arrow.target)
        )
        route = Route(source, target, middle)
        line(add(lines, "g", class_=f"kg-{arrow.line}"), route, arrow.line)
        _plate(add(texts, "g", class_=f"kg-{arrow.line}"), arrow, middle)
    for name, box in boxes.items():
        _node(add(nodes, "g", class_=f"kg-{box.look}"), box, found.boxes[name])


def _plate(group: ET.Element, arrow: _Arrow, middle: tuple[int, int]) -> None:
    (x, y), (w, h) = middle, arrow.size
    add(group, "rect", class_="kg-plate", x=x - w // 2, y=y - h // 2, width=w, height=h)
    for number, said in enumerate(arrow.said):
        words(group, said, (x, y - h // 2 + _SMALL_ROW * number + 12), "kg-small")


def _node(group: ET.Element, box: _Box, centre: tuple[int, int]) -> None:
    (x, y), (w, h) = centre, box.size
    outline(group, "box", centre, box.size)
    top = y - h // 2
    words(group, box.label, (x, top + _ABOVE // 2 + 13))
    if box.values:
        at = top + _ABOVE // 2 + _ROW + 2
        add(group, "path", class_="kg-shape", d=f"M{x - w // 2},{at}H{x + w // 2}")
        for number, value in enumerate(box.values):
            place = (x - w // 2 + _BESIDE // 2, at + _SMALL_ROW * number + 13)
            words(group, value, place, "kg-left", "kg-small")


class _Legend:
    """What the arrows mean, and the colour of events where there are any."""

    def __init__(self, boxes: Mapping[str, _Box]) -> None:
        self._said = [(TOLD, "is a kind of"), (FACT, "property, from what has it to its value")]
        if any(box.look == _EVENT for box in boxes.values()):
            self._said.append((_EVENT, "something that happens"))

    @property
    def width(self) -> int:
        """How many pixels it is wide."""
        return sum(map(self._wide, self._said))

    def draw(self, root: ET.Element, y: int) -> None:
        """Draw it in one line at the height Y."""
        x = _MARGIN
        for each in self._said:
            name, said = each
            group = add(root, "g", class_=f"kg-{name}")
            if name == _EVENT:
                outline(group, "box", (x + _SAMPLE // 2, y), (_SAMPLE - 4, 16))
            else:
                ends = (("box", (x, y), (2, 2)), ("box", (x + _SAMPLE, y), (2, 2)))
                line(group, Route(*ends, (x + _SAMPLE // 2, y)), name)
            words(group, said, (x + _SAMPLE + 6, y + 4), "kg-left", "kg-small")
            x += self._wide(each)

    def _wide(self, each: tuple[str, str]) -> int:
        return _SAMPLE + 6 + labels.width(each[1], labels.SMALL) + 22
