"""Sources: files, folders, patterns and standard input, read as documents.

One bad document never stops a batch: it comes out as a ``SourceFailure`` in its place.
"""

import logging
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from kg import iri
from kg.errors import SourceError
from kg.model import Document
from kg.sources import discovery, encodings, feed, html, jsonl, text
from kg.sources.discovery import Place, require
from kg.sources.fields import Fields, check_fields
from kg.sources.identity import Ledger, mark
from kg.sources.record import Record, SourceFailure, to_document
from kg.sources.texts import Day, Text, iso, read_text, read_texts

_log = logging.getLogger(__name__)

__all__ = ["Day", "SourceFailure", "Text", "document", "read", "read_text", "require"]

MAX_FILE: Final = 32 * 1024 * 1024  # bytes, of a file that is read as a whole

Source = str | Path | Document | SourceFailure
Item = Place | Document | SourceFailure

document = read_text  # what it is called within the package


@dataclass(frozen=True, slots=True)
class Way:
    """How files are to be read, where the user says so."""

    fields: Fields
    encoding: str | None = None


def read(
    *sources: str | Path | Document,
    texts: Iterable[Text] = (),
    base: str = iri.BASE,
    date: Day | None = None,
    fields: Mapping[str, str] | None = None,
    encoding: str | None = None,
) -> Iterator[Document | SourceFailure]:
    """Yield the documents of SOURCES in order, then those of TEXTS, and what could not be read.

    A source is a file (text, Markdown, HTML, JSON Lines, JSON, RSS, Atom; also packed with gzip), a
    folder, a pattern such as ``news/**/*.html``, ``-`` for standard input, or a document. DATE is the
    publication date of those that have none; FIELDS maps ours to theirs, ``{"text": "body"}``.
    ENCODING is that of all files; without it, what each says of itself counts, then a guess.

    Everything is read twice: first for ids and hashes only, so that articles with one address and
    several texts keep apart, and copies fall together, in whatever order they come.
    """
    given = list(read_texts(texts, base=base, date=date, fields=fields))
    way = Way(check_fields(fields), encodings.check_encoding(encoding))
    return _read((*sources, *given), base, iso(date), way)


def _read(
    sources: Iterable[Source], base: str, date: str | None, way: Way
) -> Iterator[Document | SourceFailure]:
    with tempfile.TemporaryDirectory(prefix="kg-") as spool:
        items = list(_items(sources, Path(spool)))
        ledger = Ledger()
        with _silent():  # the second time tells it
            for article in _articles(items, way):
                if not isinstance(article, SourceFailure):
                    ledger.add(mark(article, base))
        for article in _articles(items, way):
            if found := _identified(article, ledger, base, date):
                yield found


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


def _items(sources: Iterable[Source], spool: Path) -> Iterator[Item]:
    """Yield the documents and the files of SOURCES, each file once."""
    seen: set[Path] = set()
    for source in sources:
        if isinstance(source, Document | SourceFailure):
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


def _articles(items: Iterable[Item], way: Way) -> Iterator[Record | Document | SourceFailure]:
    return chain.from_iterable(
        _records(item, way) if isinstance(item, Place) else [item] for item in items
    )


def _records(place: Place, way: Way) -> Iterator[Record | SourceFailure]:
    """Yield the articles of a file; a web page still as the page it is."""
    _log.debug("%s: read as %s", place.name, place.kind)
    try:
        with place.open() as stream:
            if place.kind == "jsonl":
                yield from jsonl.read(stream, place.name, place.key, way.fields, way.encoding)
                return
            raw = stream.read(MAX_FILE + 1)
        if len(raw) > MAX_FILE:
            size = f"larger than {MAX_FILE // 2**20} MiB"
            raise SourceError(f"{place.name}: {size}; split it, or write JSON Lines")
        yield from _parse(raw, place, way)
    except SourceError as error:
        yield SourceFailure(place.name, str(error))
    except (OSError, EOFError, zlib.error) as error:
        yield _unreadable(place.name, error)


def _parse(raw: bytes, place: Place, way: Way) -> Iterator[Record | SourceFailure]:
    match place.kind:
        case "html":
            return html.read(raw, place.name, place.key, way.encoding)
        case "feed":
            return feed.read(raw, place.name, place.key, way.encoding)
        case "json":
            return jsonl.read_file(raw, place.name, place.key, way.fields, way.encoding)
        case "markdown":
            return text.read_markdown(raw, place.name, place.key, way.encoding)
        case _:
            return text.read(raw, place.name, place.key, way.encoding)


def _unreadable(name: str, error: Exception) -> SourceFailure:
    reason = getattr(error, "strerror", None) or str(error) or "it ends too early"
    return SourceFailure(name, f"{name}: cannot be read: {' '.join(reason.split())}")


def _identified(
    article: Record | Document | SourceFailure,
    ledger: Ledger,
    base: str,
    date: str | None,
) -> Document | SourceFailure | None:
    """Return the document of an ARTICLE under its id; None for a copy of another."""
    if isinstance(article, SourceFailure):
        return article
    seen = mark(article, base)
    if not ledger.take(seen):
        return None
    try:
        return ledger.settle(seen, _document(article, base, date), base)
    except SourceError as error:
        return SourceFailure(article.source, str(error))


def _document(article: Record | Document, base: str, date: str | None) -> Document:
    if isinstance(article, Document):
        return article
    return to_document(html.extract(article) if article.is_page else article, base=base, date=date)
