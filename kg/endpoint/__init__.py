"""SPARQL endpoints: where they are, who asks, and how they are spoken to.

    with connect(Endpoint("http://localhost:7878")) as connection:
        connection.ask("ASK {}")

No other module knows SPARQLWrapper, or how one graph store differs from another; HTTP only ``kg.fetch`` and ``kg.llm``.
"""

from kg.endpoint.address import Endpoint
from kg.endpoint.connection import QUADS, ROWS, TRIPLES, Connection, connect
from kg.endpoint.credentials import Credentials, find
from kg.endpoint.profiles import GENERIC, PROFILES, Profile
from kg.endpoint.transport import PassingError, RefusedError

__all__ = [
    "GENERIC",
    "PROFILES",
    "QUADS",
    "ROWS",
    "TRIPLES",
    "Connection",
    "Credentials",
    "Endpoint",
    "PassingError",
    "Profile",
    "RefusedError",
    "connect",
    "find",
]
