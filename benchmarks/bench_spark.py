"""What Spark costs on one machine beside ``kg build --workers``: the same articles, the same number of processes.

The articles are those of ``bench_scale``, some hundred in a file. What comes out must be the same, line by line.
"""

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from benchmarks.bench_scale import pieces
from benchmarks.table import Rows, show
from benchmarks.texts import Text, folder

_FILE: Final = 250  # articles


def measure(size: int, characters: int, seed: int, workers: int) -> Rows:
    """Build SIZE articles with WORKERS processes, then on Spark with as many."""
    articles = list(islice(pieces(characters, seed), size))
    if len(articles) < size:
        raise SystemExit(
            f"{folder()}: there are {len(articles):,} articles of {characters} characters"
        )
    with tempfile.TemporaryDirectory() as place:
        news, graph, shards = (Path(place) / name for name in ("news", "graph.nq", "graph"))
        news.mkdir()
        _write(articles, news)
        ways = {
            f"--workers {workers}": ("--workers", str(workers), "-o", str(graph)),
            f"--spark local[{workers}]": ("--spark", f"local[{workers}]", "-o", str(shards)),
        }
        rows = [{"build": name, **_run(news, options, size)} for name, options in ways.items()]
        if sorted(_lines(shards)) != sorted(graph.read_bytes().splitlines()):
            raise SystemExit("the two graphs differ")
    first = rows[0]["wall s"]
    return [{**row, "to workers": row["wall s"] / first} for row in rows]


def _write(articles: list[Text], news: Path) -> None:
    for number, start in enumerate(range(0, len(articles), _FILE)):
        lines = (f"{json.dumps(each)}\n" for each in articles[start : start + _FILE])
        (news / f"{number:04}.jsonl").write_text("".join(lines), encoding="utf-8")


def _run(news: Path, options: Iterable[str], size: int) -> dict[str, Any]:
    before, begin = _cpu(), time.monotonic()
    command = [sys.executable, "-m", "kg", "build", str(news), "--json", *options]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1]
    )
    wall = time.monotonic() - begin
    if done.returncode != 0 and not done.stdout:
        raise SystemExit(done.stderr.strip())
    report = json.loads(done.stdout)
    return {
        "articles": report["documents"],
        "facts": report["facts"],
        "wall s": round(wall, 1),
        "articles/s": size / wall,
        "CPU s": round(_cpu() - before),
    }


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _lines(shards: Path) -> Iterator[bytes]:
    for path in (shards / "quads").glob("*.nq.gz"):
        yield from gzip.decompress(path.read_bytes()).splitlines()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure what Spark costs on one machine")
    parser.add_argument("--size", type=int, default=3_000, help="articles")
    parser.add_argument("--characters", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    asked = parser.parse_args()
    title = f"Spark: articles of {asked.characters} characters"
    results = {title: measure(asked.size, asked.characters, asked.seed, asked.workers)}
    print(json.dumps(results, indent=2)) if asked.json else show(results)
