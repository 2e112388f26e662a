"""The clock that requests wait by; tests have one of their own."""

import threading
import time


class Interrupted(Exception):  # noqa: N818 -- no error: somebody stopped what waits
    """What waits is to end."""


class Clock:
    """Tells the time and lets a thread wait; ``stop`` ends all waiting at once."""

    def __init__(self) -> None:
        self._stopped = threading.Event()

    def now(self) -> float:
        """Return the seconds of a clock that only goes forward."""
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        """Wait SECONDS, none where they are not more than zero; raise Interrupted when stopped."""
        if self._stopped.is_set() or (seconds > 0 and self._stopped.wait(seconds)):
            raise Interrupted

    def stop(self) -> None:
        """End all waiting, now and from now on."""
        self._stopped.set()
