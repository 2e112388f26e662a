"""From claims and entities to quads, and from quads to files."""

import os
import pickle
import shutil
import subprocess
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse
from rdflib.compare import isomorphic

from kg.errors import ConfigError
from kg.iri import BASE, entity
from kg.link import NameLinker
from kg.link.names import mentions
from kg.model import Bound, Extraction, Relation, Status, Time, Words
from kg.rdf import Provenance, Quads, format_for, serialize, to_quads
from kg.rdf.density import thinned
from kg.rdf.facts import describe_predicate
from kg.rdf.terms import calendar, node, words

GOLDEN = Path(__file__).parent / "golden"
GRAPHS = ["trig", "nq", "jsonld"]
TRIPLES = ["turtle", "nt", "rdfxml"]
FORMATS = [*GRAPHS, *TRIPLES]
# rdflib 7.6 warns of its own use of what it deprecates.
RDFLIB = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph)[ .]:DeprecationWarning")
RDFLIB_NAMES = {"jsonld": "json-ld", "rdfxml": "xml", "nq": "nquads"}
RUIZ = "https://news.example/ruiz"


def facts(quads):
    return {short(quad) for quad in quads.facts}


def short(quad):
    """The triple of a quad, in words."""
    return tuple(local(term) for term in (quad.subject, quad.predicate, quad.object))


def local(term):
    return (
        term.value.replace("#", "/").rpartition("/")[2]
        if isinstance(term, NamedNode)
        else term.value
    )


def about(quads, predicate, value):
    """What the document's graph says of the nodes with this predicate and value, a dictionary each."""
    found = {}
    for quad in quads.graph:
        found.setdefault(quad.subject, {}).setdefault(local(quad.predicate), []).append(
            local(quad.object)
        )
    return [node for node in found.values() if value in node.get(predicate, ())]


# What is a fact


def test_asserted_relation_is_one_fact_with_a_claim_for_each_sentence(write, stories):
    quads = write(stories["ruiz"])
    fact = ("Ana_Ruiz.person", "chargedWith", "bribery.offence")
    assert [short(quad) for quad in quads.facts].count(fact) == 1
    claims = about(quads, "predicate", "chargedWith")
    assert {claim["evidence"][0] for claim in claims} == {"char=0,41", "char=42,98"}


def test_event_has_class_roles_time_and_a_label(write, stories):
    found = {quad for quad in facts(write(stories["ruiz"])) if quad[0] == "bbdf3c2b3a2d5645"}
    assert {pair[1:] for pair in found} == {
        ("type", "Charge"),
        ("label", "Charge: Ana Ruiz, bribery, Madrid, 2026-03-11"),
        ("accused", "Ana_Ruiz.person"),
        ("offence", "bribery.offence"),
        ("place", "Madrid.city"),
        ("time", "2026-03-11"),
    }


def test_relation_claim_points_to_the_event_that_it_abbreviates(write, stories):
    quads = write(stories["goma"])
    (claim,) = about(quads, "predicate", "visited")
    assert claim["event"] == [local(event_of(quads, "Visit"))]


def event_of(quads, type):
    return next(quad.subject for quad in quads.facts if local(quad.object) == type)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.ASSERTED])
def test_nothing_but_asserted_is_a_fact(status, story, write):
    told = story("https://news.example/s", "Ruritania may meet Graustark.")
    ruritania, graustark = (
        told.mention(0, "Ruritania", "Country"),
        told.mention(0, "Graustark", "Country"),
    )
    meeting = told.event(0, "meet", "Meeting", agent=(ruritania, graustark))
    told.claim(0, meeting, status)
    told.claim(0, Relation(ruritania, "metWith", graustark), status, event=meeting)
    quads = write(told)
    assert {triple[1] for triple in facts(quads)} == {"type", "label"}
    assert {triple[2] for triple in facts(quads) if triple[1] == "type"} == {"Country"}
    (event,) = about(quads, "type", "ClaimedEvent")
    assert event["status"] == [status.value]
    assert event["claimedType"] == ["Meeting"]


