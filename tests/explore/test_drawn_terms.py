"""Pictures of ontologies: what stands in them, that nothing lies on anything else, and the same bytes each time."""

from itertools import combinations, product
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kg.errors import OntologyError
from kg.explore.drawing.terms import svg
from kg.ontology import load

OWNERSHIP = Path(__file__).parents[2] / "examples" / "ontologies" / "ownership.ttl"
SVG = "{http://www.w3.org/2000/svg}"
HEAD = """
@prefix : <https://example.org/big#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def drawn(*paths: Path) -> ET.Element:
    return ET.fromstring(svg(load(*paths), title="mine.ttl"))


def described(root: ET.Element) -> str:
    return root.findtext(f"{SVG}desc")


def rectangles(root: ET.Element, name: str) -> list[tuple[int, int, int, int]]:
    found = root.find(f"{SVG}g").iter(f"{SVG}rect")
    return [
        tuple(int(each.get(side)) for side in ("x", "y", "width", "height"))
        for each in found
        if each.get("class") == name
    ]


def overlap(one, other) -> bool:
    (x, y, w, h), (a, b, v, g) = one, other
    return x < a + v and a < x + w and y < b + g and b < y + h


def many(tmp_path: Path) -> Path:
    """An ontology of 24 classes and 36 properties, each class joined to two others."""
    lines = [f':C{n} a owl:Class ; rdfs:label "class number {n}" .' for n in range(24)]
    lines += [f":C{n} rdfs:subClassOf :C{n % 3} ." for n in range(3, 24, 4)]
    for n in range(28):
        ends = f"rdfs:domain :C{n % 24} ; rdfs:range :C{(n * 7 + 1) % 24}"
        lines.append(f':p{n} a owl:ObjectProperty ; rdfs:label "connected with {n}" ; {ends} .')
    lines += [
        f':v{n} a owl:DatatypeProperty ; rdfs:label "number {n}" ; rdfs:domain :C{n} ; rdfs:range xsd:integer .'
        for n in range(8)
    ]
    path = tmp_path / "many.ttl"
    path.write_text(HEAD + "\n".join(lines))
    return path


def test_classes_properties_and_values_are_drawn():
    root = drawn(OWNERSHIP)
    texts = ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]
    for expected in ("company", "owner", "chief executive", "competes with (both ways)", "is a"):
        assert expected in texts
    assert "number of employees: integer" in texts
    assert "something that happens" in texts
    assert "company chief executive executive" in described(root)
    assert "investor is a owner" in described(root)


def test_nothing_lies_on_a_box(tmp_path):
    root = drawn(many(tmp_path))
    boxes, plates = rectangles(root, "kg-shape"), rectangles(root, "kg-plate")
    assert len(boxes) == 24
    assert len(plates) >= 28
    assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]
    assert not [pair for pair in product(boxes, plates) if overlap(*pair)]
    assert not [pair for pair in combinations(plates, 2) if overlap(*pair)]


def test_all_of_it_lies_within_the_picture(tmp_path):
    root = drawn(many(tmp_path))
    width, height = (int(root.get(side)) for side in ("width", "height"))
    place = root.find(f"{SVG}g").get("transform")
    left, top = (int(each) for each in place.removeprefix("translate(").rstrip(")").split(","))
    for x, y, w, h in rectangles(root, "kg-shape") + rectangles(root, "kg-plate"):
        assert left + x >= 0
        assert top + y >= 0
        assert left + x + w <= width
        assert top + y + h <= height


def test_the_same_file_gives_the_same_bytes(tmp_path):
    path = many(tmp_path)
    assert svg(load(path), title="a") == svg(load(path), title="a")


def test_a_property_without_ends_joins_anything(tmp_path):
    path = tmp_path / "open.ttl"
    path.write_text(HEAD + ':near a owl:ObjectProperty ; rdfs:label "stands near" .')
    assert described(drawn(path)) == "1 class: anything stands near anything."


def test_a_file_without_terms_is_refused(tmp_path):
    path = tmp_path / "empty.ttl"
    path.write_text(HEAD)
    with pytest.raises(OntologyError, match=r"^mine\.ttl: it has no class and no property"):
        svg(load(path), title="mine.ttl")


def test_the_command_writes_a_file_or_standard_output(kg, tmp_path):
    path = tmp_path / "mine.svg"
    assert kg("ontology", "draw", OWNERSHIP, "-o", path)[0] == 0
    code, out, _ = kg("ontology", "draw", OWNERSHIP, "-o", "-")
    assert code == 0
    assert out == path.read_text()
