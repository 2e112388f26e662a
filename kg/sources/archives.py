"""Web archives: the pages of a WARC file, and the texts of a WET file, as crawls such as Common Crawl write them.

https://iipc.github.io/warc-specifications/. FastWARC reads the records; it is an extra.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from kg.boundary import Within, here
from kg.errors import SourceError, library
from kg.sources import encodings, html, payloads, telling, text
from kg.sources.packed import broken
from kg.sources.record import Record, SourceFailure

_log = telling.log(__name__)

_PAGES: Final = ("text/html", "application/xhtml+xml")
_FOUND: Final = 200  # the status of a page that was there
_LARGEST: Final = 32 * 1024 * 1024  # bytes of a record


def read(
    path: Path, source: str, encoding: str | None = None, within: Within = here
) -> Iterator[Record | SourceFailure]:
    """Yield the articles of the archive at PATH: web pages that were found, and texts that were made of pages.

    An article has the address of its record. Other records count for nothing. Each is parsed WITHIN the limits of one
    document.
    """
    warc = library("fastwarc.warc", "archives")
    wanted = warc.WarcRecordType.response | warc.WarcRecordType.conversion
    with path.open("rb") as stream:
        try:
            for number, record in enumerate(warc.ArchiveIterator(stream, wanted), 1):
                yield from _articles(record, f"{source}:{number}", warc, encoding, within)
        except (OSError, ValueError, RuntimeError) as error:  # of a stream that is cut or broken
            why = " ".join(str(error).split()) or "it ends too early"
            yield SourceFailure(source, f"{source}: cannot be read: {why}")


def _articles(
    record: Any, where: str, warc: Any, encoding: str | None, within: Within
) -> Iterator[Record | SourceFailure]:
    is_page = record.record_type == warc.WarcRecordType.response
    if is_page and not _is_wanted(record):
        return
    raw = record.reader.read(_LARGEST + 1)
    address = record.headers.get("WARC-Target-URI", "").strip("<>")
    try:
        _check_size(raw, address)
        if is_page:
            raw = _unwrapped(raw, record, address)
        charset = encoding or _charset(record, where) if is_page else "utf-8"
        made = within(where, len(raw), _made, raw, where, is_page, charset)
        for each in made:
            yield replace(each, url=each.url or address or None)
    except SourceError as error:
        said = str(error)
        yield SourceFailure(where, said if said.startswith(where) else f"{where}: {said}")


def _check_size(raw: bytes, address: str) -> None:
    if len(raw) > _LARGEST:
        raise SourceError(f"{address} is larger than {_LARGEST // 2**20} MiB")


def _unwrapped(raw: bytes, record: Any, address: str) -> bytes:
    """Return the page that came RAW in a RECORD."""
    chunked, packed = (
        str(record.http_headers.get(name) or "")
        for name in ("Transfer-Encoding", "Content-Encoding")
    )
    try:
        page = payloads.unwrapped(raw, chunked, packed, _LARGEST)
    except broken() as error:
        raise SourceError(f"{address} cannot be unpacked: {error}") from error
    _check_size(page, address)
    return page


def _charset(record: Any, where: str) -> str | None:
    """Return the encoding that a server said, where it is one of text."""
    return encodings.known(record.http_charset, where) if record.http_charset else None


def _made(raw: bytes, where: str, is_page: bool, encoding: str | None) -> list[Record]:
    """Return the article of RAW bytes, of a page or of a text."""
    read = html.read if is_page else text.read
    return list(read(raw, where, None, encoding))


def _is_wanted(record: Any) -> bool:
    kind = (record.http_content_type or "").partition(";")[0].strip().lower()
    status = record.http_headers.status_code if record.http_headers is not None else None
    if kind not in _PAGES or status != _FOUND:
        _log.debug("%s: left out: %s, status %s", record.record_id, kind or "no type", status)
        return False
    return True
