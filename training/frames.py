"""Writes ``ontology/frames.tsv``: which roles the rolesets of a predicate offer, from PropBank's frame files.

python -m training.frames ../shared/data/propbank ontology/frames.tsv
"""

import csv
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Final

from kg.learned.frames import FUNCTIONS

_PARTS: Final = frozenset("vnj")
_STEP: Final = 10  # shares are rounded to so many percent, so that lemmas share rows
_CREDIT: Final = """\
# Derived from the frame files of PropBank (https://github.com/propbank), CC BY-SA 4.0; this table is under the same
# licence, see propbank.LICENSE. Written by training/frames.py.
"""


def offered(path: Path) -> dict[tuple[str, str], list[frozenset[str]]]:
    """Return the roles of all rolesets of each part of speech and lemma; words of several parts are left out."""
    found: dict[tuple[str, str], list[frozenset[str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            roles = frozenset(_roles(row["roles"] or ""))
            for alias in (row["aliases"] or "").split():
                lemma, _, part = alias.rpartition("/")
                if part in _PARTS and lemma and not set("_,\t") & set(lemma):
                    found[part, lemma.lower()].append(roles)
    return found


def _roles(cell: str) -> set[str]:
    found = set()
    for part in cell.split(" | "):
        role, function, *_ = (*part.split(":"), "", "")
        if role.startswith("ARG") and role[3:] in tuple("012345"):
            found.add(f"{role[3:]}{function if function in FUNCTIONS else FUNCTIONS[-1]}")
    return found


def write(path: Path) -> str:
    """Return the table of the rolesets in PATH as text."""
    grouped: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (part, lemma), rolesets in sorted(offered(path).items()):
        counts = Counter(role for roles in rolesets for role in roles)
        shares = {role: max(_STEP, _rounded(100 * n / len(rolesets))) for role, n in counts.items()}
        cells = [r if share == 100 else f"{r}={share}" for r, share in sorted(shares.items())]
        grouped[part, " ".join(cells)].append(lemma)
    lines = ("\t".join((*key, ", ".join(lemmas))) for key, lemmas in sorted(grouped.items()))
    return _CREDIT + "\n".join(lines) + "\n"


def _rounded(percent: float) -> int:
    return round(percent / _STEP) * _STEP


def main() -> None:
    """Write the table."""
    folder, target = map(Path, sys.argv[1:3])
    target.write_text(write(folder / "rolesets.tsv"), encoding="utf-8")


if __name__ == "__main__":
    main()
