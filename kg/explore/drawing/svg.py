"""A picture as SVG: no script, nothing fetched, the same bytes for the same picture."""

from collections.abc import Collection, Mapping
from typing import Final
from xml.etree import ElementTree as ET

from kg.explore.drawing import labels
from kg.explore.drawing.boxes import ROW, Box, boxes, day, statuses
from kg.explore.drawing.elements import add, canvas, line, outline, words
from kg.explore.drawing.layout import Layout, Link, arrange
from kg.explore.drawing.legend import Legend
from kg.explore.drawing.looks import FACT, LINES, standing
from kg.explore.drawing.outlines import Route
from kg.explore.shapes import Edge, Picture
from kg.iri import digest
from kg.ontology import Ontology
from kg.plurals import counted

_TITLE: Final = 90  # characters
_NARROWEST: Final = 420
_MARGIN: Final = 24
_HEADING: Final = 34
_EDGE: Final = 36  # characters of the label of an edge
_TOLD: Final = 80  # statements that a screen reader is told
_LONGEST: Final = 120  # characters of a name in a statement
_WEB: Final = ("http://", "https://")


def svg(
    picture: Picture,
    known: Ontology,
    *,
    title: str = "Knowledge graph",
    about: Collection[str] = (),
    links: Mapping[str, str] | None = None,
    note: str = "",
) -> str:
    """Return PICTURE as SVG, with shapes by the classes of the ontology KNOWN.

    TITLE stands above it; the nodes ABOUT which it is are drawn bold; LINKS are web addresses of nodes and articles
    by IRI; NOTE stands below.
    """
    return _Drawing(picture, known, labels.clean(title), about, links or {}).text(note)


def in_words(picture: Picture, known: Ontology) -> str:
    """Return what PICTURE tells to those who do not see it."""
    return _Drawing(picture, known, "", (), {}).description()


