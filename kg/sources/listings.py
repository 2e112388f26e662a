"""What an address of the web stands for: the articles of a feed or a sitemap, or the page itself."""

import logging
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urljoin

from kg.errors import SourceError
from kg.fetch import Fetcher, Page, check_address, key
from kg.plurals import counted
from kg.sources import discovery, encodings, feed, sitemap, telling
from kg.sources.listed import Listed, newest
from kg.sources.record import SourceFailure
from kg.sources.sitemap import Sitemap

_log = telling.log(__name__)

_MOST: Final = 50  # sitemaps of one index that are read
_DAY: Final = 86_400.0  # seconds
_GZIP: Final = b"\x1f\x8b"
_GZIP_WINDOW: Final = 31  # what zlib takes for gzip
_SITEMAP: Final = re.compile(discovery.PROLOG + r"<(?:\w+:)?(?:urlset|sitemapindex)\b", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The articles that an address stands for, the newest first, and what of it could not be read."""

    listed: tuple[Listed, ...] = ()
    failures: tuple[SourceFailure, ...] = ()
    page: Page | None = (
        None  # the address itself, where it is an article or a feed that has articles whole
    )


def find(fetcher: Fetcher, address: str, number: int) -> Listing:
    """Return the NUMBER newest articles that ADDRESS stands for. Raises SourceError."""
    page = fetcher.get(address)
    listing = _listing(fetcher, page, address, number)
    listed, failures = [], list(listing.failures)
    for each in listing.listed:
        try:
            listed.append(replace(each, address=_absolute(each, page.address)))
        except SourceError as error:
            failures.append(SourceFailure(address, f"{address}: lists what is no page: {error}"))
    return replace(listing, listed=tuple(listed), failures=tuple(failures))


def kind_of_page(raw: bytes) -> discovery.Kind:
    r"""Return how RAW, the bytes of a page, are to be read: as a web page, or as plain text.

    >>> kind_of_page(b"<article>Rain fell.</article>"), kind_of_page(b"Rain fell.\n")
    ('html', 'text')
    """
    begin = raw[: discovery.SNIFFED].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return "html" if begin.startswith(b"<") else "text"


def _absolute(listed: Listed, base: str) -> str:
    """Return the address of what is LISTED at BASE. Raises SourceError."""
    try:
        joined = urljoin(base, listed.address)
    except ValueError:
        joined = listed.address
    return check_address(joined)


def _listing(fetcher: Fetcher, page: Page, address: str, number: int) -> Listing:
    text = _text(fetcher, page, address)
    begin = text[: discovery.SNIFFED].lstrip().lower()
    if _SITEMAP.match(begin):
        return _of_sitemap(fetcher, address, sitemap.read(text, address), number)
    if discovery.kind_of(begin) != "feed":
        return Listing(listed=(Listed(address=address),), page=page)
    found = list(feed.listed(feed.parse(text, address), address))
    if not found:
        raise SourceError(f"{address}: is a feed of articles without addresses; nothing is read")
    chosen = newest(found, number)
    _tell_older(address, len(found) - len(chosen), 0, number)
    return Listing(listed=tuple(chosen), page=page)


def _of_sitemap(fetcher: Fetcher, address: str, first: Sitemap, number: int) -> Listing:
    """Return the NUMBER newest articles of a sitemap; of an index no more sitemaps are read than that takes."""
    best, total = newest(first.pages, number), len(first.pages)
    seen, waiting = {key(address)}, _latest_first(first.sitemaps)
    failures: list[SourceFailure] = []
    while waiting and len(seen) <= _MOST and not _is_enough(best, waiting[0], number):
        each = waiting.pop(0)
        try:
            where = _absolute(each, address)
            if key(where) in seen:
                continue
            seen.add(key(where))
            page = fetcher.get(where, origin=address)
            found = sitemap.read(_text(fetcher, page, where), where)
        except SourceError as error:
            failures.append(SourceFailure(each.address, str(error)))
            continue
        total += len(found.pages)
        best = newest([*best, *found.pages], number)
        waiting = _latest_first([*found.sitemaps, *waiting])
    if not best and not failures:
        raise SourceError(f"{address}: is a sitemap without an address; nothing is read")
    _tell_older(address, total - len(best), len(waiting), number)
    return Listing(listed=tuple(best), failures=tuple(failures))


def _latest_first(sitemaps: Iterable[Listed]) -> list[Listed]:
    """Return SITEMAPS as they are to be read: those without a time, which may have anything, then the newest."""
    return sorted(sitemaps, key=lambda each: (each.moment is not None, -(each.moment or 0.0)))


def _is_enough(best: list[Listed], following: Listed, number: int) -> bool:
    """Tell whether no article of the sitemap FOLLOWING can be newer than the NUMBER that are known."""
    # The time of a sitemap may be a day alone, which counts as a whole.
    last = best[-1].moment if len(best) == number else None
    return last is not None and following.moment is not None and last >= following.moment + _DAY


def _tell_older(address: str, articles: int, sitemaps: int, number: int) -> None:
    """Tell what is left out of what an ADDRESS lists: none of it is lost in silence."""
    if articles or sitemaps:
        others = [counted(articles, "other article")] if articles else []
        others += [counted(sitemaps, "sitemap")] if sitemaps else []
        what = " and ".join(others)
        _log.warning(
            "%s: the newest %d are read, %s left out; --newest N reads more", address, number, what
        )


def _text(fetcher: Fetcher, page: Page, source: str) -> str:
    """Return the text of a PAGE, unpacked if it is packed."""
    raw, largest = fetcher.kept.body(page.key), fetcher.manners.largest
    if raw.startswith(_GZIP):
        try:
            raw = zlib.decompressobj(_GZIP_WINDOW).decompress(raw, largest + 1)
        except zlib.error as error:
            raise SourceError(f"{source}: cannot be unpacked: {error}; try later") from error
        if len(raw) > largest:
            raise SourceError(f"{source}: is larger than {largest // 2**20} MiB unpacked")
    return encodings.decode(raw, source, page.charset, level=logging.INFO)
