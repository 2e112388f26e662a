"""How kinds and statuses look: shapes, lines, words and colours, so that none is told by its colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kg.explore.shapes import Edge, Node
from kg.ontology import Ontology

FACT: Final = "fact"
TOLD: Final = "told"  # asserted, and no fact: it tells of nobody in particular, or is over


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How a line of some status is drawn."""

    word: str  # before the label of an edge: "alleged"
    legend: str
    dashes: str  # as in SVG, "" for a whole line
    width: float
    light: str
    dark: str
    head: str = "arrow"  # or "open", or "bar"


LINES: Final[Mapping[str, Line]] = MappingProxyType(
    {
        FACT: Line(word="", legend="fact", dashes="", width=1.8, light="#3b3f46", dark="#c9ced6"),
        TOLD: Line(word="", legend="told, no fact of its own", dashes="", width=1, head="open",
                   light="#6a6f78", dark="#9aa1ab"),
        "Reported": Line(word="said", legend="said by somebody", dashes="11 4", width=1.5,
                         light="#5b5f67", dark="#aab0ba"),
        "Alleged": Line(word="alleged", legend="alleged", dashes="0.1 5", width=2.4,
                        light="#a1410b", dark="#f0a35e"),
        "Planned": Line(word="planned", legend="planned", dashes="11 4 1.5 4", width=1.6,
                        light="#1d5fa6", dark="#7fb8f2"),
        "Hypothetical": Line(word="hypothetical", legend="hypothetical", dashes="0.1 10", width=2.4,
                             light="#6f5a86", dark="#bba6d4"),
        "Denied": Line(word="denied", legend="denied", dashes="5 4", width=1.8, head="bar",
                       light="#b3122c", dark="#ff8f8f"),
        "Negated": Line(word="not", legend="not so", dashes="5 4", width=1.4,
                        light="#b3122c", dark="#ff8f8f"),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the nodes of some kind are drawn."""

    name: str
    legend: str
    shape: str  # ellipse, rounded, hexagon, tag, box or none
    light: tuple[str, str]  # inside, outline
    dark: tuple[str, str]


LOOKS: Final = (
    Look(name="person", legend="person or people", shape="ellipse",
         light=("#e4effb", "#2a6199"), dark=("#182c42", "#7fb2e5")),
    Look(name="place", legend="place", shape="hexagon",
         light=("#e3f3e6", "#2c7040"), dark=("#17301e", "#7cc48f")),
    Look(name="organization", legend="organization", shape="rounded",
         light=("#efe7f8", "#6a4596"), dark=("#2b2040", "#b999e3")),
    Look(name="event", legend="event", shape="tag",
         light=("#fdf0d7", "#8a5a0a"), dark=("#38290f", "#e0ae5a")),
    Look(name="thing", legend="other thing", shape="box",
         light=("#f2f2ef", "#6b6b63"), dark=("#26282c", "#a3a7ae")),
    Look(name="value", legend="value", shape="none",
         light=("#ffffff", "#ffffff"), dark=("#15171b", "#15171b")),
)  # fmt: skip
_OF: Final = {look.name: look for look in LOOKS}
# A city is a place and an agent: the first that fits.
_CLASSES: Final = (
    ("person", ("Person", "PeopleGroup")),
    ("place", ("Place",)),
    ("organization", ("Organization",)),
)


def look(node: Node, known: Ontology) -> Look:
    """Return how NODE is drawn, of a class that the ontology KNOWN has."""
    if node["group"] in ("event", "value"):
        return _OF[node["group"]]
    return look_of(node["kind"], known)


def look_of(kind: str, known: Ontology) -> Look:
    """Return how things of the class KIND are drawn."""
    for name, classes in _CLASSES:
        if any(known.is_a(kind, each) for each in classes):
            return _OF[name]
    return _OF["thing"]


def standing(edge: Edge) -> str:
    """Return the name of the line that EDGE is drawn with."""
    if edge["status"] == "Asserted":
        return FACT if edge["fact"] else TOLD
    return edge["status"] if edge["status"] in LINES else TOLD


_LIGHT: Final = {"paper": "#ffffff", "ink": "#1b1d21", "faint": "#5c616a"}
_DARK: Final = {"paper": "#15171b", "ink": "#eceff3", "faint": "#a7adb7"}


def style() -> str:
    """Return the style sheet; its names begin with kg- so that it changes nothing else on a page."""
    shared = (
        ".kg-picture text{font-family:system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;"
        "font-size:13px;text-anchor:middle}"
        ".kg-picture .kg-small{font-size:11px}"
        ".kg-picture .kg-heading{font-size:16px;font-weight:600}"
        ".kg-picture .kg-left{text-anchor:start}"
        ".kg-picture .kg-about text{font-weight:700}"
        ".kg-picture .kg-about .kg-shape{stroke-width:3}"
        ".kg-picture .kg-shape{stroke-width:1.4}"
        ".kg-picture .kg-line,.kg-picture .kg-bar{fill:none;stroke-linecap:round}"
        ".kg-picture .kg-bar{stroke-width:2.4}"
        ".kg-picture a:hover .kg-shape,.kg-picture a:focus .kg-shape{stroke-width:3}"
        + "".join(
            f".kg-picture .kg-{name} .kg-line,.kg-picture .kg-shape.kg-of-{name}"
            f"{{stroke-width:{line.width:g};stroke-dasharray:{line.dashes or 'none'};stroke-linecap:round}}"
            for name, line in LINES.items()
            if name != FACT
        )
        + f".kg-picture .kg-{FACT} .kg-line{{stroke-width:{LINES[FACT].width:g}}}"
    )
    dark = _colours(_DARK, {name: line.dark for name, line in LINES.items()},
                    {each.name: each.dark for each in LOOKS})  # fmt: skip
    light = _colours(_LIGHT, {name: line.light for name, line in LINES.items()},
                     {each.name: each.light for each in LOOKS})  # fmt: skip
    return f"{shared}{light}@media (prefers-color-scheme:dark){{{dark}}}"


def _colours(
    page: Mapping[str, str], lines: Mapping[str, str], kinds: Mapping[str, tuple[str, str]]
) -> str:
    rules = [
        f".kg-picture .kg-paper,.kg-picture .kg-plate{{fill:{page['paper']}}}",
        f".kg-picture text{{fill:{page['ink']}}}",
        f".kg-picture .kg-faint{{fill:{page['faint']}}}",
    ]
    for name, colour in lines.items():
        start = f".kg-picture .kg-{name} "
        rules.append(
            f"{start}.kg-line,{start}.kg-bar,{start}.kg-open{{stroke:{colour}}}"
            f"{start}.kg-arrow,{start}text{{fill:{colour}}}"
        )
        rules.append(f"{start}.kg-open{{fill:{page['paper']}}}")
    for name, (inside, outline) in kinds.items():
        rules.append(f".kg-picture .kg-{name} .kg-shape{{fill:{inside};stroke:{outline}}}")
    return "".join(rules)
