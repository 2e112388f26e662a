import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document, Segment, SegmentKind
from kg.nlp.reading import read


def document(*parts: tuple[SegmentKind, str], gap: str = "\n\n") -> Document:
    text = gap.join(words for _, words in parts)
    segments, start = [], 0
    for kind, words in parts:
        segments.append(Segment(start, start + len(words), kind))
        start += len(words) + len(gap)
    return Document(
        id="https://news.example/a", text=text, segments=tuple(segments), source="a.txt"
    )


def body(text: str) -> Document:
    return document((SegmentKind.BODY, text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\n  two\t three", "one two three"),
        ("  edges  ", "edges"),
        ("“Yes,” she said, ‘no’", "\"Yes,\" she said, 'no'"),
        ("co\u00adoperation zero\u200bwidth", "cooperation zerowidth"),
        ("a [link text](https://e.example/x_(y)) b", "a link text b"),
        ("![picture](a.png) seen", "seen"),
        ("a **bold** and _slanted_ `code` word", "a bold and slanted code word"),
        ("he said `` no '' and ``yes''", 'he said " no " and "yes"'),
        ("## A heading", "A heading"),
        ("- a point", "a point"),
        ("snake_case stays, 2 * 3 stays", "snake_case stays, 2 * 3 stays"),
        ("array[0] (see below) stays", "array[0] (see below) stays"),
        ("first\n\nsecond", "first second"),
    ],
)
def test_reading_keeps_the_words_and_drops_the_markup(text, expected):
    assert read(body(text)).text == expected


def test_reading_takes_prose_only():
    parts = [
        (SegmentKind.HEADLINE, "Oil rises"),
        (SegmentKind.BYLINE, "By A. Writer"),
        (SegmentKind.BODY, "Prices rose."),
        (SegmentKind.NOISE, "Sign up"),
        (SegmentKind.BODY, "They fell."),
    ]
    assert read(document(*parts)).text == "Oil rises Prices rose. They fell."


def test_reading_knows_where_headline_and_paragraphs_are():
    view = read(
        document((SegmentKind.HEADLINE, "Oil rises"), (SegmentKind.BODY, "Prices\n\nrose."))
    )
    assert view.paragraphs == (0, 10, 17)
    assert view.headline_end == len("Oil rises")


def test_reading_of_an_empty_document_is_empty():
    view = read(body("  \n "))
    assert (view.text, view.paragraphs, list(view.offsets)) == ("", (), [0])


@given(st.text(alphabet=st.sampled_from("ab .\n“”’\u00ad\u200b*_[]()`#-!"), max_size=60))
def test_each_character_of_the_reading_stands_in_the_document(text):
    view = read(body(text))
    assert len(view.offsets) == len(view.text) + 1
    assert list(view.offsets) == sorted(set(view.offsets))
    for character, place in zip(view.text, view.offsets, strict=False):
        assert character == text[place] or character in "\"' "


@given(st.text(max_size=80))
def test_reading_has_no_runs_of_spaces(text):
    view = read(body(text))
    assert "  " not in view.text
    assert view.text == view.text.strip(" ")


def test_reading_restores_apostrophes_that_a_text_has_lost():
    text = "The FBI came. The FBIs office and the Justice Departments Tax Division said so. " * 6
    view = read(body(text))
    assert view.text.startswith(
        "The FBI came. The FBI's office and the Justice Department's Tax Division said so."
    )
    place = view.text.index("'")
    assert text[view.offsets[place] :].startswith("s office")
    assert view.offsets[place] == view.offsets[place + 1]


def test_reading_adds_no_apostrophe_to_a_text_that_has_some():
    text = "The FBI's man came. The FBIs of this world and the Departments said so. " * 6
    assert read(body(text)).text == text.strip()
