"""The folder of a store: what may be one, and how it is opened."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Store

from kg.errors import StoreError


def check_folder(path: Path) -> None:
    """Refuse a PATH that holds something other than a store."""
    if path.is_file():
        raise StoreError(f"{path}: a file, not a store; give a folder")
    if path.is_dir() and any(path.iterdir()) and not (path / "CURRENT").is_file():
        raise StoreError(f"{path}: a folder with something else in it; give a new or empty one")


def open_store(path: Path, begin: Callable[[Store], None]) -> Store:
    """Open the store at PATH for writing; one that is not there is made, and BEGIN writes the first of it."""
    try:
        if not (path / "CURRENT").is_file():
            _make(path.resolve(), begin)
        return Store(str(path))
    except OSError as error:
        if "lock" in str(error).lower():
            raise StoreError(
                f"{path}: another kg build is writing to it; wait or choose another --store"
            ) from error
        raise StoreError(f"{path}: cannot be opened: {reason(error)}; check the path") from error


def _make(path: Path, begin: Callable[[Store], None]) -> None:
    """Make a store under another name, which it keeps until it can be opened: half of one nobody could use."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.part")
    if (
        unfinished.exists()
    ):  # of a run that was killed, or of one that is under way and has it locked
        with _unless_locked():
            Store(str(unfinished))
        shutil.rmtree(unfinished)
    try:
        store = Store(str(unfinished))
        begin(store)
        store.flush()
        del store  # the lock goes with it
        if path.is_dir():  # an empty one
            path.rmdir()
        unfinished.rename(path)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


@contextmanager
def _unless_locked() -> Iterator[None]:
    """Go on where a store cannot be opened, unless somebody else has it locked."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        if "lock" in str(error).lower():
            raise


def reason(error: OSError) -> str:
    """Return what went wrong on one line."""
    return " ".join(str(error).split())
