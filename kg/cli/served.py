"""What the commands share that let others ask a store: which graph, where to listen, and within which limits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def options(port: int, asked: str) -> Callable[[Command], Command]:
    """Return a decorator for the options of a command that listens on PORT; ASKED is what clients send it."""
    shared = (
        click.option(
            "--store",
            type=Path,
            metavar="DIR",
            help="The embedded store in this folder; a build may go on in it.",
        ),
        click.option(
            "--data",
            type=Path,
            multiple=True,
            metavar="FILE",
            help="An RDF file in its place; repeat it for several.",
        ),
        click.option(
            "--host",
            default="127.0.0.1",
            metavar="ADDRESS",
            show_default=True,
            help="Where to listen.",
        ),
        click.option(
            "--port",
            type=click.IntRange(0, 65535),
            default=port,
            metavar="N",
            show_default=True,
            help="The port; 0 takes any that is free.",
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(min=0.1),
            default=30.0,
            metavar="SECONDS",
            show_default=True,
            help=f"How long a {asked} may take.",
        ),
        click.option(
            "--memory",
            type=click.IntRange(min=0),
            default=2048,
            metavar="MIB",
            show_default=True,
            help=f"How much memory a {asked} may take; 0 is no limit.",
        ),
    )

    def decorate(command: Command) -> Command:
        for option in reversed(shared):
            command = option(command)
        return command

    return decorate


@contextmanager
def readable(store: Path | None, data: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the folder of a store that can be read: STORE itself, or a temporary one with DATA in it."""
    if bool(store) == bool(data):
        raise click.UsageError("which graph? Give one of --store DIR and --data FILE")
    if store:
        from kg.store import Embedded

        Embedded.read_only(store).close()
        yield store
        return
    from pyoxigraph import Store

    from kg.leftovers import scratch
    from kg.query import open_files

    with scratch() as temporary:
        folder = temporary / "store"
        made = Store(str(folder))
        made.bulk_extend(open_files(data))
        del made  # lets go of the folder
        yield folder


def warn(host: str) -> None:
    """Warn where others than this machine can reach what listens on HOST."""
    from kg.serve import is_loopback

    if not is_loopback(host):
        click.echo(
            f"kg: {host} can be reached from other machines, and asks nobody for a password",
            err=True,
        )
