"""The two passes over all sources: the first counts and sees which copy tells most, the second yields the articles."""

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from kg.boundary import attempt
from kg.leftovers import scratch
from kg.model import Document
from kg.sources.copies import FirstPass, mark
from kg.sources.discovery import LeftOut, Place
from kg.sources.folders import Seen
from kg.sources.identity import Copy
from kg.sources.objects import ObjectPlace
from kg.sources.reading import Article, Item, Source, Way, articles_in, items, outcome, told_below
from kg.sources.record import Record, SourceFailure
from kg.sources.spool import Spool
from kg.sources.telling import silent
from kg.sources.unchanged import Finished, Settled, Unchanged
from kg.sources.web import Web, WebPlace, is_web


def _fetched(sources: Iterable[Source], pages: Web) -> Iterator[Source | WebPlace]:
    """Yield SOURCES; in the place of those of the web, what was fetched."""
    given = list(sources)
    fetched = pages.fetch(each for each in given if isinstance(each, str | Path))
    for source in given:
        if isinstance(source, str | Path) and is_web(source):
            yield from fetched.pop(str(source), [])  # each page once
        else:
            yield source


def read_twice(
    sources: Iterable[Source], way: Way, total: Callable[[int], object]
) -> Generator[Article | LeftOut | Unchanged | Finished, None, None]:
    """Yield what comes of SOURCES, read in that WAY; TOTAL is told how many articles there are before the first."""
    with (
        scratch() as folder,
        Spool(folder) as spool,
        way.pages as pages,
    ):
        left: list[LeftOut] = []
        found = items(_fetched(sources, pages), spool, left, follow=way.follow)
        listed = list(found if way.settled is None else _asked(found, way, way.settled))
        first = FirstPass(sum(each.articles for each in listed if isinstance(each, Unchanged)))
        with silent():  # the second pass tells it
            for item in listed:
                _first(item, first, way)
        total(first.total)
        for item in listed:
            yield from [item] if isinstance(item, Unchanged) else _whole(item, first, way)
        yield from left


def _asked(found: Iterable[Item], way: Way, settled: Settled) -> Iterator[Item | Unchanged]:
    """Yield what was FOUND, files with their state, or how many articles they have if those are SETTLED."""
    seen = Seen()
    for item in found:
        if isinstance(item, Place) and (now := item.now()):
            now = f"{now} {way.options}"
            home = item.home if isinstance(item, WebPlace | ObjectPlace) else seen.real(item.file)
            count = settled(home, now)
            yield replace(item, state=now) if count is None else Unchanged(count)
        else:
            yield item


def _first(item: Item | Unchanged, first: FirstPass, way: Way) -> None:
    """Take note of the articles of an ITEM."""
    if isinstance(item, Unchanged):
        return
    for article in articles_in(item, way):
        first.total += 1
        if not isinstance(article, SourceFailure):
            note = partial(_noted, article, first, way.base)
            attempt(note, told_below, article.source, "read")


def _whole(item: Item, first: FirstPass, way: Way) -> Iterator[Article | Finished]:
    """Yield what comes of the articles of an ITEM, and if it is a file with a state, that it was read whole."""
    is_whole = True
    for article in articles_in(item, way):
        for each in outcome(article, first, way):
            is_whole = is_whole and isinstance(each, Document | Copy)
            yield each
    if is_whole and isinstance(item, Place) and item.state:
        now = f"{item.now()} {way.options}"
        if now == item.state:
            yield Finished(item.home, now)


def _noted(article: Record | Document, first: FirstPass, base: str) -> None:
    first.add(mark(article, base), article.source)