def test_claimed_event_has_its_speakers_and_its_cue(write, stories):
    (event,) = about(write(stories["goma"]), "type", "ClaimedEvent")
    assert event["attributedTo"] == ["doctor.person-610f44b1"]
    assert event["relayedBy"] == ["UN_mission.organization"]
    assert event["cue"] == ["said"]
    assert (event["startTime"], event["endTime"]) == (["2026-03-02"], ["2026-03-08"])


def test_symmetric_property_goes_both_ways_in_facts_and_claims(write, stories):
    quads = write(stories["talks"])
    assert {
        ("Ruritania.country", "metWith", "Graustark.country"),
        ("Graustark.country", "metWith", "Ruritania.country"),
    } <= facts(quads)
    assert len(about(quads, "predicate", "metWith")) == 2


def test_ended_relation_becomes_the_property_for_what_has_ended(write, stories):
    quads = write(stories["ruiz"])
    assert ("Ana_Ruiz.person", "heldPosition", "minister.position") in facts(quads)
    assert "holdsPosition" not in {triple[1] for triple in facts(quads)}
    (claim,) = about(quads, "predicate", "heldPosition")
    assert claim["ended"] == ["true"]


def test_qualifier_is_the_words_that_set_a_claim_apart(write, story):
    told = story("https://example.org/a", "Kestrel is the world's largest producer of zinc.")
    kestrel, zinc = told.mention(0, "Kestrel", "Company"), told.mention(0, "zinc", "Commodity")
    told.claim(0, Relation(kestrel, "produces", zinc), qualifier=told.span(0, "world's largest"))
    (claim,) = about(write(told), "predicate", "produces")
    assert claim["qualifier"] == ["world's largest"]


@pytest.mark.parametrize(("start", "end", "said"), [
    ("2001", None, {"validFrom": ["2001"]}), (None, "2004-05", {"validUntil": ["2004-05"]}),
    ("2001", "2001", {"validTime": ["2001"]}),
    ("2001", "2004-05", {"validFrom": ["2001"], "validUntil": ["2004-05"]}),
])  # fmt: skip
def test_claim_says_when_its_relation_holds(write, story, start, end, said):
    told = story("https://example.org/a", "Kestrel owned the mine from 2001 on.")
    kestrel, mine = told.mention(0, "Kestrel", "Company"), told.mention(0, "mine", "Facility")
    when = Time(span=told.span(0, "from 2001 on"), text="from 2001 on", start=start, end=end)
    told.claim(0, Relation(kestrel, "owns", mine), held=when)
    (claim,) = about(write(told), "predicate", "owns")
    assert {name: values for name, values in claim.items() if name.startswith("valid")} == said


def test_ended_relation_without_such_a_property_is_only_a_claim(write, stories):
    quads = write(stories["ruiz"])
    assert "spokespersonFor" not in {triple[1] for triple in facts(quads)}
    (claim,) = about(quads, "predicate", "spokespersonFor")
    assert (claim["ended"], claim["status"]) == (["true"], ["Asserted"])


def test_number_is_a_literal_where_the_property_takes_one(write, stories):
    quads = write(stories["ruiz"])
    (age,) = [quad.object for quad in quads.facts if local(quad.predicate) == "age"]
    assert str(age) == '"44"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert not [quad for quad in quads.facts if local(quad.subject) == "44"]


@pytest.mark.parametrize(
    ("value", "bound"), [("44", Bound.ABOUT), ("44.5", Bound.EXACT), ("44", Bound.AT_LEAST)]
)
def test_number_that_a_literal_would_distort_is_no_fact(value, bound, story, write):
    told = story("https://news.example/age", "Ana Ruiz is about 44.")
    ruiz, age = told.mention(0, "Ana Ruiz", "Person"), told.quantity(0, "44", value, bound=bound)
    told.claim(0, Relation(ruiz, "age", age))
    quads = write(told)
    assert "age" not in {triple[1] for triple in facts(quads)}
    assert len(about(quads, "predicate", "age")) == 1


