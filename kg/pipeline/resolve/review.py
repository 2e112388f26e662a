"""The file of doubtful pairs: somebody writes into it which are the same, and which are different."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import ConfigError
from kg.files import write
from kg.query.formats import inert

_COLUMNS: Final = ("decision", "score", "one", "one is called", "other", "other is called", "why")
_DECISIONS: Final = {"same": True, "different": False}

Pair = tuple[str, str]  # two IRIs, in order


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two entities that may be one: their IRIs, how they are called, how probable it is, and why."""

    pair: Pair
    labels: tuple[str, str]
    score: float
    reasons: tuple[str, ...]


def read_decisions(path: Path) -> dict[Pair, bool]:
    """Return what somebody wrote into the file of doubtful pairs at PATH; pairs without a decision are left out."""
    found: dict[Pair, bool] = {}
    for number, row in enumerate(_rows(path), start=2):
        said = (row.get("decision") or "").strip().casefold()
        if said and said not in _DECISIONS:
            raise ConfigError(
                f"{path}, line {number}: {said!r} is no decision; write same or different"
            )
        if said:
            one, other = sorted((row["one"], row["other"]))
            found[one, other] = _DECISIONS[said]
    return found


def write_review(path: Path, doubtful: Iterable[Doubt]) -> int:
    """Write DOUBTFUL pairs to PATH, below those that are decided there, and return how many they are."""
    decided = read_decisions(path)
    kept = [row for row in _rows(path) if (row.get("decision") or "").strip()]
    fresh = [_row(each) for each in doubtful if each.pair not in decided]
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, _COLUMNS, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows([*kept, *fresh])
    write(path, [table.getvalue().encode()])
    return len(fresh)


def _row(doubt: Doubt) -> dict[str, str]:
    return {
        "decision": "",
        "score": f"{doubt.score:.2f}",
        "one": doubt.pair[0],
        "one is called": inert(doubt.labels[0]),
        "other": doubt.pair[1],
        "other is called": inert(doubt.labels[1]),
        "why": inert("; ".join(doubt.reasons)),
    }


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if rows and not {"decision", "one", "other"} <= rows[0].keys():
        raise ConfigError(f"{path}: is no file of doubtful pairs; give another --review FILE")
    return rows
