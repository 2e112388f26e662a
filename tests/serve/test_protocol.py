"""The SPARQL 1.1 Protocol, reads of the Graph Store Protocol and the service description, from a running server."""

import json
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse, parse_query_results
from pyoxigraph import QueryResultsFormat as Results

from kg import query
from kg.iri import ONTOLOGY
from kg.serve.media import DATASETS, GRAPHS, RESULTS
from kg.store import Embedded

SELECT = "SELECT ?s ?label { ?s a kg:Person ; rdfs:label ?label } ORDER BY ?label"
FORM = {"content_type": "application/x-www-form-urlencoded"}
PLAIN = {"content_type": "application/sparql-query"}
LEDGER = "urn:news-kg:ledger"


@pytest.fixture(scope="module")
def quads(folder):
    """Everything that may be seen of the store."""
    with Embedded.read_only(folder) as store:
        return set(store.quads())


@pytest.fixture(scope="module")
def article(articles):
    return articles[0].document


# Queries


@pytest.mark.parametrize("path", ["/sparql", "/query"])
def test_query_is_answered_however_it_is_sent(path, served):
    pairs = urlencode({"query": SELECT})
    replies = [
        served.ask("GET", f"{path}?{pairs}"),
        served.ask("POST", path, pairs.encode(), **FORM),
        served.ask("POST", path, SELECT.encode(), **PLAIN),
        served.ask(
            "POST", path, SELECT.encode(), content_type="application/sparql-query; charset=UTF-8"
        ),
    ]
    assert [reply.status for reply in replies] == [200] * 4
    assert len({reply.body for reply in replies}) == 1
    assert "Ana Ruiz" in [row["label"] for row in replies[0].rows()]


@pytest.mark.parametrize("text", [SELECT, "ASK { ?s a kg:Person }"], ids=["rows", "boolean"])
@pytest.mark.parametrize("media", RESULTS, ids=lambda media: media.name)
def test_results_come_in_every_format(media, text, served):
    reply = served.query(text, accept=media.type)
    assert (reply.status, reply.headers["content-type"]) == (200, media.header)
    assert reply.headers["content-length"] == str(len(reply.body))
    if media.format != Results.CSV:
        list([True] if text.startswith("ASK") else parse_query_results(reply.body, media.format))
    assert b"Ana Ruiz" in reply.body or b"true" in reply.body


@pytest.mark.parametrize("media", GRAPHS, ids=lambda media: media.name)
@pytest.mark.parametrize(
    "text", ["CONSTRUCT { ?s a ?t } { ?s a ?t }", "DESCRIBE ?s { ?s a kg:Person }"]
)
def test_triples_come_in_every_format(media, text, served):
    reply = served.query(text, accept=media.type)
    assert (reply.status, reply.headers["content-type"]) == (200, media.header)
    assert any("Ana_Ruiz" in str(quad) for quad in parse(reply.body, media.format))


def test_csv_is_safe_for_a_spreadsheet_where_that_is_asked_for(served):
    text = "SELECT * { VALUES (?a ?b) { ('=1+1' -5) } }"
    assert served.query(text, Accept="text/csv").text == "a,b\r\n=1+1,-5\r\n"
    safe = served.query(text, ("safe-csv", "yes"), Accept="text/csv")
    assert (safe.type, safe.text) == ("text/csv", "a,b\r\n'=1+1,-5\r\n")
    assert served.query(text, ("safe-csv", "yes")).rows() == served.query(text).rows()
    assert served.query("ASK {}", ("safe-csv", "yes"), Accept="text/csv").text == "true"


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("*/*", "json"),
        ("application/json", "json"),
        ("application/xml;q=0.9, text/csv", "csv"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.3", "xml"),
        ("text/*;q=0.4, text/csv;q=0, */*;q=0.1", "tsv"),
        ("application/sparql-results+json;q=0, */*", "xml"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "json"),
        ("TEXT/CSV; header=present", "csv"),
        ("text/csv;q=none, text/tab-separated-values", "tsv"),
    ],
)
def test_client_gets_what_it_likes_best(accept, name, served):
    reply = served.query("ASK {}", accept=accept)
    assert reply.headers["content-type"] == next(m.header for m in RESULTS if m.name == name)


