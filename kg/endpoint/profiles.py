"""Graph stores as they differ: where their services are, what one request may hold, what their default graph is.

What is told here of stores that the tests cannot start is from their documentation, named in each entry.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from kg.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The addresses of one endpoint; None where it has no such service."""

    query: str
    update: str
    graph_store: str | None = None  # SPARQL 1.1 Graph Store HTTP Protocol
    quads: str | None = None  # takes N-Quads of many graphs by POST


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A kind of graph store. Paths are below the address that is left when ENDINGS are cut off."""

    name: str
    title: str
    query: str = ""
    update: str = ""
    graph_store: str | None = None
    quads: str | None = None
    endings: tuple[str, ...] = ()
    # Whether a query without a graph sees the default graph alone, and not the union of all graphs.
    default_graph: bool = True
    statements: int = 5_000  # triples in one INSERT DATA or DELETE DATA
    body: int = 32_000_000  # bytes in one request
    authentication: str | None = None  # what it takes, where it takes one kind only
    signed_in: str = ""  # put behind each path for those who have credentials
    server: str | None = None  # a pattern in the Server header that gives it away
    header: str | None = None  # or the beginning of the name of a header
    address: str | None = None  # or a pattern in its address

    def services(self, address: str, *, signed_in: bool) -> Services:
        """Return the services of the store at ADDRESS, which may be its root or any of its services.

        >>> PROFILES["fuseki"].services("http://localhost:3030/news/sparql", signed_in=False).graph_store
        'http://localhost:3030/news/data'
        >>> PROFILES["virtuoso"].services("http://localhost:8890/sparql", signed_in=True).update
        'http://localhost:8890/sparql-auth'
        """
        parts = urlsplit(address)
        path = parts.path.rstrip("/")
        ending = next((end for end in self.endings if path.endswith(end)), "")
        root = path.removesuffix(ending)
        suffix = self.signed_in if signed_in else ""

        def at(service: str) -> str:
            place, _, query = service.partition("?")
            whole = f"{root}{place}{suffix if place else ''}" or "/"
            return urlunsplit(parts._replace(path=whole, query=query or parts.query, fragment=""))

        return Services(
            query=at(self.query),
            update=at(self.update),
            graph_store=None if self.graph_store is None else at(self.graph_store),
            quads=None if self.quads is None else at(self.quads),
        )


_ALL: Final = (
    Profile(
        name="kg",
        title="kg serve, which is read-only",
        query="/sparql",
        update="/sparql",
        graph_store="/store",
        endings=("/sparql", "/query", "/store"),
        server=r"^news-kg\b",
    ),
    Profile(
        name="oxigraph",
        title="Oxigraph",
        query="/query",
        update="/update",
        graph_store="/store",
        # Not in one transaction, twice as fast: what is cut off is written again, for the ledger knows.
        quads="/store?no_transaction",
        endings=("/query", "/update", "/store", "/sparql"),
        server=r"^Oxigraph\b",
    ),
    Profile(
        name="virtuoso",
        title="OpenLink Virtuoso",
        query="/sparql",
        update="/sparql",
        graph_store="/sparql-graph-crud",
        endings=("/sparql-graph-crud-auth", "/sparql-graph-crud", "/sparql-auth", "/sparql"),
        signed_in="-auth",
        default_graph=False,
        statements=2_000,  # the compiler runs out of memory somewhere below 5,000
        body=8_000_000,  # literals of 10 MB are refused; nothing is known of a limit to a body
        authentication="digest",
        server=r"^Virtuoso\b",
    ),
    # https://jena.apache.org/documentation/fuseki2/fuseki-data-access-control.html and fuseki-config-endpoint.html
    Profile(
        name="fuseki",
        title="Apache Jena Fuseki",
        query="/sparql",
        update="/update",
        graph_store="/data",
        quads="/data",
        endings=("/sparql", "/query", "/update", "/data", "/get"),
        server=r"\bFuseki\b",
        header="fuseki-",
    ),
    # https://graphdb.ontotext.com/documentation/10.8/using-graphdb-with-the-rdf4j-api.html
    Profile(
        name="graphdb",
        title="Ontotext GraphDB",
        update="/statements",
        graph_store="/rdf-graphs/service",
        quads="/statements",
        endings=("/statements", "/rdf-graphs/service"),
        default_graph=False,
        server=r"\bGraphDB\b",
        address=r":7200/repositories/",
    ),
    # https://rdf4j.org/documentation/reference/rest-api/
    Profile(
        name="rdf4j",
        title="Eclipse RDF4J",
        update="/statements",
        graph_store="/rdf-graphs/service",
        quads="/statements",
        endings=("/statements", "/rdf-graphs/service"),
        default_graph=False,
        server=r"\bRDF4J\b",
        address=r"/(rdf4j-server|openrdf-sesame)/repositories/|/repositories/[^/]+$",
    ),
    # https://github.com/blazegraph/database/wiki/REST_API : RDF by POST, updates by "update="
    Profile(
        name="blazegraph",
        title="Blazegraph",
        query="/sparql",
        update="/sparql",
        endings=("/sparql",),
        default_graph=False,
        server=r"\bBlazegraph\b|\bBigdata\b",
        address=r"/(blazegraph|bigdata)/",
    ),
    # https://docs.stardog.com/developing/http-api/
    Profile(
        name="stardog",
        title="Stardog",
        query="/query",
        update="/update",
        graph_store="",
        endings=("/query", "/update"),
        authentication="basic",
        server=r"\bStardog\b",
        header="sd-",
        address=r":5820/",
    ),
    # https://docs.aws.amazon.com/neptune/latest/userguide/sparql-graph-store-protocol.html : the default
    # graph is the union; a request may hold 150 MB.
    Profile(
        name="neptune",
        title="Amazon Neptune",
        query="/sparql",
        update="/sparql",
        graph_store="/sparql/gsp/",
        endings=("/sparql/gsp", "/sparql"),
        default_graph=False,
        address=r"\.neptune\.amazonaws\.com\b|:8182/",
    ),
)
PROFILES: Final = {profile.name: profile for profile in _ALL}
GENERIC: Final = Profile(name="sparql11", title="any SPARQL 1.1 endpoint", statements=1_000)


def named(name: str) -> Profile:
    """Return the profile called NAME.

    >>> named("fueski")
    Traceback (most recent call last):
    ...
    kg.errors.ConfigError: profile: no graph store is called 'fueski'; did you mean 'fuseki'?
    """
    known = {**PROFILES, GENERIC.name: GENERIC}
    if name in known:
        return known[name]
    near = get_close_matches(name.lower(), known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"have: {', '.join(known)}"
    raise ConfigError(f"profile: no graph store is called {name!r}; {hint}")


def by_address(address: str) -> Profile | None:
    """Return the profile that ADDRESS gives away.

    >>> by_address("http://localhost:7200/repositories/news").name
    'graphdb'
    """
    return next((p for p in _ALL if p.address and re.search(p.address, address)), None)


def by_headers(headers: dict[str, str]) -> Profile | None:
    """Return the profile that the HEADERS of an answer give away; names are in lower case.

    >>> by_headers({"server": "Virtuoso/07.20.3239 (Linux)"}).name
    'virtuoso'
    >>> by_headers({"fuseki-request-id": "4"}).name
    'fuseki'
    """
    server = headers.get("server", "")
    for profile in _ALL:
        if profile.server and re.search(profile.server, server):
            return profile
        if profile.header and any(name.startswith(profile.header) for name in headers):
            return profile
    return None
