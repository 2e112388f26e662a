"""How long it takes to push a store to a server, against that server's own bulk loader in the same run."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad

from benchmarks.corpus import Options, articles, options
from benchmarks.table import Rows, show
from kg.pipeline import build
from kg.rdf import serialize
from kg.store import Embedded

_CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(_CHECKOUT / "tests"))
import servers  # noqa: E402 - the servers of the tests

_FACTS = NamedNode("https://w3id.org/news-kg/graph/facts")
_TRIPLES = 100_000


def measure(chosen: Options) -> dict[str, Rows]:
    """Measure each server that is installed; the best of the rounds, processes and their start included."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store, triples = _store(folder)
        rows = []
        if servers.program("oxigraph"):
            rows.append(_row("Oxigraph", store, triples, chosen, servers.oxigraph, _load_oxigraph))
        if servers.program("virtuoso-t"):
            rows.append(_row("Virtuoso", store, triples, chosen, servers.virtuoso, _load_virtuoso))
    return {f"Push: {triples:,} triples, seconds": rows}


def _store(folder: Path) -> tuple[Path, int]:
    """Build a store of about 100,000 triples; return it and how many there are."""
    store = folder / "store"
    made = 0
    for start in range(0, 2_000, 20):
        made = len(build(*articles(start + 20)[start:], store=store))
        if made >= _TRIPLES:
            break
    with Embedded.read_only(store) as embedded:
        quads = list(embedded.quads())
    (folder / "news.nq").write_bytes(serialize(quads, "nq"))
    named = [
        quad if isinstance(quad.graph_name, NamedNode) else Quad(*quad.triple, _FACTS)
        for quad in quads
    ]
    (folder / "load").mkdir()
    (folder / "load" / "news.nq").write_bytes(serialize(named, "nq"))
    return store, made


def _row(
    name: str,
    store: Path,
    triples: int,
    chosen: Options,
    start: Callable[[Path], AbstractContextManager[servers.Server]],
    load: Callable[[Path, Path], float],
) -> dict[str, Any]:
    loads, pushes, seconds_again, undone = [], [], [], []
    for _ in range(chosen.rounds):
        with tempfile.TemporaryDirectory() as name_of_folder:
            folder = Path(name_of_folder)
            (folder / "loaded").mkdir()
            (folder / "pushed").mkdir()
            loads.append(load(store.parent, folder / "loaded"))
            with start(folder / "pushed") as server:
                ledger = folder / "ledger"
                pushes.append(_push(server, store, ledger))
                seconds_again.append(_push(server, store, ledger))
                undone.append(_push(server, store, ledger, "--undo"))
    return {
        "server": name,
        "its own loader": min(loads),
        "kg push": min(pushes),
        "ratio": min(pushes) / min(loads),
        "push again": min(seconds_again),
        "undo": min(undone),
        "triples per second": round(triples / min(pushes)),
    }


def _push(server: servers.Server, store: Path, ledger: Path, *more: str) -> float:
    user = ["--user", f"{server.user}:{server.password}"] if server.user else []
    return _seconds(
        [sys.executable, "-m", "kg", "push", "--store", str(store), "--to", server.url, "-q",
         "--ledger", str(ledger), *user, *more]
    )  # fmt: skip


def _load_oxigraph(source: Path, folder: Path) -> float:
    program = servers.program("oxigraph") or ""
    return _seconds([program, "load", "--location", str(folder), "--file", str(source / "news.nq")])


def _load_virtuoso(source: Path, folder: Path) -> float:
    with servers.virtuoso(folder) as server:
        (folder / "news.nq").write_bytes((source / "load" / "news.nq").read_bytes())
        begin = time.perf_counter()
        servers.isql(
            server, f"ld_dir('{folder}', '*.nq', 'urn:none')", "rdf_loader_run()", "checkpoint"
        )
        took = time.perf_counter() - begin
        states = servers.isql(server, "select ll_state, ll_error from DB.DBA.load_list")
        assert "NULL" in states, states
    return took


def _seconds(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=_CHECKOUT)
    return time.perf_counter() - begin


if __name__ == "__main__":
    asked = options("Measure how long a push takes, against the server's own loader")
    found = measure(asked)
    print(json.dumps(found, indent=2)) if asked.json else show(found)
