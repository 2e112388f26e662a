"""Processes that take documents through the stages, and what happens when one of them dies.

A process that is killed, that runs out of memory, or whose time is over takes all its pool with it and says no name.
What was under way is then tried again, a document at a time, in a fresh process: only the documents that kill it are
failures.
"""

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from kg import ontology as ontologies
from kg.closing import Closing
from kg.errors import ConfigError
from kg.model import Document
from kg.pipeline import kept, limits
from kg.pipeline.bounds import FREE, Bounds, ready
from kg.pipeline.built import Built
from kg.pipeline.limits import Limit
from kg.pipeline.processes import DIES_AT_ONCE, Alone, Answer, EndedError, Pool, given, told
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
_MOST: Final = (
    20_000  # documents after which a process is started anew: its model remembers every word
)

Outcome = Built | Failure
Chunk = Sequence[Document]


def run(
    documents: Iterable[Document],
    settings: Settings,
    workers: int,
    expected: int = 0,
    *,
    limit: Limit | None = None,
    alone: Alone | None = None,
) -> Iterator[Outcome]:
    """Return what comes of each of the DOCUMENTS, in their order, by one process or by several WORKERS.

    How many are EXPECTED decides how they are dealt out, not what comes of them. With a LIMIT, one worker is a process
    beside this one, which can be ended; it is the one ALONE, if there is one.
    """
    if workers == 1 and limit is None:
        yield from kept.read(documents, settings)
        return
    chunks = _chunks(documents, workers, expected)
    with Guarded(settings, limit=limit, alone=alone) as guarded:
        if workers == 1:
            _share_knowledge(settings)
            guarded.load()  # where there is nothing to read, what is wrong with the settings is told all the same
            for chunk in chunks:
                yield from guarded.run(chunk)
        else:
            yield from _by_several(chunks, settings, workers, limit, guarded)


def _by_several(
    chunks: Iterator[Chunk],
    settings: Settings,
    workers: int,
    limit: Limit | None,
    guarded: "Guarded",
) -> Iterator[Outcome]:
    under_way: list[Chunk] = []
    while True:
        with Pool(settings, workers) as pool:
            for _ in range(workers):
                pool.submit(FREE, _wake)
            _share_knowledge(settings)  # while the workers import what they need
            with closing(_until_one_dies(chunks, pool, workers, limit, under_way)) as found:
                yield from found
        if not under_way:
            return
        for document in chain.from_iterable(under_way):
            yield from guarded.by_itself(document)
        guarded.rest()  # it would only take memory from the next pool
        under_way.clear()


def _share_knowledge(settings: Settings) -> None:
    """Make the file of the knowledge base once, for all processes."""
    settings.knowledge.path(ontologies.load(*settings.ontology))


def _until_one_dies(
    chunks: Iterator[Chunk],
    pool: Pool,
    workers: int,
    limit: Limit | None,
    under_way: list[Chunk],
) -> Generator[Outcome, None, None]:
    """Yield what comes of CHUNKS; where a worker dies, stop and leave UNDER_WAY what was begun."""
    futures: deque[Future[Answer[list[Outcome]]]] = deque()

    def send(count: int) -> None:
        for chunk in islice(chunks, count):
            under_way.append(chunk)  # first: where the pool is broken, it cannot even be sent
            futures.append(pool.submit(_bounds(chunk, limit), _work, chunk, before=_load))

    try:
        send(workers * _CHUNKS_AHEAD)
        while futures:
            found = told(futures.popleft().result())
            under_way.pop(0)
            yield from found
            send(1)
    except BrokenProcessPool:
        return


def _bounds(documents: Chunk, limit: Limit | None) -> Bounds:
    """Return what DOCUMENTS may take together."""
    return FREE if limit is None else limit.of(sum(len(each.text) for each in documents))


class Guarded(Closing):
    """One process that takes documents through the stages; who uses it outlives every document that kills it.

    The process is started with the first documents and kept for those that come later. One that was given, ALONE, is
    left to its owner.
    """

    def __init__(
        self, settings: Settings, *, limit: Limit | None = None, alone: Alone | None = None
    ) -> None:
        self._limit = limit
        self._is_owner = alone is None
        self._alone = alone or Alone(settings)

    def run(self, documents: Chunk) -> list[Outcome]:
        """Return what comes of DOCUMENTS, of which one may kill the process: then of each by itself."""
        try:
            return self._attempt(documents)
        except EndedError as died:
            if len(documents) == 1 and died.late:
                return [self._failure(documents[0], died)]
        return [outcome for document in documents for outcome in self.by_itself(document)]

    def load(self) -> None:
        """Load the model, which takes its own time; what is wrong with the settings is raised."""
        try:
            self._alone.call(FREE, _load)
        except EndedError:
            try:
                self._alone.call(FREE, _load)  # it may have been somebody else's fault
            except EndedError as died:
                raise ConfigError(DIES_AT_ONCE) from died

    def rest(self) -> None:
        """End the process until there is more to be done."""
        self._alone.close()

    def close(self) -> None:
        """End the process, if it is not somebody else's."""
        if self._is_owner:
            self._alone.close()

    def by_itself(self, document: Document) -> list[Outcome]:
        """Return what comes of a DOCUMENT, which may kill the process."""
        try:
            return self._attempt([document])
        except EndedError as died:
            return [self._failure(document, died)]

    def _failure(self, document: Document, died: EndedError) -> Failure:
        seconds = _bounds([document], self._limit).seconds
        return Failure(document.source, limits.lost(document.source, died, seconds))

    def _attempt(self, documents: Chunk) -> list[Outcome]:
        """Return what comes of DOCUMENTS, which are tried once; raise EndedError where the process dies."""
        self.load()
        return self._alone.call(_bounds(documents, self._limit), _work, documents)


def _chunks(documents: Iterable[Document], workers: int, expected: int) -> Iterator[Chunk]:
    iterator, left = iter(documents), expected
    while chunk := list(islice(iterator, min(max(left // (_SHARES * workers), _LEAST), _CHUNK))):
        left -= len(chunk)
        yield chunk


# A worker process keeps its stages here: a spaCy model is loaded once a process, not once a chunk.
_stages: list["Stages"] = []
_read: list[int] = [0]  # documents, with these


def _wake() -> None:
    import kg.pipeline.stages  # noqa: F401 - takes a second


def _load() -> None:
    from kg.pipeline.stages import Stages

    if _read[0] > _MOST:
        _stages.clear()  # first: two of them need twice the memory
    if not _stages:
        _stages[:] = [Stages(given())]
        _read[0] = 0
        ready()


def _work(documents: Chunk) -> list[Outcome]:
    _read[0] += len(documents)
    return list(_stages[0].run(documents))
