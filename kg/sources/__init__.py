"""Sources: files, folders, patterns and standard input, read as documents.

One bad document never stops a batch: it comes out as a ``SourceFailure`` in its place.
"""

import logging
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from kg import iri
from kg.boundary import attempt, attempt_each, reason
from kg.errors import ConfigError, SourceError
from kg.model import Document
from kg.sources import (
    archives,
    columns,
    discovery,
    encodings,
    feed,
    html,
    jsonl,
    objects,
    packed,
    tables,
    text,
    web,
)
from kg.sources.copies import FirstPass, mark
from kg.sources.discovery import LeftOut, Place
from kg.sources.english import OtherLanguage, is_english
from kg.sources.fields import Fields, check_fields
from kg.sources.folders import Seen
from kg.sources.identity import Claims, Copy
from kg.sources.objects import ObjectPlace
from kg.sources.record import Record, SourceFailure, to_document
from kg.sources.spool import Spool
from kg.sources.texts import Day, Text, iso, read_text, read_texts
from kg.sources.unchanged import Finished, Settled, Unchanged
from kg.sources.web import NEWEST, PAUSE, Web, WebPlace, is_web

_log = logging.getLogger(__name__)

__all__ = [
    "NEWEST",
    "PAUSE",
    "Claims",
    "Copy",
    "Day",
    "Finished",
    "LeftOut",
    "OtherLanguage",
    "SourceFailure",
    "Text",
    "Unchanged",
    "Web",
    "articles",
    "covers",
    "document",
    "is_web",
    "read",
    "read_text",
    "require",
]

MAX_FILE: Final = 32 * 1024 * 1024  # bytes, of a file that is read as a whole


Source = str | Path | Document | SourceFailure
Item = Place | Document | SourceFailure
Article = Document | Copy | SourceFailure | OtherLanguage

document = read_text  # what it is called within the package


def require(source: str | Path) -> None:
    """Raise SourceError where SOURCE names nothing: a path that is not there, an address that none can be."""
    if is_web(source):
        web.require(str(source))
    elif iri.is_object(str(source)):
        objects.require(str(source))
    else:
        discovery.require(source)


def covers(source: str | Path) -> Callable[[Path], bool]:
    """Return a function that tells whether SOURCE stands for the file at a path; an address stands for none."""
    is_address = is_web(source) or iri.is_object(str(source))
    return (lambda _: False) if is_address else discovery.covers(source)


def read(
    *sources: str | Path | Document,
    texts: Iterable[Text] = (),
    base: str = iri.BASE,
    date: Day | None = None,
    fields: Mapping[str, str] | None = None,
    encoding: str | None = None,
) -> Iterator[Document | SourceFailure]:
    """Yield the documents of SOURCES in order, then those of TEXTS, and what could not be read.

    A source is a file (text, Markdown, HTML, JSON Lines, JSON, CSV, RSS, Atom, also packed with gzip or
    Zstandard; Parquet, Arrow, WARC, WET), a folder, a pattern such as ``news/**/*.html``, the address of a web page,
    a feed or a sitemap, ``@outlets.txt`` for a file of addresses, objects of a store such as ``s3://bucket/news/``,
    ``-`` for standard input, or a document. DATE is the publication date of those that have none; FIELDS maps ours to
    theirs, ``{"text": "body"}``.
    ENCODING is that of all files; without it, what each says of itself counts, then a guess.

    Copies fall together, and two texts of one name are an error: see ``kg.sources.identity``.
    """
    found = articles(*sources, texts=texts, base=base, date=date, fields=fields, encoding=encoding)
    return (each for each in found if isinstance(each, Document | SourceFailure))


def articles(
    *sources: str | Path | Document,
    texts: Iterable[Text] = (),
    base: str = iri.BASE,
    date: Day | None = None,
    fields: Mapping[str, str] | None = None,
    encoding: str | None = None,
    replace: bool = False,
    english: bool = False,
    claims: Claims | None = None,
    total: Callable[[int], object] = int,
    settled: Settled | None = None,
    pages: Web | None = None,
) -> Generator[Article | LeftOut | Unchanged | Finished, None, None]:
    """Yield what ``read`` does, the copies that fall together with others, and which files of folders are not read.

    Everything is read twice: first only to count it, which TOTAL is told, and to see which copy tells most of itself.
    With REPLACE the last text of a name stands, and the others name it; with ENGLISH, articles in other languages
    are told as such.
    A file of which SETTLED tells how many articles it has is not read; of others it is told when they were read whole.
    PAGES says how those of the web are fetched.
    """
    given = list(read_texts(texts, base=base, date=date, fields=fields))
    way = _Way(
        base=base,
        date=iso(date),
        fields=check_fields(fields),
        encoding=encodings.check_encoding(encoding),
        replace=replace,
        english=english,
        claims=claims or Claims(),
        settled=settled,
        pages=pages or Web(),
        options=iri.digest(base, repr(date), repr(sorted((fields or {}).items())), repr(encoding)),
    )
    return _read((*sources, *given), way, total)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """How all sources of a run are read."""

    base: str
    date: str | None
    fields: Fields
    encoding: str | None
    replace: bool
    english: bool
    claims: Claims
    settled: Settled | None
    pages: Web
    options: str  # a digest of those that the user named for the articles


