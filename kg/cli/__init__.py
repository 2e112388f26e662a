"""The command line: the only module that prints or exits.

Exit codes: 0 all is well; 1 a user's error, or a document that failed; 2 a wrong use of the command.
"""

import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from kg.cli import (
    ask,
    assist,
    audit,
    bulk,
    convert,
    draw,
    exchange,
    infer,
    keep,
    knowledge,
    logs,
    look,
    make,
    resolve,
    score,
    serve,
    terms,
    watch,
)
from kg.cli import (
    completion as tab,
)
from kg.cli.config import FILE, defaults
from kg.cli.disk import takes_no_more, trouble
from kg.cli.terminal import shown
from kg.cli.words import STOPPED, Nearest, telling
from kg.errors import ConfigError, KgError
from kg.visible import is_text, visible


@click.group(
    cls=Nearest,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Example:  kg build articles/ -o graph.trig && kg query who-is-charged --data graph.trig",
)
@click.version_option(package_name="news-kg", prog_name="kg", message="%(prog)s %(version)s")
@click.option(
    "--config",
    type=Path,
    metavar="FILE",
    help=f"A file of options, in place of {FILE} in this folder; it may name endpoints, too.",
)
@click.pass_context
def commands(context: click.Context, config: Path | None) -> None:
    """Build RDF knowledge graphs from news: every fact answers who says so, and where."""
    context.default_map = dict(defaults(commands, config))


for command in (
    *make.COMMANDS,
    *watch.COMMANDS,
    *ask.COMMANDS,
    *keep.COMMANDS,
    *convert.COMMANDS,
    *infer.COMMANDS,
    *draw.COMMANDS,
    *bulk.COMMANDS,
    *exchange.COMMANDS,
    *terms.COMMANDS,
    *look.COMMANDS,
    *knowledge.COMMANDS,
    *resolve.COMMANDS,
    *score.COMMANDS,
    *audit.COMMANDS,
    *serve.COMMANDS,
    *assist.COMMANDS,
    *tab.COMMANDS,
):
    commands.add_command(command)
logs.offer(commands)
tab.offer(commands)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command in ARGUMENTS, those of the process by default, and exit."""
    sys.exit(run(commands, arguments))


def run(command: click.Command, arguments: Sequence[str] | None = None, *, name: str = "kg") -> int:
    """Run COMMAND, called NAME, with ARGUMENTS, and return the exit code; a user's error is one line."""
    with shown():
        return _run(command, arguments, name)


def _run(command: click.Command, arguments: Sequence[str] | None, name: str) -> int:
    try:
        with logs.told(), telling():
            _check_text(sys.argv[1:] if arguments is None else arguments)
            code = command.main(arguments, prog_name=name, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except KgError as error:
        click.echo(f"{name}: {error}", err=True)
        return 1
    except (OSError, sqlite3.Error) as error:
        place = "standard output" if takes_no_more() else "a temporary file"
        if (told := trouble(error, place)) is None:
            raise
        click.echo(f"{name}: {told}", err=True)
        return 1
    except (click.Abort, KeyboardInterrupt):
        click.echo(f"{name}: stopped", err=True)
        return STOPPED
    return int(code or 0)


def _check_text(arguments: Sequence[str]) -> None:
    """Refuse what is no text in ARGUMENTS, unless it is the name of a file, which may be anything."""
    for each in arguments:
        if not is_text(each) and not _is_there(each):
            raise ConfigError(f"{visible(each)}: is not in UTF-8; give it in UTF-8")


def _is_there(name: str) -> bool:
    try:
        return Path(name).exists()
    except OSError:  # the name is too long
        return False
