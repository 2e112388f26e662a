"""What a client may do with a connection: how long it may take to ask and to read, and how many there are.

uvicorn has a limit for the time between two requests; these are the limits that it lacks. The time for a body, and for
an answer that is streamed, is limited where they are read and sent (``kg.serve.sending``).
"""

import asyncio
from typing import Any, Final

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

_READ: Final = 1 << 12  # bytes that are read from one connection before others have their turn
_ASKING: Final = 10.0  # seconds in which the head of a request must have come
_REST: Final = 1.0  # seconds for the rest of a body whose request is answered already
_READING: Final = 30.0  # seconds after which an answer that waits for its reader must have gone on
_SLOWEST: Final = 1 << 10  # bytes a second that a reader must take
_LOOK: Final = 2.0  # seconds between two looks at a connection


class Connection(H11Protocol, asyncio.BufferedProtocol):
    """HTTP/1.1 as uvicorn speaks it, with limits; where there are too many, the newest replaces an idle one."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
        *,
        most: int,
    ) -> None:
        """Speak as uvicorn does; MOST connections there may be."""
        super().__init__(config, server_state, app_state, _loop)
        self._most = most

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin; where there are too many, close the connection that has kept the server waiting longest."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101
        super().connection_made(transport)
        self._buffer = memoryview(bytearray(_READ))
        self._since = self.loop.time()  # when the client had its turn
        self._answering: object = None
        self._stood: tuple[float, int] | None = None  # when so many bytes waited for the reader
        self._look_again = self.loop.call_later(_LOOK, self._look)
        self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self._look_again.cancel()
        super().connection_lost(exc)

    def get_buffer(self, sizehint: int) -> memoryview:
        """Return where what comes is read into; as it is small, no client keeps the others waiting."""
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        """Take what has come."""
        self.data_received(bytes(self._buffer[:nbytes]))

    def data_received(self, data: bytes) -> None:
        """Take DATA; where a request begins with it, the client has done its part."""
        super().data_received(data)
        if self.cycle is not self._answering:
            self._answering, self._since = self.cycle, self.loop.time()

    def on_response_complete(self) -> None:
        """Give the client its turn again."""
        self._since = self.loop.time()
        super().on_response_complete()

    @property
    def _idles(self) -> bool:
        """Whether it is the client that something is waited for: a request, or the rest of one."""
        if self.transport.is_closing():
            return False
        return self.cycle is None or self.cycle.response_complete or self.cycle.more_body

    def _make_room(self) -> None:
        """Close the connection that has idled longest, this one where none has, if there are too many."""
        if len(self.connections) > self._most:
            others = [each for each in self.connections if isinstance(each, Connection)]
            idle = [each for each in others if each._idles]
            longest = min(idle, key=lambda each: each._since)
            longest.transport.close()
            self.connections.discard(longest)

    def _look(self) -> None:
        """End the connection where its time is over."""
        if self._is_late():
            self.transport.abort()
        else:
            self._look_again = self.loop.call_later(_LOOK, self._look)

    def _is_late(self) -> bool:
        if self.flow.write_paused or self.transport.is_closing():
            return self._is_stuck()
        self._stood = None
        asks = self.cycle is None or self.cycle.response_complete
        most = _REST if self.conn.their_state is h11.SEND_BODY else _ASKING
        return asks and self.loop.time() - self._since > most

    def _is_stuck(self) -> bool:
        """Return whether the reader has taken too little of what waits for it; nothing is added meanwhile."""
        now, left = self.loop.time(), self.transport.get_write_buffer_size()
        if self._stood is None:
            self._stood = now, left
        since, before = self._stood
        if now - since < _READING:
            return False
        self._stood = now, left
        return before - left < _READING * _SLOWEST