def test_quantity_has_number_bound_unit_and_label(write, stories):
    found = {triple[1:] for triple in facts(write(stories["ruiz"])) if triple[0].startswith("at-")}
    assert found == {
        ("type", "Quantity"),
        ("label", "at least 2000000 EUR"),
        ("numericValue", "2000000"),
        ("bound", Bound.AT_LEAST.value),
        ("unit", "EUR"),
        ("type", "MonetaryAmount"),
        ("currency", "EUR"),
    }


def test_described_entity_names_its_document(write, stories):
    described = {triple for triple in facts(write(stories["goma"])) if triple[1] == "describedIn"}
    assert {triple[0].partition(".")[0] for triple in described} == {
        "Rebels",
        "civilians",
        "doctor",
    }


def test_description_that_no_claim_speaks_of_is_left_out(story, write):
    told = story("https://news.example/d", "The officers waited.")
    told.mention(0, "The officers", "PeopleGroup", "officers", named=False)
    quads = write(told)
    assert quads.facts == ()
    assert "Phrase" not in {local(quad.object) for quad in quads.graph}


def test_vague_event_of_a_general_class_is_a_claimed_event_with_its_predicate(write, stories):
    quads = write(stories["ruiz"])
    (claim,) = about(quads, "predicate", "wince.01")
    assert (claim["type"], claim["status"]) == (["ClaimedEvent"], ["Asserted"])
    assert claim["claimedType"] == ["BodilyEvent"]
    assert claim["label"] == ["Wince: lawyers of Ana Ruiz"]
    assert claim["patient"] == ["lawyers_of_Ana_Ruiz.group-1bda9fab"]
    told = facts(quads)
    assert {("wince.01", "type", "Predicate"), ("wince.01", "label", "wince")} <= told
    assert not {triple for triple in told if triple[1] == "predicate"}


@pytest.mark.parametrize(("confidence", "is_fact"), [(0.8, True), (0.5, False)])
def test_sure_event_of_a_general_class_is_a_fact(confidence, is_fact, story, write):
    told = story("https://news.example/o", "Ana Ruiz received 41 votes in Goma on 9 March.")
    votes = told.quantity(0, "41 votes", "41", unit="vote")
    event = told.event(
        0,
        "received",
        "Obtaining",
        "receive.01",
        recipient=told.mention(0, "Ana Ruiz", "Person"),
        theme=votes,
        place=told.mention(0, "Goma", "City"),
        time=told.time(0, "9 March", "2026-03-09"),
    )
    told.claim(0, event, confidence=confidence)
    quads = write(told)
    said = {
        ("predicate", "receive.01"),
        ("recipient", "Ana_Ruiz.person"),
        ("theme", "41_vote"),
        ("place", "Goma.city"),
        ("time", "2026-03-09"),
    }
    known = {triple[1:] for triple in facts(quads)}
    assert said & known == (said if is_fact else set())
    assert (("type", "Obtaining") in known) is is_fact
    assert ("type", "Predicate") in known
    claims = about(quads, "claimedType", "Obtaining")
    assert len(claims) == (not is_fact)
    assert all(claim["status"] == ["Asserted"] for claim in claims)


def test_two_senses_of_one_class_are_two_events(story, write):
    told = story("https://news.example/o", "Ana Ruiz won Goma.", "Ana Ruiz kept Goma.")
    for index, (word, sense) in enumerate((("won", "win.01"), ("kept", "keep.01"))):
        ruiz, goma = (
            told.mention(index, "Ana Ruiz", "Person"),
            told.mention(index, "Goma", "City"),
        )
        told.claim(index, told.event(index, word, "Event", sense, agent=ruiz, theme=goma))
    assert len([s for s, p, o in facts(write(told)) if (p, o) == ("type", "Event")]) == 2


