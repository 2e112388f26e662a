"""What is written to stores meanwhile, for whoever has to bring an endpoint in step without reading a whole store."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad

# Quads that are remembered: what is more is not worth it, and everything is compared.
_MOST: Final = 500_000


@dataclass(slots=True)
class Written:
    """What stores were given and have lost: documents, and what they share.

    >>> written = Written()
    >>> written.add("urn:a1", [], had=True, has=False)
    >>> sorted(written.graphs), sorted(written.replaced)
    (['urn:a1'], ['urn:a1'])
    """

    graphs: set[str] = field(default_factory=set)  # that were written or removed
    given: set[str] = field(default_factory=set)  # documents that were written
    replaced: set[str] = field(
        default_factory=set
    )  # documents that were there before with something else
    facts: set[Quad] = field(default_factory=set)  # of the default graph, new or perhaps lost
    is_whole: bool = True  # false once it was too much to remember

    def add(self, document: str, shared: Iterable[Quad], *, had: bool, has: bool) -> None:
        """Note that DOCUMENT was written, and what of SHARED came or went; HAD and HAS tell when it was there."""
        if had or has:
            self.graphs.add(document)
        if has:
            self.given.add(document)
        if had:
            self.replaced.add(document)
        for quad in shared if self.is_whole else ():
            if isinstance(quad.graph_name, DefaultGraph):
                self.facts.add(quad)
            elif isinstance(quad.graph_name, NamedNode):
                self.graphs.add(quad.graph_name.value)
        if len(self.facts) > _MOST:
            self.is_whole = False
            self.facts.clear()

    def join(self, other: "Written") -> None:
        """Add what an OTHER one has."""
        self.graphs |= other.graphs
        self.given |= other.given
        self.replaced |= other.replaced
        self.facts |= other.facts
        self.is_whole = self.is_whole and other.is_whole


_looking: ContextVar[Written | None] = ContextVar("_looking", default=None)


@contextmanager
def watched() -> Iterator[Written]:
    """Note what is written to any store meanwhile, in this thread."""
    written = Written()
    before = _looking.set(written)
    try:
        yield written
    finally:
        _looking.reset(before)


def tell(document: str, shared: Iterable[Quad], *, had: bool, has: bool) -> None:
    """Tell whoever looks what ``Written.add`` takes."""
    if (written := _looking.get()) is not None:
        written.add(document, shared, had=had, has=has)


def tell_graph(document: str) -> None:
    """Tell whoever looks that something in the graph of DOCUMENT changed, though the document did not."""
    if (written := _looking.get()) is not None:
        written.graphs.add(document)
