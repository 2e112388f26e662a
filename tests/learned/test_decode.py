"""From probabilities to spans."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from kg.learned.decode import arguments, mentions, sigmoid, softmax
from kg.learned.labels import ROLES, TAGS

FLAT = np.array([[i, -1, -1, -1, -1, -1] for i in range(8)], np.int64)  # every word is a root


def scores(*spans: tuple[int, int, float]) -> np.ndarray:
    found = np.zeros((8, 8), np.float32)
    for start, end, score in spans:
        found[start, end - 1] = score
    return found


def test_of_two_spans_that_cross_the_better_stays() -> None:
    found = mentions(scores((0, 3, 0.9), (2, 5, 0.8)), FLAT, 0.5, 9)
    assert [(s, e) for s, e, _, _ in found] == [(0, 3)]


def test_a_span_within_another_stays_if_it_has_a_head_of_its_own() -> None:
    chain = FLAT.copy()
    chain[0, 1:3] = (2, -1)  # word 0 hangs on word 2
    chain[1, 1:3] = (2, -1)
    found = mentions(scores((0, 3, 0.9), (0, 1, 0.8), (1, 3, 0.7)), chain, 0.5, 9)
    assert [(s, e, h) for s, e, h, _ in found] == [(0, 1, 0), (0, 3, 2)]


def test_no_more_than_asked_for_and_none_too_doubtful() -> None:
    spans = scores((0, 1, 0.9), (2, 3, 0.8), (4, 5, 0.4))
    assert [s for s, _, _, _ in mentions(spans, FLAT, 0.5, 9)] == [0, 2]
    assert [s for s, _, _, _ in mentions(spans, FLAT, 0.1, 1)] == [0]


def test_the_best_path_of_tags_is_read_as_spans() -> None:
    logits = np.zeros((1, 4, len(TAGS)), np.float32)
    for place, tag in enumerate(("B-ARG0", "O", "B-ARG1", "I-ARG1")):
        logits[0, place, TAGS.index(tag)] = 5
    ((first, second),) = arguments(logits, np.array([4]))
    assert first[:3] == (0, 1, "ARG0")
    assert second[:3] == (2, 4, "ARG1")
    assert 0 < second[3] <= 1


def test_words_beyond_the_sentence_are_not_read() -> None:
    logits = np.zeros((1, 4, len(TAGS)), np.float32)
    logits[0, :, TAGS.index("O")] = 1
    logits[0, 3, TAGS.index("B-ARG0")] = 9
    assert arguments(logits, np.array([3])) == [[]]


@given(
    arrays.arrays(
        np.float32, (2, 6, len(TAGS)), elements=st.floats(-8, 8, width=32, allow_nan=False)
    ),
    st.integers(1, 6),
)
def test_no_role_goes_on_that_did_not_begin(logits: np.ndarray, length: int) -> None:
    for spans in arguments(logits, np.array([length, 6])):
        ends = [0]
        for start, end, role, score in spans:
            assert ends[-1] <= start < end
            assert role in ROLES
            assert 0 <= score <= 1
            ends.append(end)


@given(arrays.arrays(np.float32, (3, 5), elements=st.floats(-1e4, 1e4, width=32)))
def test_probabilities_are_probabilities(logits: np.ndarray) -> None:
    assert ((sigmoid(logits) >= 0) & (sigmoid(logits) <= 1)).all()
    assert np.allclose(softmax(logits).sum(-1), 1, atol=1e-5)
