"""Labels that nest: a text is right that links the longer name, or else the names within it."""

import pytest

from evaluation.linklabels import Label, compare, labels, spans

TEXT = "Officials in Larn, Norland said the Norland army of Ana Ruiz's father left."


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def label(words: str, key: str, *children: Label) -> Label:
    return Label(at(words), key, words, words, children)


WHOLE = label("Larn, Norland", "Q1", label("Larn", "Q1"), label("Norland", "Q2"))


@pytest.mark.parametrize(
    ("links", "right", "wrong"),
    [
        ({"Larn, Norland": "Q1"}, True, []),
        ({"Larn": "Q1", "Norland": "Q2"}, True, []),
        ({"Larn": "Q1"}, False, []),  # what is beside one that is linked is missing
        ({"Larn": "Q1", "Norland": "Q3"}, False, ["Norland"]),
        ({"Larn, Norland": "Q2"}, False, ["Larn, Norland"]),
        ({"Larn, Norland": "Q1", "Norland": "Q3"}, True, []),
        ({}, False, []),
    ],
)
def test_a_label_or_its_children(links, right, wrong):
    found = compare(TEXT, WHOLE, {at(words): [key] for words, key in links.items()})
    assert (found.right, [TEXT[start:end] for start, end in found.wrong]) == (right, wrong)


def test_a_genitive_does_not_count():
    start, end = at("Ana Ruiz")
    links = {(start, end + 2): ["Q7"]}
    assert compare(TEXT, label("Ana Ruiz", "Q7"), links).right


def test_an_unknown_thing_is_not_missed_and_a_link_of_it_is_wrong():
    unknown = label("Ana Ruiz", "")
    assert compare(TEXT, unknown, {}).right
    links = {(at("Ana Ruiz")[0], at("Ana Ruiz's")[1]): ["Q7"]}
    assert len(compare(TEXT, unknown, links).wrong) == 1


def test_labels_are_read_with_what_stands_in_them():
    def row(number: int, words: str, key: str, **more: object) -> dict[str, object]:
        return {"id": number, "span": list(at(words)), "entity_id": key, "name": words} | {
            "type": "Q43229",
            **more,
        }

    rows = [
        row(0, "Larn, Norland", "Q1", children=[1, 2]),
        row(1, "Larn", "Q1", parent=0),
        row(2, "Norland", "Q2", parent=0),
        row(3, "Ana Ruiz", "<NIL>"),
        row(4, "left", "Q9"),
    ]
    read = labels({"text": TEXT, "labels": rows, "evaluation_span": [0, len(TEXT) - 6]})
    assert read == (WHOLE, Label(at("Ana Ruiz"), "", "Ana Ruiz", "Ana Ruiz"))
    assert [TEXT[start:end] for start, end in spans(read)] == [
        "Larn, Norland",
        "Larn",
        "Norland",
        "Ana Ruiz",
    ]


@pytest.mark.parametrize(
    ("words", "name", "named"),
    [
        ("Larn", "Larn", True),
        ("officials", "official", False),
        ("the party", "Larn Party", False),
        ("the U.S.", "United States", True),
    ],
)
def test_names_are_labels_of_what_has_a_proper_name(words, name, named):
    assert Label((0, 1), "Q1", words, name).named is named
