"""Which articles of a store came from files that are gone: they stay, and somebody is told."""

import os
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path

from kg import iri
from kg.pipeline.report import Gone
from kg.store import Embedded, notes


def gone(store: Embedded, place: Path, covered: Callable[[Path], bool]) -> tuple[Gone, ...]:
    """Return the files that are gone from where a build looked, with the articles that no other file has.

    PLACE is the folder of STORE; COVERED tells whether the build looked for a file at a path.
    """

    @cache
    def is_gone(file: str) -> bool:
        if iri.is_address(file):  # what a feed lists no more is there still
            return False
        path = notes.absolute(file, place)
        return not os.path.lexists(path) and covered(Path(path))

    found: dict[str, list[str]] = defaultdict(list)
    for document, file in store.files():
        if is_gone(file) and (note := store.note(document)) and all(map(is_gone, note.files)):
            found[file].append(document)
    shown = {_shown(notes.absolute(file, place)): each for file, each in found.items()}
    return tuple(Gone(file, tuple(sorted(shown[file]))) for file in sorted(shown))


def _shown(path: Path) -> str:
    """Return PATH as a user would write it: from the working folder, if it lies there."""
    here = Path.cwd()
    return os.path.relpath(path, here) if path.is_relative_to(here) else str(path)
