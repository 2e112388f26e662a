"""No sentence of news makes the rules fail, however it is built."""

import pytest

from evaluation.corpus import PUBLISHED
from evaluation.corpusfile import load
from kg.evaluate.reader import Reader, document
from training.count import CORPUS


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(extractors=("rules",))


@pytest.mark.parametrize(
    "text",
    [
        "Accused of bribery, the banker fled to Lima.",  # the document begins with the participle
        "Worth $3 million, the painting was stolen on Monday.",
        # A pronoun that would be found in the very group that it counts.
        "Norway has expelled 300 people since May, two thirds of them women who had married Danes.",
        # The whole sentence hangs on a preposition, and a pronoun in it asks what governs it.
        "Floods hit the region. In Bosnia, where more than 2,000 hillsides have slipped, the deluge has shifted "
        "minefields left over from the war of the 1990s and carried off the signs that marked them.",
    ],
)
def test_odd_sentences_are_read(reader: Reader, text: str) -> None:
    (read,) = reader.read([document("odd", text, published=PUBLISHED)])
    assert read.extraction.sentences


def test_the_corpus_is_read(reader: Reader) -> None:
    passages = [p for p in load(CORPUS, reader.ontology) if p.part != "train"][::3]
    texts = (document(f"p{i}", p.text, published=PUBLISHED) for i, p in enumerate(passages))
    assert sum(1 for _ in reader.read(texts)) == len(passages)
