"""Folders that are this user's alone: the cache, else a temporary folder that nobody else can write to."""

import atexit
import os
import shutil
import stat
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

# Who else may write; systems without users know no such bits.
OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH if hasattr(os, "getuid") else 0


def of_user() -> Path:
    """Return the cache folder of the user, which may not be there; raise FileNotFoundError where there is no user."""
    if given := os.environ.get("XDG_CACHE_HOME"):
        return Path(given) / "kg"
    try:
        return Path.home() / ".cache" / "kg"
    except RuntimeError as error:  # neither is HOME set nor does the system know the user
        raise FileNotFoundError(str(error)) from None


def of_user_beside() -> Path:
    """Return a temporary folder that is this user's alone: others may write where temporary files lie."""
    folder = Path(tempfile.gettempdir()) / f"kg-{_user()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or not folder.is_dir() or is_others(folder):
        raise PermissionError(f"{folder}: others can write there")
    return folder


@cache
def of_process() -> Path:
    """Return a temporary folder that goes when this process ends."""
    folder = Path(tempfile.mkdtemp(prefix="kg-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


FOLDERS: Final = (of_user, of_user_beside, of_process)


def keep_others_out(folder: Path) -> None:
    """Let nobody but the user write to FOLDER; raises PermissionError where that is for others to say."""
    found = folder.stat()
    if found.st_uid == _user() and found.st_mode & OTHERS:
        folder.chmod(found.st_mode & ~OTHERS)
    if is_others(folder):
        raise PermissionError(f"{folder}: others can write there")


def is_others(path: Path) -> bool:
    """Tell whether what is at PATH is that of another user, or may be written to by others.

    An administrator may write everywhere: what is theirs is as good as one's own.
    """
    found = path.stat()
    return found.st_uid not in (_user(), 0) or bool(found.st_mode & OTHERS)


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0
