"""Which files a store has read whole: in what state each was, what it was read with, and how many articles it has.

A stamp is beside the articles and may be missing: then the file is read again, and nothing more happens.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import iri
from kg.store import notes
from kg.store.notes import LEDGER

_STAMP: Final = NamedNode("urn:news-kg:ledger#stamp")


def articles(store: Store, file: str, state: str) -> int | None:
    """Return how many articles STORE has of FILE, if it has all that it had when it was read in this STATE."""
    found = _stamp(store, file)
    count = None if found is None else len(notes.of_file(store, file))
    return count if found is not None and found.object == _value(state, count or 0) else None


def write(store: Store, states: Mapping[str, str]) -> None:
    """Note in STORE that files with all their articles are there, each with its state."""
    store.extend(
        Quad(_name(file), _STAMP, _value(state, len(notes.of_file(store, file))), LEDGER)
        for file, state in sorted(states.items())
    )


def remove(store: Store, files: Iterable[str]) -> None:
    """Remove the stamps of FILES, before something of what they have is written."""
    for file in files:
        if (found := _stamp(store, file)) is not None:
            store.remove(found)


def _stamp(store: Store, file: str) -> Quad | None:
    return next(store.quads_for_pattern(_name(file), _STAMP, None, LEDGER), None)


def _name(file: str) -> NamedNode:
    return NamedNode(f"urn:news-kg:file:{iri.digest(file)}")


def _value(state: str, count: int) -> Literal:
    return Literal(f"{count} {state}")
