"""Teams that go by their town, state or university, on a base made by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.link import NameLinker
from kg.link.kb import KnowledgeBase, Name, Thing, Writer
from kg.model import Document, Mention, Span
from kg.ontology import load

CITY = Thing(key="Q1", type="City", label="Larn", count=900)
UNIVERSITY = Thing(
    key="Q2", type="University", label="Nordvik State University", names=(Name("Nordvik State"),), count=300
)  # fmt: skip
FOOTBALL = Thing(
    key="Q3",
    type="SportsTeam",
    label="Nordvik State Otters football",
    names=(Name("Nordvik State"),),
    description="American college football team",
    count=40,
)
ROVERS = Thing(
    key="Q4", type="SportsTeam", label="Larn Rovers", names=(Name("Larn"),), description="baseball team", count=90
)  # fmt: skip
SHARKS = Thing(
    key="Q5", type="SportsTeam", label="Larn Sharks", names=(Name("Larn"),), description="basketball team", count=90
)  # fmt: skip
REPORT = " The pitcher threw a shutout, and homered in the seventh inning."


@pytest.fixture
def link(tmp_path: Path) -> Callable[[str, str, str], str]:
    with Writer.open(tmp_path / "a.kb", organizations=["University", "SportsTeam"]) as writer:
        writer.add("test", [CITY, UNIVERSITY, FOOTBALL, ROVERS, SHARKS])
    linker = NameLinker(load(), knowledge=KnowledgeBase.open(tmp_path / "a.kb"))

    def linked(text: str, name: str, type: str) -> str:
        start = text.index(name)
        span = Span("https://news.example/a", start, start + len(name))
        mention = Mention(span=span, text=name, type=type, name=name)
        document = Document(id=span.document, text=text, segments=(), source="test")
        return linker([mention], document)[mention].key

    return linked


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("It was shown during the Nordvik State football game.", "Q3"),
        ("It was shown during the Nordvik State versus Larn football game.", "Q3"),
        ("A Nordvik State recruiter called.", "Q3"),
        ("She studied law at Nordvik State.", "Q2"),
    ],
)
def test_a_university_that_plays_is_its_team(
    text: str, key: str, link: Callable[[str, str, str], str]
) -> None:
    assert link(text, "Nordvik State", "University") == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Larn beat Ostra 4-2." + REPORT, "Q4"),
        ("He was born in Larn." + REPORT, "Q1"),
        ("Larn beat Ostra to the contract, the minister said.", "Q1"),
    ],
)
def test_a_town_that_plays_is_its_team_of_that_sport(
    text: str, key: str, link: Callable[[str, str, str], str]
) -> None:
    assert link(text, "Larn", "City") == key
