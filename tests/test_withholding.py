"""Claims that violate shapes of the user's: which are kept out of the facts, how they are marked, what is counted."""

import pytest
from chiefs import PREFIXES
from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg.counts import Counts as Numbers
from kg.errors import OntologyError
from kg.model import (
    Argument,
    Claim,
    Document,
    Entity,
    Event,
    Extraction,
    Mention,
    Relation,
    Span,
    Status,
)
from kg.ontology import load
from kg.pipeline.report import Counts, tally
from kg.pipeline.settings import checked
from kg.pipeline.withholding import Withholding
from kg.rdf import to_quads
from kg.rdf.terms import node

ARTICLE = "https://a.example/1"
KG = "https://w3id.org/news-kg/ontology#"
SHAPE = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix s: <https://a.example/shapes#> .\n"
TYPES = {"Norwood": "Company", "Ana Ruiz": "Person", "Leo Ott": "Person", "Quito": "City"}
# shapes, and which of the claims below they keep out
CASES = {
    "a value of another class": (
        "s:p a sh:NodeShape ; sh:targetSubjectsOf kg:worksFor ; sh:property [ sh:path kg:worksFor ;"
        " sh:class kg:GovernmentBody ; sh:message 'who is worked for is a body' ] .",
        {"Ana Ruiz worksFor Norwood", "Leo Ott worksFor Norwood"},
        "who is worked for is a body (p)",
    ),
    "a value": (
        "s:p a sh:NodeShape ; sh:targetSubjectsOf kg:locatedIn ; sh:property [ sh:path kg:locatedIn ;"
        " sh:nodeKind sh:Literal ; sh:message 'a place is words' ] .",
        {"Norwood locatedIn Quito"},
        "a place is words (p)",
    ),
    "more than one": (
        "s:p a sh:NodeShape ; sh:targetObjectsOf kg:worksFor ; sh:property [ sh:path [ sh:inversePath"
        " kg:worksFor ] ; sh:maxCount 1 ; sh:message 'one works there' ] .",
        {"Ana Ruiz worksFor Norwood", "Leo Ott worksFor Norwood"},
        "one works there (p)",
    ),
    "a subject of another class": (
        "s:p a sh:NodeShape ; sh:targetSubjectsOf kg:worksFor ; sh:class kg:Place ; sh:message 'a place works' .",
        {"Ana Ruiz worksFor Norwood", "Leo Ott worksFor Norwood"},
        "a place works (p)",
    ),
    "an object of another class": (
        "s:p a sh:NodeShape ; sh:targetObjectsOf kg:locatedIn ; sh:class kg:Country ; sh:message 'only states' .",
        {"Norwood locatedIn Quito"},
        "only states (p)",
    ),
    "a thing that is wrong as a whole": (
        "s:p a sh:NodeShape ; sh:targetClass kg:Company ; sh:not [ sh:class kg:Agent ] ; sh:message 'no firms' .",
        {"Norwood locatedIn Quito"},
        "no firms (p)",
    ),
    "an event that lacks a role": (
        "s:p a sh:NodeShape ; sh:targetClass kg:Visit ; sh:property [ sh:path kg:purpose ; sh:minCount 1 ;"
        " sh:message 'a visit has a purpose' ] .",
        {"Visit"},
        "a visit has a purpose (p)",
    ),
    "SPARQL": (
        "s:p a sh:NodeShape ; sh:targetSubjectsOf kg:locatedIn ; sh:sparql [ sh:message 'not in Quito' ; sh:select"
        " 'SELECT $this ?value WHERE { $this <https://w3id.org/news-kg/ontology#locatedIn> ?value }' ] .",
        {"Norwood locatedIn Quito"},
        "not in Quito (p)",
    ),
    "a thing that lacks what another article may tell": (
        "s:p a sh:NodeShape ; sh:targetClass kg:Person ; sh:property [ sh:path kg:age ; sh:minCount 1 ] .",
        set(),
        "",
    ),
    "a warning": (
        "s:p a sh:NodeShape ; sh:targetSubjectsOf kg:worksFor ; sh:property [ sh:path kg:worksFor ;"
        " sh:class kg:City ; sh:severity sh:Warning ] .",
        set(),
        "",
    ),
}


def mention(name):
    text = "Ana Ruiz and Leo Ott work for Norwood in Quito."
    start = text.index(name)
    span = Span(ARTICLE, start, start + len(name))
    return Mention(span=span, text=name, type=TYPES[name], name=name)


def claim(content, status=Status.ASSERTED):
    return Claim(content=content, evidence=Span(ARTICLE, 0, 47), status=status, rule="test")


@pytest.fixture(scope="module")
def ontology():
    return load()


@pytest.fixture
def found():
    """An article with three relations, one of them told twice, an event, and an allegation."""
    ana, leo, firm, city = map(mention, ("Ana Ruiz", "Leo Ott", "Norwood", "Quito"))
    visit = Event(
        type="Visit",
        trigger=Span(ARTICLE, 21, 25),
        lemma="visit",
        arguments=(Argument("agent", ana), Argument("place", city)),
    )
    claims = (
        claim(Relation(ana, "worksFor", firm)),
        claim(Relation(leo, "worksFor", firm)),
        claim(Relation(firm, "locatedIn", city)),
        claim(Relation(leo, "locatedIn", city), Status.ALLEGED),
        claim(visit),
    )
    return Extraction(
        mentions=(ana, leo, firm, city), claims=claims, sentences=(Span(ARTICLE, 0, 47),)
    )


