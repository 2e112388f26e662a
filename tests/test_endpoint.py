"""Endpoints: which store it is, where its services are, who asks, and what is tried again."""

import base64
import hashlib
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kg.endpoint import (
    PROFILES,
    Credentials,
    Endpoint,
    RefusedError,
    connect,
    find,
)
from kg.endpoint.connection import Connection
from kg.endpoint.profiles import GENERIC
from kg.endpoint.transport import Transport
from kg.errors import ConfigError, EndpointError

# --- what the documentation of each store says of its services

SERVICES = [
    ("kg", "http://h:7879", "/sparql", "/sparql", "/store", None),
    ("oxigraph", "http://h:7878", "/query", "/update", "/store", "/store?no_transaction"),
    ("oxigraph", "http://h:7878/query", "/query", "/update", "/store", "/store?no_transaction"),
    ("virtuoso", "http://h:8890/sparql", "/sparql", "/sparql", "/sparql-graph-crud", None),
    ("fuseki", "http://h:3030/ds", "/ds/sparql", "/ds/update", "/ds/data", "/ds/data"),
    ("fuseki", "http://h:3030/ds/query", "/ds/sparql", "/ds/update", "/ds/data", "/ds/data"),
    (
        "graphdb",
        "http://h:7200/repositories/news",
        "/repositories/news",
        "/repositories/news/statements",
        "/repositories/news/rdf-graphs/service",
        "/repositories/news/statements",
    ),
    (
        "rdf4j",
        "http://h:8080/rdf4j-server/repositories/news/statements",
        "/rdf4j-server/repositories/news",
        "/rdf4j-server/repositories/news/statements",
        "/rdf4j-server/repositories/news/rdf-graphs/service",
        "/rdf4j-server/repositories/news/statements",
    ),
    (
        "blazegraph",
        "http://h:9999/blazegraph/namespace/kb/sparql",
        "/blazegraph/namespace/kb/sparql",
        "/blazegraph/namespace/kb/sparql",
        None,
        None,
    ),
    ("stardog", "http://h:5820/news", "/news/query", "/news/update", "/news", None),
    ("neptune", "https://h:8182/sparql", "/sparql", "/sparql", "/sparql/gsp/", None),
]


@pytest.mark.parametrize(("name", "address", "query", "update", "graphs", "quads"), SERVICES)
def test_profile_knows_where_the_services_are(name, address, query, update, graphs, quads):
    found = PROFILES[name].services(address, signed_in=False)
    home = "/".join(address.split("/")[:3])
    expected = [None if path is None else home + path for path in (query, update, graphs, quads)]
    assert [found.query, found.update, found.graph_store, found.quads] == expected


def test_virtuoso_has_other_services_for_those_who_sign_in():
    found = PROFILES["virtuoso"].services("http://h:8890/sparql", signed_in=True)
    assert found.query.endswith("/sparql-auth")
    assert found.graph_store == "http://h:8890/sparql-graph-crud-auth"


# --- who asks


