"""What is made of an ontology of the user's: names, ends, classes among ours, events, and the words that tell it."""

from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib

from kg import ontology as ontologies
from kg.model import Quantity, Span, Time, Words
from kg.ontology import Kind, Ontology, problems, remarks
from kg.ontology.own.labels import doer, singular, verbal, words
from kg.ontology.own.literals import lexical
from kg.ontology.own.wordings import Range, read
from kg.ontology.vocabulary import vocabulary

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples" / "ontologies").glob("*.ttl"))
HEAD = """
@prefix : <https://example.org/desk#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
COMPANY = """
:Company a owl:Class ; rdfs:label "company" .
:Person a owl:Class ; rdfs:label "person" .
"""

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path) -> Write:
    def written(turtle: str) -> Path:
        path = tmp_path / "desk.ttl"
        path.write_text(HEAD + turtle)
        return path

    return written


def told(known: Ontology, name: str) -> set[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """What tells the property NAME: kind, word, and where its ends stand."""
    own = known.own
    groups = (each for words in (own.verbs, own.nouns, own.same) for each in words.values())
    found = (wording for each in groups for wording in each if wording.term == name)
    return {(w.kind.value, w.word, w.subject[:1], w.object[:1]) for w in found}


@pytest.mark.parametrize(
    ("label", "values", "expected"),
    [
        ("acquired by", Range(), ("verb", "acquire", ("object",), ("subject",))),
        ("plays for", Range(), ("verb", "play", ("subject",), ("for",))),
        ("named after", Range(), ("verb", "name", ("object",), ("after",))),
        ("competesWith", Range(), ("verb", "compete", ("subject",), ("with",))),
        ("has founder", Range(), ("verb", "found", ("object",), ("subject",))),
        ("director", Range(), ("noun", "director", ("poss",), ("bearer",))),
        ("director", Range(), ("verb", "direct", ("object",), ("subject",))),
        ("employee", Range(), ("verb", "employ", ("subject",), ("object",))),
        ("member of", Range(), ("noun", "member", ("bearer",), ("of",))),
        ("is part of", Range(), ("noun", "part", ("bearer",), ("of",))),
        ("birth place", Range(places=True), ("verb", "bear", ("object",), ("@where",))),
        ("date of birth", Range(times=True), ("verb", "bear", ("object",), ("@when",))),
        ("launch site", Range(places=True), ("verb", "launch", ("object",), ("@where",))),
        ("first published", Range(times=True), ("verb", "publish", ("object",), ("@when",))),
        ("number of floors", Range(numbers=True), ("number", "floor", ("poss",), ("number",))),
        ("academicStaffSize", Range(numbers=True), ("number", "staff", ("poss",), ("number",))),
        ("height", Range(numbers=True), ("number", "tall", ("subject",), ("number",))),
        ("pleaded guilty to", Range(), ("verb", "plead guilty", ("subject",), ("to",))),
        ("imposes sanctions on", Range(), ("verb", "impose sanction", ("subject",), ("on",))),
        ("record label", Range(), ("noun", "label", ("poss",), ("bearer",))),
        ("club", Range(), ("verb", "play", ("subject",), ("for",))),
        ("employer", Range(), ("same", "worksFor", ("subject",), ("object",))),
        ("founded by", Range(), ("same", "founded", ("object",), ("subject",))),
    ],
)
def test_a_label_says_which_words_tell_it(label, values, expected):
    found = read("p", [(label, "the label")], values)
    assert expected in {(w.kind.value, w.word, w.subject[:1], w.object[:1]) for w in found}
    assert all(f'the label "{label}"' in wording.because for wording in found)
    assert all(0 < wording.score < 1 for wording in found)


@pytest.mark.parametrize(
    ("label", "values", "never"),
    [
        ("date", Range(times=True), "date"),  # of what?
        ("sentence", Range(texts=True), "subject"),  # who sentences has no sentence
        ("country of citizenship", Range(places=True, nouns=frozenset({"country"})), "base"),
        ("number of employees", Range(numbers=True), "employ"),
    ],
)
def test_a_label_says_no_more_than_it_does(label, values, never):
    found = read("p", [(label, "the label")], values)
    verbs = [w for w in found if w.kind is Kind.VERB]
    assert never not in {w.word for w in verbs} | {
        w.subject[0] for w in verbs if never == "subject"
    }


def test_a_member_of_a_party_is_no_party_that_has_a_member():
    found = read(
        "p", [("member of political party", "the label")], Range(nouns=frozenset({"party"}))
    )
    nouns = {(w.word, w.subject[0]) for w in found if w.kind is Kind.NOUN}
    assert nouns == {("member", "bearer")}


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("stopped", "stop"),
        ("carries", "carry"),
        ("written", "write"),
        ("making", "make"),
        ("passes", "pass"),
    ],
)
def test_forms_of_verbs_are_known(word, lemma):
    found = verbal(word)
    assert found is not None
    assert found.lemma == lemma


def test_what_looks_like_somebody_who_does_something_is_nobody():
    assert [doer(word) for word in ("number", "member", "river", "letter")] == [None] * 4
    assert [singular(word) for word in ("boxes", "parties", "news", "bus")] == [
        "box",
        "party",
        "new",
        "bus",
    ]
    assert words("isPartOf") == ("is", "part", "of")


def test_a_term_keeps_its_name_where_ours_has_it_too(write):
    known = ontologies.load(write(COMPANY + "schema:Organization a owl:Class ."))
    assert known.iri("desk:Person") == "https://example.org/desk#Person"
    assert known.iri("schema:Organization") == "https://schema.org/Organization"
    assert known.classes["desk:Person"].label == "person"
    assert known.is_a("Company", "Organization")  # ours stand where they stood


def test_classes_are_found_among_ours(write):
    known = ontologies.load(
        write(
            COMPANY
            + """
