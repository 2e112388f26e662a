"""Fuzzing, guided by coverage: ``make fuzz MINUTES=10``, or ``python -m fuzz --minutes 10 --target days``.

Each target has a process of its own, with an equal share of the time. What it has learned stays in ``out/fuzz``, and
the next run begins with it. An input that breaks a promise is kept in ``tests/fuzz/kept``, where a test runs it.
"""

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
_CORPUS: Final = ROOT / "out" / "fuzz"
_KEPT: Final = HERE / "kept"
_SLOWEST: Final = 20  # seconds for one input
_LARGEST: Final = 20_000  # bytes of one input
_MEMORY: Final = 4_000  # megabytes
_RAISED: Final = re.compile(r"=== Uncaught[\s\S]*?\n\n")  # what Atheris says of an exception
# What a target may begin with: files of these kinds.
_SEEDS: Final = {
    "txt": "examples/news/*.txt",
    "md": "examples/news/*.md",
    "html": "examples/news/*.html",
    "jsonl": "examples/news/*.jsonl",
    "csv": "examples/news/*.csv",
    "xml": "tests/data/*.xml",
    "ttl": "ontology/capitals.ttl",
    "sparql": "queries/*.rq",
    "articles": "examples/news/*.txt",
}


def main() -> int:
    """Fuzz all targets, or one; the exit code is 1 where a promise was broken."""
    options = _options()
    if options.run:
        _fuzz(options.run, options.seconds)
        return 0
    from fuzz.targets import TARGETS

    chosen = options.target or sorted(TARGETS)
    seconds = max(1, int(options.minutes * 60 / len(chosen)))
    broken = [name for name in chosen if not _is_sound(name, seconds)]
    for name in broken:
        sys.stdout.write(
            f"{name}: a promise is broken; the input is in {_KEPT.relative_to(ROOT)}/{name}\n"
        )
    return 1 if broken else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m fuzz", description="Fuzz kg, guided by coverage"
    )
    parser.add_argument("--minutes", type=float, default=10, help="for all targets together")
    parser.add_argument("--target", action="append", help="this one alone; repeatable")
    parser.add_argument("--run", help=argparse.SUPPRESS)  # in a process of its own
    parser.add_argument("--seconds", type=int, default=60, help=argparse.SUPPRESS)
    return parser.parse_args()


def _is_sound(name: str, seconds: int) -> bool:
    _begin(name)
    command = [sys.executable, "-m", "fuzz", "--run", name, "--seconds", str(seconds)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    runs = re.search(r"number_of_executed_units: *(\d+)", done.stderr)
    sys.stdout.write(f"{name:<12} {int(runs[1]) if runs else 0:>10,} inputs\n")
    if done.returncode:
        raised = re.search(_RAISED, f"{done.stdout}{done.stderr}")
        sys.stdout.write(f"{raised[0] if raised else done.stderr}\n")
    sys.stdout.flush()  # somebody may be watching
    return done.returncode == 0


def _begin(name: str) -> None:
    """Give a target its folders, and files to begin with."""
    corpus, kept = _CORPUS / name, _KEPT / name
    corpus.mkdir(parents=True, exist_ok=True)
    kept.mkdir(parents=True, exist_ok=True)
    for path in sorted(ROOT.glob(_SEEDS.get(name.rpartition("-")[2], "nothing"))):
        if path.stat().st_size <= _LARGEST:
            shutil.copyfile(path, corpus / path.name)


def _fuzz(name: str, seconds: int) -> None:
    import atheris

    with atheris.instrument_imports(include=["kg"]):
        from fuzz.targets import TARGETS
    TARGETS[name](b"OSLO - Ana Ruiz was charged on Monday.")  # loads what takes long
    limits = {
        "max_total_time": seconds,
        "timeout": _SLOWEST,
        "max_len": _LARGEST,
        "rss_limit_mb": _MEMORY,
        "report_slow_units": 2 * _SLOWEST,
        "verbosity": 0,
        "print_final_stats": 1,
        "artifact_prefix": f"{_KEPT / name}/",
    }
    arguments = [f"-{limit}={value}" for limit, value in limits.items()]
    atheris.Setup([name, *arguments, str(_CORPUS / name), str(_KEPT / name)], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
