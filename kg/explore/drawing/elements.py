"""The elements of SVG that pictures and legends are made of."""

from typing import Final
from xml.etree import ElementTree as ET

from kg.explore.drawing.looks import FACT, LINES, style
from kg.explore.drawing.outlines import Route, at, corners

_ROUND: Final = {"rounded": 9, "box": 1, "none": 0}  # pixels of the corners of boxes


def add(parent: ET.Element, tag: str, **given: object) -> ET.Element:
    """Return a new element below PARENT with attributes as text; ``class_`` is the attribute class."""
    return ET.SubElement(
        parent, tag, {name.rstrip("_"): str(value) for name, value in given.items()}
    )


def canvas(size: tuple[int, int], title: str, about: str, name: str) -> ET.Element:
    """Return the root of a picture of some SIZE, with its TITLE and what it is ABOUT in words; NAME begins its ids."""
    width, height = size
    given = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "kg-picture",
        "role": "img",
        "aria-labelledby": f"{name}-title",
        "aria-describedby": f"{name}-desc",
        "viewBox": f"0 0 {width} {height}",
        "width": str(width),
        "height": str(height),
        # A large picture is made smaller to fit a page, as far as it can still be read.
        "style": f"max-width:100%;min-width:{width // 2}px;height:auto",
    }
    root = ET.Element("svg", given)
    add(root, "title", id=f"{name}-title").text = title
    add(root, "desc", id=f"{name}-desc").text = about
    add(root, "style").text = style()
    add(root, "rect", class_="kg-paper", width=width, height=height)
    return root


def words(parent: ET.Element, text: str, place: tuple[int, int], *classes: str) -> None:
    """Write TEXT at PLACE."""
    x, y = place
    named = {"class_": " ".join(classes)} if classes else {}
    add(parent, "text", **named, x=x, y=y).text = text


def outline(
    parent: ET.Element,
    shape: str,
    centre: tuple[int, int],
    size: tuple[int, int],
    status: str = FACT,
) -> None:
    """Draw the outline of a SHAPE with the line of a STATUS."""
    (x, y), (w, h) = centre, size
    name = "kg-shape" if status == FACT else f"kg-shape kg-of-{status}"
    if shape == "ellipse":
        add(parent, "ellipse", class_=name, cx=x, cy=y, rx=w // 2, ry=h // 2)
    elif shape in _ROUND:
        place = {"x": x - w // 2, "y": y - h // 2, "width": w, "height": h}
        add(parent, "rect", class_=name, **place, rx=min(_ROUND[shape], h // 2))
    else:
        way = "L".join(map(at, corners(shape, centre, size)))
        add(parent, "path", class_=name, d=f"M{way}Z")


def line(parent: ET.Element, route: Route, status: str) -> None:
    """Draw the line of a STATUS along ROUTE."""
    head = LINES[status].head
    add(parent, "path", class_="kg-line", d=route.path(head))
    add(parent, "path", class_=f"kg-{head}", d=route.head(head))