class _Drawing:
    """Makes the elements of one picture."""

    def __init__(
        self,
        picture: Picture,
        known: Ontology,
        title: str,
        about: Collection[str],
        links: Mapping[str, str],
    ) -> None:
        self.articles = picture["articles"]
        self.title = title
        self.about = about
        self.links = links
        self.edges = sorted(picture["edges"], key=lambda edge: edge["id"])
        self.boxes = boxes(picture, known)
        self.statuses = statuses(self.edges)
        self.plates = {edge["id"]: self._said(edge) for edge in self.edges}

    def text(self, note: str) -> str:
        """Return the whole as text."""
        sizes = {name: box.size for name, box in self.boxes.items()}
        links = [Link(e["source"], e["target"], _plate(self.plates[e["id"]])) for e in self.edges]
        found = arrange(sizes, links)
        heading = labels.cut(self.title, _TITLE)
        least = max(found.size[0], labels.width(heading, 16), _NARROWEST)
        legend = Legend(*self._occurring(), widest=least, note=note)
        width = max(least, legend.width) + 2 * _MARGIN
        height = found.size[1] + _HEADING + legend.height + 3 * _MARGIN
        root = self._root(width, height)
        words(root, heading, (_MARGIN, _MARGIN + 10), "kg-left", "kg-heading")
        place = f"translate({(width - found.size[0]) // 2},{_MARGIN + _HEADING})"
        self._draw(add(root, "g", transform=place), found)
        legend.draw(root, _MARGIN, height - legend.height - _MARGIN)
        ET.indent(root, "")
        return ET.tostring(root, encoding="unicode") + "\n"

    def _occurring(self) -> tuple[set[str], set[str]]:
        """Return the kinds and the lines that occur."""
        own = {box.status for box in self.boxes.values() if box.status != FACT}
        lines = own | {standing(edge) for edge in self.edges}
        return {box.look.name for box in self.boxes.values()}, lines

    def _root(self, width: int, height: int) -> ET.Element:
        name = "kg-" + digest(self.title, *self.boxes, *(edge["id"] for edge in self.edges))
        return canvas((width, height), self.title, self.description(), name)

    def description(self) -> str:
        """Return the picture in words."""
        events = sum(box.node["group"] == "event" for box in self.boxes.values())
        counts = f"{counted(len(self.boxes) - events, 'thing')} and {counted(events, 'event')}"
        said = [self._statement(edge) for edge in self.edges[:_TOLD]]
        if len(self.edges) > _TOLD:
            said.append(f"and {len(self.edges) - _TOLD:,} more")
        return f"{counts}{': ' if said else ''}{'; '.join(said)}."

    def _statement(self, edge: Edge) -> str:
        source, target = (self.boxes[end].name for end in (edge["source"], edge["target"]))
        return f"{labels.cut(source, _LONGEST)} {_label(edge)} {labels.cut(target, _LONGEST)}"

    def _said(self, edge: Edge) -> str:
        """Return what stands on EDGE; how an event stands is said once, in its node."""
        is_told = edge["kind"] == "role" and self.statuses[edge["source"]] == standing(edge)
        return labels.cut(labels.clean(edge["label"]) if is_told else _label(edge), _EDGE)

    def _draw(self, whole: ET.Element, found: Layout) -> None:
        ends = {
            name: (box.look.shape, found.boxes[name], box.size) for name, box in self.boxes.items()
        }
        lines, texts, nodes = (add(whole, "g") for _ in range(3))
        for edge, middle in zip(self.edges, found.labels, strict=True):
            group = add(lines, "g", class_=f"kg-{standing(edge)}")
            add(group, "title").text = self._told(edge)
            route = Route(ends[edge["source"]], ends[edge["target"]], middle)
            line(group, route, standing(edge))
            self._words(texts, edge, middle)
        for name, box in self.boxes.items():
            self._node(nodes, box, found.boxes[name])

    def _words(self, texts: ET.Element, edge: Edge, middle: tuple[int, int]) -> None:
        said = self.plates[edge["id"]]
        (x, y), (w, h) = middle, _plate(said)
        group = add(texts, "g", class_=f"kg-{standing(edge)}")
        add(group, "title").text = self._told(edge)
        address = next((self.links[each] for each in edge["articles"] if each in self.links), None)
        inner = _linked(group, address)
        add(inner, "rect", class_="kg-plate", x=x - w // 2, y=y - h // 2, width=w, height=h)
        words(inner, said, (x, y + 4), "kg-small")

    def _told(self, edge: Edge) -> str:
        """Return what a reader is told who points at EDGE."""
        by = ", ".join(map(labels.clean, edge["speakers"]))
        stands = f"{LINES[standing(edge)].legend}{f', by {by}' if by else ''}"
        told = [self.articles[each]["title"] for each in edge["articles"] if each in self.articles]
        return "\n".join([self._statement(edge), stands, *map(labels.clean, told)])

    def _node(self, nodes: ET.Element, box: Box, centre: tuple[int, int]) -> None:
        node, (x, y) = box.node, centre
        marked = " kg-about" if node["id"] in self.about else ""
        group = add(nodes, "g", class_=f"kg-{box.look.name}{marked}")
        add(group, "title").text = f"{box.name}\n{_about(box)}"
        inner = _linked(group, self.links.get(node["id"]))
        outline(inner, box.look.shape, centre, box.size, box.status)
        top = y - box.high // 2
        for number, each in enumerate(box.lines):
            words(inner, each, (x, top + ROW * number + 12))
        if box.below:
            words(inner, box.below, (x, top + box.high - 3), "kg-small", "kg-faint")


def _label(edge: Edge) -> str:
    """Return what EDGE says, with how it stands where it is no fact."""
    word = LINES[standing(edge)].word
    label = labels.clean(edge["label"])
    return f"{word}: {label}" if word else label


def _about(box: Box) -> str:
    """Return the kind of what is in BOX, when it is, how it stands, and how many articles name it."""
    node = box.node
    count = node.get("articles", 0)
    parts = (
        labels.clean(node["kindLabel"]),
        day(node),
        LINES[box.status].legend if node["group"] == "event" else "",
        f"in {counted(count, 'article')}" if count else "",
    )
    return "; ".join(filter(None, parts))


def _linked(group: ET.Element, address: str | None) -> ET.Element:
    """Return where what is drawn in GROUP goes: in a link, if there is an ADDRESS in the web."""
    if address is None or not address.startswith(_WEB):
        return group
    return add(group, "a", href=labels.clean(address), target="_blank", rel="noopener noreferrer")


def _plate(said: str) -> tuple[int, int]:
    """Return the size of the ground that the label of an edge stands on."""
    return labels.width(said, labels.SMALL) + 6, 15