:Player a owl:Class ; rdfs:label "goalkeeper"@en, "Torwart"@de .
:Owner a owl:Class ; rdfs:label "owner" .
:Thing a owl:Class ; rdfs:label "gizmo" .
:Small a owl:Class ; rdfs:label "gizmette" ; rdfs:subClassOf :Company .
:City a owl:Class ; owl:equivalentClass schema:City ; rdfs:label "urban thing" .
"""
        )
    )
    anchors = {name.rpartition(":")[2]: sorted(found) for name, found in known.own.anchors.items()}
    assert anchors == {
        "Company": ["Company"],
        "Person": ["Person"],
        "Player": ["Person"],
        "Owner": ["Agent"],
        "Thing": [],
        "Small": ["Company"],
        "City": ["City"],
    }


def test_ends_come_from_the_inverse_the_property_above_and_from_unions(write):
    known = ontologies.load(
        write(
            COMPANY
            + """
:owns a owl:ObjectProperty ; rdfs:range :Company ; rdfs:domain [ a owl:Class ; owl:unionOf ( :Company :Person ) ] .
:ownedBy a owl:ObjectProperty ; owl:inverseOf :owns .
:controls a owl:ObjectProperty ; rdfs:subPropertyOf :owns .
"""
        )
    )
    owns, owned, controls = (
        known.properties[name] for name in ("desk:owns", "ownedBy", "controls")
    )
    assert owns.domain == {"desk:Company", "desk:Person"}
    assert (owned.domain, owned.range) == (owns.range, owns.domain)
    assert (controls.domain, controls.range) == (owns.domain, owns.range)
    assert known.accepts("ownedBy", "Person")
    assert not known.accepts("ownedBy", "City")


def test_a_class_whose_label_names_a_deed_is_one_of_events(write):
    path = write(
        COMPANY
        + """
:Merger a owl:Class ; rdfs:label "merger" .
:Quake a owl:Class ; rdfs:label "earthquake" .
:acquirer a owl:ObjectProperty ; rdfs:domain :Merger ; rdfs:range :Company .
:magnitude a owl:DatatypeProperty ; rdfs:domain :Quake ; rdfs:range xsd:decimal .
"""
    )
    known = ontologies.load(path)
    assert set(known.own.events) == {"desk:Merger", "Quake"}
    assert known.properties["acquirer"].is_role
    assert known.is_a("Quake", "Event")
    assert not known.is_a("Quake", "Entity")
    assert "quake" in known.own.events["Quake"].nouns
    (acquirer,) = known.own.roles["desk:Merger"]
    assert "agent" in acquirer.ours
    said = vocabulary(path)
    quake = next(term for term in said if term.value.endswith("#Quake"))
    assert any(triple.object.value.endswith("#Event") for triple in said[quake])


def test_what_no_text_can_tell_is_remarked(write):
    path = write(
        """
