"""What the examples in docstrings may use: ``graph``, built once of two short articles."""

from functools import lru_cache
from typing import Any

import pytest

ARTICLES = (
    {
        "url": "https://news.example/ruiz",
        "published": "2026-03-12",
        "text": "Former minister Ana Ruiz was charged with bribery in Quito on Wednesday.",
    },
    {
        "url": "https://news.example/oil",
        "published": "2026-03-13",
        "text": "Chevron exports Venezuelan oil to the United States.",
    },
)


@lru_cache(maxsize=1)
def graph() -> Any:
    """Return the graph of the articles."""
    import kg

    return kg.build(texts=ARTICLES)


@pytest.fixture(autouse=True)
def examples(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any]) -> None:
    """Give ``graph`` to the examples that use it, and load no language model for the others."""
    if isinstance(request.node, pytest.DoctestItem):
        lines = "".join(example.source for example in request.node.dtest.examples)
        if "graph." in lines or "graph\n" in lines:
            doctest_namespace["graph"] = graph()
