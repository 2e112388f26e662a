"""The ontology's files hold together, and the loader says where others do not."""

import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, Namespace

from kg import data
from kg.errors import OntologyError
from kg.model import Bound, Status
from kg.ontology import GRAMMAR, LEXICON, ONTOLOGY, Entry, EntryKind, load, problems

KG = Namespace(ONTOLOGY)
FOLDER = data.find("ontology")
ONTOLOGY_GRAPH = rdflib.Graph().parse(FOLDER / "kg.ttl").parse(FOLDER / "general.ttl")
LOADED = load()
KNOWN_PROBLEMS = problems()

KINDS = (
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    RDF.Property,
    OWL.AnnotationProperty,
    KG.Status,
    KG.Bound,
)
TERMS = sorted({s for kind in KINDS for s in ONTOLOGY_GRAPH.subjects(RDF.type, kind)})
DIRECT = {name: term for name, term in LOADED.properties.items() if term.is_direct}
ROLES = {name: term for name, term in LOADED.properties.items() if term.is_role}
GENERAL = {name: term for name, term in LOADED.classes.items() if term.general}
GENERAL_ROLES = {name for name, term in ROLES.items() if term.general}
# fmt: off
TOP_ROLES = {
    "agent", "patient", "theme", "recipient", "instrument", "place", "source", "destination",
    "beneficiary", "topic", "cause", "host",
    "time", "startTime", "endTime", "count", "amount", "level", "formerLevel", "duration",
    *GENERAL_ROLES,
}
# fmt: on
BRIDGES = (
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    SKOS.closeMatch,
    SKOS.exactMatch,
    KG.plover,
    KG.cameo,
)

PREFIXES = """
@prefix kg: <https://w3id.org/news-kg/ontology#> .
@prefix lex: <https://w3id.org/news-kg/lexicon#> .
@prefix gf: <https://w3id.org/news-kg/grammar#> .
@prefix gaz: <https://w3id.org/news-kg/gazetteer#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <https://example.org/health#> .
"""


@pytest.fixture
def extend(tmp_path):
    def write(turtle: str) -> Path:
        path = tmp_path / "health.ttl"
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return path

    return write


# The ontology's own files


def test_package_files_have_no_problems():
    assert KNOWN_PROBLEMS == ()


def test_term_count_is_what_the_news_needs():
    assert len(TERMS) > 250


@pytest.mark.parametrize("predicate", [RDFS.label, RDFS.comment])
def test_term_has_one_english_text(predicate):
    texts = {term: list(ONTOLOGY_GRAPH.objects(term, predicate)) for term in TERMS}
    assert [t for t, found in texts.items() if [x.language for x in found] != ["en"]] == []


def test_comment_is_one_sentence():
    comments = [str(ONTOLOGY_GRAPH.value(term, RDFS.comment)) for term in TERMS]
    assert [c for c in comments if not re.fullmatch(r"[A-Z][^.\n]*\.", c)] == []


def test_term_is_in_a_namespace_of_ours():
    assert [t for t in map(str, TERMS) if not t.startswith((ONTOLOGY, GRAMMAR))] == []


def test_term_name_has_the_case_of_its_kind():
    upper = {
        t
        for kind in (OWL.Class, KG.Status, KG.Bound)
        for t in ONTOLOGY_GRAPH.subjects(RDF.type, kind)
    }
    names = {t: t.rpartition("#")[2] for t in TERMS}
    assert [n for t, n in names.items() if not re.fullmatch(r"[A-Za-z]+", n)] == []
    assert [n for t, n in names.items() if n[0].isupper() != (t in upper)] == []


def _is_bridged(term):
    values = [v for predicate in BRIDGES for v in ONTOLOGY_GRAPH.objects(term, predicate)]
    return any(not str(v).startswith(ONTOLOGY) for v in values)


def _parents(term):
    return [
        parent
        for predicate in (RDFS.subClassOf, RDFS.subPropertyOf)
        for parent in ONTOLOGY_GRAPH.objects(term, predicate)
    ]


