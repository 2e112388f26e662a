"""Several processes that take documents through the stages, and what happens when one of them dies.

A process that is killed, or that runs out of memory, takes all its pool with it and says no name. What was under way is
then tried again, a chunk at a time and, where that dies again, a document at a time, in a fresh process: only the
documents that kill it are failures.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import active_children, get_context, parent_process
from typing import TYPE_CHECKING, Final

from kg import ontology as ontologies
from kg.closing import Closing
from kg.errors import ConfigError
from kg.model import Document
from kg.pipeline import kept
from kg.pipeline.built import Built
from kg.pipeline.report import Failure
from kg.pipeline.settings import Settings

if TYPE_CHECKING:
    from kg.pipeline.stages import Stages

# Documents that travel to a worker together: the more, the fewer passes the network takes; few towards the end, that
# nobody waits long for the last one.
_CHUNK: Final = 32
_LEAST: Final = 4
_SHARES: Final = 4  # that each worker gets of what is left
_CHUNKS_AHEAD: Final = 2
_DIED: Final = "the process that read it died, perhaps for want of memory; leave it out, or use fewer --workers"

_DIES_AT_ONCE: Final = (
    "workers: a process dies before it reads anything, perhaps for want of memory; use --workers 1"
)

Outcome = Built | Failure
Chunk = Sequence[Document]


def run(
    documents: Iterable[Document], settings: Settings, workers: int, expected: int = 0
) -> Iterator[Outcome]:
    """Return what comes of each of the DOCUMENTS, in their order, by one process or by several WORKERS.

    How many are EXPECTED decides how they are dealt out, not what comes of them.
    """
    if workers == 1:
        yield from kept.read(documents, settings)
        return
    chunks = _chunks(documents, workers, expected)
    under_way: list[Chunk] = []
    while True:
        with _Pool(settings, workers) as pool:
            pool.wake(workers)
            # Made once, here, while the workers import what they need: they share the file.
            settings.knowledge.path(ontologies.load(*settings.ontology))
            yield from _until_one_dies(chunks, pool, workers, under_way)
        if not under_way:
            return
        with Guarded(settings) as guarded:
            for chunk in under_way:
                yield from guarded.run(chunk)
        under_way.clear()


def _until_one_dies(
    chunks: Iterator[Chunk], pool: "_Pool", workers: int, under_way: list[Chunk]
) -> Iterator[Outcome]:
    """Yield what comes of CHUNKS; where a worker dies, stop and leave UNDER_WAY what was begun."""
    futures: deque[Future[list[Outcome]]] = deque()

    def send(count: int) -> None:
        for chunk in islice(chunks, count):
            under_way.append(chunk)  # first: where the pool is broken, it cannot even be sent
            futures.append(pool.submit(chunk))

    try:
        send(workers * _CHUNKS_AHEAD)
        while futures:
            found = futures.popleft().result()
            under_way.pop(0)
            yield from found
            send(1)
    except BrokenProcessPool:
        return


class Guarded(Closing):
    """One process that takes documents through the stages; who uses it outlives every document that kills it.

    The process is started with the first documents and kept for those that come later.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pool: _Pool | None = None

    def run(self, documents: Chunk) -> list[Outcome]:
        """Return what comes of DOCUMENTS, of which one may kill the process: then of each by itself."""
        found = self._attempt(documents)
        if found is not None:
            return found
        alone = ((document, self._attempt([document])) for document in documents)
        return [
            outcome
            for document, found in alone
            for outcome in found or [Failure(document.source, f"{document.source}: {_DIED}")]
        ]

    def close(self) -> None:
        """End the process."""
        if self._pool is not None:
            self._pool.__exit__(None)
            self._pool = None

    def _attempt(self, documents: Chunk) -> list[Outcome] | None:
        """Return what comes of DOCUMENTS, which are tried once; None where the process dies."""
        try:
            if self._pool is None:
                self._pool = _Pool(self._settings, 1)
                self._pool.submit([]).result()
        except BrokenProcessPool as error:
            self.close()
            raise ConfigError(_DIES_AT_ONCE) from error
        try:
            return self._pool.submit(documents).result()
        except BrokenProcessPool:
            self.close()
            return None


def _chunks(documents: Iterable[Document], workers: int, expected: int) -> Iterator[Chunk]:
    iterator, left = iter(documents), expected
    while chunk := list(islice(iterator, min(max(left // (_SHARES * workers), _LEAST), _CHUNK))):
        left -= len(chunk)
        yield chunk


class _Pool:
    """A pool of processes that ends at once when its user is done with it, whatever they are doing."""

    def __init__(self, settings: Settings, workers: int) -> None:
        self._before = set(active_children())
        # Spawned, not forked: a process with threads of numerical libraries must not be copied as it runs.
        self._pool = ProcessPoolExecutor(workers, get_context("spawn"), _start, (settings,))

    def __enter__(self) -> "_Pool":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if (
            kind is not None
        ):  # stopped, or closed before the end: nobody waits for what is under way
            for child in set(active_children()) - self._before:
                child.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def wake(self, workers: int) -> None:
        """Start so many processes, though nothing is there to be done."""
        for _ in range(workers):
            self._pool.submit(_wake)

    def submit(self, chunk: Chunk) -> "Future[list[Outcome]]":
        """Send CHUNK to a process."""
        return self._pool.submit(_work, chunk)


# A worker process keeps its stages here: a spaCy model is loaded once a process, not once a chunk.
_stages: list["Stages"] = []
_settings: list[Settings] = []


def _start(settings: Settings) -> None:
    # Ctrl-C goes to the whole group of processes; it is the parent's to answer, which ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _settings[:] = [settings]


def _end_with_parent() -> None:
    """End this process when its parent has, which may have been killed and could not tell."""
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def _wake() -> None:
    import kg.pipeline.stages  # noqa: F401 - takes a second


def _work(documents: Chunk) -> list[Outcome]:
    from kg.pipeline.stages import Stages

    if (
        not _stages
    ):  # here, not at the start: what is wrong with the settings comes back to the user
        _stages[:] = [Stages(_settings[0])]
    return list(_stages[0].run(documents))
