"""The gateway to SPARQL endpoints, over SPARQLWrapper; no other module knows that library.

It asks by POST, waits for a total time and not only for the next packet, and takes an answer only
if it is whole, of the type asked for, and from the address asked. Every failure is one line with
the endpoint's own words.
"""

import ast
import time
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit, urlunsplit

from kg.errors import QueryError
from kg.query.stores import one_line

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

ROWS: Final = "application/sparql-results+json"
TRIPLES: Final = "application/n-triples"
_ACCEPTED: Final = {
    ROWS: frozenset({ROWS, "application/json"}),
    TRIPLES: frozenset({TRIPLES, "text/plain"}),
}
_CHUNK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL endpoint: where it is, and how many seconds an answer may take.

    User and password may stand in the address, as in ``https://user:password@example.org/sparql``;
    they are sent as HTTP basic authentication and shown nowhere.
    """

    address: str = field(repr=False)
    timeout: float = 60.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise QueryError(
                f"{self.address!r}: no address of an endpoint; give one such as http://localhost:7878/query"
            )

    @property
    def url(self) -> str:
        """The address without user and password.

        >>> Endpoint("https://user:secret@example.org:81/sparql").url
        'https://example.org:81/sparql'
        """
        parts = urlsplit(self.address)
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def post(endpoint: Endpoint, text: str, accept: str) -> bytes:
    """Return what ENDPOINT answers to the query TEXT, in the media type ACCEPT."""
    deadline = time.monotonic() + endpoint.timeout
    try:
        response = _open(endpoint, text, accept)
        with response:
            _check(endpoint, response, accept)
            return _read(endpoint, response, deadline)
    except TimeoutError as error:
        raise _late(endpoint) from error
    except HTTPError as error:
        words = one_line(error.read().decode("utf-8", "replace")) or error.reason
        raise QueryError(f"{endpoint.url}: HTTP {error.code}: {words}") from error
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise _late(endpoint) from error
        raise QueryError(
            f"{endpoint.url}: cannot be reached: {error.reason}; is the server running?"
        ) from error
    except (HTTPException, OSError) as error:
        raise QueryError(
            f"{endpoint.url}: the connection broke: {one_line(repr(error))}"
        ) from error


def _open(endpoint: Endpoint, text: str, accept: str) -> HTTPResponse:
    # Imported here: the library brings rdflib along, which local queries need not wait for.
    from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

    request = _request(endpoint, accept)
    request.setQuery(text)
    try:
        response: HTTPResponse = request.query().response
    except SPARQLWrapperException as error:
        raise QueryError(f"{endpoint.url}: {_words(error)}") from error
    return response


def _request(endpoint: Endpoint, accept: str) -> "SPARQLWrapper":
    from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

    request = SPARQLWrapper(endpoint.url)
    request.setMethod(POST)
    request.setOnlyConneg(True)  # otherwise it adds format=, output= and results= to every request
    request.setReturnFormat(JSON if accept == ROWS else TURTLE)
    request.setTimeout(max(1, round(endpoint.timeout)))
    request.addCustomHttpHeader("Accept", accept)
    parts = urlsplit(endpoint.address)
    if parts.username:
        request.setCredentials(parts.username, parts.password or "")
    return request


def _check(endpoint: Endpoint, response: HTTPResponse, accept: str) -> None:
    # A redirected POST becomes a GET without the query: what comes back answers something else.
    if response.geturl() != endpoint.url:
        raise QueryError(f"{endpoint.url}: it redirects to {response.geturl()}; give that address")
    if response.status != 200:
        raise QueryError(
            f"{endpoint.url}: HTTP {response.status}: the answer may be cut; narrow the query"
        )
    media_type = response.headers.get_content_type()
    if media_type not in _ACCEPTED[accept]:
        raise QueryError(
            f"{endpoint.url}: it answers {media_type}, not {accept}; is this a SPARQL endpoint?"
        )


def _read(endpoint: Endpoint, response: HTTPResponse, deadline: float) -> bytes:
    # The library's timeout counts from packet to packet: a slow drip would keep us for ever.
    chunks = []
    while chunk := response.read1(_CHUNK):
        chunks.append(chunk)
        if time.monotonic() > deadline:
            raise _late(endpoint)
    if response.length:
        raise QueryError(
            f"{endpoint.url}: the answer broke off, {response.length} bytes are missing; try again"
        )
    return b"".join(chunks)


def _late(endpoint: Endpoint) -> QueryError:
    return QueryError(
        f"{endpoint.url}: no answer in {endpoint.timeout:g} s; narrow the query or allow more time"
    )


def _words(error: Exception) -> str:
    """Return what the endpoint said; the library has it as a repr behind its own message."""
    summary, _, said = str(error).partition("Response:\n")
    if not said:
        return one_line(summary)
    return one_line(ast.literal_eval(said).decode("utf-8", "replace"))
