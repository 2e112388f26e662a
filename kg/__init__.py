"""Builds RDF knowledge graphs from news: every fact answers who says so, and where.

>>> import kg
>>> kg.read_text("It sued on Monday.", title="Chip maker sues", published="2026-03-12").title
'Chip maker sues'

Names are imported when they are first used: ``import kg`` loads no language model and no library.
"""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.errors import KgError
    from kg.explore.drawing import Drawing
    from kg.model import Claim, Document, Entity, Status
    from kg.pipeline import Graph, Report, build, open
    from kg.pipeline.spans import displacy
    from kg.query import Answer, Explanation
    from kg.sources import read_text

    __version__: str

__all__ = [
    "Answer",
    "Claim",
    "Document",
    "Drawing",
    "Entity",
    "Explanation",
    "Graph",
    "KgError",
    "Report",
    "Status",
    "build",
    "displacy",
    "open",
    "read_text",
]

_HOMES = {
    "Answer": "kg.query",
    "Claim": "kg.model",
    "Document": "kg.model",
    "Drawing": "kg.explore.drawing",
    "Entity": "kg.model",
    "Explanation": "kg.query",
    "Graph": "kg.pipeline",
    "KgError": "kg.errors",
    "Report": "kg.pipeline",
    "Status": "kg.model",
    "build": "kg.pipeline",
    "displacy": "kg.pipeline.spans",
    "open": "kg.pipeline",
    "read_text": "kg.sources",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return version("news-kg")
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, "__version__"})