def test_words_of_the_text_are_literals_in_its_language(story, write):
    told = story(
        "https://news.example/o", "Ana Ruiz, a  fierce critic, was unhappy.", language="en"
    )
    ruiz = told.mention(0, "Ana Ruiz", "Person")
    critic = Words(span=told.span(0, "fierce critic"), text="fierce  critic")
    told.claim(0, Relation(ruiz, "description", critic))
    unhappy = Words(span=told.span(0, "unhappy"), text="unhappy")
    told.claim(0, told.event(0, "was", "Quality", "be.01", theme=ruiz, attribute=unhappy))
    quads = write(told)
    assert words("fierce critic") in {q.object for q in quads.facts if "#description" in str(q)}
    assert words("unhappy") in {q.object for q in quads.facts if "#attribute" in str(q)}
    (claim,) = about(quads, "predicate", "description")
    assert claim["object"] == ["fierce critic"]


def test_rejected_candidate_keeps_its_reason_and_describes_what_only_it_speaks_of(write, stories):
    quads = write(stories["ruiz"])
    (rejected,) = about(quads, "type", "RejectedCandidate")
    assert rejected["reason"] == ["the object of criticized cannot be a Topic"]
    assert len(about(quads, "label", "the charge")) == 1
    assert "the charge" not in {triple[2] for triple in facts(quads)}


def test_two_rules_that_find_one_claim_make_one_node_with_the_better_confidence(story, write):
    told = story("https://news.example/r", "Ana Ruiz visited Goma.")
    ruiz, goma = told.mention(0, "Ana Ruiz", "Person"), told.mention(0, "Goma", "City")
    told.claim(0, Relation(ruiz, "visited", goma), rule="one", confidence=0.5)
    told.claim(0, Relation(ruiz, "visited", goma), rule="two", confidence=0.75)
    (claim,) = about(write(told), "predicate", "visited")
    assert sorted(claim["rule"]) == ["one", "two"]
    assert claim["confidence"] == ["0.75"]


# Which event is which


def test_event_with_a_time_and_two_names_is_one_across_documents(write, stories):
    assert event_of(write(stories["ruiz"]), "Charge") == event_of(write(stories["talks"]), "Charge")


def test_event_without_a_time_belongs_to_its_document(story, write):
    def visit(document):
        told = story(document, "Ana Ruiz visited Goma.")
        ruiz, goma = told.mention(0, "Ana Ruiz", "Person"), told.mention(0, "Goma", "City")
        told.claim(0, told.event(0, "visited", "Visit", agent=ruiz, place=goma))
        return event_of(write(told), "Visit")

    assert visit("https://news.example/1") != visit("https://news.example/2")


# The article, and how much is written


def test_article_has_its_data_in_its_own_graph(write, stories):
    quads = write(stories["ruiz"])
    assert {quad.graph_name.value for quad in quads.graph} == {RUIZ}
    (article,) = about(quads, "type", "NewsArticle")
    assert article["headline"] == ["Ex-minister Ana Ruiz charged with bribery"]
    assert article["datePublished"] == ["2026-03-12"]
    assert article["author"] == ["Jo Reyes"]
    assert (article["agency"], article["placeOfReporting"]) == (["Wire"], ["Madrid"])
    assert "Ana_Ruiz.person" in article["mentions"]


def test_the_place_of_reporting_is_a_thing_of_the_graph(story, ontology):
    told = story("https://news.example/1", "NAIROBI, Kenya -", "Ana Ruiz left.")
    told.mention(1, "Ana Ruiz", "Person")
    ruiz = told.mentions[:]
    nairobi, kenya = (
        told.mention(0, "NAIROBI", "City", "Nairobi"),
        told.mention(0, "Kenya", "Country"),
    )
    extraction = Extraction(mentions=tuple(ruiz), dateline=(nairobi, kenya))
    entities = NameLinker(ontology)(mentions(extraction), told.document)
    quads = to_quads(told.document, extraction, entities, ontology)
    (article,) = about(quads, "type", "NewsArticle")
    assert article["locationCreated"] == ["Nairobi.city"]
    assert sorted(article["mentions"]) == ["Ana_Ruiz.person", "Kenya_Q114", "Nairobi.city"]
    assert {quad.subject.value.rpartition("/")[2] for quad in quads.facts} == set(
        article["mentions"]
    )


