"""Sources: files, folders, patterns and standard input, read as documents.

One bad document never stops a batch: it comes out as a ``SourceFailure`` in its place.
"""

import tempfile
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from kg import iri
from kg.boundary import attempt, attempt_each, reason
from kg.errors import ConfigError, SourceError
from kg.model import Document, Origin
from kg.sources import dates, discovery, feed, html, jsonl, text
from kg.sources.copies import FirstPass, mark
from kg.sources.discovery import Place
from kg.sources.english import is_english
from kg.sources.identity import Claims, Copy
from kg.sources.record import Record, SourceFailure, to_document

__all__ = ["Claims", "Copy", "SourceFailure", "articles", "document", "read"]

MAX_FILE: Final = 32 * 1024 * 1024  # bytes, of a file that is read as a whole

_ALONE: Final = frozenset({"text", "html"})  # kinds of files that have one article
_OTHER_LANGUAGE: Final = "is not English, and kg reads no other language yet; leave it out"

Fields = Mapping[str, tuple[str, ...]]
Item = Place | Document | SourceFailure


def read(
    *sources: str | Path | Document,
    base: str = iri.BASE,
    date: str | None = None,
    fields: Mapping[str, str] | None = None,
) -> Iterator[Document | SourceFailure]:
    """Yield the documents of SOURCES in order, and what could not be read.

    A source is a file (text, Markdown, HTML, JSON Lines, JSON, RSS, Atom; also packed with gzip), a
    folder, a pattern such as ``news/**/*.html``, ``-`` for standard input, or a document. DATE is the
    publication date of those that have none; FIELDS maps ours to theirs, ``{"text": "body"}``.

    Copies fall together, and two texts of one name are an error: see ``kg.sources.identity``.
    """
    found = articles(*sources, base=base, date=date, fields=fields)
    return (each for each in found if not isinstance(each, Copy))


def articles(
    *sources: str | Path | Document,
    base: str = iri.BASE,
    date: str | None = None,
    fields: Mapping[str, str] | None = None,
    replace: bool = False,
    english: bool = False,
    claims: Claims | None = None,
    total: Callable[[int], object] = int,
) -> Generator[Document | Copy | SourceFailure, None, None]:
    """Yield what ``read`` does, and the copies that fall together with others.

    Everything is read twice: first only to count it, which TOTAL is told, and to see which copy tells most of itself.
    With REPLACE the last text of a name stands, not the first; with ENGLISH, other languages are failures.
    """
    way = _Way(base, _iso(date), jsonl.check_fields(fields), replace, english, claims or Claims())
    return _read(sources, way, total)


@dataclass(frozen=True, slots=True)
class _Way:
    """How all sources of a run are read."""

    base: str
    date: str | None
    fields: Fields
    replace: bool
    english: bool
    claims: Claims


def document(
    body: str,
    *,
    title: str | None = None,
    url: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    base: str = iri.BASE,
) -> Document:
    r"""Return the document of an article that is at hand as text; its segments are found.

    >>> document("It sued.", title="Chip maker sues", url="https://example.org/a").text
    'Chip maker sues\n\nIt sued.'
    """
    written = Record(
        source=url or title or "text",
        text=body,
        title=title,
        url=url,
        published=_iso(published),
        publisher=publisher,
    )
    return to_document(written, base=base)


def _iso(date: str | None) -> str | None:
    try:
        return dates.normalise(date) if date else None
    except ValueError as error:
        raise ConfigError(f"date: {date!r} {error}; write it like 2026-03-12") from error


def _read(
    sources: Iterable[str | Path | Document], way: _Way, total: Callable[[int], object]
) -> Generator[Document | Copy | SourceFailure, None, None]:
    with tempfile.TemporaryDirectory(prefix="kg-") as spool:
        items = list(_items(sources, Path(spool)))
        first = FirstPass()
        for article in _articles(items, way.fields):
            first.total += 1
            if not isinstance(article, SourceFailure):
                note = partial(_noted, article, first, way.base)
                attempt(note, _told_below, article.source, "read")
        total(first.total)
        for article in _articles(items, way.fields):
            yield from _second(article, first, way)


def _noted(article: Record | Document, first: FirstPass, base: str) -> None:
    first.add(mark(article, base))


