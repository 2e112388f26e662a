"""What the commands share: options that say where the graph is, nearest names, examples in help."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.errors import ConfigError

if TYPE_CHECKING:
    from kg.query import Source

Command = Callable[..., Any]

SYNTAXES: Final = ("trig", "turtle", "nq", "nt", "jsonld", "rdfxml")
FORMS: Final = ("reification", "graphs", "rdf12", "rdf11")


def statements(command: Command) -> Command:
    """Give COMMAND the option that says how claims hold their triples."""
    return click.option(
        "--statements",
        type=click.Choice(FORMS),
        help="How claims hold their triples: rdf:subject, rdf:predicate and rdf:object (rdf11 is the same), "
        "a named graph a claim, or rdf:reifies of RDF 1.2.",
    )(command)


class Nearest(click.Group):
    """A group of commands that names the nearest one for a name that it does not have."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that ARGS begin with."""
        names = self.list_commands(ctx)
        if args and args[0] not in names and not args[0].startswith("-"):
            ctx.fail(f"no command is called {args[0]!r}; {nearest(args[0], names)}")
        return super().resolve_command(ctx, args)


def nearest(name: str, names: list[str]) -> str:
    """Return the advice for a NAME that is none of NAMES.

    >>> nearest("bilud", ["build", "query"]), nearest("x", ["build", "query"])
    ("did you mean 'build'?", 'have: build, query')
    """
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    return f"did you mean {near[0]!r}?" if near else f"have: {', '.join(names)}"


def where(command: Command) -> Command:
    """Give COMMAND the options that say which graph it asks."""
    options = (
        click.option(
            "--store", type=Path, metavar="DIR", help="The embedded store in this folder."
        ),
        click.option(
            "--data",
            type=Path,
            multiple=True,
            metavar="FILE",
            help="An RDF file; repeat it for several.",
        ),
        click.option("--endpoint", metavar="URL", help="A SPARQL endpoint."),
        click.option(
            "--timeout",
            type=click.FloatRange(min=0.1),
            default=60.0,
            metavar="SECONDS",
            show_default=True,
            help="How long an endpoint may take.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def source(
    store: Path | None, data: tuple[Path, ...], endpoint: str | None, timeout: float
) -> "Source":
    """Return the graph that the options of ``where`` name."""
    from kg import query

    given = [
        name
        for name, value in (("--store", store), ("--data", data), ("--endpoint", endpoint))
        if value
    ]
    if len(given) != 1:
        wrong = f"{' and '.join(given)} exclude each other" if given else "which graph?"
        raise click.UsageError(f"{wrong}; give one of --store DIR, --data FILE, --endpoint URL")
    if endpoint:
        return query.Endpoint(endpoint, timeout=timeout)
    return query.open_store(store) if store else query.open_files(data)


@contextmanager
def counting(things: str, *, shown: bool = True) -> Iterator[Callable[[int], None] | None]:
    """Count THINGS on standard error while work goes on, if somebody looks there."""
    if not shown or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn(f"{{task.completed:,.0f}} {things}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(things, total=None)
        yield lambda done: bar.update(task, completed=done)


@contextmanager
def writing(path: Path | str) -> Iterator[None]:
    """Tell in one line why the file at PATH cannot be written."""
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ConfigError(f"{path}: cannot be written: {reason}; give another --output") from error


def pairs(found: tuple[str, ...], option: str) -> dict[str, str]:
    """Return what a repeated option ``NAME=VALUE`` says.

    >>> pairs(("accused=Ana Ruiz", "x=a=b"), "--param")
    {'accused': 'Ana Ruiz', 'x': 'a=b'}
    """
    wrong = [pair for pair in found if not pair.partition("=")[0] or "=" not in pair]
    if wrong:
        raise click.UsageError(f"{option}: {wrong[0]!r} is not NAME=VALUE")
    return {pair.partition("=")[0]: pair.partition("=")[2] for pair in found}
