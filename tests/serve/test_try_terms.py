"""A text that is pasted, read in the terms of a file of the user's."""

import json

import pytest

ORDER = """
@prefix : <https://example.org/desk#> .
@prefix kg: <https://w3id.org/news-kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:supplier a owl:ObjectProperty ; rdfs:label "supplied by" ; rdfs:domain kg:Company ; rdfs:range kg:Company .
"""
TEXT = (
    "Norwood Corp was supplied by Hale Group. Ana Ruiz was charged with bribery in Quito on Monday."
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    path = tmp_path_factory.mktemp("terms") / "desk.ttl"
    path.write_text(ORDER)
    return path


@pytest.fixture(scope="module")
def reading(serve, folder, desk):
    with serve("--store", folder, "--ontology", desk, "--timeout", 60) as started:
        yield started


def test_what_is_said_in_ones_own_terms_is_told_apart(reading):
    assert reading.ask("GET", "/api/about").json()["mine"] == ["desk.ttl"]
    sent = json.dumps({"text": TEXT}).encode()
    told = reading.ask("POST", "/api/try", sent, Content_Type="application/json").json()
    claims = {claim["id"]: claim for claim in told["page"]["claims"]}
    (mine,) = (claims[each] for each in told["mine"])
    ends = mine["subject"]["label"], mine["typeLabel"], mine["object"]["label"]
    assert ends == ("Norwood Corp", "supplied by", "Hale Group")
    assert len(claims) > 1


def test_without_a_file_of_ones_own_nothing_is_told_apart(served):
    assert served.ask("GET", "/api/about").json()["mine"] == []


def test_a_file_that_is_wrong_stops_the_server_in_one_line(kg, folder, tmp_path):
    path = tmp_path / "wrong.ttl"
    path.write_text("this is no Turtle")
    code, _, err = kg("serve", "--store", folder, "--ontology", path, "--port", 0)
    assert code == 1
    assert err.startswith("kg: wrong.ttl:1: ")
    assert len(err.strip().splitlines()) == 1
