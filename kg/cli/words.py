"""What the commands share: options that say where the graph is, nearest names, examples in help."""

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.errors import ConfigError

if TYPE_CHECKING:
    from kg.endpoint import Endpoint
    from kg.query import Source

Command = Callable[..., Any]

STOPPED: Final = 130  # the exit code of what Ctrl-C ended
SYNTAXES: Final = ("trig", "turtle", "nq", "nt", "jsonld", "rdfxml")
DENSITIES: Final = ("full", "compact", "none")
FORMS: Final = ("reification", "graphs", "rdf12", "rdf11")


def statements(command: Command) -> Command:
    """Give COMMAND the option that says how claims hold their triples."""
    return click.option(
        "--statements",
        type=click.Choice(FORMS),
        help="How claims hold their triples: rdf:subject, rdf:predicate and rdf:object (rdf11 is the same), "
        "a named graph a claim, or rdf:reifies of RDF 1.2.",
    )(command)


def own_terms(command: Command) -> Command:
    """Give COMMAND the option for ontology files of one's own."""
    return click.option(
        "--ontology",
        "files",
        type=Path,
        multiple=True,
        metavar="FILE",
        help="Terms of your own, by a file or by the name of a vocabulary; repeatable.",
    )(command)


def no_ontology(command: Command) -> Command:
    """Give COMMAND the option that leaves out the ontology that goes along with a graph."""
    return click.option(
        "--no-ontology",
        is_flag=True,
        help="Leave out the ontology: the classes, properties and hierarchy that the graph uses.",
    )(command)


def names(_: click.Context, __: click.Parameter, value: Any) -> tuple[str, ...]:
    """Return names that are given with commas on the command line, or as a list in kg.toml."""
    given = value.split(",") if isinstance(value, str) else value
    return tuple(name.strip() for name in given if name.strip())


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
    )
    command = asking(command)
    for option in reversed(options):
        command = option(command)
    return command


