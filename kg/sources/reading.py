"""Reading: from what is named to places, from a place to its articles, and what becomes of each article."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from kg import iri
from kg.boundary import Within, attempt, attempt_each, reason
from kg.errors import ConfigError, SourceError
from kg.model import Document
from kg.sources import (
    archives,
    columns,
    discovery,
    feed,
    html,
    jsonl,
    objects,
    packed,
    tables,
    telling,
    text,
)
from kg.sources.copies import FirstPass, mark
from kg.sources.discovery import Kind, LeftOut, Place
from kg.sources.english import OtherLanguage, is_english
from kg.sources.fields import Fields
from kg.sources.folders import Seen
from kg.sources.identity import Claims, Copy
from kg.sources.record import Record, SourceFailure, to_document
from kg.sources.spool import Spool
from kg.sources.unchanged import Settled
from kg.sources.web import Web, WebPlace
from kg.visible import is_text, visible

_log = telling.log(__name__)

MAX_FILE: Final = 32 * 1024 * 1024  # bytes, of a file that is read as a whole
# What has any number of articles, even none; nobody would know of a crawl that found nothing.
_COLLECTIONS: Final = ("archive", "columns", "jsonl", "table")

Source = str | Path | Document | SourceFailure
Item = Place | Document | SourceFailure
Article = Document | Copy | SourceFailure | OtherLanguage


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
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
    within: Within
    follow: bool  # links that lead out of folders
    options: str  # a digest of those that the user named for the articles


def items(
    sources: Iterable[Source | WebPlace],
    spool: Spool,
    left: list[LeftOut],
    *,
    follow: bool = False,
) -> Iterator[Item]:
    """Yield the documents and the files of SOURCES, each file once; add to LEFT which files of folders are none.

    Links that lead out of folders are failures, unless they are to FOLLOW.
    """
    seen = Seen()
    others: list[LeftOut] = []
    for each in chain.from_iterable(_found(source, spool, follow) for source in sources):
        if isinstance(each, LeftOut):
            others.append(each)
        elif not isinstance(each, Place) or isinstance(each, WebPlace) or seen.add(each.file):
            yield each
    left += _once(others, seen)


def _found(source: Source | WebPlace, spool: Spool, follow: bool) -> Iterator[Item | LeftOut]:
    if isinstance(source, Document | SourceFailure | WebPlace):
        yield source
        return
    try:
        if iri.is_object(str(source)):
            yield from objects.find(str(source), spool)
        else:
            yield from map(_named, discovery.find(source, spool.folder, follow=follow))
    except (SourceError, ConfigError) as error:
        yield SourceFailure(str(source), str(error))
    except OSError as error:
        yield _unreadable(str(source), error)


def _named(found: discovery.Found) -> discovery.Found:
    """Return what was FOUND; a file whose name is no text has no name that a graph could give."""
    name = found.name if isinstance(found, Place) else ""
    if is_text(name):
        return found
    shown = visible(name)
    return SourceFailure(shown, f"{shown}: its name is not in UTF-8; give the file another one")


def _once(others: Iterable[LeftOut], seen: Seen) -> Iterator[LeftOut]:
    """Yield OTHERS, each of their files once, without those that were SEEN under another name."""
    for each in others:
        if kept := tuple(file for file in each.files if seen.add(file)):
            yield LeftOut(each.folder, kept)


def articles_in(item: Item, way: Way) -> Iterable[Record | Document | SourceFailure]:
    """Return the articles of ITEM, and what of it could not be read."""
    return _guarded(item, way) if isinstance(item, Place) else [item]


def _guarded(place: Place, way: Way) -> Iterator[Record | SourceFailure]:
    """Yield the articles of a file; where reading breaks off, why."""
    failures: list[SourceFailure] = []

    def failed(error: Exception) -> None:
        failures.append(SourceFailure(place.name, reason(place.name, "read", error)))

    yield from attempt_each(_records(place, way), failed, place.name, "read")
    yield from failures


def _records(place: Place, way: Way) -> Iterator[Record | SourceFailure]:
    """Yield the articles of a file; a web page still as the page it is."""
    try:
        with place.held() as held:
            _log.debug("%s: read as %s", held.name, held.kind)
            is_empty = held.kind in _COLLECTIONS
            for each in _read_from(held, way):
                is_empty = False
                if told := held.told(each) if isinstance(each, Record) else each:
                    yield told
            if is_empty:
                _log.warning("%s: has no article", held.name)
    except SourceError as error:
        yield SourceFailure(place.name, str(error))
    except ConfigError as error:  # what reads it is not installed
        yield SourceFailure(place.name, f"{place.name}: {error}")
    except packed.broken() as error:
        yield _unreadable(place.name, error)


def _read_from(place: Place, way: Way) -> Iterator[Record | SourceFailure]:
    """Yield the articles of a file: of collections one after the other, of all else from the whole file."""
    match place.kind:
        case "archive":
            yield from archives.read(place.path, place.name, way.encoding, way.within)
        case "columns":
            yield from columns.read(place.path, place.name, place.key, way.fields, way.within)
        case "jsonl" | "table" as kind:
            reader = jsonl.read if kind == "jsonl" else tables.read
            with place.open() as stream:
                yield from reader(
                    stream, place.name, place.key, way.fields, way.encoding, way.within
                )
        case _:
            with place.open() as stream:
                raw = stream.read(MAX_FILE + 1)
            if len(raw) > MAX_FILE:
                size = f"larger than {MAX_FILE // 2**20} MiB"
                raise SourceError(f"{place.name}: {size}; split it, or write JSON Lines")
            file = _File(raw, place.kind, place.name, place.key, place.declared)
            yield from way.within(place.name, len(raw), _parse, file, way.fields, way.encoding)


@dataclass(frozen=True, slots=True)
class _File:
    """A file that is read as a whole: its RAW bytes, and what its place tells of it."""

    raw: bytes
    kind: Kind
    name: str
    key: str | None
    declared: str | None


def _parse(file: _File, names: Fields, encoding: str | None) -> list[Record | SourceFailure]:
    """Return the articles of a FILE, and what of it could not be read; it may be done in another process."""
    return list(_parsed(file, names, encoding))


def _parsed(file: _File, names: Fields, encoding: str | None) -> Iterator[Record | SourceFailure]:
    match file.kind:
        case "html":
            return html.read(file.raw, file.name, file.key, encoding, file.declared)
        case "feed":
            return feed.read(file.raw, file.name, file.key, encoding)
        case "json":
            return jsonl.read_file(file.raw, file.name, file.key, names, encoding)
        case "markdown":
            return text.read_markdown(file.raw, file.name, file.key, encoding)
        case _:
            return text.read(file.raw, file.name, file.key, encoding)


def outcome(
    article: Record | Document | SourceFailure, first: FirstPass, way: Way
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


def told_below(_: Exception) -> None:
    """Take no notice: the second pass meets the same and tells it."""


def _unreadable(name: str, error: Exception) -> SourceFailure:
    why = getattr(error, "strerror", None) or str(error) or "it ends too early"
    return SourceFailure(name, f"{name}: cannot be read: {' '.join(why.split())}")


def _identified(article: Record | Document, first: FirstPass, way: Way) -> Article:
    """Return the document of an ARTICLE under its own name, or what else it turns out to be."""
    seen = mark(article, way.base)
    size = len(article.text)
    found = way.within(article.source, size, _made, article, way.base, way.date, way.english)
    if isinstance(found, OtherLanguage):
        return found
    if way.replace and (by := first.replaced_by(seen)):
        return Copy(found.id, found.source, None, replaced_by=by)
    verdict = way.claims.claim(found, stands=first.is_fullest(seen))
    return SourceFailure(found.source, verdict) if isinstance(verdict, str) else verdict or found


def _made(
    article: Record | Document, base: str, date: str | None, english: bool
) -> Document | OtherLanguage:
    """Return the document of an ARTICLE; with ENGLISH, only where it is not in another language."""
    found = _document(article, base, date)
    return OtherLanguage(found.source) if english and not is_english(found) else found


def _document(article: Record | Document, base: str, date: str | None) -> Document:
    if isinstance(article, Document):
        return article
    return to_document(html.extract(article) if article.is_page else article, base=base, date=date)
