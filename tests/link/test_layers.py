"""A knowledge base that lies on another file: both are read as one, and written as one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.link.kb import KnowledgeBase, Name, Thing, Writer
from kg.link.kb.schema import BENEATH, IMPORTED, INSTALLED

WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"


@pytest.fixture
def upper(tmp_path: Path) -> Path:
    """A knowledge base with a town, on one with the same town, a person and a firm."""
    below, path = tmp_path / "below.kb", tmp_path / "upper.kb"
    with Writer.open(below, organizations=["Company"], is_beneath=True) as writer:
        writer.add(
            "things",
            [
                Thing(
                    key="Q1",
                    type="City",
                    label="Larn",
                    description="town of the coast",
                    same_as=(f"{WIKIDATA}Q1", f"{GEONAMES}7/"),
                ),
                Thing(
                    key="Q2", type="Person", label="Moammar Kesh", names=(Name("Mo Kesh"),), count=9
                ),
                Thing(key="Q3", type="Company", label="Larn Docks Ltd"),
            ],
            rank=IMPORTED,
        )
        writer.credit([("A list (https://list.example/)", "CC0-1.0", 3, "a")])
    with Writer.open(path, about={BENEATH: "below.kb"}) as writer:
        town = Thing(key="gn7", type="City", label="Larn", count=40, point=(1.0, 2.0))
        writer.add(
            "geonames", [town, Thing(key="gn8", type="City", label="Larnby")], rank=INSTALLED
        )
    return path


@pytest.fixture
def base(upper: Path) -> Iterator[KnowledgeBase]:
    """The same, open."""
    opened = KnowledgeBase.open(upper)
    yield opened
    opened.close()


def test_names_of_both_are_found(base: KnowledgeBase):
    assert [known.thing.key for known in base.named("mo kesh")] == ["Q2"]
    assert [known.thing.key for known in base.named("Larnby")] == ["gn8"]


def test_one_thing_in_both_is_one(base: KnowledgeBase):
    (larn,) = base.named("Larn")
    assert (larn.thing.key, larn.thing.count, larn.thing.point) == ("Q1", 40, (1.0, 2.0))
    assert larn.thing.description == "town of the coast"
    assert base.thing("gn7") == base.thing("Q1") == larn.thing


def test_initials_and_legal_forms_and_sounds_are_found_beneath(base: KnowledgeBase):
    assert [known.thing.key for known in base.named("Larn Docks")] == ["Q3"]
    assert [known.thing.key for known in base.sounding("Muammar Qesh")] == ["Q2"]


def test_what_begins_so_is_searched_in_both(base: KnowledgeBase):
    assert [known.thing.key for known in base.search("larn")] == ["Q1", "Q3", "gn8"]


def test_classes_are_those_of_both(base: KnowledgeBase):
    found = base.classes(["Larnby", "Moammar Kesh", "Nobody Here"])
    assert {name: set(classes) for name, classes in found.items()} == {
        "Larnby": {"City"},
        "Moammar Kesh": {"Person"},
    }


def test_counts_and_credits_are_those_of_both(base: KnowledgeBase):
    assert [row[:3] for row in base.statistics()] == [
        ("geonames", "City", 2),
        ("things", "City", 1),
        ("things", "Company", 1),
        ("things", "Person", 1),
    ]
    assert base.credits() == (("A list (https://list.example/)", "CC0-1.0", 3),)
    assert {source.name for source in base.sources_of("Q1")} == {"geonames", "things"}


def test_another_base_made_from_it_has_all_in_one_file(upper: Path, tmp_path: Path):
    own = tmp_path / "elsewhere" / "own.kb"
    with Writer.open(own, base=upper) as writer:
        writer.add("mine.csv", [Thing(key="p1", type="Person", label="Ana Ruiz")])
    opened = KnowledgeBase.open(own)
    assert [known.thing.key for known in opened.named("Ana Ruiz")] == ["p1"]
    assert [known.thing.key for known in opened.search("larn")] == ["Q1", "Q3", "gn8"]
    assert opened.thing("gn7") == opened.thing("Q1")
    assert BENEATH not in opened.about()
    opened.close()


def test_what_it_lies_on_is_missed_by_name(upper: Path):
    (upper.parent / "below.kb").unlink()
    with pytest.raises(ConfigError, match=r"below\.kb: cannot be read .*; remove it"):
        KnowledgeBase.open(upper)
