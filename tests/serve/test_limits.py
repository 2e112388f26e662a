"""What the server survives: endless queries, clients that go away, too much memory, many at once, its own death."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from kg.store import Embedded

COUNT = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def wait(until, seconds: float = 15) -> bool:
    end = time.monotonic() + seconds
    while not (found := until()) and time.monotonic() < end:
        time.sleep(0.02)
    return bool(found)


def busy(pid: int) -> float:
    """The seconds of the processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.fixture(scope="module")
def single(serve, folder):
    """A server with one child, which has half a second for a query."""
    with serve("--store", folder, "--workers", 1, "--timeout", 0.5) as started:
        yield started


# Time


def test_query_is_stopped_at_its_limit(single, endless):
    (child,) = single.children
    began = time.monotonic()
    reply = single.query(endless)
    took = time.monotonic() - began
    assert (reply.status, reply.text) == (
        503,
        "query: stopped after 0.5 s; narrow it, or allow more with --timeout\n",
    )
    assert "retry-after" not in reply.headers
    assert 0.5 <= took < 3
    assert wait(lambda: gone(child))
    assert wait(lambda: single.children)
    assert single.children != [child]


def answered(server, query="ASK {}", seconds=20):
    """The reply to a QUERY, once the child that was ended has a successor: on a busy machine that takes a while."""
    end = time.monotonic() + seconds
    while (reply := server.query(query)).status == 503 and time.monotonic() < end:
        time.sleep(0.1)
    return reply


def test_next_query_is_answered(single, endless):
    assert single.query(endless).status == 503
    assert answered(single).status == 200


def test_answer_that_is_cut_is_never_whole(single):
    connection = single.connect()
    connection.request("GET", f"/sparql?{urlencode({'query': LONG})}")
    response = connection.getresponse()
    assert response.status == 200
    with pytest.raises(http.client.IncompleteRead):
        response.read()
    connection.close()
    assert answered(single).status == 200


def test_client_of_http_1_0_gets_the_whole_or_an_error(single):
    def spoken(query: str) -> bytes:
        with socket.create_connection(("127.0.0.1", single.port)) as plain:
            plain.sendall(
                f"GET /sparql?{urlencode({'query': query})} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode()
            )
            return b"".join(iter(lambda: plain.recv(1 << 16), b""))

    head, _, body = spoken("SELECT * { ?a ?b ?c }").partition(b"\r\n\r\n")
    assert f"content-length: {len(body)}".encode() in head
    # It is over its time, or too long to be held, whichever comes first.
    assert spoken(LONG).startswith((b"HTTP/1.1 503 ", b"HTTP/1.1 505 "))


def test_time_in_which_the_client_reads_does_not_count(serve, folder):
    with serve("--store", folder, "--workers", 1, "--timeout", 3) as server:
        text = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 100000"
        connection = server.connect()
        connection.request("GET", f"/sparql?{urlencode({'query': text})}")
        response = connection.getresponse()
        read = len(response.read(1 << 16))
        # Longer than the limit and what a child has beyond it, but never for so long without reading.
        for _ in range(18):
            time.sleep(0.5)
            read += len(response.read(1 << 20))
        read += len(response.read())
        connection.close()
    assert read > 20_000_000


def test_client_that_does_not_read_is_cut_off(single):
    (child,) = single.children
    connection = single.connect()
    connection.request("GET", f"/sparql?{urlencode({'query': LONG})}")
    assert wait(lambda: gone(child))
    response = connection.getresponse()
    with pytest.raises(http.client.IncompleteRead):
        response.read()
    connection.close()
    assert wait(lambda: single.query("ASK {}").status == 200)


# Clients that go away


@pytest.mark.parametrize("text", [None, LONG], ids=["before the first byte", "in the middle"])
def test_client_that_goes_away_ends_its_query(text, serve, folder, endless):
    with serve("--store", folder, "--workers", 1, "--timeout", 60) as server:
        (child,) = server.children
        connection = server.connect()
        connection.request("GET", f"/sparql?{urlencode({'query': text or endless})}")
        if text:
            response = connection.getresponse()
            response.read(100_000)
            response.close()
        else:
            assert wait(lambda: busy(child) > 0.3)
        connection.close()
        assert wait(lambda: gone(child))
        assert server.query("ASK {}").status == 200


