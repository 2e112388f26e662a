"""Resolves the entities of a store: compares what is new with what is there, and decides which are one.

A run reads the articles that came, changed or went since the last one, and brings up to date what depends on them:
keys, pairs, clusters, names. It gives what a run from the beginning would give, in whatever order the articles came.

intake -> pairs -> groups -> naming
"""

from kg.pipeline.resolve.naming import Names
from kg.pipeline.resolve.outcome import Resolved
from kg.pipeline.resolve.review import Doubt, read_decisions, write_review
from kg.pipeline.resolve.running import resolve, undo
from kg.pipeline.resolve.state import state_beside

__all__ = [
    "Doubt",
    "Names",
    "Resolved",
    "read_decisions",
    "resolve",
    "state_beside",
    "undo",
    "write_review",
]