def _read(
    sources: Iterable[Source], way: _Way, total: Callable[[int], object]
) -> Generator[Article | LeftOut | Unchanged | Finished, None, None]:
    with (
        tempfile.TemporaryDirectory(prefix="kg-") as folder,
        Spool(Path(folder)) as spool,
        way.pages as pages,
    ):
        left: list[LeftOut] = []
        found = _items(_fetched(sources, pages), spool, left)
        items = list(found if way.settled is None else _asked(found, way, way.settled))
        first = FirstPass(sum(each.articles for each in items if isinstance(each, Unchanged)))
        with _silent():  # the second pass tells it
            for item in items:
                _first(item, first, way)
        total(first.total)
        for item in items:
            yield from [item] if isinstance(item, Unchanged) else _whole(item, first, way)
        yield from left


def _asked(items: Iterable[Item], way: _Way, settled: Settled) -> Iterator[Item | Unchanged]:
    """Yield ITEMS, the files with their state, or how many articles they have if those are SETTLED."""
    seen = Seen()
    for item in items:
        if isinstance(item, Place) and (now := item.now()):
            now = f"{now} {way.options}"
            home = item.home if isinstance(item, WebPlace | ObjectPlace) else seen.real(item.file)
            count = settled(home, now)
            yield replace(item, state=now) if count is None else Unchanged(count)
        else:
            yield item


def _first(item: Item | Unchanged, first: FirstPass, way: _Way) -> None:
    """Take note of the articles of an ITEM."""
    if isinstance(item, Unchanged):
        return
    for article in _articles(item, way):
        first.total += 1
        if not isinstance(article, SourceFailure):
            note = partial(_noted, article, first, way.base)
            attempt(note, _told_below, article.source, "read")


def _whole(item: Item, first: FirstPass, way: _Way) -> Iterator[Article | Finished]:
    """Yield what comes of the articles of an ITEM, and if it is a file with a state, that it was read whole."""
    is_whole = True
    for article in _articles(item, way):
        for each in _second(article, first, way):
            is_whole = is_whole and isinstance(each, Document | Copy)
            yield each
    if is_whole and isinstance(item, Place) and item.state:
        now = f"{item.now()} {way.options}"
        if now == item.state:
            yield Finished(item.home, now)


def _noted(article: Record | Document, first: FirstPass, base: str) -> None:
    first.add(mark(article, base), article.source)


def _told_below(_: Exception) -> None:
    """Take no notice: the second pass meets the same and tells it."""


def _second(
    article: Record | Document | SourceFailure, first: FirstPass, way: _Way
) -> Iterator[Article]:
    """Yield what comes of an ARTICLE in the second pass: one thing."""
    failures: list[SourceFailure] = []

    def failed(error: Exception) -> None:
        failures.append(SourceFailure(article.source, reason(article.source, "read", error)))

    if isinstance(article, SourceFailure):
        yield article
        return
    found = attempt(partial(_identified, article, first, way), failed, article.source, "read")
    yield from [found] if found else failures


@contextmanager
def _silent() -> Iterator[None]:
    """Tell nothing but errors meanwhile."""
    logger = logging.getLogger(__name__)
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _fetched(sources: Iterable[Source], pages: Web) -> Iterator[Source | WebPlace]:
    """Yield SOURCES; in the place of those of the web, what was fetched."""
    given = list(sources)
    fetched = pages.fetch(each for each in given if isinstance(each, str | Path))
    for source in given:
        if isinstance(source, str | Path) and is_web(source):
            yield from fetched.pop(str(source), [])  # each page once
        else:
            yield source


def _items(
    sources: Iterable[Source | WebPlace], spool: Spool, left: list[LeftOut]
) -> Iterator[Item]:
    """Yield the documents and the files of SOURCES, each file once; add to LEFT which files of folders are none."""
    seen = Seen()
    others: list[LeftOut] = []
    for each in chain.from_iterable(_found(source, spool) for source in sources):
        if isinstance(each, LeftOut):
            others.append(each)
        elif not isinstance(each, Place) or isinstance(each, WebPlace) or seen.add(each.file):
            yield each
    left += _once(others, seen)


