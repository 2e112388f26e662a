"""Statements that a colon announces and that no quotation marks enclose, as press releases have them."""

import pytest

from kg import ontology
from kg.evaluate.reader import Reader, document
from kg.learned.runtime import load_reader

BEHIND = "The assault on the guards was a cowardly crime.\n\nI condemn the attack. We will help the families."


@pytest.fixture(scope="module")
def read():
    reader = Reader(network=load_reader(ontology.load()))

    def of(text: str):
        [each] = reader.read([document("a", text, published="2026-03-12", headline_end=0)])
        return each.extraction.claims

    return of


@pytest.mark.parametrize("opening", [
    "Attorney General Lena Voss released the following statement Thursday on the shooting of two guards in Lund:",
    "Attorney General Lena Voss issued this statement on Thursday:",
    "Attorney General Lena Voss said on Thursday:",
])  # fmt: skip
def test_what_follows_is_the_word_of_who_released_it(read, opening):
    claims = [c for c in read(f"{opening}\n\n{BEHIND}") if c.evidence.start > len(opening)]
    assert claims
    assert {tuple(m.name for m in claim.speakers) for claim in claims} == {("Lena Voss",)}
    assert not any(claim.is_fact for claim in claims)


def test_i_is_who_released_it(read):
    found = read(f"Attorney General Lena Voss released the following statement:\n\n{BEHIND}")
    (condemned,) = [c for c in found if getattr(c.content, "type", "") == "Criticism"]
    assert [m.name for m in condemned.content.fillers("agent")] == ["Lena Voss"]


def test_a_colon_behind_other_things_announces_no_words(read):
    claims = read(f"Lena Voss released the following figures:\n\n{BEHIND}")
    assert any(claim.is_fact for claim in claims)


def test_what_a_relative_clause_says_of_others_ends_no_statement(read):
    opening = "Attorney General Lena Voss issued this statement:\n\n"
    claims = read(
        f"{opening}The law helps the guards to do the work that Congress expects them to do.\n\n{BEHIND}"
    )
    behind = [c for c in claims if c.evidence.start > len(opening)]
    assert {c.speakers[0].name for c in behind if c.speakers} >= {"Lena Voss"}
    assert not any(claim.is_fact for claim in behind)


def test_paragraphs_that_each_open_with_a_quotation_mark_are_the_word_of_who_is_announced(read):
    opening = "Sen. Lena Voss made the following comments today after the release of a new tape by Omar Vane.\n\n"
    said = '"The tape reminds us that raiders attacked Lund in May.\n\n"We cannot wait. They killed two guards."'
    behind = [c for c in read(opening + said) if c.evidence.start > len(opening)]
    assert {c.speakers[0].name for c in behind if c.speakers} == {"Lena Voss"}
    assert not any(claim.is_fact for claim in behind)


def test_we_of_who_chairs_a_committee_of_a_parliament_is_not_the_committee(read):
    claims = read(
        '"The raiders attacked us," said Lena Voss, chairwoman of the Senate Trade Committee.'
    )
    attacks = [c for c in claims if getattr(c.content, "type", "") == "Attack"]
    assert not any(
        m.name == "Senate Trade Committee" for c in attacks for m in c.content.fillers("target")
    )