def test_what_cannot_be_written_is_refused_with_what_can(served):
    reply = served.query("ASK {}", accept="image/png, text/html")
    assert reply.status == 406
    assert all(media.type in reply.text for media in RESULTS)
    assert served.query("ASK {}", accept="*/*;q=0").status == 406


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * { ?s ?p ", 'column 10: "{" is not closed; add "}"'),
        ("ASK { GRAPH ?g { ?s ?p }", 'column 5: "{" is not closed; add "}"'),
        ("ASK { GRAPH ?g { ?s ?p } }", "column 23: ?s ?p lacks a value; complete it, as in ?x a kg:Person"),
        ("ASK { ?s schemas:p ?o }", 'column 10: no prefix "schemas" is declared; did you mean "schema"? '
         "(add PREFIX schema: <https://schema.org/>)"),
    ],
)  # fmt: skip
def test_malformed_query_is_told_in_one_sentence(text, message, served):
    reply = served.query(text)
    assert (reply.status, reply.type) == (400, "text/plain")
    assert reply.text == f"query: line 1, {message}\n"


def test_place_of_a_mistake_is_that_in_the_text_of_the_client(served):
    text = "ASK { GRAPH ?g { } GRAPH ?h { } ?s ?p }"
    place = text.rindex("?p") + 3
    assert served.query(text).text.startswith(f"query: line 1, column {place}: ?s ?p lacks")


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status", "message"),
    [
        ("POST", "/sparql", b"", FORM, 400, "query: one is needed, none given"),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, {}, 400, "query: one is needed, 2 given"),
        ("GET", "/sparql?quary=x", None, {}, 400, "query: one is needed, none given"),
        ("POST", "/sparql", b"ASK {}", {"content_type": "text/plain"}, 415, "Content-Type: 'text/plain'"),
        ("POST", "/sparql", b"ASK {\xff}", PLAIN, 400, "query: not UTF-8"),
        ("POST", "/sparql", b"query=%ff", FORM, 400, "parameters: not UTF-8"),
        ("POST", "/sparql", b"ASK {}" + b" " * (1 << 20), PLAIN, 413, "query: longer than 1024 KiB"),
        ("POST", "/sparql", b"update=DROP+ALL", FORM, 403, "update: this endpoint is read-only"),
        ("GET", "/sparql?update=DROP+ALL", None, {}, 403, "update: this endpoint is read-only"),
        ("POST", "/sparql", b"DROP ALL", {"content_type": "application/sparql-update"}, 403, "update: this"),
        ("POST", "/sparql", b"query=DROP+ALL", FORM, 400, "query: "),
        ("POST", "/sparql", b"query=LOAD+%3Cfile%3A%2F%2F%2Fetc%2Fpasswd%3E", FORM, 400, "query: "),
        ("PUT", "/sparql", b"", {}, 405, "PUT: this endpoint is read-only"),
        ("PUT", "/store?default", b"", {}, 405, "PUT: this endpoint is read-only"),
        ("POST", "/store?default", b"", {}, 405, "POST: this endpoint is read-only"),
        ("DELETE", "/store", b"", {}, 405, "DELETE: this endpoint is read-only"),
        ("PATCH", "/store?graph=urn:x", b"", {}, 405, "PATCH: this endpoint is read-only"),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=x", None, {}, 400, "'x': not an absolute IRI"),
    ],
)  # fmt: skip
def test_request_that_is_none_is_refused(method, path, body, headers, status, message, served):
    reply = served.ask(method, path, body, **headers)
    assert (reply.status, reply.text[: len(message)]) == (status, message)
    assert reply.text.count("\n") == 1


def test_method_that_is_not_allowed_is_told_which_are(served):
    assert served.ask("DELETE", "/store?default").headers["allow"] == "GET, HEAD, OPTIONS"
    assert served.ask("OPTIONS", "/sparql").headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_service_is_refused(served):
    reply = served.query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    assert (reply.status, reply.text[:9]) == (403, "SERVICE: ")


def test_answer_is_that_of_kg_query(served, folder):
    near = query.answer("who-is-charged", query.open_store(folder))
    reply = served.query(query.load("who-is-charged").text)
    assert reply.json() == json.loads(near.to_json())


# Datasets


def count(reply) -> int:
    return int(reply.rows()[0]["n"])


COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


def size(quads, graph) -> int:
    return sum(str(quad.graph_name) == graph for quad in quads)


def test_default_graph_has_the_facts_alone(served, quads):
    assert count(served.query(COUNT)) == size(quads, "DEFAULT")


def test_named_graphs_are_the_documents(served, quads):
    assert count(served.query(NAMED)) == len(quads) - size(quads, "DEFAULT")


