"""``kg resolve`` on a store: what it writes, takes back, leaves to somebody, and rewrites."""

import csv
import json
from functools import partial
from pathlib import Path

import pytest
from commands import Run
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg import cli
from kg.query import answer, open_store
from kg.store import Embedded
from kg.validate import validate

ENTITY = "https://w3id.org/news-kg/entity/"
PREFIXES = """
@prefix ent: <https://w3id.org/news-kg/entity/> .
@prefix kg: <https://w3id.org/news-kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# Each article: what it says, and what it speaks of.
ARTICLES = {
    "https://news.example/1": (
        """
        ent:Siti_Supari.person a kg:Person ; rdfs:label "Siti Fadilah Supari"@en ; kg:age 58 ;
            kg:holdsPosition ent:minister.position .
        ent:minister.position a kg:Position ; rdfs:label "minister"@en .
        ent:LHDB.organization a kg:Organization ; rdfs:label "Larn Harbour Docks Board"@en ;
            kg:locatedIn ent:Larn.city .
        ent:Larn.city a kg:City ; rdfs:label "Larn"@en .
        ent:Tom_Hale.person a kg:Person ; rdfs:label "Tom Hale"@en .
        ent:two_men.group-1 a kg:Person ; rdfs:label "Siti Fadilah Supari"@en ;
            kg:describedIn <https://news.example/1> .
        """,
        "ent:Siti_Supari.person, ent:LHDB.organization, ent:Tom_Hale.person, ent:minister.position",
        "2026-01-02",
    ),
    "https://news.example/2": (
        """
        ent:Siti_Supary.person a kg:Person ; rdfs:label "Siti Fadila Supari"@en ;
            kg:holdsPosition ent:minister.position .
        ent:minister.position a kg:Position ; rdfs:label "minister"@en .
        ent:LHDB_Q7 a kg:Organization ; rdfs:label "LHDB"@en ; kg:locatedIn ent:Larn.city ; owl:sameAs wd:Q7 .
        ent:Larn.city a kg:City ; rdfs:label "Larn"@en .
        ent:T_Hale.person a kg:Person ; rdfs:label "T. Hale"@en .
        """,
        "ent:Siti_Supary.person, ent:LHDB_Q7, ent:T_Hale.person, ent:minister.position",
        "2026-01-03",
    ),
}


def quads_of(name: str) -> tuple[list[Quad], list[Quad]]:
    facts, spoken, day = ARTICLES[name]
    graph = (
        f'GRAPH <{name}> {{ <{name}> a schema:NewsArticle ; schema:datePublished "{day}"^^xsd:date ; '
        f"schema:mentions {spoken} . }}"
    )
    found = list(parse(f"{PREFIXES}{facts}{graph}", format=RdfFormat.TRIG))
    return (
        [quad for quad in found if not isinstance(quad.graph_name, NamedNode)],
        [quad for quad in found if isinstance(quad.graph_name, NamedNode)],
    )


def filled(folder: Path, names: list[str]) -> Path:
    with Embedded.open(folder) as store:
        for name in names:
            store.replace(name, *quads_of(name))
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return filled(tmp_path / "store", list(ARTICLES))


@pytest.fixture
def kg(kg: Run) -> Run:
    return partial(kg, "resolve")


def same(store: Path) -> set[tuple[str, str]]:
    found = answer(
        "SELECT ?one ?other WHERE { ?one <http://www.w3.org/2002/07/owl#sameAs> ?other }",
        open_store(store),
    )
    pairs = ((one.value, other.value) for one, other in found.rows)
    return {(a.removeprefix(ENTITY), b.removeprefix(ENTITY)) for a, b in pairs if ENTITY in b}


FOUND = {("Siti_Supary.person", "Siti_Supari.person"), ("LHDB.organization", "LHDB_Q7")}


def test_what_is_one_is_said_to_be_the_same(store, kg):
    code, out, _ = kg("--store", str(store))
    assert code == 0
    assert "2 entities are 2 others; 0 names are of several; 1 pair is doubtful" in out
    assert "Look at them: kg resolve --review FILE" in out
    assert same(store) == FOUND


def test_the_merges_have_their_evidence(store, kg):
    kg("--store", str(store))
    found = answer(
        "PREFIX kg: <https://w3id.org/news-kg/ontology#> SELECT ?reason WHERE "
        "{ GRAPH ?g { ?m a kg:Merge ; kg:mergedEntity ?e ; kg:confidence ?c ; kg:reason ?reason } } ORDER BY ?reason",
        open_store(store),
    )
    reasons = {record["reason"] for record in found.records()}
    assert "both have holdsPosition minister.position" in reasons
    assert "'lhdb' has the initials of 'Larn Harbour Docks Board'" in reasons


def test_twice_is_once_and_the_order_of_articles_makes_no_difference(store, tmp_path, kg):
    kg("--store", str(store))
    other = filled(tmp_path / "other", list(reversed(ARTICLES)))
    kg("--store", str(other))
    kg("--store", str(other))
    for folder in (store, other):
        with Embedded.read_only(folder) as opened:
            opened.dump(folder.with_suffix(".nq"))
    assert store.with_suffix(".nq").read_bytes() == other.with_suffix(".nq").read_bytes()


def test_an_article_that_comes_later_is_resolved_with_the_rest(tmp_path, kg):
    first, second = ARTICLES
    folder = filled(tmp_path / "store", [first])
    kg("--store", str(folder))
    assert same(folder) == set()
    filled(folder, [second])
    kg("--store", str(folder))
    assert same(folder) == FOUND


def test_what_was_found_can_be_taken_back(store, kg):
    with Embedded.read_only(store) as opened:
        before = sorted(map(str, opened.quads()))
    kg("--store", str(store))
    assert kg("--store", str(store), "--undo")[1] == "taken back\n"
    with Embedded.read_only(store) as opened:
        assert sorted(map(str, opened.quads())) == before


def test_who_changes_a_resolved_store_is_told_to_resolve_it_anew(store, tmp_path, kg, capsys):
    def told(*arguments: str) -> str:
        with pytest.raises(SystemExit):
            cli.main(arguments)
        return capsys.readouterr().out

    first = min(ARTICLES)
    unresolved = filled(tmp_path / "unresolved", list(ARTICLES))
    assert "kg resolve" not in told("remove", first, "--store", str(unresolved))
    kg("--store", str(store))
    assert f"kg resolve --store {store}" in told("remove", first, "--store", str(store))
    assert "1 document, resolved, " in told("doctor", "--store", str(store))


def test_a_dry_run_writes_nothing(store, kg):
    _, out, _ = kg("--store", str(store), "--dry-run")
    assert "2 entities are 2 others" in out
    assert same(store) == set()


def test_doubtful_pairs_are_decided_once(store, tmp_path, kg):
    review = tmp_path / "doubtful.csv"
    kg("--store", str(store), "--review", str(review))
    (row,) = csv.DictReader(review.read_text().splitlines())
    assert (row["decision"], row["one is called"], row["other is called"]) == (
        "",
        "T. Hale",
        "Tom Hale",
    )
    review.write_text(review.read_text().replace("\n,", "\nsame,", 1))
    kg("--store", str(store), "--review", str(review))
    assert same(store) == {*FOUND, ("T_Hale.person", "Tom_Hale.person")}
    (row,) = csv.DictReader(review.read_text().splitlines())
    assert row["decision"] == "same"


def test_a_decision_holds_when_more_articles_have_the_name(store, tmp_path, kg):
    review = tmp_path / "doubtful.csv"
    review.write_text(f"decision,one,other\nsame,{ENTITY}T_Hale.person,{ENTITY}Tom_Hale.person\n")
    with Embedded.open(store) as opened:
        opened.replace("https://news.example/tom9", *tom(9, "Norland"))
    kg("--store", str(store), "--review", str(review))
    assert {name for pair in same(store) for name in pair} >= {"Tom_Hale.person", "T_Hale.person"}


def test_what_is_different_stays_so(store, tmp_path, kg):
    review = tmp_path / "doubtful.csv"
    review.write_text(
        f"decision,one,other\ndifferent,{ENTITY}LHDB.organization,{ENTITY}LHDB_Q7\n",
        encoding="utf-8",
    )
    kg("--store", str(store), "--review", str(review))
    assert same(store) == {("Siti_Supary.person", "Siti_Supari.person")}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("decision,one,other\nyes,a,b\n", "line 2: 'yes' is no decision; write same or different"),
        ("a,b\n1,2\n", "is no file of doubtful pairs"),
    ],
)
def test_a_review_that_cannot_be_read_is_told(text, message, store, tmp_path, kg):
    review = tmp_path / "doubtful.csv"
    review.write_text(text)
    code, _, err = kg("--store", str(store), "--review", str(review))
    assert code == 1
    assert message in err
    assert same(store) == set()


def test_the_rewritten_graph_has_one_iri_for_each_thing(store, tmp_path, kg):
    kg("--store", str(store), "--rewrite", str(tmp_path / "one.trig"))
    text = (tmp_path / "one.trig").read_text()
    assert "LHDB.organization" not in text
    assert "Siti_Supary.person" not in text
    quads = list(parse(path=tmp_path / "one.trig"))
    labels = {
        (quad.predicate.value.rsplit("#")[-1], quad.object.value)
        for quad in quads
        if quad.subject == NamedNode(f"{ENTITY}LHDB_Q7") and "abel" in quad.predicate.value
    }
    assert labels == {("label", "LHDB"), ("altLabel", "Larn Harbour Docks Board")}
    assert same(store) == FOUND  # the store stays as it was


def test_a_resolved_store_keeps_to_the_shapes(store, kg):
    kg("--store", str(store))
    with Embedded.read_only(store) as opened:
        found = validate(opened)
    assert [each.message for each in found.violations if "merge" in each.message] == []


def test_it_is_printed_as_json(store, kg):
    _, out, _ = kg("--store", str(store), "--json")
    found = json.loads(out)
    assert found["doubtful"] == 1
    assert found["split"] == []
    assert {head.removeprefix(ENTITY) for head in found["same"].values()} == {
        "LHDB_Q7",
        "Siti_Supari.person",
    }


# --- one name that is that of several


def tom(number: int, country: str) -> tuple[list[Quad], list[Quad]]:
    """An article about Tom Hale, a citizen of a country."""
    name = f"https://news.example/tom{number}"
    facts = (
        f'ent:Tom_Hale.person a kg:Person ; rdfs:label "Tom Hale"@en ; kg:citizenOf ent:{country} .'
        f'ent:{country} a kg:Country ; rdfs:label "{country}"@en .'
    )
    graph = (
        f"GRAPH <{name}> {{ <{name}> a schema:NewsArticle ; schema:mentions ent:Tom_Hale.person, ent:{country} ."
        f"<{name}#c> a kg:Claim ; rdf:subject ent:Tom_Hale.person ; rdf:predicate kg:citizenOf ;"
        f" rdf:object ent:{country} ; kg:status kg:Asserted . }}"
    )
    found = list(parse(f"{PREFIXES}{facts}{graph}", format=RdfFormat.TRIG))
    return (
        [quad for quad in found if not isinstance(quad.graph_name, NamedNode)],
        [quad for quad in found if isinstance(quad.graph_name, NamedNode)],
    )


@pytest.fixture
def two_toms(tmp_path: Path) -> Path:
    with Embedded.open(tmp_path / "toms") as store:
        for number, country in enumerate(("Norland", "Norland", "Sudland")):
            store.replace(f"https://news.example/tom{number}", *tom(number, country))
    return tmp_path / "toms"


def test_one_name_with_two_nationalities_is_two_people(two_toms, kg):
    _, out, _ = kg("--store", str(two_toms))
    assert "Tom Hale  https://w3id.org/news-kg/entity/Tom_Hale.person  is 2:" in out
    assert "1 name is of several" in out
    rows = answer(
        "PREFIX kg: <https://w3id.org/news-kg/ontology#> PREFIX prov: <http://www.w3.org/ns/prov#> "
        "SELECT ?article ?new WHERE { GRAPH ?g { ?s a kg:Split ; kg:splitInto ?new ; prov:wasDerivedFrom ?article } }",
        open_store(two_toms),
    ).records()
    new = {row["article"][-4:]: row["new"].removeprefix(ENTITY) for row in rows}
    assert new["tom0"] == new["tom1"] == "Tom_Hale.person"
    assert new["tom2"].startswith("Tom_Hale.person-")


def test_the_rewritten_graph_has_an_iri_for_each_of_them(two_toms, tmp_path, kg):
    kg("--store", str(two_toms), "--rewrite", str(tmp_path / "two.nq"))
    citizens = {
        (quad.subject.value.removeprefix(ENTITY)[:16], quad.object.value.removeprefix(ENTITY))
        for quad in parse(path=tmp_path / "two.nq")
        if quad.predicate.value.endswith("citizenOf")
    }
    assert citizens == {("Tom_Hale.person", "Norland"), ("Tom_Hale.person-", "Sudland")}


def test_one_name_without_anything_against_it_is_one(store, tmp_path, kg):
    with Embedded.open(tmp_path / "toms") as toms:
        for number in range(3):
            toms.replace(f"https://news.example/tom{number}", *tom(number, "Norland"))
    assert "0 names are of several" in kg("--store", str(tmp_path / "toms"))[1]


def test_a_store_that_is_not_there_is_told(tmp_path, kg):
    code, _, err = kg("--store", str(tmp_path / "none"))
    assert code == 1
    assert "no store is there; make one with kg build" in err