def test_evidence_and_mentions_quote_the_text_at_their_offsets(write, stories):
    text = stories["ruiz"].document.text
    nodes = about(write(stories["ruiz"]), "referenceContext", "ruiz")
    assert len(nodes) > 10
    for each in nodes:
        assert text[int(each["beginIndex"][0]) : int(each["endIndex"][0])] == each["anchorOf"][0]


@pytest.mark.parametrize("name", ["ruiz", "goma", "talks"])
def test_every_fact_between_things_has_a_claim_with_a_sentence(name, write, stories):
    quads = write(stories[name], provenance=Provenance.COMPACT)
    claimed = {
        tuple(c[part][0] for part in ("subject", "predicate", "object"))
        for c in about(quads, "type", "Claim")
        if "predicate" in c and c["evidence"]
    }
    told = {local(q.object) for q in quads.graph if local(q.predicate) == "event"}
    between = {
        short(quad)
        for quad in quads.facts
        if "/entity/" in quad.subject.value and quad.predicate.value.startswith(BASE)
    }
    between = {triple for triple in between if triple[1] != "describedIn"}
    assert between
    assert between <= claimed
    assert {local(q.subject) for q in quads.facts if "/event/" in q.subject.value} <= told


def test_provenance_changes_the_graph_and_never_the_facts(write, stories):
    full, compact, none = (write(stories["ruiz"], provenance=density) for density in Provenance)
    assert full.facts == compact.facts == none.facts
    assert set(full.graph) > set(compact.graph)
    assert none.graph == ()
    assert not {"Phrase", "RejectedCandidate"} & {local(quad.object) for quad in compact.graph}


@pytest.mark.parametrize("density", list(Provenance))
def test_a_full_graph_is_thinned_to_what_a_build_writes(density, write, stories):
    def written(told: object, provenance: Provenance) -> set[Quad]:
        quads = write(told, provenance=provenance)
        return {*quads.facts, *quads.graph}

    full, expected = (
        set().union(*(written(told, provenance) for told in stories.values()))
        for provenance in (Provenance.FULL, density)
    )
    assert thinned(full, density) == expected
    assert thinned(expected, density) == expected


def test_quads_depend_on_what_is_found_and_not_on_its_order(ontology, write, story, stories):
    told = stories["ruiz"]
    turned = story(RUIZ, *told.sentences)
    turned.document = told.document
    turned.mentions, turned.claims = told.mentions[::-1], told.claims[::-1]
    turned.rejections = told.rejections
    assert write(turned) == write(told)


def test_no_blank_nodes(write, stories):
    for told in stories.values():
        quads = write(told)
        terms = {t for q in (*quads.facts, *quads.graph) for t in (q.subject, q.object)}
        assert all(isinstance(term, NamedNode | Literal) for term in terms)


def test_base_moves_every_thing(write, stories, ontology):
    told = stories["goma"]
    quads = write(told, base="https://kg.example/")
    events = {q.subject.value for q in quads.facts if local(q.object) == "Visit"}
    assert all(event.startswith("https://kg.example/event/") for event in events)


# Files


def everything(write, stories):
    parts = [write(told) for told in stories.values()]
    return {quad for part in parts for quad in (*part.facts, *part.graph)}


