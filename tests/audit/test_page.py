"""What the page of the explorer makes of a sheet, against what Python does: one file of cases, which both sides read.

``web/tests/audit.test.ts`` has the other half.
"""

import json
import os
from itertools import cycle
from pathlib import Path

from kg.audit import COLUMNS, precision, read
from kg.audit.sheet import written
from kg.cells import harmless, plain

CASES = Path(__file__).parents[2] / "web/tests/audit-cases.json"
# Cells that a spreadsheet would run, that CSV quotes, that are only nearly one of both; and names of all scripts.
CELLS = [
    *("=1+1", "+49 30 1", "-12.5", "- he said", "@SUM(A1)", "\tindented", "\rreturn", "'=1", "'tis", "-", "+.5e3"),
    *('"Rain", he said', "one, two", "two\nlines", "two\r\nlines", " blank ", "", "semi;colon", "a | b | c", "'"),
    *("Nicolás", "محكمة العدل", "東京", "👩‍👧", "e\u0301", "a\u2028b", "\ufeffmark", "x\u00a0y", "--1", "1e5", "''=1"),
]  # fmt: skip
# Stratum, how many claims of it the store has, status, and judgements.
STRATA = [
    ("lexicon; Asserted; 0.85 to 1", 900, "Asserted", "rrrrrrrrw"),
    ("lexicon; Alleged; 0.6 to 0.85", 120, "Alleged", "rrwwu-"),
    ("roleset; Reported; 0 to 0.6", 57, "Reported", "rw"),
    ("alias; Asserted; 0.85 to 1", 12, "Asserted", "r"),
    ("network; Asserted; 0 to 0.6", 40, "Reported", "w"),
    ("apposition; Planned; 0 to 0.6", 3, "Planned", "u"),
    ("description; Denied; 0.85 to 1", 8, "Denied", "-"),
]
_WORDS = {"r": "right", "w": "wrong", "u": "unclear", "-": ""}


def rows() -> list[dict[str, str]]:
    """A sheet in which every cell that people read is an odd one, somewhere."""
    cells, made = cycle(CELLS), []
    judged = [(*kind, word) for *kind, words in STRATA for word in words]
    for number, (stratum, in_store, status, word) in enumerate(judged):
        fixed = {
            "status": status,
            "judgement": _WORDS[word],
            "fact": "yes" if number % 2 else "no",
            "rule": stratum.partition(";")[0],
            "confidence": "0.9",
            "measured": "no",
            "stratum": stratum,
            "in_store": str(in_store),
            "in_sample": "9",
            "drawn": str(len(judged)),
            "article": f"https://news.example/{number % 5}",
            "claim": f"https://w3id.org/news-kg/claim/{number}",
        }
        made.append({name: fixed.get(name) or next(cells) for name in COLUMNS} | fixed)
    return made


def test_the_cases_of_the_page_are_what_python_makes_of_them(tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_bytes(b"".join(written(rows())))
    judged = read([path])
    found = {
        "cells": [[cell, harmless(cell), plain(harmless(cell))] for cell in CELLS],
        "columns": list(COLUMNS),
        "rows": [[row[name] for name in COLUMNS] for row in rows()],
        "file": path.read_bytes().decode("utf-8"),
        "precision": precision(judged).to_dict(),
    }
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("KG_GOLDEN") == "write":
        CASES.write_text(text, encoding="utf-8")
    assert CASES.read_text(encoding="utf-8") == text


def test_every_odd_cell_is_in_the_cases():
    told = json.loads(CASES.read_text(encoding="utf-8"))
    assert {cell for row in told["rows"] for cell in row} >= set(CELLS)
