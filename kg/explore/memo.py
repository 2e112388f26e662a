"""Answers that are asked for again soon: a small memory without a tie to who keeps it.

``functools.lru_cache`` around a method would hold its object in a circle, and a store with it, until the garbage
collector comes by.
"""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Memo(Generic[Key, Value]):
    """The MOST answers that were asked for last.

    >>> lengths = Memo[str, int](2)
    >>> [lengths.get(word, lambda: len(word)) for word in ("a", "bb", "a", "ccc")]
    [1, 2, 1, 3]
    >>> lengths.get("a", lambda: 0), lengths.get("bb", lambda: 0)
    (1, 0)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Key, Value] = {}

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the answer for KEY; MAKE makes one that is not there."""
        found = self._kept.pop(key) if key in self._kept else make()
        if len(self._kept) >= self._most:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = found  # what was asked for last stands last
        return found