def _told_below(_: Exception) -> None:
    """Take no notice: the second pass meets the same and tells it."""


def _second(
    article: Record | Document | SourceFailure, first: FirstPass, way: _Way
) -> Iterator[Document | Copy | SourceFailure]:
    """Yield what comes of an ARTICLE in the second pass: one thing."""
    failures: list[SourceFailure] = []

    def failed(error: Exception) -> None:
        failures.append(SourceFailure(article.source, reason(article.source, "read", error)))

    if isinstance(article, SourceFailure):
        yield article
        return
    found = attempt(partial(_identified, article, first, way), failed, article.source, "read")
    yield from [found] if found else failures


def _items(sources: Iterable[str | Path | Document], spool: Path) -> Iterator[Item]:
    """Yield the documents and the files of SOURCES, each file once."""
    seen: set[Path] = set()
    for source in sources:
        if isinstance(source, Document):
            yield source
            continue
        try:
            for place in discovery.find(source, spool):
                if (real := place.path.resolve()) not in seen:
                    seen.add(real)
                    yield place
        except SourceError as error:
            yield SourceFailure(str(source), str(error))
        except OSError as error:
            yield _unreadable(str(source), error)


def _articles(items: Iterable[Item], fields: Fields) -> Iterator[Record | Document | SourceFailure]:
    return chain.from_iterable(
        _guarded(item, fields) if isinstance(item, Place) else [item] for item in items
    )


def _guarded(place: Place, fields: Fields) -> Iterator[Record | SourceFailure]:
    """Yield the articles of a file; where reading breaks off, why."""
    failures: list[SourceFailure] = []

    def failed(error: Exception) -> None:
        failures.append(SourceFailure(place.name, reason(place.name, "read", error)))

    origin = Origin(str(place.path.resolve()), place.kind in _ALONE) if place.key else None
    for each in attempt_each(_records(place, fields), failed, place.name, "read"):
        yield replace(each, origin=origin) if isinstance(each, Record) else each
    yield from failures


def _records(place: Place, fields: Fields) -> Iterator[Record | SourceFailure]:
    """Yield the articles of a file; a web page still as the page it is."""
    try:
        with place.open() as stream:
            if place.kind == "jsonl":
                yield from jsonl.read(stream, place.name, place.key, fields)
                return
            raw = stream.read(MAX_FILE + 1)
        if len(raw) > MAX_FILE:
            size = f"larger than {MAX_FILE // 2**20} MiB"
            raise SourceError(f"{place.name}: {size}; split it, or write JSON Lines")
        yield from _parse(raw, place, fields)
    except SourceError as error:
        yield SourceFailure(place.name, str(error))
    except (OSError, EOFError, zlib.error) as error:
        yield _unreadable(place.name, error)


def _parse(raw: bytes, place: Place, fields: Fields) -> Iterator[Record | SourceFailure]:
    match place.kind:
        case "html":
            return html.read(raw, place.name, place.key)
        case "feed":
            return feed.read(raw, place.name, place.key)
        case "json":
            return jsonl.read_file(raw, place.name, place.key, fields)
        case _:
            return text.read(raw, place.name, place.key)


def _unreadable(name: str, error: Exception) -> SourceFailure:
    why = getattr(error, "strerror", None) or str(error) or "it ends too early"
    return SourceFailure(name, f"{name}: cannot be read: {' '.join(why.split())}")


def _identified(
    article: Record | Document, first: FirstPass, way: _Way
) -> Document | Copy | SourceFailure:
    """Return the document of an ARTICLE under its own name, or what else it turns out to be."""
    seen = mark(article, way.base)
    found = _document(article, way.base, way.date)
    if way.english and not is_english(found):
        return SourceFailure(found.source, f"{found.source}: {_OTHER_LANGUAGE}")
    if way.replace and not first.is_last(seen):
        return Copy(found.id, found.source, None)
    verdict = way.claims.claim(found, stands=first.is_fullest(seen))
    return SourceFailure(found.source, verdict) if isinstance(verdict, str) else verdict or found


def _document(article: Record | Document, base: str, date: str | None) -> Document:
    if isinstance(article, Document):
        return article
    return to_document(html.extract(article) if article.is_page else article, base=base, date=date)