@pytest.mark.parametrize("suffix", ["ttl", "nq"])
def test_golden_file_of_an_article(suffix, write, stories):
    quads = write(stories["ruiz"])
    written = serialize([*quads.facts, *quads.graph], suffix)
    path = GOLDEN / f"ruiz.{suffix}"
    if os.environ.get("KG_GOLDEN") == "write":
        assert "CI" not in os.environ
        path.write_bytes(written)
    assert written == path.read_bytes()


@pytest.mark.parametrize("format", GRAPHS)
def test_graphs_survive_a_syntax_that_has_them(format, write, stories):
    quads = everything(write, stories)
    assert set(parse(serialize(quads, format), format=format_for(format))) == quads


@pytest.mark.parametrize("format", TRIPLES)
def test_claims_stand_beside_facts_in_a_syntax_without_graphs(format, write, stories):
    quads = everything(write, stories)
    plain = {Quad(quad.subject, quad.predicate, quad.object) for quad in quads}
    assert set(parse(serialize(quads, format), format=format_for(format))) == plain


@RDFLIB
@pytest.mark.parametrize("format", FORMATS)
def test_rdflib_reads_the_same_as_the_library(format, write, stories):
    written = serialize(everything(write, stories), format)
    ours = rdflib.Graph().parse(
        data=b"".join(
            f"{quad.subject} {quad.predicate} {quad.object} .\n".encode()
            for quad in parse(written, format=format_for(format))
        ),
        format="nt",
    )
    theirs = rdflib.Dataset(default_union=True)
    theirs.parse(data=written, format=RDFLIB_NAMES.get(format, format))
    merged = rdflib.Graph()
    for triple in theirs.triples((None, None, None)):
        merged.add(triple)
    assert len(ours) > 300
    assert isomorphic(ours, merged)


@pytest.mark.parametrize("format", FORMATS)
def test_bytes_do_not_depend_on_the_order_of_quads(format, write, stories):
    quads = sorted(everything(write, stories), key=str)
    assert serialize(quads, format) == serialize(quads[::-1], format)


@pytest.mark.parametrize("format", FORMATS)
def test_provenance_none_writes_facts_alone(format, write, stories):
    quads = everything(write, stories)
    kept = {quad for quad in quads if isinstance(quad.graph_name, DefaultGraph)}
    written = serialize(quads, format, provenance=Provenance.NONE)
    assert set(parse(written, format=format_for(format))) == kept


def test_turtle_groups_subjects_and_declares_only_what_it_uses(write, stories):
    written = serialize(everything(write, stories), "turtle").decode()
    prefixes = [line.split()[1] for line in written.splitlines() if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    body = written.partition("\n\n")[2]
    assert all(
        f" {prefix}" in body or f"\n{prefix}" in body or f"^^{prefix}" in body
        for prefix in prefixes
    )
    subjects = [block.split()[0] for block in body.split("\n\n")]
    assert len(subjects) == len(set(subjects))
    assert "ent:Ana_Ruiz.person a kg:Person ;\n    rdfs:label " in body
    assert "\\" not in body


def test_article_whose_address_looks_like_ours_leaves_our_prefixes_alone():
    ours = [Quad(NamedNode(f"{BASE}event/{n}a"), words_label(), words("x")) for n in range(2)]
    theirs = Quad(NamedNode("https://a.example/event/1"), words_label(), words("x"))
    written = serialize([*ours, theirs], "turtle").decode()
    assert f"@prefix ev: <{BASE}event/> ." in written


def words_label():
    return NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_is_a_valid_file(format):
    assert list(parse(serialize([], format), format=format_for(format))) == []


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a/b.ttl", RdfFormat.TURTLE),
        ("x.TriG", RdfFormat.TRIG),
        (Path("x.nq"), RdfFormat.N_QUADS),
        ("x.jsonld", RdfFormat.JSON_LD),
        ("x.rdf", RdfFormat.RDF_XML),
        ("rdfxml", RdfFormat.RDF_XML),
        ("nt", RdfFormat.N_TRIPLES),
    ],
)
def test_format_for_names_and_paths(name, format):
    assert format_for(name) == format


