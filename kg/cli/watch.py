"""``kg watch``: builds for ever, of what arrives, with an endpoint that is kept in step."""

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.cli import make
from kg.cli.terminal import steered
from kg.cli.words import asking, ending, endpoint_at, pairs
from kg.visible import visible

if TYPE_CHECKING:
    from rich.status import Status

    from kg.pipeline import Graph
    from kg.pipeline.mirror import Mirror
    from kg.pipeline.watching import Event

# Options of kg build that are about its own output.
_OF_BUILD: Final = frozenset(
    {
        "sources",
        "output",
        "syntax",
        "store",
        "statements",
        "as_json",
        "quiet",
        "spark",
        "spark_conf",
        "dry_run",
    }
)
_WRONG: Final = frozenset({"failed", "trouble"})  # events
_RETRIES: Final = 1  # of a request: a push that fails is tried again as a whole


def _as_build(command: click.Command) -> click.Command:
    """Give COMMAND the options of ``kg build`` that say how articles are read."""
    command.params += [each for each in make.build.params if each.name not in _OF_BUILD]
    return command


@click.command(
    short_help="Read what arrives, for ever, and keep an endpoint in step.",
    epilog="Example:  kg watch incoming/ --store out/news --push http://localhost:7878",
)
@click.argument("sources", nargs=-1, required=True)
@click.option(
    "--store",
    type=Path,
    required=True,
    metavar="DIR",
    help="Add the articles to the store in this folder.",
)
@click.option("--push", "address", metavar="URL", help="Keep this SPARQL endpoint in step.")
@click.option(
    "--every",
    type=click.FloatRange(min=0.1),
    default=10.0,
    metavar="SECONDS",
    show_default=True,
    help="How often to look at files.",
)
@click.option(
    "--fetch-every",
    type=click.FloatRange(min=1),
    default=600.0,
    metavar="SECONDS",
    show_default=True,
    help="How often to look at addresses.",
)
@click.option(
    "--remove-gone", is_flag=True, help="Remove articles whose files are gone from where it looks."
)
@click.option("--once", is_flag=True, help="Read what has arrived, push it, and end.")
@click.option("--json", "as_json", is_flag=True, help="Print each event as a line of JSON.")
@asking
def watch(**options: Any) -> int:
    """Read what arrives at SOURCES, files, folders, patterns or web addresses, into a store, until Ctrl-C or SIGTERM.

    A file that changes replaces what the store had of it. What goes wrong is told in a line and tried again; an
    endpoint that is away gets all that it lacks when it is back. Killed at any moment, the same command goes on.
    """
    if "-" in options["sources"]:
        raise click.UsageError("standard input ends; give a folder, and write files into it")
    fields = pairs(options["fields"], "--field")
    with ending(), _screen(options["as_json"]) as screen:
        from kg.pipeline.watching import Watch

        watching = Watch(
            sources=options["sources"],
            place=options["store"],
            build=_build(options, fields, screen),
            screen=screen,
            mirror=_mirror(options),
            remove_gone=options["remove_gone"],
            follow_links=options["follow_links"],
            every=options["every"],
            fetch_every=options["fetch_every"],
        )
        return 0 if watching.run(once=options["once"]) else 1


def _build(
    options: dict[str, Any], fields: dict[str, str], screen: "Screen"
) -> Callable[[Sequence[str | Path]], "Graph"]:
    return lambda sources: make.run_build({**options, "sources": sources}, fields, screen)


def _mirror(options: dict[str, Any]) -> "Mirror | None":
    if options["address"] is None:
        return None
    from kg.pipeline.mirror import Mirror

    return Mirror(options["store"], endpoint_at(options["address"], options, retries=_RETRIES))


class Screen:
    """Shows events, a line each; on a terminal also what goes on meanwhile."""

    def __init__(self, *, as_json: bool, status: "Status | None") -> None:
        self._as_json, self._status = as_json, status
        self._total = 0
        self._last = ""  # the time of the last event

    def tell(self, event: "Event") -> None:
        """Show an EVENT."""
        now = datetime.now().astimezone()
        self._last = f"{now:%H:%M:%S}"
        with contextlib.suppress(OSError):  # whoever read it is gone, or the disk of a log is full
            if self._as_json:
                said = {"time": now.isoformat(timespec="seconds"), "event": event.kind}
                shown = {**said, **event.values, "words": event.words}
                click.echo(json.dumps(shown, ensure_ascii=False))
            elif self._status is not None:
                self._status.console.out(visible(f"{self._last}  {event.words}"), highlight=False)
            else:
                click.echo(f"{self._last}  {event.words}", err=event.kind in _WRONG)

    def wait(self, words: str) -> None:
        """Show what is waited for."""
        self._show(f"{words}; last event {self._last}" if self._last else words)

    def expect(self, total: int) -> None:
        """Take note of how many articles a round has."""
        self._total = total

    def __call__(self, done: int) -> None:
        """Show that so many articles of a round are DONE."""
        self._show(f"reading; {done:,} of {self._total:,}")

    def _show(self, words: str) -> None:
        if self._status is not None:
            self._status.update(visible(words))


@contextmanager
def _screen(as_json: bool) -> Iterator[Screen]:
    if as_json or not sys.stdout.isatty():
        yield Screen(as_json=as_json, status=None)
        return
    from rich.console import Console

    with Console(file=steered(sys.stdout), markup=False).status("loading the model") as status:
        yield Screen(as_json=False, status=status)


COMMANDS: Final = (_as_build(watch),)
