"""Sitemaps and their indexes (https://www.sitemaps.org/protocol.html), with what news sitemaps add.

Parsed by the standard library's expat, as feeds are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from kg.sources import feed
from kg.sources.listed import Listed

ROOTS = ("urlset", "sitemapindex")


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap lists: pages, or other sitemaps where it is an index."""

    pages: tuple[Listed, ...] = ()
    sitemaps: tuple[Listed, ...] = ()


def read(text: str, source: str) -> Sitemap:
    """Return what the sitemap with this TEXT lists, in its order.

    >>> index = "<sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap></sitemapindex>"
    >>> [each.address for each in read(index, "index.xml").sitemaps]
    ['https://a.example/1.xml']
    """
    root = feed.parse(text, source)
    return Sitemap(tuple(_listed(root, "url")), tuple(_listed(root, "sitemap")))


def _listed(root: Element, name: str) -> Iterator[Listed]:
    for each in root:
        address = feed.words(each, "loc") if feed.name(each) == name else None
        if not address:
            continue
        news = feed.child(each, "news")
        publication = None if news is None else feed.child(news, "publication")
        yield Listed(
            address=address,
            modified=feed.words(each, "lastmod"),
            published=None if news is None else feed.words(news, "publication_date"),
            publisher=None if publication is None else feed.words(publication, "name"),
            language=None if publication is None else feed.words(publication, "language"),
        )
