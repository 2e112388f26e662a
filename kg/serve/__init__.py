"""A read-only SPARQL 1.1 Protocol endpoint over the embedded store, with a page to type a query.

Queries run in child processes, so that one can be stopped in the middle: decision 11 says why.
"""

from typing import TYPE_CHECKING

from kg.serve.origin import Doors, is_loopback
from kg.serve.pool import Limits

if TYPE_CHECKING:
    from kg.serve.server import Server

__all__ = ["Doors", "Limits", "Server", "is_loopback"]


def __getattr__(name: str) -> object:
    # When it is asked for: the child processes do without the web server, and start in half the time.
    if name == "Server":
        from kg.serve.server import Server

        return Server
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
