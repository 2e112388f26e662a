"""A knowledge base: how long it takes to write, to open, and to ask; of invented names, or the one that comes along.

python -m benchmarks.bench_kb --things 2000000
python -m benchmarks.bench_kb --default
"""

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final

from benchmarks.table import Rows, show
from kg import names
from kg import ontology as ontologies
from kg.link.kb import KnowledgeBase, Name, Thing, Writer, installed

_ONSETS: Final = "b br ch d dr f g gr h j k kl l m n p r s sh st t tr v w y z".split()
_VOWELS: Final = "a e i o u ai ea ou".split()
_CODAS: Final = ["", "", "n", "r", "l", "s", "nd", "rt", "m", "k"]
_GIVEN: Final = 400
_ASKED: Final = 2000


def things(count: int) -> Iterator[Thing]:
    """Yield COUNT people, towns and companies with two or three names each, always the same."""
    rng = random.Random(count)
    given = [_word(rng, 2) for _ in range(_GIVEN)]
    for number in range(count):
        word, first = _word(rng, rng.choice((2, 2, 3))), rng.choice(given)
        type, label, others = rng.choice(
            (
                (
                    "Person",
                    f"{first} {word}",
                    (f"{first[0]}. {word}", f"{first} {_word(rng, 1)} {word}"),
                ),
                ("City", word, (f"{word} City",)),
                ("Company", f"{word} {_word(rng, 2)} Corp.", (f"{word} Group", f"{word} Holdings")),
            )
        )
        yield Thing(
            key=f"Q{number}",
            type=type,
            label=label,
            names=tuple(map(Name, others)),
            count=int(rng.paretovariate(1)),
        )


def _word(rng: random.Random, syllables: int) -> str:
    parts = (rng.choice(part) for _ in range(syllables) for part in (_ONSETS, _VOWELS, _CODAS))
    return "".join(parts).capitalize()


def measure(count: int) -> dict[str, Rows]:
    """Write a knowledge base of COUNT things and ask it."""

    def write(path: Path) -> None:
        with Writer.open(path, organizations=["Company"]) as writer:
            writer.add("invented", things(count))

    def labels() -> Iterator[str]:
        return (thing.label for thing in things(count))

    return _measured(write, labels, count)


def measure_default() -> dict[str, Rows]:
    """Write the knowledge base that comes along and ask it."""
    ontology = ontologies.load()
    count = sum(1 for _ in names.Things())
    return _measured(
        lambda path: installed.write(path, ontology),
        lambda: (row.label for row in names.Things()),
        count,
    )


def _measured(
    write: Callable[[Path], None], labels: Callable[[], Iterator[str]], count: int
) -> dict[str, Rows]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.kb"
        began, worked = time.perf_counter(), time.process_time()
        write(path)
        written, worked = time.perf_counter() - began, time.process_time() - worked
        began = time.perf_counter()
        base = KnowledgeBase.open(path)
        opened = time.perf_counter() - began
        found = list(base.statistics())
        rng = random.Random(1)
        asked = [label for label in labels() if rng.random() < _ASKED / count]
        rng.shuffle(asked)
        rows = [
            _asked("a name that is there", base.named, asked),
            _asked("a name that is not", base.named, [f"{each}qx" for each in asked]),
            _asked("a name with a letter too many", base.sounding, [_misspelt(e) for e in asked]),
            _asked("a search", base.search, asked),
        ]
        size: dict[str, Any] = {
            "names": sum(row[3] for row in found),
            "things": sum(row[2] for row in found),
            "file, MB": round(path.stat().st_size / 1e6),
            "written, s": round(written, 1),
            "of work, s": round(worked, 1),
            "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "opened, ms": round(opened * 1000, 2),
        }
    return {"Knowledge base": [size], "Questions, each asked once": rows}


def _misspelt(name: str) -> str:
    return f"{name[:-1]}{name[-1] * 2}"


def _asked(what: str, ask: Callable[[str], Any], names: list[str]) -> dict[str, Any]:
    taken = []
    for name in names:
        began = time.perf_counter()
        ask(name)
        taken.append((time.perf_counter() - began) * 1000)
    return {
        "question": what,
        "asked": len(names),
        "median, ms": round(median(taken), 3),
        "99 of 100 below, ms": round(quantiles(taken, n=100)[-1], 3),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--things", type=int, default=2_000_000)
    parser.add_argument("--default", action="store_true", help="measure the one that comes along")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    chosen = parser.parse_args()
    found = measure_default() if chosen.default else measure(chosen.things)
    if chosen.json:
        print(json.dumps(found, indent=2))
    else:
        show(found)