def test_dataset_of_the_protocol_stands_in_for_the_default(served, quads, article):
    other = "https://news.example/none"
    assert count(served.query(COUNT, ("default-graph-uri", article))) == size(quads, f"<{article}>")
    assert count(served.query(NAMED, ("default-graph-uri", article))) == 0
    assert count(served.query(COUNT, ("named-graph-uri", article))) == 0
    assert count(served.query(NAMED, ("named-graph-uri", article))) == size(quads, f"<{article}>")
    assert count(served.query(COUNT, ("default-graph-uri", other))) == 0
    in_query = COUNT.replace("{", f"FROM <{other}> {{", 1)
    assert count(served.query(in_query, ("default-graph-uri", article))) > 0


def test_ledger_is_seen_nowhere(served):
    listed = served.query("SELECT ?g { GRAPH ?g {} }").rows()
    assert len(listed) == 3
    whole = served.query("SELECT * { GRAPH ?g { ?s ?p ?o } }").text
    facts = served.query("SELECT * { ?s ?p ?o }").text
    assert LEDGER not in whole + facts + served.ask("GET", "/store").text
    assert served.query(COUNT, ("default-graph-uri", LEDGER)).status == 403
    assert served.query(NAMED, ("named-graph-uri", LEDGER)).status == 403
    assert served.query(f"SELECT * FROM <{LEDGER}> {{ ?s ?p ?o }}").status == 403
    assert served.ask("GET", f"/store?graph={LEDGER}").status == 404
    described = served.query("DESCRIBE ?g { GRAPH ?g {} }", accept="application/n-quads").text
    assert LEDGER not in described


# Graphs


@pytest.mark.parametrize("media", GRAPHS, ids=lambda media: media.name)
def test_graph_is_read_in_every_format(media, served, quads, article):
    reply = served.ask("GET", f"/store?graph={quote(article, safe='')}", accept=media.type)
    assert (reply.status, reply.headers["content-type"]) == (200, media.header)
    wanted = {quad.triple for quad in quads if quad.graph_name == NamedNode(article)}
    assert {quad.triple for quad in parse(reply.body, media.format)} == wanted


def test_default_graph_is_read(served, quads):
    reply = served.ask("GET", "/store?default", accept="application/n-triples")
    assert reply.text.count("\n") == size(quads, "DEFAULT")


@pytest.mark.parametrize("media", DATASETS, ids=lambda media: media.name)
def test_dataset_is_read_whole(media, served, quads):
    reply = served.ask("GET", "/store", accept=media.type)
    assert (reply.status, reply.headers["content-type"]) == (200, media.header)
    assert set(parse(reply.body, media.format)) == quads


@pytest.mark.parametrize(
    ("parameters", "status", "message"),
    [
        (
            "?graph=https://news.example/none",
            404,
            "https://news.example/none: no graph is called so",
        ),
        ("?graph=", 400, "'': not an absolute IRI"),
        ("?graph=a%20b", 400, "'a b': not an absolute IRI"),
        ("?grph=urn:x", 400, "'grph': not a parameter"),
        ("?graph=urn:x&graph=urn:y", 400, "graph, default: give one of them, once"),
        ("?graph=urn:x&default", 400, "graph, default: give one of them, once"),
    ],
)
def test_graph_that_is_none_is_told(parameters, status, message, served):
    reply = served.ask("GET", f"/store{parameters}")
    assert (reply.status, reply.text[: len(message)]) == (status, message)


def test_dataset_is_not_written_as_a_graph(served):
    assert served.ask("GET", "/store", accept="text/turtle").status == 406


def test_head_is_get_without_a_body(served, article):
    path = f"/store?graph={quote(article, safe='')}"
    head, get = served.ask("HEAD", path), served.ask("GET", path)
    assert head.body == b""
    assert (head.status, head.headers["content-type"]) == (200, get.headers["content-type"])
    assert served.ask("HEAD", "/store?graph=urn:none").status == 404


# The description


@pytest.mark.parametrize("media", GRAPHS, ids=lambda media: media.name)
def test_service_is_described_in_every_format(media, served):
    reply = served.ask("GET", "/sparql", accept=media.type)
    assert (reply.status, reply.headers["content-type"]) == (200, media.header)
    triples = {quad.triple for quad in parse(reply.body, media.format)}
    sd = "http://www.w3.org/ns/sparql-service-description#"
    endpoint = NamedNode(f"{served.address}sparql")
    values = {
        (t.predicate.value.removeprefix(sd), t.object.value)
        for t in triples
        if t.subject == endpoint
    }
    assert {("endpoint", endpoint.value), ("supportedLanguage", f"{sd}SPARQL11Query")} <= values
    assert ("resultFormat", "http://www.w3.org/ns/formats/SPARQL_Results_JSON") in values
    assert not [term for triple in triples for term in triple if isinstance(term, BlankNode)]
    assert {t.object.value for t in triples if t.predicate.value.endswith("#documents")} == {"3"}
    assert "BasicFederatedQuery" not in str(triples)


