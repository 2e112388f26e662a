"""``kg serve`` beside ``oxigraph serve-read-only``: the same store, the same queries, in turns, in the same run.

python -m benchmarks.bench_serve [--store DIR] [--seconds N] [--clients N] [--rounds N] [--json]
"""

import argparse
import contextlib
import json
import multiprocessing
import socket
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote, urlencode

from benchmarks.corpus import articles
from benchmarks.servers import kg_serve, oxigraph
from benchmarks.table import Rows, show
from kg.query import load
from kg.query.bind import declare

_QUERIES = {
    "one thing": "SELECT ?p ?o { ?s rdfs:label 'United States'@en ; ?p ?o }",
    "200 rows": "SELECT ?s ?label { ?s a kg:Person ; rdfs:label ?label } LIMIT 200",
    "in graphs": "SELECT ?g ?s { GRAPH ?g { ?c kg:evidence ?e . ?e nif:anchorOf ?s } } LIMIT 50",
    "who-is-charged": load("who-is-charged").text,
    "10,000 rows": "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 10000",
}


def measure(store: Path, *, seconds: float, clients: int, rounds: int) -> dict[str, Rows]:
    """Measure requests a second and the 99th percentile of each query on both servers."""
    rows = []
    with _kg(store) as ours, _oxigraph(store) as theirs:
        for name, text in _QUERIES.items():
            found: dict[str, list[tuple[float, float]]] = {"kg": [], "oxigraph": []}
            for _ in range(rounds):
                found["kg"].append(_load(ours, "/sparql", declare(text), seconds, clients))
                found["oxigraph"].append(_load(theirs, "/query", declare(text), seconds, clients))
            row: dict[str, Any] = {"query": name}
            for server, runs in found.items():
                row[f"{server}, requests/s"] = round(statistics.median(rate for rate, _ in runs))
                row[f"{server}, p99 ms"] = statistics.median(late for _, late in runs)
            row["share"] = row["kg, requests/s"] / row["oxigraph, requests/s"]
            rows.append(row)
    return {f"Serve: {clients} clients that share the machine with the server": rows}


def _load(port: int, path: str, text: str, seconds: float, clients: int) -> tuple[float, float]:
    """Return the requests a second and the 99th percentile, from clients in a process of their own."""
    asked = multiprocessing.get_context("spawn").Pool(1)
    with asked:
        times = asked.apply(_clients, (port, path, text, seconds, clients))
    return len(times) / seconds, 1000 * sorted(times)[int(len(times) * 0.99)]


def _clients(port: int, path: str, text: str, seconds: float, clients: int) -> list[float]:
    times: list[float] = []
    asking = [
        Thread(target=_client, args=(port, path, text, seconds, times)) for _ in range(clients)
    ]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    return times


def _client(port: int, path: str, text: str, seconds: float, times: list[float]) -> None:
    """Ask again and again over one connection, and write down how long each answer takes."""
    target = f"{path}?{urlencode({'query': text}, quote_via=quote)}"
    request = (
        f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        "Accept: application/sparql-results+json\r\n\r\n"
    ).encode()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        reader = connection.makefile("rb", buffering=1 << 16)
        end = time.perf_counter() + seconds
        while (began := time.perf_counter()) < end:
            connection.sendall(request)
            _read(reader)
            times.append(time.perf_counter() - began)


def _read(reader: Any) -> None:
    """Read one answer, which must be a good one."""
    status = reader.readline()
    if b" 200 " not in status:
        raise SystemExit(f"{status!r} {reader.readline()!r}")
    length = None
    while (line := reader.readline().lower()) != b"\r\n":
        if line.startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    if length is not None:
        reader.read(length)
        return
    while size := int(reader.readline(), 16):
        reader.read(size + 2)
    reader.readline()


@contextlib.contextmanager
def _kg(store: Path) -> Iterator[int]:
    with kg_serve(store) as (_, port):
        yield port


def _oxigraph(store: Path) -> contextlib.AbstractContextManager[int]:
    return oxigraph("serve-read-only", "--location", str(store))


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description="Measure kg serve beside oxigraph")
    parser.add_argument(
        "--store", type=Path, help="a store (default: one of the first 60 articles)"
    )
    parser.add_argument("--seconds", type=float, default=3.0, help="for each measurement")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = given.store
        if store is None:
            from kg.pipeline import build

            store = Path(folder) / "store"
            build(*articles(60), store=store)
        results = measure(store, seconds=given.seconds, clients=given.clients, rounds=given.rounds)
    print(json.dumps(results, indent=2)) if given.json else show(results)


if __name__ == "__main__":
    main()
