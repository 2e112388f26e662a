"""What every source yields before segments are found, and how it becomes a document."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import unquote

from kg import iri
from kg.boundary import Within
from kg.errors import SourceError
from kg.model import Document, Origin, SegmentKind, SourceFile
from kg.sources import identity, people, publication, segments
from kg.sources.retractions import is_retracted

MAX_CHARACTERS: Final = 10_000_000  # of one article; a longer text is a dump
_NEAR: Final = 6  # lines of a rendered text in which its headline stands
_ESCAPED: Final = re.compile(r"%[0-9A-F]{2}")
_CODE: Final = re.compile("[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class SourceFailure:
    """A document that could not be read: where it is, and why, on one line."""

    source: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An article as its source gives it. KEY names it where it has no address (``kg.sources.identity``)."""

    source: str
    text: str
    key: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None  # as written
    language: str | None = None
    status: str | None = None  # as its source says: "Published", "Retracted"
    skip: int = 0  # characters at the start of the text that are no prose
    origins: tuple[Origin, ...] = ()  # of its characters in the file, where it was rendered
    is_page: bool = False  # the text is still that of a web page
    file: SourceFile | None = None

    def id(self, base: str) -> str:
        """Return the IRI that the article has by its address, its key, or else its text."""
        return identity.name(base, self.text, url=self.url, key=self.key)


def limited(
    within: Within, where: str, size: int, work: Callable[..., Record | SourceFailure], *args: Any
) -> Record | SourceFailure:
    """Return what WORK makes of the article at WHERE, WITHIN the limits of one document, or why there is none."""
    try:
        return within(where, size, work, *args)
    except SourceError as error:
        return SourceFailure(where, str(error))


def to_document(record: Record, *, base: str, date: str | None = None) -> Document:
    r"""Return the document of a RECORD: headline, blank line, text; DATE where it has none itself.

    >>> record = Record(source="a", title="Chip maker sues", text="It sued on Monday.", key="a")
    >>> to_document(record, base=iri.BASE).text
    'Chip maker sues\n\nIt sued on Monday.'
    """
    title = _title(record)
    text = _with_headline(title, record)
    address = iri.from_url(record.url) if record.url else None
    _check_characters(record)
    _check(text, record.source)
    _check_address(address, record.source, base)
    layout = segments.split(text, title=title, skip=record.skip)
    return Document(
        id=identity.name(base, text, url=record.url, key=record.key),
        text=text,
        segments=layout.segments,
        source=record.source,
        title=title if title and _ESCAPED.search(layout.title or "") else layout.title or title,
        url=address,
        publisher=_line(record.publisher) or layout.publisher,
        authors=record.authors or layout.authors,
        contributors=layout.contributors,
        agency=layout.agency or next(filter(None, map(people.agency, record.authors)), None),
        place=layout.place,
        published=publication.find(
            record.source,
            record.published,
            layout.dates,
            url=address,
            rights=_rights(text, layout),
            given=date,
        ),
        language=_language(record.language),
        retracted=is_retracted(record.status, title, text, layout.segments),
        file=record.file,
        origins=_moved(record.origins, len(text) - len(record.text)),
    )


def _title(record: Record) -> str | None:
    """Return the headline on one line; one that was cut from the address loses its escapes."""
    title = _line(html.unescape(record.title or ""))
    if title and ("://" in title or not any(c.isalpha() for c in title)):
        return None  # an address or a number is no headline, whatever the field is called
    if title and _ESCAPED.search(title) and title.replace(" ", "_") in (record.url or ""):
        title = unquote(title)
    return title


def _language(written: str | None) -> str:
    """Return the language of a tag or a name; what is neither is taken for English, the one that is read.

    >>> _language("en-GB"), _language("English"), _language("fr")
    ('en', 'en', 'fr')
    """
    code = re.split("[-_]", (written or "").strip().lower())[0]
    return code if _CODE.fullmatch(code) and code != "eng" else "en"


def _line(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None


def _with_headline(title: str | None, record: Record) -> str:
    """Return the text, its headline before it unless it begins with that already."""
    if not title or record.skip:
        return record.text
    lines = [line for line in record.text.splitlines() if line.strip()]
    near = lines[: _NEAR if record.origins else 1]
    if any(segments.same_words(line, title) for line in near):
        return record.text
    return f"{title}\n\n{record.text}" if record.text.strip() else title


def _rights(text: str, layout: segments.Layout) -> list[str]:
    kind = SegmentKind.COPYRIGHT
    return [text[each.start : each.end] for each in layout.segments if each.kind is kind]


def _moved(origins: tuple[Origin, ...], by: int) -> tuple[Origin, ...]:
    """Return ORIGINS of a text before which BY characters were put."""
    return tuple(replace(each, start=each.start + by, end=each.end + by) for each in origins)


def _check_address(address: str | None, source: str, base: str) -> None:
    """Refuse an ADDRESS among our own IRIs: its article could say what other things of the graph are."""
    for own in (base, iri.BASE):
        if address and _plain(address).startswith(_plain(own)):
            what = f"the address {address} is among those of the graph, {own}"
            raise SourceError(f"{source}: {what}; give the article its own, or none")


def _plain(address: str) -> str:
    """Return an ADDRESS for a comparison: http and https, capitals and escapes are alike."""
    return unquote(address).lower().partition("://")[2]


def _check(text: str, source: str) -> None:
    if not text.strip():
        raise SourceError(f"{source}: has no text")
    if len(text) > MAX_CHARACTERS:
        size = f"{len(text):,} characters, more than {MAX_CHARACTERS:,}"
        raise SourceError(f"{source}: has {size}; give one article a file, or split it")
    if (half := _half(text)) is not None:
        raise SourceError(f"{source}: has half a character at {half}; write it out again as UTF-8")


def _check_characters(record: Record) -> None:
    """Refuse half characters in what is said of an article, which no graph can have."""
    for name in ("title", "publisher", "published", "authors"):
        given = getattr(record, name) or ""
        if _half(given if isinstance(given, str) else "".join(given)) is not None:
            what = f"has half a character in its {name}"
            raise SourceError(f"{record.source}: {what}; write it out again as UTF-8")


def _half(text: str) -> int | None:
    """Return where half a character stands in TEXT; None where there is none."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return error.start
    return None
