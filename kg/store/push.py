"""Bring an endpoint to what a store has: plan what differs, then write it, so that it can be stopped at any point.

``push`` trusts the ledger and counts; ``compare`` reads the endpoint itself. Both give a plan, and a
plan is carried out in one way. Nothing is removed that no push has written, unless all that is
there counts as ours.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from kg.store.exchange import Exchange
from kg.store.layout import Graphs, Layout
from kg.store.ledger import Ledger
from kg.store.local import Graph, Local, describe
from kg.store.remote import AT_ONCE, Remote
from kg.store.written import Written

# Called with what is done, "documents" or "triples" of the graph that they share, and how many more.
Progress = Callable[[str, int], None]

Job = tuple[Sequence[Graph], Callable[[], None]]  # graphs, and what writes them

_DROPS: Final = 40  # graphs that are removed between two notes
_BATCH: Final = 20_000  # triples of new graphs in one request, or of the shared graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be done: graphs that are NEW, CHANGED or GONE, and triples of the graph that documents share."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    same: int = 0  # graphs
    inserts: int = 0  # triples of the shared graph
    deletes: int = 0
    of_others: int = 0  # triples in the shared graph that stay, for nobody here wrote them

    @property
    def documents(self) -> int:
        """How many graphs are written or removed."""
        return len(self.new) + len(self.changed) + len(self.gone)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.documents or self.inserts or self.deletes)


def push(between: Exchange, since: Written | None = None) -> Plan:
    """Return what differs between the store and what the ledger says the endpoint has.

    What the endpoint lost in the meantime shows in its counts, and is written again. SINCE is what was written to the
    store after all of it had been pushed: then nothing else is looked at, unless the endpoint has lost something.
    """
    local, remote, ledger = between.local, between.remote, between.ledger
    known = ledger.graphs()
    if since is None or not _is_enough(since, between):
        since, wanted = None, local.names()
    else:
        wanted = tuple(sorted(name for name in since.graphs if local.has(name)))
        known = {name: known[name] for name in since.graphs if name in known}
    counts = remote.counts(sorted({*wanted, *known}))
    same = {
        name
        for name in wanted
        for graph, confirmed in [known.get(name, (None, False))]
        if graph and confirmed and counts.get(name) == graph.triples
        if describe(name, local.lines(name)) == graph
    }
    if since is None:
        ledger.compare(local.shared())
        if _has_lost(between):
            ledger.doubt()
    else:
        ledger.compare_part(*local.parted(since.facts))
    return Plan(
        new=tuple(name for name in wanted if name not in counts),
        changed=tuple(name for name in wanted if name in counts and name not in same),
        gone=tuple(sorted(known.keys() - set(wanted))),
        same=len(same),
        inserts=ledger.to_insert,
        deletes=ledger.to_delete,
    )


def _is_enough(since: Written, between: Exchange) -> bool:
    """Tell whether the endpoint is in step once it has what was written SINCE."""
    is_apart = between.local.layout.graphs is Graphs.DOCUMENT
    return is_apart and since.is_whole and not _has_lost(between)


def _has_lost(between: Exchange) -> bool:
    """Tell whether the graph that documents share has fewer triples than were pushed."""
    confirmed = between.ledger.confirmed
    return bool(confirmed) and between.remote.count(between.local.layout.shared) < confirmed


def compare(between: Exchange, *, prune: bool = False, progress: Progress | None = None) -> Plan:
    """Return what differs between the store and what the endpoint is read to have.

    With PRUNE, graphs of articles and triples of the shared graph that no push wrote are to go as well.
    """
    local, remote, ledger = between.local, between.remote, between.ledger
    wanted = local.names()
    ours = ledger.graphs().keys() | (set(remote.graphs()) if prune and wanted else set())
    counts = remote.counts(sorted({*wanted, *ours}))
    changed: list[Graph] = []
    same: list[Graph] = []
    there = [name for name in wanted if name in counts]
    for name, lines in remote.lines_of(there, counts):
        graph = describe(name, local.lines(name))
        (same if describe(name, lines) == graph else changed).append(graph)
        _tell(progress, "documents", 1)
    ledger.compare(local.shared(), remote.lines(local.layout.shared), prune=prune)
    ledger.confirm(same)
    return Plan(
        new=tuple(name for name in wanted if name not in counts),
        changed=tuple(graph.name for graph in changed),
        gone=tuple(sorted(ours - set(wanted))),
        same=len(same),
        inserts=ledger.to_insert,
        deletes=ledger.to_delete,
        of_others=0 if prune else ledger.of_others,
    )


def carry_out(plan: Plan, between: Exchange, progress: Progress | None = None) -> None:
    """Do what PLAN says. Stopped at any point, the next plan is of what is left."""
    local, remote, ledger = between.local, between.remote, between.ledger
    if remote.takes_quads:
        # One at a time: while it is written, the next is read.
        _write(_together(plan.new, local, remote), 1, ledger, progress)
    else:
        _write(_apart(plan.new, local, remote), AT_ONCE, ledger, progress)
    _write(_apart(plan.changed, local, remote), AT_ONCE, ledger, progress)
    _share(between, progress)
    for start in range(0, len(plan.gone), _DROPS):
        names = plan.gone[start : start + _DROPS]
        ledger.intend(describe(name, ()) for name in names)
        remote.drop_all(names)
        ledger.forget(names)
        _tell(progress, "documents", len(names))


def _share(between: Exchange, progress: Progress | None) -> None:
    """Bring the graph that documents share to what it is to have."""
    local, remote, ledger = between.local, between.remote, between.ledger
    ledger.settle()
    shared = local.layout.shared
    deletes = ledger.to_delete
    if shared is not None and 0 < ledger.shared == deletes and remote.count(shared) <= deletes:
        # All that is there is ours, and nothing of it stays.
        remote.drop(shared)
        ledger.forget_shared()
        _tell(progress, "triples", deletes)
    for lines in ledger.inserts(_BATCH):
        remote.insert(shared, lines)
        _tell(progress, "triples", len(lines))
    for lines in ledger.deletes(remote.statements):
        remote.delete(shared, lines)
        _tell(progress, "triples", len(lines))


def _together(names: Iterable[str], local: Local, remote: Remote) -> Iterator[Job]:
    """Yield jobs that add the graphs called NAMES, many in one request."""
    batch: dict[str, Sequence[str]] = {}
    triples = 0
    for name in names:
        lines = local.lines(name)
        if batch and triples + len(lines) > _BATCH:
            yield _described(batch), partial(remote.add, batch)
            batch, triples = {}, 0
        batch[name] = lines
        triples += len(lines)
    if batch:
        yield _described(batch), partial(remote.add, batch)


def _apart(names: Iterable[str], local: Local, remote: Remote) -> Iterator[Job]:
    """Yield jobs that replace the graphs called NAMES, each in a request of its own."""
    for name in names:
        lines = local.lines(name)
        yield [describe(name, lines)], partial(remote.replace, name, lines)


def _described(batch: Mapping[str, Sequence[str]]) -> list[Graph]:
    return [describe(name, lines) for name, lines in batch.items()]


def _write(jobs: Iterable[Job], at_once: int, ledger: Ledger, progress: Progress | None) -> None:
    """Do JOBS, AT_ONCE in threads: their graphs are noted before, and confirmed when they are there."""
    waiting: deque[tuple[Sequence[Graph], Future[None]]] = deque()

    def settle(most: int) -> None:
        while len(waiting) > most:
            graphs, done = waiting.popleft()
            done.result()
            ledger.confirm(graphs)
            _tell(progress, "documents", len(graphs))

    with ThreadPoolExecutor(at_once) as threads:
        for graphs, job in jobs:
            ledger.intend(graphs)
            waiting.append((graphs, threads.submit(job)))
            settle(2 * at_once - 1)
        settle(0)


def _tell(progress: Progress | None, what: str, number: int) -> None:
    if progress is not None:
        progress(what, number)


def pull(remote: Remote, layout: Layout) -> Iterator[Quad]:
    """Yield what the endpoint has of facts and articles, laid out as LAYOUT says, as the quads of a store."""
    yield from _quads(remote.lines(layout.shared), DefaultGraph())
    if layout.graphs is Graphs.DOCUMENT:
        names = remote.graphs()
        counts = remote.counts(names)
        for name, lines in remote.lines_of(names, counts):
            yield from _quads(lines, NamedNode(name))


def _quads(lines: Iterable[str], graph: DefaultGraph | NamedNode) -> Iterator[Quad]:
    return (
        Quad(quad.subject, quad.predicate, quad.object, graph)
        for quad in parse("\n".join(lines), RdfFormat.N_TRIPLES)
    )
