"""Which words are compared with each other, and what becomes of the answers."""

import numpy as np

from kg.learned.found import Evoked
from kg.learned.labels import STATUSES, TYPES
from kg.learned.pairing import LabelSet, answered, candidates
from kg.model import Status

LABELS = LabelSet(
    ("agent", "owns"),
    np.zeros((2, 4), np.float32),
    np.zeros(2, np.float32),
    np.array([True, False]),
)
EVENT = Evoked(2, "Attack", 0.9, Status.ASSERTED, 0.9)
FIRST, SECOND = (0, 1, 0, 0.9), (3, 5, 4, 0.8)


def test_mentions_are_compared_both_ways_and_events_with_mentions() -> None:
    asked = candidates([[FIRST, SECOND]], [[EVENT]])
    pairs = {
        (int(s), int(o), bool(e))
        for s, o, e in zip(asked.subjects, asked.objects, asked.by_event, strict=True)
    }
    assert pairs == {(0, 1, False), (1, 0, False), (2, 0, True), (2, 1, True)}


def test_what_overlaps_is_not_compared() -> None:
    asked = candidates([[(0, 4, 3, 0.9), (1, 2, 1, 0.8)]], [[]])
    assert not asked.real.any()


def test_sentences_do_not_mix() -> None:
    asked = candidates([[FIRST], [SECOND]], [[EVENT], []])
    assert asked.sentence.tolist() == [0, 0, 1]
    pairs = zip(asked.subjects[asked.real], asked.objects[asked.real], strict=True)
    assert [(int(s), int(o)) for s, o in pairs] == [(1, 0)]


def test_roles_are_said_of_events_and_properties_of_things() -> None:
    asked = candidates([[FIRST, SECOND]], [[EVENT]])
    size = len(asked.subjects)
    types = np.zeros((3, len(TYPES)), np.float32)
    types[0, TYPES.index("Company")] = types[1, TYPES.index("City")] = 1
    standing = np.full((size, len(STATUSES) + 1), -1, np.float32)
    standing[:, STATUSES.index(Status.PLANNED)] = 1
    sure = np.full((size, 2), 3, np.float32)
    ((kinds, pairs),) = answered(asked, (types, sure, standing), LABELS, 0.5)
    assert kinds == ["Company", "City"]
    assert {(p.subject, p.object, p.label) for p in pairs} == {
        ((0, 1), (3, 5), "owns"),
        ((3, 5), (0, 1), "owns"),
        ((2, 3), (0, 1), "agent"),
        ((2, 3), (3, 5), "agent"),
    }
    assert all(pair.status is Status.PLANNED and not pair.ended for pair in pairs)


def test_a_mention_alone_gets_its_kind_and_nothing_else() -> None:
    asked = candidates([[FIRST]], [[]])
    answers = (
        np.eye(len(TYPES), dtype=np.float32)[:1],
        np.full((len(asked.subjects), 2), 9, np.float32),
        np.zeros((len(asked.subjects), len(STATUSES) + 1), np.float32),
    )
    assert list(answered(asked, answers, LABELS, 0.5)) == [([TYPES[0]], [])]


def test_no_product_has_one_row_alone() -> None:
    asked = candidates([[FIRST]], [[]])
    heads, _ = asked.neighbours()
    assert heads.shape == (1, 2)
    assert len(asked.subjects) == 2
    assert not asked.real.any()
