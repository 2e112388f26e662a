"""What a process may take for one piece of work: a process that takes more time ends, and more memory it does not get.

The timer is that of ``faulthandler``, a thread of C that waits for no lock of Python. The memory is that of Linux's
``RLIMIT_DATA``, which counts what a process may write to and no other process sees; other systems have no such bound.
"""

import faulthandler
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

_STATUS: Final = Path("/proc/self/status")
_MEASURED: Final = "VmData:"  # in kB; what RLIMIT_DATA bounds
_TIRED: Final = 137  # the exit code of what has kept too much memory: as if it had been killed


@dataclass(frozen=True, slots=True)
class Bounds:
    """So many SECONDS, and so many bytes of MEMORY beside what the process has had since it was ready; None: no end.

    >>> with Bounds(seconds=60.0).kept():
    ...     print("read")
    read
    """

    seconds: float | None = None
    memory: int | None = None

    @contextmanager
    def kept(self) -> Iterator[None]:
        """End this process if what is done within takes longer; let it have no more memory than is its."""
        with _ending_after(self.seconds), _having(self.memory):
            yield


FREE: Final = Bounds()

_floor: list[int] = []
# Where the timer of what is under way writes to, and when its time is over: one of both, or none.
_timer: list[tuple[IO[str], float]] = []
_SHORTEST: Final = 0.001  # seconds


@contextmanager
def paused() -> Iterator[None]:
    """Let no time pass within: what is waited for has a limit of its own.

    >>> with Bounds(seconds=60.0).kept(), paused():
    ...     print("waited")
    waited
    """
    if not _timer:
        yield
        return
    nowhere, until = _timer[0]
    faulthandler.cancel_dump_traceback_later()
    began = time.monotonic()
    try:
        yield
    finally:
        _start(nowhere, until + time.monotonic() - began)


def _start(nowhere: IO[str], until: float) -> None:
    """End this process at the moment UNTIL."""
    _timer[:] = [(nowhere, until)]
    left = max(until - time.monotonic(), _SHORTEST)
    faulthandler.dump_traceback_later(left, exit=True, file=nowhere)


def ready() -> None:
    """Count from here what this process takes: it has loaded what it needs for whatever is to come."""
    _floor[:] = [] if (taken := _taken()) is None else [taken]


@contextmanager
def _ending_after(seconds: float | None) -> Iterator[None]:
    if seconds is None:
        yield
        return
    with Path(os.devnull).open("w", encoding="ascii") as nowhere:
        _start(nowhere, time.monotonic() + seconds)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
            _timer.clear()


@contextmanager
def _having(memory: int | None) -> Iterator[None]:
    """Let this process have MEMORY beside its floor; end it if earlier work has kept most of that.

    Whoever waits for it then takes a fresh one, so that no document pays for another.
    """
    taken = _taken()
    if memory is None or taken is None:
        yield
        return
    import resource  # not on Windows

    floor = _floor[0] if _floor else taken
    if taken > floor + memory // 2:
        os._exit(_TIRED)
    before = resource.getrlimit(resource.RLIMIT_DATA)
    most = floor + memory if before[1] == resource.RLIM_INFINITY else min(floor + memory, before[1])
    resource.setrlimit(resource.RLIMIT_DATA, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


def _taken() -> int | None:
    """Return how many bytes this process has for itself; None where the system does not say."""
    try:
        lines = _STATUS.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    found = (line.split()[1] for line in lines if line.startswith(_MEASURED))
    return next((int(kilobytes) * 1024 for kilobytes in found), None)
