"""Sources of running text: predicates with rolesets and arguments, names, and words that mean one thing."""

import csv
import gzip
import json
from pathlib import Path

import pytest

from kg.learned.features import Sentence
from kg.nlp import load_model
from training.examples import Example
from training.sources import broadcast, chains, running

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


GUM = """\
# sent_id = a-1
1\tAna\tAna\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=(1-person-new-cf1-1-coref
2\tRuiz\tRuiz\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)|SpaceAfter=No
3\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_

# sent_id = a-2
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv-cf1-1-ana)
2\tsang\tsing\tVERB\tVBD\t_\t0\troot\t_\t_
3\thymns\thymn\tNOUN\tNNS\t_\t2\tobj\t_\tEntity=(2-abstract-new-cf2-1-sgl)
"""


@pytest.mark.model
def test_entities_that_are_met_again_make_a_chain(tmp_path: Path) -> None:
    (tmp_path / "a.conllu").write_text(GUM, encoding="utf-8")
    first, second = chains.gum(tmp_path, load_model())
    assert (first.text, first.chains, first.passage) == ("Ana Ruiz left", {(0, 2): 1}, "a")
    assert second.chains == {(0, 1): 1, (2, 3): None}


def test_windows_overlap_by_half_and_stay_in_their_text() -> None:
    def passage(name: str, size: int) -> list[Example]:
        made = [Example("chains", str(i), Sentence((), (), (), ())) for i in range(size)]
        for each in made:
            each.passage = name
        return made

    found = chains.windows([*passage("a", 7), *passage("b", 2)], 4)
    assert [[e.text for e in window] for window in found] == [
        ["0", "1", "2", "3"],
        ["2", "3", "4", "5"],
        ["4", "5", "6"],
        ["0", "1"],
    ]
