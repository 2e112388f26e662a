"""``kg serve``: the explorer of a store, and a SPARQL endpoint for any tool that speaks the protocol."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

_MOMENT: Final = 0.5  # seconds after which a server that starts answers


@click.command(
    short_help="Look at a store in a browser; a read-only SPARQL endpoint too.",
    epilog="Example:  kg serve --store out/demo --open",
)
@click.option(
    "--store",
    type=Path,
    metavar="DIR",
    help="The embedded store in this folder; a build may go on in it.",
)
@click.option(
    "--data",
    type=Path,
    multiple=True,
    metavar="FILE",
    help="An RDF file in its place; repeat it for several.",
)
@click.option(
    "--host", default="127.0.0.1", metavar="ADDRESS", show_default=True, help="Where to listen."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=7879,
    metavar="N",
    show_default=True,
    help="The port; 0 takes any that is free.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=30.0,
    metavar="SECONDS",
    show_default=True,
    help="How long a query may take.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=2,
    metavar="N",
    show_default=True,
    help="How many queries run at a time.",
)
@click.option(
    "--queue",
    type=click.IntRange(min=0),
    default=100,
    metavar="N",
    show_default=True,
    help="How many queries may wait for their turn.",
)
@click.option(
    "--memory",
    type=click.IntRange(min=0),
    default=2048,
    metavar="MIB",
    show_default=True,
    help="How much memory a query may take; 0 is no limit.",
)
@click.option(
    "--cors",
    multiple=True,
    metavar="ORIGIN",
    help="A web site whose pages may read from here, or * for all; repeatable.",
)
@click.option(
    "--try/--no-try",
    "tries",
    default=None,
    help="Whether the page may read texts that are pasted; yes where only this machine can ask.",
)
@click.option("--open", "opens", is_flag=True, help="Open the page in a browser.")
def serve(
    store: Path | None,
    data: tuple[Path, ...],
    host: str,
    port: int,
    timeout: float,
    workers: int,
    queue: int,
    memory: int,
    cors: tuple[str, ...],
    tries: bool | None,
    opens: bool,
) -> None:
    """Serve the graph of a store, or of files, until Ctrl-C: the explorer at /, queries at /sparql, graphs at /store.

    Nothing can be changed through it, and it asks no other server. What a build adds meanwhile is seen.
    """
    from kg.serve import Doors, Limits, Server, is_loopback

    if bool(store) == bool(data):
        raise click.UsageError("which graph? Give one of --store DIR and --data FILE")
    with readable(store, data) as folder:
        limits = Limits(timeout=timeout, memory=memory, workers=workers, queue=queue)
        tries = is_loopback(host) if tries is None else tries
        doors = Doors(host=host, origins=cors)
        server = Server(folder, doors, port=port, limits=limits, tries=tries)
        if not is_loopback(host):
            click.echo(
                f"kg: {host} can be reached from other machines, and asks nobody for a password",
                err=True,
            )
        click.echo(f"serving {store or ', '.join(map(str, data))} at {server.address}")
        click.echo(
            f"SPARQL at {server.address}sparql, graphs at {server.address}store; Ctrl-C stops"
        )
        if opens:
            threading.Timer(_MOMENT, click.launch, [server.address]).start()
        server.run()


@contextmanager
def readable(store: Path | None, data: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the folder of a store that can be read: STORE itself, or a temporary one with DATA in it."""
    if store:
        from kg.store import Embedded

        Embedded.read_only(store).close()
        yield store
        return
    from pyoxigraph import Store

    from kg.query import open_files

    with TemporaryDirectory(prefix="kg-serve-") as temporary:
        folder = Path(temporary) / "store"
        made = Store(str(folder))
        made.bulk_extend(open_files(data))
        del made  # lets go of the folder
        yield folder


COMMANDS: Final = (serve,)