@pytest.mark.parametrize("root", ["Entity", "Event", "Claim"])
def test_class_or_its_parent_is_bridged(root):
    names = [KG[name] for name in LOADED.classes if LOADED.is_a(name, root)]
    assert len(names) >= 2
    assert [t for t in names if not any(map(_is_bridged, [t, *_parents(t)]))] == []


@pytest.mark.parametrize("name", ["agent", "patient", "theme", "recipient", "place", "startTime"])
def test_top_role_is_bridged(name):
    assert _is_bridged(KG[name])


def test_nothing_lets_a_reasoner_infer_a_class_from_a_property():
    assert list(ONTOLOGY_GRAPH.triples((None, RDFS.domain, None))) == []
    assert list(ONTOLOGY_GRAPH.triples((None, RDFS.range, None))) == []


def test_statuses_are_those_of_the_model():
    assert {str(s).rpartition("#")[2] for s in ONTOLOGY_GRAPH.subjects(RDF.type, KG.Status)} == set(
        Status
    )


def test_bounds_are_those_of_the_model():
    assert {str(s).rpartition("#")[2] for s in ONTOLOGY_GRAPH.subjects(RDF.type, KG.Bound)} == set(
        Bound
    )


def test_every_class_of_things_has_a_kind_for_iris():
    kinds = {n: t.iri_kind for n, t in LOADED.classes.items() if LOADED.is_a(n, "Entity")}
    assert [n for n, kind in kinds.items() if not re.fullmatch(r"[a-z]+", kind or "")] == []


def test_class_is_a_thing_an_event_or_a_record():
    tops = {
        n: [r for r in ("Entity", "Event", "Record") if LOADED.is_a(n, r)] for n in LOADED.classes
    }
    assert {n: found for n, found in tops.items() if len(found) != 1} == {}


def test_general_terms_are_marked():
    assert len(GENERAL) == 46
    assert {"Obtaining", "Thought", "State"} <= set(GENERAL)
    assert len(GENERAL_ROLES) == 29
    assert {"content", "experiencer"} <= GENERAL_ROLES
    assert not {"Event", "Transfer", "Charge"} & set(GENERAL)
    assert not {"agent", "accused"} & GENERAL_ROLES


def test_class_of_classes_is_no_class_of_things():
    assert {"GeneralClass", "GeneralRole", "Role"}.isdisjoint(LOADED.classes)


def test_every_general_class_is_one_of_events_and_has_an_example():
    assert [n for n, term in GENERAL.items() if not term.is_event] == []
    assert [n for n in GENERAL if ONTOLOGY_GRAPH.value(KG[n], SKOS.example) is None] == []


def test_files_add_parents_to_a_class():
    assert LOADED.classes["Investigation"].parents == ("LegalEvent", "Examination")
    assert LOADED.is_a("Export", "EconomicEvent")
    assert LOADED.is_a("Export", "Trade")
    assert LOADED.is_a("Wish", "State")


@pytest.mark.parametrize("role", ["content", "result", "purpose", "condition", "cause", "stimulus"])
def test_an_event_can_fill_a_role_of_another(role):
    assert LOADED.accepts(role, "Attack")
    assert LOADED.accepts(role, "Person")


def test_every_role_is_below_a_top_role():
    assert [n for n in ROLES if not any(LOADED.is_a(n, top) for top in TOP_ROLES)] == []


def test_every_role_belongs_to_events():
    assert [n for n, t in ROLES.items() if not all(LOADED.is_a(c, "Event") for c in t.domain)] == []


def test_subrole_takes_nothing_that_its_superrole_refuses():
    wider = [
        (name, above, kind)
        for name, term in ROLES.items()
        for above in term.parents
        for kind in term.range
        if not LOADED.accepts(above, kind)
    ]
    assert wider == []


def test_subproperty_takes_nothing_that_its_superproperty_refuses():
    wider = [
        (name, above)
        for name, term in DIRECT.items()
        for above in term.parents
        if not all(LOADED.accepts_subject(above, kind) for kind in term.domain)
        or not all(LOADED.accepts(above, kind) for kind in term.range)
    ]
    assert wider == []


def test_every_direct_property_has_domain_and_range():
    assert [n for n, t in DIRECT.items() if not t.domain or not (t.range or t.datatypes)] == []


