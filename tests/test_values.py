"""Answers as Python values and as data frames."""

import datetime
import sys
from pathlib import Path

import pandas
import pytest
from pyoxigraph import Store

import kg
from kg import query
from kg.errors import ConfigError
from kg.pipeline import Graph
from kg.rdf import Provenance

CASES = Path(__file__).parent / "queries"
EMPTY = Store()
EVERY = """
SELECT ?day ?moment ?local ?month ?year ?whole ?part ?double ?flag ?words ?thing ?nothing {
  BIND("2026-03-12"^^xsd:date AS ?day) BIND("2026-03-12T08:30:00+01:00"^^xsd:dateTime AS ?moment)
  BIND("2026-03-12T08:30:00"^^xsd:dateTime AS ?local) BIND("2026-03"^^xsd:gYearMonth AS ?month)
  BIND("2026"^^xsd:gYear AS ?year) BIND("14"^^xsd:decimal AS ?whole) BIND(2.5 AS ?part) BIND(1e3 AS ?double)
  BIND(true AS ?flag) BIND("oil"@en AS ?words) BIND(kg:Charge AS ?thing)
}
"""


def ask(text):
    return query.answer(text, EMPTY)


def test_records_have_python_values():
    zone = datetime.timezone(datetime.timedelta(hours=1))
    assert ask(EVERY).records() == [
        {
            "day": datetime.date(2026, 3, 12),
            "moment": datetime.datetime(2026, 3, 12, 8, 30, tzinfo=zone),
            "local": datetime.datetime(2026, 3, 12, 8, 30),
            "month": "2026-03",
            "year": "2026",
            "whole": 14,
            "part": 2.5,
            "double": 1000.0,
            "flag": True,
            "words": "oil",
            "thing": "https://w3id.org/news-kg/ontology#Charge",
            "nothing": None,
        }
    ]


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ('"-0044-03-15"^^xsd:date', "-0044-03-15"),
        ('"many"^^xsd:integer', "many"),
        ('"123456789012345678901"^^xsd:integer', 123456789012345678901),
        ('"0"^^xsd:boolean', False),
        ('"INF"^^xsd:double', float("inf")),
        ('"3.000"^^xsd:decimal', 3),
        ('"P1D"^^xsd:duration', "P1D"),
        ('"007"', "007"),
    ],
)
def test_what_python_has_no_value_for_stays_text(literal, value):
    (record,) = ask(f"SELECT ?x {{ VALUES ?x {{ {literal} }} }}").records()
    assert record == {"x": value}
    assert type(record["x"]) is type(value)


def test_texts_stay_as_they_are_written():
    text = "SELECT ?a ?b { VALUES (?a ?b) { ('2026-03-12'^^xsd:date UNDEF) } }"
    assert ask(text).texts() == [{"a": "2026-03-12"}]


def test_triples_and_booleans_are_records_too():
    assert ask("CONSTRUCT { <urn:a> <urn:b> 7 } {}").records() == [
        {"subject": "urn:a", "predicate": "urn:b", "object": 7}
    ]
    assert ask("ASK {}").records() == [{"boolean": True}]


def test_frame_has_typed_columns():
    frame = ask(EVERY).to_pandas()
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        "day": "datetime64[s]",
        "moment": "datetime64[us, UTC]",
        "local": "datetime64[us]",
        "month": "string",
        "year": "string",
        "whole": "Int64",
        "part": "Float64",
        "double": "Float64",
        "flag": "boolean",
        "words": "string",
        "thing": "string",
        "nothing": "object",
    }
    assert frame["day"][0] == pandas.Timestamp("2026-03-12")
    assert frame["moment"][0] == pandas.Timestamp("2026-03-12T07:30:00Z")


def test_frame_has_na_for_what_is_unbound():
    frame = ask("SELECT ?n { VALUES ?n { 1 UNDEF 3 } }").to_pandas()
    assert (str(frame["n"].dtype), frame["n"].isna().tolist()) == ("Int64", [False, True, False])
    assert frame["n"].sum() == 4


def test_frame_of_whole_and_other_numbers_is_one_of_numbers():
    frame = ask("SELECT ?n { VALUES ?n { 1 2.5 } }").to_pandas()
    assert (str(frame["n"].dtype), frame["n"].to_list()) == ("Float64", [1.0, 2.5])


@pytest.mark.parametrize(
    "values",
    [
        '"2026-03-12"^^xsd:date "2026-03"^^xsd:gYearMonth',
        '"2026-03-12T08:30:00Z"^^xsd:dateTime "2026-03-12T08:30:00"^^xsd:dateTime',
        "1 'one'",
        "123456789012345678901",
    ],
)
def test_frame_keeps_what_has_no_common_type(values):
    frame = ask(f"SELECT ?x {{ VALUES ?x {{ {values} }} }}").to_pandas()
    assert str(frame["x"].dtype) == "object"
    assert frame["x"].notna().all()


def test_frame_without_rows_has_its_columns():
    frame = ask("SELECT ?a ?b { ?a <urn:none> ?b }").to_pandas()
    assert (list(frame.columns), len(frame)) == (["a", "b"], 0)


def test_frame_takes_a_name_that_stands_twice_in_the_data():
    frame = ask("SELECT ?a { VALUES ?a { 'x' 'x' } }").to_pandas()
    assert frame["a"].value_counts().to_dict() == {"x": 2}


def test_facts_are_a_frame_with_sentences():
    facts = kg.open(CASES / "who-is-charged" / "data.trig").to_pandas()
    charged = facts[facts.predicate == "chargedWith"]
    assert charged[["subject", "object", "status"]].drop_duplicates().to_numpy().tolist() == [
        ["Ana Ruiz", "bribery", "Asserted"],
        ["Piet Vos", "money laundering", "Asserted"],
    ]
    assert charged["sentence"].str.contains("charge").all()
    assert str(facts["speaker"].dtype) == str(facts["sentence"].dtype) == "string"
    assert set(facts["status"]) == {"Asserted"}


def test_claims_are_a_frame_that_says_which_are_facts():
    claims = kg.open(CASES / "who-said-what" / "data.trig").to_pandas(claims=True)
    said = claims[claims["predicate"] == "supports"]
    assert said[["subject", "object", "speaker", "fact"]].to_numpy().tolist() == [
        ["Norland", "rebels", "Eli Brandt", False]
    ]
    assert len(kg.open(CASES / "who-said-what" / "data.trig").to_pandas()) == claims["fact"].sum()


def test_facts_without_provenance_are_a_frame_without_sentences():
    graph = kg.open(CASES / "who-is-charged" / "data.trig")
    bare = Graph(None, Provenance.NONE, quads=graph.facts)
    frame = bare.to_pandas()
    assert len(frame) == 9
    assert frame["sentence"].isna().all()
    assert sorted(frame[frame.predicate == "chargedWith"].subject) == ["Ana Ruiz", "Piet Vos"]


def test_missing_pandas_is_one_line_that_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    told = r"^pandas: it is not installed; python -m pip install 'news-kg\[pandas\]'$"
    with pytest.raises(ConfigError, match=told):
        ask("ASK {}").to_pandas()
