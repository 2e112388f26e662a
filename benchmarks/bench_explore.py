"""The explorer over a large store: suggestions, pages of things and neighbourhoods, asked of a real ``kg serve``.

python -m benchmarks.bench_explore [--articles N] [--things N] [--store DIR] [--json]

Real articles become a graph once; the graph is then written again and again under changed names until it has enough
things. Countries stay the same, so that they are named in every copy, as the United States are in real news.
"""

import argparse
import contextlib
import hashlib
import http.client
import json
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from benchmarks.table import Rows, show
from benchmarks.texts import SETS, drawn
from kg.iri import BASE
from kg.pipeline import build
from kg.store import Embedded
from kg.store.notes import LEDGER

_LABELS: Final = frozenset(
    {
        NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
        NamedNode("http://www.w3.org/2004/02/skos/core#altLabel"),
    }
)
_SYLLABLES: Final = (
    "ba be bo da del do fa fer ga go ha he ka ko la le lo ma mer mi na no pa per ra ri ro sa sel ta to va vo za"
).split()
_CAPITAL: Final = re.compile(r"\b[A-Z][a-z]{2,}\b")
_OWN: Final = re.compile(re.escape(BASE) + r"(entity|event|claim)/([^/#]+)")
_COUNTS: Final = ".graph .counts:has-text('statement')"
# The page leaves a mark when a picture is on the screen: milliseconds since the address was opened, and the edges.
_DRAWN: Final = (
    "() => performance.getEntriesByName('kg:drawn').map((m) => [m.startTime, m.detail.edges])[0]"
)
_KIND: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_KEPT: Final = NamedNode("https://w3id.org/news-kg/ontology#Country")


def grow(store: Store, quads: list[Quad], things: int) -> int:
    """Write QUADS into STORE under changed names until it has so many THINGS; return the number of copies."""
    kept = {q.subject.value for q in quads if q.predicate == _KIND and q.object == _KEPT}
    known = {
        q.subject.value
        for q in quads
        if q.predicate == _KIND
        and isinstance(q.graph_name, DefaultGraph)
        and "/entity/" in q.subject.value
    }
    copies = max(1, round(things / max(1, len(known - kept))))
    for copy in range(copies):
        renamed = _Renamed(copy, kept)
        store.bulk_extend(map(renamed, quads))
    return copies


