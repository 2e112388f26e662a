"""The parent's side of the children: who is free, who waits, and who is ended when the time is up."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from kg.serve.job import HEAD, Frame, Job, Kind
from kg.serve.refusal import RefusedError

_START: Final = 30.0  # seconds in which a child must be ready
_TRIES: Final = 3  # after so many starts that fail, those who ask are told
_SLOWEST: Final = 60.0  # seconds between two starts that fail
# What is asked of a child as messages call it, and what to do where it takes too much.
_ASKED: Final = {
    Kind.QUERY: ("query", "narrow it"),
    Kind.VIEW: ("page", "ask for less"),
    Kind.RESOURCE: ("page", "ask for less"),
    Kind.AUDIT: ("audit", "draw the sheet with kg audit and open it on this page"),
    Kind.TRY: ("text", "take a shorter one"),
}
_RETRY: Final = {"Retry-After": "1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a query may take: seconds, MiB in a child; how many children there are, and how many queries may wait."""

    timeout: float = 30.0
    memory: int = 2048
    workers: int = 2
    queue: int = 100


class Child:
    """One process that answers; ended, it is never used again."""

    def __init__(self, process: asyncio.subprocess.Process, limits: Limits) -> None:
        self._process = process
        self._limits = limits
        self._left = _START  # the limit of a query is none for the start
        self._asked = _ASKED[Kind.QUERY]
        self._reason: RefusedError | None = None
        self.whole = True  # nothing of an answer is still in the pipe

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs and may be asked."""
        return self._process.returncode is None and self._reason is None

    async def ready(self) -> bool:
        """Wait until the process can be asked; return False where it never can."""
        try:
            async with asyncio.timeout(_START):
                return (await self._frame())[0] == Frame.READY
        except (TimeoutError, RefusedError):
            return False

    async def ask(self, job: Job) -> AsyncIterator[tuple[bytes, bytes]]:
        """Yield the frames of the answer to JOB; raise RefusedError where the process says so, or is ended.

        Only the time that the process works counts, not that in which the client reads.
        """
        self.whole = False
        self._asked = _ASKED.get(job.kind, self._asked)
        self._left = self._limits.timeout
        try:
            self._pipe_in.write(job.to_line())
            while True:
                kind, body = await self._frame()
                if kind in (Frame.LAST, Frame.ERROR):
                    self.whole = True
                if kind == Frame.ERROR:
                    said = json.loads(body)
                    raise RefusedError(said["status"], said["message"])
                yield kind, body
                if kind == Frame.LAST:
                    return
        except ConnectionError as error:
            raise self._ended() from error

    def end(self, reason: RefusedError) -> None:
        """Kill the process, for this REASON; whoever waits for its answer gets it as an exception."""
        if self._reason is None:
            self._reason = reason
            if self._process.returncode is None:
                self._process.kill()

    async def gone(self) -> None:
        """Kill the process and wait until it is gone."""
        self.end(_stopping())
        # What it had written must be read, or its end is never noticed.
        while self._process.stdout is not None and await self._process.stdout.read(1 << 20):
            pass
        await self._process.wait()

    @property
    def _pipe_in(self) -> asyncio.StreamWriter:
        assert self._process.stdin is not None  # noqa: S101
        return self._process.stdin

    async def _frame(self) -> tuple[bytes, bytes]:
        assert self._process.stdout is not None  # noqa: S101
        loop = asyncio.get_running_loop()
        began = loop.time()
        late = loop.call_later(self._left, self.end, self._late())
        try:
            kind, length = HEAD.unpack(await self._process.stdout.readexactly(HEAD.size))
            body = await self._process.stdout.readexactly(length)
        except asyncio.IncompleteReadError as error:
            await self._process.wait()
            raise self._ended() from error
        finally:
            late.cancel()
            self._left = max(0.0, self._left - (loop.time() - began))
        return kind, body

    def _late(self) -> RefusedError:
        what, remedy = self._asked
        return RefusedError(
            503,
            f"{what}: stopped after {self._limits.timeout:g} s; {remedy}, or allow more with --timeout",
        )

    def _ended(self) -> RefusedError:
        """Return why the process is gone."""
        if self._reason is not None:
            return self._reason
        what, remedy = self._asked
        if self._limits.memory:
            return RefusedError(
                503,
                f"{what}: it needs more than {self._limits.memory} MiB of memory, or broke the engine; "
                f"{remedy}, or allow more with --memory",
            )
        return RefusedError(500, f"{what}: the engine broke down over it; {remedy}")


class Pool:
    """Children that run a MODULE of ours with ARGUMENTS and a limit of memory, lent to one request at a time."""

    def __init__(self, module: str, arguments: Sequence[str], limits: Limits) -> None:
        self._command = ("-P", "-m", module, *arguments, str(limits.memory))
        self.limits = limits
        self._free: asyncio.LifoQueue[Child] = asyncio.LifoQueue()
        self._children: set[Child] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._lent = 0
        self._closed = False
        self._opened = False
        self._failed = 0  # starts without a success between them
        self._opening = asyncio.Lock()

    @property
    def has_waiting(self) -> bool:
        """Whether somebody waits for a child."""
        return self._waiting > 0 and self._free.empty()

    async def open(self) -> None:
        """Start all children, and wait for them; once they are there, do nothing."""
        async with self._opening:
            if not self._opened:
                self._opened = True
                await asyncio.gather(*(self._start() for _ in range(self.limits.workers)))

    async def close(self) -> None:
        """End all children, and wait until they are gone."""
        self._closed = True
        for child in self._children:
            child.end(_stopping())
        while self._lent:
            await asyncio.sleep(0.01)
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*(child.gone() for child in self._children))
        self._children.clear()

    @asynccontextmanager
    async def lend(self) -> AsyncIterator[Child]:
        """Lend a child that is free; wait for one, but not in too long a queue nor too long a time."""
        child = await self._next()
        self._lent += 1
        try:
            yield child
        finally:
            self._lent -= 1
            if child.whole and child.alive and not self._closed:
                self._free.put_nowait(child)
            else:
                # Killed at once, waited for and replaced behind the back of this request.
                child.end(RefusedError(503, "query: nobody waits for its answer"))
                self._later(child)

    async def _next(self) -> Child:
        if self._closed:
            raise _stopping()
        if self._free.empty() and self._failed >= _TRIES:
            raise RefusedError(
                503, "the processes that answer do not start; the messages of the server say why"
            )
        if self._free.empty() and self._waiting >= self.limits.queue:
            raise self._busy()
        self._waiting += 1
        try:
            while True:
                async with asyncio.timeout(self.limits.timeout):
                    child = await self._free.get()
                if child.alive:
                    return child
                self._later(child)
        except TimeoutError as error:
            raise self._busy() from error
        finally:
            self._waiting -= 1

    def _busy(self) -> RefusedError:
        return RefusedError(503, "the server is busy with other queries; try again", _RETRY)

    def _later(self, child: Child) -> None:
        """Replace CHILD, which nobody else holds, without waiting for it."""
        if not self._closed:
            task = asyncio.get_running_loop().create_task(self._replace(child))
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _replace(self, child: Child) -> None:
        # This one alone: of another that is dead as well, somebody may still be reading.
        self._children.discard(child)
        await child.gone()
        await self._start()

    async def _start(self) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *self._command,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=1 << 18,
        )  # fmt: skip
        child = Child(process, self.limits)
        self._children.add(child)
        if await child.ready():
            self._failed = 0
            self._free.put_nowait(child)
        elif not self._closed:
            # No storm of processes, should none of them come up.
            await asyncio.sleep(min(_SLOWEST, 2**self._failed))
            self._failed += 1
            child.end(RefusedError(503, "a child did not come up"))
            self._later(child)


def _stopping() -> RefusedError:
    return RefusedError(503, "the server is stopping")
