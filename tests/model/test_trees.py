"""Trees that the parser gets wrong, as they stand when the pipeline is through with them."""

import pytest

from kg.nlp.language import load_model


@pytest.fixture(scope="module")
def nlp():
    return load_model()


@pytest.mark.parametrize(
    ("text", "noun", "dep", "above"),
    [
        ("A Glen Ridge, New Jersey man was jailed.", "man", "nsubjpass", "jailed"),
        (
            "A Glen Ridge, New Jersey, man was jailed yesterday, prosecutors said.",
            "man",
            "nsubjpass",
            "jailed",
        ),
        ("The Springfield, Illinois, carmaker sold the plant.", "carmaker", "nsubj", "sold"),
        ("Police arrested a Fort Worth, Texas, doctor.", "doctor", "dobj", "arrested"),
    ],
)
def test_town_hangs_on_the_noun_behind_its_state(nlp, text, noun, dep, above):
    doc = nlp(text)
    head = next(token for token in doc if token.text == noun)
    town = doc[next(token.i for token in doc if token.text == ",") - 1]
    assert (head.dep_, head.head.text) == (dep, above)
    assert (town.dep_, town.head) == ("nmod", head)


@pytest.mark.parametrize(
    "text",
    ["The London, Paris and Rome offices closed.", "The Reds, Velmora fans, cheered the team."],
)
def test_other_names_before_a_comma_stay_where_they_are(nlp, text):
    doc = nlp(text)
    assert not any(token.dep_ == "appos" and token.head.dep_ == "nmod" for token in doc)
