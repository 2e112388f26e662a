"""All benchmarks: ``python -m benchmarks [--json] [--articles N] [--rounds N]``."""

import json

from benchmarks import bench_memory, bench_speed
from benchmarks.corpus import Options, options
from benchmarks.table import show


def main(chosen: Options) -> None:
    """Run every benchmark, and print tables or JSON."""
    results = {**bench_speed.measure(chosen), **bench_memory.measure(chosen)}
    if chosen.json:
        print(json.dumps(results, indent=2))
    else:
        show(results)


if __name__ == "__main__":
    main(options("Measure how fast articles become a graph, in how much memory"))
