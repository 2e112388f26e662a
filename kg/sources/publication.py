"""When an article was published: what its source says, what stands above and below its text, what its address says.

A day without a year takes the year that brings it nearest to another date of the article, never to the clock;
without one, the article has no date. Running prose dates nothing.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import urlsplit

from kg.sources import dates, telling

_log = telling.log(__name__)

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_DAY: Final = r"(?P<day>0?[1-9]|[12]\d|3[01])"
# /2026/03/04/   /2026/mar/04/   /2026-03-04-rain   /20260304/
_IN_ADDRESS: Final = (
    re.compile(rf"/{_YEAR}/(?P<month>0?[1-9]|1[0-2])/{_DAY}(?=[/_-]|$)"),
    re.compile(rf"/{_YEAR}/(?P<month>{'|'.join(_MONTHS)})[a-z]*/{_DAY}(?=[/_-]|$)"),
    re.compile(rf"(?<!\d){_YEAR}[-_](?P<month>0[1-9]|1[0-2])[-_]{_DAY}(?!\d)"),
    re.compile(rf"/{_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
)
_YEAR_IN_ADDRESS: Final = re.compile(rf"/{_YEAR}(?=/|$)")
_YEARS: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def find(
    source: str,
    said: str | None,
    in_text: Iterable[str],
    *,
    url: str | None = None,
    rights: Iterable[str] = (),
    given: str | None = None,
) -> str | None:
    """Return the date of an article as ISO 8601, or None.

    SAID is what its source says and IN_TEXT what stands around its prose, as written, the likeliest first; RIGHTS are
    its copyright lines, and GIVEN is the date of articles that do not say theirs. SOURCE names it in messages.

    >>> find("a.txt", None, ["March 4"], url="https://a.example/2026/rain")
    '2026-03-04'
    >>> find("a.txt", None, [], url="https://a.example/2026/03/04/rain")
    '2026-03-04'
    """
    written = [text for text in (said, *in_text) if text]
    near = list(_near(said, written, url, rights, given))
    for text in written:
        try:
            return dates.normalise(text)
        except ValueError as error:
            if completed := next(filter(None, (dates.complete(text, each) for each in near)), None):
                return completed
            _log.warning("%s: the date %r %s; left out", source, text[:60], error)
    return in_address(url) or given


def _near(
    said: str | None,
    written: Iterable[str],
    url: str | None,
    rights: Iterable[str],
    given: str | None,
) -> Iterator[str]:
    """Yield dates and years of an article that a day without a year may be near to, the surest first."""
    if day := in_address(url):
        yield day
    for text in written:
        try:
            yield dates.normalise(text)
        except ValueError:
            continue
    if year := _YEAR_IN_ADDRESS.search(urlsplit(url).path if url else ""):
        yield year["year"]
    for text in (said or "", *rights):
        yield from _YEARS.findall(text)[-1:]
    if given:
        yield given


def in_address(url: str | None) -> str | None:
    """Return the day that an address has in it.

    >>> in_address("https://a.example/world/2026/mar/4/rain"), in_address("https://a.example/2026/03/rain")
    ('2026-03-04', None)
    >>> in_address("https://a.example/news-2026-02-30") is None
    True
    """
    path = urlsplit(url).path.lower() if url else ""
    for pattern in _IN_ADDRESS:
        if match := pattern.search(path):
            month = match["month"]
            number = _MONTHS.index(month) + 1 if month.isalpha() else int(month)
            try:
                return dates.normalise(f"{match['year']}-{number:02}-{int(match['day']):02}")
            except ValueError:
                continue
    return None
