"""JSON Lines: fields under many names, and a bad line that stops nothing."""

import gzip
import json

import pytest

from kg import sources
from kg.errors import ConfigError
from kg.model import Document

TEXT = "The dam at Como will be raised by two metres, the canton said on Friday."


def read_lines(tmp_path, *lines, **options):
    path = tmp_path / "news.jsonl"
    path.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    )
    return list(sources.read(path, **options))


@pytest.mark.parametrize(
    "article",
    [
        {
            "title": "Dam rises",
            "text": TEXT,
            "url": "https://a.example/d",
            "published": "2026-03-12",
            "authors": ["Mia Holt"],
            "publisher": "Lake",
        },
        {
            "headline": "Dam rises",
            "body": TEXT,
            "link": "https://a.example/d",
            "date": "March 12, 2026",
            "author": "By Mia Holt",
            "source": "Lake",
        },
        {
            "headline": "Dam rises",
            "articleBody": TEXT,
            "url": "https://a.example/d",
            "datePublished": "2026-03-12",
            "author": {"name": "Mia Holt"},
            "publisher": {"name": "Lake"},
        },
        {
            "title": "Dam rises",
            "content": f"<p>{TEXT}</p>",
            "url": "https://a.example/d",
            "publishedAt": 1773273600,
            "byline": "Mia Holt",
            "site": "Lake",
        },
        {
            "title": " Dam\nrises ",
            "text": [TEXT],
            "url": "https://a.example/d#top",
            "published": "12 March 2026",
            "author": [{"name": "Mia Holt"}],
            "outlet": "Lake",
        },
    ],
)
def test_common_field_names_are_known(tmp_path, article):
    (document,) = read_lines(tmp_path, article)
    assert document.text == f"Dam rises\n\n{TEXT}"
    assert (document.title, document.id) == ("Dam rises", "https://a.example/d")
    assert document.published[:10] == "2026-03-12"
    assert (document.authors, document.publisher) == (("Mia Holt",), "Lake")


def test_fields_can_be_mapped(tmp_path):
    article = {"kop": "Dam rises", "doc": {"lead": TEXT}, "text": "no"}
    (document,) = read_lines(tmp_path, article, fields={"text": "doc.lead", "title": "kop"})
    assert document.text == f"Dam rises\n\n{TEXT}"


def test_unknown_field_of_ours_is_refused_at_once():
    with pytest.raises(ConfigError, match="did you mean 'title'"):
        sources.read("x.jsonl", fields={"titles": "kop"})


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"text": "a"', "news.jsonl:2: no JSON at column 13"),
        ('{"story": "a", "text_": "b"}', "news.jsonl:2: has no text; did you mean 'text_'?"),
        ('{"text": 3}', "news.jsonl:2: the text is no string but a int"),
        ('{"text": ""}', "news.jsonl:2: has no text"),
        ('["a"]', "news.jsonl:2: is no JSON object"),
        ('{"text": "\\ud800"}', "news.jsonl:2: has half a character at 0"),
        ("[" * 100_000, "news.jsonl:2: no JSON that can be read"),
        ('{"text": "   "}', "news.jsonl:2: has no text"),
    ],
)
def test_bad_line_is_a_failure_and_the_rest_goes_on(tmp_path, line, message):
    first, failure, last = read_lines(
        tmp_path, {"text": TEXT}, line, {"text": TEXT + " It is old."}
    )
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert failure.source.endswith("news.jsonl:2")
    assert message in failure.message
    assert "\n" not in failure.message


def test_bad_bytes_in_a_line_are_a_failure(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "Rain."}\n\n{"text": "Zo\xeb"}\n')
    document, failure = sources.read(path)
    assert document.text == "Rain."
    assert failure.message.endswith("news.jsonl:3: not UTF-8 at byte 12; convert it")


def test_packed_lines_are_read(tmp_path):
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"text": TEXT}).encode()))
    (document,) = sources.read(path)
    assert document.text == TEXT


def test_packed_file_that_ends_too_early_is_a_failure(tmp_path):
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"text": TEXT}).encode())[:-12])
    failure = list(sources.read(path))[-1]
    assert "news.jsonl.gz: cannot be read" in failure.message


@pytest.mark.parametrize(
    "wrap",
    [
        lambda one: [one, one | {"url": "https://a.example/2"}],
        lambda one: {"articles": [one, one | {"url": "https://a.example/2"}]},
    ],
)
def test_json_file_holds_a_list(tmp_path, wrap):
    path = tmp_path / "news.json"
    path.write_text(json.dumps(wrap({"text": TEXT, "url": "https://a.example/1"}), indent=1))
    assert [document.id[-1] for document in sources.read(path)] == ["1", "2"]


def test_json_file_holds_one_article(tmp_path):
    path = tmp_path / "news.json"
    path.write_text(json.dumps({"text": TEXT, "url": "https://a.example/1"}, indent=1))
    assert [document.text for document in sources.read(path)] == [TEXT]


def test_title_that_is_an_address_or_a_number_is_no_headline(tmp_path):
    documents = read_lines(
        tmp_path,
        {"title": "16440", "text": TEXT},
        {"title": "http://a.example/1", "text": TEXT + " Old."},
    )
    assert [document.title for document in documents] == [None, None]


def test_title_cut_from_the_address_loses_its_escapes(tmp_path):
    article = {
        "title": "Wendy%27s reopens",
        "url": "https://a.example/Wendy%27s_reopens",
        "text": TEXT,
    }
    assert read_lines(tmp_path, article)[0].title == "Wendy's reopens"


def test_headline_that_the_text_begins_with_stands_once(tmp_path):
    (document,) = read_lines(tmp_path, {"title": "Dam Rises", "text": f"Dam rises\n\n{TEXT}"})
    assert document.text == f"Dam rises\n\n{TEXT}"
    assert document.segments[0].kind == "headline"
