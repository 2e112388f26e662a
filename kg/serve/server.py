"""The server: a socket, the application, and a clean end."""

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, cast

import uvicorn
from starlette.applications import Starlette

from kg.errors import ConfigError
from kg.serve.app import application
from kg.serve.connection import Connection
from kg.serve.origin import Doors
from kg.serve.pool import Limits, Pool

_SPARE: Final = 100  # connections beside those whose queries run or wait
_BACKLOG: Final = 1024  # connections that wait to be taken
_BURST: Final = (
    128  # of these that are taken at a time: more might be more than files that may be open
)
_HEAD: Final = 1 << 16  # bytes of the head of a request: a query may stand in its address
_PATIENCE: Final = 1  # seconds for answers on their way when the server is stopped
_STOPPING: Final = (signal.SIGINT, signal.SIGTERM)


class Server:
    """A server that has its port already, so that its address can be told before it runs."""

    def __init__(
        self,
        folder: Path,
        doors: Doors,
        *,
        port: int,
        limits: Limits,
        tries: bool = False,
        ontology: Sequence[Path] = (),
        make: Callable[[Pool, Doors], Starlette] | None = None,
    ) -> None:
        self._socket = _bind(doors.host, port)
        pool = Pool("kg.serve.worker", [str(folder)], limits)
        trials = (
            Pool("kg.serve.trying", [str(path) for path in ontology], replace(limits, workers=1))
            if tries
            else None
        )
        mine = [path.name for path in ontology]
        most = limits.queue + limits.workers + _SPARE
        config = uvicorn.Config(
            make(pool, doors) if make else application(pool, doors, trials, mine),
            access_log=False,
            log_config=None,
            http=cast("type[asyncio.Protocol]", partial(Connection, most=most)),
            backlog=_BURST,
            h11_max_incomplete_event_size=_HEAD,
            server_header=False,
            headers=[("Server", "news-kg")],  # by which kg query and kg pull know it
            date_header=True,
            lifespan="on",
            ws="none",
            proxy_headers=False,
            timeout_graceful_shutdown=_PATIENCE,
        )
        self._server = _Uvicorn(config, [pool, *([trials] if trials else [])])
        self._host = doors.host

    @property
    def address(self) -> str:
        """The address of the page."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._socket.getsockname()[1]}/"

    def run(self) -> None:
        """Serve until SIGINT or SIGTERM; all children are gone then."""
        logging.getLogger("uvicorn.error").addFilter(_is_news)
        with self._socket:
            self._server.run(sockets=[self._socket])


class _Uvicorn(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, pools: Sequence[Pool]) -> None:
        super().__init__(config)
        self._pools = pools

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin; uvicorn has made the queue of the socket as short as a burst."""
        await super().startup(sockets)
        for listening in sockets or ():
            listening.listen(_BACKLOG)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End all children first: their clients are told, and none of them is waited for."""
        for pool in self._pools:
            await pool.close()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at a signal, and do not raise it again: to be stopped is how a server ends."""
        before = {number: signal.signal(number, self.handle_exit) for number in _STOPPING}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _is_news(record: logging.LogRecord) -> bool:
    """Return whether a message is for the operator: not what strangers cause, nor what is broken off on purpose."""
    quiet = (
        "ASGI callable returned without completing",
        "Cancel ",
        "Invalid HTTP request",
        "Unsupported upgrade",
        "No supported WebSocket",
    )
    return record.levelno >= logging.WARNING and not record.getMessage().startswith(quiet)


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        raise ConfigError(
            f"--port {port}: cannot listen on {host}: {reason}; give another, or 0 for any that is free"
        ) from error
    # Handed on to each connection: else the second packet of an answer waits 40 ms for the first one's receipt.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
