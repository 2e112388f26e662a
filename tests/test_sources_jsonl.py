"""JSON Lines: fields under many names, and a bad line that stops nothing."""

import gzip
import json
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import iri, sources
from kg.errors import ConfigError
from kg.model import Document, Extraction
from kg.ontology import Ontology, load
from kg.rdf import to_quads
from kg.sources import SourceFailure
from kg.sources.fields import FIELDS

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
        ('{"stori": "a", "textt": "b"}', "news.jsonl:2: has no text; did you mean 'textt'?"),
        ('{"text": 3}', "news.jsonl:2: the text is no string but a number"),
        ('{"text": ""}', "news.jsonl:2: text is empty"),
        ('["a"]', "news.jsonl:2: is no JSON object"),
        ('{"text": "\\ud800"}', "news.jsonl:2: has half a character at 0"),
        ("[" * 100_000, "news.jsonl:2: is nested too deeply for an article"),
        ('{"text": "   "}', "news.jsonl:2: text is empty"),
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
    path.write_bytes(b'\xef\xbb\xbf{"text": "Rain."}\n\n{"text": "Zo\x81\x8d"}\n')
    document, failure = sources.read(path)
    assert document.text == "Rain."
    assert "news.jsonl:3: not UTF-8 at byte 12, " in failure.message
    assert "--encoding" in failure.message


def test_line_in_windows_1252_is_read_and_told_once(tmp_path, caplog):
    path = tmp_path / "news.jsonl"
    path.write_bytes('{"text": "Rain in Zürich."}\n{"text": "“Zoë” won."}\n'.encode("cp1252"))
    assert [document.text for document in sources.read(path)] == ["Rain in Zürich.", "“Zoë” won."]
    assert [record.getMessage()[-20:] for record in caplog.records] == [
        "windows-1252, a guess"[-20:]
    ]


@pytest.mark.parametrize("encoding", ["cp1250", "utf-16", "utf-16-le", "windows-1252", "utf-8-sig"])
def test_lines_can_be_in_any_encoding_that_is_named(tmp_path, encoding):
    path = tmp_path / "news.jsonl"
    lines = [{"text": "Rain in München."}, {"text": "“Sun” in Köln."}]
    written = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_bytes(written.encode(encoding))
    found = [document.text for document in sources.read(path, encoding=encoding)]
    assert found == ["Rain in München.", "“Sun” in Köln."]


