"""``kg mcp``: the tools by which an assistant asks a store, over standard input or HTTP."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli import served
from kg.cli.words import pairs
from kg.errors import library

if TYPE_CHECKING:
    from kg.serve import Limits

# Named here too, so that the tab key needs no SDK.
TOOLS: Final = tuple(
    "search entity evidence article connections questions ask sparql ontology".split()
)


@click.command(
    "mcp",
    short_help="Give assistants tools to ask a store, by the Model Context Protocol.",
    epilog="Example:  kg mcp --store out/demo, as the command of a server in the configuration of an assistant",
)
@served.options(7880, "question")
@click.option("--http", is_flag=True, help="Listen on a port, in place of standard input.")
@click.option(
    "--call", "tool", metavar="TOOL", help="Print what an assistant reads that calls this tool."
)
@click.option(
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    help="A value for the tool of --call; repeatable.",
)
def mcp(
    store: Path | None,
    data: tuple[Path, ...],
    http: bool,
    host: str,
    port: int,
    timeout: float,
    memory: int,
    tool: str | None,
    params: tuple[str, ...],
) -> None:
    """Give an assistant tools to ask a store, or files: the other side of standard input, or of a port with --http.

    Nothing can be changed through them. Each statement of an answer says whose word it is, and where it stands.
    """
    if params and not tool:
        raise click.UsageError("--param goes with --call TOOL")
    library("mcp", "mcp")
    from kg.assist import call, serve_stdio
    from kg.serve import Limits

    values = pairs(params, "--param")
    limits = Limits(timeout=timeout, memory=memory, workers=1 if tool else 2)
    with served.readable(store, data) as folder:
        if tool:
            click.echo(call(folder, limits, tool, values))
        elif http:
            _listen(folder, host, port, limits)
        else:
            serve_stdio(folder, limits)


def _listen(folder: Path, host: str, port: int, limits: "Limits") -> None:
    from kg.assist import serve_http
    from kg.serve import Doors

    server = serve_http(folder, Doors(host=host), port=port, limits=limits)
    served.warn(host)
    click.echo(f"tools for assistants at {server.address}mcp; Ctrl-C stops")
    server.run()


COMMANDS: Final = (mcp,)
