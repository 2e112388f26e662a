"""The spool: where objects of object stores lie while they are read, some fetched before their turn.

Everything is read twice, so what is small altogether stays for the second time. Beyond that an object is deleted when
it is read, and fetched again: disk and memory stay bounded, however many objects there are.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.closing import Closing

ROOM: Final = 256 * 1024 * 1024  # bytes that stay for the second time
_AHEAD: Final = 8  # objects that are fetched before their turn
_SMALL: Final = 4 * 1024 * 1024  # bytes of the largest of them


@dataclass(frozen=True, slots=True)
class Wanted:
    """What will be read: a NAME that nothing else has, its SIZE in bytes, and how to FETCH it to a path."""

    name: str
    size: int
    fetch: Callable[[Path], None]


@dataclass(slots=True)
class Spool(Closing):
    """A FOLDER with what is fetched; ROOM is how many bytes may stay there when they are read."""

    folder: Path
    room: int = field(default_factory=lambda: ROOM)
    _order: list[Wanted] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _kept: set[int] = field(default_factory=set)
    _coming: dict[int, Future[Path]] = field(default_factory=dict)
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(_AHEAD))

    def close(self) -> None:
        """Fetch nothing more."""
        self._pool.shutdown(cancel_futures=True)

    def add(self, wanted: Wanted) -> bool:
        """Note what is WANTED, in the order in which it will be read; return False where that is known already."""
        if wanted.name in self._numbers:
            return False
        self._numbers[wanted.name] = len(self._order)
        self._order.append(wanted)
        return True

    @contextmanager
    def held(self, name: str) -> Iterator[Path]:
        """Yield where what is called NAME lies meanwhile."""
        number = self._numbers[name]
        path = self._fetched(number)
        try:
            yield path
        finally:
            self._release(number, path)

    def _fetched(self, number: int) -> Path:
        if number in self._kept:
            return self._path(number)
        self._look_ahead(number)
        coming = self._coming.pop(number, None)
        return coming.result() if coming else self._fetch(number)

    def _look_ahead(self, number: int) -> None:
        """Begin to fetch what comes from NUMBER on, where it is small."""
        for each in range(number, min(number + _AHEAD, len(self._order))):
            is_here = each in self._kept or each in self._coming
            if not is_here and self._order[each].size <= _SMALL:
                self._coming[each] = self._pool.submit(self._fetch, each)

    def _fetch(self, number: int) -> Path:
        path = self._path(number)
        try:
            self._order[number].fetch(path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return path

    def _release(self, number: int, path: Path) -> None:
        size = self._order[number].size
        if number in self._kept:
            return
        if size <= self.room:
            self.room -= size
            self._kept.add(number)
        else:
            path.unlink(missing_ok=True)

    def _path(self, number: int) -> Path:
        return self.folder / f"object-{number}"
