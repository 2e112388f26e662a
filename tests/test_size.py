"""No module grows into the one that everything flows into."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(path for name in ("kg", "evaluation") for path in (ROOT / name).rglob("*.py"))
BANNED = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "handler", "base"}


def test_modules_are_found():
    assert len(MODULES) > 40


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_has_at_most_400_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_has_a_name_that_says_something(path):
    assert path.stem not in BANNED
