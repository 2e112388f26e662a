"""Headlines in which every word has a capital, as the article writes their words."""

import pytest

from kg.model import Document, Segment, SegmentKind
from kg.nlp.headlines import lowered
from kg.nlp.language import load_model
from kg.nlp.reading import read


@pytest.fixture(scope="module")
def nlp():
    return load_model()


@pytest.fixture
def headline(nlp):
    """A function from a headline and a body to the headline as it is read."""

    def of(title: str, body: str, names: tuple[str, ...] = ()) -> str:
        text = f"{title}\n\n{body}"
        parts = (
            Segment(0, len(title), SegmentKind.HEADLINE),
            Segment(len(title) + 2, len(text), SegmentKind.BODY),
        )
        document = Document(id="https://example.org/a", text=text, segments=parts, source="a.txt")
        reading = lowered(read(document), nlp, lambda words: " ".join(words) in names)
        assert len(reading.text) == len(reading.offsets) - 1
        return reading.text[: reading.headline_end]

    return of


def test_what_the_body_writes_small_is_small(headline):
    assert (
        headline(
            "Justice Department Files Lawsuit Against City", "The Justice Department sued the city."
        )
        == "Justice Department files lawsuit against city"
    )


def test_what_the_body_writes_with_a_capital_keeps_it(headline):
    assert (
        headline(
            "Rose Baker Wins Seat in Senate",
            "On Tuesday Rose Baker won. She will sit in the Senate.",
        )
        == "Rose Baker wins seat in Senate"
    )


def test_known_names_keep_their_capitals(headline):
    names = ("Supreme Court", "Apple")
    assert (
        headline("Judges of Supreme Court Reject Plea by Apple", "It lost.", names)
        == "Judges of Supreme Court reject plea by Apple"
    )


@pytest.mark.parametrize(
    "title", ["Oil prices rise in Venezuela again", "OIL PRICES RISE AGAIN", "Oil Prices Rise"]
)
def test_capitals_that_tell_something_stay(headline, title):
    assert headline(title, "Oil prices rose.") == title


def test_word_behind_a_colon_keeps_its_capital(headline):
    assert (
        headline("Climate Change: Oil Prices Rise Again", "It rose.")
        == "Climate change: Oil prices rise again"
    )
