"""The table of who wins is what the cases say."""

from kg.learned.choice import WEIGHTS
from kg.learned.precedence import DEFAULTS, NEVER, Proposal
from training.decide import CARD, section
from training.precedence import Case, rows


def case(chance: float, network: bool, rules: bool | None = None, **of: str) -> Case:
    proposal = Proposal(of.get("proposal", "role"))
    return Case(proposal, of.get("kind", "verb"), of.get("label", "agent"), chance, network, rules)


def test_what_is_added_must_be_right_often_enough() -> None:
    seen = [case(0.9, True)] * 9 + [case(0.9, False)] + [case(0.5, True), case(0.5, False)] * 20
    (general,) = [r for r in rows(seen) if (r.predicate, r.label) == ("*", "*")]
    assert general.least == 0.9
    assert (general.cases, general.network, general.rules) == (50, 29, 0)


def test_where_both_speak_the_better_one_wins() -> None:
    ours, theirs = (case(0.6, own, not own, proposal="move") for own in (True, False))
    assert {r.least for r in rows([ours] * 30 + [theirs] * 10)} == {0.6}
    assert {r.least for r in rows([ours] * 10 + [theirs] * 30)} == {NEVER}


def test_rules_give_way_to_nothing_less_likely_than_its_opposite() -> None:
    seen = [case(0.4, True, False, proposal="move")] * 40
    assert {r.least for r in rows(seen)} == {NEVER}
    added = [case(0.4, True, proposal="more")] * 40
    assert {r.least for r in rows(added)} == {0.4}


def test_a_meeting_of_few_cases_keeps_its_default() -> None:
    (row,) = rows([case(0.9, True, False, proposal="move")] * 29)
    assert row.least == DEFAULTS["move", "*", "*"]
    assert (row.cases, row.network, row.rules) == (29, 29, 0)


def test_few_cases_have_no_line_of_their_own() -> None:
    many = [case(0.9, True, label="place")] * 30
    few = [case(0.9, True, label="agent")] * 29
    found = {(r.predicate, r.label) for r in rows(many + few)}
    assert ("*", "place") in found
    assert ("*", "agent") not in found


def test_a_line_of_its_own_is_pulled_towards_the_general_one() -> None:
    own = [case(0.5, True, label="place")] * 21 + [case(0.5, False, label="place")] * 10
    others = [case(0.5, False, label="agent")] * 300
    found = {(r.predicate, r.label): r.least for r in rows(own + others)}
    assert found["*", "place"] == NEVER


def test_the_model_card_shows_the_table_that_ships() -> None:
    card = (WEIGHTS / CARD).read_text(encoding="utf-8")
    assert "\n".join(section(WEIGHTS)) in card
