"""The boundary around one document: what goes wrong within it costs that document, and nothing else.

The only place where any exception is caught. A batch of a million articles meets every bug there is, ours, a library's
or that of an extractor of somebody else, and whoever started it wants the other articles. The traceback of what is no
error of ours goes to the logger ``kg.tracebacks``, also where nothing else below a warning is logged: the command line
writes it to a file. What ends the program, such as Ctrl-C, is let through.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Protocol, TypeVar

from kg.errors import KgError

TRACEBACKS: Final = "kg.tracebacks"

_log = logging.getLogger(__name__)
_tracebacks = logging.getLogger(TRACEBACKS)
_tracebacks.setLevel(logging.INFO)

_LONGEST: Final = 300  # characters of an exception that are shown
_FOR_BUGS: Final = "report it, with the article if you can"
_FOR_MEMORY: Final = "leave it out, or give a larger --document-memory"

Result = TypeVar("Result")


class Within(Protocol):
    """Does a piece of work within the limits that a document has, here or in another process."""

    def __call__(self, name: str, size: int, work: Callable[..., Result], *args: Any) -> Result:
        """Return what WORK returns for ARGS, which are of SIZE, in characters or bytes; NAME is what is read.

        Raise SourceError where that takes too long, or kills the process that does it.
        """
        ...


def here(name: str, size: int, work: Callable[..., Result], *args: Any) -> Result:
    """Return what WORK returns for ARGS, without any limit.

    >>> here("a.txt", 4, len, "Rain")
    4
    """
    return work(*args)


def attempt(
    work: Callable[[], Result], failed: Callable[[Exception], object], name: str, stage: str
) -> Result | None:
    """Return what WORK returns; where it raises, tell FAILED and return None.

    NAME is the document, STAGE what is done to it; both are for the log.

    >>> attempt(lambda: 1 // 0, lambda error: print(type(error).__name__), "a.txt", "link")
    ZeroDivisionError
    """
    try:
        return work()
    except Exception as error:  # see above; MemoryError and RecursionError are such, too
        is_said = isinstance(error, KgError)
        told = _log if is_said else _tracebacks
        told.info("%s: failed in stage %s", name, stage, exc_info=not is_said)
        failed(error)
        return None


def attempt_each(
    items: Iterable[Result], failed: Callable[[Exception], object], name: str, stage: str
) -> Iterator[Result]:
    """Yield ITEMS; where the next one raises, tell FAILED and stop."""
    iterator = iter(items)
    ended: list[Result] = []
    while (found := attempt(lambda: next(iterator, ended), failed, name, stage)) is not None:
        if found is ended:
            return
        yield found  # type: ignore[misc]


def reason(name: str, stage: str, error: Exception) -> str:
    r"""Return one line that says why the document called NAME failed in a STAGE.

    >>> reason("a.txt", "link", ZeroDivisionError("by\nzero"))
    'a.txt: failed in stage link: ZeroDivisionError: by zero; report it, with the article if you can'
    """
    said = " ".join(str(error).split())[:_LONGEST]
    if isinstance(error, KgError):
        return said if said.startswith(name) else f"{name}: {said}"
    what = f"{type(error).__name__}: {said}" if said else type(error).__name__
    remedy = _FOR_MEMORY if isinstance(error, MemoryError) else _FOR_BUGS
    return f"{name}: failed in stage {stage}: {what}; {remedy}"
