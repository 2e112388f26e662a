"""Stores to audit, and sheets that somebody has judged."""

import csv
from collections.abc import Callable
from pathlib import Path

import commands
import pytest
from sheets import of_file

from kg.store import Embedded


@pytest.fixture(scope="session")
def store(write, stories, tmp_path_factory) -> Path:
    """A store in a folder, of the invented articles."""
    place = tmp_path_factory.mktemp("audit") / "store"
    with Embedded.open(place) as embedded:
        embedded.add(map(write, stories.values()))
    return place


@pytest.fixture(scope="session")
def drawn(store) -> bytes:
    """The sheet that the command draws of all claims of the store."""
    place = store.parent / "sheet.csv"
    assert commands.run("audit", "--store", store, "-o", place) == 0
    return place.read_bytes()


@pytest.fixture
def sheet(drawn, tmp_path) -> Path:
    """A sheet with all claims of the store, of which nobody has judged any."""
    place = tmp_path / "sheet.csv"
    place.write_bytes(drawn)
    return place


@pytest.fixture
def judge() -> Callable[..., Path]:
    """A function that writes judgements into a sheet: by a function of the row."""

    def judged(path: Path, judgement: Callable[[dict[str, str]], str], **form: str) -> Path:
        found = of_file(path)
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(found[0]), **form)
            writer.writeheader()
            writer.writerows(row | {"judgement": judgement(row)} for row in found)
        return path

    return judged
