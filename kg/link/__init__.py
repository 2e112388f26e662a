"""Mentions to entities: which thing in the world the words mean."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from kg.link.linker import NameLinker
from kg.link.names import mentions
from kg.model import Document, Entity, Mention


class Linker(Protocol):
    """A part that decides which entities the mentions of one document mean."""

    def __call__(self, mentions: Iterable[Mention], document: Document) -> Mapping[Mention, Entity]:
        """Return the entity of every mention; order and repeats must not matter."""
        ...


__all__ = ["Linker", "NameLinker", "mentions"]
