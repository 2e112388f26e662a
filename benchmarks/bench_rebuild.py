"""How long a second build takes where nothing changed, beside the first one; whole processes, start included.

The second one reads the files, and loads neither the parser nor the network.
"""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.corpus import Options, articles, name, options
from benchmarks.table import Rows, show


def measure(chosen: Options) -> dict[str, Rows]:
    """Measure the first and the second build of as many articles as are asked for, each a file."""
    documents = articles(chosen.articles)
    with TemporaryDirectory(prefix="kg-bench-") as folder:
        place = Path(folder)
        (place / "news").mkdir()
        for number, document in enumerate(documents):
            (place / "news" / f"{number:05}.txt").write_text(document.text, encoding="utf-8")
        first = [_seconds(place / "news", place / f"store{n}") for n in range(chosen.rounds)]
        second = [_seconds(place / "news", place / f"store{n}") for n in range(chosen.rounds)]
    rows: Rows = [
        {"build": "first", "seconds": round(median(first), 2), "against the first": 1.0},
        {
            "build": "second, nothing changed",
            "seconds": round(median(second), 2),
            "against the first": round(median(second) / median(first), 3),
        },
    ]
    return {f"Rebuild: {len(documents)} articles of {name()}, a file each": rows}


def _seconds(news: Path, store: Path) -> float:
    begin = perf_counter()
    command = [sys.executable, "-m", "kg", "build", news, "--store", store, "--quiet"]
    subprocess.run(command, check=True)
    return perf_counter() - begin


if __name__ == "__main__":
    asked = options("Measure how fast a second build is")
    results = measure(asked)
    print(json.dumps(results, indent=2)) if asked.json else show(results)
