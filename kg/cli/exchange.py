"""``kg push``, ``kg sync``, ``kg diff`` and ``kg pull``: a store and an endpoint, kept in step."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.cli.between import two_stores
from kg.cli.terminal import steered
from kg.cli.words import SYNTAXES, asking, endpoint_at, no_ontology, statements, writing
from kg.errors import ConfigError

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.store import Change, Exchange, Plan

_GRAPHS: Final = ("document", "one", "default")
_SHOWN: Final = 20
_RETRIES: Final = 5  # a push is long: a server may be started again under it
Progress = Callable[[str, int], None]


_store = click.option("--store", type=Path, metavar="DIR", help="The store in this folder.")
_to = click.option(
    "--to",
    "address",
    required=True,
    metavar="URL",
    help="The endpoint: its root, or any of its services.",
)


def _common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give COMMAND what all take that write a store to an endpoint."""
    return _store(_to(_comparing(command)))


def _comparing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give COMMAND what all that compare a store with an endpoint take, but for the two."""
    options = (
        click.argument("files", nargs=-1, type=Path),
        click.option(
            "--graphs",
            type=click.Choice(_GRAPHS),
            default="document",
            show_default=True,
            help="One named graph for each document, one for all, or the default graph.",
        ),
        click.option(
            "--graph",
            "shared",
            metavar="IRI",
            help="The graph of the facts, or with --graphs one of everything.",
        ),
        click.option(
            "--ledger",
            type=Path,
            metavar="FILE",
            help="The record of what was pushed; beside the store by default.",
        ),
        statements,
        no_ontology,
        click.option("--json", "as_json", is_flag=True, help="Print JSON."),
        click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors."),
    )
    command = asking(_services(command))
    for option in reversed(options):
        command = option(command)
    return command


def _services(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give COMMAND the addresses of services that no profile knows."""
    options = (
        click.option(
            "--update",
            metavar="URL",
            help="The address for updates, if it is not that of the profile.",
        ),
        click.option(
            "--graph-store",
            metavar="URL",
            help="The address of the Graph Store Protocol, if it is not that of the profile.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


_dry_run = click.option(
    "-n", "--dry-run", is_flag=True, help="Show what would be written, and write nothing."
)
_full = click.option("--full", is_flag=True, help="Show every triple that differs.")


@click.command(
    short_help="Write a store to a SPARQL endpoint, and remove what is gone.",
    epilog="Example:  kg push --store out/demo --to http://localhost:7878 --dry-run",
)
@_common
@_dry_run
@_full
@click.option("--undo", is_flag=True, help="Take back everything that was pushed there.")
def push(**options: Any) -> None:
    """Write a store, or RDF FILES, to an endpoint: add what it lacks, and remove what was pushed and is gone.

    A ledger beside the store records what was pushed, so nothing that others wrote is removed. If a push was stopped,
    run the same command again.
    """
    from kg import store

    with _opened(options, empty=options["undo"]) as between:
        _do(store.push(between), between, options)


@click.command(
    short_help="Compare a store with an endpoint, and mend what differs.",
    epilog="Example:  kg sync --store out/demo --to http://localhost:7878",
)
@_common
@_dry_run
@_full
@click.option("--prune", is_flag=True,
              help="Also remove articles and facts that no push from here has written.")  # fmt: skip
def sync(**options: Any) -> None:
    """Read what an endpoint has, and mend what differs from a store or RDF FILES.

    Unlike kg push, it does not trust the ledger: it also finds what others changed there.
    """
    from kg import store

    with _opened(options) as between:
        with _progress(options) as progress:
            plan = store.compare(between, prune=options["prune"], progress=progress)
        _do(plan, between, options)


@click.command(
    short_help="Show how two stores, or a store and an endpoint, differ.",
    epilog="Example:  kg diff --store out/yesterday --store out/today --full",
)
@click.option("--store", "stores", type=Path, multiple=True, metavar="DIR",
              help="The store in this folder; twice: the one before and the one after.")  # fmt: skip
@click.option(
    "--to", "address", metavar="URL", help="The endpoint: its root, or any of its services."
)
@_comparing
@click.option("--full", is_flag=True,
              help="Show every triple that differs; of two stores, every claim in words.")  # fmt: skip
@click.option("--prune", is_flag=True, help="Count what others wrote as a difference, too.")
@click.option("-o", "--output", type=Path, metavar="FILE",
              help="Of two stores, write the difference here as RDF Patch.")  # fmt: skip
def diff(**options: Any) -> int:
    """Show how two stores differ, or how an endpoint differs from a store or RDF FILES; exit code 1 if they do.

    With --store twice, the second is what the first became: article by article, the claims that are gone and the new
    ones. A claim that has only moved in the text is neither.
    """
    from kg import store

    stores = options.pop("stores")
    if options["address"] is None:
        return two_stores(stores, options)
    if len(stores) > 1 or options["output"]:
        raise click.UsageError("--to compares one store; leave out --to to compare two, or -o FILE")
    options |= {"dry_run": True, "store": stores[0] if stores else None}
    with _opened(options) as between:
        with _progress(options) as progress:
            plan = store.compare(between, prune=options["prune"], progress=progress)
        _do(plan, between, options)
    return 0 if plan.is_empty else 1


@click.command(
    short_help="Write what an endpoint has to a file.",
    epilog="Example:  kg pull --from http://localhost:7878 -o graph.trig",
)
@click.option("--from", "address", required=True, metavar="URL", help="The endpoint.")
@click.option("-o", "--output", default="-", metavar="FILE", show_default=True,
              help="- is standard output.")  # fmt: skip
@click.option("--format", "syntax", type=click.Choice(SYNTAXES),
              help="The syntax, if the name does not tell it.")  # fmt: skip
@click.option("--graphs", type=click.Choice(_GRAPHS), default="document", show_default=True,
              help="The --graphs that kg push was given.")  # fmt: skip
@click.option("--graph", "shared", metavar="IRI", help="The graph that kg push was given.")
@statements
@_services
@asking
def pull(**options: Any) -> None:
    """Write the facts and the articles of an endpoint to a file; the same content gives the same bytes."""
    from kg.endpoint import connect
    from kg.files import write
    from kg.rdf import Statements, format_for, serialize
    from kg.store import Remote, layout_for
    from kg.store.push import pull as pulled

    output = options["output"]
    wanted = format_for(options["syntax"] or ("trig" if output == "-" else output))
    form = Statements.named(options["statements"] or "reification")
    with connect(endpoint_at(options["address"], options, retries=_RETRIES)) as connection:
        layout = layout_for(connection.profile, options["graphs"], shared=options["shared"])
        written = serialize(pulled(Remote(connection), layout), wanted, statements=form)
    if output == "-":
        click.echo(written.decode(), nl=False)
        return
    with writing(output):
        write(Path(output), [written])
    click.echo(f"written: {output}")


@contextmanager
def _opened(options: dict[str, Any], *, empty: bool = False) -> Iterator["Exchange"]:
    """Open the store, the endpoint and the ledger that OPTIONS name."""
    from pyoxigraph import Store

    from kg.store import exchange, ledger_beside

    given, base, place = _source(options)
    with exchange(
        Store() if empty else given,
        endpoint_at(options["address"], options, retries=_RETRIES),
        options["ledger"] or ledger_beside(place),
        graphs=options["graphs"],
        shared=options["shared"],
        base=base,
        with_ontology=not options["no_ontology"],
    ) as between:
        yield between


def _source(options: dict[str, Any]) -> tuple["Store", str, Path]:
    """Return the store to push, where its IRIs begin, and the place of it, beside which the ledger is."""
    from kg import query
    from kg.iri import BASE
    from kg.rdf import Statements, restate
    from kg.store import Embedded

    files, folder = options["files"], options["store"]
    if bool(files) == bool(folder):
        raise click.UsageError("give FILES or --store DIR, one of the two")
    form = Statements.named(options["statements"] or "reification")
    if folder:
        embedded = Embedded.read_only(folder)
        if form is Statements.REIFICATION:
            return embedded.store, embedded.base, folder
        return query.memory(restate(embedded.quads(), form)), embedded.base, folder
    if len(files) > 1 and not options["ledger"]:
        raise ConfigError("--ledger: several files have no one place; give a file for the ledger")
    store = query.open_files(files)
    return query.memory(restate(store, form)) if options["statements"] else store, BASE, files[0]


def _do(plan: "Plan", between: "Exchange", options: dict[str, Any]) -> None:
    """Show PLAN, or carry it out and say what was done."""
    from kg import store

    if options["dry_run"]:
        _show(list(store.changes(plan, between, full=options["full"])), plan, options)
        return
    found = list(store.changes(plan, between, full=True)) if options["full"] else []
    with _progress(options, plan) as progress:
        store.carry_out(plan, between, progress)
    if options["as_json"]:
        click.echo(json.dumps(_summary(plan), indent=1))
    elif not options["quiet"]:
        for change in found:
            _triples(change)
        click.echo(_words(plan, done=True))


def _show(found: list["Change"], plan: "Plan", options: dict[str, Any]) -> None:
    if options["as_json"]:
        listed = [asdict(change) for change in found]
        click.echo(json.dumps({**_summary(plan), "changes": listed}, ensure_ascii=False, indent=1))
        return
    if options["quiet"]:
        return
    shown = found if options["full"] else found[:_SHOWN]
    longest = max((len(_name(change)) for change in shown), default=0)
    for change in shown:
        numbers = f"{f'+{change.added:,}':>9} {f'−{change.removed:,}':>9}"
        click.echo(f"{change.kind:<7} {_name(change):<{longest}} {numbers}")
        _triples(change)
    if len(shown) < len(found):
        click.echo(f"… and {len(found) - len(shown):,} more; --full or --json shows all")
    click.echo(_words(plan, done=False))


def _triples(change: "Change") -> None:
    for line in change.lines:
        click.echo(f"    {line}")


def _name(change: "Change") -> str:
    return change.graph or "the default graph"


def _summary(plan: "Plan") -> dict[str, int]:
    return {
        "graphs_added": len(plan.new),
        "graphs_changed": len(plan.changed),
        "graphs_removed": len(plan.gone),
        "graphs_same": plan.same,
        "shared_triples_added": plan.inserts,
        "shared_triples_removed": plan.deletes,
        "shared_triples_of_others": plan.of_others,
    }


def _words(plan: "Plan", *, done: bool) -> str:
    """Return what was done, or would be, in two lines at most."""
    verbs = ("added", "changed", "removed") if done else ("to add", "to change", "to remove")
    counts = (len(plan.new), len(plan.changed), len(plan.gone))
    graphs = ", ".join(f"{count:,} {verb}" for count, verb in zip(counts, verbs, strict=True))
    facts = f"{plan.inserts:,} {verbs[0]}, {plan.deletes:,} {verbs[2]}"
    lines = f"named graphs: {graphs}, {plan.same:,} as they were; shared triples: {facts}"
    if plan.of_others:
        lines += f"\nshared triples of others, which stay: {plan.of_others:,}; --prune removes them"
    return lines


@contextmanager
def _progress(options: dict[str, Any], plan: "Plan | None" = None) -> Iterator[Progress | None]:
    """Show on standard error what is done of PLAN, or how far reading is, if somebody looks there."""
    if options["quiet"] or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    totals: dict[str, int | None] = {"documents": None}
    if plan is not None:
        totals = {"documents": plan.documents, "triples": plan.inserts + plan.deletes}
    columns = (
        TextColumn("{task.description:<9}"),
        BarColumn(),
        TextColumn("{task.completed:>9,.0f}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(file=steered(sys.stderr)), transient=True) as bar:
        tasks = {name: bar.add_task(name, total=total) for name, total in totals.items()}
        yield lambda what, number: bar.advance(tasks[what], number)


COMMANDS: Final = (push, sync, diff, pull)
