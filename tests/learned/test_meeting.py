"""Who wins where rules and network meet: the table beside the weights, and how it is asked."""

from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.learned.choice import WEIGHTS
from kg.learned.meeting import NEVER, TABLE, Meeting, Meetings, Predicate, Row, read, write


def row(meeting: Meeting, predicate: str, label: str, least: float) -> Row:
    return Row(
        meeting=meeting,
        predicate=predicate,
        label=label,
        least=least,
        cases=40,
        network=30,
        rules=9,
    )


def test_the_most_special_line_counts() -> None:
    table = Meetings.of(
        [
            row(Meeting.ROLE, "*", "*", 0.6),
            row(Meeting.ROLE, "noun", "*", 0.7),
            row(Meeting.ROLE, "*", "agent", 0.5),
            row(Meeting.ROLE, "noun", "agent", 0.9),
        ]
    )
    assert table.least(Meeting.ROLE, Predicate.NOUN, "agent") == 0.9
    assert table.least(Meeting.ROLE, Predicate.VERB, "agent") == 0.5
    assert table.least(Meeting.ROLE, Predicate.NOUN, "theme") == 0.7
    assert table.least(Meeting.ROLE, Predicate.VERB, "theme") == 0.6


def test_a_meeting_that_was_measured_keeps_none_of_its_defaults() -> None:
    table = Meetings.of([row(Meeting.RELATION, "*", "*", 0.9)])
    assert table.least(Meeting.RELATION, Predicate.CLAUSE, "worksFor") == 0.9
    assert table.least(Meeting.MOVE, Predicate.VERB, "agent") == NEVER


def test_what_is_written_is_read(tmp_path: Path) -> None:
    rows = [row(Meeting.MORE, "verb", "place", 0.55), row(Meeting.CLASS, "*", "*", NEVER)]
    write(tmp_path / TABLE, rows)
    assert read(tmp_path / TABLE) == rows
    assert Meetings.read(tmp_path) == Meetings.of(rows)


def test_weights_without_a_table_have_the_defaults(tmp_path: Path) -> None:
    assert Meetings.read(tmp_path) == Meetings()


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / TABLE
    write(path, [row(Meeting.MORE, "verb", "place", 0.55)])
    path.write_text(
        path.read_text("utf-8") + "more\tverb\tplace\thigh\t1\t1\t1\n", encoding="utf-8"
    )
    with pytest.raises(ConfigError, match=r"meeting\.tsv:3: .*high.*make train"):
        read(path)


def test_what_ships_was_measured_on_every_kind_of_meeting() -> None:
    rows = read(WEIGHTS / TABLE)
    assert {each.meeting for each in rows if (each.predicate, each.label) == ("*", "*")} == {
        *Meeting
    }
    assert all(each.cases >= each.network for each in rows)
    assert all(each.cases >= 30 for each in rows if (each.predicate, each.label) != ("*", "*"))