def test_clients_that_leave_the_queue_cost_no_process(serve, folder, endless):
    with serve("--store", folder, "--workers", 1, "--timeout", 2) as server:
        (child,) = server.children
        assert (
            server.query(endless.replace(" . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r", "")).status
            == 200
        )
        with ThreadPoolExecutor(1) as other:
            first = other.submit(server.query, endless)
            assert wait(lambda: busy(child) > 0.5)
            waiting = [server.connect() for _ in range(5)]
            for connection in waiting:
                connection.request("GET", f"/sparql?{urlencode({'query': 'ASK {}'})}")
                connection.close()
            assert first.result().status == 503
        assert wait(lambda: len(server.children) == 1 and server.children != [child])
        fresh = server.children
        assert server.query("ASK {}").status == 200
        assert server.children == fresh


# Memory


def test_memory_of_a_query_is_limited(serve, folder):
    with serve("--store", folder, "--workers", 1, "--memory", 256, "--timeout", 60) as server:
        (child,) = server.children
        reply = server.query(
            "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?c ?f ?i ?l"
        )
        assert (reply.status, reply.text[:45]) == (
            503,
            "query: it needs more than 256 MiB of memory, ",
        )
        assert gone(child)
        assert server.query("ASK {}").status == 200


def test_query_that_breaks_the_engine_breaks_nothing_else(single):
    nested = "ASK " + "{ " * 200_000 + "} " * 200_000
    connection = single.connect()
    connection.request(
        "POST", "/sparql", nested.encode(), {"Content-Type": "application/sparql-query"}
    )
    assert connection.getresponse().status in (400, 503)
    connection.close()
    assert single.query("ASK {}").status == 200


# Many at once


def test_number_of_children_stays(serve, folder, endless):
    with (
        serve("--store", folder, "--workers", 3, "--timeout", 0.3) as server,
        ThreadPoolExecutor(12) as clients,
    ):
        replies = list(clients.map(server.query, [endless] * 12))
        assert {reply.status for reply in replies} == {503}
        assert wait(lambda: server.query("ASK {}").status == 200)
        assert wait(lambda: len(server.children) == 3)
        time.sleep(0.5)
        assert len(server.children) == 3


def test_many_clients_are_served(served):
    texts = [f"SELECT ?s {{ ?s a kg:Person }} LIMIT {n % 3 + 1}" for n in range(200)]
    with ThreadPoolExecutor(32) as clients:
        replies = list(clients.map(served.query, texts))
    assert {reply.status for reply in replies} == {200}
    assert [len(reply.rows()) for reply in replies] == [
        min(2, n % 3 + 1) for n in range(200)
    ] or all(len(reply.rows()) <= n % 3 + 1 for n, reply in enumerate(replies))


def test_queue_has_an_end(serve, folder, endless):
    with (
        serve("--store", folder, "--workers", 1, "--timeout", 4, "--queue", 1) as server,
        ThreadPoolExecutor(2) as clients,
    ):
        first, second = clients.submit(server.query, endless), None
        assert wait(lambda: busy(server.children[0]) > 0.5)
        second = clients.submit(server.query, "ASK {}")
        time.sleep(0.3)
        third = server.query("ASK {}")
        assert (third.status, third.headers["retry-after"]) == (503, "1")
        assert third.text == "the server is busy with other queries; try again\n"
        assert first.result().status == 503
        assert second.result().status in (200, 503)


# A store that changes


def test_what_a_build_adds_is_seen(serve, tmp_path, articles):
    folder = tmp_path / "store"
    with Embedded.open(folder) as store:
        store.add(articles[:1])
    with serve("--store", folder) as server:

        def seen() -> str:
            return server.query(COUNT).rows()[0]["n"]

        assert seen() == "1"
        with Embedded.open(folder) as store:  # a build that goes on while it is asked
            store.add(articles[1:2])
            assert wait(lambda: seen() == "2")
            store.add(articles[2:])
            assert wait(lambda: seen() == "3")
            store.remove(articles[0].document)
            assert wait(lambda: seen() == "2")


WRITER = """
import sys
from dataclasses import dataclass
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from kg.store import Embedded

@dataclass
class Document:
    document: str
    shared: tuple
    graph: tuple

def made(n):
    name = NamedNode(f"https://news.example/{n}")
    p = NamedNode("urn:p")
    return Document(name.value, (Quad(name, p, Literal(n)),), tuple(Quad(name, p, Literal(i), name) for i in range(50)))

with Embedded.open(Path(sys.argv[1])) as store:
    for n in range(150):
        store.add([made(n)])
"""


