"""Sources of running text: which words are predicates, with which roleset and arguments, and which names there are."""

import csv
import gzip
import json
from pathlib import Path

import pytest

from kg.nlp import load_model
from training.sources import broadcast, running

SENTENCE = {
    "id": "a-1",
    "doc": "a.xml",
    "text": "It has been sold off by them.",
    "tokens": ["It", "has", "been", "sold", "off", "by", "them", "."],
    "preds": [
        {"i": 1, "roleset": "have.01", "args": []},
        {"i": 2, "roleset": "be.03", "args": []},
        {
            "i": 3,
            "roleset": "sell_off.02",
            "args": [[0, 0, "ARG1"], [4, 4, "C-V"], [5, 6, "ARG0"], [6, 6, "ARGM-PRR"]],
        },
    ],
}


def packed(path: Path, text: str) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(text)


@pytest.mark.model
def test_auxiliaries_are_no_predicates(tmp_path: Path) -> None:
    packed(tmp_path / "propbank-ewt.jsonl.gz", json.dumps(SENTENCE) + "\n")
    (example,) = running.treebank(tmp_path, load_model())
    assert [word for word, yes in example.predicates.items() if yes] == [3]
    assert example.rolesets == {3: "sell_off.02"}
    assert example.roles == {3: ((0, 1, "ARG1"), (5, 7, "ARG0"))}


def test_one_document_of_ten_is_held_out() -> None:
    held = sum(running.is_held(f"{n}.xml") for n in range(1_000))
    assert 70 < held < 130


@pytest.mark.model
def test_a_noun_is_a_predicate_where_somebody_says_so(tmp_path: Path) -> None:
    rows = [
        ("The attack began .", 1, "False"),
        ("The attack began .", 1, "True"),
        ("An army .", 1, "False"),
    ]
    for part in ("train", "dev"):
        with gzip.open(tmp_path / f"qanom_{part}.wikinews.csv.gz", "wt", encoding="utf-8") as file:
            table = csv.writer(file)
            table.writerow(("sentence", "target_idx", "is_verbal"))
            table.writerows(rows if part == "train" else [])
    found = list(running.nouns(tmp_path, load_model()))
    assert [example.predicates for example in found] == [{1: True}, {1: False}]


@pytest.mark.model
def test_a_name_with_its_title_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcast, "_SHARE", 1)
    row = {
        "id": "b-1",
        "text": "President Ruiz met Ana Hale in Oslo.",
        "tokens": ["President", "Ruiz", "met", "Ana", "Hale", "in", "Oslo", "."],
        "ner": ["B-per", "I-per", "O", "B-per", "I-per", "O", "B-geo", "O"],
    }
    packed(tmp_path / "names.jsonl.gz", json.dumps(row) + "\n")
    (example,) = broadcast.names(tmp_path / "names.jsonl.gz", load_model())
    assert example.mentions[3, 5] == ("Person",)
    assert "City" in example.mentions[6, 7]
    assert set(example.mentions) == {(3, 5), (6, 7)}
