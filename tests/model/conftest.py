"""The tests that load the language model: what they run looks names up in the default knowledge base."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def base(default_base: Path) -> Path:
    """The default knowledge base, which is there before the first command."""
    return default_base
