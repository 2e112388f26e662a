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


# --- What sells something

MINE = """
<p>The Supreme Court of Ruvania on Tuesday cleared the copper mine at Tarva, which Norwood Corp owns.</p>
<p class="adequate-text">The water supply was adequate, it said, and Colonel Ada Brand had her promotion.</p>
%s
<p>Norwood spent 3 million dollars on advertisements, the Daily Hill reported, and sponsored a football club.</p>
<p>Villagers led by Ana Roos had sued in 2024. Roos said they would appeal to the court in Geneva.</p>
"""
KEPT = ("copper mine at Tarva", "Colonel Ada Brand", "3 million dollars", "appeal to the court")


@pytest.mark.parametrize(
    "block",
    [
        '<div class="ad-slot"><span>Advertisement</span><p>Zephyra Inc bought comfort for 49 dollars.</p></div>',
        '<div id="div-gpt-ad-1234"><p>Zephyra shoes are made in Oslo by Zephyra Inc.</p></div>',
        '<div class="topAdUnit"><p>Zephyra shoes are made in Oslo by Zephyra Inc.</p></div>',
        '<aside><p>Sponsored</p><a href="x">Zephyra bought the best account of 2026</a></aside>',
        '<section aria-label="Newsletter sign-up"><p>Zephyra wakes you. Enter your e-mail.</p></section>',
        '<section class="newsletter-box"><h3>The Zephyra</h3><p>Ann Dale picks the news each day.</p></section>',
        '<div class="affiliate-box"><h4>Blenders</h4><p>Zephyra X3 by Whirla Corp, 129 euros.</p></div>',
        '<div class="OUTBRAIN" data-widget-id="AR_1"><p>Doctor Zephyra discovered a cure in Oslo.</p></div>',
        '<div id="taboola-below"><h3>You may like</h3><ul><li>Zephyra Homes sells villas in Spain</li></ul></div>',
        '<div class="cookie-notice"><p>Zephyra and 212 partners store cookies on your device.</p></div>',
        '<div data-ad-unit="/12/mid"><p>Zephyra Inc sells shoes in Oslo since 1990.</p></div>',
        '<div data-testid="promoted-links"><p>Zephyra Inc sells shoes in Oslo since 1990.</p></div>',
        '<div><h4>Paid content</h4><p><a href="x">How Zephyra Inc saved the port of Oslo, in six pictures and a map'
        " of all that it took to do so in one year</a></p></div>",
        "<p>Advertisement</p><p>Save 30% on Zephyra mattresses. Shop now</p>",
        '<ins class="adsbygoogle" data-ad-client="x"><p>Zephyra Inc sells shoes.</p></ins>',
    ],
)
def test_advertisements_and_their_brands_are_left_out(tmp_path, block):
    (tmp_path / "a.html").write_text(page(body=f"<h1>Court clears mine</h1>{MINE % block}"))
    (document,) = sources.read(tmp_path / "a.html")
    words = prose(document)
    assert all(kept in words for kept in KEPT)
    assert "Zephyra" not in words


@pytest.mark.parametrize(
    "around",
    [
        '<div class="story-body ad-supported">{}</div>',
        '<div class="has-ads ads-top"><div id="sponsored-content">{}</div></div>',
        '<div class="adaptive header-less">{}</div>',
        '<section id="cookie-law">{}</section>',
    ],
)
def test_article_stays_whatever_its_blocks_are_called(tmp_path, around):
    (tmp_path / "a.html").write_text(page(body=around.format(MINE % "")))
    (document,) = sources.read(tmp_path / "a.html")
    assert all(kept in prose(document) for kept in KEPT)


def test_paragraphs_that_a_script_puts_advertisements_behind_stay(tmp_path):
    (tmp_path / "a.html").write_text(
        page(body=(MINE % "").replace("<p>", '<p class="js-ad-slot">'))
    )
    (document,) = sources.read(tmp_path / "a.html")
    assert all(kept in prose(document) for kept in KEPT)


def test_prose_behind_a_label_stays(tmp_path):
    first, rest = (MINE % "").split("</p>", 1)
    split = f"<div>{first}</p></div><div><p>Advertisement</p>{rest}</div>"
    (tmp_path / "a.html").write_text(page(body=split))
    (document,) = sources.read(tmp_path / "a.html")
    assert all(kept in prose(document) for kept in KEPT)
