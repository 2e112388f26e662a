"""Web pages: the main text by trafilatura, the metadata by what the page says of itself.

In the order of trust: JSON-LD, meta elements, the page's own headline and times. Nothing is fetched,
and no date is guessed from the running text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any, Final

from kg import iri
from kg.errors import SourceError
from kg.sources import advertising, encodings, jsonld, markup, people
from kg.sources.record import Record

_PUBLISHED: Final = (
    *("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date"),
    *(
        "sailthru.date",
        "date.issued",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "dcterms.date",
    ),
    *(
        "pubdate",
        "publishdate",
        "publish-date",
        "article.published",
        "cxenseparse:recs:publishtime",
    ),
    *("date",),
)
_AUTHOR: Final = (
    "author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "article:author",
    "byl",
)
_SITE: Final = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher")
_HEADLINE: Final = ("og:title", "parsely-title", "dc.title", "twitter:title", "headline")
_BLOCKS: Final = ("p", "div", "td", "tr", "li", "dd", "dt", "pre", "blockquote", "br")
_MANY: Final = 5_000  # blocks of a page; articles have hundreds
_P: Final = re.compile(r"<p\b", re.IGNORECASE)
_P_END: Final = re.compile("</p>", re.IGNORECASE)
_SUFFIX: Final = re.compile(r"\s+[|·•»—–-]\s+[^|·•»—–]{2,40}$")


@dataclass(slots=True)
class _Head:
    """What stands in the elements that describe a page."""

    meta: dict[str, str] = field(default_factory=dict)
    blocks: list[str] = field(default_factory=list)  # JSON-LD
    texts: dict[str, str] = field(default_factory=dict)  # of the title and the first h1
    canonical: str | None = None
    language: str | None = None
    time: str | None = None


class _HeadParser(HTMLParser):
    """Reads a page for what it says of itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.head = _Head()
        self._inside: str | None = None
        self._pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("meta", "link", "html", "time"):
            _note(self.head, tag, given)
        elif tag == "script" and "ld+json" in given.get("type", "").lower():
            self._inside, self._pieces = "json", []
        elif tag in ("title", "h1") and tag not in self.head.texts:
            self._inside, self._pieces = tag, []

    def handle_endtag(self, tag: str) -> None:
        if self._inside == "json" and tag == "script":
            self.head.blocks.append("".join(self._pieces))
        elif self._inside == tag and (text := " ".join("".join(self._pieces).split())):
            self.head.texts[tag] = text
        if tag in ("script", self._inside):
            self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._pieces.append(data)


def _note(head: _Head, tag: str, given: Mapping[str, str]) -> None:
    if tag == "meta":
        name = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
        if name and given.get("content", "").strip():
            head.meta.setdefault(name, given["content"].strip())
    elif tag == "link" and "canonical" in given.get("rel", "").lower().split():
        head.canonical = head.canonical or given.get("href")
    elif tag == "html":
        head.language = given.get("lang") or None
    elif tag == "time" and ("pubdate" in given or given.get("itemprop") == "datePublished"):
        head.time = head.time or given.get("datetime")


def read(
    raw: bytes,
    source: str,
    key: str | None,
    encoding: str | None = None,
    declared: str | None = None,
) -> Iterator[Record]:
    """Yield the article of a page with its metadata; its text is still the page's, see ``extract``.

    DECLARED is the encoding that a server said.
    """
    page = encodings.decode(raw, source, declared, encoding=encoding)
    parser = _HeadParser()
    markup.feed(parser, page)
    yield _record(page, parser.head, source, key)


def _record(page: str, head: _Head, source: str, key: str | None) -> Record:
    node = jsonld.article(head.blocks)
    written = jsonld.names(node.get("author")) or jsonld.names(_first(head.meta, _AUTHOR))
    publisher = jsonld.names(node.get("publisher"))
    return Record(
        source=source,
        key=key,
        text=page,
        is_page=True,
        title=_string(node.get("headline")) or _headline(head),
        url=_address(node, head),
        publisher=publisher[0] if publisher else _first(head.meta, _SITE),
        authors=tuple(dict.fromkeys(name for each in written for name in people.authors(each))),
        published=_string(node.get("datePublished")) or _first(head.meta, _PUBLISHED) or head.time,
        language=_string(node.get("inLanguage")) or head.language,
        status=_string(node.get("creativeWorkStatus")) or head.meta.get("creativeworkstatus"),
    )


def extract(record: Record) -> Record:
    """Return the record of a page with the article's own text in the place of the page's.

    >>> page = "<html><body><p>Rain fell in Oslo on Monday.</p></body></html>"
    >>> extract(Record(source="a.html", text=page, is_page=True)).text
    'Rain fell in Oslo on Monday.'
    """
    page, text = _main_text(record.text)
    text = text or markup.to_text("\n".join(_paragraphs(page)))
    if not text:
        raise SourceError(f"{record.source}: has no article in it; is it a page of links?")
    return replace(record, text=text, is_page=False)


def _main_text(page: str) -> tuple[str, str | None]:
    """Return a PAGE without what sells something, and its main text."""
    from lxml import html as lxml_html
    from trafilatura import bare_extraction, load_html  # takes a tenth of a second to load

    tree = load_html(page)
    if tree is None:
        return page, None
    advertising.remove(tree)
    page = lxml_html.tostring(tree, encoding="unicode")
    # A second opinion on what little was found compares each block with all others.
    is_large = sum(1 for _ in tree.iter(*_BLOCKS)) > _MANY
    found = bare_extraction(tree, include_comments=False, include_tables=False, fast=is_large)
    lines = str(getattr(found, "text", None) or "").splitlines()
    return page, "\n\n".join(line.strip() for line in lines if line.strip()) or None


def _paragraphs(page: str) -> Iterator[str]:
    """Yield the paragraphs of a PAGE, each up to the first end of one."""
    place = 0
    while (begin := _P.search(page, place)) and (end := _P_END.search(page, begin.end())):
        place = end.end()
        yield page[begin.start() : place]


def _first(meta: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _string(value: Any) -> str | None:
    match value:
        case str():
            return value.strip() or None
        case [str() as first, *_]:
            return first.strip() or None
        case {"name": str() as name}:
            return name
        case _:
            return None


def _headline(head: _Head) -> str | None:
    """Return the page's headline; the site's name goes from a title that has it."""
    named = _first(head.meta, _HEADLINE) or head.texts.get("h1") or head.texts.get("title")
    title = " ".join((named or "").split()) or None
    site = _first(head.meta, _SITE)
    if title and (match := _SUFFIX.search(title)):
        is_site = site is not None and site.casefold() in match[0].casefold()
        if is_site or title == head.texts.get("title"):
            return title[: match.start()]
    return title


def _address(node: Mapping[str, Any], head: _Head) -> str | None:
    """Return the first absolute address that the page gives for itself and that is not the site's."""
    given = (
        *(jsonld.address(node.get("url")), jsonld.address(node.get("mainEntityOfPage"))),
        *(head.canonical, head.meta.get("og:url"), jsonld.address(node.get("@id"))),
    )
    found = (iri.from_url(url) for url in given if url)
    return next((url for url in found if url and url.rstrip("/").count("/") > 2), None)
