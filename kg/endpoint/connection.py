"""An open endpoint: SPARQL queries and updates, and the Graph Store Protocol where it is offered.

SPARQLWrapper tells queries from updates. It has no public way to build a request without sending
it, so the two requests of the SPARQL protocol are built here. They travel over one session, which
the library's own opener does not have: pooled connections, digest authentication that stays with
this endpoint, no redirects, a time limit for the whole answer.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Final, Literal
from urllib.parse import urlencode

from kg.closing import Closing
from kg.endpoint import profiles
from kg.endpoint.address import Endpoint
from kg.endpoint.credentials import find, without
from kg.endpoint.profiles import Profile, Services
from kg.endpoint.transport import Answered, RefusedError, Request, Transport
from kg.errors import EndpointError

ROWS: Final = "application/sparql-results+json"
TRIPLES: Final = "application/n-triples"
QUADS: Final = "application/n-quads"
_ACCEPTED: Final = {
    ROWS: frozenset({ROWS, "application/json"}),
    TRIPLES: frozenset({TRIPLES, "text/plain", "text/ntriples"}),
}
# N-Triples was text/plain once, and is for Blazegraph.
_ASKED: Final = {TRIPLES: f"{TRIPLES}, text/plain;q=0.5"}
_WRITTEN: Final = frozenset({200, 201, 202, 204})
# Virtuoso says in headers that an answer is cut: by the time, or by the most rows it gives.
_CUT: Final = {"X-SQL-State": "after the time that it allows", "X-SPARQL-MaxRows": "after {} rows"}


class Connection(Closing):
    """A conversation with one endpoint; a context manager that ends it."""

    def __init__(self, endpoint: Endpoint, profile: Profile, transport: Transport) -> None:
        self.endpoint = endpoint
        self.profile = profile
        self.services = _services(endpoint, profile)
        self._transport = transport

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()

    @contextmanager
    def query(self, text: str, accept: str = ROWS) -> Iterator[Answered]:
        """Ask the query TEXT for an answer in the media type ACCEPT, given as it comes."""
        if _is_update(text):
            raise EndpointError(f"{self.endpoint.url}: an update is no question; it is not sent")
        with self._transport.stream(self._sparql("query", text, accept)) as answered:
            self._check(answered, accept)
            yield answered

    def ask(self, text: str, accept: str = ROWS) -> bytes:
        """Return the whole answer to the query TEXT."""
        with self.query(text, accept) as answered:
            return b"".join(answered)

    def update(self, text: str) -> None:
        """Run the update TEXT."""
        self._write(self._sparql("update", text, "*/*"))

    def get_graph(self, graph: str | None) -> Iterator[bytes]:
        """Yield GRAPH, the default graph for None, as N-Triples; nothing where there is none."""
        request = self._graph_request("GET", graph, headers={"Accept": _ASKED[TRIPLES]})
        try:
            with self._transport.stream(request) as answered:
                self._check(answered, TRIPLES)
                yield from answered
        except RefusedError as refused:
            if refused.status != 404:
                raise

    def put_graph(self, graph: str | None, body: bytes) -> None:
        """Put the N-Triples of BODY in place of all that GRAPH has."""
        self._write(self._graph_request("PUT", graph, body))

    def post_graph(self, graph: str | None, body: bytes) -> None:
        """Add the N-Triples of BODY to GRAPH."""
        self._write(self._graph_request("POST", graph, body))

    def delete_graph(self, graph: str) -> None:
        """Remove GRAPH, which need not be there."""
        try:
            self._write(self._graph_request("DELETE", graph))
        except RefusedError as refused:
            if refused.status != 404:
                raise

    def post_quads(self, body: bytes) -> None:
        """Add the N-Quads of BODY to the graphs that they name."""
        if self.services.quads is None:
            raise ValueError(f"{self.profile.name} takes no quads of several graphs")
        headers = {"Content-Type": QUADS}
        self._write(Request(method="POST", url=self.services.quads, data=body, headers=headers))

    def _graph_request(
        self,
        method: str,
        graph: str | None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Request:
        """Return a request of the Graph Store Protocol.

        It always names a graph: without one, some servers replace or remove all that they have.
        """
        if self.services.graph_store is None:
            raise ValueError(f"{self.endpoint.url} has no Graph Store Protocol")
        if graph == "":
            raise ValueError("a graph needs a name")
        return Request(
            method=method,
            url=self.services.graph_store,
            params={"default": ""} if graph is None else {"graph": graph},
            data=body,
            # No Accept with what is written: Virtuoso says 406 then, although it has written.
            headers=headers
            or ({"Content-Type": TRIPLES} if body is not None else {"Accept": "*/*"}),
        )

    def _write(self, request: Request) -> None:
        with self._transport.stream(request) as answered:
            if answered.status not in _WRITTEN:
                raise EndpointError(
                    f"{self.endpoint.url}: HTTP {answered.status} to a write; look into its log"
                )
            for _ in answered:  # read to the end, so that the connection can be used again
                pass

    def _sparql(self, operation: Literal["query", "update"], text: str, accept: str) -> Request:
        """Return the request of the SPARQL 1.1 Protocol that sends TEXT: a form, by POST."""
        return Request(
            method="POST",
            url=self.services.query if operation == "query" else self.services.update,
            data=urlencode([(operation, text)]).encode("ascii"),
            headers={
                "Accept": _ASKED.get(accept, accept),
                "Content-Type": "application/x-www-form-urlencoded",
                "User-Agent": "news-kg",
            },
        )

    def _check(self, answered: Answered, accept: str) -> None:
        url = self.endpoint.url
        for header, how in _CUT.items():
            if value := answered.headers.get(header):
                raise EndpointError(
                    f"{url}: the answer is cut {how.format(value)}; narrow the query"
                )
        if answered.status != 200:
            raise EndpointError(
                f"{url}: HTTP {answered.status}: the answer may be cut; narrow the query"
            )
        if answered.media_type not in _ACCEPTED[accept]:
            raise EndpointError(
                f"{url}: it answers {answered.media_type}, not {accept}; is this a SPARQL endpoint?"
            )


def connect(endpoint: Endpoint) -> Connection:
    """Open ENDPOINT: find who asks, what kind of store it is, and where its services are.

    One request is sent where neither the profile nor the address tells the kind of store.
    """
    endpoint = replace(
        endpoint, credentials=endpoint.credentials or find(endpoint.address), address=endpoint.url
    )
    known = profiles.named(endpoint.profile) if endpoint.profile else None
    profile = known or profiles.by_address(endpoint.url)
    if profile is None:
        transport = Transport(endpoint)
        profile = _revealed(endpoint, transport)
        transport.close()
    credentials = endpoint.credentials
    if credentials and credentials.user and not credentials.scheme and profile.authentication:
        credentials = replace(credentials, scheme=profile.authentication)
        endpoint = replace(endpoint, credentials=credentials)
    return Connection(endpoint, profile, Transport(endpoint))


def _is_update(text: str) -> bool:
    # Imported here: the library brings rdflib along, which other commands need not wait for.
    from SPARQLWrapper import SPARQLWrapper

    wrapper = SPARQLWrapper("")
    wrapper.setQuery(text)
    return bool(wrapper.isSparqlUpdateRequest())


def _revealed(endpoint: Endpoint, transport: Transport) -> Profile:
    """Return the profile of a server after what the headers of an answer say."""
    request = Request(method="GET", url=endpoint.url, params={"query": "ASK {}"},
                      headers={"Accept": f"{ROWS}, */*;q=0.1"})  # fmt: skip
    headers = transport.headers(request)
    return profiles.by_headers(headers) or profiles.GENERIC


def _services(endpoint: Endpoint, profile: Profile) -> Services:
    found = profile.services(endpoint.url, signed_in=endpoint.credentials is not None)
    return replace(
        found,
        update=without(endpoint.update) if endpoint.update else found.update,
        graph_store=without(endpoint.graph_store) if endpoint.graph_store else found.graph_store,
    )
