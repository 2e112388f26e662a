"""Feeds: RSS (https://www.rssboard.org/rss-specification), RSS 1.0 and Atom (RFC 4287).

Parsed by the standard library's expat, which loads no external entity; a feed that declares entities
of its own is refused.
"""

import html
import re
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from kg.errors import SourceError
from kg.sources import encodings, markup, people
from kg.sources.listed import Listed
from kg.sources.record import Record, SourceFailure

_ENTITY: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)(?:(\w+);)?")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CDATA: Final = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
ROOTS: Final = ("rss", "feed", "RDF")
_WHOLE: Final = 200  # words of an item that are more than a teaser
_LONGEST: Final = 400  # characters of a mail address with a name
_MAIL: Final = re.compile(r"\S+@\S+\s*\((?P<name>[^)]+)\)")


def read(
    raw: bytes, source: str, key: str | None, encoding: str | None = None
) -> Iterator[Record | SourceFailure]:
    """Yield the articles of a feed."""
    root = parse(encodings.decode(raw, source, encoding=encoding), source)
    for _, record in _records(root, source, key):
        yield record


def listed(root: Element, source: str) -> Iterator[Listed]:
    """Yield the articles of a feed with an address, as it lists them."""
    for item, record in _records(root, source, None):
        if isinstance(record, Record) and record.url:
            yield Listed(
                address=record.url,
                modified=_first(item, ("updated", "modified")),
                published=record.published,
                publisher=record.publisher,
                authors=record.authors,
                language=record.language,
                is_whole=len(record.text.split()) >= _WHOLE,
            )


def _records(
    root: Element, source: str, key: str | None
) -> Iterator[tuple[Element, Record | SourceFailure]]:
    """Yield the items of the feed ROOT, each with the article in it."""
    if name(root) not in ROOTS:
        raise SourceError(f"{source}: is XML but neither RSS nor Atom; its root is {name(root)!r}")
    channel = child(root, "channel")
    publisher = words(root if channel is None else channel, "title")
    language = words(root if channel is None else channel, "language") or _language(root)
    items = [each for each in root.iter() if name(each) in ("item", "entry")]
    if not items:
        raise SourceError(f"{source}: is a feed without an item")
    for number, item in enumerate(items, 1):
        where = f"{source}[{number}]"
        yield item, _record(item, where, key, publisher, language or _language(item))


def parse(text: str, source: str) -> Element:
    """Return the root of the XML in TEXT, mended where it can be."""
    if "<!ENTITY" in text:
        raise SourceError(f"{source}: declares entities, which feeds do not need; remove them")
    pieces = _CDATA.split(_CONTROL.sub("", text.lstrip("\ufeff \t\r\n")))
    mended = (p if p.startswith("<![CDATA[") else _ENTITY.sub(_character, p) for p in pieces)
    try:
        return ElementTree.fromstring("".join(mended))  # noqa: S314 -- no entity is left to expand
    except ElementTree.ParseError as error:
        line, column = error.position
        reason = str(error).partition(":")[0]
        message = f"{source}: no XML at line {line}, column {column + 1}: {reason}; mend it"
        raise SourceError(message) from error


def _character(match: re.Match[str]) -> str:
    """Return what an HTML entity means, which XML does not know; a bare ampersand is one."""
    meant = html.unescape(match[0]) if match[1] else match[0]
    return "&amp;" + match[0][1:] if meant == match[0] else meant


def _record(
    item: Element, where: str, key: str | None, publisher: str | None, language: str | None
) -> Record | SourceFailure:
    title = markup.to_text(words(item, "title") or "")
    text = next(
        filter(None, (_content(item, n) for n in ("encoded", "content", "description", "summary"))),
        "",
    )
    if not text and not title:
        return SourceFailure(where, f"{where}: has neither title nor text")
    guid = words(item, "guid") or words(item, "id")
    source = child(item, "source")
    origin = None if source is None else words(source, "title") or (source.text or "").strip()
    return Record(
        source=where,
        key=f"{key}/{guid}" if key and guid else None,
        text=text,
        title=title or None,
        url=_link(item) or guid,
        publisher=origin or publisher,
        authors=_authors(item),
        published=_first(item, ("pubDate", "published", "date", "issued", "updated")),
        language=language,
    )


def name(element: Element) -> str:
    """Return the name of an ELEMENT without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element, called: str) -> Element | None:
    """Return the first child of ELEMENT with this name."""
    return next((each for each in element if name(each) == called), None)


def words(element: Element, called: str) -> str | None:
    """Return the words of the first child of ELEMENT with this name; None where there are none."""
    found = child(element, called)
    return None if found is None else " ".join("".join(found.itertext()).split()) or None


def _first(element: Element, names: tuple[str, ...]) -> str | None:
    return next(filter(None, (words(element, name) for name in names)), None)


def _language(element: Element) -> str | None:
    return element.get("{http://www.w3.org/XML/1998/namespace}lang")


def _content(item: Element, called: str) -> str:
    """Return the text of an element that holds escaped HTML, XHTML or plain text."""
    found = child(item, called)
    if found is None:
        return ""
    if len(found):  # https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1.3
        return markup.to_text(_without_prefixes(ElementTree.tostring(found, encoding="unicode")))
    inner = found.text or ""
    return markup.to_text(inner) if markup.is_html(inner) else html.unescape(inner).strip()


def _without_prefixes(xml: str) -> str:
    return re.sub(r"(</?)\w+:", r"\1", xml)


def _link(item: Element) -> str | None:
    links = [each for each in item if name(each) == "link"]
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return link.get("href")
    return next(((link.text or "").strip() for link in links if (link.text or "").strip()), None)


def _authors(item: Element) -> tuple[str, ...]:
    """Return the names of the authors: Atom nests them, RSS puts them behind a mail address."""
    found: list[str] = []
    for each in item:
        if name(each) in ("author", "creator"):
            written = words(each, "name") or " ".join("".join(each.itertext()).split())
            match = _MAIL.fullmatch(written[:_LONGEST])
            found += people.authors(match["name"] if match else written)
    return tuple(dict.fromkeys(name for name in found if "@" not in name))
