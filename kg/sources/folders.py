"""The files of a folder and of the folders in it, in the order of their names, without a list of them all."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

from kg.sources import packed
from kg.sources.identity import half


class OutsideError(OSError):
    """A link in a folder leads to a file that is not in it."""

    def __init__(self, file: str, folder: str) -> None:
        advice = "name the file itself, or give --follow-links"
        super().__init__(errno.ELOOP, f"the link leads out of {folder}; {advice}", file)


def walk(folder: str, *, follow: bool = False) -> Iterator[str | OSError]:
    """Yield the path of each file below FOLDER, sorted, and what is wrong with what cannot be read.

    What is hidden counts for nothing. Files in FOLDER that links lead to count, others only with FOLLOW: whoever may
    write into a folder could have any file read. Folders that links lead to do not count: they may lead back.
    """
    yield from _walk(folder, None if follow else Root(folder))


def _walk(folder: str, root: "Root | None") -> Iterator[str | OSError]:
    try:
        entries = sorted(_entries(folder))
    except OSError as error:
        yield error
        return
    for name, is_link in entries:
        path = name if folder == os.curdir else os.path.join(folder, name)
        if name.endswith("/"):
            yield from _walk(path[:-1], root)
        elif is_link and root is not None and not root.has(path):
            yield OutsideError(path, root.folder)
        else:
            yield path


def _entries(folder: str) -> Iterator[tuple[str, bool]]:
    """Yield the names in FOLDER, and which are links.

    "a/b" stands behind "a-b", so a folder is sorted by what its files are called.
    """
    with os.scandir(folder) as found:
        for entry in found:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield f"{entry.name}/", False
            elif _is_file(entry):
                yield entry.name, entry.is_symlink()


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Tell whether ENTRY is a file, or a link that leads nowhere but to itself: opening it tells what is wrong."""
    try:
        return entry.is_file()
    except OSError:
        return True


class Root:
    """A folder that somebody has given, with all that really lies in it.

    >>> Root(".").has("./a.txt"), Root("news").has("news/../a.txt")
    (True, False)
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._real = os.path.realpath(folder)

    def has(self, file: str) -> bool:
        """Tell whether FILE lies in the folder, once all links are followed."""
        return os.path.realpath(file).startswith(os.path.join(self._real, ""))


def suffix(file: Path | str) -> str:
    """Return the suffix of FILE that tells its kind.

    >>> suffix("news/fire.JSONL.gz"), suffix("news/fire")
    ('.jsonl', '')
    """
    bare, last = os.path.splitext(file)
    return (os.path.splitext(bare)[1] if last.lower() in packed.SUFFIXES else last).lower()


class Seen:
    """Which files were met already, under whatever name; a million of them take a hundred megabytes.

    >>> seen = Seen()
    >>> seen.add("news/fire.txt"), seen.add("news/fire.txt"), seen.add("news/../news/fire.txt")
    (True, False, False)
    """

    def __init__(self) -> None:
        self._files: set[int] = set()
        self._folder = self._real = ""  # the folder of the last file, and where it really lies

    def add(self, file: str) -> bool:
        """Take in FILE; tell whether it is met for the first time."""
        number = half(self.real(file))
        is_new = number not in self._files
        self._files.add(number)
        return is_new

    def real(self, file: str) -> str:
        """Return the absolute path of FILE, without links."""
        if os.path.islink(file):
            return os.path.realpath(file)
        folder, name = os.path.split(file)
        if folder != self._folder or not self._real:
            self._folder, self._real = folder, os.path.realpath(folder)
        return os.path.join(self._real, name)
