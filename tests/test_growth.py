"""The time that it takes to read an article grows with its length, whatever it consists of."""

import gc
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.tokens import Doc

from kg.nlp import clauses
from kg.nlp.annotate import _tokenized, _unbroken
from kg.sources import read

SENTENCE = "The mayor of Oslo resigned on Monday after the court had charged her with bribery. "
PARAGRAPH = f"<p>{SENTENCE * 5}</p>"
# What an article has again and again, by the suffix of its file and what stands before it.
REPEATED = {
    "comments at the begin of a file that no suffix tells": ("", "", "<!---->"),
    "instructions at its begin": ("", "", "<?x?>"),
    "tags that are never closed": ("", "", "<p "),
    "the like with a name of HTML's": ("", "", "<meta "),
    "comments that are never closed": ("html", PARAGRAPH, "<!--"),
    "sections that are never closed": ("html", PARAGRAPH, "<![CDATA["),
    "paragraphs that are never closed": ("html", "", "<p>a "),
    "rows of tables that are never closed": ("html", PARAGRAPH, "<table><tr><td>a"),
    "blanks": ("txt", SENTENCE, " "),
    "tabs": ("txt", SENTENCE, "\t"),
    "blanks that do not break": ("txt", SENTENCE, "\u00a0"),
    "ends of lines": ("txt", SENTENCE, "\n"),
    "initials": ("txt", "", "A."),
    "one word": ("txt", SENTENCE, "a"),
    "images of Markdown": ("md", SENTENCE, "!["),
    "lines of a header": ("txt", SENTENCE, "Date: 2026-03-01\n"),
    "bylines": ("txt", SENTENCE, "By Ann Lee and Bob Ray\n\n"),
}
# The same in a field of JSON.
FIELDS_OF = {
    "text": "a",
    "title": " a",
    "authors": "a@",
    "published": "1 ",
    "url": "https://a.example/a",
}
LESS, MORE = 10_000, 80_000
GROWTH = 24  # eight times as much takes eight times as long; where it is squared, 64 times
LEAST = 0.03  # seconds that are no measure


def seconds(work: Callable[[], object], enough: float = 0.0) -> float:
    """How long this process works, at best of three times; once is enough where it takes no more than ENOUGH.

    What others do on the machine does not count, and neither does the garbage of earlier tests: to collect that takes
    up to a second.
    """
    took = []
    for _ in range(3):
        gc.collect()
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
        if took[-1] <= enough:
            break
    return min(took)


def check_growth(work_on: Callable[[int], Callable[[], object]], less: int, more: int) -> None:
    """MORE is eight times as much as LESS, and work on it does not take much more than eight times as long."""
    work_on(less)()  # the first time something is loaded
    limit = GROWTH * max(seconds(work_on(less)), LEAST)
    assert seconds(work_on(more), limit) < limit


def check_reading(file: Path, head: str, piece: str, tail: str = "") -> None:
    def work_on(size: int) -> Callable[[], object]:
        file.write_text(head + piece * (size // len(piece)) + SENTENCE + tail)
        assert list(read(file))
        return lambda: list(read(file))

    check_growth(work_on, LESS, MORE)


@pytest.mark.parametrize(("suffix", "head", "piece"), REPEATED.values(), ids=REPEATED)
def test_text_of_one_kind(tmp_path, suffix, head, piece):
    check_reading(tmp_path / f"a.{suffix}".rstrip("."), head, piece)


@pytest.mark.parametrize(("field", "piece"), FIELDS_OF.items(), ids=FIELDS_OF)
def test_fields_of_one_kind(tmp_path, field, piece):
    head = f'{{"text": "{SENTENCE}", "{field}": "'
    check_reading(tmp_path / "a.json", head, piece, '"}')


@pytest.mark.parametrize("inside", ["", '<meta name="author" content="', "<title>"])
def test_blanks_in_the_head_of_a_page(tmp_path, inside):
    check_reading(tmp_path / "a.html", f"<html><head>{inside}", " ", f'"></head>{PARAGRAPH}')


def test_sections_of_a_feed_that_are_never_closed(tmp_path):
    check_reading(tmp_path / "a.xml", "<rss><channel><item><title>", "<![CDATA[")


@pytest.mark.parametrize("piece", ["_", '"', "(", "-a", "\u201c"])
def test_tokens_of_a_run_that_no_blank_breaks(nlp, piece):
    def work_on(size: int) -> Callable[[], object]:
        text = f"Rain fell. {piece * (size // len(piece))} It stopped."
        assert _tokenized(text, [0], nlp).text == text
        return lambda: _tokenized(text, [0], nlp)

    check_growth(work_on, 2_000, 16_000)


def test_what_is_short_enough_for_a_word_or_an_address_is_cut_as_ever(nlp):
    address = f"https://a.example/{'story-of-the-dam/' * 20}"
    text = f"See {address} for more."
    assert list(_unbroken(text)) == [text]


def test_clauses_of_a_verb_with_thousands_of_children(nlp):
    def work_on(size: int) -> Callable[[], object]:
        words = ["ran", *["("] * size]
        doc = Doc(
            nlp.vocab,
            words,
            heads=[0] * len(words),
            deps=["ROOT", *["punct"] * size],
            pos=["VERB", *["PUNCT"] * size],
            tags=["VBD", *["("] * size],
            lemmas=words,
        )
        return lambda: clauses.begin(doc)

    check_growth(work_on, 1_000, 8_000)
