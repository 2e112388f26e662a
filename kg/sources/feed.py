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
from kg.sources.record import Record, SourceFailure

_ENTITY: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)(?:(\w+);)?")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CDATA: Final = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_ROOTS: Final = ("rss", "feed", "RDF")
_MAIL: Final = re.compile(r"\S+@\S+\s*\((?P<name>[^)]+)\)")


def read(
    raw: bytes, source: str, key: str | None, encoding: str | None = None
) -> Iterator[Record | SourceFailure]:
    """Yield the articles of a feed."""
    root = _parse(encodings.decode(raw, source, encoding=encoding), source)
    if _name(root) not in _ROOTS:
        raise SourceError(f"{source}: is XML but neither RSS nor Atom; its root is {_name(root)!r}")
    channel = _child(root, "channel")
    publisher = _words(root if channel is None else channel, "title")
    language = _words(root if channel is None else channel, "language") or _language(root)
    items = [each for each in root.iter() if _name(each) in ("item", "entry")]
    if not items:
        raise SourceError(f"{source}: is a feed without an item")
    for number, item in enumerate(items, 1):
        where = f"{source}[{number}]"
        yield _record(item, where, key, publisher, language or _language(item))


def _parse(text: str, source: str) -> Element:
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
    title = markup.to_text(_words(item, "title") or "")
    text = next(
        filter(None, (_content(item, n) for n in ("encoded", "content", "description", "summary"))),
        "",
    )
    if not text and not title:
        return SourceFailure(where, f"{where}: has neither title nor text")
    guid = _words(item, "guid") or _words(item, "id")
    source = _child(item, "source")
    origin = None if source is None else _words(source, "title") or (source.text or "").strip()
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


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _child(element: Element, name: str) -> Element | None:
    return next((each for each in element if _name(each) == name), None)


def _words(element: Element, name: str) -> str | None:
    child = _child(element, name)
    return None if child is None else " ".join("".join(child.itertext()).split()) or None


def _first(element: Element, names: tuple[str, ...]) -> str | None:
    return next(filter(None, (_words(element, name) for name in names)), None)


def _language(element: Element) -> str | None:
    return element.get("{http://www.w3.org/XML/1998/namespace}lang")


def _content(item: Element, name: str) -> str:
    """Return the text of an element that holds escaped HTML, XHTML or plain text."""
    child = _child(item, name)
    if child is None:
        return ""
    if len(child):  # https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1.3
        return markup.to_text(_without_prefixes(ElementTree.tostring(child, encoding="unicode")))
    inner = child.text or ""
    return markup.to_text(inner) if markup.is_html(inner) else html.unescape(inner).strip()


def _without_prefixes(xml: str) -> str:
    return re.sub(r"(</?)\w+:", r"\1", xml)


def _link(item: Element) -> str | None:
    links = [each for each in item if _name(each) == "link"]
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return link.get("href")
    return next(((link.text or "").strip() for link in links if (link.text or "").strip()), None)


def _authors(item: Element) -> tuple[str, ...]:
    """Return the names of the authors: Atom nests them, RSS puts them behind a mail address."""
    found: list[str] = []
    for each in item:
        if _name(each) in ("author", "creator"):
            written = _words(each, "name") or " ".join("".join(each.itertext()).split())
            match = _MAIL.fullmatch(written)
            found += people.authors(match["name"] if match else written)
    return tuple(dict.fromkeys(name for name in found if "@" not in name))
