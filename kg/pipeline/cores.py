"""How many processes a machine has room for: one for each core, as far as there is memory."""

import os
from pathlib import Path
from typing import Final

_EACH: Final = (
    1_200_000_000  # bytes that a process takes with the model, the network and a long article
)
_MEMORY: Final = Path("/proc/meminfo")


def room() -> int:
    """Return how many processes may work at once.

    >>> 1 <= room() <= (os.cpu_count() or 1)
    True
    """
    return max(1, min(_cores(), _available(_MEMORY) // _EACH))


def _cores() -> int:
    """Return how many cores this process may use; a container may have fewer than its machine."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _available(file: Path) -> int:
    """Return the bytes of memory that Linux calls available, by its FILE; elsewhere enough for any number of cores."""
    try:
        lines = file.read_text(encoding="ascii").splitlines()
        said = next(line for line in lines if line.startswith("MemAvailable:"))
        return int(said.split()[1]) * 1024
    except (OSError, StopIteration, ValueError, IndexError):
        return _EACH * 1024
