"""How politely pages are fetched, as a value."""

from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

from kg.errors import ConfigError
from kg.iri import BASE

NAME: Final = "kg"  # what a robots.txt calls us


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """PAUSE is between two requests to a host; a robots.txt that asks for more gets it.

    A server that asks to wait longer than PATIENCE is not asked again in the same run. Seconds all of them.

    >>> Manners(pause=-1)
    Traceback (most recent call last):
    ...
    kg.errors.ConfigError: pause: -1 is too short; give seconds, 0 or more
    """

    pause: float = 1.0
    timeout: float = 30.0  # of a whole answer
    patience: float = 120.0
    tries: int = 3  # where a server asks to wait; two of all else that may pass
    hosts: int = 8  # that are asked at the same time
    largest: int = 32 * 1024 * 1024  # bytes of an answer, unpacked
    redirects: int = 5

    def __post_init__(self) -> None:
        if self.pause < 0:
            raise ConfigError(f"pause: {self.pause:g} is too short; give seconds, 0 or more")


def agent() -> str:
    """Return what servers are told about who asks.

    >>> agent().startswith("kg/") and agent().endswith(" (+https://w3id.org/news-kg/)")
    True
    """
    return f"{NAME}/{version('news-kg')} (+{BASE})"