def test_readers_see_whole_articles_while_another_process_writes(serve, tmp_path):
    folder = tmp_path / "store"
    Embedded.open(folder).close()
    # One child: two may be a moment apart.
    with serve("--store", folder, "--workers", 1) as server:
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)])
        text = "SELECT (COUNT(?s) AS ?n) (COUNT(DISTINCT ?g) AS ?graphs) { GRAPH ?g { ?s ?p ?o } }"
        counts, broken = [], []
        with writer:
            while writer.poll() is None or len(counts) < 3:
                reply = server.query(text)
                if reply.status == 503:  # seldom, the engine breaks as files are merged below it
                    broken.append(reply.text)
                    assert len(broken) <= 2, broken
                    continue
                assert reply.status == 200, reply.text
                counts.append(tuple(int(value) for value in reply.rows()[0].values()))
        assert writer.returncode == 0
        assert all(n == graphs * 50 for n, graphs in counts)
        assert [graphs for _, graphs in counts] == sorted(graphs for _, graphs in counts)
        assert wait(lambda: server.query(text).rows()[0]["graphs"] == "150")


def test_store_that_is_gone_is_told(serve, tmp_path, articles):
    folder = tmp_path / "store"
    with Embedded.open(folder) as store:
        store.add(articles[:1])
    with serve("--store", folder, "--workers", 1) as server:
        folder.rename(tmp_path / "elsewhere")
        assert wait(lambda: server.query(COUNT).status == 503)
        assert server.query(COUNT).text == "the store cannot be read; try again\n"
        (tmp_path / "elsewhere").rename(folder)
        assert wait(lambda: server.query(COUNT).status == 200)


# The end


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_stops_it_cleanly(number, serve, folder, endless):
    with serve("--store", folder, "--timeout", 60) as server:
        children = server.children
        connection = server.connect()
        connection.request("GET", f"/sparql?{urlencode({'query': endless})}")
        assert wait(lambda: sum(map(busy, children)) > 0.8)
        began = time.monotonic()
        server.process.send_signal(number)
        assert server.process.wait(timeout=10) == 0
        assert time.monotonic() - began < 5
        assert all(map(gone, children))
        connection.close()
        assert server.process.stderr.read() == ""


def test_killed_parent_leaves_no_child(serve, folder, endless):
    with serve("--store", folder, "--timeout", 60) as server:
        children = server.children
        connection = server.connect()
        connection.request("GET", f"/sparql?{urlencode({'query': endless})}")
        assert wait(lambda: sum(map(busy, children)) > 0.8)
        server.process.kill()
        server.process.wait()
        assert wait(lambda: all(map(gone, children)), 5)
        connection.close()


# The command


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", "serve", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


def test_port_that_is_taken_is_told(served, folder):
    done = run("--store", folder, "--port", served.port)
    assert done.returncode == 1
    assert done.stderr == (
        f"kg: --port {served.port}: cannot listen on 127.0.0.1: address already in use; "
        "give another, or 0 for any that is free\n"
    )


def test_store_that_is_not_there_is_told(tmp_path):
    done = run("--store", tmp_path / "none")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "no store is there; make one with kg build" in done.stderr


def test_graph_must_be_named(folder):
    done = run()
    assert done.returncode == 2
    assert "which graph? Give one of --store DIR and --data FILE" in done.stderr


def test_address_is_told(served):
    assert served.lines[1].startswith(f"SPARQL at {served.address}sparql, ")


def test_address_that_others_reach_is_warned_of(serve, folder):
    with serve("--store", folder, "--host", "0.0.0.0", "--workers", 1) as server:
        assert server.query("ASK {}", host="some.name").status == 200
        server.process.terminate()
        server.process.wait(timeout=10)
        assert server.process.stderr.read() == (
            "kg: 0.0.0.0 can be reached from other machines, and asks nobody for a password\n"
        )


def test_a_child_starts_without_what_only_its_server_or_a_build_needs():
    # A child that was ended is replaced while somebody waits.
    heavy = {"numpy", "scipy", "spacy", "uvicorn", "requests"}
    code = "import sys, kg.serve.worker; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert heavy.isdisjoint(done.stdout.split())
