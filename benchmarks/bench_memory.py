"""Peak memory of a build, each in a process of its own; into a store it must not grow with the articles."""

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.corpus import Options, articles, options
from benchmarks.table import Rows, show

_STATUS = Path("/proc/self/status")
_WAYS = ("spaCy alone", "kg, in memory", "kg, into a store")


def measure(chosen: Options) -> dict[str, Rows]:
    """Measure the peak memory of each way for N, 2N and 4N articles."""
    rows: list[dict[str, Any]] = []
    for way in _WAYS:
        row: dict[str, Any] = {"way": way, "loaded, MB": 0}
        for factor in (1, 2, 4):
            loaded, peak = _in_a_process(way, chosen.articles * factor)
            row["loaded, MB"] = loaded
            row[f"{chosen.articles * factor} articles, MB"] = peak
        rows.append(row)
    return {"Memory: peak resident set, each in a process of its own": rows}


def _in_a_process(way: str, count: int) -> tuple[int, int]:
    """Return the megabytes after loading and at the peak."""
    command = [sys.executable, "-m", "benchmarks.bench_memory", "--one", way, str(count)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1]
    )
    if done.returncode != 0:
        raise SystemExit(f"{way}, {count} articles: {done.stderr.strip().splitlines()[-1]}")
    loaded, peak = json.loads(done.stdout.splitlines()[-1])
    return loaded, peak


def _one(way: str, count: int) -> None:
    """Do one way of working in this process and print what it took."""
    from kg.nlp import load_model
    from kg.nlp.reading import read
    from kg.pipeline import build

    documents = articles(count)
    nlp = load_model()
    loaded = peak()
    match way:
        case "spaCy alone":
            for _ in nlp.pipe((read(document).text for document in documents), batch_size=64):
                pass
        case "kg, in memory":
            del nlp
            build(*documents)
        case _:
            del nlp
            with tempfile.TemporaryDirectory() as folder:
                build(*documents, store=Path(folder) / "store")
    print(json.dumps([loaded, peak()]))


def peak() -> int:
    """Return the megabytes that this process has had at most."""
    if _STATUS.exists():
        # Not ru_maxrss: on Linux a process begins with its parent's.
        line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return round(int(line.split()[1]) * 1024 / 1e6)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)  # bytes on macOS


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(sys.argv[2], int(sys.argv[3]))
    else:
        asked = options("Measure the memory that a build takes")
        results = measure(asked)
        print(json.dumps(results, indent=2)) if asked.json else show(results)
