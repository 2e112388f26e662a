"""How long a document may take, and what is said of one that takes longer or kills the process that reads it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from typing import Any, Final, TypeVar

from kg.errors import ConfigError, SourceError
from kg.pipeline.processes import Alone, EndedError

_SHARE: Final = 40_000  # characters, as many as a section of a long article has
_PARSED: Final = 1_000_000  # bytes or characters of what is parsed into articles: that is fast
_DIED: Final = "the process that read it died, perhaps for want of memory; leave it out, or use fewer --workers"

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Limit:
    """The SECONDS that each 40,000 characters of a document may take, or less where there are less.

    >>> limit = Limit(120.0)
    >>> limit.of(5_000), limit.of(10_000_000)
    (120.0, 30000.0)
    """

    seconds: float

    def of(self, characters: int) -> float:
        """Return how many seconds it may take to extract what CHARACTERS say."""
        return self.seconds * max(ceil(characters / _SHARE), 1)

    def parsing(self, size: int) -> float:
        """Return how many seconds it may take to find the article in so many bytes or characters."""
        return self.seconds * max(ceil(size / _PARSED), 1)


def checked(seconds: float | None) -> Limit | None:
    """Return the limit of so many SECONDS; None where there is none.

    >>> checked(0.0), checked(None)
    (None, None)
    >>> checked(-1.0)
    Traceback (most recent call last):
    ...
    kg.errors.ConfigError: document_timeout: -1.0 is no time; use seconds, or 0 for no limit
    """
    if seconds is None or seconds == 0:
        return None
    if not 0 < seconds < float("inf"):
        raise ConfigError(f"document_timeout: {seconds} is no time; use seconds, or 0 for no limit")
    return Limit(seconds)


def lost(name: str, died: EndedError, seconds: float | None) -> str:
    """Return what is said of the document called NAME for which a process DIED, perhaps because SECONDS were over.

    >>> lost("a.html", EndedError(late=True), 120.0)
    'a.html: not read within 120 seconds; leave it out, or give a longer --document-timeout'
    """
    if not died.late or seconds is None:
        return f"{name}: {_DIED}"
    what = f"not read within {seconds:,.10g} seconds"
    return f"{name}: {what}; leave it out, or give a longer --document-timeout"


@dataclass(slots=True)
class Reader:
    """Has sources read in the process ALONE, each piece within its LIMIT; what was lost once is not tried again."""

    alone: Alone
    limit: Limit
    _lost: dict[tuple[str, str], str] = field(default_factory=dict)

    def __call__(self, name: str, size: int, work: Callable[..., Result], *args: Any) -> Result:
        """Return what WORK returns for ARGS, which are of SIZE; NAME is what is read."""
        key = (name, work.__name__)
        if key not in self._lost:
            try:
                return self._read(size, work, *args)
            except EndedError as died:
                self._lost[key] = lost(name, died, self.limit.parsing(size))
        raise SourceError(self._lost[key])

    def _read(self, size: int, work: Callable[..., Result], *args: Any) -> Result:
        seconds = self.limit.parsing(size)
        try:
            return self.alone.call(seconds, work, *args)
        except EndedError as died:
            if died.late:
                raise
            return self.alone.call(seconds, work, *args)  # it may have been somebody else's fault
