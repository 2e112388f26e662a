"""A graph in the terms of others: what comes out, from where, and that it is the same every time."""

import json
import os
import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from kg import ontology, query
from kg.explore import rewriting
from kg.ontology import ready

HERE = Path(__file__).with_name("rewriting")
DATA = HERE / "data.trig"
ENTITY = "https://w3id.org/news-kg/entity/"
SCHEMA = "https://schema.org/"
WDT = "http://www.wikidata.org/prop/direct/"
ITEM = "http://www.wikidata.org/entity/"
FTM = "https://w3id.org/ftm#"


def triples(target: str) -> bytes:
    return b"".join(rewriting.rewritten(query.open_files([DATA]), target, RdfFormat.N_TRIPLES))


def store(target: str) -> Store:
    found = Store()
    found.load(triples(target), format=RdfFormat.N_TRIPLES)
    return found


def entities() -> list[dict]:
    return [json.loads(line) for line in rewriting.entities(query.open_files([DATA]))]


@pytest.mark.parametrize("target", rewriting.TARGETS)
def test_a_graph_in_the_terms_of_others_is_as_it_was(target):
    path = HERE / f"{target}.nt"
    found = triples(target)
    if os.environ.get("KG_GOLDEN") == "write":
        path.write_bytes(found)
    assert found == path.read_bytes()
    assert found == triples(target)


@pytest.mark.parametrize("target", rewriting.TARGETS)
def test_queries_name_only_terms_of_the_ontology(target):
    known = ontology.load()
    names = {*known.classes, *known.properties}
    for path in rewriting.queries(target):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# ")
        assert set(re.findall(r"\bkg:(\w+)", text)) - {"Asserted"} <= names, path


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        (f"{ENTITY}Norwood.company", f"{SCHEMA}founder", f"{ENTITY}Ana_Ruiz.person"),
        (f"{ENTITY}Ana_Ruiz.person", f"{SCHEMA}worksFor", f"{ENTITY}Norwood.company"),
        (f"{ENTITY}Ana_Ruiz.person", f"{SCHEMA}subjectOf", "https://example.org/one"),
        ("https://w3id.org/news-kg/event/1", f"{SCHEMA}agent", f"{ENTITY}Hale_Group_Q42"),
        ("https://w3id.org/news-kg/event/1", f"{SCHEMA}subjectOf", "https://example.org/one"),
        ("https://w3id.org/news-kg/event/3", f"{SCHEMA}attendee", f"{ENTITY}Ana_Ruiz.person"),
    ],
)
def test_schema_org_has_facts_the_right_way_round(subject, predicate, value):
    wanted = (NamedNode(subject), NamedNode(predicate), NamedNode(value))
    assert next(store("schema.org").quads_for_pattern(*wanted), None) is not None


def test_wikidata_has_its_items_where_things_are_linked_and_ours_elsewhere():
    found = store("wikidata")
    owned = NamedNode(f"{ITEM}Q42"), NamedNode(f"{WDT}P1830"), NamedNode(f"{ENTITY}Norwood.company")
    assert next(found.quads_for_pattern(*owned), None) is not None
    assert (
        next(found.quads_for_pattern(NamedNode(f"{ENTITY}Hale_Group_Q42"), None, None), None)
        is None
    )


def test_a_statement_of_wikidata_has_each_sentence_as_a_reference():
    rows = store(
        "wikidata"
    ).query("""
        PREFIX p: <http://www.wikidata.org/prop/> PREFIX pr: <http://www.wikidata.org/prop/reference/>
        SELECT ?quotation { ?person p:P108 ?statement .
          ?statement <http://www.w3.org/ns/prov#wasDerivedFrom> ?reference . ?reference pr:P7081 ?quotation }""")
    said = {row["quotation"].value for row in rows}
    assert said == {"Ana Ruiz works for Norwood.", "She is at Norwood."}