# Who may ask


def test_page_of_another_site_may_not_read(served):
    strange = served.query("ASK {}", origin="http://evil.example")
    assert (strange.status, strange.text[:31]) == (403, "Origin: pages of http://evil.ex")
    assert "access-control-allow-origin" not in strange.headers
    assert served.query("ASK {}", origin="null").status == 403
    hidden = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors"}
    assert served.query("ASK {}", **hidden).status == 403
    assert (
        served.ask("GET", "/", sec_fetch_site="cross-site", sec_fetch_mode="navigate").status == 200
    )


def test_page_of_the_server_may_read(served):
    origin = served.address.rstrip("/")
    assert served.query("ASK {}", origin=origin, sec_fetch_site="same-origin").status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:7879", "127.0.0.1.evil.example", "[", ""]
)
def test_other_name_for_this_machine_is_refused(host, served):
    assert served.query("ASK {}", host=host).status == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1234", "127.0.0.1", "[::1]:80"])
def test_own_name_is_known(host, served):
    assert served.query("ASK {}", host=host).status == 200


def test_site_that_is_named_may_read(serve, folder):
    with serve("--store", folder, "--cors", "https://page.example", "--workers", 1) as server:
        reply = server.query("ASK {}", origin="https://page.example")
        assert (reply.status, reply.headers["access-control-allow-origin"]) == (
            200,
            "https://page.example",
        )
        asked = server.ask("OPTIONS", "/sparql", origin="https://page.example")
        assert (asked.status, asked.headers["access-control-allow-headers"]) == (
            204,
            "Accept, Content-Type",
        )
        assert server.query("ASK {}", origin="https://other.example").status == 403
        refused = server.query("ASK {", origin="https://page.example")
        assert refused.headers["access-control-allow-origin"] == "https://page.example"


# What the page needs


def test_named_queries_are_listed(served):
    listed = {each["name"]: each for each in served.ask("GET", "/queries").json()}
    assert sorted(listed) == query.names()
    charged = listed["who-is-charged"]
    assert charged["title"] == "Who is charged with what, and where?"
    assert charged["params"][0]["name"] == "accused"


def test_parameters_are_bound_by_label(served):
    reply = served.ask("GET", "/queries/who-is-charged?accused=Ana+Ruiz&offence=")
    assert reply.type == "application/sparql-query"
    assert len(served.query(reply.text).rows()) >= 1
    assert "Ana_Ruiz.person>" in reply.text


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("who-is-charged?accused=Ana+Ruis", 400, "accused: nothing is called 'Ana Ruis'; did you mean 'Ana Ruiz'?"),
        ("who-is-charged?accusd=x", 400, "who-is-charged: 'accusd' is not a parameter"),
        ("neighbours", 400, "entity is needed"),
        ("who-is-chraged", 404, "who-is-chraged: no query is called so"),
        ("what-is-alleged.rq", 404, "what-is-alleged.rq: no query is called so"),
    ],
)  # fmt: skip
def test_parameters_that_cannot_be_bound_are_told(path, status, message, served):
    reply = served.ask("GET", f"/queries/{path}")
    assert (reply.status, reply.text[: len(message)]) == (status, message)


def test_prefixes_need_no_declaration(served):
    assert (
        served.query(f"ASK {{ ?s a <{ONTOLOGY}Person> }}").json()
        == served.query("ASK { ?s a kg:Person }").json()
    )


def test_files_are_served_as_a_store_is(serve, tmp_path):
    path = Path(tmp_path, "data.trig")
    path.write_text("<urn:a> <urn:p> <urn:b> . GRAPH <urn:g> { <urn:c> <urn:p> <urn:d> }")
    with serve("--data", path, "--workers", 1) as server:
        assert server.query("SELECT * { ?s ?p ?o }").rows() == [
            {"s": "urn:a", "p": "urn:p", "o": "urn:b"}
        ]
        assert server.query("SELECT ?g { GRAPH ?g {} }").rows() == [{"g": "urn:g"}]
        assert set(parse(server.ask("GET", "/store").body, RdfFormat.TRIG)) == set(parse(path=path))
