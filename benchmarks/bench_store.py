"""A store of a hundred million triples on this machine's disk: written, opened, asked, added to.

python -m benchmarks.bench_store --store DIR --into DIR [--triples N] [--json]

The articles of a real store are written again and again under other names until there are enough: articles, claims,
events and things get names of their own in each copy, but for countries, which news keeps naming. Queries are whole
processes of ``kg query``, asked twice; what takes more than --limit seconds is given up.
"""

import argparse
import io
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pyoxigraph import NamedNode, RdfFormat, Store, serialize

from benchmarks.table import Rows, show
from kg.iri import BASE
from kg.store import Embedded

_QUERIES: Final = (
    *("documents", "who-is-charged", "who-exports-what", "who-said-what", "most-mentioned"),
    *("independent-support", "claims-by-status", "casualties", "positions", "disagreements"),
)
_MARK: Final = "\x00"  # in the place of what tells copies apart
_KIND: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_COUNTRY: Final = NamedNode(f"{BASE}ontology#Country")
_IRI: Final = re.compile(r"<([^<>#\s]*)(#[^<>\s]*)?>")
_LABEL: Final = re.compile(
    r'(/entity/[^ ]*\x00> <[^>]*(?:rdf-schema#label|core#altLabel)> "(?:[^"\\]|\\.)*)(")'
)


def template(place: Path) -> tuple[str, int]:
    """Return the N-Quads of the store at PLACE, a mark behind each name that is to change, and how many there are."""
    store = Store.read_only(str(place))
    with Embedded.read_only(place) as embedded:
        articles = frozenset(embedded.documents())
    countries = {q.subject.value for q in store.quads_for_pattern(None, _KIND, _COUNTRY, None)}
    own = tuple(f"{BASE}{kind}/" for kind in ("entity", "event", "claim"))

    def marked(found: re.Match[str]) -> str:
        name, place = found[1], found[2] or ""
        is_own = name in articles or (name.startswith(own) and name not in countries)
        return f"<{name}{_MARK}{place}>" if is_own else found[0]

    lines = [
        line
        for line in (serialize(store, format=RdfFormat.N_QUADS) or b"").decode().splitlines()
        if "urn:news-kg:store#counts" not in line
    ]
    text = _IRI.sub(marked, "\n".join(lines))
    return _LABEL.sub(rf"\1{_MARK}\2", text), len(lines)


class _Copies(io.RawIOBase):
    """The N-Quads of all copies, one after the other, as a file that is never there as a whole."""

    def __init__(self, text: str, copies: int) -> None:
        self._left = self._texts(text, copies)
        self._now = io.BytesIO()

    @staticmethod
    def _texts(text: str, copies: int) -> Iterator[bytes]:
        for number in range(copies):
            yield text.replace(_MARK, f"-{number}" if number else "").encode() + b"\n"
            print(f"\r{number + 1:,} of {copies:,} copies", end="", file=sys.stderr, flush=True)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if found := self._now.read(size):
            return found
        self._now = io.BytesIO(next(self._left, b""))
        return self._now.read(size)


def measure(source: Path, into: Path, triples: int, limit: float) -> dict[str, Rows]:
    """Write a store of so many TRIPLES into the folder INTO, and ask it."""
    results: dict[str, Rows] = {}
    if not into.exists():
        text, lines = template(source)
        copies = -(-triples // lines)
        begin, cpu = time.monotonic(), time.process_time()
        store = Store(str(into))
        store.bulk_load(_Copies(text, copies), format=RdfFormat.N_QUADS)
        loaded = time.monotonic() - begin
        store.optimize()
        store.flush()
        del store, text
        taken = sum(path.stat().st_size for path in into.iterdir())
        results["Loaded"] = [
            {
                "quads": copies * lines,
                "copies": copies,
                "s": round(loaded),
                "s, optimized": round(time.monotonic() - begin),
                "CPU s": round(time.process_time() - cpu),
                "bytes a quad": round(taken / copies / lines),
                "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000,
            }
        ]
    results["Asked: whole processes"] = [_asked(into, name, limit) for name in _QUERIES]
    results["Added to"] = [_added(into, number) for number in range(2)]
    return results


def _asked(place: Path, name: str, limit: float) -> dict[str, Any]:
    row: dict[str, Any] = {"query": name}
    command = [sys.executable, "-m", "kg", "query", name, "--store", str(place), "--format", "csv"]
    for again in ("s", "s, again"):
        begin = time.monotonic()
        try:
            done = subprocess.run(command, capture_output=True, timeout=limit, check=False)
        except subprocess.TimeoutExpired:
            return row | {"s": f"over {limit:.0f}", "s, again": "", "rows": ""}
        row[again] = f"{time.monotonic() - begin:.1f}"
        row["rows"] = done.stdout.count(b"\n") - 1 if done.returncode == 0 else done.stderr.decode()
    return row


def _added(place: Path, number: int) -> dict[str, Any]:
    """Build one article more into the store at PLACE."""
    article = {
        "url": f"https://news.example/added/{time.time_ns()}",
        "text": "Former minister Ana Ruiz was charged with bribery in Quito on Monday.",
        "published": "2026-03-12",
    }
    command = [sys.executable, "-m", "kg", "build", "-", "--store", str(place), "--json"]
    begin = time.monotonic()
    done = subprocess.run(
        command, input=json.dumps(article), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    told = json.loads(done.stdout)
    return {
        "build": f"one article, {('counts', 'has the counts')[bool(number)]}",
        "s": round(time.monotonic() - begin, 1),
        "triples of the store": told["triples"],
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write and ask a large store")
    parser.add_argument(
        "--store", type=Path, required=True, help="a real store, which is multiplied"
    )
    parser.add_argument(
        "--into", type=Path, required=True, help="the large store; asked as it is where it is there"
    )
    parser.add_argument("--triples", type=int, default=100_000_000)
    parser.add_argument("--limit", type=float, default=300, help="seconds that a query may take")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    asked = parser.parse_args()
    found = measure(asked.store, asked.into, asked.triples, asked.limit)
    print(json.dumps(found, indent=2)) if asked.json else show(found)
