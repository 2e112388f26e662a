"""Suggestions for the lexicon, from articles to an entry that the next build reads."""

from pathlib import Path

import pytest

from kg.evaluate.reader import Reader, document
from kg.extract import term_of
from kg.suggest import Suggester

DESK = """
@prefix : <https://example.org/desk#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix kg: <https://w3id.org/news-kg/ontology#> .
:chiefExecutive a owl:ObjectProperty ; rdfs:label "chief executive" ; rdfs:domain kg:Company ; rdfs:range kg:Person ;
    rdfs:comment "Who steers the company." .
:supplier a owl:ObjectProperty ; rdfs:label "supplied by" ; rdfs:domain kg:Company ; rdfs:range kg:Company .
"""
ARTICLES = (
    "The engine maker Kestrel Corp equips Norwood Corp with turbines, the company said on Monday. "
    "Norwood Corp was supplied by Acme Group in the year before. Tom Hale steers Hale Group from Oslo.",
    "Maria Lund has steered Daimon Ltd since the summer of 2019, and the company has grown in every year. "
    "Daimon Ltd equips Kestrel Corp with parts for its engines. Hale Group sued Daimon Ltd over the offer.",
    "Hale Group equips Daimon Ltd with tools, and Norwood Corp appointed Ana Ruiz on Tuesday.",
)
APPOINTING = """
@prefix kg: <https://w3id.org/news-kg/ontology#> .
@prefix lex: <https://w3id.org/news-kg/lexicon#> .
@prefix gf: <https://w3id.org/news-kg/grammar#> .
lex:appoint-mine a kg:RelationalVerbEntry ; kg:lemma "appoint" ; kg:evokes <https://example.org/desk#chiefExecutive> ;
    gf:subject kg:subject ; gf:object kg:object .
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("suggest") / "desk.ttl"
    path.write_text(DESK)
    return path


@pytest.fixture(scope="module")
def suggester(desk) -> Suggester:
    return Suggester([desk])


@pytest.fixture(scope="module")
def found(suggester):
    return suggester.suggest(document(f"a{n}", text) for n, text in enumerate(ARTICLES))


def test_verbs_that_map_to_nothing_are_ranked_by_articles(found):
    ready = [(each.word, each.times, each.articles) for each in found if each.entry]
    assert ready[:2] == [("equip", 3, 3), ("steer", 2, 2)]


def test_each_has_a_meaning_a_direction_and_a_reason(found):
    equip, steer = (each.meanings[0] for each in found[:2])
    assert (equip.term, dict(equip.slots)) == (
        "supplier",
        {"object": "subject", "subject": "object"},
    )
    assert equip.because == "the frame Supply of FrameNet, as of 'supply'"
    assert (steer.term, dict(steer.slots)) == (
        "chiefExecutive",
        {"object": "subject", "subject": "object"},
    )
    assert steer.because == "its comment says so"


def test_what_the_labels_tell_is_not_suggested(found):
    assert "supply" not in {each.word for each in found}


def test_of_what_only_classes_speak_comes_last_and_has_no_entry(found):
    sue = next(each for each in found if each.word == "sue")
    assert sue.entry is None
    assert {each.term for each in sue.meanings} == {"supplier"}
    assert found.index(sue) >= sum(each.entry is not None for each in found)


def test_an_entry_of_another_meaning_is_tried_too(found, suggester):
    sue = next(each for each in found if each.word == "sue")
    entry = suggester.entry(sue, sue.meanings[0])
    assert "kg:evokes <https://example.org/desk#supplier>" in entry.turtle


def test_an_accepted_entry_is_read_by_the_next_build(kg, tmp_path, desk):
    paths = []
    for n, text in enumerate(ARTICLES):
        paths.append(tmp_path / f"{n}.txt")
        paths[-1].write_text(text)
    store, lexicon = tmp_path / "store", tmp_path / "lexicon.ttl"
    assert kg("build", *paths, "--ontology", desk, "--store", store, "--quiet")[0] == 0
    code, out, _ = kg("ontology", "suggest", "--store", store, "--ontology", desk)
    assert code == 0
    assert out.startswith("1. equip, supplied by (object → subject): 3 times in 3 articles\n")
    supplier = "?a <https://example.org/desk#supplier>/rdfs:label ?b FILTER(STR(?b) = 'Hale Group')"
    asked = f"ASK {{ {supplier} }}"
    assert kg("query", asked, "--store", store)[1].strip() == "no"
    given = ("--store", store, "--ontology", desk)
    code, out, _ = kg("ontology", "suggest", *given, "--accept", "1", "-o", lexicon)
    assert code == 0
    assert out.splitlines()[-1] == f"{lexicon}: 1 added; build with --ontology {lexicon}"
    both = ("--ontology", desk, "--ontology", lexicon)
    assert kg("build", *paths, *both, "--store", store, "--quiet")[0] == 0
    assert kg("query", asked, "--store", store)[1].strip() == "yes"


def test_an_entry_for_a_verb_of_ours_adds_to_our_event(tmp_path, desk):
    lexicon = tmp_path / "mine.ttl"
    lexicon.write_text(APPOINTING)
    using = Reader(ontology=[desk, lexicon])
    (read,) = using.read([document("a", "Norwood Corp appointed Ana Ruiz on Tuesday.")])
    found = [(claim.rule, term_of(claim, using.ontology).name) for claim in read.extraction.claims]
    assert ("lexicon:appoint", "Appointment") in found
    assert ("lexicon:appoint-mine", "chiefExecutive") in found
