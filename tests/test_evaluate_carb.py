"""The measures of open extraction: words in the same slots."""

import pytest

from evaluation.carb import Tuple, _measure, gold, match

BOUGHT = Tuple("bought", ("Tata", "a plant", "in May"))


def test_arguments_behind_the_first_are_one_slot():
    assert match(BOUGHT, Tuple("bought", ("Tata", "a plant in May"))) == (1.0, 1.0)


def test_relations_must_share_a_word():
    assert match(BOUGHT, Tuple("sold", ("Tata", "a plant"))) == (0.0, 0.0)


def test_forms_of_be_are_one():
    assert match(Tuple("was", ("Berg", "a judge")), Tuple("be", ("Berg", "a judge"))) == (1.0, 1.0)


def test_speaker_and_speech_may_change_places():
    said = Tuple("said", ("Berg", "it fell"))
    assert match(said, Tuple("said", ("it fell", "Berg"))) == (1.0, 1.0)


def test_one_tuple_of_gold_supports_one_prediction():
    found = [Tuple("bought", ("Tata", "a plant in May")), Tuple("bought", ("Tata", "May"))]
    measure = _measure("m", {"s": [BOUGHT]}, {"s": found})
    assert (measure.precision, measure.recall, measure.gold) == (0.5, 1.0, 1)


def test_sentence_without_predictions_counts_for_recall():
    measure = _measure("m", {"s": [BOUGHT], "t": [BOUGHT]}, {"s": [BOUGHT]})
    assert (measure.precision, measure.recall) == (1.0, 0.5)


def test_tuples_of_gold_are_read_by_sentence(tmp_path):
    path = tmp_path / "gold.tsv"
    path.write_text("\ufeffA b .\tbought\tTata\ta plant\nA b .\tonly\tone\n", encoding="utf-8")
    assert gold(path) == {"A b .": [Tuple("bought", ("Tata", "a plant"))]}


@pytest.mark.parametrize("words", ["Tata", ""])
def test_found_tuple_needs_a_second_argument(words):
    assert match(BOUGHT, Tuple("bought", (words,))) == (0.0, 0.0)
