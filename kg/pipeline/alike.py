"""Copies and later versions among the articles of a build in memory; in a store, the store finds them."""

from collections.abc import Iterator, Mapping

from pyoxigraph import Quad

from kg.likeness import Index, Profile, marked


def marks(profiles: Mapping[str, Profile]) -> Iterator[Quad]:
    """Yield what the articles that have PROFILES are copies and versions of, as quads of their graphs."""
    with Index(None, profiles.get) as index:
        index.update(profiles)
        for mark in index.marks():
            yield from marked(mark)
