"""Writes who wins where rules and network meet beside the weights, also beside those that are there already.

    python -m training.decide

Rules change more often than weights, and with them what is left for the network to say. This needs the corpus alone,
no torch, and takes a minute.
"""

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from kg import ontology as ontologies
from kg.learned import precedence
from kg.learned.choice import MANIFEST, WEIGHTS
from kg.learned.precedence import TABLE, Row, write
from kg.learned.runtime import load_reader
from training.count import CORPUS
from training.precedence import table

CARD: Final = "README.md"
_TITLE: Final = "## Where rules and network meet"
_SECTION: Final = re.compile(rf"^{_TITLE}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def decide(folder: Path, rows: Sequence[Row]) -> None:
    """Write the table of who wins where rules and network meet beside the weights in FOLDER."""
    path = folder / TABLE
    write(path, rows)
    given = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    files = {**given["files"], TABLE: sha256(path.read_bytes()).hexdigest()}
    write_manifest(folder, {**given, "files": files})


def write_manifest(folder: Path, about: Mapping[str, Any]) -> None:
    """Write what the manifest of the weights in FOLDER says ABOUT them."""
    text = json.dumps(about, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def section(folder: Path) -> Iterator[str]:
    """Yield the lines of the model card that show the table beside the weights in FOLDER."""
    yield _TITLE
    yield ""
    yield f"From `least` on it is the network that has its way (`{TABLE}`); of all `cases` in the real articles of the"
    yield "dev part it was right so often, and the rules, where they said something at all."
    yield ""
    proposals = [
        (
            *(row.proposal, row.predicate, row.label),
            "never" if row.least > 1 else f"{row.least:.2f}",
            *(f"{count:,}" for count in (row.cases, row.network, row.rules)),
        )
        for row in precedence.read(folder / TABLE)
    ]
    header = ("proposal", "predicate", "label", "least", "cases", "network", "rules")
    yield from aligned(header, proposals, "lllrrrr")
    yield ""


def aligned(header: Sequence[str], rows: Sequence[Sequence[str]], align: str) -> Iterator[str]:
    """Yield the lines of a table in Markdown; ALIGN has "l" or "r" for each column."""
    widths = [max(len(row[i]) for row in (header, *rows)) for i in range(len(header))]

    def line(cells: Sequence[str]) -> str:
        parts = (
            cell.rjust(width) if how == "r" else cell.ljust(width)
            for cell, width, how in zip(cells, widths, align, strict=True)
        )
        return f"| {' | '.join(parts)} |"

    yield line(header)
    marks = (
        "-" * (w - 1) + ":" if how == "r" else "-" * w for w, how in zip(widths, align, strict=True)
    )
    yield f"| {' | '.join(marks)} |"
    yield from map(line, rows)


def main() -> None:
    """Measure anew and write the table, its digest, and its part of the model card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the folder of the weights")
    folder = parser.parse_args().weights
    decide(folder, table(CORPUS, load_reader(ontologies.load(), folder)))
    card = folder / CARD
    text = card.read_text(encoding="utf-8")
    told = "\n".join(section(folder)) + "\n"
    card.write_text(_SECTION.sub(lambda _: told, text), encoding="utf-8")


if __name__ == "__main__":
    main()
