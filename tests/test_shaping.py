"""SHACL shapes of an ontology: what each axiom becomes, and what they find in a graph."""

import pytest
from chiefs import PREFIXES
from pyoxigraph import RdfFormat, parse

from kg.errors import OntologyError
from kg.ontology.shaping import shapes
from kg.validate import validate

FIRM = (
    ":Firm a owl:Class ; rdfs:label 'firm'@en . :Manager a owl:Class ; rdfs:label 'manager'@en . "
)
# an axiom, facts that keep to it, facts that do not, and how grave that is
AXIOMS = {
    "domain": (":p rdfs:domain :Firm .", ":x a :Firm ; :p :y .", ":x :p :y .", "Violation"),
    "range": (":p rdfs:range :Firm .", ":x :p :y . :y a :Firm .", ":x :p :y .", "Violation"),
    "union": (
        ":p rdfs:domain [ owl:unionOf (:Firm :Manager) ] .",
        ":x a :Manager ; :p :y .",
        ":x a :Other ; :p :y .",
        "Violation",
    ),
    "datatype": (":p rdfs:range xsd:integer .", ":x :p 3 .", ":x :p 3.5 .", "Violation"),
    "facets": (
        ":p rdfs:range [ owl:onDatatype xsd:integer ; owl:withRestrictions ([ xsd:minInclusive 0 ]"
        " [ xsd:maxInclusive 9 ]) ] .",
        ":x :p 9 .",
        ":x :p 10 .",
        "Violation",
    ),
    "one of": (":p rdfs:range [ owl:oneOf (:a :b) ] .", ":x :p :b .", ":x :p :c .", "Violation"),
    "functional": (":p a owl:FunctionalProperty .", ":x :p :y .", ":x :p :y , :z .", "Violation"),
    "inverse functional": (
        ":p a owl:InverseFunctionalProperty .",
        ":x :p :y . :v :p :z .",
        ":x :p :y . :v :p :y .",
        "Violation",
    ),
    "disjoint": (":Firm owl:disjointWith :Manager .", ":x a :Firm .", ":x a :Firm , :Manager .", "Violation"),
    "all disjoint": (
        "[] a owl:AllDisjointClasses ; owl:members (:Firm :Manager) .",
        ":x a :Firm .",
        ":x a :Firm , :Manager .",
        "Violation",
    ),
    "complement": (":Firm owl:complementOf :Manager .", ":x a :Firm .", ":x a :Firm , :Manager .", "Violation"),
    "disjoint properties": (
        ":p owl:propertyDisjointWith :q .",
        ":x :p :y ; :q :z .",
        ":x :p :y ; :q :y .",
        "Violation",
    ),
    "at most two": (
        ":Firm rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 2 ] .",
        ":x a :Firm ; :p 1 , 2 .",
        ":x a :Firm ; :p 1 , 2 , 3 .",
        "Violation",
    ),
    "at most one of a class": (
        ":Firm rdfs:subClassOf [ owl:onProperty :p ; owl:maxQualifiedCardinality 1 ; owl:onClass :Manager ] .",
        ":x a :Firm ; :p :y , :z . :y a :Manager .",
        ":x a :Firm ; :p :y , :z . :y a :Manager . :z a :Manager .",
        "Violation",
    ),
    "at least one": (
        ":Firm rdfs:subClassOf [ owl:onProperty :p ; owl:minCardinality 1 ] .",
        ":x a :Firm ; :p 1 .",
        ":x a :Firm .",
        "Warning",
    ),
    "some of a class": (
        ":Firm owl:equivalentClass [ owl:onProperty :p ; owl:someValuesFrom :Manager ] .",
        ":x a :Firm ; :p :y . :y a :Manager .",
        ":x a :Firm ; :p :y .",
        "Warning",
    ),
    "only of a class, backwards": (
        ":Firm rdfs:subClassOf [ owl:onProperty [ owl:inverseOf :p ] ; owl:allValuesFrom :Manager ] .",
        ":x a :Firm . :y :p :x ; a :Manager .",
        ":x a :Firm . :y :p :x .",
        "Violation",
    ),
    "a value": (
        ":Firm rdfs:subClassOf [ owl:onProperty :p ; owl:hasValue :v ] .",
        ":x a :Firm ; :p :v .",
        ":x a :Firm ; :p :w .",
        "Warning",
    ),
}  # fmt: skip


@pytest.fixture
def made(tmp_path):
    """Makes shapes of an ontology, and returns the file of them and what they are made of."""

    def make(axioms):
        source, target = tmp_path / "mine.ttl", tmp_path / "shapes.ttl"
        source.write_text(PREFIXES + FIRM + axioms)
        target.write_text(shapes(source))
        return source, target

    return make


def quads(facts):
    return list(parse((PREFIXES + facts).encode(), format=RdfFormat.TURTLE))


@pytest.mark.parametrize("axiom", AXIOMS)
def test_a_shape_finds_what_its_axiom_excludes(axiom, made):
    text, right, wrong, severity = AXIOMS[axiom]
    _, target = made(text)
    assert validate(quads(right), target).violations == ()
    found = validate(quads(wrong), target)
    assert {each.severity for each in found.violations} == {severity}
    assert found.conforms is (severity == "Warning")


def test_shapes_are_read_by_people(made):
    source, target = made(
        ":chief a owl:FunctionalProperty ; rdfs:label 'chief executive'@en ; rdfs:domain :Firm ."
    )
    assert (
        target.read_text()
        == """\
@prefix : <https://example.org/deals#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://example.org/deals/shapes#> .

shape:chief a sh:NodeShape ;
    sh:targetSubjectsOf :chief ;
    sh:class :Firm ;
    sh:message "what has a chief executive is a firm"@en ;
    sh:property [ sh:path :chief ; sh:maxCount 1 ;
        sh:message "there is one chief executive at most"@en ] .
"""
    )
    assert shapes(source) == target.read_text()


def test_two_terms_of_one_name_have_two_shapes(made):
    _, target = made(":p rdfs:domain :Firm . <https://other.example/p> rdfs:range :Manager .")
    assert target.read_text().count("a sh:NodeShape") == 2
    assert target.read_text().count("shape:p a ") == 1


def test_what_has_no_axioms_has_no_shapes(tmp_path):
    path = tmp_path / "bare.ttl"
    path.write_text(PREFIXES + FIRM)
    with pytest.raises(OntologyError, match="give its properties a domain or a range"):
        shapes(path)


def test_the_command_writes_a_file(kg, made, tmp_path):
    source, target = made(":p rdfs:domain :Firm .")
    assert kg("ontology", "shapes", source)[1] == target.read_text()
    assert kg("ontology", "shapes", source, "-o", tmp_path / "more.ttl")[0] == 0
    assert (tmp_path / "more.ttl").read_text() == target.read_text()
    code, _, errors = kg("ontology", "shapes", tmp_path / "none.ttl")
    assert (code, errors.count("\n")) == (1, 1)
