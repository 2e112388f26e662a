"""A dump of Wikidata, invented but in its form: how fast it is read, in how much memory, and what a stop costs.

python -m benchmarks.bench_kb_dump --lines 400000 --stops 3
"""

import argparse
import gzip
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks.bench_kb import things
from benchmarks.table import Rows, show
from kg.link.kb import Thing

_LANGUAGES: Final = "en de fr es it nl pl pt ru uk ar zh ja ko sv fi cs da nb tr he hu id vi el fa ro bg ca sr".split()
_CLASSES: Final = {"Person": "Q5", "City": "Q515", "Company": "Q4830453"}
_UNWANTED: Final = "Q13442814"  # scholarly articles, of which a third of Wikidata consists
_SHARE: Final = 3
_PROPERTIES: Final = 12  # statements that nobody asks for
_WAIT: Final = (0.1, 0.5)  # of the time that all takes, before a stop


def lines(count: int) -> Iterator[str]:
    """Yield the lines of a dump of COUNT entities; each third one is of a class that nobody wants."""
    yield "["
    for number, thing in enumerate(things(count), start=1):
        kind = _UNWANTED if number % _SHARE == 0 else _CLASSES[thing.type]
        yield json.dumps(_entity(thing, kind)) + ("," if number < count else "")
    yield "]"


def _entity(thing: Thing, kind: str) -> dict[str, Any]:
    texts = {code: {"language": code, "value": thing.label} for code in _LANGUAGES}
    about = {code: {"language": code, "value": f"about {thing.label}"} for code in _LANGUAGES}
    others = [{"language": "en", "value": name.name} for name in thing.names]
    unasked = {f"P{9000 + n}": [_statement(f"Q{n}")] * 2 for n in range(_PROPERTIES)}
    return {
        "type": "item",
        "id": thing.key,
        "labels": texts,
        "descriptions": about,
        "aliases": {"en": others},
        "claims": {"P31": [_statement(kind)]} | unasked,
        "sitelinks": {
            f"{code}wiki": {"site": f"{code}wiki", "title": thing.label}
            for code in _LANGUAGES[: min(thing.count, len(_LANGUAGES))]
        },
    }


def _statement(key: str) -> dict[str, Any]:
    value = {"entity-type": "item", "numeric-id": int(key[1:]), "id": key}
    snak = {"snaktype": "value", "datatype": "wikibase-item", "datavalue": {"value": value}}
    return {"mainsnak": snak, "type": "statement", "rank": "normal", "references": [{"snaks": {}}]}


def measure(count: int, stops: int) -> dict[str, Rows]:
    """Import a dump of COUNT lines at once, and once more with STOPS on the way."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        dump, size = folder / "invented.json.gz", 0
        with gzip.open(dump, "wt", compresslevel=1, encoding="utf-8") as file:
            for line in lines(count):
                size += file.write(line + "\n")
        seconds = _imported(dump, folder / "whole.kb")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        rng, began = random.Random(count), time.perf_counter()
        for _ in range(stops):
            _imported(dump, folder / "stopped.kb", seconds * rng.uniform(*_WAIT))
        _imported(dump, folder / "stopped.kb")
        again = time.perf_counter() - began
        same = _content(folder / "whole.kb") == _content(folder / "stopped.kb")
        row = {
            "lines": count,
            "unpacked, MB": round(size / 1e6),
            "lines a second": round(count / seconds),
            "MB a second": round(size / 1e6 / seconds, 1),
            "peak memory, MB": peak,
            f"with {stops} stops, times": round(again / seconds, 2),
            "the same then": str(same),
        }
        return {"Import of a dump": [row]}


def _imported(dump: Path, base: Path, limit: float | None = None) -> float:
    """Run ``kg kb import`` and return the seconds that it took; kill it after LIMIT seconds."""
    command = [sys.executable, "-m", "kg", "kb", "import", str(dump), "--kb", str(base)]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            _, told = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            process.kill()
            return time.perf_counter() - began
    if process.returncode:
        sys.exit(os.fsdecode(told))
    return time.perf_counter() - began


def _content(base: Path) -> list[tuple[Any, ...]]:
    """Return how many rows of each table a base has, and the sums over its names."""
    with sqlite3.connect(base) as connection:
        counts = [
            connection.execute(f"SELECT '{table}', count(*) FROM {table}").fetchone()
            for table in ("name", "sound", "thing")
        ]
        return [*counts, *connection.execute("SELECT name, thing FROM name ORDER BY name, thing")]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=400_000)
    parser.add_argument("--stops", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    chosen = parser.parse_args()
    found = measure(chosen.lines, chosen.stops)
    if chosen.json:
        print(json.dumps(found, indent=2))
    else:
        show(found)
