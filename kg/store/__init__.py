"""The embedded store: facts once, a graph a document, and which document supports which fact."""

from kg.store.embedded import Embedded

__all__ = ["Embedded"]
