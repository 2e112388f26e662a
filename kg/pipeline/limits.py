"""What a document may take, and what is said of one that takes more or kills the process that reads it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from typing import Any, Final, TypeVar

from kg.errors import ConfigError, SourceError
from kg.pipeline.bounds import Bounds
from kg.pipeline.processes import Alone, EndedError

_SHARE: Final = 40_000  # characters, as many as a section of a long article has
_PARSED: Final = 1_000_000  # bytes or characters of what is parsed into articles: that is fast
_GIGABYTE: Final = 1024**3
_DIED: Final = (
    "the process that read it died, perhaps for want of memory; "
    "leave it out, use fewer --workers, or give a larger --document-memory"
)

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Limit:
    """The SECONDS that each 40,000 characters of a document may take, and the bytes of MEMORY of each million.

    Fewer characters may take as much.

    >>> limit = Limit(120.0, 2**30)
    >>> limit.of(5_000)
    Bounds(seconds=120.0, memory=1073741824)
    >>> limit.of(10_000_000).seconds
    30000.0
    """

    seconds: float | None
    memory: int | None = None

    def of(self, characters: int) -> Bounds:
        """Return what it may take to extract what CHARACTERS say."""
        return self._bounds(ceil(characters / _SHARE), characters)

    def parsing(self, size: int) -> Bounds:
        """Return what it may take to find the article in so many bytes or characters."""
        return self._bounds(ceil(size / _PARSED), size)

    def _bounds(self, shares: int, size: int) -> Bounds:
        seconds = None if self.seconds is None else self.seconds * max(shares, 1)
        memory = None if self.memory is None else self.memory * max(ceil(size / _PARSED), 1)
        return Bounds(seconds, memory)


def checked(seconds: float | None, gigabytes: float | None = None) -> Limit | None:
    """Return the limit of so many SECONDS and GIGABYTES, of which 0 and None are no limit; None where there is neither.

    >>> checked(0.0), checked(None, None)
    (None, None)
    >>> checked(None, 0.5)
    Limit(seconds=None, memory=536870912)
    >>> checked(-1.0)
    Traceback (most recent call last):
    ...
    kg.errors.ConfigError: document_timeout: -1.0 is no time; use seconds, or 0 for no limit
    """
    for name, what, unit, given in (
        ("document_timeout", "time", "seconds", seconds),
        ("document_memory", "size", "gigabytes", gigabytes),
    ):
        if given is not None and not 0 <= given < float("inf"):
            raise ConfigError(f"{name}: {given} is no {what}; use {unit}, or 0 for no limit")
    if not seconds and not gigabytes:
        return None
    return Limit(seconds or None, int(gigabytes * _GIGABYTE) if gigabytes else None)


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
                self._lost[key] = lost(name, died, self.limit.parsing(size).seconds)
        raise SourceError(self._lost[key])

    def _read(self, size: int, work: Callable[..., Result], *args: Any) -> Result:
        bounds = self.limit.parsing(size)
        try:
            return self.alone.call(bounds, work, *args)
        except EndedError as died:
            if died.late:
                raise
            return self.alone.call(bounds, work, *args)  # it may have been somebody else's fault
