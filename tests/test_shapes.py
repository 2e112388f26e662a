"""The shapes accept what kg writes, refuse what it must not write, and follow kg.ttl."""

import re
from collections.abc import Iterable

import pytest
import rdflib
from pyshacl import validate
from rdflib import RDF, SH, Namespace
from rdflib.collection import Collection

from kg import data
from kg.model import Bound, Status
from kg.ontology import ONTOLOGY, load

KG = Namespace(ONTOLOGY)
SHAPE = Namespace("https://w3id.org/news-kg/shapes#")
FOLDER = data.find("ontology")
ONTOLOGY_GRAPH = rdflib.Graph().parse(FOLDER / "kg.ttl").parse(FOLDER / "general.ttl")
SHAPES = rdflib.Graph().parse(FOLDER / "shapes.ttl")
LOADED = load()
DIRECT = [name for name, term in LOADED.properties.items() if term.is_direct]
ROLES = [name for name, term in LOADED.properties.items() if term.is_role]
NARROW_ROLES = [name for name in ROLES if LOADED.properties[name].domain != {"Event"}]

GOOD = """
@prefix kg: <https://w3id.org/news-kg/ontology#> .
@prefix ent: <https://w3id.org/news-kg/entity/> .
@prefix ev: <https://w3id.org/news-kg/event/> .
@prefix claim: <https://w3id.org/news-kg/claim/> .
@prefix val: <https://w3id.org/news-kg/value/> .
@prefix itsrdf: <http://www.w3.org/2005/11/its/rdf#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix pred: <https://w3id.org/news-kg/predicate/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

ent:Ana_Ruiz.person a kg:Person ; rdfs:label "Ana Ruiz"@en ; skos:altLabel "Ruiz"@en ;
    kg:age 44 ; kg:chargedWith ent:bribery.offence ; kg:holdsPosition ent:mayor.position .
ent:bribery.offence a kg:Offence ; rdfs:label "bribery"@en .
ent:mayor.position a kg:Position ; rdfs:label "mayor"@en .
ent:Spain_Q29 a kg:Country ; rdfs:label "Spain"@en ; owl:sameAs wd:Q29 .
ent:officers.group-1 a kg:PeopleGroup ; rdfs:label "officers"@en ;
    kg:describedIn <https://example.org/a> .
ent:army.army a kg:ArmedForce ; rdfs:label "army"@en ; kg:description "Spanish soldiers"@en .

ev:1 a kg:Charge ; rdfs:label "Charge: Ana Ruiz, bribery"@en ; kg:accused ent:Ana_Ruiz.person ;
    kg:offence ent:bribery.offence ; kg:place ent:Spain_Q29 ; kg:time "2026-03-11"^^xsd:date ;
    kg:count val:at-least_14 .
val:at-least_14 a kg:Quantity ; rdfs:label "at least 14"@en ; kg:numericValue 14.0 ;
    kg:bound kg:AtLeast ; kg:unit "EUR" .

ev:3 a kg:Thought ; rdfs:label "fear: Ana Ruiz, attack"@en ; kg:predicate pred:fear.01 ;
    kg:experiencer ent:Ana_Ruiz.person ; kg:content ev:2 ; kg:cause ev:1 ; kg:extent val:at-least_14 .
ev:4 a kg:Quality ; rdfs:label "Be: army, ready to fight"@en ; kg:predicate pred:be.01 ;
    kg:theme ent:army.army ; kg:attribute "ready to fight"@en .
pred:be.01 a kg:Predicate ; rdfs:label "be"@en .
pred:fear.01 a kg:Predicate ; rdfs:label "fear"@en ; skos:definition "be afraid"@en ;
    skos:closeMatch <https://example.org/admire-31.2> .

<https://example.org/a> a schema:NewsArticle ; schema:headline "Mayor charged"@en ;
    schema:datePublished "2026-03-12"^^xsd:date ; schema:inLanguage "en" ; kg:textDigest "abc" ;
    schema:mentions ent:Ana_Ruiz.person .
<https://example.org/a#char=0,72> a nif:Sentence ; nif:beginIndex 0 ; nif:endIndex 72 ;
    nif:anchorOf "Ana Ruiz was charged."@en ; nif:referenceContext <https://example.org/a> .
<https://example.org/a#char=0,8> a nif:Phrase ; nif:beginIndex 0 ; nif:endIndex 8 ;
    nif:anchorOf "Ana Ruiz"@en ; nif:referenceContext <https://example.org/a> ;
    itsrdf:taIdentRef ent:Ana_Ruiz.person ; kg:coreferenceStep "name" .

claim:1 a kg:Claim ; rdf:subject ent:Ana_Ruiz.person ; rdf:predicate kg:chargedWith ;
    rdf:object ent:bribery.offence ; kg:event ev:1 ; kg:status kg:Asserted ;
    kg:attributedTo ent:officers.group-1 ; kg:relayedBy ent:army.army ; kg:cue "said" ;
    kg:reportedTime "2026-03-11"^^xsd:date ; kg:ended false ; kg:qualifier "sole" ; kg:rule "lexicon:charge" ;
    kg:confidence 0.9 ; kg:evidence <https://example.org/a#char=0,72> ;
    prov:wasDerivedFrom <https://example.org/a> .
claim:2 a kg:Claim ; kg:event ev:1 ; kg:status kg:Asserted ; kg:rule "lexicon:charge" ;
    kg:confidence 1.0 ; kg:evidence <https://example.org/a#char=0,72> ;
    prov:wasDerivedFrom <https://example.org/a> .
ev:5 a kg:ClaimedEvent ; rdfs:label "Fear: army"@en ; kg:claimedType kg:Thought ;
    kg:predicate pred:fear.01 ; kg:experiencer ent:army.army ; kg:goal ent:Spain_Q29 ;
    kg:origin ent:Spain_Q29 ; kg:means ent:officers.group-1 ;
    kg:status kg:Asserted ; kg:rule "general" ; kg:confidence 0.45 ;
    kg:evidence <https://example.org/a#char=0,72> ; prov:wasDerivedFrom <https://example.org/a> .
ev:2 a kg:ClaimedEvent ; rdfs:label "Attack"@en ; kg:claimedType kg:Attack ;
    kg:agent ent:army.army ; kg:target ent:Spain_Q29 ; kg:status kg:Denied ;
    kg:rule "lexicon:attack" ; kg:confidence 0.8 ;
    kg:evidence <https://example.org/a#char=0,72> ; prov:wasDerivedFrom <https://example.org/a> .
claim:4 a kg:RejectedCandidate ; rdf:subject ent:bribery.offence ; rdf:predicate kg:killed ;
    rdf:object ent:Spain_Q29 ; kg:reason "domain" ; kg:rule "lexicon:kill" ;
    kg:evidence <https://example.org/a#char=0,72> ; prov:wasDerivedFrom <https://example.org/a> .
claim:5 a kg:RejectedCandidate ; kg:claimedType kg:Killing ; kg:victim ent:Spain_Q29 ;
    kg:reason "range" ; kg:rule "lexicon:kill" ;
    kg:evidence <https://example.org/a#char=0,72> ; prov:wasDerivedFrom <https://example.org/a> .
"""


