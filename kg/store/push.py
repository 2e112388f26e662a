"""Bring an endpoint to what a store has: plan what differs, then write it, so that it can be stopped at any point.

``push`` trusts the ledger and counts; ``compare`` reads the endpoint itself. Both give a plan, and a
plan is carried out in one way. Nothing is removed that no push has written, unless all that is
there counts as ours.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from kg.store.layout import Graphs, Layout
from kg.store.ledger import Ledger
from kg.store.local import Graph, Local, describe
from kg.store.remote import Remote

Progress = Callable[[int], None]  # called with how many triples more are done

_BATCH: Final = 10_000  # triples of new graphs in one request


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a graph will change: KIND is add, change or remove; ADDED and REMOVED count triples.

    GRAPH None is the default graph. LINES has the triples with + or - where they were asked for.
    """

    kind: str
    graph: str | None
    added: int
    removed: int
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be done: graphs that are NEW, CHANGED, GONE, and triples of the graph that documents share."""

    new: tuple[Graph, ...] = ()
    changed: tuple[Graph, ...] = ()
    gone: tuple[Graph, ...] = ()
    same: int = 0  # graphs
    inserts: int = 0  # triples of the shared graph
    deletes: int = 0
    of_others: int = 0  # triples in the shared graph that stay, for nobody here wrote them

    @property
    def triples(self) -> int:
        """How many triples are written or removed."""
        graphs = sum(each.triples for each in (*self.new, *self.changed, *self.gone))
        return graphs + self.inserts + self.deletes

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.new or self.changed or self.gone or self.inserts or self.deletes)


def push(local: Local, remote: Remote, ledger: Ledger) -> Plan:
    """Return what differs between LOCAL and what LEDGER says the endpoint has.

    What the endpoint lost in the meantime shows in its counts, and is written again.
    """
    wanted = {graph.name: graph for graph in local.graphs()}
    known = ledger.graphs()
    counts = remote.counts(sorted(wanted.keys() | known.keys()))
    same = {
        name
        for name, graph in wanted.items()
        if known.get(name) == (graph, True) and counts.get(name) == graph.triples
    }
    ledger.compare(local.shared())
    if ledger.confirmed and remote.count(local.layout.shared) < ledger.confirmed:
        ledger.doubt()
    return Plan(
        new=tuple(graph for name, graph in wanted.items() if name not in counts),
        changed=tuple(
            graph for name, graph in wanted.items() if name in counts and name not in same
        ),
        gone=tuple(graph for name, (graph, _) in known.items() if name not in wanted),
        same=len(same),
        inserts=ledger.to_insert,
        deletes=ledger.to_delete,
    )


def compare(
    local: Local,
    remote: Remote,
    ledger: Ledger,
    *,
    prune: bool = False,
    progress: Progress | None = None,
) -> Plan:
    """Return what differs between LOCAL and what the endpoint is read to have.

    With PRUNE, graphs of articles and triples of the shared graph that no push wrote are to go as well.
    """
    wanted = {graph.name: graph for graph in local.graphs()}
    known = ledger.graphs()
    ours = known.keys() | (set(remote.articles()) if prune and local.names() else set())
    counts = remote.counts(sorted(wanted.keys() | ours))
    changed: list[Graph] = []
    same: list[Graph] = []
    for name, graph in wanted.items():
        if name in counts:
            found = describe(name, remote.lines(name, counts[name]))
            (same if found == graph else changed).append(graph)
            _tell(progress, graph.triples)
    ledger.compare(local.shared(), remote.lines(local.layout.shared), prune=prune)
    ledger.confirm(same)
    return Plan(
        new=tuple(graph for name, graph in wanted.items() if name not in counts),
        changed=tuple(changed),
        gone=tuple(
            known[name][0] if name in known else Graph(name, "", counts[name])
            for name in sorted(ours)
            if name not in wanted and (name in counts or name in known)
        ),
        same=len(same),
        inserts=ledger.to_insert,
        deletes=ledger.to_delete,
        of_others=0 if prune else ledger.of_others,
    )


def carry_out(
    plan: Plan, local: Local, remote: Remote, ledger: Ledger, progress: Progress | None = None
) -> None:
    """Do what PLAN says. Stopped at any point, the next plan is of what is left."""
    for batch in _batches(plan.new, remote):
        ledger.intend(batch)
        if remote.takes_quads:
            remote.add({graph.name: local.lines(graph.name) for graph in batch})
        else:
            remote.replace(batch[0].name, local.lines(batch[0].name))
        ledger.confirm(batch)
        _tell(progress, sum(graph.triples for graph in batch))
    for graph in plan.changed:
        ledger.intend([graph])
        remote.replace(graph.name, local.lines(graph.name))
        ledger.confirm([graph])
        _tell(progress, graph.triples)
    _share(local, remote, ledger, progress)
    for graph in plan.gone:
        ledger.intend([graph])
        remote.drop(graph.name)
        ledger.forget([graph.name])
        _tell(progress, graph.triples)


def _share(local: Local, remote: Remote, ledger: Ledger, progress: Progress | None) -> None:
    """Bring the graph that documents share to what it is to have."""
    ledger.settle()
    for lines in ledger.inserts(_BATCH):
        remote.insert(local.layout.shared, lines)
        _tell(progress, len(lines))
    for lines in ledger.deletes(remote.statements):
        remote.delete(local.layout.shared, lines)
        _tell(progress, len(lines))


def changes(plan: Plan, local: Local, remote: Remote, *, full: bool = False) -> Iterator[Change]:
    """Yield how each graph that has one document will change; graphs that change are read from the endpoint.

    FULL gives the triples as well.
    """
    for graph in plan.new:
        yield _change("add", graph.name, local.lines(graph.name), (), full=full)
    for graph in plan.changed:
        now = remote.lines(graph.name)
        yield _change("change", graph.name, local.lines(graph.name), now, full=full)
    for graph in plan.gone:
        now = remote.lines(graph.name)
        yield _change("remove", graph.name, (), now, full=full)


def shared_change(plan: Plan, local: Local, ledger: Ledger, *, full: bool = False) -> Change | None:
    """Return how the graph that documents share will change; None if it stays as it is."""
    if not (plan.inserts or plan.deletes):
        return None
    lines = ledger.difference() if full else ()
    return Change(
        kind="change",
        graph=local.layout.shared,
        added=plan.inserts,
        removed=plan.deletes,
        lines=tuple(lines),
    )


def _change(
    kind: str, graph: str, wanted: Sequence[str], there: Sequence[str], *, full: bool
) -> Change:
    added, removed = set(wanted) - set(there), set(there) - set(wanted)
    marked = [*(f"- {each}" for each in removed), *(f"+ {each}" for each in added)]
    return Change(
        kind=kind,
        graph=graph,
        added=len(added),
        removed=len(removed),
        lines=tuple(sorted(marked, key=lambda each: (each[2:], each))) if full else (),
    )


def _batches(graphs: Iterable[Graph], remote: Remote) -> Iterator[list[Graph]]:
    """Yield GRAPHS in batches for one request each; alone where a request holds one graph."""
    batch: list[Graph] = []
    for graph in graphs:
        if batch and (
            not remote.takes_quads or sum(g.triples for g in batch) + graph.triples > _BATCH
        ):
            yield batch
            batch = []
        batch.append(graph)
    if batch:
        yield batch


def _tell(progress: Progress | None, triples: int) -> None:
    if progress is not None:
        progress(triples)


def pull(remote: Remote, layout: Layout) -> Iterator[Quad]:
    """Yield what the endpoint has of facts and articles, laid out as LAYOUT says, as the quads of a store."""
    yield from _quads(remote.lines(layout.shared), DefaultGraph())
    if layout.graphs is Graphs.DOCUMENT:
        for name in remote.articles():
            yield from _quads(remote.lines(name), NamedNode(name))


def _quads(lines: Iterable[str], graph: DefaultGraph | NamedNode) -> Iterator[Quad]:
    text = "".join(f"{each} .\n" for each in lines)
    return (
        Quad(quad.subject, quad.predicate, quad.object, graph)
        for quad in parse(text, RdfFormat.N_TRIPLES)
    )
