"""What the package and, if asked, its libraries have to tell, on standard error: ``-v`` and ``-vv``.

    kg: news/a.txt: not UTF-8 at byte 12; read as cp1252, a guess          warnings, as they always come
    INFO kg.pipeline: news/a.txt: 12 sentences, 9 claims, 14 entities, 0 rejected          with -v

A traceback goes to a file, with or without ``-v``; with it, the file is named.
Logging is set up here alone; who uses the package from Python sets up what he likes.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import click

from kg.boundary import TRACEBACKS
from kg.cli.tracebacks import Tracebacks
from kg.visible import visible

_OURS: Final = "kg"
_SHOWN: Final = (_OURS, "uvicorn")  # whose errors are ours: it runs our application
_LEVELS: Final = (logging.WARNING, logging.INFO, logging.DEBUG)
_KEY: Final = "kg.verbose"


class _Lines(logging.Handler):
    """Writes each message once, on one line; those of libraries only for who wants to see everything."""

    def __init__(self) -> None:
        super().__init__()
        self.verbosity = 0
        self._told: set[str] = set()
        self._tracebacks = Tracebacks()

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether RECORD is shown."""
        return self.verbosity > 1 or record.name.split(".")[0] in _SHOWN

    def emit(self, record: logging.LogRecord) -> None:
        """Write RECORD to standard error."""
        message = " ".join(record.getMessage().split())
        head = f"{record.levelname} {record.name}" if self.verbosity else _OURS
        line = f"{head}: {message}"
        if record.exc_text or record.exc_info:
            line = f"{line}; {self._tracebacks.kept(record)}"
        if record.name == TRACEBACKS and not self.verbosity:
            return  # the failure is told as such
        if line not in self._told:
            self._told.add(line)
            click.echo(visible(line), err=True)  # a bar may have put itself between


@contextmanager
def told() -> Iterator[None]:
    """Show warnings of the package, and none of a library, while a command runs."""
    root, ours, handler = logging.getLogger(), logging.getLogger(_OURS), _Lines()
    before = ours.level
    root.addHandler(handler)
    logging.captureWarnings(True)
    try:
        yield
    finally:
        logging.captureWarnings(False)
        root.removeHandler(handler)
        ours.setLevel(before)


def offer(command: click.Command) -> None:
    """Give COMMAND, and what is below it, the option ``-v``."""
    command.params.append(_option())
    if isinstance(command, click.Group):
        for each in command.commands.values():
            offer(each)


def _option() -> click.Option:
    return click.Option(
        ["-v", "--verbose"],
        count=True,
        is_eager=True,
        expose_value=False,
        callback=_more,
        help="Tell what is done on standard error; -vv tells more.",
    )


def _more(context: click.Context, _: click.Parameter, value: Any) -> None:
    """Add what is asked for here to what was asked for before the name of the command."""
    verbosity = min(context.meta.get(_KEY, 0) + int(value or 0), len(_LEVELS) - 1)
    context.meta[_KEY] = verbosity
    for handler in logging.getLogger().handlers:
        if isinstance(handler, _Lines):  # else nobody sets the level back
            handler.verbosity = verbosity
            logging.getLogger(_OURS).setLevel(_LEVELS[verbosity])
