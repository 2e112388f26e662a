"""The attribute ruler finds the same whether it is asked for each token or for each kind of token."""

import pytest
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from kg.nlp import load_model
from kg.nlp.attributes import Matches

TEXTS = (
    "We ain't gonna let's go, y'all: c'm on, it's nothin' but an outbreak of the flu.",
    "There's  nothing\n\nthat I wouldn't have done, because those who got'em were here once.",
    "She had been told that it would be him, and he'd gotta do what you've to do.",
    "",
    " ",
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_model()


def both(nlp: Language, doc: Doc) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    return list(AttributeRuler.match(ruler, doc)), list(Matches(ruler)(doc))


def parsed(nlp: Language, text: str) -> Doc:
    with nlp.select_pipes(enable=["tok2vec", "tagger", "parser"]):
        return nlp(text)


def test_matches_are_those_of_the_ruler(nlp: Language) -> None:
    for text in TEXTS:
        doc = parsed(nlp, text)
        wanted, found = both(nlp, doc)
        assert found == wanted
        assert bool(wanted) == bool(doc)


def test_a_token_is_not_taken_for_another_of_its_form(nlp: Language) -> None:
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    matches = Matches(ruler)
    for text in TEXTS * 2:  # what was asked for one text answers for the next
        doc = parsed(nlp, text)
        assert matches(doc) == AttributeRuler.match(ruler, doc)


def test_the_pipeline_takes_the_short_way(nlp: Language) -> None:
    assert isinstance(nlp.get_pipe("attribute_ruler").match, Matches)  # type: ignore[attr-defined]
