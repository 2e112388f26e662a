"""SHACL: what conforms, what does not, and that narrowing the shapes changes no answer."""

import subprocess
import sys
from pathlib import Path

import pyshacl
import pytest
import rdflib
from pyoxigraph import NamedNode, Quad

from kg.data import find
from kg.errors import OntologyError, SourceError
from kg.rdf import serialize
from kg.rdf.terms import decimal, node, string, words
from kg.store import Embedded
from kg.validate import Violation, validate

KG = "https://w3id.org/news-kg/ontology#"
ENT = "https://w3id.org/news-kg/entity/"

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix kg: <https://w3id.org/news-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<urn:shape> a sh:NodeShape ; sh:targetClass kg:Organization ;
    sh:property [ sh:path rdfs:label ; sh:minCount 1 ; sh:message "an organization needs a name" ] ;
    sh:property [ sh:path kg:partOf ; sh:class kg:Organization ; sh:message "part of what?" ] ;
    sh:property [ sh:path rdfs:label ; sh:maxLength 5 ; sh:severity sh:Warning ; sh:message "long" ] .
"""


@pytest.fixture
def shapes(tmp_path):
    path: Path = tmp_path / "shapes.ttl"
    path.write_text(SHAPES, encoding="utf-8")
    return path


def thing(name, type, **properties):
    subject = NamedNode(ENT + name)
    yield Quad(subject, node("rdf", "type"), node("kg", type))
    for key, value in properties.items():
        predicate = node("rdfs", key) if key == "label" else node("kg", key)
        yield Quad(subject, predicate, value)


@pytest.fixture(scope="module")
def quads(write, stories):
    parts = [write(story) for story in stories.values()]
    return [quad for part in parts for quad in (*part.facts, *part.graph)]


# What kg writes conforms


def test_articles_conform_to_the_shapes_of_the_package(quads):
    found = validate(quads)
    assert (found.conforms, found.violations) == (True, ())


def test_store_and_files_are_read_like_quads(quads, write, stories, tmp_path):
    broken = write(stories["ruiz"])
    claims = [quad for quad in broken.graph if quad.predicate != node("kg", "status")]
    expected = validate([*broken.facts, *claims])
    assert not expected.conforms
    for name in ("graph.trig", "graph.ttl", "graph.jsonld"):
        (tmp_path / name).write_bytes(serialize([*broken.facts, *claims], name.partition(".")[2]))
        assert validate(tmp_path / name) == expected
    (tmp_path / "facts.nq").write_bytes(serialize(broken.facts, "nq"))
    (tmp_path / "claims.nq").write_bytes(serialize(claims, "nq"))
    assert validate([tmp_path / "facts.nq", str(tmp_path / "claims.nq")]) == expected
    store = Embedded.open()
    store.replace(broken.document, broken.facts, claims)
    assert validate(store) == expected


# What does not


def test_violation_says_where_what_and_why(shapes):
    found = validate(thing("X", "Court", partOf=NamedNode(ENT + "Y"), label=words("Court")), shapes)
    assert not found.conforms
    assert found.violations == (
        Violation(
            focus=ENT + "X",
            path=KG + "partOf",
            value=ENT + "Y",
            message="part of what?",
            severity="Violation",
        ),
    )


def test_classes_below_the_target_are_looked_at(shapes):
    messages = [each.message for each in validate(thing("X", "Court"), shapes).violations]
    assert messages == ["an organization needs a name"]


def test_warning_does_not_stand_against_conformance(shapes):
    found = validate(thing("X", "Court", label=words("Supreme Court")), shapes)
    assert found.conforms
    assert [each.severity for each in found.violations] == ["Warning"]


def test_class_of_a_users_ontology_counts(shapes, tmp_path):
    mine = tmp_path / "mine.ttl"
    mine.write_text(
        f"<{KG}Guild> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <{KG}Organization> .",
        encoding="utf-8",
    )
    assert validate(thing("X", "Guild"), shapes).conforms
    assert not validate(thing("X", "Guild"), shapes, ontology=[mine]).conforms


def test_status_outside_the_scheme_is_found(write, stories):
    told = write(stories["ruiz"])
    wrong = Quad(told.graph[0].subject, node("kg", "status"), node("kg", "Rumoured"))
    every = [quad for quad in (*told.facts, *told.graph) if quad.predicate != wrong.predicate]
    statuses = [
        Quad(quad.subject, wrong.predicate, wrong.object)
        for quad in told.graph
        if quad.predicate == wrong.predicate
    ]
    found = validate([*every, *statuses])
    assert {each.value for each in found.violations} == {KG + "Rumoured"}
    assert len(found.violations) == len(statuses)


def test_narrowed_shapes_find_what_all_shapes_find(quads):
    swap = {node("kg", "accused"): node("kg", "place"), node("kg", "count"): node("kg", "time")}
    noise = [
        Quad(quad.subject, swap.get(quad.predicate, quad.predicate), quad.object) for quad in quads
    ]
    noise += [
        *thing(
            "Ana_Ruiz.person", "City", age=string("old"), chargedWith=NamedNode(ENT + "Madrid.city")
        ),
        *thing("q", "Quantity", numericValue=string("many"), bound=node("kg", "Asserted")),
        *thing("e", "Killing", victim=NamedNode(ENT + "Madrid.city"), count=decimal("4")),
    ]
    found = validate(noise)
    graph = rdflib.Graph().parse(data=serialize(noise, "nt"), format="nt")
    graph.parse(find("ontology") / "kg.ttl")
    _, report, _ = pyshacl.validate(
        graph, shacl_graph=rdflib.Graph().parse(find("ontology") / "shapes.ttl"), inplace=True
    )
    expected = [
        tuple(
            str(report.value(result, rdflib.SH[name]))
            for name in ("focusNode", "resultPath", "value")
        )
        for result in report.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult)
        if isinstance(report.value(result, rdflib.SH.resultPath), rdflib.URIRef)
    ]
    ours = [
        (each.focus, each.path, str(each.value))
        for each in found.violations
        if each.path and each.path.startswith("http")
    ]
    assert len(expected) > 8
    assert sorted(ours) == sorted(expected)


# What a user can get wrong


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.ttl", "<urn:a> <urn:b> .", r"a\.ttl:1: .*; mend the syntax"),
        ("a.docx", "", r"a\.docx: the suffix names no RDF syntax"),
        ("none.ttl", None, r"none\.ttl: no such file or directory"),
    ],
)
def test_file_that_cannot_be_read_is_one_line(name, content, message, tmp_path):
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=message) as raised:
        validate(tmp_path / name)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "content",
    [
        "not turtle",
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; "
        "sh:targetNode <urn:n> ; sh:nodeKind 7 , 8 .",
    ],
)
def test_broken_shapes_are_an_error_of_the_ontology(content, tmp_path):
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(content, encoding="utf-8")
    with pytest.raises(OntologyError, match=r"shapes\.ttl.*; mend the") as raised:
        validate(thing("X", "Court"), shapes)
    assert "\n" not in str(raised.value)


def test_import_loads_neither_pyshacl_nor_rdflib():
    code = "import sys, kg.validate; sys.exit(bool({'pyshacl', 'rdflib'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
