"""Stores that cannot be started here: what is sent to each, recorded, and answered as its documentation says.

Each is played by a small server that has its services at its addresses, says its name, and passes on
what it is asked to a real Oxigraph. What went over the wire is in ``exchanges/``, a line a request.
"""

import os
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store

from kg import query
from kg.endpoint import Credentials, Endpoint, connect
from kg.rdf.terms import words
from kg.store import Remote, carry_out, exchange, layout_for, push
from kg.store.push import pull

EXCHANGES = Path(__file__).parent / "exchanges"


@dataclass(frozen=True)
class Played:
    """A store as its documentation describes it: what each address does, and what the server says of itself."""

    root: str
    services: dict[str, str]  # a path, and where in Oxigraph it leads
    headers: dict[str, str] = field(default_factory=dict)
    union: bool = True  # whether a query without a graph sees all graphs
    given: str = ""  # the address that the user gives, below the root


PLAYED = {
    # https://jena.apache.org/documentation/fuseki2/fuseki-config-endpoint.html
    "fuseki": Played(
        "/news",
        {"/sparql": "/query", "/query": "/query", "/update": "/update", "/data": "/store"},
        {"Fuseki-Request-Id": "12"},
        union=False,
    ),
    # https://graphdb.ontotext.com/documentation/10.8/using-graphdb-with-the-rdf4j-api.html
    "graphdb": Played(
        "/repositories/news",
        {"": "/query", "/statements": "/update", "/rdf-graphs/service": "/store"},
        {"Server": "GraphDB/10.8.5 RDF4J/4.3.15"},
    ),
    # https://rdf4j.org/documentation/reference/rest-api/
    "rdf4j": Played(
        "/rdf4j-server/repositories/news",
        {"": "/query", "/statements": "/update", "/rdf-graphs/service": "/store"},
    ),
    # https://github.com/blazegraph/database/wiki/REST_API
    "blazegraph": Played(
        "/blazegraph/namespace/news", {"/sparql": "/query or update"}, given="/sparql"
    ),
    # https://docs.stardog.com/developing/http-api/
    "stardog": Played(
        "/news",
        {"/query": "/query", "/update": "/update", "": "/store"},
        {},
        union=False,
    ),
    # https://docs.aws.amazon.com/neptune/latest/userguide/sparql-graph-store-protocol.html
    "neptune": Played(
        "", {"/sparql": "/query or update", "/sparql/gsp/": "/store"}, given="/sparql"
    ),
}


# Neither an answer nor an address on this machine tells these.
UNNAMED = {"neptune", "stardog"}


class Player(BaseHTTPRequestHandler):
    """Passes requests to Oxigraph if the played store has their address."""

    protocol_version = "HTTP/1.1"

    def do_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path, _, parameters = self.path.partition("?")
        status, headers, answer = self.answer(path, parameters, body)
        shown = re.sub(r"http://127\.0\.0\.1:\d+", "", self.path)
        kind = (self.headers.get("Content-Type") or "").partition(";")[0]
        self.server.seen.append(f"{self.command} {shown}{f' {kind}' if kind else ''} -> {status}")
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST = do_PUT = do_DELETE = do_any  # noqa: N815 - names that the library gives

    def answer(self, path, parameters, body):
        played = self.server.played
        service = played.services.get(path.removeprefix(played.root))
        if not path.startswith(played.root) or service is None:
            return 404, dict(played.headers), b"no such service"
        kind = self.headers.get("Content-Type") or ""
        named = {name: value for name, value in played.headers.items() if name != "Server"}
        if service == "/query or update":
            service = "/update" if body.startswith(b"update=") else "/query"
        if service == "/update" and "n-quads" in kind:
            service = "/store"
        if service == "/query" and played.union:
            parameters = "union-default-graph" + (f"&{parameters}" if parameters else "")
        url = f"{self.server.home}{service}" + (f"?{parameters}" if parameters else "")
        headers = {n: v for n, v in self.headers.items() if n in ("Accept", "Content-Type")}
        asked = urllib.request.Request(url, data=body or None, method=self.command, headers=headers)
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(asked) as found:
                given = {"Content-Type": found.headers.get("Content-Type") or "text/plain"}
                return found.status, given | named, found.read()
        except urllib.error.HTTPError as error:
            return error.code, named, error.read()

    def version_string(self):
        return self.server.played.headers.get("Server", "Jetty")

    def log_message(self, *args):
        pass


@pytest.fixture(params=sorted(PLAYED))
def store(request, oxigraph_server) -> Iterator[tuple[str, Endpoint, list[str]]]:
    """The name of a store, its endpoint, and the requests that it was sent."""
    name = request.param
    with ThreadingHTTPServer(("127.0.0.1", 0), Player) as server:
        server.played, server.home, server.seen = PLAYED[name], oxigraph_server.url, []
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}{server.played.root}{server.played.given}"
        yield name, Endpoint(address, profile=name if name in UNNAMED else None), server.seen
        server.shutdown()
        thread.join()


def news() -> Store:
    """One article with one fact and one sentence, and a second article."""
    store = Store()
    ana, fact = NamedNode("https://w3id.org/news-kg/entity/Ana.person"), NamedNode("urn:p")
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    store.extend([Quad(ana, fact, words("Ruíz")), Quad(ana, label, words("Ana"))])
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    for number in (1, 2):
        article = NamedNode(f"https://news.example/{number}")
        store.add(Quad(article, kind, NamedNode("https://schema.org/NewsArticle"), article))
        store.add(Quad(article, label, words(f"“Ana” & {number}"), article))
    return store


def in_order(seen: list[str]) -> str:
    """The requests below each title, sorted: several are under way at the same time."""
    parts = "\n".join(seen).split("# ")
    return "".join(
        f"# {title}\n" + "".join(f"{line}\n" for line in sorted(lines))
        for title, *lines in (part.splitlines() for part in parts if part)
    )


def everything_at(endpoint: Endpoint) -> set[Quad]:
    with connect(endpoint) as connection:
        return set(pull(Remote(connection), layout_for(connection.profile, "document")))


def test_store_is_sent_what_its_documentation_takes(store, tmp_path):
    name, endpoint, seen = store
    everything = news()
    for title, content in (("push", everything), ("again", everything), ("undo", Store())):
        seen.append(f"# {title}")
        with exchange(content, endpoint, tmp_path / "ledger") as between:
            carry_out(push(between), between)
        if title == "push":
            seen.append("# read back")
            assert everything_at(endpoint) == set(everything)
            seen.append("# query")
            rows = query.answer("SELECT ?n { ?s <urn:p> ?n }", endpoint).records()
            assert rows == [{"n": "Ruíz"}]
    assert everything_at(endpoint) == set()
    recorded = EXCHANGES / f"{name}.txt"
    text = in_order(seen[: seen.index("# undo")])
    if os.environ.get("KG_GOLDEN") == "write":
        recorded.write_text(text)
    assert text == recorded.read_text()


def test_every_store_that_cannot_be_started_is_played():
    from kg.endpoint import PROFILES

    assert PROFILES.keys() - PLAYED.keys() == {"kg", "oxigraph", "virtuoso"}


def test_credentials_are_sent_to_each(store):
    _, endpoint, _ = store
    asking = replace(endpoint, credentials=Credentials("ana", "s3cret"))
    with connect(asking) as connection:
        assert b"true" in connection.ask("ASK {}")
