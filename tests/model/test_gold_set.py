"""The articles of tests/gold, and the way from a folder of such articles to what is measured."""

from pathlib import Path

import pytest

from kg import ontology
from kg.errors import SourceError
from kg.evaluate import Reader
from kg.evaluate.gold import errors, run
from kg.evaluate.goldfile import Demand, Line, Slot, load
from kg.evaluate.goldmatch import words

FOLDER = Path(__file__).parents[1] / "gold"
ARTICLES = sorted(path for path in FOLDER.glob("*.md") if path.stem != "README")
ONTOLOGY = ontology.load()
READER = Reader()


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


def test_gold_is_met():
    values = {each.name: each.value for each in run(FOLDER, READER)}
    assert values["facts, precision"] >= 0.9
    assert values["facts, recall"] >= 0.6
    assert values["status, macro F1"] >= 0.85
    assert values["traps failed"] == 0


@pytest.fixture
def folder(tmp_path):
    front = "---\ntitle: Talks in Oslo\npublished: 2026-03-12\n---\n\n"
    (tmp_path / "a.md").write_text(f"{front}Anna Berg met Tom Hale in Oslo on Monday.\n")
    lines = ["F Anna Berg — metWith — Tom Hale", "F Anna Berg — metWith — Eva Lind"]
    (tmp_path / "a.gold").write_text("\n".join([*lines, "! F Meeting{place: Oslo}"]))
    return tmp_path


def test_folder_is_measured(folder):
    values = {each.name: each.value for each in run(folder, READER)}
    assert (values["facts, recall"], values["traps failed"]) == (0.5, 1)


def test_errors_of_a_folder_are_listed(folder):
    shown = list(errors(folder, READER))
    assert shown[:2] == ["== a", "missed   F Anna Berg — metWith — Eva Lind"]
    assert shown[-1].startswith("trap     ! F Meeting{place: Oslo}")


def test_gold_without_an_article_is_told(folder):
    (folder / "a.md").unlink()
    with pytest.raises(SourceError, match=r"a\.gold: there is no a\.md beside it"):
        list(run(folder, READER))
