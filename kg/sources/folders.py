"""The files of a folder and of the folders in it, in the order of their names, without a list of them all."""

import os
from collections.abc import Iterator
from pathlib import Path

from kg.sources import packed
from kg.sources.identity import half


def walk(folder: str) -> Iterator[str | OSError]:
    """Yield the path of each file below FOLDER, sorted, and what is wrong with a folder that cannot be read.

    What is hidden counts for nothing. Files that links lead to count, folders that links lead to do not: they may
    lead back.
    """
    try:
        entries = sorted(_entries(folder))
    except OSError as error:
        yield error
        return
    for name in entries:
        path = name if folder == os.curdir else os.path.join(folder, name)
        if name.endswith("/"):
            yield from walk(path[:-1])
        else:
            yield path


def _entries(folder: str) -> Iterator[str]:
    """Yield the names in FOLDER; "a/b" stands behind "a-b", so a folder is sorted by what its files are called."""
    with os.scandir(folder) as found:
        for entry in found:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield f"{entry.name}/"
            elif entry.is_file():
                yield entry.name


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
