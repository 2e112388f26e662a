"""A read-only SPARQL 1.1 Protocol endpoint over the embedded store, with a page to type a query.

Queries run in child processes, so that one can be stopped in the middle: decision 11 says why.
"""

from kg.serve.origin import Doors, is_loopback
from kg.serve.pool import Limits
from kg.serve.server import Server

__all__ = ["Doors", "Limits", "Server", "is_loopback"]