class _Renamed:
    """Gives the things of one copy names of their own."""

    def __init__(self, copy: int, kept: set[str]) -> None:
        self._copy = copy
        self._kept = kept
        self._known: dict[str, NamedNode] = {}

    def __call__(self, quad: Quad) -> Quad:
        if not self._copy:
            return quad
        value = quad.object
        if isinstance(value, NamedNode):
            value = self._named(value)
        elif (
            isinstance(value, Literal)
            and quad.predicate in _LABELS
            and quad.subject.value not in self._kept
        ):
            value = Literal(self._called(value.value), language=value.language)
        graph = quad.graph_name
        return Quad(
            self._named(quad.subject),
            quad.predicate,
            value,
            self._named(graph) if isinstance(graph, NamedNode) else graph,
        )

    def _named(self, name: NamedNode) -> NamedNode:
        found = self._known.get(name.value)
        if found is None:
            found = self._known[name.value] = NamedNode(self._renamed(name.value))
        return found

    def _renamed(self, iri: str) -> str:
        if iri in self._kept or iri.startswith(
            (f"{BASE}ontology", f"{BASE}value/", f"{BASE}predicate/")
        ):
            return iri
        if _OWN.fullmatch(iri):
            return f"{iri}-{self._copy}"
        if "#char=" in iri or iri.startswith(("https://text.example/", f"{BASE}article/")):
            article, mark, place = iri.partition("#")
            return f"{article}-{self._copy}{mark}{place}"
        return iri

    def _called(self, label: str) -> str:
        return _CAPITAL.sub(lambda found: self._word(found[0]), label)

    def _word(self, word: str) -> str:
        digest = hashlib.sha256(f"{self._copy} {word}".encode()).digest()
        return "".join(
            _SYLLABLES[byte % len(_SYLLABLES)] for byte in digest[: 2 + len(word) // 4]
        ).capitalize()


def measure(folder: Path) -> dict[str, Rows]:
    """Ask a server over the store in FOLDER what somebody who looks around asks, one question after the other."""
    rng = random.Random(20261201)
    labels, hubs, middle, size = _drawn(folder, rng)
    chosen = rng.sample(labels, min(200, len(labels)))
    beginnings = [label[: rng.randint(2, 8)] for label, _ in chosen]
    questions: dict[str, list[tuple[str, dict[str, str]]]] = {
        "first page": [("home", {})],
        "suggestions, beginnings": [("suggest", {"q": text}) for text in beginnings],
        "suggestions, misspelled": [("suggest", {"q": _misspelled(n, rng)}) for n, _ in chosen],
        "pages of things": [("entity", {"iri": iri}) for _, iri in chosen],
        "pages of things with most said of them": [("entity", {"iri": iri}) for iri in middle],
        "pages of countries": [("entity", {"iri": iri}) for iri in hubs],
        "neighbourhoods, 200 claims": [
            ("picture", {"iri": iri, "limit": "200"}) for iri in hubs + middle[:50]
        ],
    }
    rows = []
    with _serving(folder) as port:
        _time(port, "suggest", {"q": "warm"})
        for name, asked in questions.items():
            times = sorted(_time(port, view, values) for view, values in asked)
            rows.append(
                {
                    "question": name,
                    "asked": len(times),
                    "median ms": round(1000 * statistics.median(times), 1),
                    "p95 ms": round(1000 * times[int(len(times) * 0.95)], 1),
                }
            )
        pages = _in_a_browser(port, hubs[:5], middle[0])
    return {
        f"Explorer: {len(labels):,} names, {size:,} quads": rows,
        "Explorer in a browser": pages,
    }


def _in_a_browser(port: int, hubs: list[str], thing: str) -> Rows:
    """Measure a first load, pages and a picture in a real browser; nothing where there is none."""
    program = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    if program is None:
        return []
    from playwright.sync_api import sync_playwright

    rows: Rows = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(base_url=f"http://127.0.0.1:{port}/")
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        for name, path, ready in (
            ("first page", "/", ".ranked li"),
            ("page of a country", _path(hubs[0]), ".claims li"),
            ("page of a thing", _path(thing), ".claims li"),
            ("graph of a country", f"/graph?{urlencode({'from': hubs[0]})}", _COUNTS),
            (
                "graph of a country, 150 claims",
                f"/graph?{urlencode({'from': hubs[1], 'limit': 150})}",
                _COUNTS,
            ),
            (
                "graph of three countries",
                f"/graph?{urlencode([('from', each) for each in hubs[2:5]])}",
                _COUNTS,
            ),
        ):
            began = time.perf_counter()
            page.goto(path)
            page.locator(ready).first.wait_for()
            took = 1000 * (time.perf_counter() - began)
            edges = ""
            if ready == _COUNTS:
                took, edges = page.wait_for_function(_DRAWN, polling=10).json_value()
            told = {
                each["name"]: each["value"]
                for each in session.send("Performance.getMetrics")["metrics"]
            }
            drawn = page.locator(".graph .counts")
            rows.append(
                {
                    "page": name,
                    "ms": round(took),
                    "drawn": drawn.inner_text() if drawn.count() else "",
                    "edges": edges,
                    "JavaScript heap, MB": round(told["JSHeapUsedSize"] / 1e6, 1),
                }
            )
        browser.close()
    return rows


def _path(iri: str) -> str:
    return f"/{iri.removeprefix(BASE)}"


def _drawn(
    folder: Path, rng: random.Random
) -> tuple[list[tuple[str, str]], list[str], list[str], int]:
    """Return the names of things, the 20 countries named most, 100 other things named often, and the quads."""
    store = Store.read_only(str(folder))

    def degree(iri: str) -> int:
        return sum(1 for _ in store.quads_for_pattern(None, None, NamedNode(iri), None))

    labels = sorted(_labels(store))
    some = {iri for _, iri in rng.sample(labels, min(3000, len(labels)))}
    countries = {q.subject.value for q in store.quads_for_pattern(None, _KIND, _KEPT, None)}
    hubs = sorted(countries, key=degree, reverse=True)[:20]
    middle = sorted(some - countries, key=degree, reverse=True)[:100]
    return labels, hubs, middle, len(store)


def _labels(store: Store) -> set[tuple[str, str]]:
    return {
        (quad.object.value, quad.subject.value)
        for quad in store.quads_for_pattern(
            None, next(iter(sorted(_LABELS, key=str))), None, DefaultGraph()
        )
        if "/entity/" in quad.subject.value
    }


def _misspelled(label: str, rng: random.Random) -> str:
    at = rng.randrange(len(label) - 1) if len(label) > 1 else 0
    return label[:at] + label[at + 1 : at + 2] + label[at : at + 1] + label[at + 2 :]


def _time(port: int, view: str, values: dict[str, str]) -> float:
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request("GET", f"/api/{view}?{urlencode(values)}")
        response = connection.getresponse()
        body = response.read()
    finally:
        connection.close()
    if response.status != 200:
        raise SystemExit(f"{view}: {response.status} {body[:200]!r}")
    return time.perf_counter() - began


@contextlib.contextmanager
def _serving(folder: Path) -> Iterator[int]:
    command = [
        sys.executable,
        "-m",
        "kg",
        "serve",
        "--store",
        str(folder),
        "--port",
        "0",
        "--workers",
        "1",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield int(process.stdout.readline().rpartition(":")[2].strip().rstrip("/"))
        finally:
            process.terminate()


def make(folder: Path, articles: int, things: int) -> None:
    """Make a store in FOLDER of so many ARTICLES, copied until it has so many THINGS."""
    each = articles // len(SETS)
    drawn_texts = [text for name in SETS for text in islice(drawn(name, 20261201), each)]
    graph = build(texts=drawn_texts)
    quads = [quad for quad in graph.quads if quad.graph_name != LEDGER]
    Embedded.open(folder).close()  # marks it as a store of kg
    store = Store(str(folder))
    grow(store, quads, things)
    store.optimize()


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description="Measure the explorer over a large store")
    parser.add_argument("--store", type=Path, help="made there where it is missing, and kept")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--things", type=int, default=100_000)
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.store or Path(temporary) / "store"
        if not folder.is_dir():
            make(folder, given.articles, given.things)
        results = measure(folder)
    print(json.dumps(results, indent=2)) if given.json else show(results)


if __name__ == "__main__":
    main()
