"""Texts that are at hand in Python: strings, documents, and dictionaries like a line of JSON Lines."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from kg import iri
from kg.errors import ConfigError, SourceError
from kg.model import Document
from kg.sources import dates, jsonl
from kg.sources.fields import Fields, check_fields
from kg.sources.record import Record, SourceFailure, to_document

Text = str | Document | Mapping[str, Any]
Day = str | datetime.date


def read_text(
    text: str,
    *,
    title: str | None = None,
    url: str | None = None,
    published: Day | None = None,
    publisher: str | None = None,
    authors: Iterable[str] = (),
    base: str = iri.BASE,
) -> Document:
    r"""Return the document of an article that is at hand as TEXT; its segments are found.

    Without a URL the article is named by a digest of its title and text: the same text is the same article.

    >>> read_text("It sued on Monday.", title="Chip maker sues", published="March 3, 2026").published
    '2026-03-03'
    >>> read_text("It sued on Monday.", url="https://example.org/a").id
    'https://example.org/a'
    >>> read_text("It sued on Monday.").id
    'https://w3id.org/news-kg/article/fa27dcc864dd8d24'
    """
    written = Record(
        source=url or title or "text",
        text=text,
        title=title,
        url=url,
        published=iso(published),
        publisher=publisher,
        authors=tuple(authors),
    )
    return to_document(written, base=base)


def read_texts(
    texts: Iterable[Text],
    *,
    base: str = iri.BASE,
    date: Day | None = None,
    fields: Mapping[str, str] | None = None,
) -> Iterator[Document | SourceFailure]:
    """Yield the documents of TEXTS in order, and what could not be read.

    DATE and FIELDS are as for files: the publication date of those that have none, and the names of fields.

    >>> found = read_texts(["Rain fell.", {"body": "It sued.", "date": "2026-03-12"}, ""], date="2026-03-01")
    >>> [getattr(each, "published", None) or each.message for each in found]
    ['2026-03-01', '2026-03-12', 'texts[2]: has no text']
    """
    if isinstance(texts, str | Mapping | Document):
        raise ConfigError("texts: is one text; give a list of them: texts=[…]")
    if hasattr(texts, "columns"):  # going through a data frame would give the names of its columns
        raise ConfigError("texts: is a data frame; give its rows: texts=frame.to_dict('records')")
    day, known = iso(date), check_fields(fields)
    for number, text in enumerate(texts):
        where = f"texts[{number}]"
        try:
            yield _document(text, where, base, day, known)
        except SourceError as error:
            yield SourceFailure(where, str(error))


def iso(date: Day | None) -> str | None:
    """Return a DATE that a user gives as ISO 8601.

    >>> iso("12 March 2026"), iso(datetime.date(2026, 3, 12))
    ('2026-03-12', '2026-03-12')
    """
    written = date.isoformat() if isinstance(date, datetime.date) else date
    try:
        return dates.normalise(written) if written else None
    except ValueError as error:
        raise ConfigError(f"date: {date!r} {error}; write it like 2026-03-12") from error


def _document(text: Text, where: str, base: str, date: str | None, fields: Fields) -> Document:
    match text:
        case Document():
            return text if text.published else replace(text, published=date)
        case str():
            return to_document(Record(source=where, text=text), base=base, date=date)
        case Mapping():
            record = jsonl.to_record(_plain(text), where, fields)
            return to_document(record, base=base, date=date)
        case _:
            kind = type(text).__name__
            raise SourceError(f"{where}: is a {kind}; give a string, a dictionary or a Document")


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the FIELDS of an article as JSON would have them; a row of a table has NaN for what is missing.

    >>> _plain({"published": datetime.date(2026, 3, 12), "title": float("nan")})
    {'published': '2026-03-12'}
    """
    known = {name: value for name, value in fields.items() if value == value}
    return {
        name: value.isoformat() if isinstance(value, datetime.date) else value
        for name, value in known.items()
    }