def test_every_direct_property_is_about_things():
    ends = {n: t.domain | t.range for n, t in DIRECT.items()}
    assert [
        n for n, found in ends.items() if not all(LOADED.is_a(c, "Entity") for c in found)
    ] == []


def test_abbreviation_names_roles_that_its_event_has():
    abbreviations = [t for t in DIRECT.values() if t.event]
    wrong = [
        (t.name, role)
        for t in abbreviations
        for role in (t.subject_role, t.object_role)
        if role is None or not LOADED.accepts_subject(role, t.event)
    ]
    assert len(abbreviations) > 30
    assert wrong == []


def test_abbreviation_takes_what_its_roles_take():
    wrong = [
        (t.name, role, kind)
        for t in DIRECT.values()
        if t.event
        for role, kinds in ((t.subject_role, t.domain), (t.object_role, t.range))
        for kind in kinds
        if not LOADED.accepts(role, kind)
    ]
    assert wrong == []


def test_symmetric_property_has_equal_ends():
    symmetric = [t for t in DIRECT.values() if t.symmetric]
    assert [
        t.name for t in symmetric if t.domain != t.range or t.subject_role != t.object_role
    ] == []


def test_ended_property_has_the_ends_of_the_one_that_holds():
    pairs = [(t, DIRECT[t.ended_as]) for t in DIRECT.values() if t.ended_as]
    assert len(pairs) >= 4
    assert [t.name for t, past in pairs if (t.domain, t.range) != (past.domain, past.range)] == []


@pytest.mark.parametrize("body", ["prosecutor", "police", "court"])
def test_a_charge_is_made_public_by_the_body_itself(body):
    assert body in LOADED.classes["Charge"].authorities


@pytest.mark.parametrize("event", ["Attack", "Killing", "Accusation", "Threat"])
def test_what_is_disputed_has_no_authority(event):
    assert LOADED.classes[event].authorities == frozenset()


# Questions to the loaded ontology


@pytest.mark.parametrize(
    ("name", "ancestor", "answer"),
    [
        ("Court", "Court", True),
        ("Court", "Organization", True),
        ("Country", "Agent", True),
        ("Country", "Place", True),
        ("Facility", "Agent", False),
        ("Organization", "Court", False),
        ("accused", "patient", True),
        ("Unheard", "Entity", False),
    ],
)
def test_hierarchy_is_reflexive_and_transitive(name, ancestor, answer):
    assert LOADED.is_a(name, ancestor) is answer


@pytest.mark.parametrize(
    ("name", "type", "answer"),
    [
        ("chargedWith", "Offence", True),
        ("chargedWith", "Topic", False),
        ("killed", "City", False),
        ("attacked", "City", True),
        ("topic", "Topic", True),
        ("time", "date", True),
        ("time", "Person", False),
        ("age", "integer", True),
        ("description", "langString", True),
        ("description", "Person", False),
        ("attribute", "langString", True),
        ("attribute", "Person", True),
        ("count", "Quantity", True),
    ],
)
def test_range_accepts_the_classes_below_it(name, type, answer):
    assert LOADED.accepts(name, type) is answer


@pytest.mark.parametrize(
    ("name", "type", "answer"),
    [
        ("chargedWith", "Company", True),
        ("chargedWith", "Country", False),
        ("accusedOf", "Country", True),
        ("accused", "Charge", True),
        ("exporter", "Charge", False),
    ],
)
def test_domain_accepts_the_classes_below_it(name, type, answer):
    assert LOADED.accepts_subject(name, type) is answer


def test_term_knows_its_iri():
    assert LOADED.iri("Charge") == "https://w3id.org/news-kg/ontology#Charge"
    assert LOADED.iri("chargedWith") == "https://w3id.org/news-kg/ontology#chargedWith"


def test_loading_twice_gives_the_same():
    again = load()
    assert again.entries == LOADED.entries
    assert again.terms == LOADED.terms
    assert list(again.classes) == list(LOADED.classes)


def test_ontology_travels_to_other_processes():
    assert pickle.loads(pickle.dumps(LOADED)).classes == LOADED.classes


