"""How long to wait until something that failed is tried again."""

import time
from dataclasses import dataclass
from typing import Final

_FIRST: Final = 2.0  # seconds
_LONGEST: Final = 300.0


@dataclass(slots=True)
class Pause:
    """A pause that is twice as long each time, up to five minutes.

    >>> pause = Pause()
    >>> pause.is_over()
    True
    >>> pause.grow()
    >>> pause.is_over(), 0 < pause.left() <= 2
    (False, True)
    """

    _seconds: float = 0.0
    _until: float = 0.0

    def grow(self) -> None:
        """Begin to wait, for longer than the last time."""
        self._seconds = min(max(self._seconds * 2, _FIRST), _LONGEST)
        self._until = time.monotonic() + self._seconds

    def end(self) -> None:
        """Forget that anything failed."""
        self._seconds = self._until = 0.0

    def left(self) -> float:
        """Return how many seconds are left."""
        return max(0.0, self._until - time.monotonic())

    def is_over(self) -> bool:
        """Tell whether it may be tried now."""
        return not self.left()
