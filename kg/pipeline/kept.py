"""What one build leaves for the next one in the same process: the model is loaded once, and files are digested once.

A build by itself leaves nothing. Whoever makes one after the other says so, with ``keeping``; what they were given is
then taken as it was at the first of them.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg.llm.account import Account
from kg.model import Document
from kg.pipeline.built import Built
from kg.pipeline.fingerprint import Fingerprints
from kg.pipeline.limits import Limit, Reader
from kg.pipeline.processes import Alone
from kg.pipeline.report import Failure
from kg.pipeline.settings import Settings

if TYPE_CHECKING:
    from kg.pipeline.stages import Stages

# Documents after which the model is loaded anew: it remembers every word that it has met.
_MOST: Final = 20_000


@dataclass(slots=True)
class _Kept:
    """What was loaded for SETTINGS, and how many documents were read with it."""

    settings: Settings
    fingerprints: Fingerprints
    stages: "list[Stages]" = field(default_factory=list)  # one or none
    read: int = 0
    alone: list[Alone] = field(default_factory=list)  # one or none


_kept: ContextVar[list[_Kept] | None] = ContextVar("_kept", default=None)


@contextmanager
def keeping() -> Iterator[None]:
    """Let builds of one kind use what the first of them has loaded, in this thread."""
    found: list[_Kept] = []
    before = _kept.set(found)
    try:
        yield
    finally:
        _kept.reset(before)
        _close(found)


def is_keeping() -> bool:
    """Tell whether other builds come after this one.

    >>> with keeping():
    ...     is_keeping()
    True
    >>> is_keeping()
    False
    """
    return _kept.get() is not None


def fingerprints(settings: Settings) -> Fingerprints:
    """Return the fingerprints of SETTINGS."""
    kept = _of(settings)
    return Fingerprints(settings) if kept is None else kept.fingerprints


def begun(settings: Settings) -> Settings:
    """Return SETTINGS for a build that begins: of several, those of the first, whose budget holds for all of them.

    A language model that was away may be back, and is asked again.
    """
    kept = _of(settings)
    found = settings if kept is None else kept.settings
    if found.llm is not None:
        Account(found.llm.account).begin()
    return found


def read(documents: Iterable[Document], settings: Settings) -> Iterator[Built | Failure]:
    """Yield what comes of each of the DOCUMENTS in this process."""
    from kg.pipeline.stages import Stages  # here, like all that loads spaCy: few wait for it

    kept = _of(settings)
    if kept is None:
        yield from Stages(settings).run(documents)
        return
    if kept.read > _MOST or not kept.stages:
        kept.stages.clear()  # first: two of them need twice the memory
        kept.stages.append(Stages(settings))
        kept.read = 0
    for each in kept.stages[0].run(documents):
        kept.read += 1
        yield each


@contextmanager
def reader(settings: Settings, limit: Limit | None) -> Iterator[Reader | None]:
    """Yield who reads with SETTINGS within LIMIT, in a process beside this one; None where there is no limit.

    The process ends with the build, or with the last of several.
    """
    kept = _of(settings)
    if limit is None:
        yield None
    elif kept is None:
        with Alone(settings) as process:
            yield Reader(process, limit)
    else:
        if not kept.alone:
            kept.alone.append(Alone(settings))
        yield Reader(kept.alone[0], limit)


def _close(found: list[_Kept]) -> None:
    for each in found:
        for process in each.alone:
            process.close()


def _of(settings: Settings) -> _Kept | None:
    all_kept = _kept.get()
    if all_kept is None:
        return None
    if not all_kept or all_kept[0].settings != settings:
        _close(all_kept)
        all_kept[:] = [_Kept(settings, Fingerprints(settings))]
    return all_kept[0]
