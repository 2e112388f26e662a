"""What a feed or a sitemap says of an article that it lists, and which of many are the newest."""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An address as it is listed, with times as written. IS_WHOLE where the feed has the text of the article itself."""

    address: str
    modified: str | None = None
    published: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    is_whole: bool = False

    @property
    def moment(self) -> float | None:
        """When it was changed last, or else published, in seconds; None where nothing says so.

        >>> Listed(address="https://a.example/", modified="2026-03-12").moment
        1773273600.0
        >>> Listed(address="https://a.example/", published="Thu, 12 Mar 2026 00:00:00 GMT").moment
        1773273600.0
        """
        found = (_moment(each) for each in (self.modified, self.published) if each)
        return next((each for each in found if each is not None), None)


def newest(listed: Iterable[Listed], number: int) -> list[Listed]:
    """Return the NUMBER newest of those LISTED, the newest first; those without a time come last, as they stand.

    >>> dated = [Listed(address=day, modified=f"2026-03-{day}") for day in ("01", "03", "02")]
    >>> [each.address for each in newest([Listed(address="a"), *dated, Listed(address="b")], 4)]
    ['03', '02', '01', 'a']
    """
    return heapq.nsmallest(number, listed, key=_order)


def _order(listed: Listed) -> tuple[bool, float]:
    moment = listed.moment
    return moment is None, -(moment or 0.0)


def _moment(written: str) -> float | None:
    """Return the seconds of a time in ISO 8601 or RFC 5322."""
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(written.strip())
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
        except (ValueError, OverflowError):
            continue
    return None
