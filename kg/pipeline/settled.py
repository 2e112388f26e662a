"""Which files need not be opened: a build of a million files of which ten changed reads ten.

A file is settled when all of its articles are in the store, or are copies of articles there, and it is in the state in
which it was read. Whoever writes an article takes the stamps away of all files that have it; a file gets its stamp
back when the last of its articles is written. See ``docs/decisions/0055-files-that-did-not-change.md``.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from os.path import split
from pathlib import Path

from kg import iri
from kg.store import Embedded, notes, stamps


class Files:
    """The files of one build into the store at PLACE; OPTIONS stand for all with which articles are read.

    KNOWN gives the store, if there is one. With REPLACE, all files are read.
    """

    def __init__(
        self, place: Path, known: Callable[[], Embedded | None], options: str, *, replace: bool
    ) -> None:
        self._place = place
        self._known = known
        self._options = options
        self._replace = replace
        self._under_way: Counter[str] = Counter()  # articles of a file that are not written yet
        self._finished: dict[str, str] = {}  # files that were read whole, with their state
        self._folder = "", ""  # the last one, and what it is called from the store
        self._late: set[str] = set()  # files of which something is noted at the end

    def settled(self, file: str, state: str) -> int | None:
        """Return how many articles the store has of FILE, if it need not be read; see ``kg.sources.unchanged``."""
        known = self._known()
        if known is None or self._replace:
            return None
        return stamps.articles(known.store, self._name(file), self._state(state))

    def begin(self, file: str) -> None:
        """Note that an article of FILE is on its way."""
        self._under_way[file] += 1

    def wait(self, file: str) -> None:
        """Note that at the end of the build something changes in which articles FILE has."""
        self._late.add(file)

    def finish(self, file: str, state: str) -> None:
        """Note that all articles of FILE, an absolute path, have begun or were there."""
        if not self._replace:
            self._finished[self._name(file)] = self._state(state)

    def written(self, files: Iterable[str]) -> None:
        """Note that for each of FILES an article of it is written."""
        self._under_way.subtract(files)

    def ready(self, *, at_end: bool = False) -> dict[str, str]:
        """Return the files that are settled now, with their states, and forget them."""
        found = {
            file: state
            for file, state in self._finished.items()
            if not self._under_way[file] and (at_end or file not in self._late)
        }
        for file in found:
            del self._finished[file]
            del self._under_way[file]
        return found

    def _name(self, file: str) -> str:
        if iri.is_address(file):
            return file
        folder, name = split(file)
        if folder != self._folder[0]:
            self._folder = folder, notes.relative(folder, self._place)
        return name if self._folder[1] == "." else f"{self._folder[1]}/{name}"

    def _state(self, state: str) -> str:
        return f"{state} {self._options}"
