"""Who wins where rules and network meet: the table beside the weights, and how it is asked."""

from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.learned.choice import WEIGHTS
from kg.learned.precedence import NEVER, TABLE, Precedence, Predicate, Proposal, Row, read, write


def row(proposal: Proposal, predicate: str, label: str, least: float) -> Row:
    return Row(
        proposal=proposal,
        predicate=predicate,
        label=label,
        least=least,
        cases=40,
        network=30,
        rules=9,
    )


def test_the_most_special_line_counts() -> None:
    table = Precedence.of(
        [
            row(Proposal.ROLE, "*", "*", 0.6),
            row(Proposal.ROLE, "noun", "*", 0.7),
            row(Proposal.ROLE, "*", "agent", 0.5),
            row(Proposal.ROLE, "noun", "agent", 0.9),
        ]
    )
    assert table.least(Proposal.ROLE, Predicate.NOUN, "agent") == 0.9
    assert table.least(Proposal.ROLE, Predicate.VERB, "agent") == 0.5
    assert table.least(Proposal.ROLE, Predicate.NOUN, "theme") == 0.7
    assert table.least(Proposal.ROLE, Predicate.VERB, "theme") == 0.6


def test_a_meeting_that_was_measured_keeps_none_of_its_defaults() -> None:
    table = Precedence.of([row(Proposal.RELATION, "*", "*", 0.9)])
    assert table.least(Proposal.RELATION, Predicate.CLAUSE, "worksFor") == 0.9
    assert table.least(Proposal.MOVE, Predicate.VERB, "agent") == NEVER


def test_what_is_written_is_read(tmp_path: Path) -> None:
    rows = [row(Proposal.MORE, "verb", "place", 0.55), row(Proposal.CLASS, "*", "*", NEVER)]
    write(tmp_path / TABLE, rows)
    assert read(tmp_path / TABLE) == rows
    assert Precedence.read(tmp_path) == Precedence.of(rows)


def test_weights_without_a_table_have_the_defaults(tmp_path: Path) -> None:
    assert Precedence.read(tmp_path) == Precedence()


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / TABLE
    write(path, [row(Proposal.MORE, "verb", "place", 0.55)])
    path.write_text(
        path.read_text("utf-8") + "more\tverb\tplace\thigh\t1\t1\t1\n", encoding="utf-8"
    )
    with pytest.raises(ConfigError, match=r"precedence\.tsv:3: .*high.*make train"):
        read(path)


def test_what_ships_was_measured_on_every_kind_of_meeting() -> None:
    rows = read(WEIGHTS / TABLE)
    assert {each.proposal for each in rows if (each.predicate, each.label) == ("*", "*")} == {
        *Proposal
    }
    assert all(each.cases >= each.network for each in rows)
    assert all(each.cases >= 30 for each in rows if (each.predicate, each.label) != ("*", "*"))
