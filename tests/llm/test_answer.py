"""What a model answers: whatever it is, it is words and names of terms, or it is nothing."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.llm.answer import proposals
from kg.llm.layer import Proposed

RELATION = {"quote": "Ana owns X", "property": "owns", "subject": "Ana", "object": "X"}
EVENT = {
    "quote": "Ana sold X",
    "event": "Sale",
    "words": "sold",
    "roles": [{"role": "seller", "words": "Ana"}, {"role": "", "words": "X"}, "odd"],
}


def read(**answer: Any) -> tuple[Proposed, ...]:
    found = proposals(json.dumps(answer))
    assert found is not None
    return found


def test_relations_and_events_are_read() -> None:
    relation, event = read(relations=[RELATION], events=[EVENT])
    assert str(relation) == 'owns: subject "Ana", object "X"; as it says "Ana owns X"'
    assert str(event) == 'Sale "sold": seller "Ana"; as it says "Ana sold X"'


@pytest.mark.parametrize(
    "text",
    [
        '```json\n{"relations": []}\n```',
        'Here you are: {"events": []} I hope that helps.',
        'The set {a, b} gives {"relations": [], "events": []}',
        '<think>{"plan": {"a": 1}} and then?</think>{"relations": []}',
    ],
)
def test_prose_and_fences_around_an_answer_do_not_matter(text: str) -> None:
    assert proposals(text) == ()


@pytest.mark.parametrize(
    "text", ["", "I cannot.", "[]", "{}", '{"error": 1}', '"relations"', '{"relations": [', "null"]
)
def test_what_is_no_answer_is_told_apart_from_an_empty_one(text: str) -> None:
    assert proposals(text) is None


@pytest.mark.parametrize(
    "item",
    [
        {},
        [],
        "owns",
        None,
        {**RELATION, "subject": 3},
        {**RELATION, "object": ["X"]},
        {**RELATION, "quote": "  "},
        {**RELATION, "property": None},
        {**RELATION, "quote": "x" * 5000},
    ],
)
def test_proposal_of_another_form_is_left_out(item: Any) -> None:
    assert len(read(relations=[item, RELATION])) == 1


def test_what_else_stands_in_a_proposal_says_nothing() -> None:
    more = {
        **RELATION,
        "status": "Asserted",
        "confidence": 1,
        "rule": "lexicon:own",
        "article": "urn:other",
    }
    assert read(relations=[more]) == read(relations=[RELATION])


def test_the_same_counts_once_and_too_many_are_cut() -> None:
    assert len(read(relations=[RELATION] * 9)) == 1
    assert len(read(relations=[{**RELATION, "subject": f"A{n}"} for n in range(10_000)])) == 24


@pytest.mark.parametrize(
    "text", ["{" * 500_000, '{"a":' * 150_000, "[" * 900_000, '{"relations": ' + "[" * 100_000]
)
def test_deep_answers_take_no_time(text: str) -> None:
    began = time.monotonic()
    assert proposals(text) is None
    assert time.monotonic() - began < 5


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from([*RELATION, *EVENT, "relations", "events"]), inner)
        ),
        max_leaves=30,
    )
)
def test_no_answer_raises(answer: Any) -> None:
    found = proposals(json.dumps(answer))
    assert found is None or all(each.quote and each.term for each in found)
