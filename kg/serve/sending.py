"""From frames to a response: whole where it is short, streamed where it is long, broken off where it is cut."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive, Scope, Send

from kg.serve.job import Frame, Job, Kind
from kg.serve.pool import Child, Pool
from kg.serve.protocol import content_type
from kg.serve.refusal import RefusedError

_VARY: Final = (b"vary", b"Accept")
_POLITE: Final = 1.0  # seconds that the others wait for the reader of a part of an answer
_LOOK: Final = 0.2  # seconds between two looks whether somebody waits
_LONGEST_BODY: Final = 30.0  # seconds in which a body must have come
_LONGEST_WHOLE: Final = 1 << 26  # bytes


class Sending:
    """The response to a job; an ASGI application, since only such a one can break off."""

    def __init__(self, pool: Pool, job: Job) -> None:
        self._pool = pool
        self._job = job
        self._begun = False
        self._type = b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request; once the client is gone, end the process that works for it."""
        watch = _Watch()
        watching = asyncio.create_task(watch.until_gone(receive))
        try:
            async with AsyncExitStack() as lent:
                async with asyncio.timeout(None) as watch.waiting:
                    child = await lent.enter_async_context(self._pool.lend())
                watch.waiting = None
                if not watch.gone:
                    # A view is soon done, and its child has read the names of the store: it is not ended.
                    watch.child = None if self._job.kind is Kind.VIEW else child
                    try:
                        await self._answer(child, watch, scope, send)
                    finally:
                        watch.child = None  # from here on it may work for somebody else
        except (RefusedError, TimeoutError):
            # Without the last chunk no client takes what it has for all there is.
            if not self._begun and not watch.gone:
                raise
        finally:
            watching.cancel()

    async def _answer(self, child: Child, watch: "_Watch", scope: Scope, send: Send) -> None:
        whole = scope["http_version"] == "1.0"  # there a body ends where the connection does
        collected = b""
        async with aclosing(child.ask(self._job)) as frames:  # type: ignore[type-var]
            async for kind, part in frames:
                if kind == Frame.TYPE:
                    self._type = part
                    continue
                collected += part
                if whole and len(collected) > _LONGEST_WHOLE:
                    raise RefusedError(
                        505, "the answer is too long for HTTP/1.0; ask with HTTP/1.1"
                    )
                if whole and kind != Frame.LAST:
                    continue
                if kind == Frame.LAST:
                    watch.child = None  # it is done; a client that has all may go
                if not self._begun:
                    await self._start(send, len(collected) if kind == Frame.LAST else None)
                message = {
                    "type": "http.response.body",
                    "body": collected,
                    "more_body": kind != Frame.LAST,
                }
                await self._pass_on(send, message)
                collected = b""

    async def _pass_on(self, send: Send, message: Message) -> None:
        """Send MESSAGE; raise TimeoutError where the client does not read, sooner where others wait for its child."""
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(self._pool.limits.timeout) as patience:
            self._looking = loop.call_later(_POLITE, self._look, patience)
            try:
                await send(message)
            finally:
                self._looking.cancel()

    def _look(self, patience: asyncio.Timeout) -> None:
        """End the PATIENCE with a client where others wait, or look again in a moment."""
        loop = asyncio.get_running_loop()
        if self._pool.has_waiting:
            patience.reschedule(loop.time())
        else:
            self._looking = loop.call_later(_LOOK, self._look, patience)

    async def _start(self, send: Send, length: int | None) -> None:
        self._begun = True
        kind = self._type or content_type(self._job).encode()
        headers = [(b"content-type", kind), _VARY]
        if length is not None:
            headers.append((b"content-length", str(length).encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})


class _Watch:
    """Whether the client is still there, and which process, or which turn, it need not wait for any more."""

    def __init__(self) -> None:
        self.gone = False
        self.waiting: asyncio.Timeout | None = None
        self.child: Child | None = None

    async def until_gone(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        if self.waiting is not None:
            self.waiting.reschedule(asyncio.get_running_loop().time())
        if self.child is not None:
            self.child.end(RefusedError(499, "query: the client is gone"))


async def body(request: Request, longest: int, what: str = "query") -> bytes:
    """Return the body of REQUEST, WHAT it is; refuse one that is longer than LONGEST, whatever it says of itself."""
    parts = []
    size = 0
    async for part in _parts(request, what):
        size += len(part)
        if size > longest:
            raise RefusedError(
                413,
                f"{what}: longer than {longest >> 10} KiB; make it shorter",
                {"Connection": "close"},
            )
        parts.append(part)
    return b"".join(parts)


async def _parts(request: Request, what: str) -> AsyncIterator[bytes]:
    """Yield the parts of a body; refuse one that does not come to its end."""
    try:
        async with asyncio.timeout(_LONGEST_BODY):
            async for part in request.stream():
                yield part
    except ClientDisconnect as error:
        raise RefusedError(400, f"{what}: not all of it came; send it again") from error
    except TimeoutError as error:
        message = f"{what}: not all of it came in {_LONGEST_BODY:g} s; send it again"
        raise RefusedError(408, message, {"Connection": "close"}) from error
