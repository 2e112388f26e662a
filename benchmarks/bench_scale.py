"""Whether a hundred times as many articles take a hundred times as long, and no more memory.

Real texts of four kinds (justice, senators, Wikinews, broadcasts), cut at the ends of sentences into articles of a few
hundred characters, so that there are enough of them; those of a smaller collection are among those of a larger one.
"""

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from benchmarks.bench_memory import peak
from benchmarks.table import Rows, show
from benchmarks.texts import SETS, Text, folder, texts

_SIZES: Final = (300, 3_000)
_SENTENCE: Final = re.compile(r"(?<=[.!?\"”])\s+")


def pieces(characters: int, seed: int) -> list[Text]:
    """Return the texts cut into articles of about so many CHARACTERS, in an order that SEED decides."""
    found = [
        {**text, "url": f"{text['url']}/{number}", "text": piece}
        for name in SETS
        for text in texts(name)
        for number, piece in enumerate(_cut(text["text"], characters))
    ]
    random.Random(seed).shuffle(found)
    return found


def _cut(text: str, characters: int) -> Iterator[str]:
    piece = ""
    for sentence in _SENTENCE.split(text):
        piece = f"{piece} {sentence}".strip()
        if len(piece) >= characters:
            yield piece
            piece = ""


def measure(sizes: list[int], characters: int, seed: int, workers: int) -> Rows:
    """Build a store of each of SIZES, each in a process of its own."""
    drawn = pieces(characters, seed)
    if len(drawn) < max(sizes):
        raise SystemExit(
            f"{folder()}: there are {len(drawn):,} articles of {characters} characters"
        )
    rows: list[dict[str, Any]] = []
    for size in sizes:
        found = _in_a_process(list(islice(drawn, size)), workers)
        first = rows[0] if rows else None
        each = found["seconds"] / size * 1000
        rows.append(
            {
                "articles": size,
                "CPU s": round(found["seconds"]),
                "wall s": round(found["wall"]),
                "ms each": round(each, 1),
                "to linear": each / first["ms each"] if first else 1.0,
                "facts": found["facts"],
                "triples each": round(found["triples"] / size),
                "kB each": round(found["bytes"] / size / 1000),
                "peak MB": found["peak"],
                "of a worker": found["worker"],
            }
        )
    return rows


def _in_a_process(articles: list[Text], workers: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "articles.jsonl"
        source.write_text("".join(f"{json.dumps(each)}\n" for each in articles), encoding="utf-8")
        command = [sys.executable, "-m", "benchmarks.bench_scale", "--one", place, str(workers)]
        root = Path(__file__).parents[1]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root)
        if done.returncode != 0:
            raise SystemExit(f"{len(articles):,} articles: {done.stderr.strip().splitlines()[-1]}")
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {**found, "words": sum(len(each["text"].split()) for each in articles)}


def _one(place: Path, workers: int) -> None:
    """Build in this process, and print what it took."""
    import kg

    begin = time.monotonic()
    report = kg.build(place / "articles.jsonl", store=place / "store", workers=workers).report
    wall = time.monotonic() - begin
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    told = {
        "seconds": sum(each.ru_utime + each.ru_stime for each in (own, others)),
        "wall": wall,
        "facts": report.facts,
        "triples": report.triples,
        "bytes": sum(path.stat().st_size for path in (place / "store").iterdir()),
        "peak": peak(),
        "worker": round(others.ru_maxrss / 1000),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        parser = argparse.ArgumentParser(description="Measure how a build grows with the articles")
        parser.add_argument("--sizes", type=int, nargs="+", default=list(_SIZES))
        parser.add_argument("--characters", type=int, default=500)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--workers", type=int, default=1)
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
        asked = parser.parse_args()
        title = f"Scale: articles of {asked.characters} characters, {asked.workers} workers"
        results = {title: measure(asked.sizes, asked.characters, asked.seed, asked.workers)}
        print(json.dumps(results, indent=2)) if asked.json else show(results)
