"""What the network is asked about when it looks for what a pronoun or a description stands for."""

from kg.learned.links import BACK, MOST, NEAR, Point, asked


def test_the_nearest_mentions_come_first_and_names_are_no_question():
    points = [Point(0, 0, "NNP"), Point(0, 3, "NN"), Point(1, 0, "PRP"), Point(1, 4, "NNP")]
    found = asked(points)
    assert found.anaphors.tolist() == [1, 2]
    assert found.before[:, :3].tolist() == [[0, -1, -1], [1, 0, -1]]
    assert found.sentences[1, :2].tolist() == [1, 1]
    assert found.between[1, :2].tolist() == [0, 1]


def test_what_lies_too_far_back_is_not_asked_about():
    points = [Point(0, 0, "NNP"), Point(BACK + 1, 0, "PRP")]
    assert (asked(points).before == -1).all()
    many = [Point(0, i, "NNP") for i in range(2 * MOST)] + [Point(1, 0, "PRP")]
    found = asked(many)
    assert found.before.shape == (1, MOST)
    assert found.before[0, 0] == 2 * MOST - 1
    assert found.between.max() == NEAR - 1


def test_nothing_is_asked_where_there_are_only_names():
    assert len(asked([Point(0, 0, "NNP"), Point(0, 1, "NNP")]).anaphors) == 0