:P17 a owl:ObjectProperty .
:blob a owl:DatatypeProperty ; rdfs:label "photo" ; rdfs:range xsd:base64Binary .
:Gizmo a owl:Class ; rdfs:label "gizmo" .
:makes a owl:ObjectProperty ; rdfs:domain :Gizmo ; rdfs:range :Widget .
"""
    )
    found = "\n".join(remarks(path))
    assert problems(path) == ()
    assert "#P17: no word tells it; give it an rdfs:label in English" in found
    assert "#P17: without domain and range anything can have it; give it both" in found
    assert "#blob: no text gives a value of xsd:base64Binary; use xsd:date" in found
    assert "#Gizmo: no class of kg is like 'gizmo'" in found
    assert "#makes> has the range <https://example.org/desk#Widget>, which no file defines" in found


def test_a_misspelt_term_of_ours_is_a_mistake(write):
    path = write(":A a owl:Class ; rdfs:subClassOf <https://w3id.org/news-kg/ontology#Persn> .")
    assert "kg:Persn, which kg.ttl does not define; did you mean 'Person'?" in problems(path)[0]


@pytest.mark.parametrize(
    ("suffix", "syntax"), [(".owl", "xml"), (".nt", "nt"), (".jsonld", "json-ld")]
)
def test_any_syntax_of_rdf_is_read(write, tmp_path, suffix, syntax):
    graph = rdflib.Graph().parse(
        write(COMPANY + ':owns a owl:ObjectProperty ; rdfs:label "owns" .')
    )
    path = tmp_path / f"same{suffix}"
    path.write_text(graph.serialize(format=syntax))
    known = ontologies.load(path)
    assert ("verb", "own", ("subject",), ("object",)) in told(known, "desk:owns")


def test_the_concepts_of_a_skos_scheme_are_names_by_their_english_labels(write):
    known = ontologies.load(
        write(
            """
:scheme a skos:ConceptScheme .
:c1 a skos:Concept ; skos:prefLabel "Geldpolitik"@de, "monetary policy"@en ; skos:altLabel "rate policy"@en, "Zins"@de .
:c2 a skos:Concept ; skos:prefLabel "Zoll"@de .
"""
        )
    )
    (concept,) = (term for term in known.terms if term.concept)
    assert concept.labels == ("monetary policy", "rate policy")
    assert (concept.type, concept.concept) == ("Topic", "https://example.org/desk#c1")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_nothing_is_wrong_with_the_examples(path):
    assert problems(path) == ()
    assert remarks(path) == ()


SPAN = Span("d", 0, 1)


@pytest.mark.parametrize(
    ("value", "datatype", "expected"),
    [
        (Time(span=SPAN, text="x", start="2026-03-12", end="2026-03-12"), "date", "2026-03-12"),
        (Time(span=SPAN, text="x", start="2026-03-12", end="2026-03-12"), "gYear", "2026"),
        (Time(span=SPAN, text="x", start="2026", end="2026"), "date", None),
        (
            Time(span=SPAN, text="x", start="2026-03-12", end=None),
            "dateTime",
            "2026-03-12T00:00:00",
        ),
        (Quantity(span=SPAN, text="x", value="6.2"), "decimal", "6.2"),
        (Quantity(span=SPAN, text="x", value="6.2"), "integer", None),
        (Quantity(span=SPAN, text="x", value="40"), "nonNegativeInteger", "40"),
        (Quantity(span=SPAN, text="x", value="40"), "date", None),
        (Words(span=SPAN, text="10  years\nin prison"), "string", "10 years in prison"),
        (Words(span=SPAN, text="x"), "integer", None),
    ],
)
def test_a_value_is_written_as_its_datatype_asks_or_not_at_all(value, datatype, expected):
    found = lexical(value, frozenset({datatype}))
    assert found == (None if expected is None else (expected, datatype))


def test_an_entry_has_the_say_about_its_word_and_leaves_labels_theirs(write):
    turtle = """
:owner a owl:ObjectProperty ; rdfs:label "acquired by", "swallowed by" ;
    rdfs:domain :Company ; rdfs:range :Company .
"""
    entry = """
@prefix kg: <https://w3id.org/news-kg/ontology#> .
@prefix gf: <https://w3id.org/news-kg/grammar#> .
:swallow a kg:RelationalVerbEntry ; kg:lemma "swallow" ; kg:evokes :owner ;
    gf:object kg:subject ; gf:subject kg:object .
"""
    before = told(ontologies.load(write(COMPANY + turtle)), "owner")
    after = told(ontologies.load(write(COMPANY + turtle + entry)), "owner")
    assert {word for _, word, _, _ in before} >= {"acquire", "swallow"}
    assert after == {each for each in before if each[1] != "swallow"}
