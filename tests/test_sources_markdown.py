"""Markdown: what a file shows, and where that stands in it."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg import sources
from kg.sources import markdown

TEXT = "The dam at Como will be raised by two metres, the canton said on Friday."


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("The **dam** at *Como* and __Lugano__ ***rises***.", "The dam at Como and Lugano rises."),
        ("un**believ**able; snake_case_word; 5 * 3 * 2", "unbelievable; snake_case_word; 5 * 3 * 2"),
        ("[Edison &amp; Co](<https://a.example/x y> 't') said", "Edison & Co said"),
        ("[a (b)](https://a.example/c_(d)) and [e][1] and [f]\n\n[1]: /x\n[f]: /y", "a (b) and e and f"),
        ("See <https://a.example/ä>.", "See https://a.example/ä."),
        ("Rain ![A [b] c](x.png 't')\n\n![](y.png)\n\n[![z](z.png)](w)\n\nfell.", "Rain\n\nfell."),
        ("# One\n\nTwo\n===\n\n### Three ###\n\n---\n\nFour", "One\n\nTwo\n\nThree\n\nFour"),
        ("- One\n  goes on\n- *Two*\n\n1. Three\n   - Four", "One goes on\n\nTwo\n\nThree\n\nFour"),
        ("> One\n> two\n>\n> > Three", "One two\n\nThree"),
        ("One\n\n```\ncode()\n```\n\n    Two is indented.", "One\n\nTwo is indented."),
        ("One `two` ``three ` four``", "One two three ` four"),
        ("One\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nTwo", "One\n\nTwo"),
        ("One <!-- no --> two\n\n<!--\nno\n-->\n\nThree", "One two\n\nThree"),
        ("<div><p>One &mdash; <b>two</b></p></div>\n\n<script>no()</script>\n\nThree", "One — two\n\nThree"),
        (r"2\*3 \# \[a\] \\ C:\dir", r"2*3 # [a] \ C:\dir"),
        ("It said so.[^1] Then.[^b]\n\n[^1]: The note.\n[^b]: /x", "It said so. Then.\n\nThe note. /x"),
        ("The toll is ~~12~~ 14.", "The toll is 14."),
        ("One  \ntwo\\\nthree\nfour", "One\ntwo\nthree four"),
        ("One\r\ntwo\r\n\r\n**Three**\r\n", "One two\n\nThree"),
        ("AT&T; fish & chips; &nosuch; &#8220;so&#8221;", "AT&T; fish & chips; &nosuch; “so”"),
    ],
)  # fmt: skip
def test_markdown_is_shown_as_text_with_its_places(source, shown):
    rendered = markdown.render(source)
    assert rendered.text == shown
    assert_places(source, rendered)


def assert_places(source, rendered):
    before = (0, 0)
    for origin in rendered.origins:
        words = rendered.text[origin.start : origin.end]
        assert before[0] <= origin.start < origin.end
        assert before[1] <= origin.file_start <= origin.file_end <= len(source)
        if len(words) > 1:
            there = source[origin.file_start : origin.file_end]
            assert re.sub(r"\s", " ", there) == re.sub(r"\s", " ", words)
        before = (origin.end, origin.file_end)


@example("- 1\r\t1")  # the parser puts spaces for a tab
@example("- Rain fell.\n\t\tIt *sued*.")
@given(st.text(alphabet="ab *_[]()`!<>#-|&;\\\n\r1.~:^\"'/=\t", max_size=60))
def test_any_markdown_is_shown_with_its_places(source):
    assert_places(source, markdown.render(source))


def test_words_of_the_file_all_stand_in_the_text():
    source = "\n\n".join(f"Word{n} **x{n}** [y{n}](z) > {n} < ![]" for n in range(50))
    shown = markdown.render(source).text
    assert all(f"Word{n} x{n} y{n}" in shown for n in range(50))


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("# Dam **rises**\n\nText.", "Dam rises"),
        ("## Dam rises\n\nText.", "Dam rises"),
        ("Dam rises\n====\n\nText.", "Dam rises"),
        ("*By Mia Holt*\n\n# Dam rises\n\nText.", "Dam rises"),
        ("Text.\n\n## Background\n\nMore.", None),
    ],
)
def test_headline_of_markdown_is_its_first_heading(source, title):
    assert markdown.render(source).title == title


def test_place_in_the_file_is_that_of_the_words_with_their_marks(tmp_path):
    source = f"---\ntitle: Dam\n---\n# Dam\n\nOld. **{TEXT}** New."
    (tmp_path / "a.md").write_text(source)
    (document,) = sources.read(tmp_path / "a.md")
    start = document.text.index(TEXT)
    place = document.in_file(start, start + len(TEXT))
    assert place is not None
    assert source[slice(*place)] == TEXT


def test_headline_below_a_byline_stands_once(tmp_path):
    (tmp_path / "a.md").write_text(f"*By Mia Holt*\n\n# Dam rises again\n\n{TEXT}")
    (document,) = sources.read(tmp_path / "a.md")
    assert document.text == f"By Mia Holt\n\nDam rises again\n\n{TEXT}"
    assert (document.title, document.authors) == ("Dam rises again", ("Mia Holt",))
    assert [segment.kind.value for segment in document.segments] == ["byline", "headline", "body"]