def _found(source: Source | WebPlace, spool: Spool) -> Iterator[Item | LeftOut]:
    if isinstance(source, Document | SourceFailure | WebPlace):
        yield source
        return
    try:
        if iri.is_object(str(source)):
            yield from objects.find(str(source), spool)
        else:
            yield from discovery.find(source, spool.folder)
    except (SourceError, ConfigError) as error:
        yield SourceFailure(str(source), str(error))
    except OSError as error:
        yield _unreadable(str(source), error)


def _once(others: Iterable[LeftOut], seen: Seen) -> Iterator[LeftOut]:
    """Yield OTHERS, each of their files once, without those that were SEEN under another name."""
    for each in others:
        if kept := tuple(file for file in each.files if seen.add(file)):
            yield LeftOut(each.folder, kept)


def _articles(item: Item, way: _Way) -> Iterable[Record | Document | SourceFailure]:
    return _guarded(item, way) if isinstance(item, Place) else [item]


def _guarded(place: Place, way: _Way) -> Iterator[Record | SourceFailure]:
    """Yield the articles of a file; where reading breaks off, why."""
    failures: list[SourceFailure] = []

    def failed(error: Exception) -> None:
        failures.append(SourceFailure(place.name, reason(place.name, "read", error)))

    yield from attempt_each(_records(place, way), failed, place.name, "read")
    yield from failures


def _records(place: Place, way: _Way) -> Iterator[Record | SourceFailure]:
    """Yield the articles of a file; a web page still as the page it is."""
    try:
        with place.held() as held:
            _log.debug("%s: read as %s", held.name, held.kind)
            for each in _read_from(held, way):
                if told := held.told(each) if isinstance(each, Record) else each:
                    yield told
    except SourceError as error:
        yield SourceFailure(place.name, str(error))
    except ConfigError as error:  # what reads it is not installed
        yield SourceFailure(place.name, f"{place.name}: {error}")
    except packed.broken() as error:
        yield _unreadable(place.name, error)


def _read_from(place: Place, way: _Way) -> Iterator[Record | SourceFailure]:
    """Yield the articles of a file: of collections one after the other, of all else from the whole file."""
    match place.kind:
        case "archive":
            yield from archives.read(place.path, place.name, way.encoding)
        case "columns":
            yield from columns.read(place.path, place.name, place.key, way.fields)
        case "jsonl" | "table" as kind:
            reader = jsonl.read if kind == "jsonl" else tables.read
            with place.open() as stream:
                yield from reader(stream, place.name, place.key, way.fields, way.encoding)
        case _:
            with place.open() as stream:
                raw = stream.read(MAX_FILE + 1)
            if len(raw) > MAX_FILE:
                size = f"larger than {MAX_FILE // 2**20} MiB"
                raise SourceError(f"{place.name}: {size}; split it, or write JSON Lines")
            yield from _parse(raw, place, way)


def _parse(raw: bytes, place: Place, way: _Way) -> Iterator[Record | SourceFailure]:
    match place.kind:
        case "html":
            return html.read(raw, place.name, place.key, way.encoding, place.declared)
        case "feed":
            return feed.read(raw, place.name, place.key, way.encoding)
        case "json":
            return jsonl.read_file(raw, place.name, place.key, way.fields, way.encoding)
        case "markdown":
            return text.read_markdown(raw, place.name, place.key, way.encoding)
        case _:
            return text.read(raw, place.name, place.key, way.encoding)


def _unreadable(name: str, error: Exception) -> SourceFailure:
    why = getattr(error, "strerror", None) or str(error) or "it ends too early"
    return SourceFailure(name, f"{name}: cannot be read: {' '.join(why.split())}")


def _identified(article: Record | Document, first: FirstPass, way: _Way) -> Article:
    """Return the document of an ARTICLE under its own name, or what else it turns out to be."""
    seen = mark(article, way.base)
    found = _document(article, way.base, way.date)
    if way.english and not is_english(found):
        return OtherLanguage(found.source)
    if way.replace and (by := first.replaced_by(seen)):
        return Copy(found.id, found.source, None, replaced_by=by)
    verdict = way.claims.claim(found, stands=first.is_fullest(seen))
    return SourceFailure(found.source, verdict) if isinstance(verdict, str) else verdict or found


def _document(article: Record | Document, base: str, date: str | None) -> Document:
    if isinstance(article, Document):
        return article
    return to_document(html.extract(article) if article.is_page else article, base=base, date=date)