def test_format_for_unknown_suffix_says_what_there_is():
    with pytest.raises(ConfigError, match=r"^graph\.docx: no RDF syntax is called that; have: "):
        format_for("graph.docx")


@pytest.mark.skipif(
    shutil.which("rapper") is None, reason="rapper (raptor2-utils) is not installed"
)
def test_rapper_reads_turtle(write, stories, tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_bytes(serialize(everything(write, stories), "turtle"))
    done = subprocess.run(["rapper", "-q", "-c", "-i", "turtle", str(path)], check=False)
    assert done.returncode == 0


# Hostile text

HOSTILE = st.text(
    st.one_of(
        st.sampled_from(
            "\\\"'\n\r\t\x00\x08\x0b\x7f\x85\u2028\u202e\u05d0\u0627\ufeff\ufffe😀<>&{}^@%#"
        ),
        st.characters(),
    ),
    max_size=30,
)


@RDFLIB
@given(HOSTILE, st.sampled_from(FORMATS))
def test_hostile_literal_comes_back(text, format):
    quad = Quad(NamedNode("https://a.example/s"), words_label(), words(text))
    written = serialize([quad], format)
    assert set(parse(written, format=format_for(format))) == {quad}
    graph = rdflib.Dataset(default_union=True)
    graph.parse(data=written, format=RDFLIB_NAMES.get(format, format))
    assert [str(value) for value in graph.objects()] == [quad.object.value]


@given(HOSTILE)
def test_hostile_name_is_a_valid_iri_in_every_syntax(name):
    quad = Quad(NamedNode(entity(BASE, name, "person")), words_label(), words(name))
    for format in FORMATS:
        assert set(parse(serialize([quad], format), format=format_for(format))) == {quad}


@given(text=HOSTILE.filter(str.strip))
def test_hostile_article_is_written_and_read(text, story, write):
    told = story("https://news.example/h", text, title=text, authors=(text,), publisher=text)
    thing = told.mention(0, text, "Topic", steps=(text,))
    told.claim(0, Relation(thing, "partOf", thing), rule=text, cue=told.span(0, text))
    quads = write(told)
    every = {*quads.facts, *quads.graph}
    assert set(parse(serialize(every, "trig"), format=RdfFormat.TRIG)) == every


def test_sense_is_like_classes_of_verbnet_and_frames_of_framenet():
    like = {
        obj.value
        for _, predicate, obj in describe_predicate(BASE, "receive.01")
        if predicate == node("skos", "closeMatch")
    }
    assert like == {
        "https://uvi.colorado.edu/verbnet/obtain-13.5.2",
        "http://premon.fbk.eu/resource/fn17-receiving",
    }


def test_sense_that_nobody_links_is_like_nothing():
    told = [predicate for _, predicate, _ in describe_predicate(BASE, "zigzag.99")]
    assert node("skos", "closeMatch") not in told


@pytest.mark.parametrize("text", ["a", '"\\\n\t\r', "é😀\u202e", "\x00\x01"])
def test_quads_come_back_from_another_process_as_they_were(text):
    article = NamedNode("https://news.example/a")
    subject, label = NamedNode(entity(BASE, "Ana Ruiz", "person")), node("rdfs", "label")
    fact = Quad(subject, label, words(text))
    sent = Quads(
        document=article.value,
        facts=(fact, Quad(subject, node("kg", "age"), Literal(41))),
        graph=(Quad(*fact.triple, article),),
        enrichment=(Quad(*fact.triple, NamedNode("https://news.example/base")),),
    )
    assert pickle.loads(pickle.dumps(sent)) == sent


def test_a_moment_that_is_out_of_the_calendar_in_utc_stays_a_string():
    made = calendar("9999-12-31T23:59:59-14:00")
    assert (made.value, made.datatype.value.rpartition("#")[2]) == (
        "9999-12-31T23:59:59-14:00",
        "string",
    )