def complaints(turtle: str, *, severity: rdflib.URIRef = SH.Violation) -> set[str]:
    """Return the messages of all results."""
    _, report, _ = validate(
        rdflib.Graph().parse(data=turtle, format="turtle"),
        shacl_graph=SHAPES,
        ont_graph=ONTOLOGY_GRAPH,
    )
    results = report.subjects(SH.resultSeverity, severity)
    return {str(m) for r in results for m in report.objects(r, SH.resultMessage)}


def test_shapes_are_shacl():
    conforms, _, text = validate(
        rdflib.Graph(), shacl_graph=SHAPES, ont_graph=ONTOLOGY_GRAPH, meta_shacl=True
    )
    assert conforms, text


def test_every_constraint_has_a_message():
    constraints = set(SHAPES.objects(None, SH.property)) - set(SHAPES.objects(None, SH["or"]))
    inner = {
        part
        for alternatives in SHAPES.objects(SHAPE.Content, SH["or"])
        for alternative in Collection(SHAPES, alternatives)
        for part in SHAPES.objects(alternative, SH.property)
    }
    assert [c for c in constraints - inner if SHAPES.value(c, SH.message) is None] == []


def test_good_graph_conforms():
    assert complaints(GOOD) == set()


CLAIM = "kg:status kg:Asserted ;\n    kg:attributedTo"
# What is wrong, what stands in the good graph, what stands there instead, and what is said of it.
MISTAKES = [
    ("no label", 'rdfs:label "mayor"@en', 'skos:altLabel "mayor"@en', "a thing needs a name"),
    ("label without language", '"mayor"@en', '"mayor"', "a thing needs a name with a language"),
    ("alias without language", '"Ruiz"@en', '"Ruiz"', "another name of a thing needs a language"),
    ("two descriptions", "<https://example.org/a> .\nent:army",
     "<https://example.org/a>, ent:x .\nent:army", "a description belongs to one article"),
    ("blank node", "ent:mayor.position a kg:Position ;", "[] a kg:Position ;", "Value is not of Node Kind sh:IRI"),
    ("no status", CLAIM, "kg:attributedTo", "a claim needs one status"),
    ("two statuses", CLAIM, f"kg:status kg:Denied ; {CLAIM}", "a claim needs one status"),
    ("unknown status", CLAIM, CLAIM.replace("Asserted", "Doubted"), "a claim needs one status"),
    ("no article", ' ;\n    prov:wasDerivedFrom <https://example.org/a> .\nclaim:2', " .\nclaim:2",
     "a claim is derived from one article"),
    ("not from an article", "prov:wasDerivedFrom <https://example.org/a> .\nclaim:2",
     "prov:wasDerivedFrom ent:army.army .\nclaim:2", "a claim is derived from one article"),
    ("no evidence", "kg:confidence 0.9 ; kg:evidence <https://example.org/a#char=0,72>",
     "kg:confidence 0.9", "a claim needs the sentence that says it"),
    ("evidence that is no sentence", "kg:confidence 0.9 ; kg:evidence",
     "kg:confidence 0.9 ; kg:evidence ent:army.army,", "evidence must be a sentence"),
    ("no rule", 'kg:rule "lexicon:charge" ;\n    kg:confidence 0.9', "kg:confidence 0.9",
     "a claim needs the rule that found it"),
    ("confidence over one", "kg:confidence 0.9", "kg:confidence 1.9", "confidence from 0 to 1"),
    ("confidence no decimal", "kg:confidence 0.9", "kg:confidence 9e-1", "confidence from 0 to 1"),
    ("speaker that is no thing", "kg:attributedTo ent:officers.group-1", "kg:attributedTo ev:1",
     "a speaker must be a kg:Entity"),
    ("relay that is no thing", "kg:relayedBy ent:army.army", "kg:relayedBy ev:1",
     "who relays a claim must be a kg:Entity"),
    ("event that is none", "kg:event ev:1 ; kg:status kg:Asserted ;\n    kg:attributedTo",
     f"kg:event ent:army.army ; {CLAIM}", "the event of a claim must be"),
    ("time of reporting in words", '"2026-03-11"^^xsd:date ; kg:ended', '"Monday" ; kg:ended',
     "a time of reporting is"),
    ("qualifier without words", 'kg:qualifier "sole" ;', 'kg:qualifier "" ;', "a qualifier is words"),
    ("claim of nothing", "claim:2 a kg:Claim ; kg:event ev:1 ;", "claim:2 a kg:Claim ;",
     "a claim needs subject, predicate and object, a proposed property, or an event"),
    ("claim without object", "rdf:object ent:bribery.offence ; kg:event ev:1 ;", "",
     "a claim needs subject, predicate and object, a proposed property, or an event"),
    ("two objects", "rdf:object ent:bribery.offence ;",
     "rdf:object ent:bribery.offence, ent:army.army ;", "a claim has at most one object"),
    ("description without language", '"Spanish soldiers"@en', '"Spanish soldiers"',
     "the object of kg:description must be rdf:langString"),
    ("description that is a thing", 'kg:description "Spanish soldiers"@en',
     "kg:description ent:Spain_Q29", "the object of kg:description must be rdf:langString"),
    ("attribute without language", '"ready to fight"@en', '"ready to fight"',
     "what fills kg:attribute must be kg:Entity or rdf:langString"),
    ("goal that is no thing", "kg:goal ent:Spain_Q29", "kg:goal pred:fear.01",
     "what fills kg:goal must be kg:Entity"),
    ("claimed event without class", "kg:claimedType kg:Attack ;", "", "needs one class"),
    ("claimed event of a thing", "kg:claimedType kg:Attack", "kg:claimedType kg:Person",
     "the class of a claimed event must be one of events"),
    ("claimed event as a fact", "ev:2 a kg:ClaimedEvent", "ev:2 a kg:ClaimedEvent, kg:Attack",
     "an event that is only claimed must not be one of the facts"),
    ("event without label", 'rdfs:label "Charge: Ana Ruiz, bribery"@en ;', "",
     "an event needs a label"),
    ("sense of an event that is none", "kg:predicate pred:fear.01", "kg:predicate ent:army.army",
     "the word for an event has at most one sense, a kg:Predicate"),
    ("two senses of a claimed event", "kg:claimedType kg:Attack ;",
     "kg:claimedType kg:Attack ; kg:predicate pred:fear.01, ev:1 ;",
     "the word for a claimed event has at most one sense, a kg:Predicate"),
    ("predicate without label", 'rdfs:label "fear"@en ;', "", "a predicate needs one label"),
    ("definition without language", '"be afraid"@en', '"be afraid"',
     "the definition of a predicate is words with a language"),
    ("match in words", "skos:closeMatch <https://example.org/admire-31.2>",
     'skos:closeMatch "admire-31.2"', "what is like a predicate must be an IRI"),
    ("content that is a claim of no event", "kg:content ev:2", "kg:content claim:2",
     "what fills kg:content must be kg:Entity, kg:Event or kg:ClaimedEvent"),
    ("rejected without reason", 'kg:reason "domain" ;', "", "a rejected candidate needs the reason"),
    ("empty stretch", "nif:beginIndex 0 ; nif:endIndex 72", "nif:beginIndex 72 ; nif:endIndex 72",
     "a stretch of text begins at one place, before its end"),
    ("stretch with decimal ends", "nif:endIndex 8", "nif:endIndex 8.5",
     "a stretch of text ends at one place"),
    ("stretch without words", 'nif:anchorOf "Ana Ruiz"@en ;', "", "a stretch of text needs its words"),
    ("stretch of nothing", "; nif:referenceContext <https://example.org/a> ;", ";",
     "a stretch of text belongs to one article"),
    ("mention of nothing", "itsrdf:taIdentRef ent:Ana_Ruiz.person ;", "",
     "a mention must name a kg:Entity"),
    ("quantity without number", "kg:numericValue 14.0 ;", "", "a quantity needs one decimal number"),
    ("quantity with an integer", "14.0", "14", "a quantity needs one decimal number"),
    ("quantity without bound", "kg:bound kg:AtLeast ;", "", "a quantity needs one bound"),
    ("quantity with two units", 'kg:unit "EUR"', 'kg:unit "EUR", "t"', "at most one unit"),
    ("article without digest", 'kg:textDigest "abc" ;', "", "one digest of its text"),
    ("article with two dates", '"2026-03-12"^^xsd:date', '"2026-03-12"^^xsd:date, "2026"^^xsd:gYear',
     "at most one date of publication"),
    ("mentioned article", "schema:mentions ent:Ana_Ruiz.person", "schema:mentions ev:1",
     "what an article mentions must be a kg:Entity"),
    ("article written in words", "schema:mentions ent:Ana_Ruiz.person",
     'schema:mentions ent:Ana_Ruiz.person ; schema:locationCreated "Madrid"',
     "an article is written at most at one place"),
    ("wrong subject", "ent:Spain_Q29 a kg:Country ;",
     "ent:Spain_Q29 a kg:Country ; kg:chargedWith ent:bribery.offence ;",
     "the subject of kg:chargedWith must be kg:Organization, kg:PeopleGroup or kg:Person"),
    ("wrong object", "kg:chargedWith ent:bribery.offence ; kg:holdsPosition",
     "kg:chargedWith ent:army.army ; kg:holdsPosition",
     "the object of kg:chargedWith must be kg:Offence"),
    ("untyped object", "kg:holdsPosition ent:mayor.position", "kg:holdsPosition ent:unknown",
     "the object of kg:holdsPosition must be kg:Position"),
    ("age in words", "kg:age 44", 'kg:age "44"', "the object of kg:age must be xsd:integer"),
    ("age beyond reason", "kg:age 44", "kg:age 440", "the object of kg:age must be xsd:integer"),
    ("wrong filler", "kg:offence ent:bribery.offence ; kg:place", "kg:offence ent:army.army ; kg:place",
     "what fills kg:offence must be kg:Offence or kg:Topic"),
    ("wrong filler of a claimed event", "kg:target ent:Spain_Q29", "kg:target ent:mayor.position",
     "what fills kg:target must be"),
    ("time in words", 'kg:time "2026-03-11"^^xsd:date', 'kg:time "Wednesday"',
     "what fills kg:time must be xsd:date, xsd:gYear or xsd:gYearMonth"),
    ("role of other events", "kg:accused ent:Ana_Ruiz.person ;",
     "kg:accused ent:Ana_Ruiz.person ; kg:exporter ent:army.army ;",
     "kg:exporter belongs to events of kg:Export"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("good", "bad", "message"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES]
)
def test_mistake_is_refused(good, bad, message):
    assert good in GOOD
    found = complaints(GOOD.replace(good, bad, 1))
    assert [said for said in found if message in said], found


def test_two_names_are_a_warning_only():
    turtle = GOOD.replace('"mayor"@en', '"mayor"@en, "Mayor"@en')
    assert complaints(turtle) == set()
    assert len(complaints(turtle, severity=SH.Warning)) == 1


# The shapes follow kg.ttl


def _alternatives(shape: rdflib.term.Node) -> set[str]:
    """Return the local names of the classes or datatypes that a shape allows."""
    (head,) = SHAPES.objects(shape, SH["or"])
    return {
        str(term).rpartition("#")[2]
        for alternative in Collection(SHAPES, head)
        for term in [
            *SHAPES.objects(alternative, SH["class"]),
            *SHAPES.objects(alternative, SH.datatype),
        ]
    }


def _constraint(shape: rdflib.term.Node, path: rdflib.URIRef) -> rdflib.term.Node:
    (found,) = [p for p in SHAPES.objects(shape, SH.property) if SHAPES.value(p, SH.path) == path]
    return found


@pytest.mark.parametrize("name", DIRECT)
def test_shape_of_a_direct_property_follows_the_ontology(name):
    term = LOADED.properties[name]
    assert SHAPES.value(SHAPE[name], SH.targetSubjectsOf) == KG[name]
    assert _alternatives(SHAPE[name]) == term.domain
    assert _alternatives(_constraint(SHAPE[name], KG[name])) == term.range | term.datatypes


@pytest.mark.parametrize("name", ROLES)
def test_shape_of_a_role_follows_its_range(name):
    term = LOADED.properties[name]
    claimed = {"ClaimedEvent"} if "Event" in term.range else set()
    assert (
        _alternatives(_constraint(SHAPE.Roles, KG[name])) == term.range | term.datatypes | claimed
    )


@pytest.mark.parametrize("name", NARROW_ROLES)
def test_shape_of_a_role_follows_its_domain(name):
    records = {"Claim", "RejectedCandidate"}
    assert SHAPES.value(SHAPE[name], SH.targetSubjectsOf) == KG[name]
    assert _alternatives(SHAPE[name]) == LOADED.properties[name].domain | records


def test_shapes_are_of_no_other_property():
    targets = {str(t).rpartition("#")[2] for t in SHAPES.objects(None, SH.targetSubjectsOf)}
    assert targets == {*DIRECT, *NARROW_ROLES}


def _listed(shape: rdflib.URIRef, path: rdflib.URIRef) -> Iterable[str]:
    values = SHAPES.value(_constraint(shape, path), SH["in"])
    return {str(value).rpartition("#")[2] for value in Collection(SHAPES, values)}


def test_schemes_are_those_of_the_model():
    assert _listed(SHAPE.Claim, KG.status) == set(Status)
    assert _listed(SHAPE.Quantity, KG.bound) == set(Bound)


def test_every_class_in_the_shapes_is_defined():
    defined = set(ONTOLOGY_GRAPH.subjects(RDF.type, None))
    named = {
        term
        for predicate in (SH["class"], SH.targetClass, SH.path, SH.targetObjectsOf)
        for term in SHAPES.objects(None, predicate)
    }
    assert [t for t in named if str(t).startswith(ONTOLOGY) and t not in defined] == []


def test_readme_examples_conform():
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    *examples, _ = re.findall(r"```turtle\n(.*?)```", readme, flags=re.S)
    assert complaints("\n".join(examples)) == set()
