"""Rows of judged sheets, made by hand, and those of a file."""

import csv
from pathlib import Path
from typing import Any

from kg.audit.judged import Judged, Judgement


def row(stratum: str, in_store: int, judgement: Judgement | None, **given: Any) -> Judged:
    """A row of a sheet whose STRATUM has IN_STORE claims in the store."""
    plain = {
        "rule": "lexicon:charge",
        "status": "Asserted",
        "fact": True,
        "predicate": "chargedWith",
        "confidence": 0.9,
        "measured": False,
    }
    return Judged(stratum=stratum, in_store=in_store, judgement=judgement, **{**plain, **given})


def rows(
    stratum: str, in_store: int, right: int, wrong: int, unclear: int = 0, **given: Any
) -> list[Judged]:
    """Rows of one stratum, so many of them judged right, wrong and unclear."""
    words = [Judgement.RIGHT] * right + [Judgement.WRONG] * wrong + [Judgement.UNCLEAR] * unclear
    return [row(stratum, in_store, word, **given) for word in words]


def of_file(path: Path) -> list[dict[str, str]]:
    """The rows of the sheet at PATH, as a spreadsheet shows them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
