"""What a client cannot do with a connection: be silent, drip, refuse to read, or take the places of others."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
import uvicorn

from kg.serve import connection
from kg.serve.connection import Connection

MOST = 6
LARGE = 8 << 20
GET = b"GET / HTTP/1.1\r\nHost: x\r\n"


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Answers at once; with a large body at /large, after the body of the request at /body."""
    while scope["path"] == "/body" and (await receive()).get("more_body"):
        pass
    body = bytes(LARGE) if scope["path"] == "/large" else b"yes"
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@dataclass(frozen=True)
class Listening:
    server: uvicorn.Server
    port: int

    @property
    def connections(self) -> int:
        return len(self.server.server_state.connections)

    def connect(self, *, window: int | None = None) -> socket.socket:
        made = socket.socket()
        if window:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        made.settimeout(10)
        made.connect(("127.0.0.1", self.port))
        return made

    def ask(self, path: str = "/") -> bytes:
        with self.connect() as asking:
            asking.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
            return b"".join(iter(lambda: asking.recv(1 << 16), b""))


@contextmanager
def listening() -> Iterator[Listening]:
    config = uvicorn.Config(
        application, log_config=None, lifespan="off", ws="none", http=partial(Connection, most=MOST)
    )  # fmt: skip
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as bound:
        thread = threading.Thread(target=server.run, args=([bound],))
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            yield Listening(server, bound.getsockname()[1])
        finally:
            server.should_exit = server.force_exit = True
            thread.join()


@pytest.fixture
def server(monkeypatch) -> Iterator[Listening]:
    """A server of half a second's patience."""
    monkeypatch.setattr(connection, "_ASKING", 0.5)
    monkeypatch.setattr(connection, "_READING", 0.5)
    monkeypatch.setattr(connection, "_LOOK", 0.05)
    with listening() as started:
        yield started


def ended(open: socket.socket, drip: bytes = b"", seconds: float = 4) -> bool:
    """Whether the server closes a connection into which DRIP falls ten times a second; what it answers is read."""
    end = time.monotonic() + seconds
    open.settimeout(0.1)
    with suppress(ConnectionError):
        while time.monotonic() < end:
            open.sendall(drip)
            with suppress(TimeoutError):
                if not open.recv(1 << 16):
                    return True
                time.sleep(0.1)
        return False
    return True


@pytest.mark.parametrize(
    ("sent", "drip"),
    [
        (b"", b""),
        (b"GET / HT", b""),
        (GET, b"X: y\r\n"),
        (GET + b"X: ", b"y"),
        (GET + b"\r\n", b"G"),
        (GET + b"\r\n" + GET, b""),
        (GET + b"Content-Length: 1000\r\n\r\n", b"y"),
        (GET + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\ny\r\n"),
    ],
    ids=["silent", "half a line", "header lines", "header", "next request", "next headers", "body", "chunks"],
)  # fmt: skip
def test_client_that_does_not_finish_its_request_is_cut_off(server, sent, drip):
    with server.connect() as slow:
        slow.sendall(sent)
        assert ended(slow, drip)


def test_rest_of_a_body_is_not_waited_for_once_its_request_is_answered(monkeypatch):
    monkeypatch.setattr(connection, "_LOOK", 0.05)
    monkeypatch.setattr(connection, "_REST", 0.3)
    with listening() as server, server.connect() as slow:
        slow.sendall(GET + b"Content-Length: 1000000\r\n\r\n")
        assert ended(slow, b"y")


def test_client_that_asks_again_and_again_stays(server):
    with server.connect() as asking:
        for _ in range(8):
            asking.sendall(GET + b"\r\n")
            answer = b""
            while not answer.endswith(b"yes"):
                part = asking.recv(1 << 16)
                assert part
                answer += part
            time.sleep(0.2)


@pytest.mark.parametrize("requests", [1, 3], ids=["one answer", "several"])
def test_client_that_does_not_read_is_cut_off(server, requests):
    with server.connect(window=2048) as slow:
        slow.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n" * requests)
        time.sleep(0.2)
        assert server.connections == 1
        end = time.monotonic() + 5
        while server.connections and time.monotonic() < end:
            time.sleep(0.05)
        assert server.connections == 0


def test_client_that_reads_slowly_gets_all(server):
    with server.connect(window=1 << 16) as slow:
        slow.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        began, got = time.monotonic(), 0
        while part := slow.recv(1 << 17):
            got += len(part)
            time.sleep(0.02)
        assert got > LARGE
        assert time.monotonic() - began > 1


@pytest.mark.parametrize(
    "sent", [b"", GET, b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf"]
)
def test_newcomers_take_the_places_of_those_who_idle(monkeypatch, sent):
    with listening() as server, ExitStack() as stack:
        idle = [stack.enter_context(server.connect()) for _ in range(10 * MOST)]
        for each in idle:
            with suppress(ConnectionError):
                each.sendall(sent)
        assert server.ask().endswith(b"yes")
        assert server.connections <= MOST
        assert ended(idle[0], seconds=1)
        assert not ended(idle[-1], seconds=0.2)


def test_chunks_of_one_byte_do_not_keep_the_others_waiting():
    with listening() as server, server.connect() as flooding:
        flooding.sendall(b"POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        stop = threading.Event()

        def flood() -> None:
            with suppress(OSError):
                while not stop.is_set():
                    flooding.sendall(b"1\r\ny\r\n" * 20_000)

        thread = threading.Thread(target=flood)
        thread.start()
        try:
            time.sleep(0.5)
            began = time.monotonic()
            assert server.ask().endswith(b"yes")
            assert time.monotonic() - began < 1
        finally:
            stop.set()
            flooding.shutdown(socket.SHUT_RDWR)
            thread.join()