def test_loading_needs_no_heavy_library():
    heavy = "sorted({'spacy', 'rdflib'} & set(sys.modules))"
    code = f"import sys, kg.ontology; kg.ontology.load(); print({heavy})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# A file of the user

VACCINES = """
ex:Vaccine a owl:Class ; rdfs:subClassOf kg:Product ; kg:iriKind "vaccine" .
ex:Vaccination a owl:Class ; rdfs:subClassOf kg:Event .
ex:vaccinatedWith a owl:ObjectProperty ;
    rdfs:domain schema:Person ;
    rdfs:range ex:Vaccine ;
    kg:abbreviates ex:Vaccination ;
    kg:subjectRole kg:patient ;
    kg:objectRole kg:instrument .
ex:immunize a kg:VerbEntry ; kg:lemma "immunize", "immunise" ; kg:evokes ex:Vaccination ;
    gf:subject kg:agent ; gf:object kg:patient ; gf:with kg:instrument ;
    kg:shortcut ex:vaccinatedWith ;
    kg:example "Nurses in Accra immunized Kofi Boateng with Covarin."@en ;
    kg:expects "patient: Kofi Boateng; instrument: Covarin" .
ex:covarin a ex:Vaccine ; skos:prefLabel "Covarin"@en ; skos:altLabel "CVR-1"@en .
"""


def test_user_file_adds_a_class(extend):
    ontology = load(extend(VACCINES))
    assert ontology.is_a("Vaccine", "Product")
    assert ontology.classes["Vaccine"].iri_kind == "vaccine"
    assert ontology.iri("Vaccine") == "https://example.org/health#Vaccine"


def test_user_file_adds_a_property_whose_ends_may_be_classes_of_others(extend):
    ontology = load(extend(VACCINES))
    assert ontology.accepts_subject("vaccinatedWith", "Person")
    assert not ontology.accepts_subject("vaccinatedWith", "Company")
    assert ontology.accepts("vaccinatedWith", "Vaccine")


@pytest.mark.parametrize("lemma", ["immunize", "immunise"])
def test_user_file_adds_an_entry_for_each_spelling(extend, lemma):
    assert load(extend(VACCINES)).verbs(lemma) == (
        Entry(
            name="immunize",
            kind=EntryKind.VERB,
            lemma=lemma,
            evokes="Vaccination",
            slots={"subject": "agent", "object": "patient", "with": "instrument"},
            shortcuts=("vaccinatedWith",),
            example="Nurses in Accra immunized Kofi Boateng with Covarin.",
            expects="patient: Kofi Boateng; instrument: Covarin",
        ),
    )


def test_user_file_adds_a_name(extend):
    term = load(extend(VACCINES)).term("covarin")
    assert (term.type, term.labels) == ("Vaccine", ("Covarin", "CVR-1"))


def test_class_below_none_of_ours_is_a_class_of_things(extend):
    ontology = load(extend("ex:Symptom a rdfs:Class ."))
    assert ontology.classes["Symptom"].parents == ("Entity",)
    assert ontology.classes["Symptom"].label == "symptom"
    assert ontology.classes["Symptom"].iri_kind == "thing"


def test_subclass_has_the_nearest_kind_for_iris(extend):
    ontology = load(extend("ex:Clinic a owl:Class ; rdfs:subClassOf kg:Court ."))
    assert ontology.classes["Clinic"].iri_kind == "court"


def test_user_file_widens_a_range(extend):
    assert load(extend("kg:killed schema:rangeIncludes kg:Vehicle .")).accepts("killed", "Vehicle")


def test_user_file_switches_an_entry_off(extend, tmp_path):
    path = extend(VACCINES)
    off = tmp_path / "off.ttl"
    off.write_text(PREFIXES + "ex:immunize owl:deprecated true .", encoding="utf-8")
    assert load(path, off).verbs("immunize") == ()