def test_what_is_denied_is_no_fact_of_others_either():
    for target in rewriting.TARGETS:
        owned = [line for line in triples(target).decode().splitlines() if "owns>" in line]
        assert not [line for line in owned if "Tom_Hale" in line]


def test_entities_of_followthemoney_name_each_other():
    found = {each["id"]: each for each in entities()}
    names = {key: each["properties"].get("name", [""])[0] for key, each in found.items()}
    (paid,) = [each["properties"] for each in found.values() if each["schema"] == "Payment"]
    assert names[paid["payer"][0]] == "Hale Group"
    assert names[paid["beneficiary"][0]] == "Ana Ruiz"
    assert (paid["amount"], paid["currency"]) == (["5"], ["USD"])
    (sanction,) = [each["properties"] for each in found.values() if each["schema"] == "Sanction"]
    assert names[sanction["entity"][0]] == "Tom Hale"
    assert sanction["authority"] == ["Malta"]
    (job,) = [each["properties"] for each in found.values() if each["schema"] == "Employment"]
    assert (names[job["employee"][0]], names[job["employer"][0]]) == ("Ana Ruiz", "Norwood Corp")
    assert {names[each] for each in job["proof"]} == {"Hale buys Norwood", "Ruiz at Norwood"}
    assert job["sourceUrl"] == ["https://example.org/one"]


def test_entities_have_values_as_followthemoney_writes_them():
    found = {
        each["properties"]["name"][0]: each for each in entities() if "name" in each["properties"]
    }
    assert found["Norwood Corp"]["schema"] == "Company"
    assert found["Ana Ruiz"]["properties"]["citizenship"] == ["mt"]
    assert found["Hale buys Norwood"]["properties"]["publishedAt"] == ["2026-03-10T13:05"]
    assert all(re.fullmatch(r"kg-[0-9a-f]+", each["id"]) for each in found.values())


def test_followthemoney_gets_the_terms_that_its_vocabulary_has():
    known = {subject.value for each in parse(path=ready.found("ftm")) for subject in [each.subject]}
    lines = triples("ftm").decode().splitlines()
    used = {
        name
        for line in lines
        for name in re.findall(rf"<{FTM}(?:Ownership|Sanction|Payment)[\w:]*>", line)
    }
    assert used
    assert {name.strip("<>") for name in used} <= known | {f"{FTM}Sanction:reason"}


def test_a_store_and_a_file_give_the_same(kg, tmp_path):
    from kg.store import Embedded

    with Embedded.open(tmp_path / "store") as embedded:
        embedded.store.bulk_extend(query.open_files([DATA]))
    outputs = [
        kg("export", *source, "--as", "ftm") for source in (["--store", tmp_path / "store"], [DATA])
    ]
    assert outputs[0] == outputs[1]
    assert outputs[0][1].count("\n") == len(entities())


@pytest.mark.parametrize("form", ["graphs", "rdf12"])
def test_claims_of_every_form_are_the_sources(kg, tmp_path, form):
    other = tmp_path / "g.trig"
    assert kg("convert", DATA, "-o", other, "--statements", form)[0] == 0
    assert kg("export", other, "--as", "ftm") == kg("export", DATA, "--as", "ftm")


@pytest.mark.parametrize(
    ("name", "begins"),
    [("g.ttl", "@prefix"), ("g.nt", "<"), ("g.jsonld", "{"), ("g.json", '{"id"')],
)
def test_the_name_of_the_output_tells_the_syntax(kg, tmp_path, name, begins):
    code, _, error = kg("export", DATA, "--as", "ftm", "-o", tmp_path / name)
    assert (code, error) == (0, "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--as", "ftm"), "give FILES or --store DIR, one of the two"),
        ((DATA,), "FILES go with --as"),
        ((DATA, "--as", "ftm", "--provenance", "none"), "--as goes with"),
        ((), "Missing option '--store'"),
    ],
)
def test_what_does_not_go_together_is_said(kg, arguments, said):
    code, _, error = kg("export", *arguments)
    assert code == 2
    assert said in error
