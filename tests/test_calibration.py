"""Measured confidences: a table of shares, and what a build makes of it."""

import pickle
from dataclasses import replace

import pytest

from kg.calibration import GIVEN, Calibration, Kind, Measured, band, family, read
from kg.errors import ConfigError
from kg.pipeline.fingerprint import Fingerprints
from kg.pipeline.settings import checked
from kg.rdf.terms import node

CONFIDENCE = node("kg", "confidence")
TABLE = Calibration.of(
    {
        Kind(band(0.9), "Asserted", "lexicon"): Measured(0.97, 100),
        Kind(band(0.9)): Measured(0.75, 120),
    }
)


def always(share, story):
    """A table that has SHARE for all claims of STORY."""
    kinds = [Kind(band(claim.confidence), "*", family(claim.rule)) for claim in story.claims]
    kinds += [kind._replace(rule="*") for kind in kinds]
    return Calibration.of({kind: Measured(share, 9) for kind in kinds})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is no table of shares"),
        ("a\tb\n", "is no table of shares"),
        ("HEAD0.85 to 1\t*\t*\t1.2\t3\n", "line 2: is no row"),
        ("HEAD0.85 to 1\t*\t*\tnan\t3\n", "line 2: is no row"),
        ("HEADhigh\t*\t*\t0.2\t3\n", "line 2: is no row"),
        ("HEAD0.85 to 1\t*\n", "line 2: is no row"),
        ("HEAD0.85 to 1\t*\t*\t.9\t3\n0.85 to 1\t*\t*\t.8\t3\n", "line 3: a kind stands there twice"),
    ],
)  # fmt: skip
def test_a_table_that_is_none_is_told_in_one_line(tmp_path, text, told):
    path = tmp_path / "shares.tsv"
    path.write_text(text.replace("HEAD", "confidence\tstatus\trule\tshare\tjudged\n"))
    with pytest.raises(ConfigError) as raised:
        read(path)
    assert told in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_nearest_wider_kind_tells_of_a_rule_that_was_judged_elsewhere():
    assert TABLE.confidence("lexicon:charge", "Denied", 0.9) == 0.75
    assert TABLE.confidence("lexicon:charge", "Denied", 0.5) == 0.5  # no share of that band
    assert TABLE.confidence("theirs", "Asserted", 0.9) == 0.9


def test_confidences_in_the_graph_are_the_measured_ones_and_nothing_else_differs(write, stories):
    story = stories["ruiz"]
    before, after = write(story), write(story, calibration=always(0.31, story))
    assert before.facts == after.facts
    gone = set(before.graph) - set(after.graph)
    new = set(after.graph) - set(before.graph)
    assert {quad.predicate for quad in gone | new} == {CONFIDENCE}
    assert {quad.object.value for quad in new} == {"0.31"}
    assert {quad.subject for quad in gone} == {quad.subject for quad in new}


def test_an_event_stays_a_fact_however_little_its_measured_confidence_is(write, stories):
    for story in stories.values():
        assert write(story).facts == write(story, calibration=always(0.05, story)).facts


def test_a_build_with_another_table_reads_articles_anew(tmp_path, stories):
    path = tmp_path / "shares.tsv"
    document = stories["ruiz"].document
    parts = []
    for table in (GIVEN, TABLE):
        path.write_text("".join(f"{line}\n" for line in table.lines()))
        parts.append(Fingerprints(checked(calibration=path)).of(document))
    parts.append(Fingerprints(checked()).of(document))
    assert parts[0] == parts[2]
    differing = {name for name in parts[0] if parts[0][name] != parts[1][name]}
    assert differing == {"calibration"}


def test_settings_with_a_table_go_to_other_processes():
    settings = replace(checked(), calibration=TABLE)
    assert pickle.loads(pickle.dumps(settings)) == settings
    assert hash(settings) == hash(pickle.loads(pickle.dumps(settings)))
