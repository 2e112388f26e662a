"""The articles of tests/gold: each has its gold, which is in order and does not contradict itself."""

from pathlib import Path

import pytest

from kg import ontology
from kg.evaluate.goldfile import Demand, Line, Slot, load
from kg.evaluate.goldmatch import words

FOLDER = Path(__file__).parents[1] / "gold"
ARTICLES = sorted(path for path in FOLDER.glob("*.md") if path.stem != "README")
ONTOLOGY = ontology.load()


def near(one: str, other: str) -> bool:
    return ONTOLOGY.is_a(one, other) or ONTOLOGY.is_a(other, one)


def overlaps(one: Slot, other: Slot) -> bool:
    names = {words(filler) for filler in other.fillers}
    return any(near(a, b) for a in one.roles for b in other.roles) and any(
        words(filler) in names for filler in one.fillers
    )


def forbids(trap: Line, line: Line) -> bool:
    if trap.status is not line.status or trap.ended != line.ended or trap.speakers:
        return False
    return any(ONTOLOGY.is_a(kind, each) for kind in line.kinds for each in trap.kinds) and all(
        any(overlaps(slot, other) for other in line.slots) for slot in trap.slots
    )


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_gold_of_an_article_is_in_order(path):
    lines = load(path.with_suffix(".gold"), ONTOLOGY)
    traps = [line for line in lines if line.demand is Demand.TRAP]
    others = [line for line in lines if line.demand is not Demand.TRAP]
    assert len(traps) >= 4
    assert sum(line.demand is Demand.WANTED for line in lines) >= 10
    assert [(t.text, o.text) for t in traps for o in others if forbids(t, o)] == []
    assert len({line.text for line in lines}) == len(lines)


def test_every_gold_file_has_its_article():
    assert {p.stem for p in FOLDER.glob("*.gold")} == {p.stem for p in ARTICLES}
