"""The folder of a store: what may be one, and how it is opened."""

from pathlib import Path

from pyoxigraph import Store

from kg.errors import StoreError


def check_folder(path: Path) -> None:
    """Refuse a PATH that holds something other than a store."""
    if path.is_file():
        raise StoreError(f"{path}: a file, not a store; give a folder")
    if path.is_dir() and any(path.iterdir()) and not (path / "CURRENT").is_file():
        raise StoreError(f"{path}: a folder with something else in it; give a new or empty one")


def open_store(path: Path) -> Store:
    """Open the store at PATH for writing; one that is not there is made."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return Store(str(path))
    except OSError as error:
        if "lock" in str(error).lower():
            raise StoreError(
                f"{path}: another kg build is writing to it; wait or choose another --store"
            ) from error
        raise StoreError(f"{path}: cannot be opened: {reason(error)}; check the path") from error


def reason(error: OSError) -> str:
    """Return what went wrong on one line."""
    return " ".join(str(error).split())