ENTRIES = """
lex:x-noun a kg:NounEntry ; kg:lemma "xnoun" ; kg:evokes kg:Attack ;
    gf:poss kg:agent ; gf:on kg:target .
lex:x-bearer a kg:RelationalNounEntry ; kg:lemma "xunit" ; kg:evokes kg:subsidiaryOf ;
    gf:bearer kg:subject ; gf:of kg:object .
lex:x-based a kg:AdjectiveEntry ; kg:lemma "xbased" ; kg:evokes kg:headquarteredIn ;
    gf:bearer kg:subject ; gf:compound kg:object .
lex:x-deny a kg:AttitudeEntry ; kg:lemma "xdeny" ; kg:complementStatus kg:Denied ; kg:speaks true .
lex:x-likely a kg:AttitudeEntry ; kg:lemma "xlikely" ; kg:pos "adjective" ;
    kg:complementStatus kg:Hypothetical ; kg:complement "infinitive" .
lex:x-launch a kg:SupportEntry ; kg:lemma "xlaunch" .
gaz:x-depot a kg:NounKind ; kg:denotes kg:Facility ; skos:prefLabel "xdepot"@en .
gaz:x-corp a kg:NameEnding ; kg:denotes kg:Company ; skos:prefLabel "Xcorp."@en .
"""


def test_words_are_found_by_kind_and_lemma(extend):
    ontology = load(extend(ENTRIES))
    assert [e.slots for e in ontology.nouns("xnoun")] == [{"poss": "agent", "on": "target"}]
    assert [e.evokes for e in ontology.relational("xunit")] == ["subsidiaryOf"]
    assert [e.slots["compound"] for e in ontology.adjectives("xbased")] == ["object"]
    assert [e.name for e in ontology.support("xlaunch")] == ["x-launch"]
    assert ontology.verbs("xnoun") == ()


def test_attitudes_are_found_by_part_of_speech(extend):
    ontology = load(extend(ENTRIES))
    (deny,) = ontology.attitudes("xdeny", "verb")
    (likely,) = ontology.attitudes("xlikely", "adjective")
    assert (deny.status, deny.speaks, deny.complement) == (Status.DENIED, True, "any")
    assert (likely.status, likely.complement) == (Status.HYPOTHETICAL, "infinitive")
    assert ontology.attitudes("xdeny", "noun") == ()


def test_nouns_and_name_endings_tell_a_class(extend):
    ontology = load(extend(ENTRIES))
    assert ontology.noun_kind("Xdepot") == "Facility"
    assert ontology.name_ending("XCORP") == "Company"
    assert ontology.name_ending("xcorp.") == "Company"
    assert ontology.noun_kind("xcorp") is None


# What is wrong in a file, in words

