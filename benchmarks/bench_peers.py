"""Words a second on a core: kg beside spaCy alone, textacy, a small language model, and networks of two known shapes.

All read the same real texts in the same run, with one thread each; seconds are those of the processor. Peers live in an
environment of their own, see peers.txt; those that are not installed are skipped. The slow ones read fewer articles.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Any, Final

from rich.console import Console

from benchmarks.peers import PIPELINE, measured
from benchmarks.table import Rows, show
from benchmarks.texts import SETS, Text, drawn

_ROOT: Final = Path(__file__).parents[1]
_ONE_THREAD: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_LIMIT: Final = 1800  # seconds for a way


@dataclass(frozen=True, slots=True)
class Way:
    """A way from text to what it says; slow ones read the first MOST articles, and some find nothing by design."""

    name: str
    what: str
    most: int | None = None
    peer: bool = True
    finds: bool = True


WAYS: Final = (
    Way("kg", "kg to RDF", peer=False),
    Way("spacy", "spaCy alone", peer=False, finds=False),
    Way("textacy", "textacy"),
    Way("gliner", "GLiNER's shape", most=16, finds=False),
    Way("rebel-64", "REBEL's shape, 64", most=4, finds=False),
    Way("rebel-256", "REBEL's shape, 256", most=2, finds=False),
    Way("gemma", "Gemma 3, 270M", most=6),
)
_PUBLISHED: Final = {"way": "PIKES, published", "words/s": 13.0}


def sample(count: int, seed: int) -> list[Text]:
    """Return COUNT texts, of all kinds in turn, in an order that SEED decides."""
    kinds = [drawn(name, seed) for name in SETS]
    turns = (next(kind) for _ in range(count) for kind in kinds)
    return list(islice(turns, count))


def measure(ways: list[Way], texts: list[Text], python: Path) -> tuple[Rows, dict[str, list[str]]]:
    """Return a row for each of WAYS, and three examples of what it found."""
    rows: list[dict[str, Any]] = []
    examples: dict[str, list[str]] = {}
    for way in ways:
        some = texts[: way.most]
        told = _in_a_process(way, some, python)
        if "missing" in told:
            print(f"{way.name}: skipped: {told['missing']}", file=sys.stderr)
            continue
        words = sum(len(each["text"].split()) for each in some)
        rows.append(
            {
                "way": way.what,
                "articles": len(some),
                "words": words,
                "CPU s": round(told["seconds"], 1),
                "words/s": round(words / told["seconds"], 1),
                "found": told["found"] if way.finds else "",
                "in 100 words": round(100 * told["found"] / words, 2) if way.finds else "",
            }
        )
        examples[way.what] = told["examples"]
    if not rows:
        raise SystemExit("no way could be measured")
    return [*rows, {**dict.fromkeys(rows[0], ""), **_PUBLISHED}], examples


def _in_a_process(way: Way, texts: list[Text], python: Path) -> dict[str, Any]:
    """Return what a WAY tells of TEXTS; what is "missing" where it cannot run."""
    if way.peer and not python.exists():
        return {"missing": f"{python} is not there; see benchmarks/peers.txt"}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts.json"
        file.write_text(json.dumps(texts if way.name == "kg" else [each["text"] for each in texts]))
        start = [str(python), "benchmarks/peers.py", way.name] if way.peer else [
            sys.executable, "-m", "benchmarks.bench_peers", "--one", way.name,
        ]  # fmt: skip
        done = subprocess.run(
            [*start, str(file)], capture_output=True, text=True, check=False, cwd=_ROOT, timeout=_LIMIT,
            env={**os.environ, **dict.fromkeys(_ONE_THREAD, "1")},
        )  # fmt: skip
    if done.returncode != 0:
        return {"missing": (done.stderr.strip().splitlines() or ["it fails"])[-1]}
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    if "missing" in told:
        return {"missing": f"{told['missing']} is not installed; see benchmarks/peers.txt"}
    return told


def _kg(texts: list[Text]) -> dict[str, Any]:
    """Build a graph of TEXTS; what one of a sentence takes is loading, and does not count."""
    import kg

    loading = 0.0
    for _ in range(2):  # the second time without imports
        begin = process_time()
        kg.build(texts=["It rained."], workers=1)
        loading = process_time() - begin
    begin = process_time()
    graph = kg.build(texts=texts, workers=1)
    spent = process_time() - begin
    rows = graph.to_pandas()
    found = [" | ".join(map(str, row)) for row in rows[["subject", "predicate", "object"]].values]
    return {
        "seconds": spent - loading,
        "found": graph.report.facts,
        "examples": [found[len(found) * part // 6] for part in (1, 3, 5)] if found else [],
    }


def _spacy(texts: list[str]) -> dict[str, Any]:
    import spacy

    nlp = spacy.load(PIPELINE)

    def read(text: str) -> list[str]:
        nlp(text)
        return []

    return measured(read, texts)


def _print(title: str, rows: Rows, examples: dict[str, list[str]]) -> None:
    show({title: rows})
    console = Console()
    for way, found in examples.items():
        for each in found:
            console.print(f"{way}: {' '.join(each.split())[:160]}", markup=False, highlight=False)


def _main() -> None:
    parser = argparse.ArgumentParser(description="Measure words a second beside peers")
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ways", nargs="+", choices=[way.name for way in WAYS])
    parser.add_argument("--python", type=Path, default=_ROOT / "out/peers/bin/python")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    asked = parser.parse_args()
    ways = [way for way in WAYS if not asked.ways or way.name in asked.ways]
    texts = sample(asked.articles, asked.seed)
    rows, examples = measure(ways, texts, asked.python.absolute())
    title = f"Peers: {asked.articles} articles, seed {asked.seed}, one thread each"
    if asked.json:
        print(json.dumps({title: rows, "examples": examples}, indent=2))
    else:
        _print(title, rows, examples)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        given = json.loads(Path(sys.argv[3]).read_text())
        print(json.dumps(_kg(given) if sys.argv[2] == "kg" else _spacy(given)))
    else:
        _main()
