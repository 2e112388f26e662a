"""Sources that many machines read, each its share: what there is to read, and each article as if there were no other.

Which copy stands, and who has a name first, is decided when the marks of all have come together.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from kg import iri
from kg.boundary import attempt, here
from kg.errors import ConfigError
from kg.leftovers import scratch
from kg.model import Document
from kg.sources import (
    Day,
    OtherLanguage,
    SourceFailure,
    Web,
    encodings,
    is_fetched,
)
from kg.sources.copies import FirstPass, Mark, mark
from kg.sources.discovery import LeftOut, Place
from kg.sources.fields import check_fields
from kg.sources.identity import Claims
from kg.sources.reading import Item, Way, articles_in, items, outcome, told_below
from kg.sources.spool import Spool
from kg.sources.texts import iso


@dataclass(frozen=True, slots=True)
class Apart:
    """An article as long as no other one is known: its MARK among copies, and what comes of it by itself."""

    mark: Mark | None
    found: Document | SourceFailure | OtherLanguage


def places(sources: Iterable[str | Path]) -> tuple[list[Item], list[LeftOut]]:
    """Return what there is to read in SOURCES, in order, and what folders have beside it."""
    given = list(sources)
    if remote := [str(each) for each in given if is_fetched(each)]:
        raise ConfigError(
            f"{remote[0]}: what is fetched is read by one machine; give files, or leave out --spark"
        )
    left: list[LeftOut] = []
    with scratch() as folder, Spool(folder) as spool:
        found = list(items(given, spool, left))
    if any(isinstance(item, Place) and item.spooled for item in found):
        raise ConfigError(
            "-: what comes through a pipe is here alone; give a file that all machines see"
        )
    return found, left


def apart(
    item: Item,
    *,
    base: str = iri.BASE,
    date: Day | None = None,
    fields: Mapping[str, str] | None = None,
    encoding: str | None = None,
) -> Iterator[Apart]:
    """Yield each article of ITEM, one of ``places``; those in other languages are named alone."""
    way = Way(
        base=base,
        date=iso(date),
        fields=check_fields(fields),
        encoding=encodings.check_encoding(encoding),
        replace=False,
        english=True,
        claims=Claims(),
        settled=None,
        pages=Web(),
        within=here,
        follow=False,
        options="",
    )
    for article in articles_in(item, way):
        if isinstance(article, SourceFailure):
            yield Apart(None, article)
            continue
        seen = attempt(partial(mark, article, base), told_below, article.source, "read")
        for found in outcome(article, FirstPass(), replace(way, claims=Claims())):
            assert isinstance(found, Document | SourceFailure | OtherLanguage)  # noqa: S101 - nothing else claims its name
            yield Apart(seen, found)
