"""How long the stages take, for who asks with -v; it never goes into a graph."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

Item = TypeVar("Item")


class Stopwatch:
    """Gives the time since the last lap to a stage.

    >>> clock = Stopwatch(iter([0.0, 1.5, 2.0]).__next__)
    >>> clock.lap("nlp")
    >>> clock.lap("extract")
    >>> str(clock)
    'nlp 1.50 s, extract 0.50 s'
    """

    def __init__(self, now: Callable[[], float] = time.perf_counter) -> None:
        self._now = now
        self._since = now()
        self._seconds: dict[str, float] = defaultdict(float)

    def __str__(self) -> str:
        return told(self._seconds)

    def lap(self, stage: str) -> None:
        """Give the time since the last lap to STAGE."""
        now = self._now()
        self._seconds[stage] += now - self._since
        self._since = now

    def reading(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield ITEMS; what it takes to get them is time of the sources, not of the stage that asks for them."""
        iterator = iter(items)
        while True:
            self.lap("nlp")
            item = next(iterator, None)
            self.lap("sources")
            if item is None:
                return
            yield item

    def taken(self) -> Mapping[str, float]:
        """Return the seconds of each stage, and begin anew."""
        taken, self._seconds = dict(self._seconds), defaultdict(float)
        return taken


def told(seconds: Mapping[str, float]) -> str:
    """Return SECONDS by stage as text.

    >>> told({"nlp": 12.345, "rdf": 0.5})
    'nlp 12.35 s, rdf 0.50 s'
    """
    return ", ".join(f"{stage} {taken:.2f} s" for stage, taken in seconds.items())