VERB = 'lex:x a kg:VerbEntry ; kg:lemma "xverb" ; kg:evokes kg:Charge ; gf:object kg:accused'
MISTAKES = [
    (
        'lex:x a kg:VerbEntry ; kg:lemma "x" ; kg:evokes kg:Acquisitions .',
        "lex:x evokes kg:Acquisitions, which kg.ttl does not define; did you mean 'Acquisition'?",
    ),
    (
        'lex:x a kg:VerbEntry ; kg:lemma "x" ; kg:evokes kg:chargedWith .',
        "lex:x evokes kg:chargedWith, which is another kind of term; "
        "define it, or name another one",
    ),
    (
        'lex:x a kg:VerbEntry ; kg:lemma "x" .',
        "lex:x has no kg:evokes; name one class of events",
    ),
    (
        'lex:x a kg:RelationalNounEntry ; kg:lemma "x" ; kg:evokes kg:ownz .',
        "lex:x evokes kg:ownz, which kg.ttl does not define; did you mean 'owns'?",
    ),
    (
        "lex:x a kg:VerbEntry ; kg:evokes kg:Charge ; gf:object kg:accused .",
        "lex:x has no kg:lemma; give it one",
    ),
    (
        f"{VERB} ; gf:with kg:ofence .",
        "lex:x has gf:with kg:ofence, which kg.ttl does not define; did you mean 'offence'?",
    ),
    (
        f"{VERB} ; gf:widh kg:offence .",
        "lex:x has gf:widh, which is no grammatical function; did you mean 'with'?",
    ),
    (
        f"{VERB} ; gf:with kg:offence, kg:instrument .",
        "lex:x has 2 roles for gf:with; leave one, or make a second entry",
    ),
    (
        f"{VERB} ; gf:with kg:exporter .",
        "lex:x gives kg:exporter to kg:Charge, which has no such role; "
        "use another role, or add the class to schema:domainIncludes of the role",
    ),
    (
        f"{VERB} ; kg:needs kg:offence .",
        "lex:x needs kg:offence, which none of its functions fills; "
        "name the function, or take the need out",
    ),
    (
        f"{VERB} ; kg:shortcut kg:chargedWith .",
        "lex:x has the shortcut kg:chargedWith, but no function for kg:offence; "
        "add the function, or take the shortcut out",
    ),
    (
        f"{VERB} ; kg:shortcut kg:owns .",
        "lex:x has the shortcut kg:owns, which names no roles; "
        "give the property kg:subjectRole and kg:objectRole",
    ),
    (
        f"{VERB} . {VERB.replace('lex:x', 'lex:y').replace('Charge', 'Trial')} .",
        "lex:x and lex:y have one lemma, kind and functions; "
        "remove one, or tell them apart by kg:needs",
    ),
    (
        f"{VERB} ; kg:evokes kg:Trial .",
        "lex:x names two entries; rename one, or write an entry for each sense",
    ),
    (
        f"{VERB} ; a kg:NounEntry .",
        "lex:x names two entries; rename one, or write an entry for each sense",
    ),
    (
        "lex:x a kg:AttitudeEntry ; kg:lemma 'x' ; kg:complementStatus kg:Denied . "
        "lex:y a kg:AttitudeEntry ; kg:lemma 'x' ; kg:complementStatus kg:Planned .",
        "lex:x and lex:y have one lemma, kind and functions; "
        "remove one, or tell them apart by kg:complement",
    ),
    (
        'lex:x a kg:AttitudeEntry ; kg:lemma "x" .',
        "lex:x has no kg:complementStatus; name one of "
        "Asserted, Reported, Alleged, Denied, Planned, Hypothetical, Negated",
    ),
    (
        'lex:x a kg:AttitudeEntry ; kg:lemma "x" ; kg:complementStatus kg:Denyed .',
        "lex:x has the kg:complementStatus kg:Denyed; name one of "
        "Asserted, Reported, Alleged, Denied, Planned, Hypothetical, Negated",
    ),
    (
        'lex:x a kg:AttitudeEntry ; kg:lemma "x" ; kg:complementStatus kg:Denied ; kg:pos "vreb" .',
        "lex:x has kg:pos 'vreb'; choose one of verb, noun, adjective, adverb",
    ),
    (
        "ex:A a owl:Class ; rdfs:subClassOf kg:Persn .",
        "<https://example.org/health#A> is below kg:Persn, which kg.ttl does not define; "
        "did you mean 'Person'?",
    ),
    (
        "ex:A a owl:Class ; rdfs:subClassOf ex:B . ex:B a owl:Class ; rdfs:subClassOf ex:A .",
        "<https://example.org/health#A> is above itself, by way of 'B'; take one of the steps out",
    ),
    (
        "ex:p a owl:ObjectProperty ; schema:rangeIncludes kg:Persn .",
        "<https://example.org/health#p> has the range kg:Persn, which kg.ttl does not define; "
        "did you mean 'Person'?",
    ),
    (
        "ex:p a owl:ObjectProperty ; kg:subjectRole kg:agent .",
        "<https://example.org/health#p> has no kg:objectRole; give it both or none",
    ),
    (
        "ex:p a owl:ObjectProperty ; kg:subjectRole kg:agent ; kg:objectRole kg:owns .",
        "<https://example.org/health#p> has the kg:objectRole kg:owns, which is no role; "
        "name a kg:Role",
    ),
    (
        "ex:p a owl:ObjectProperty ; kg:abbreviates kg:Person .",
        "<https://example.org/health#p> abbreviates kg:Person, which is no class of events; "
        "name a class below kg:Event",
    ),
    (
        'gaz:x a kg:Offense ; skos:prefLabel "x"@en .',
        "gaz:x is a kg:Offense, which kg.ttl does not define; did you mean 'Offence'?",
    ),
    (
        "gaz:x a kg:Offence .",
        "gaz:x has no skos:prefLabel; give it a name",
    ),
    (
        'gaz:x a kg:NounKind ; skos:prefLabel "x"@en .',
        "gaz:x has no kg:denotes; name one class of things",
    ),
    (
        'gaz:x a kg:NounKind ; skos:prefLabel "x"@en ; kg:denotes kg:Attacker .',
        "gaz:x denotes kg:Attacker, which kg.ttl does not define; define it, or name another one",
    ),
]


