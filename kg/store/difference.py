"""What a plan will change, triple by triple, for people to look at before it is carried out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.store.exchange import Exchange
from kg.store.push import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a graph will change: KIND is add, change or remove; ADDED and REMOVED count triples.

    GRAPH None is the default graph. LINES has the triples behind + or - where they were asked for.
    """

    kind: str
    graph: str | None
    added: int
    removed: int
    lines: tuple[str, ...] = ()


def changes(plan: Plan, between: Exchange, *, full: bool = False) -> Iterator[Change]:
    """Yield how each graph will change, the one that documents share last; what changes is read from the endpoint.

    FULL gives the triples as well.
    """
    local, remote = between.local, between.remote
    for name in plan.new:
        yield _change("add", name, local.lines(name), (), full=full)
    for name in plan.changed:
        yield _change("change", name, local.lines(name), remote.lines(name), full=full)
    for name in plan.gone:
        yield _change("remove", name, (), remote.lines(name), full=full)
    if plan.inserts or plan.deletes:
        yield Change(
            kind="change",
            graph=local.layout.shared,
            added=plan.inserts,
            removed=plan.deletes,
            lines=tuple(between.ledger.difference()) if full else (),
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
