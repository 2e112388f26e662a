"""Entity linking measured as ELEVANT does, on two invented texts."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation import elevant
from kg.evaluate.reader import Reader
from kg.link.kb import Thing, Writer

TEXT = (
    "Officials in Nairobi said that Kenya would sell tea to France. Ana Ruiz, a minister, and the Tea Board "
    "of Larn agreed, and she signed on 3 March."
)
KENYA, RUIZ = "Q114", "Q999999801"  # the other Ana Ruiz is hidden
THINGS = (
    Thing(key=KENYA, type="Country", label="Kenya", count=55000),
    Thing(key="Q142", type="Country", label="France", count=67000),
    Thing(key="Q3870", type="City", label="Nairobi", count=4400, within=(KENYA,)),
    Thing(key=RUIZ, type="Person", label="Ana Ruiz", description="minister", count=400),
    Thing(key="Q999999802", type="Person", label="Ana Ruiz", count=10),
)
THINGS = tuple(
    replace(thing, same_as=(f"http://www.wikidata.org/entity/{thing.key}",)) for thing in THINGS
)


def label(words: str, key: str, type: str = "Q43229") -> dict[str, object]:
    start = TEXT.index(words)
    span = [start, start + len(words)]
    return {"span": span, "entity_id": key, "type": type, "name": words}


LABELS = [
    label("Nairobi", "Q3870"),
    label("Kenya", "Q114"),
    label("France", "Q142"),
    label("Ana Ruiz", RUIZ),
    label("Tea Board of Larn", "<NIL>"),
    label("she", RUIZ),
    label("3 March", "DATETIME", "DATETIME"),
]


@pytest.fixture(scope="module")
def measures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    folder: Path = tmp_path_factory.mktemp("data")
    base = folder / "a.kb"
    with Writer.open(base) as writer:
        writer.add("things", THINGS)
    rows = [
        {"text": TEXT, "labels": LABELS, "evaluation_span": [0, len(TEXT)]},
        {"text": "Kenya won.", "labels": [], "evaluation_span": [0, 10]},
    ]
    file = folder / "news-fair.benchmark.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)))
    return {m.name: m.value for m in elevant.run(folder, Reader(extractors=["rules"]), base)}


def test_things_of_the_base_are_found(measures):
    # Nairobi, Kenya, France and Ana Ruiz are right; Kenya in the second text is one too many, and the board is nobody's
    # fault.
    assert measures["news-fair: names with the right thing"] == pytest.approx(2 * 4 / (5 + 4))
    assert measures["news-fair: countries and cities"] == pytest.approx(2 * 3 / (4 + 3))


def test_candidates_and_choices_are_counted_apart(measures):
    assert measures["news-fair: names found whose thing is a candidate"] == 1.0
    assert measures["news-fair: right, given the candidate"] == 1.0
    assert measures["news-fair: nothing linked where nothing could be"] == 1.0


def test_half_of_the_people_are_hidden_for_how_sure_links_are(measures):
    name = "news-fair: half of the people: how far off the confidence of links is"
    assert 0.0 <= measures[name] < 0.5
    assert [elevant._is_hidden(thing) for thing in THINGS] == [False, False, False, False, True]
