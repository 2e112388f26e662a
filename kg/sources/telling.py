"""What is told of sources in the log; they are read twice and told of once."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_silent: Final = ContextVar("_silent", default=False)


class _Once(logging.Filter):
    """Lets errors alone pass while nothing else is to be told, in this thread."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether RECORD is told."""
        return record.levelno >= logging.ERROR or not _silent.get()


_once: Final = _Once()


def log(name: str) -> logging.Logger:
    """Return the logger of the module called NAME, which ``silent`` silences."""
    logger = logging.getLogger(name)
    logger.addFilter(_once)
    return logger


@contextmanager
def silent() -> Iterator[None]:
    """Tell nothing but errors meanwhile; other threads go on telling."""
    before = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(before)
