"""Builds RDF knowledge graphs from news: every fact answers who says so, and where.

>>> import kg
>>> sorted(name for name in kg.__all__ if name.startswith("b"))
['build']

Names are imported when they are first used: ``import kg`` loads no language model and no library.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.errors import KgError
    from kg.model import Claim, Document, Entity, Status
    from kg.pipeline import Graph, Report, build

__all__ = ["Claim", "Document", "Entity", "Graph", "KgError", "Report", "Status", "build"]

_HOMES = {
    "Claim": "kg.model",
    "Document": "kg.model",
    "Entity": "kg.model",
    "Graph": "kg.pipeline",
    "KgError": "kg.errors",
    "Report": "kg.pipeline",
    "Status": "kg.model",
    "build": "kg.pipeline",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