def asking(command: Command) -> Command:
    """Give COMMAND the options that say how an endpoint is spoken to."""
    options = (
        click.option(
            "--profile",
            metavar="NAME",
            help="The kind of store, as in virtuoso, if kg cannot tell.",
        ),
        click.option(
            "--user",
            metavar="NAME",
            help="The user; kg takes the password from KG_PASSWORD, or asks.",
        ),
        click.option(
            "--token", metavar="TOKEN", help="A bearer token; KG_TOKEN is a safer place for it."
        ),
        click.option(
            "--auth",
            type=click.Choice(("basic", "digest", "bearer")),
            help="How to sign in; by default, as the server asks.",
        ),
        click.option(
            "--certificates", type=Path, metavar="FILE", help="Certificates to trust, as PEM."
        ),
        click.option(
            "--insecure", is_flag=True, help="Let a password travel over http to another machine."
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(min=0.1),
            default=60.0,
            metavar="SECONDS",
            show_default=True,
            help="How long one request may take.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def endpoint_at(address: str, options: dict[str, Any], *, retries: int = 3) -> "Endpoint":
    """Return the endpoint at ADDRESS as the OPTIONS of ``asking`` describe it."""
    from kg.endpoint import Endpoint, find

    user, _, password = (options["user"] or "").partition(":")
    if user and not password and not os.environ.get("KG_PASSWORD") and sys.stdin.isatty():
        password = click.prompt(f"Password of {user}", hide_input=True, err=True)
    certificates = options["certificates"]
    if certificates is not None and not certificates.is_file():
        raise ConfigError(f"{certificates}: not a file; give one with certificates as PEM")
    plain = Endpoint(address)
    return Endpoint(
        plain.address,
        timeout=options["timeout"],
        credentials=find(
            plain.address,
            user=user or None,
            password=password or None,
            token=options["token"],
            scheme=options["auth"],
        ),
        profile=options["profile"],
        update=options.get("update"),
        graph_store=options.get("graph_store"),
        certificates=certificates,
        insecure=options["insecure"],
        retries=retries,
    )


def source(options: dict[str, Any]) -> "Source":
    """Return the graph that the OPTIONS of ``where`` name."""
    from kg import query

    given = [f"--{name}" for name in ("store", "data", "endpoint") if options[name]]
    if len(given) != 1:
        ways = "one of --store DIR, --data FILE, --endpoint URL"
        if not given:
            raise click.UsageError(f"which graph? Give {ways}")
        raise click.UsageError(f"{' and '.join(given)} exclude each other; give {ways}")
    if options["endpoint"]:
        return endpoint_at(options["endpoint"], options)
    return (
        query.open_store(options["store"])
        if options["store"]
        else query.open_files(options["data"])
    )


@contextmanager
def counting(things: str, *, shown: bool = True) -> Iterator[Callable[[int], None] | None]:
    """Count THINGS on standard error while work goes on, if somebody looks there.

    What is yielded has a method ``expect`` for how many there will be; then the bar shows how much is left.
    """
    is_told = logging.getLogger("kg").isEnabledFor(logging.INFO)  # line by line, with -v
    if not shown or is_told or not sys.stderr.isatty():
        yield None
        return
    from kg.cli.bar import bar

    with bar(things) as progress:
        yield progress


@contextmanager
def ending() -> Iterator[None]:
    """Let SIGTERM end what is done inside as Ctrl-C does, so that what is finished is kept."""

    def end(number: int, frame: Any) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class _Notes(logging.Handler):
    """Prints what is logged on standard error, a line each."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print RECORD."""
        click.echo(f"kg: {record.getMessage()}", err=True)


@contextmanager
def telling() -> Iterator[None]:
    """Tell that the default knowledge base is being built, which takes a moment: somebody waits, or a log is read."""
    log, notes = logging.getLogger("kg.link.kb.cache"), _Notes()
    before = log.level, log.propagate
    log.addHandler(notes)
    log.setLevel(logging.INFO)
    log.propagate = False  # what shows all that is logged must not show it twice
    try:
        yield
    finally:
        log.removeHandler(notes)
        log.setLevel(before[0])
        log.propagate = before[1]


@contextmanager
def writing(path: Path | str) -> Iterator[None]:
    """Tell in one line why the file at PATH cannot be written."""
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ConfigError(f"{path}: cannot be written: {reason}; give another --output") from error


def remind(store: Path) -> str | None:
    """Return what of a STORE was made of that which stood there before; None where nothing was."""
    from kg.infer.graph import name
    from kg.rdf import resolution
    from kg.store import Embedded

    lines = []
    with Embedded.read_only(store) as embedded:
        if resolution.name(embedded.base) in embedded.documents():
            again = f"find it anew: kg resolve --store {store}"
            lines.append(f"which entities are one was found before; {again}")
        if embedded.has(name(embedded.base).value):
            again = f"kg infer --store {store}"
            lines.append(f"what follows from the facts was inferred before; {again}")
    return "\n".join(lines) or None


def check_iri(text: str | None, option: str) -> None:
    """Refuse the value TEXT of an OPTION if it is no IRI."""
    from pyoxigraph import NamedNode

    try:
        NamedNode(text or "urn:x:none")
    except ValueError:
        raise click.UsageError(f"{option}: {text!r} is no IRI") from None


def pairs(found: tuple[str, ...], option: str) -> dict[str, str]:
    """Return what a repeated option ``NAME=VALUE`` says.

    >>> pairs(("accused=Ana Ruiz", "x=a=b"), "--param")
    {'accused': 'Ana Ruiz', 'x': 'a=b'}
    """
    wrong = [pair for pair in found if not pair.partition("=")[0] or "=" not in pair]
    if wrong:
        raise click.UsageError(f"{option}: {wrong[0]!r} is not NAME=VALUE")
    return {pair.partition("=")[0]: pair.partition("=")[2] for pair in found}
