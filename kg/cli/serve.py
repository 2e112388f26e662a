"""``kg serve``: the explorer of a store, and a SPARQL endpoint for any tool that speaks the protocol."""

import threading
from pathlib import Path
from typing import Final

import click

from kg.cli import served
from kg.cli.words import own_terms

_MOMENT: Final = 0.5  # seconds after which a server that starts answers


@click.command(
    short_help="Look at a store in a browser; a read-only SPARQL endpoint too.",
    epilog="Example:  kg serve --store out/demo --open",
)
@served.options(7879, "query")
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
@own_terms
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
    files: tuple[Path, ...],
    opens: bool,
) -> None:
    """Serve the graph of a store, or of files, until Ctrl-C: the explorer at /, queries at /sparql, graphs at /store.

    Nothing can be changed through it, and it asks no other server. What a build adds meanwhile is seen.
    With --ontology, texts that are pasted are read in your terms, too, and what they say in them stands first.
    """
    from kg.serve import Doors, Limits, Server, is_loopback

    with served.readable(store, data) as folder:
        limits = Limits(timeout=timeout, memory=memory, workers=workers, queue=queue)
        tries = is_loopback(host) if tries is None else tries
        if files:
            _ready(files)
        doors = Doors(host=host, origins=cors)
        server = Server(folder, doors, port=port, limits=limits, tries=tries, ontology=files)
        served.warn(host)
        click.echo(f"serving {store or ', '.join(map(str, data))} at {server.address}")
        click.echo(
            f"SPARQL at {server.address}sparql, graphs at {server.address}store; Ctrl-C stops"
        )
        if opens:
            threading.Timer(_MOMENT, click.launch, [server.address]).start()
        server.run()


def _ready(files: tuple[Path, ...]) -> None:
    """Check FILES, and have the knowledge base for their terms: the process that reads texts has no time to make it."""
    from kg.link.kb import installed
    from kg.ontology import load

    installed.default(load(*files))


COMMANDS: Final = (serve,)