def test_credentials_come_from_the_nearest_place(tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine example.org login net password rc\n")
    netrc.chmod(0o600)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETRC", str(netrc))
        address = "https://example.org/sparql"
        environ = {"KG_USER": "env", "KG_PASSWORD": "e"}
        assert find(address, environ={}) == Credentials("net", "rc")
        assert find(address, environ=environ) == Credentials("env", "e")
        assert find("https://u:p%40@example.org/", environ=environ) == Credentials("u", "p@")
        assert find(address, user="flag", environ=environ) == Credentials("flag", "e")
        assert find(address, token="t", environ=environ) == Credentials(token="t")
        assert find("https://elsewhere.example/", environ={}) is None


def test_secrets_are_never_shown():
    endpoint = Endpoint(
        "https://ana:s3cret@example.org/", credentials=Credentials("ana", "s3cret", "t0ken")
    )
    assert "s3cret" not in f"{endpoint!r}{endpoint.url}"
    assert "t0ken" not in repr(endpoint)


@pytest.mark.parametrize("sign", "/?#[]")
def test_password_with_a_sign_of_addresses_is_asked_for_and_not_shown(sign):
    for address in (f"https://ana:s3{sign}cret@example.org/sparql", f"ana:12{sign}cret@localhost"):
        with pytest.raises(EndpointError, match="which part is the password") as raised:
            Endpoint(address)
        assert "cret" not in str(raised.value)


def test_password_is_not_shown_where_the_address_is_none():
    with pytest.raises(EndpointError, match="no address of an endpoint") as raised:
        Endpoint("ftp://ana:s3cret@example.org")
    assert "s3cret" not in str(raised.value)


def test_path_may_have_an_at_sign_where_nothing_looks_like_a_password():
    assert Endpoint("https://example.org/@news/sparql").url == "https://example.org/@news/sparql"


def test_password_does_not_travel_in_the_clear():
    endpoint = Endpoint(
        "http://db.example:7878", credentials=Credentials("ana", "s3cret"), profile="oxigraph"
    )
    with pytest.raises(EndpointError, match="a password would travel in the clear; use https"):
        connect(endpoint)


def test_way_to_sign_in_is_checked():
    with pytest.raises(ConfigError, match="'kerberos' is not known; have: basic, digest, bearer"):
        Credentials("ana", "x", scheme="kerberos")
    with pytest.raises(ConfigError, match="no token is given"):
        Credentials("ana", "x", scheme="bearer")


# --- recorded exchanges: servers that answer with the headers and bodies of stores that cannot be started here


class Recorded(BaseHTTPRequestHandler):
    """A server that plays a store: it keeps what it is sent and answers what the test tells it."""

    protocol_version = "HTTP/1.1"

    def do_any(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        self.server.seen.append((self.command, self.path, dict(self.headers), body))
        status, headers, text = self.server.play(self, body)
        payload = text.encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    do_GET = do_POST = do_PUT = do_DELETE = do_any  # noqa: N815 - names that the library gives

    def version_string(self):
        return self.server.banner

    def log_message(self, *args):
        pass


@pytest.fixture
def play() -> Iterator:
    """A function that starts a server: BANNER is its Server header, ANSWER what it says to each request."""
    running = []

    def start(answer, banner="Apache"):
        server = ThreadingHTTPServer(("127.0.0.1", 0), Recorded)
        server.seen, server.play, server.banner = [], answer, banner
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        running.append((server, thread))
        server.url = f"http://127.0.0.1:{server.server_port}"
        return server

    yield start
    for server, thread in running:
        server.shutdown()
        server.server_close()
        thread.join()


YES = (200, {"Content-Type": "application/sparql-results+json"}, '{"head":{},"boolean":true}')


@pytest.mark.parametrize(
    ("banner", "headers", "profile"),
    [
        ("Oxigraph/0.5.13", {}, "oxigraph"),
        ("Virtuoso/07.20.3239 (Linux) x86_64-pc-linux-gnu", {}, "virtuoso"),
        ("Apache Jena Fuseki (5.2.0)", {}, "fuseki"),
        ("Jetty", {"Fuseki-Request-Id": "7"}, "fuseki"),
        ("GraphDB/10.7.0 RDF4J/4.3.12", {}, "graphdb"),
        ("Stardog/9.2.0", {}, "stardog"),
        ("nginx", {}, "sparql11"),
    ],
)
def test_store_reveals_itself(play, banner, headers, profile):
    server = play(lambda request, body: (YES[0], YES[1] | headers, YES[2]), banner)
    with connect(Endpoint(server.url)) as connection:
        assert connection.profile.name == profile


@pytest.mark.parametrize(
    ("address", "profile"),
    [
        ("https://db-1.cluster-x.eu-west-1.neptune.amazonaws.com:8182/sparql", "neptune"),
        ("http://127.0.0.1:9999/blazegraph/namespace/kb/sparql", "blazegraph"),
        ("http://127.0.0.1:5820/news", "stardog"),
        ("http://127.0.0.1:8080/rdf4j-server/repositories/news", "rdf4j"),
    ],
)
def test_address_gives_the_store_away_before_anything_is_sent(address, profile):
    with connect(Endpoint(address)) as connection:
        assert connection.profile.name == profile


def test_server_that_is_busy_is_asked_again(play):
    answers = iter([(503, {"Retry-After": "0"}, "busy"), (429, {}, "slower"), YES])
    server = play(lambda request, body: next(answers))
    with connect(Endpoint(server.url, profile="sparql11", retries=3)) as connection:
        assert b"true" in connection.ask("ASK {}")
    assert len(server.seen) == 3


def test_refusal_is_not_asked_again(play):
    server = play(lambda request, body: (403, {"Content-Type": "text/plain"}, "read only"))
    endpoint = Endpoint(server.url, profile="sparql11")
    with connect(endpoint) as connection, pytest.raises(RefusedError) as caught:
        connection.update("CLEAR ALL")
    assert str(caught.value) == (
        f"{server.url}: HTTP 403: read only; this user may not do that; give another --user"
    )
    assert len(server.seen) == 1


def test_virtuoso_refuses_with_500_and_is_not_asked_again(play):
    said = "Virtuoso 42000 Error SR186: No permission to execute procedure"
    server = play(lambda request, body: (500, {"Content-Type": "text/plain"}, said))
    endpoint = Endpoint(server.url, profile="virtuoso")
    with connect(endpoint) as connection, pytest.raises(RefusedError, match="SR186"):
        connection.update("CLEAR ALL")
    assert len(server.seen) == 1


def test_deadlock_in_virtuoso_is_asked_again(play):
    said = "Virtuoso 40001 Error SR172: Transaction deadlocked"
    answers = iter([(500, {"Content-Type": "text/plain"}, said), (200, {}, "")])
    server = play(lambda request, body: next(answers))
    with connect(Endpoint(server.url, profile="virtuoso")) as connection:
        connection.update("CLEAR ALL")
    assert len(server.seen) == 2


def test_lost_connection_is_tried_again(play):
    def lose_one(request, body):
        if len(request.server.seen) == 1:
            request.connection.shutdown(socket.SHUT_RDWR)
        return YES

    server = play(lose_one)
    with connect(Endpoint(server.url, profile="sparql11")) as connection:
        assert b"true" in connection.ask("ASK {}")
    assert len(server.seen) == 2


def test_basic_authentication_answers_the_challenge(play):
    expected = "Basic " + base64.b64encode("ana:s3créт".encode()).decode()

    def ask_who(request, body):
        if request.headers.get("Authorization") == expected:
            return YES
        return 401, {"WWW-Authenticate": 'Basic realm="news"'}, "who are you?"

    server = play(ask_who)
    endpoint = Endpoint(server.url, profile="fuseki", credentials=Credentials("ana", "s3créт"))
    with connect(endpoint) as connection:
        assert b"true" in connection.ask("ASK {}")
        assert b"true" in connection.ask("ASK {}")
    # Asked once; from then on it is sent at once.
    assert [("Authorization" in headers) for _, _, headers, _ in server.seen] == [False, True, True]


def test_digest_authentication_answers_the_challenge(play):
    def md5(text):
        return hashlib.md5(text.encode()).hexdigest()

    def ask_who(request, body):
        given = request.headers.get("Authorization", "")
        parts = dict(
            p.strip().split("=", 1) for p in given.removeprefix("Digest ").split(",") if "=" in p
        )
        parts = {name: value.strip('"') for name, value in parts.items()}
        if parts.get("username") == "ana":
            secret, what = md5("ana:SPARQL:s3cret"), md5(f"{request.command}:{request.path}")
            middle = ":".join(parts[name] for name in ("nonce", "nc", "cnonce", "qop"))
            if parts["response"] == md5(f"{secret}:{middle}:{what}"):
                return YES
        return 401, {"WWW-Authenticate": 'Digest realm="SPARQL", nonce="n1", qop="auth"'}, "who?"

    server = play(ask_who)
    endpoint = Endpoint(server.url, profile="sparql11", credentials=Credentials("ana", "s3cret"))
    with connect(endpoint) as connection:
        assert b"true" in connection.ask("ASK {}")
        assert b"true" in connection.ask("ASK { }")
    assert len(server.seen) == 3


@pytest.mark.parametrize("challenge", ["Basic", 'Digest realm="SPARQL", nonce="n1", qop="auth"'])
def test_requests_under_way_together_each_answer_the_challenge(play, challenge):
    together = threading.Barrier(4, timeout=20)

    def ask_who(request, body):
        if "Authorization" in request.headers:
            return 204, {}, ""
        together.wait()  # none is answered before all have come without a name
        return 401, {"WWW-Authenticate": challenge}, "who?"

    server = play(ask_who)
    endpoint = Endpoint(server.url, profile="fuseki", credentials=Credentials("ana", "s3cret"))
    with connect(endpoint) as connection, ThreadPoolExecutor(4) as threads:
        list(
            threads.map(
                lambda name: connection.put_graph(name, b""), ["urn:a", "urn:b", "urn:c", "urn:d"]
            )
        )
    assert len(server.seen) == 8


def test_wrong_password_is_told_without_it(play):
    server = play(lambda request, body: (401, {"WWW-Authenticate": "Basic"}, "no"))
    endpoint = Endpoint(server.url, profile="sparql11", credentials=Credentials("ana", "s3cret"))
    with (
        connect(endpoint) as connection,
        pytest.raises(RefusedError, match="HTTP 401: no; give --user") as caught,
    ):
        connection.ask("ASK {}")
    assert "s3cret" not in str(caught.value)


def challenged(request, body):
    known = request.headers.get("Authorization")
    return YES if known else (401, {"WWW-Authenticate": 'Basic realm="r"'}, "")


def test_credentials_go_to_the_host_and_port_alone_that_they_were_given_for(play):
    asked, elsewhere = play(lambda request, body: YES), play(lambda request, body: YES)
    who = Credentials("ana", "s3cret", scheme="basic")
    endpoint = Endpoint(
        asked.url, profile="sparql11", credentials=who, update=f"{elsewhere.url}/update"
    )
    with connect(endpoint) as connection:
        connection.ask("ASK {}")
        connection.update("DROP ALL")
    assert "Authorization" in asked.seen[0][2]
    assert "Authorization" not in elsewhere.seen[0][2]


def test_service_elsewhere_may_have_credentials_of_its_own(play, monkeypatch):
    monkeypatch.setenv("KG_TOKEN", "t0ken")  # is for the endpoint
    asked, elsewhere = play(lambda request, body: YES), play(challenged)
    update = elsewhere.url.replace("http://", "http://bob:0ther@") + "/update"
    with connect(Endpoint(asked.url, profile="sparql11", update=update)) as connection:
        connection.ask("ASK {}")
        connection.update("DROP ALL")
    sent = [headers.get("Authorization") for _, _, headers, _ in elsewhere.seen]
    assert sent == [None, "Basic " + base64.b64encode(b"bob:0ther").decode()]
    assert asked.seen[0][2]["Authorization"] == "Bearer t0ken"


def test_password_of_a_service_elsewhere_does_not_travel_in_the_clear_either():
    endpoint = Endpoint(
        "https://db.example/", profile="sparql11", update="http://ana:s3cret@other.example/update"
    )
    with pytest.raises(EndpointError, match=r"other\.example/update: a password would travel"):
        connect(endpoint)


def test_token_is_sent_as_bearer(play):
    server = play(lambda request, body: YES)
    endpoint = Endpoint(server.url, profile="stardog", credentials=Credentials(token="abc"))
    with connect(endpoint) as connection:
        connection.ask("ASK {}")
    assert server.seen[0][2]["Authorization"] == "Bearer abc"
    assert server.seen[0][:2] == ("POST", "/query")


def test_query_and_update_go_to_their_services_as_forms_of_the_protocol(play):
    server = play(lambda request, body: YES)
    with connect(Endpoint(server.url, profile="graphdb")) as connection:
        connection.ask("ASK {}  # é")
        connection.update("DROP ALL")
    asked, written = server.seen
    assert asked[0] == written[0] == "POST"
    assert asked[1] != written[1]
    assert asked[2]["Content-Type"] == "application/x-www-form-urlencoded"
    assert asked[2]["Accept"] == "application/sparql-results+json"
    assert asked[2]["User-Agent"] == written[2]["User-Agent"] == "news-kg"
    assert (asked[3], written[3]) == (b"query=ASK+%7B%7D++%23+%C3%A9", b"update=DROP+ALL")


def test_update_is_never_sent_as_a_query(play):
    server = play(lambda request, body: YES)
    with (
        connect(Endpoint(server.url, profile="graphdb")) as connection,
        pytest.raises(EndpointError, match="an update is no question; it is not sent"),
    ):
        connection.ask("PREFIX a: <https://a.example/> INSERT DATA { a:b a:c a:d }")
    assert server.seen == []


def test_answer_that_the_store_cut_is_not_taken(play):
    cut = {"Content-Type": "application/sparql-results+json", "X-SPARQL-MaxRows": "10000"}
    server = play(lambda request, body: (200, cut, YES[2]))
    endpoint = Endpoint(server.url, profile="virtuoso")
    with (
        connect(endpoint) as connection,
        pytest.raises(EndpointError, match="cut after 10000 rows"),
    ):
        connection.ask("SELECT * { ?s ?p ?o }")


def test_message_in_json_is_unpacked(play):
    said = '{"code":"MalformedQueryException","detailedMessage":"Malformed query: line 1"}'
    server = play(lambda request, body: (400, {"Content-Type": "application/json"}, said))
    endpoint = Endpoint(server.url, profile="neptune")
    with (
        connect(endpoint) as connection,
        pytest.raises(EndpointError, match="HTTP 400: Malformed query: line 1"),
    ):
        connection.ask("SELECT")


def test_page_of_an_error_is_told_as_text(play):
    page = (
        "<html><head><title>413</title></head><body><h1>Request Entity Too Large</h1></body></html>"
    )
    server = play(lambda request, body: (413, {"Content-Type": "text/html"}, page))
    endpoint = Endpoint(server.url, profile="fuseki")
    with (
        connect(endpoint) as connection,
        pytest.raises(RefusedError, match="HTTP 413: Request Entity Too Large;"),
    ):
        connection.put_graph("urn:g", b"")


# --- the Graph Store Protocol


@pytest.mark.parametrize("method", ["get_graph", "put_graph", "post_graph", "delete_graph"])
def test_request_always_names_its_graph(play, method):
    # Oxigraph takes a request without a graph for one that means the whole dataset.
    server = play(lambda request, body: (200, {"Content-Type": "application/n-triples"}, ""))
    body = () if method in ("get_graph", "delete_graph") else (b"",)
    with connect(Endpoint(server.url, profile="oxigraph")) as connection:
        list(getattr(connection, method)("urn:a b?&=ü", *body) or ())
        with pytest.raises(ValueError, match="a graph needs a name"):
            list(getattr(connection, method)("", *body) or ())
    assert server.seen[0][1] == "/store?graph=urn%3Aa+b%3F%26%3D%C3%BC"
    assert len(server.seen) == 1


def test_graph_that_is_not_there_is_empty(play):
    server = play(lambda request, body: (404, {}, "no such graph"))
    with connect(Endpoint(server.url, profile="fuseki")) as connection:
        assert list(connection.get_graph("urn:g")) == []
        connection.delete_graph("urn:g")


@pytest.fixture
def secure(play, tmp_path) -> tuple[str, Path]:
    """The address of a server behind TLS, and the certificate that it shows, which nobody vouches for."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    server = play(lambda request, body: YES)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    return server.url.replace("http:", "https:"), certificate


def test_certificate_that_nobody_vouches_for_is_refused(secure):
    endpoint = Endpoint(secure[0], profile="sparql11", retries=0)
    with (
        connect(endpoint) as connection,
        pytest.raises(
            EndpointError, match=r"its certificate is not trusted: .*; give --certificates FILE"
        ),
    ):
        connection.ask("ASK {}")


def test_certificate_of_the_user_is_trusted(secure):
    address, certificate = secure
    endpoint = Endpoint(
        address, profile="sparql11", certificates=certificate, credentials=Credentials("ana", "x")
    )
    with connect(endpoint) as connection:
        assert b"true" in connection.ask("ASK {}")


def test_certificate_of_the_user_wins_over_the_environment(secure, monkeypatch):
    address, certificate = secure
    other = certificate.with_name("other.pem")
    other.write_text("no certificate")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(other))
    endpoint = Endpoint(address, profile="sparql11", certificates=certificate)
    transport = Transport(endpoint)
    transport.session.trust_env = True  # as for a server elsewhere
    with Connection(endpoint, GENERIC, transport) as connection:
        assert b"true" in connection.ask("ASK {}")
