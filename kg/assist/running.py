"""How an assistant reaches the tools: over standard input and output, or over HTTP on a port of this machine."""

import asyncio
import os
import signal
import socket
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.assist.asking import Asking
from kg.assist.server import assistant
from kg.errors import QueryError
from kg.serve import Doors, Limits, Server
from kg.serve.pool import Pool
from kg.serve.refusal import RefusedError

PATH: Final = "/mcp"
_PART: Final = 1 << 16


def serve_stdio(folder: Path, limits: Limits) -> None:
    """Serve the store in FOLDER to the one that started this process, until it closes standard input, or a signal."""

    async def serve(end: Callable[[], None]) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, end)
        async with _open(folder, limits) as asking:
            await assistant(asking).run_stdio_async()

    asyncio.run(serve(_ending_input()))


def _ending_input() -> Callable[[], None]:
    """Put a socket in the place of standard input, and return what ends it.

    The SDK waits for input in a thread that no signal wakes; so a thread of ours does, which nobody waits for.
    """
    given = os.dup(0)
    ours, theirs = socket.socketpair()
    os.dup2(theirs.fileno(), 0)
    theirs.close()

    def end() -> None:
        with suppress(OSError):
            ours.shutdown(socket.SHUT_WR)

    def copy() -> None:
        with suppress(OSError):
            while part := os.read(given, _PART):
                ours.sendall(part)
        end()

    threading.Thread(target=copy, daemon=True).start()
    return end


def serve_http(folder: Path, doors: Doors, *, port: int, limits: Limits) -> Server:
    """Return a server of the store in FOLDER over HTTP that has its port already, for whoever DOORS lets in."""
    return Server(folder, doors, port=port, limits=limits, make=application)


def application(pool: Pool, doors: Doors) -> Starlette:
    """Return the application that gives the tools to whoever DOORS lets in."""
    inner = assistant(Asking(pool)).streamable_http_app(
        streamable_http_path=PATH, json_response=True, stateless_http=True, host=doors.host
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await pool.open()
        try:
            async with inner.router.lifespan_context(inner):
                yield
        finally:
            await pool.close()

    return Starlette(routes=[Mount("/", _Door(inner, doors))], lifespan=lifespan)


class _Door:
    """Refuses the pages of other sites, as ``kg serve`` does."""

    def __init__(self, inner: ASGIApp, doors: Doors) -> None:
        self._inner = inner
        self._doors = doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            self._doors.check(Headers(scope=scope))
        except RefusedError as error:
            told = PlainTextResponse(f"{error.message}\n", error.status)
            await told(scope, receive, send)
        else:
            await self._inner(scope, receive, send)


def call(folder: Path, limits: Limits, tool: str, values: Mapping[str, str]) -> str:
    """Return what an assistant reads that calls TOOL with VALUES; raise QueryError where it is told of an error."""

    async def ask() -> str:
        async with _open(folder, limits) as asking:
            found = await assistant(asking).call_tool(tool, dict(values))
            text = "\n".join(each.text for each in found.content)
            if found.is_error:
                raise QueryError(text)
            return text

    return asyncio.run(ask())


@asynccontextmanager
async def _open(folder: Path, limits: Limits) -> AsyncIterator[Asking]:
    pool = Pool("kg.serve.worker", [str(folder)], limits)
    await pool.open()
    try:
        yield Asking(pool)
    finally:
        await pool.close()
