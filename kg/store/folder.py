"""The folder of a store: what may be one, and how it is opened."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
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
    """Make a store at PATH, where nothing is or an empty folder; what could not be made leaves nothing.

    It is made under another name, which it keeps until it can be opened: half of one nobody could use. Only a folder
    that is there already is kept: it may be a volume, in whose place none can be put.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path if path.is_dir() else path.with_name(f".{path.name}.part")
    if unfinished is not path and unfinished.exists():  # of a run that was killed, or is under way
        with _unless_locked():
            Store(str(unfinished))
        shutil.rmtree(unfinished)
    with ExitStack() as failing:
        failing.callback(_clear, unfinished, keep=unfinished is path)
        store = Store(str(unfinished))
        begin(store)
        store.flush()
        del store  # the lock goes with it
        unfinished.rename(path)
        failing.pop_all()


def _clear(folder: Path, *, keep: bool) -> None:
    """Remove FOLDER, or all that is in one that is to KEEP."""
    if not keep:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for each in folder.iterdir():
        each.unlink()  # the engine makes no folders in its own


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
