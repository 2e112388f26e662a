"""The measure of all facts of an article, on an invented article."""

import json

import pytest

from kg.evaluate.sets import evaluate, find

TEXT = (
    "Lena Voss inherited the shipyard from her uncle. Norwood Corp will not build the plant in Lund. "
    "Ana Ruiz allegedly forged the letter."
)


def fact(subject, relation, value, evidence, status="asserted", **more):
    return {
        "subject": subject,
        "relation": relation,
        "object": value,
        "evidence": evidence,
        "status": status,
        "qualifiers": more,
        "importance": 3,
    }


@pytest.fixture
def measured(tmp_path):
    def of(*facts, traps=()):
        folder = tmp_path / "facts"
        folder.mkdir(exist_ok=True)
        article = {
            "text": TEXT,
            "published": "2026-03-12",
            "facts": facts,
            "traps": traps,
            "entities": [{"name": "Norwood Corporation", "aliases": ["Norwood Corp"]}],
        }
        (folder / "a.json").write_text(json.dumps(article))
        [(chosen, place)] = find(["facts"], [tmp_path])
        return {each.name: each.value for each in evaluate(chosen, place).measures}

    return of


INHERITED = fact("Lena Voss", "inherited", "shipyard", "Lena Voss inherited the shipyard")


def test_fact_is_found_with_both_arguments(measured):
    assert measured(INHERITED)["found"] == 1.0


def test_fact_is_half_found_without_what_qualifies_it(measured):
    asked = {**INHERITED, "qualifiers": {"time": "1931"}}
    assert measured(asked)["found"] == 0.5


def test_alias_names_the_thing(measured):
    evidence = "Norwood Corp will not build the plant"
    built = fact("Norwood Corporation", "builds", "plant", evidence, "negated", place="Lund")
    assert measured(built)["found"] == 1.0


def test_another_status_is_another_fact(measured):
    forged = fact("Ana Ruiz", "forged", "letter", "Ana Ruiz allegedly forged the letter")
    assert measured(forged)["found"] == 0.0
    assert measured({**forged, "status": "alleged"})["found"] == 1.0


def test_facts_of_other_sentences_are_not_found(measured):
    assert (
        measured({**INHERITED, "evidence": "Ana Ruiz allegedly forged the letter"})["found"] == 0.0
    )


def test_trap_is_failed_by_a_fact_that_says_it(measured):
    trap = {"subject": "Lena Voss", "relation": "owns", "object": "shipyard"}
    assert measured(INHERITED, traps=[trap])["traps failed"] == 1
    forged = {"subject": "Ana Ruiz", "relation": "forged", "object": "letter"}
    assert measured(INHERITED, traps=[forged])["traps failed"] == 0
