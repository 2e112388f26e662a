"""Web pages and feeds: the article, and nothing of what surrounds it."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import sources
from kg.model import Document, SegmentKind
from kg.sources import SourceFailure, feed, html, jsonld, markup
from kg.sources.record import Record

DATA = Path(__file__).parent / "data"


def one(name: str) -> Document:
    found = list(sources.read(DATA / name))
    assert len(found) == 1
    assert isinstance(found[0], Document)
    return found[0]


def prose(document: Document) -> str:
    return "\n".join(document.text[s.start : s.end] for s in document.segments if s.kind.is_prose)


def page(head: str = "", body: str = "") -> str:
    text = "<p>The dam at Como will be raised by two metres, the canton said on Friday.</p>"
    return f"<html><head>{head}</head><body><article>{body or text}</article></body></html>"


def test_cluttered_page_gives_the_article_alone():
    document = one("cluttered.html")
    assert document.text.startswith("Harbour of Varna reopens after strike\n\n")
    words = prose(document)
    assert "dock workers ended a strike of nine days" in words
    assert "6 percent & a bonus" in words
    assert "sailed for Egypt at noon." in words
    for stray in (
        "Burgas",
        "cookies",
        "newsletter",
        "Advertisement",
        "Reuters",
        "not text",
        "Weiss",
        "Copyright",
    ):
        assert stray not in words


def test_cluttered_page_gives_its_metadata():
    document = one("cluttered.html")
    assert document.id == document.url == "https://coast.example/2026/03/harbour"
    assert document.title == "Harbour of Varna reopens after strike"
    assert document.authors == ("Elena Petrova", "Tom Brand")
    assert document.publisher == "The Coast Courier"
    assert document.published == "2026-03-12T08:30:00+02:00"
    assert (document.place, document.agency) == ("Varna, Bulgaria", "Reuters")
    assert document.contributors == ("A. Weiss (Cairo)", "Tom Brand")
    assert document.language == "en"


def test_headline_of_a_page_is_the_first_segment_and_stands_once():
    document = one("cluttered.html")
    kinds = [segment.kind for segment in document.segments]
    assert kinds[0] is SegmentKind.HEADLINE
    assert document.text.count("Harbour of Varna reopens") == 1


def test_json_ld_graph_comes_before_meta_elements():
    document = one("graph.html")
    assert document.title == "Snow closes two passes & a tunnel"
    assert document.url == "https://mountain.example/pass"
    assert document.authors == ("Nina Brunner", "Paul Frei")
    assert document.publisher == "Mountain Post"
    assert document.published == "2026-02-03T06:00:00Z"


@pytest.mark.parametrize(
    ("block", "headline"),
    [
        ('{"@type": "NewsArticle", "headline": "Rain"}', "Rain"),
        ('[{"@type": "BreadcrumbList"}, {"@type": "Article", "headline": "Rain"}]', "Rain"),
        (
            '{"@type": "WebPage", "mainEntity": {"@type": "ReportageNewsArticle", "headline": "Rain"}}',
            "Rain",
        ),
        ('{"@type": "https://schema.org/NewsArticle", "headline": "Rain"}', "Rain"),
        ('<!-- {"@type": "NewsArticle", "headline": "Rain"} -->', "Rain"),
        ('{"@type": "Organization", "name": "Rain"}', None),
        ("not json", None),
        ("[" * 5000, None),
        ("3", None),
    ],
)
def test_json_ld_article_is_found_in_any_shape(block, headline):
    assert jsonld.article([block]).get("headline") == headline


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2026-03-12">', "2026-03-12"),
        ('<meta itemprop="datePublished" content="March 12, 2026">', "2026-03-12"),
        ('<meta name="date" content="12/03/2026">', None),
        ('<meta name="date" content="13/03/2026">', "2026-03-13"),
        ("<title>12 March 2026</title>", None),
    ],
)
def test_date_of_a_page_is_never_guessed(tmp_path, head, published):
    (tmp_path / "a.html").write_text(page(head))
    (document,) = sources.read(tmp_path / "a.html")
    assert document.published == published


def test_day_first_or_month_first_is_told_in_the_log(tmp_path, caplog):
    (tmp_path / "a.html").write_text(page('<meta name="date" content="12/03/2026">'))
    list(sources.read(tmp_path / "a.html"))
    assert "'12/03/2026' may be 2026-12-03 or 2026-03-12; left out" in caplog.text


def test_date_argument_fills_in_and_does_not_override(tmp_path):
    (tmp_path / "a.html").write_text(page('<meta name="date" content="2026-03-13">'))
    (tmp_path / "b.html").write_text(page())
    dates = [document.published for document in sources.read(tmp_path, date="1 May 2026")]
    assert dates == ["2026-03-13", "2026-05-01"]


@pytest.mark.parametrize(
    "address", ["/news/dam", "https://lake.example/", "ftp://lake.example/dam"]
)
def test_address_that_is_not_the_articles_is_left_out(tmp_path, address):
    (tmp_path / "dam.html").write_text(page(f'<link rel="canonical" href="{address}">'))
    (document,) = sources.read(tmp_path / "dam.html")
    assert document.url is None
    assert document.id.startswith("https://w3id.org/news-kg/article/dam-")


def test_page_without_an_article_is_a_failure(tmp_path):
    (tmp_path / "a.html").write_text("<html><body><ul></ul></body></html>")
    (failure,) = sources.read(tmp_path / "a.html")
    assert failure.message.endswith("has no article in it; is it a page of links?")


MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<![",
                "<![foo[",
                "<!--",
                "<script>",
                "<div ",
                "&#x110000;",
                "]]>",
                "<?",
                "</",
            ]
        ),
        st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20),
    ),
    max_size=30,
).map("".join)


@given(MARKUP)
def test_any_markup_can_be_read(text):
    assert isinstance(markup.to_text(text), str)


@settings(max_examples=40, deadline=None)
@given(MARKUP)
def test_any_markup_beside_an_article_leaves_it_readable(text):
    opening = "<p>The dam at Como will be raised by two metres, the canton said on Friday.</p>"
    (record,) = html.read(page(body=opening + text).encode("utf-8", "replace"), "a.html", "a")
    assert html.extract(record).text.strip()


@settings(max_examples=40, deadline=None)
@given(MARKUP)
def test_any_page_is_an_article_or_a_failure(text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.html"
        path.write_bytes(text.encode("utf-8", "replace"))
        (found,) = sources.read(path)
    assert isinstance(found, Document | SourceFailure)


def test_rss_gives_its_items():
    ferry, dam, only, nothing = sources.read(DATA / "rss.xml")
    assert ferry.text == (
        "Ferry runs aground & two are hurt\n\nA ferry ran aground near Como on Friday, the coast guard said.\n\n"
        "Two people were hurt."
    )
    assert ferry.id == "https://lake.example/ferry"
    assert (ferry.publisher, ferry.authors) == ("Lake Gazette", ("Mia Holt",))
    assert ferry.published == "2026-01-02T20:15:00Z"
    assert dam.text.endswith("raised by two metres, the canton said.")
    assert dam.authors == ("Otto Lang",)
    assert [segment.kind for segment in only.segments] == [SegmentKind.HEADLINE]
    assert nothing.message.endswith("rss.xml[4]: has neither title nor text")


def test_atom_gives_its_entries():
    flood, bridge = sources.read(DATA / "atom.xml")
    assert flood.title == "Flood hits three towns"
    assert flood.text.endswith("A flood hit three towns on the Elbe on Friday.\n\nNobody died.")
    assert flood.url == "https://river.example/flood"
    assert flood.published == "2026-02-28T10:00:00+01:00"
    assert flood.authors == ("Ada Kern",)
    assert bridge.publisher == "River Wire"
    assert bridge.id.startswith("https://w3id.org/news-kg/article/")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<rss><channel><item></rss>", "no XML at line 1"),
        ("<rss><channel></channel></rss>", "is a feed without an item"),
        ("<sitemap/>", "is XML but neither RSS nor Atom; its root is 'sitemap'"),
        ('<!DOCTYPE rss [<!ENTITY a "b">]><rss/>', "declares entities"),
    ],
)
def test_feed_that_cannot_be_read_says_why(tmp_path, text, message):
    (tmp_path / "feed.xml").write_text(text)
    (failure,) = sources.read(tmp_path / "feed.xml")
    assert message in failure.message
    assert "\n" not in failure.message


def test_feed_with_html_entities_and_bare_ampersands_is_read():
    raw = b"<rss><channel><item><title>A &amp; B&nbsp;&mdash; C & D</title></item></channel></rss>"
    (record,) = feed.read(raw, "feed.xml", "feed")
    assert isinstance(record, Record)
    assert record.title == "A & B \u2014 C & D"
