"""Copies and later versions among the articles of a store: found once they are written, and said in their graphs.

The ledger has the profile of each article, written with it, and a mark until it is compared with the others. A
process that is killed in between leaves the mark, and the next one compares. The index lies in the folder of the store;
where it is missing or broken it is made anew from the profiles.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final, Protocol

from pyoxigraph import NamedNode, Quad, Store

from kg.errors import StoreError
from kg.store import notes

FILE: Final = "likeness.sqlite"
_BATCH: Final = 1000


class Written(Protocol):
    """A store that can be written to."""

    store: Store

    def revise(self, document: str, gone: Collection[Quad], new: Collection[Quad]) -> None:
        """Take quads that are GONE out of the graph of DOCUMENT, and put NEW ones in."""
        ...


def find(written: Written, place: Path | None) -> None:
    """Say of all articles that were WRITTEN or removed lately what they are copies and versions of.

    PLACE is the folder of the store, None for one in memory.
    """
    store = written.store
    waiting = sorted(notes.uncompared(store))
    if not waiting:
        return
    path = place / FILE if place is not None else None
    try:
        _find(written, path, waiting)
    except sqlite3.DatabaseError:
        _find_anew(written, path, waiting)
    for name in waiting:
        notes.compared(store, name)


def are_found(store: Store) -> bool:
    """Tell whether no article waits for being compared with others."""
    return next(notes.uncompared(store), None) is None


def _find_anew(written: Written, path: Path | None, waiting: list[str]) -> None:
    """Compare with a new index in place of one that is broken or of another version."""
    try:
        if path is not None:
            for each in path.parent.glob(f"{path.name}*"):
                each.unlink()
        _find(written, path, waiting)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"{path}: cannot be written: {error}; see that there is space, and build again"
        ) from error


def _find(written: Written, path: Path | None, waiting: list[str]) -> None:
    # Here, not above: who only reads a store does without NumPy, and starts sooner.
    from kg.likeness import MARKS, Index, Profile, marked

    store = written.store

    def profiles(name: str) -> Profile | None:
        line = notes.profile(store, name)
        return Profile.decoded(name, line) if line else None

    with Index(path, profiles) as index:
        changed = sorted({*waiting, *notes.profiled(store)}) if index.is_new else waiting
        for start in range(0, len(changed), _BATCH):
            index.update(changed[start : start + _BATCH])
        for mark in index.marks():
            wanted, had = set(marked(mark)), set(_marks(store, mark.article, MARKS))
            if wanted != had:
                written.revise(mark.article, had - wanted, wanted - had)
        index.finish()


def _marks(store: Store, article: str, predicates: Iterable[NamedNode]) -> Iterator[Quad]:
    name = NamedNode(article)
    for predicate in predicates:
        yield from store.quads_for_pattern(name, predicate, None, name)
