"""Files and folders that are there only while a process works: what a killed one has left, the next one removes.

Whoever works in one holds a lock on it, and the system lets go of that when the process ends, however it ends. Where
the system knows no such locks, nothing that others have left is removed.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Final

from kg.errors import ConfigError

try:
    import fcntl
except ImportError:  # not a POSIX system
    fcntl = None  # type: ignore[assignment]

_NAME: Final = "kg-run-"  # how the temporary folders begin that are held


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the file or folder at PATH while the block runs, so that nobody takes it for a leftover.

    Raises FileNotFoundError where somebody has just removed it as one: between its making and this call nobody held it.
    """
    handle = os.open(path, os.O_RDONLY)
    try:
        _is_locked(handle)
        if not os.path.samestat(os.fstat(handle), path.stat()):
            raise FileNotFoundError(f"{path}: was removed")
        yield
    finally:
        os.close(handle)


def sweep(found: Iterable[Path]) -> None:
    """Remove those of the files and folders FOUND that are this user's and that nobody holds."""
    if fcntl is None:
        return
    for path in found:
        with suppress(OSError):  # another process was faster
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                if os.fstat(handle).st_uid == os.getuid() and _is_locked(handle):
                    _remove(path)
            finally:
                os.close(handle)


@contextmanager
def scratch() -> Iterator[Path]:
    """Yield a temporary folder, which goes at the end of the block; those that killed processes have left go before.

    Raises ConfigError where no folder for temporary files can be written.

    >>> with scratch() as folder:
    ...     _ = (folder / "run").write_text("lines")
    >>> folder.exists()
    False
    """
    _swept(_place())
    with ExitStack() as stack:
        yield _made(stack)


def _place() -> str:
    """Return the folder for temporary files."""
    try:
        return tempfile.gettempdir()
    except FileNotFoundError as error:
        raise ConfigError(
            "TMPDIR: no folder for temporary files can be written; set it to one that can"
        ) from error


def _made(stack: ExitStack) -> Path:
    """Make a temporary folder that is held and goes with STACK."""
    while True:
        made = tempfile.TemporaryDirectory(prefix=_NAME, ignore_cleanup_errors=True)
        try:
            stack.enter_context(held(Path(made.name)))
        except FileNotFoundError:  # swept by somebody before it was held
            made.cleanup()
        else:
            return Path(stack.enter_context(made))


@cache
def _swept(folder: str) -> None:
    """Sweep FOLDER, once in each process."""
    sweep(Path(folder).glob(f"{_NAME}*"))


def _is_locked(handle: int) -> bool:
    """Lock what is open as HANDLE, if nobody else has; tell whether that was done."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink()
