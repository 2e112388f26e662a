"""The knowledge base: what things there are, by which names they go, and how often each is meant; one file on disk."""

from kg.link.kb.lookup import KnowledgeBase
from kg.link.kb.thing import Name, NameKind, Thing
from kg.link.kb.writer import Writer

__all__ = ["KnowledgeBase", "Name", "NameKind", "Thing", "Writer"]