@pytest.mark.parametrize(("turtle", "message"), MISTAKES, ids=[m[1][:40] for m in MISTAKES])
def test_mistake_is_told_with_its_file_and_remedy(extend, turtle, message):
    assert set(problems(extend(turtle))) - set(KNOWN_PROBLEMS) == {f"health.ttl: {message}"}


def test_load_raises_the_first_of_several_mistakes(extend):
    path = extend(f"{VERB} ; gf:widh kg:offence ; kg:needs kg:offence .")
    with pytest.raises(OntologyError, match=r"^health\.ttl: lex:x has gf:widh.* \(and 1 more\)$"):
        load(path)


def test_syntax_error_is_told_with_its_line(extend):
    path = extend("lex:x a kg:VerbEntry\nkg:lemma 'x' .")
    with pytest.raises(OntologyError, match=r"^health\.ttl:13: .+; mend the syntax$"):
        load(path)


def test_missing_file_is_told(tmp_path):
    with pytest.raises(OntologyError, match=r"none\.ttl: no such file or directory; give the path"):
        load(tmp_path / "none.ttl")


def test_other_syntaxes_of_rdf_are_read(extend, tmp_path):
    path = tmp_path / "health.owl"
    rdflib.Graph().parse(extend(VACCINES)).serialize(path, format="xml")
    assert [e.lemma for e in load(path).verbs("immunise")] == ["immunise"]


def test_lexicon_namespace_is_where_entries_are():
    assert LEXICON == "https://w3id.org/news-kg/lexicon#"


# What the README shows

README = (FOLDER / "README.md").read_text(encoding="utf-8")
*EXAMPLES, ADDITIONS = re.findall(r"```turtle\n(.*?)```", README, flags=re.S)


def test_readme_shows_every_class():
    classes = [n for n in LOADED.classes if LOADED.is_a(n, "Entity") or LOADED.is_a(n, "Event")]
    assert [name for name in classes if not re.search(rf"\b{name}\b", README)] == []


def test_readme_puts_events_below_their_group():
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", README, flags=re.M)
    members = {group: set(re.findall(r"`(\w+)`", row)) for group, row in rows if "kg:" not in row}
    groups = {n for n, term in LOADED.classes.items() if term.parents == ("Event",)} | set(GENERAL)
    assert groups <= set(members)
    assert members == {
        g: {n for n in LOADED.classes if n != g and LOADED.is_a(n, g)} for g in members
    }


def test_readme_says_what_each_general_class_says():
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|`]+) \| [^|]*\|$", README, flags=re.M))
    assert {n: rows.get(n) for n in GENERAL} == {n: t.comment[:-1] for n, t in GENERAL.items()}


def test_readme_lists_the_general_roles():
    (listed,) = re.findall(r"^General roles: (.*?),\s+beside", README, flags=re.M | re.S)
    assert set(re.findall(r"`(\w+)`", listed)) == GENERAL_ROLES


def test_readme_examples_use_defined_terms():
    assert len(EXAMPLES) == 5
    graph = rdflib.Graph().parse(data="\n".join(EXAMPLES))
    used = {term for triple in graph for term in triple if str(term).startswith(ONTOLOGY)}
    assert [term for term in used if (term, RDF.type, None) not in ONTOLOGY_GRAPH] == []


def test_readme_additions_load(tmp_path):
    path = tmp_path / "additions.ttl"
    path.write_text(ADDITIONS, encoding="utf-8")
    assert set(problems(path)) == set(KNOWN_PROBLEMS)
