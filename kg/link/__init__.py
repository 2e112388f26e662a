"""Mentions to entities: which thing in the world the words mean."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from kg.link.names import link, mentions
from kg.model import Entity, Mention
from kg.ontology import Ontology


class Linker(Protocol):
    """A part that decides which entities the mentions of one document mean."""

    def __call__(
        self, mentions: Iterable[Mention], ontology: Ontology, base: str
    ) -> Mapping[Mention, Entity]:
        """Return the entity of every mention; order and repeats must not matter."""
        ...


__all__ = ["Linker", "link", "mentions"]
