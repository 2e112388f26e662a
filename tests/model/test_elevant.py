"""Entity linking measured as ELEVANT does, on two invented texts."""

import json
from pathlib import Path

import pytest

from kg.evaluate import elevant
from kg.evaluate.reader import Reader

TEXT = (
    "Officials in Nairobi said that Kenya would sell tea to France. Ana Ruiz, a minister, and the Tea Board "
    "of Larn agreed, and she signed on 3 March."
)
TABLE = (
    "qid\ttype\tlabel\taliases\tcount\n"
    "Q3870\t\tNairobi\t\t9\n"
    "Q114\tcountry\tKenya\tKenyan\t30\n"
    "Q999999801\tperson\tAna Ruiz\tRuiz\t4\n"
    "Q999999802\tperson\tAna Ruiz\t\t1\n"
)


def label(words: str, key: str, type: str = "Q43229") -> dict[str, object]:
    start = TEXT.index(words)
    span = [start, start + len(words)]
    return {"span": span, "entity_id": key, "type": type, "name": words}


LABELS = [
    label("Nairobi", "Q3870"),
    label("Kenya", "Q114"),
    label("France", "Q142"),
    label("Ana Ruiz", "Q999999801"),
    label("Tea Board of Larn", "<NIL>"),
    label("she", "Q999999801"),
    label("3 March", "DATETIME", "DATETIME"),
]


@pytest.fixture(scope="module")
def measures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    folder: Path = tmp_path_factory.mktemp("data")
    (folder / "elevant").mkdir()
    (folder / "kb").mkdir()
    (folder / "kb" / "wikidata-aliases.tsv").write_text(TABLE)
    rows = [
        {"text": TEXT, "labels": LABELS, "evaluation_span": [0, len(TEXT)]},
        {"text": "Kenya won.", "labels": [], "evaluation_span": [0, 10]},
    ]
    file = folder / "elevant" / "news-fair.benchmark.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)))
    return {m.name: m.value for m in elevant.run(folder / "elevant", Reader(extractors=["rules"]))}


def test_things_of_the_table_and_of_what_is_installed_are_found(measures):
    # Nairobi, which goes by an id of GeoNames, Kenya, France and Ana Ruiz are right; Kenya in the second text is one
    # too many, and the board is nobody's fault.
    assert measures["news-fair: names with the right thing"] == pytest.approx(2 * 4 / (5 + 4))
    assert measures["news-fair: countries and cities"] == pytest.approx(2 * 3 / (4 + 3))


def test_candidates_and_choices_are_counted_apart(measures):
    assert measures["news-fair: names found whose thing is a candidate"] == 1.0
    assert measures["news-fair: right, given the candidate"] == 1.0
    assert measures["news-fair: nothing linked where nothing could be"] == 1.0
