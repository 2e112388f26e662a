"""Processes beside this one that do work for it: each piece within its bounds, and none outlives who started it.

A piece of work that takes too long ends its process, also where the time is spent in a library that asks nobody.
"""

import logging
import os
import pickle
import signal
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import active_children, get_context, parent_process
from typing import Any, Final, Generic, TypeVar, cast

from kg.closing import Closing
from kg.errors import ConfigError
from kg.pipeline.bounds import FREE, Bounds, ready
from kg.pipeline.settings import Settings

DIES_AT_ONCE: Final = (
    "workers: a process dies before it reads anything, perhaps for want of memory; use --workers 1"
)

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Answer(Generic[Result]):
    """What came of a piece of work: what was FOUND, or the ERROR that it raised, and what was LOGGED meanwhile."""

    found: Result | None
    error: Exception | None
    logged: tuple[logging.LogRecord, ...]


class EndedError(Exception):
    """The process that did a piece of work has ended without an answer; LATE says that its time was over."""

    def __init__(self, *, late: bool) -> None:
        super().__init__()
        self.late = late


class Pool:
    """A pool of processes that ends at once when its user is done with it, whatever they are doing."""

    def __init__(self, settings: Settings, workers: int) -> None:
        self._before = set(active_children())
        # Spawned, not forked: a process with threads of numerical libraries must not be copied as it runs.
        level = logging.getLogger("kg").getEffectiveLevel()
        self._pool = ProcessPoolExecutor(workers, get_context("spawn"), _start, (settings, level))

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if (
            kind is not None
        ):  # stopped, or closed before the end: nobody waits for what is under way
            for child in set(active_children()) - self._before:
                child.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def submit(
        self,
        bounds: Bounds,
        work: Callable[..., Result],
        *args: Any,
        before: Callable[[], object] | None = None,
    ) -> "Future[Answer[Result]]":
        """Have WORK done with ARGS by one of the processes, which keeps to BOUNDS.

        What is done BEFORE it in the same process is not bounded.
        """
        return self._pool.submit(_bounded, bounds, before, work, args)


class Alone(Closing):
    """One process that does one thing at a time; it is started when there is something, and anew where it has died."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._pool: Pool | None = None
        self._is_busy = False

    def call(self, bounds: Bounds, work: Callable[..., Result], *args: Any) -> Result:
        """Return what WORK returns for ARGS; raise EndedError where the process dies of it, or of its BOUNDS."""
        pool = self._started()
        began = time.monotonic()
        self._is_busy = True
        try:
            come = pool.submit(bounds, work, *args).result()
        except BrokenProcessPool as error:
            self._is_busy = False
            self.close()
            is_late = bounds.seconds is not None and time.monotonic() - began >= bounds.seconds
            raise EndedError(late=is_late) from error
        self._is_busy = False  # unless somebody has interrupted it
        return told(come)

    def close(self) -> None:
        """End the process, also in the middle of something."""
        if self._pool is not None:
            self._pool.__exit__(KeyboardInterrupt if self._is_busy else None)
            self._pool = None
        self._is_busy = False

    def _started(self) -> Pool:
        if self._pool is not None:
            return self._pool
        self._pool = Pool(self.settings, 1)
        try:
            self._pool.submit(FREE, _nothing).result()
        except BrokenProcessPool as error:
            self.close()
            raise ConfigError(DIES_AT_ONCE) from error
        return self._pool


def told(answer: Answer[Result]) -> Result:
    """Return what was found, or raise what was raised; what another process has logged is logged here."""
    for record in answer.logged:
        logger = logging.getLogger(record.name)
        if logger.isEnabledFor(record.levelno):
            logger.handle(record)
    if answer.error is not None:
        raise answer.error
    return cast("Result", answer.found)


# What a process was started with.
_settings: list[Settings] = []


def given() -> Settings:
    """Return the settings that this process was started with."""
    return _settings[0]


class _Records(logging.Handler):
    """Keeps what is logged, so that another process can log it."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep RECORD as text; objects in it may not travel."""
        if record.exc_info:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        record.msg, record.args, record.exc_info = record.getMessage(), None, None
        self.records.append(record)


_records = _Records()


def _start(settings: Settings, level: int) -> None:
    # Ctrl-C goes to the whole group of processes; it is the parent's to answer, which ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    logging.getLogger("kg").setLevel(level)
    logging.getLogger().addHandler(_records)
    _settings[:] = [settings]
    ready()


def _end_with_parent() -> None:
    """End this process when its parent has, which may have been killed and could not tell."""
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def _nothing() -> None:
    """Show that the process is there."""


def _bounded(
    bounds: Bounds,
    before: Callable[[], object] | None,
    work: Callable[..., Any],
    args: tuple[Any, ...],
) -> Answer[Any]:
    _records.records = []
    found, raised = None, None
    try:
        if before is not None:
            before()
        with bounds.kept():
            found = work(*args)
    except Exception as error:  # whatever it is: it is raised in the other process
        raised = _travelling(error)
    return Answer(found, raised, tuple(_records.records))


def _travelling(error: Exception) -> Exception:
    """Return ERROR with its traceback as a note; what cannot be pickled as an error that can."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - what Python pickled here itself
    except Exception:  # raised by whatever a library has in its exceptions
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