def test_lines_in_utf_16_are_known_by_their_first_bytes(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_bytes('{"text": "Rain in München."}\n'.encode("utf-16"))
    assert [document.text for document in sources.read(path)] == ["Rain in München."]


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


# --- Other names of fields

WHEN = "2026-03-04"
SHAPES = {
    "newsapi": {
        "source": {"id": None, "name": "Lake"},
        "author": "Mia Holt",
        "title": "Dam rises",
        "description": "A dam.",
        "url": "https://a.example/d",
        "publishedAt": "2026-03-04T10:00:00Z",
        "content": f"{TEXT} It is an o… [+1234 chars]",
    },
    "guardian": {
        "id": "world/2026/mar/04/dam",
        "type": "article",
        "webPublicationDate": "2026-03-04T10:00:00Z",
        "webTitle": "Dam rises",
        "webUrl": "https://a.example/d",
        "fields": {"bodyText": TEXT, "byline": "Mia Holt", "publication": "Lake"},
    },
    "wordpress": {
        "id": 12,
        "date": "2026-03-04T10:00:00",
        "link": "https://a.example/d",
        "title": {"rendered": "Dam rises"},
        "content": {"rendered": f"<p>{TEXT}</p>", "protected": False},
        "author": "Mia Holt",
        "site": "Lake",
    },
    "new york times": {
        "web_url": "https://a.example/d",
        "abstract": "Dam.",
        "lead_paragraph": TEXT,
        "headline": {"main": "Dam rises", "kicker": None},
        "pub_date": "2026-03-04T10:00:00+0000",
        "byline": {"original": "By Mia Holt", "person": [{"firstname": "Mia"}]},
        "source": "Lake",
    },
    "schema.org": {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Dam rises",
        "articleBody": TEXT,
        "mainEntityOfPage": "https://a.example/d",
        "url": {"@id": "https://a.example/d"},
        "datePublished": WHEN,
        "author": [{"@type": "Person", "name": "Mia Holt"}],
        "publisher": {"@type": "Organization", "name": "Lake"},
    },
    "news-please": {
        "maintext": TEXT,
        "title": "Dam rises",
        "date_publish": "2026-03-04 10:00:00",
        "authors": ["Mia Holt"],
        "url": "https://a.example/d",
        "source_domain": "Lake",
    },
    "capitals": {
        "TITLE": "Dam rises",
        "ARTICLE-TEXT": TEXT,
        "PUBDATE": WHEN,
        "Web URL": "https://a.example/d",
        "ByLine": "Mia Holt",
        "Site_Name": "Lake",
    },
    "blocks": {
        "title": "Dam rises",
        "body": [{"type": "image", "src": "a.png"}, {"type": "p", "text": TEXT}],
        "seendate": "20260304T101500Z",
        "url": "https://a.example/d",
        "creators": [{"name": "No"}],
        "authors": [{"@type": "Person", "name": "Mia Holt"}],
        "domain": "Lake",
    },
    "search engine": {
        "_index": "news",
        "_source": {
            "headline": "Dam rises",
            "body": [TEXT],
            "pub_date": {"$date": "2026-03-04T10:00:00Z"},
            "link": "https://a.example/d",
            "creator": {"name": "Mia Holt"},
            "outlet": "Lake",
        },
    },
}


@pytest.mark.parametrize("shape", SHAPES)
def test_fields_of_publishers_and_interfaces_are_known(tmp_path, shape):
    (document,) = read_lines(tmp_path, SHAPES[shape])
    assert document.text.startswith(f"Dam rises\n\n{TEXT}")
    assert "chars]" not in document.text
    assert (document.title, document.url) == ("Dam rises", "https://a.example/d")
    assert document.published is not None
    assert document.published.startswith(WHEN)
    assert (document.authors, document.publisher) == (("Mia Holt",), "Lake")


def test_missing_text_shows_the_option_to_give(tmp_path):
    article = {"title": "Dam rises", "description": "A dam.", "data": {"storyText": TEXT}}
    (failure,) = read_lines(tmp_path, article)
    assert failure.message.endswith(
        'has no text; its longest text is in "data.storyText": give --field text=data.storyText'
    )
    (document,) = read_lines(tmp_path, article, fields={"text": "data.storyText"})
    assert document.text == f"Dam rises\n\n{TEXT}"


def test_teaser_is_read_where_there_is_nothing_longer(tmp_path):
    (document,) = read_lines(tmp_path, {"title": "Dam rises", "description": TEXT, "note": "No."})
    assert document.text == f"Dam rises\n\n{TEXT}"


def test_objects_in_an_article_are_no_articles(tmp_path):
    path = tmp_path / "news.json"
    path.write_text(json.dumps({"authors": [{"name": "Mia Holt"}], "text": TEXT}))
    (document,) = sources.read(path)
    assert (document.text, document.authors) == (TEXT, ("Mia Holt",))


def test_answer_of_an_interface_holds_a_list_deeper(tmp_path):
    path = tmp_path / "news.json"
    path.write_text(json.dumps({"response": {"status": "ok", "results": [SHAPES["guardian"]]}}))
    assert [document.title for document in sources.read(path)] == ["Dam rises"]


# --- Values that are none


@pytest.mark.parametrize(
    "value", ["NaN", "Infinity", "-Infinity", "1e400", "-5", "true", '{"a": 1}', "[[]]", "9" * 5000]
)
def test_date_that_is_none_is_left_out_and_named(tmp_path, caplog, value):
    (document,) = read_lines(tmp_path, f'{{"text": "{TEXT}", "published": {value}}}')
    assert document.published is None
    assert "news.jsonl:1: the date" in caplog.text
    assert "left out" in caplog.text


@pytest.mark.parametrize("field", ["title", "language"])
@pytest.mark.parametrize("value", [3, True, {"a": 1}, [[1]]])
def test_line_that_is_no_string_is_left_out_and_named(tmp_path, caplog, field, value):
    (document,) = read_lines(tmp_path, {"text": TEXT, field: value})
    assert (document.title, document.language) == (None, "en")
    assert f"news.jsonl:1: the {field} is no string but " in caplog.text


@pytest.mark.parametrize("field", ["text", "title", "url", "published", "author", "x"])
@pytest.mark.parametrize(
    ("opening", "closing"), [("[", "]"), ('{"name": ', "}"), ('{"text": [', "]}")]
)
def test_values_within_values_end_nothing(tmp_path, field, opening, closing):
    nested = f"{opening * 400}1{closing * 400}"
    line = f'{{"{field}": {nested}, "body": "{TEXT}"}}'
    first, last = read_lines(tmp_path, line, {"text": f"{TEXT} It is old."})
    assert TEXT in getattr(first, "text", "") or "nested too deeply" in first.message
    assert isinstance(last, Document)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
WORDS = st.sampled_from(
    [
        *("https://a.example/l?filter[]=1", "https://a.example/a b|c^d`e", "http://[::1", "\ud800"),
        *("javascript:alert(1)", "http://münchen.example/", "2026-03-04", "1 Jan", "http://a:b/"),
    ]
)
ANYTHING = st.recursive(
    SCALARS | WORDS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "url", "@id", "rendered", "a", "$date"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


@cache
def known() -> Ontology:
    return load()


@settings(max_examples=300)
@given(
    article=st.dictionaries(st.sampled_from([n for ns in FIELDS.values() for n in ns]), ANYTHING)
)
def test_any_values_give_a_document_that_can_be_written_or_a_failure(article):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.jsonl"
        path.write_text(json.dumps({"text": TEXT, **article}) + "\n" + json.dumps(article))
        for found in sources.read(path):
            if isinstance(found, Document):
                quads = to_quads(found, Extraction(), {}, known(), base=iri.BASE)
                assert quads.graph
            else:
                assert isinstance(found, SourceFailure)
                assert "\n" not in found.message


@pytest.mark.parametrize("field", ["title", "publisher", "published", "authors"])
def test_half_a_character_in_what_is_said_of_an_article_costs_that_article(tmp_path, field):
    found = read_lines(
        tmp_path, {"text": TEXT, field: "\ud800 Lake"}, {"text": f"{TEXT} It rained."}
    )
    failure, document = found
    assert isinstance(failure, SourceFailure)
    assert failure.message == (
        f"{failure.source}: has half a character in its {field}; write it out again as UTF-8"
    )
    assert isinstance(document, Document)


@pytest.mark.parametrize(
    ("name", "content"), [("a.jsonl", "\n \n"), ("a.jsonl", ""), ("a.csv", "text,url\n")]
)
def test_a_file_without_any_article_is_named(tmp_path, caplog, name, content):
    (tmp_path / name).write_text(content)
    assert list(sources.read(tmp_path / name)) == []
    assert f"{tmp_path / name}: has no article" in caplog.messages
