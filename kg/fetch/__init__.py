"""Pages of the web, fetched politely: one request at a time to a host, with a pause, as its robots.txt allows.

    with Fetcher(Manners(), Kept(path)) as fetcher:
        page = fetcher.get("https://example.org/feed.xml")

What a server says is unchanged comes from the file in which pages are kept. What pages mean is read elsewhere
(``kg.sources.web``).
"""

from kg.fetch.addresses import check_address, is_address, key
from kg.fetch.clock import Clock, Interrupted
from kg.fetch.fetcher import Fetcher
from kg.fetch.kept import Kept, Page
from kg.fetch.manners import Manners

__all__ = [
    "Clock",
    "Fetcher",
    "Interrupted",
    "Kept",
    "Manners",
    "Page",
    "check_address",
    "is_address",
    "key",
]
