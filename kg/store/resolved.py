"""Which documents of a store the last resolution has seen as they are now.

A mark in the ledger says so. It goes with the note of a document when that is replaced or removed, so nobody who writes
to a store need know of resolutions. The mark of the resolution itself tells which state beside the store belongs to it.
"""

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.store.notes import LEDGER, RESOLVED

_SEEN = Literal("yes")


def marks(store: Store) -> dict[str, str]:
    """Return the marks of STORE by document.

    >>> marks(Store())
    {}
    """
    return {
        quad.subject.value: quad.object.value
        for quad in store.quads_for_pattern(None, RESOLVED, None, LEDGER)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
    }


def mark(store: Store, documents: Iterable[str], resolution: str, generation: str) -> None:
    """Note, at once or not at all, that RESOLUTION is of this GENERATION and has seen DOCUMENTS."""
    own = NamedNode(resolution)
    found = [Quad(NamedNode(each), RESOLVED, _SEEN, LEDGER) for each in documents]
    store.extend([*found, Quad(own, RESOLVED, Literal(generation), LEDGER)])
