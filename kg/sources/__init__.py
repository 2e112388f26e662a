"""Sources: files, folders, patterns and standard input, read as documents.

One bad document never stops a batch: it comes out as a ``SourceFailure`` in its place.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from pathlib import Path

from kg import iri
from kg.boundary import Within, here
from kg.model import Document
from kg.sources import discovery, encodings, objects, web
from kg.sources.discovery import LeftOut
from kg.sources.english import OtherLanguage
from kg.sources.fields import check_fields
from kg.sources.identity import Claims, Copy
from kg.sources.passes import read_twice
from kg.sources.reading import Article, Way
from kg.sources.record import SourceFailure
from kg.sources.texts import Day, Text, iso, read_text, read_texts
from kg.sources.unchanged import Finished, Settled, Unchanged
from kg.sources.web import NEWEST, PAUSE, Web, is_web

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
    "is_fetched",
    "read",
    "read_text",
    "require",
]


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
    return (lambda _: False) if is_fetched(source) else discovery.covers(source)


def is_fetched(source: str | Path) -> bool:
    """Tell whether SOURCE is an address, or a file of addresses, and nothing on this machine's disks.

    >>> is_fetched("s3://news/"), is_fetched("@outlets.txt"), is_fetched("news/")
    (True, True, False)
    """
    return is_web(source) or iri.is_address(str(source))


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
    within: Within = here,
    follow_links: bool = False,
) -> Generator[Article | LeftOut | Unchanged | Finished, None, None]:
    """Yield what ``read`` does, the copies that fall together with others, and which files of folders are not read.

    Everything is read twice: first only to count it, which TOTAL is told, and to see which copy tells most of itself.
    With REPLACE the last text of a name stands, and the others name it; with ENGLISH, articles in other languages
    are told as such.
    A file of which SETTLED tells how many articles it has is not read; of others it is told when they were read whole.
    PAGES says how those of the web are fetched. What is parsed is parsed WITHIN the limits of one document.
    With FOLLOW_LINKS, links in folders count that lead out of them; else they are failures.
    """
    given = list(read_texts(texts, base=base, date=date, fields=fields))
    way = Way(
        base=base,
        date=iso(date),
        fields=check_fields(fields),
        encoding=encodings.check_encoding(encoding),
        replace=replace,
        english=english,
        claims=claims or Claims(),
        settled=settled,
        pages=pages or Web(),
        within=within,
        follow=follow_links,
        options=iri.digest(base, repr(date), repr(sorted((fields or {}).items())), repr(encoding)),
    )
    return read_twice((*sources, *given), way, total)
