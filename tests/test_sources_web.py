"""Addresses as sources: pages, feeds and sitemaps of a real outlet."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import outlets
import pytest
from outlets import Outlet, Watch, index, item, page, rss, sitemap

from kg import sources
from kg.errors import ConfigError, SourceError
from kg.fetch import Manners
from kg.model import Document
from kg.sources import Finished, Unchanged, Web

pytestmark = pytest.mark.server

XML = "application/xml"
RAIN = "Rain fell on the lake on Monday, and the dam of the northern valley was opened by its keepers in the evening."
DAY = "Thu, 12 Mar 2026 08:00:00 GMT"


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with outlets.running() as running:
        yield running


def web(outlet: Outlet, **fields: Any) -> Web:
    outlet.clock = Watch()
    return Web(clock=lambda: outlet.clock, **fields)


def read(outlet: Outlet, *given: str, **fields: Any) -> list[Any]:
    return list(sources.articles(*given, pages=web(outlet, **fields)))


def told(found: list[Any]) -> list[str]:
    return [each.url if isinstance(each, Document) else each.message for each in found]


def test_page_is_read_under_its_own_address(outlet):
    own = "<link rel='canonical' href='https://lake.example/dam'>"
    outlet.put("/dam?from=home", page("Dam opened", RAIN, head=own))
    outlet.put("/rain?utm_source=x", page("Rain fell", RAIN))
    first, second = read(outlet, outlet.at("/dam?from=home"), outlet.at("/rain?utm_source=x#top"))
    assert (first.id, first.url, first.title) == ("https://lake.example/dam",) * 2 + ("Dam opened",)
    assert first.file.path == outlet.at("/dam?from=home")
    assert second.id == second.file.path == outlet.at("/rain")
    assert outlet.paths == ["/dam?from=home", "/rain?utm_source=x"]


def test_items_of_a_feed_are_read_from_their_pages_with_what_the_feed_says(outlet):
    outlet.put("/feed", rss(item("/rain", "Rain fell", date=DAY)), type="application/rss+xml")
    outlet.put("/rain", page("Rain fell", RAIN))
    (found,) = read(outlet, outlet.at("/feed"))
    assert (found.url, found.publisher) == (outlet.at("/rain"), "The Lake Post")
    assert found.published.startswith("2026-03-12")
    assert RAIN in found.text


def test_item_that_has_its_text_needs_no_page(outlet):
    whole = " ".join([RAIN] * 12)
    feed = rss(item("/rain", "Rain fell", whole, DAY), item("/snow", "Snow fell"))
    outlet.put("/feed", feed, type="application/rss+xml")
    outlet.put("/snow", page("Snow fell", RAIN))
    found = read(outlet, outlet.at("/feed"))
    assert told(found) == [outlet.at("/rain"), outlet.at("/snow")]
    assert found[0].file.path == outlet.at("/rain")
    assert outlet.paths == ["/feed", "/snow"]


def test_newest_pages_of_a_sitemap_are_read_and_the_others_told(outlet, caplog):
    days = {"/a": "2026-03-01", "/b": "2026-03-03", "/c": "2026-03-02", "/d": ""}
    outlet.put(
        "/map.xml", sitemap(*((outlet.at(path), day) for path, day in days.items())), type=XML
    )
    for path in days:
        outlet.put(path, page(f"Title {path}", f"{path}: {RAIN}"))
    assert told(read(outlet, outlet.at("/map.xml"), newest=2)) == [outlet.at("/b"), outlet.at("/c")]
    assert outlet.paths == ["/map.xml", "/b", "/c"]
    assert caplog.messages == [
        f"{outlet.at('/map.xml')}: the newest 2 are read, 2 other articles left out; --newest N reads more"
    ]


def test_of_an_index_no_more_sitemaps_are_read_than_it_takes(outlet):
    maps = (
        ("/old.xml.gz", "2026-01-31"),
        ("/new.xml", "2026-03-31"),
        ("/middle.xml", "2026-02-28"),
    )
    outlet.put("/index.xml", index(*((outlet.at(path), day) for path, day in maps)), type=XML)
    outlet.put("/new.xml", sitemap((outlet.at("/a"), "2026-03-10")), type=XML)
    packed = gzip.compress(sitemap((outlet.at("/b"), "2026-01-10")).encode())
    outlet.put("/middle.xml", sitemap((outlet.at("/c"), "2026-02-10")), type=XML)
    outlet.put("/old.xml.gz", packed, type="application/gzip")
    for path in ("/a", "/b", "/c"):
        outlet.put(path, page(f"Title {path}", f"{path}: {RAIN}"))
    assert told(read(outlet, outlet.at("/index.xml"), newest=1)) == [outlet.at("/a")]
    assert outlet.paths == ["/index.xml", "/new.xml", "/a"]
    outlet.log.clear()
    assert told(read(outlet, outlet.at("/index.xml"))) == [
        outlet.at(path) for path in ("/a", "/c", "/b")
    ]


def test_news_sitemap_tells_when_and_where_an_article_was_published(outlet):
    news = (
        "<urlset xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><url>"
        f"<loc>{outlet.at('/rain')}</loc><n:news><n:publication><n:name>The Lake Post</n:name>"
        "<n:language>en</n:language>"
        "</n:publication><n:publication_date>2026-03-12T08:00:00Z</n:publication_date></n:news></url></urlset>"
    )
    outlet.put("/news.xml", news, type=XML)
    outlet.put("/rain", page("Rain fell", RAIN))
    (found,) = read(outlet, outlet.at("/news.xml"))
    assert (found.publisher, found.published[:10]) == ("The Lake Post", "2026-03-12")


def test_each_page_is_fetched_and_read_once_whatever_lists_it(outlet):
    outlet.put("/feed", rss(item("/rain?utm_source=rss", "Rain fell")), type=XML)
    outlet.put("/map.xml", sitemap((outlet.at("/rain"), "")), type=XML)
    for path in ("/rain", "/rain?utm_source=rss"):
        outlet.put(path, page("Rain fell", RAIN))
    assert len(read(outlet, outlet.at("/feed"), outlet.at("/map.xml"), outlet.at("/feed"))) == 1
    assert len([path for path in outlet.paths if path.startswith("/rain")]) == 1


def test_what_fails_is_a_line_and_the_rest_goes_on(outlet, tmp_path):
    outlet.put("/robots.txt", "User-agent: *\nDisallow: /private\n")
    feed = rss(
        item("/gone", "Gone"),
        item("/private", "Private"),
        item("mailto:a@b.c", "Mail"),
        item("/rain", "Rain"),
    )
    outlet.put("/feed", feed, type=XML)
    outlet.put("/rain", page("Rain fell", RAIN))
    outlet.put("/broken.xml", "<rss><channel>", type=XML)
    given = tmp_path / "outlets.txt"
    given.write_text(
        f"# ours\n{outlet.at('/feed')} # of all\n\nlake.example\n{outlet.at('/broken.xml')}\n"
    )
    lines = told(read(outlet, f"@{given}"))
    assert lines == [
        f"{outlet.at('/gone')}: HTTP 404 not found; nothing is there; check the address",
        f"{outlet.at('/private')}: robots.txt of the site does not allow it; nothing is read",
        outlet.at("/rain"),
        f"{outlet.at('/feed')}: lists what is no page: mailto:a@b.c: is no address; "
        "give one that begins with https:// or http://",
        f"@{given}:4: lake.example: is no address; give one that begins with https:// or http://",
        lines[-1],
    ]
    assert lines[-1].startswith(f"{outlet.at('/broken.xml')}: no XML at line 1")


def test_sites_are_asked_beside_one_another(outlet):
    with outlets.running() as other:
        for each in (outlet, other):
            each.put("/rain", page("Rain fell", f"{each.url} {RAIN}"))
        found = read(outlet, other.at("/rain"), outlet.at("/rain"))
        assert told(found) == [other.at("/rain"), outlet.at("/rain")]


def test_page_in_an_encoding_that_only_the_server_says(outlet):
    raw = page("Zoë", f"“{RAIN}” said Zoë.").replace("utf-8", "").encode("cp1252")
    outlet.put("/a", raw, type="text/html; charset=iso-8859-1")
    outlet.put(
        "/b", page("Zoë", f"“{RAIN}” said Zoë of Graz."), type="text/html; charset=iso-8859-1"
    )
    assert [each.title for each in read(outlet, outlet.at("/a"), outlet.at("/b"))] == ["Zoë", "Zoë"]


def test_page_that_is_settled_is_not_read_again_until_it_changes(outlet, tmp_path):
    known: dict[str, str] = {}
    outlet.put(
        "/map.xml", sitemap((outlet.at("/a"), "2026-03-10"), (outlet.at("/b"), "")), type=XML
    )
    for path in ("/a", "/b"):
        outlet.put(path, page(f"Title {path}", f"{path}: {RAIN}"), headers={"ETag": '"1"'})

    def settled(file: str, state: str) -> int | None:
        return 1 if known.get(file) == state else None

    def again(**options: Any) -> list[Any]:
        outlet.log.clear()
        pages = web(outlet, kept=tmp_path / "pages")
        given = outlet.at("/map.xml")
        found = list(sources.articles(given, pages=pages, settled=settled, **options))
        known.update((each.file, each.state) for each in found if isinstance(each, Finished))
        return [type(each) for each in found if not isinstance(each, Finished)]

    assert again() == [Document, Document]
    assert again() == [Unchanged, Unchanged]
    assert outlet.paths == ["/map.xml", "/b"]  # the time of the other one is that of before
    assert again(date="2026-03-12") == [Document, Document]
    assert outlet.paths == ["/map.xml", "/b"]
    outlet.put("/b", page("Title /b", f"Corrected: {RAIN}"), headers={"ETag": '"2"'})
    assert again(date="2026-03-12") == [Unchanged, Document]
    known.clear()  # somebody removed them from the store
    assert again(date="2026-03-12") == [Document, Document]


def test_progress_is_told(outlet):
    seen: list[tuple[int, int]] = []
    outlet.put("/a", page("Title", RAIN))
    read(outlet, outlet.at("/a"), told=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 1), (1, 1)]


def test_what_can_be_no_source_of_the_web_is_told():
    with pytest.raises(
        SourceError, match=r"@nowhere\.txt: no such file of addresses; check the path"
    ):
        sources.require("@nowhere.txt")
    with pytest.raises(SourceError, match=r"ftp://lake.example/a: is no address that is read"):
        sources.require("ftp://lake.example/a")
    with pytest.raises(ConfigError, match="newest: 0 is too few"):
        Web(newest=0)
    assert not sources.covers("https://lake.example/")(Path("/news"))
    assert Web().manners == Manners()
