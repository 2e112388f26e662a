"""Scores as probabilities: curves that a manifest keeps, and the fit that makes them."""

import random

from kg.learned.calibration import Calibration, Curve
from training.calibrate import curve, expected_error, reliability


def test_a_calibration_survives_its_manifest() -> None:
    given = Calibration(events=Curve(1.5, -0.25, {"Attack": 0.5}))
    assert Calibration.of(given.to_dict()) == given


def test_probabilities_rise_with_scores_and_stay_below_one() -> None:
    steep = Curve(2.0, -1.0)
    chances = [steep(score / 10, "any") for score in range(11)]
    assert chances == sorted(chances)
    assert 0 < chances[0] < chances[-1] < 1


def test_the_fit_finds_scores_that_boast() -> None:
    rng = random.Random(7)
    points = []
    for _ in range(4000):
        score = rng.random()
        points.append((score, "a" if rng.random() < 0.5 else "b", rng.random() < score**2))
    fitted = curve(points)
    before = expected_error(reliability((score, right) for score, _, right in points))
    after = expected_error(reliability((fitted(s, label), right) for s, label, right in points))
    assert after < before / 2
    assert after < 0.05


def test_a_label_that_is_often_wrong_is_believed_less() -> None:
    points = [(0.8, "good", True)] * 50 + [(0.8, "bad", k % 5 == 0) for k in range(50)]
    fitted = curve(points)
    assert fitted(0.8, "bad") < 0.5 < fitted(0.8, "good")
    assert fitted(0.8, "bad") < fitted(0.8, "never seen") < fitted(0.8, "good")
