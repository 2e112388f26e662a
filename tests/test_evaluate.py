import json
import subprocess
import sys
from pathlib import Path

import pytest

from evaluation.chains import b_cubed, ceaf_e, muc
from evaluation.sets import SETS as ALL
from kg.errors import ConfigError
from kg.evaluate import SETS, Board, Matches, Measure, Outcome, changes, errors, find
from kg.evaluate.measures import macro_f1


def outcome(value: float, **more: object) -> Outcome:
    measure = Measure(name="events", value=value, **more)
    return Outcome(name="s", measures=(measure,), articles=2, words=40, seconds=0.5)


def test_f1_of_nothing_is_zero():
    assert Matches(0, 0, 0).f1 == 0.0


def test_macro_f1_weighs_rare_labels_like_frequent_ones():
    pairs = [("a", "a")] * 99 + [("b", "a")]
    assert macro_f1(pairs, ["a", "b"]) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(
    ("value", "lower", "reached"), [(0.5, False, True), (0.4, False, False), (0.4, True, True)]
)
def test_goal_is_reached_from_the_right_side(value, lower, reached):
    assert Measure(name="m", value=value, goal=0.5, lower_is_better=lower).reached is reached


def test_scoreboard_tells_what_became_worse(tmp_path):
    last = tmp_path / "last.json"
    last.write_text(Board([outcome(0.5)]).serialize())
    [change] = changes(last, Board([outcome(0.4)]))
    assert (change.measure, change.before, change.now, change.worse) == ("events", 0.5, 0.4, True)


def test_scoreboard_never_compares_times(tmp_path):
    last = tmp_path / "last.json"
    last.write_text(Board([outcome(0.5, timed=True)]).serialize())
    assert list(changes(last, Board([outcome(0.4, timed=True)]))) == []


def test_scoreboard_shows_accuracy_speed_and_cost_together():
    shown = json.loads(Board([outcome(0.5)]).serialize())["s"]
    assert shown["measures"] == {"events": {"value": 0.5}}
    assert (shown["articles per second"], shown["words per second"]) == (4.0, 80)
    assert shown["euro per 1,000 articles"] == 0


def test_unknown_set_is_told_the_nearest_name(tmp_path):
    with pytest.raises(ConfigError, match="did you mean 'facts'"):
        list(find(["fact"], [tmp_path]))


def test_set_without_a_listing_says_so(tmp_path):
    assert list(errors(SETS["facts"], tmp_path)) == ["facts: has no listing of its errors"]


def test_missing_folder_is_told(tmp_path):
    with pytest.raises(ConfigError, match="say where with --data DIR"):
        list(find(["facts"], [tmp_path]))


def test_all_takes_what_is_there(tmp_path):
    (tmp_path / "facts").mkdir()
    assert list(find(["all"], [tmp_path])) == [(SETS["facts"], tmp_path / "facts")]


def test_sets_of_the_scoreboard_are_those_of_public_corpora_and_ours(tmp_path):
    (tmp_path / "news").mkdir()
    assert list(find(["speed"], [tmp_path], ALL)) == [(ALL["speed"], tmp_path / "news")]
    board = json.loads((Path(__file__).parents[1] / "benchmarks/scoreboard.json").read_text())
    assert set(board) <= set(ALL)


def test_module_is_a_command_that_tells_an_error_in_one_line(tmp_path):
    ask = [sys.executable, "-m", "evaluation", "meantim", "--data", str(tmp_path)]
    ran = subprocess.run(ask, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert (
        ran.stderr == "evaluation: evaluate: no set is called 'meantim'; did you mean 'meantime'?\n"
    )


GOLD = [frozenset("abc"), frozenset("defg")]
FOUND = [frozenset("ab"), frozenset("cd"), frozenset("fg"), frozenset("e")]


# The example of Pradhan et al. (2014), section 4, without its spurious mentions.
@pytest.mark.parametrize(
    ("metric", "precision", "recall"),
    [(muc, 2 / 3, 2 / 5), (b_cubed, 6 / 7, 19 / 42), (ceaf_e, 11 / 30, 11 / 15)],
)
def test_coreference_is_measured_as_its_authors_do(metric, precision, recall):
    ratio = metric(FOUND, GOLD)
    assert (ratio.precision, ratio.recall) == (pytest.approx(precision), pytest.approx(recall))


@pytest.mark.parametrize("metric", [muc, b_cubed, ceaf_e])
def test_right_chains_have_full_marks(metric):
    assert metric(GOLD, GOLD).f1 == 1.0
