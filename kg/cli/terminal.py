"""Standard output and error as a terminal may see them: names, messages and files of others cannot steer it."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from typing import IO, Any, cast

from kg.visible import visible


class Shown:
    """A text STREAM on which what steers a terminal is shown as an escape; in all else it is the stream."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write TEXT."""
        return self.stream.write(visible(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


@contextmanager
def shown() -> Iterator[None]:
    """Show on standard error, and on standard output where that is a terminal, what would steer one.

    Elsewhere standard output is data, whose bytes are somebody else's business.
    """
    with ExitStack() as stack:
        stack.enter_context(redirect_stderr(cast("IO[str]", Shown(sys.stderr))))
        if sys.stdout.isatty():
            stack.enter_context(redirect_stdout(cast("IO[str]", Shown(sys.stdout))))
        yield


def steered(stream: IO[str]) -> IO[str]:
    """Return what STREAM, standard output or error, writes to, for what may steer a terminal: a bar that moves."""
    return stream.stream if isinstance(stream, Shown) else stream
