"""What strangers send: whatever it is, the next request is answered at once, and no traceback stands in the log."""

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from urllib.parse import quote

import pytest

LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HEAD = "Host: 127.0.0.1\r\nContent-Type: application/sparql-query\r\n"
SENT = [
    f"POST /sparql HTTP/1.1\r\n{HEAD}Content-Length: 100\r\n\r\nASK",
    f"POST /sparql HTTP/1.1\r\n{HEAD}Content-Length: 100\r\nExpect: 100-continue\r\n\r\n",
    f"POST /sparql HTTP/1.1\r\n{HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    f"POST /sparql HTTP/1.1\r\n{HEAD}Transfer-Encoding: chunked\r\n\r\n0\r\n" + "X: y\r\n" * 20_000,
    f"POST /sparql HTTP/1.1\r\n{HEAD}Content-Length: -1\r\n\r\nASK {{}}",
    f"POST /api/try HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n\r\n{'[' * 9000}",
    "GET /queries HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://[\r\n\r\n",
    "GET /queries HTTP/1.1\r\nHost: [\r\n\r\n",
    f"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: {'y' * 200_000}\r\n\r\n",
    f"GET /{'y' * 200_000} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "GET /entity/%00%ff%ed%a0%80 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    "BREW /pot HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "\r\n" * 5_000,
]


@pytest.fixture(scope="module")
def server(serve, folder) -> Iterator[object]:
    """A server with one child, which has eight seconds for a query."""
    with serve("--store", folder, "--workers", 1, "--queue", 3, "--timeout", 8) as started:
        yield started


def sent(server, text: str, seconds: float = 10) -> bytes:
    """What a server answers to TEXT as it is, before it closes the connection or waits for more."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=seconds) as client:
        try:
            client.sendall(text.encode("latin-1"))
            client.shutdown(socket.SHUT_WR)
            return client.recv(1 << 16)
        except OSError:  # closed before all of it came
            return b""


def test_nothing_that_is_sent_leaves_a_traceback(serve, folder):
    with serve("--store", folder, "--workers", 1, "--no-try") as server:
        for each in SENT:
            sent(server, each)
            assert server.query("ASK {}").status == 200
        server.process.terminate()
        assert server.process.wait(timeout=20) == 0
        assert server.process.stderr.read() == ""


def test_query_may_be_as_long_in_an_address_as_addresses_are(server):
    long = f"ASK {{ VALUES ?x {{ {'1 ' * 9_000} }} }}"
    assert server.query(long).json()["boolean"] is True
    head = f"GET /sparql?query={'1' * 80_000} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    assert sent(server, head).partition(b"\r\n")[0] in (b"HTTP/1.1 400 Bad Request", b"")


def test_origin_that_is_none_is_refused(server):
    assert server.ask("GET", "/queries", Origin="http://[").status == 403


def test_no_request_is_led_to_another_host(server):
    reply = sent(server, "GET ? HTTP/1.1\r\nHost: evil.example\r\n\r\n")
    assert b" 404 " in reply.splitlines()[0]
    assert b"evil.example" not in reply


@pytest.mark.parametrize("text", ["BASE." * 8_000, "<a" * 400_000], ids=["a row of words", "long"])
def test_no_text_of_a_query_keeps_the_others_waiting(server, text):
    with ThreadPoolExecutor(1) as other:
        asked = other.submit(
            server.ask, "POST", "/sparql", text.encode(), Content_Type="application/sparql-query"
        )
        longest = 0.0
        while not asked.done():
            began = time.monotonic()
            assert server.ask("GET", "/favicon.ico").status == 204
            longest = max(longest, time.monotonic() - began)
            time.sleep(0.02)
        assert asked.result().status in (400, 503)
        assert longest < 2


def test_reader_that_does_not_read_keeps_no_child_from_the_others(server):
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        slow.connect(("127.0.0.1", server.port))
        slow.sendall(
            f"GET /sparql?query={quote(LONG)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
        )
        time.sleep(1)
        began = time.monotonic()
        assert server.query("ASK {}").status == 200
        assert time.monotonic() - began < 6


def test_clients_that_leave_the_queue_take_no_place_in_it(server, endless):
    path = f"/sparql?query={quote('ASK {}')}"
    with ThreadPoolExecutor(1) as other, ExitStack() as stack:
        first = other.submit(server.query, endless)
        time.sleep(1)
        for _ in range(3):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        time.sleep(0.5)
        assert server.query("ASK {}").text == "the server is busy with other queries; try again\n"
        stack.close()
        time.sleep(0.5)
        assert server.query("ASK {}").status == 200
        assert first.result().status == 503