@pytest.fixture
def document():
    return Document(
        id=ARTICLE,
        text="Ana Ruiz and Leo Ott work for Norwood in Quito.",
        source="a.txt",
        segments=(),
    )


@pytest.fixture
def entities(found):
    base = "https://w3id.org/news-kg/entity/"
    return {
        m: Entity(iri=f"{base}{m.name.replace(' ', '_')}.x", type=m.type, label=m.name)
        for m in found.mentions
    }


@pytest.fixture
def withheld(tmp_path, ontology, document, found, entities):
    """Returns what is found after shapes were asked."""

    def ask(shapes, *parts):
        path = tmp_path / "shapes.ttl"
        path.write_text(SHAPE + PREFIXES + shapes)
        return [
            *Withholding(path, ontology, "https://w3id.org/news-kg/")(
                document, parts or (found,), entities
            )
        ]

    return ask


def told(claim):
    content = claim.content
    return (
        content.type
        if isinstance(content, Event)
        else f"{content.subject.name} {content.predicate} {content.object.name}"
    )


@pytest.mark.parametrize("case", CASES)
def test_a_shape_keeps_out_what_violates_it(case, withheld):
    shapes, wanted, why = CASES[case]
    (part,) = withheld(shapes)
    marked = {told(each): each.withheld for each in part.claims if each.withheld}
    assert marked == dict.fromkeys(wanted, why)


def test_an_allegation_is_no_fact_and_is_not_asked_for(withheld, found):
    (part,) = withheld(CASES["an object of another class"][0])
    assert [each.status for each in part.claims if each.withheld] == [Status.ASSERTED]
    assert part.mentions == found.mentions


def test_what_is_withheld_is_claimed_and_no_fact(withheld, document, entities, ontology):
    parts = withheld(
        CASES["a value"][0] + CASES["an event that lacks a role"][0].replace("s:p", "s:q")
    )
    quads = to_quads(document, parts, entities, ontology)
    facts = {quad.predicate.value.removeprefix(KG) for quad in quads.facts}
    assert "worksFor" in facts
    assert not {"locatedIn", "agent"} & facts
    why = {
        quad.subject: quad.object
        for quad in quads.graph
        if quad.predicate == node("kg", "withheld")
    }
    assert set(why.values()) == {
        Literal("a place is words (p)"),
        Literal("a visit has a purpose (q)"),
    }
    stated = {q.object for q in quads.graph if q.predicate == node("rdf", "predicate")}
    assert NamedNode(KG + "locatedIn") in stated
    assert all(quad.graph_name == DefaultGraph() for quad in quads.facts)


def test_what_is_left_is_checked_again(withheld):
    first = (
        "s:a a sh:NodeShape ; sh:targetSubjectsOf kg:worksFor ; sh:property [ sh:path kg:worksFor ;"
        " sh:nodeKind sh:Literal ; sh:message 'first' ] ."
    )
    then = (
        "s:b a sh:NodeShape ; sh:targetSubjectsOf kg:locatedIn ; sh:sparql [ sh:message 'then' ;"
        " sh:select 'SELECT $this { FILTER NOT EXISTS { ?x <https://w3id.org/news-kg/ontology#worksFor> $this } }' ] ."
    )
    (part,) = withheld(then)
    assert not any(each.withheld for each in part.claims)
    (part,) = withheld(first + then)
    assert {told(each): each.withheld for each in part.claims if each.withheld} == {
        "Ana Ruiz worksFor Norwood": "first (a)",
        "Leo Ott worksFor Norwood": "first (a)",
        "Norwood locatedIn Quito": "then (b)",
    }


def test_a_report_counts_them_with_a_sentence_of_each_reason(
    withheld, document, entities, ontology
):
    parts = withheld(CASES["a value of another class"][0])
    counts = Counts()
    counts.add(tally(document, parts, entities, ontology))
    report = counts.report(Numbers())
    why = "who is worked for is a body (p)"
    assert report.withheld == {why: 2}
    assert report.withheld_in == {why: document.text}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nonsense", r"shapes.ttl:\d+: .*; mend the syntax"),
        ("<urn:a> <urn:b> <urn:c> .", "shapes.ttl: has no shapes of SHACL; make some with"),
        (
            "s:p a sh:NodeShape ; sh:targetClass kg:Person ; sh:property [ sh:minCount 'x' ] .",
            "mend the shape",
        ),
        (
            "s:p a sh:NodeShape ; sh:targetSubjectsOf kg:age ; sh:sparql [ sh:select 'SELECT nonsense' ] .",
            "shapes.ttl: Expected SelectQuery, found 'nonsense'.*; mend the shape",
        ),
    ],
)
def test_bad_shapes_are_told_in_one_line_before_anything_is_read(text, told, tmp_path, capsys):
    path = tmp_path / "shapes.ttl"
    path.write_text(SHAPE + PREFIXES + text)
    with pytest.raises(OntologyError, match=told) as raised:
        checked(shapes=path)
    assert "\n" not in str(raised.value)
    assert capsys.readouterr().err == ""


def test_shapes_that_are_not_there_are_told(tmp_path):
    with pytest.raises(OntologyError, match=r"none\.ttl: no such file"):
        checked(shapes=tmp_path / "none.ttl")
