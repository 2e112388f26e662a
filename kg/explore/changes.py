"""What changed between two stores: graph by graph, in the words of their claims, and as a patch of RDF.

Both are read as they come, and what must be sorted is sorted on disk: memory grows with the largest article, not with
the stores. The same stores give the same answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final, NamedTuple

from pyoxigraph import NamedNode, Quad, QuerySolutions, Store

from kg.explore import words
from kg.explore.claims import Claims
from kg.explore.reader import ARTICLE, FACTS, TYPE, Graph, Reader
from kg.leftovers import scratch
from kg.rdf.sort import sorted_lines
from kg.store.notes import LEDGER

_KEPT: Final = 500  # articles after which labels that were looked up are forgotten
_MARKS: Final = {"0": "D", "1": "A"}  # what a line of a patch begins with: deleted, added


class Told(NamedTuple):
    """What a claim says in words, how it stands, who says so, and whether it is a fact; wherever it stands."""

    says: str
    status: str
    speaker: str
    fact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a graph changed: KIND is same, added, changed or removed; ADDED and REMOVED count its triples.

    GRAPH None is the default graph, which has the facts. Of an article, GONE and NEW are the claims that one of the
    stores alone has; a claim that has only moved within the text is none of them.
    """

    kind: str
    graph: str | None
    title: str = ""
    is_article: bool = False
    added: int = 0
    removed: int = 0
    gone: tuple[Told, ...] = ()
    new: tuple[Told, ...] = ()


def changes(before: Store, after: Store) -> Iterator[Change]:
    """Yield how each graph changed between BEFORE and AFTER, by their names, the default graph last."""
    sides = _Side(before), _Side(after)
    for graph in _graphs(before, after):
        yield _change(graph, *sides)


def patch(before: Store, after: Store) -> Iterator[str]:
    """Yield the lines of an RDF Patch that makes AFTER of BEFORE: what is deleted, then what is added, both sorted.

    The format is that of Apache Jena (https://jena.apache.org/documentation/rdf-patch/).
    """
    yield "TX .\n"
    with scratch() as folder:
        for line in sorted_lines(_marked(before, after), folder):
            yield f"{_MARKS[line[0]]} {line[1:]}"
    yield "TC .\n"


def _marked(before: Store, after: Store) -> Iterator[str]:
    """Yield the quads that one of the stores alone has as lines, each behind the key of its mark."""
    for graph in _graphs(before, after):
        gone, fresh = _counts(graph, before, after)
        if gone:
            yield from (f"0{quad} .\n" for quad in _alone(graph, before, after))
        if fresh:
            yield from (f"1{quad} .\n" for quad in _alone(graph, after, before))


def _counts(graph: Graph, before: Store, after: Store) -> tuple[int, int]:
    """Return how many triples of GRAPH are gone, and how many are new.

    Terms are read from one store only: that takes nearly all of the time.
    """
    had = gone = 0
    for quad in before.quads_for_pattern(None, None, None, graph):
        had += 1
        gone += quad not in after
    return gone, _size(graph, after) - (had - gone)


def _size(graph: Graph, store: Store) -> int:
    pattern = "?s ?p ?o" if graph == FACTS else f"GRAPH {graph} {{ ?s ?p ?o }}"
    found = store.query(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
    assert isinstance(found, QuerySolutions)  # noqa: S101
    return int(next(iter(found))["n"].value)


def _alone(graph: Graph, one: Store, other: Store) -> Iterator[Quad]:
    """Yield the quads of GRAPH that ONE store has and the OTHER has not."""
    own = one.quads_for_pattern(None, None, None, graph)
    return (quad for quad in own if quad not in other)


def _graphs(*stores: Store) -> Iterator[Graph]:
    """Yield the graphs of STORES by their names, the default graph last."""
    with scratch() as folder:
        for line in sorted_lines(_names(*stores), folder):
            yield NamedNode(line.rstrip("\n"))
    yield FACTS


def _names(*stores: Store) -> Iterator[str]:
    for graph in chain.from_iterable(store.named_graphs() for store in stores):
        if isinstance(graph, NamedNode) and graph != LEDGER:
            yield f"{graph.value}\n"


def _change(graph: Graph, before: "_Side", after: "_Side") -> Change:
    removed, added = _counts(graph, before.store, after.store)
    name = graph.value if isinstance(graph, NamedNode) else None
    is_article = before.is_article(graph) or after.is_article(graph)
    if not (added or removed):
        return Change(kind="same", graph=name, is_article=is_article)
    kind = "changed"
    if isinstance(graph, NamedNode):
        kinds = {(False, True): "added", (True, False): "removed"}
        kind = kinds.get((before.has(graph), after.has(graph)), kind)
    old, fresh = before.told(graph), after.told(graph)
    return Change(
        kind=kind,
        graph=name,
        title=after.title(graph) or before.title(graph),
        is_article=is_article,
        added=added,
        removed=removed,
        gone=tuple(sorted(old - fresh)),
        new=tuple(sorted(fresh - old)),
    )


class _Side:
    """One of two stores that are compared."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._asked = 0
        self._forget()

    def _forget(self) -> None:
        self._reader = Reader(self.store)
        self._claims = Claims(self._reader)

    def has(self, graph: NamedNode) -> bool:
        """Tell whether there is a GRAPH of that name."""
        return self.store.contains_named_graph(graph)

    def is_article(self, graph: Graph) -> bool:
        """Tell whether GRAPH is that of an article."""
        return isinstance(graph, NamedNode) and any(
            self.store.quads_for_pattern(graph, TYPE, ARTICLE, graph)
        )

    def title(self, graph: Graph) -> str:
        """Return the title of the article whose GRAPH it is; "" for what is none here."""
        if not isinstance(graph, NamedNode) or not self.is_article(graph):
            return ""
        return words.flat(self._reader.article(graph)["title"])

    def told(self, graph: Graph) -> set[Told]:
        """Return what the claims of GRAPH say."""
        if not isinstance(graph, NamedNode) or not self.is_article(graph):
            return set()
        self._asked += 1
        if self._asked % _KEPT == 0:
            self._forget()
        return {
            Told(words.says(claim), claim["status"], words.speaker(claim), claim["fact"])
            for claim in self._claims.told(self._claims.in_article(graph))
        }
