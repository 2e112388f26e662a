"""Named queries and their answers: near and far, by three engines, with the same rows."""

import csv
import io
import json
import os
import re
import threading
import time
import tracemalloc
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import rdflib
import servers
from pyoxigraph import DefaultGraph, Literal, NamedNode, QueryResultsFormat, RdfFormat, Store, parse
from pyoxigraph import parse_query_results as parse_results

from kg import data, query
from kg.endpoint import Credentials
from kg.errors import EndpointError, QueryError
from kg.iri import ONTOLOGY
from kg.query.answers import Answer
from kg.query.bind import bind, calls_service, declare
from kg.query.formats import plain
from kg.store import carry_out, exchange, push

CASES = sorted((Path(__file__).parent / "queries").iterdir())
RUIZ = NamedNode("https://w3id.org/news-kg/entity/Ana_Ruiz.person")


def store_of(case: Path) -> Store:
    return query.open_files([case / "data.trig"])


def params_of(case: Path) -> dict[str, str]:
    path = case / "params.json"
    return json.loads(path.read_text()) if path.exists() else {}


def rows_of(case: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO((case / "expected.csv").read_text())))


def people(*labels: str) -> Store:
    """A store with a person of each label; a label after a colon is an alias."""
    lines = []
    for number, label in enumerate(labels):
        name, _, alias = label.partition(":")
        also = f' ; skos:altLabel "{alias}"@en' if alias else ""
        lines.append(f'ent:p{number}.person a kg:Person ; rdfs:label "{name}"@en{also} .')
    prefixes = (
        "@prefix ent: <https://w3id.org/news-kg/entity/> . @prefix kg: <https://w3id.org/news-kg/ontology#> ."
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
    )
    return query.memory(parse(prefixes + "\n".join(lines), RdfFormat.TURTLE))


FIND = "# Who?\n# param who: an entity, by label\nSELECT ?who WHERE { ?who a kg:Person }"


# --- the named queries


def test_every_query_has_a_case():
    assert [case.name for case in CASES] == query.names()
    assert len(CASES) >= 26


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_query_answers_its_question(case):
    found = query.answer(case.name, store_of(case), params_of(case))
    if os.environ.get("KG_GOLDEN") == "write":
        (case / "expected.csv").write_text(found.to_csv().replace("\r\n", "\n"))
    assert list(csv.reader(io.StringIO(found.to_csv()))) == rows_of(case)
    assert len(found) > 0


# rdflib 7.6 uses parts of its own that it has deprecated, when it reads and when it queries.
@pytest.mark.filterwarnings(
    r"ignore:(Dataset|Conjunctive).*deprecated:DeprecationWarning:rdflib\..*"
)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_query_means_the_same_to_rdflib(case):
    asked = query.load(case.name)
    values = {
        name: NamedNode(ONTOLOGY + value) if name in ("type", "predicate") else RUIZ
        for name, value in params_of(case).items()
    }
    if case.name == "timeline":
        values = {"entity": NamedNode("https://w3id.org/news-kg/entity/Karl_Ott.person")}
    dataset = rdflib.Dataset(default_union=False)
    dataset.parse(data=(case / "data.trig").read_text(), format="trig")
    found = dataset.query(bind(declare(asked.text), values))
    rows = [["" if part is None else str(part) for part in row] for row in found]
    assert sorted(rows) == sorted(rows_of(case)[1:])


@pytest.mark.parametrize(
    "name", ["what-is-alleged", "what-is-denied", "what-is-planned", "who-said-what"]
)
def test_speaker_has_what_they_said_and_nothing_else(name):
    store = store_of(Path(__file__).parent / "queries" / name)
    everything = query.answer(name, store).records()
    assert {row["speaker"] for row in everything} - {None}
    for who in {row["speaker"] for row in everything} | {row["about"] for row in everything}:
        if who is not None and "/entity/" in who:
            said = [row for row in everything if row["speaker"] == who]
            assert query.answer(name, store, {"speaker": who}).records() == said


@pytest.mark.parametrize("name", query.names())
def test_query_header_keeps_its_word(name):
    asked = query.load(name)
    assert asked.title.endswith("?")
    constructs = "CONSTRUCT" in asked.text
    selected = re.search(r"SELECT(?: DISTINCT)?(.+?)WHERE", asked.text, re.DOTALL)
    variables = re.findall(
        r"\?(\w+)(?=\)|\s|$)", re.sub(r"\(\w+\(.*? AS", "", selected[1] if selected else "")
    )
    assert tuple(variables) == asked.columns or constructs


@pytest.mark.parametrize("name", query.names())
def test_query_parameters_are_variables_of_the_text(name):
    asked = query.load(name)
    body = asked.text.partition("\n\n")[2]
    assert [param.name for param in asked.params if f"?{param.name}" not in body] == []


def test_queries_name_only_terms_of_the_ontology():
    defined = {
        term.group(1)
        for name in ("kg.ttl", "general.ttl")
        for term in re.finditer(r"^kg:(\w+)", (data.find("ontology") / name).read_text(), re.M)
    }
    used = {
        term
        for name in query.names()
        for term in re.findall(r"(?<![\w:])kg:(\w+)", query.load(name).text)
    }
    assert used - defined == set()


# --- parameters


@pytest.mark.parametrize(
    "value", ["Ana Ruiz", "ana ruiz", "ANA RUIZ", "Anita", "ent:p0.person", "https://w3id.org/news-kg/entity/p0.person",
              "<https://w3id.org/news-kg/entity/p0.person>"]
)  # fmt: skip
def test_entity_is_found_by_label_alias_or_iri(value):
    found = query.answer(FIND, people("Ana Ruiz:Anita", "Bo Ruiz"), {"who": value})
    assert [plain(who) for (who,) in found.rows] == ["https://w3id.org/news-kg/entity/p0.person"]


def test_entity_with_a_name_wins_over_what_is_only_described():
    store = people("Lee", "Lee")
    described = "ent:p0.person kg:describedIn <https://example.org/a> ."
    prefixes = "PREFIX ent: <https://w3id.org/news-kg/entity/> PREFIX kg: <https://w3id.org/news-kg/ontology#>"
    store.update(f"{prefixes} INSERT DATA {{ {described} }}")
    found = query.answer(FIND, store, {"who": "Lee"})
    assert [plain(who) for (who,) in found.rows] == ["https://w3id.org/news-kg/entity/p1.person"]


def test_entity_that_is_called_so_wins_over_an_alias():
    found = query.answer(FIND, people("Ana Ruiz:Ruiz", "Ruiz"), {"who": "Ruiz"})
    assert [plain(who) for (who,) in found.rows] == ["https://w3id.org/news-kg/entity/p1.person"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"who": "Anna Ruiz"}, "who: nothing is called 'Anna Ruiz'; did you mean 'Ana Ruiz'?"),
        ({"who": "Ruis"}, "who: nothing is called 'Ruis'; did you mean 'Ana Ruiz'?"),
        ({"who": "Zzyzx"}, "who: nothing is called 'Zzyzx'; give a label, an IRI or a prefixed name of the graph"),
        ({"who": "Lee"}, "who: 'Lee' names 2 things; give one of ent:p1.person, ent:p2.person"),
        ({"whom": "Lee"}, "query: 'whom' is not a parameter; did you mean 'who'?"),
        ({"who": "https://a b"}, "who: 'https://a b' is not an IRI; write spaces and quotes as %20 and %22"),
        ({}, "query: who is needed: an entity, by label"),
    ],
)  # fmt: skip
def test_wrong_value_is_told_with_what_would_be_right(values, message):
    with pytest.raises(QueryError) as caught:
        query.answer(FIND, people("Ana Ruiz", "Lee", "Lee"), values)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("param", "value", "message"),
    [
        ("status", "Alegded", "'Alegded' is not a status: Asserted, Reported, Alleged, Denied, Planned, "
         "Hypothetical or Negated; did you mean 'Alleged'?"),
        ("speaker", "Nobody", "nothing is called 'Nobody'; give a label, an IRI or a prefixed name of the graph"),
    ],
)  # fmt: skip
def test_parameter_of_a_named_query_says_what_it_takes(param, value, message):
    with pytest.raises(QueryError, match=re.escape(f"{param}: {message}")):
        query.answer("who-said-what", people("Ana"), {param: value})


def test_class_is_looked_up_in_the_ontology():
    with pytest.raises(
        QueryError, match=r"type: 'Chrage' is not a class .*; did you mean 'Charge'\?"
    ):
        query.answer("casualties", people("Ana"), {"type": "Chrage"})


@pytest.mark.parametrize(
    "value", ['x" } UNION { ?who ?p ?o } #', "x\\", "} DROP ALL", "'''", '"""']
)
def test_value_never_becomes_part_of_the_query(value):
    pattern = "{ ?who rdfs:label ?label FILTER(STR(?label) = ?name) }"
    text = f"# Who?\n# param name: a text\nSELECT ?who ?name WHERE {pattern}"
    assert len(query.answer(text, people("Ana"), {"name": value})) == 0


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("number", "14.50", '"14.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("number", "1e3", '"1000"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("date", "2026-03", '"2026-03"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'),
        ("text", 'a "b"', '"a \\"b\\""'),
        ("status", "alleged", f"<{ONTOLOGY}Alleged>"),
        ("property", "kg:chargedWith", f"<{ONTOLOGY}chargedWith>"),
    ],
)
def test_value_is_read_after_the_kind_of_its_parameter(kind, value, term):
    text = f"# What?\n# param value: a {kind}\nSELECT ?value {{ }}"
    assert str(query.answer(text, people(), {"value": value}).rows[0][0]) == term


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("ASK { ?s ?p ?o }", "ASK { VALUES ?s { <urn:a> } ?s ?p ?o }"),
        ("SELECT (EXISTS { ?s ?p 1 } AS ?x) { ?s ?p ?o }",
         "SELECT (EXISTS { ?s ?p 1 } AS ?x) { VALUES ?s { <urn:a> } ?s ?p ?o }"),
        ("CONSTRUCT { ?s a ?o } WHERE { ?s ?p ?o }", "CONSTRUCT { ?s a ?o } WHERE { VALUES ?s { <urn:a> } ?s ?p ?o }"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }\nVALUES (?s) { (<urn:a>) }"),
        ("DESCRIBE ?s", "DESCRIBE ?s\nVALUES (?s) { (<urn:a>) }"),
        ("# { comment\nASK # {\n{ ?s ?p '{' }", "# { comment\nASK # {\n{ VALUES ?s { <urn:a> } ?s ?p '{' }"),
    ],
)  # fmt: skip
def test_values_go_where_they_bind(text, bound):
    assert bind(text, {"s": NamedNode("urn:a")}) == bound
    Store().query(bound)


# --- sources


def test_store_on_disk_is_read_and_never_written(tmp_path):
    store = Store(str(tmp_path / "store"))
    store.bulk_load(path=CASES[0] / "data.trig", format=RdfFormat.TRIG)
    del store
    source = query.open_store(tmp_path / "store")
    assert query.answer("ASK { ?s ?p ?o }", source).boolean is True


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("who-is-chargd", "queries: no query is called 'who-is-chargd'; did you mean 'who-is-charged'?"),
        ("nowhere/q.rq", "nowhere/q.rq: cannot be read: No such file or directory; "
         "give a .rq file or one of `kg query --list`"),
        ("SELECT ?s {\n ?s ?o }", "query: line 2, column 7: ?s ?o lacks a value"),
        ("DROP ALL\n", "query: line 1, column 1: DROP changes a graph, and a query only reads"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "query: line 1, column 1: INSERT changes a graph"),
    ],
)  # fmt: skip
def test_wrong_question_is_told_in_one_line(question, message):
    with pytest.raises(QueryError) as caught:
        query.answer(question, Store())
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.ttl", "<a> <b> .", "1: not valid Turtle"),
        ("a.csv", "", " not an extension of RDF"),
        ("b.ttl", None, " no such file; check the path"),
    ],
)
def test_file_that_cannot_be_asked_is_named(tmp_path, name, content, message):
    path = tmp_path / name
    if content is not None:
        path.write_text(content)
    with pytest.raises(QueryError, match=re.escape(f"{name}:{message}")):
        query.open_files([path])


@pytest.mark.parametrize("syntax", ["ttl", "nt", "trig", "nq", "jsonld", "rdf"])
def test_files_of_every_syntax_can_be_asked(tmp_path, syntax):
    kind = RdfFormat.from_extension(syntax)
    store = people("Ana")
    store.dump(
        tmp_path / f"g.{syntax}",
        kind,
        from_graph=None if kind.supports_datasets else DefaultGraph(),
    )
    assert (
        len(query.answer(FIND, query.open_files([tmp_path / f"g.{syntax}"]), {"who": "Ana"})) == 1
    )


def test_missing_store_says_how_to_make_one(tmp_path):
    with pytest.raises(QueryError, match="no store is there; make one with `kg build"):
        query.open_store(tmp_path / "none")


# --- answers


ROWS = Answer(
    columns=("a", "aLabel", "n"),
    rows=(
        (NamedNode(ONTOLOGY + "Charge"), Literal('Say "x", <y> & z', language="en"), Literal(3)),
        (NamedNode("urn:a"), None, Literal("line\nend")),
    ),
)


@pytest.mark.parametrize(
    ("write", "syntax"), [("to_json", QueryResultsFormat.JSON), ("to_xml", QueryResultsFormat.XML)]
)
def test_answer_is_read_back_from_the_standard_formats(write, syntax):
    results = parse_results(getattr(ROWS, write)(), syntax)
    assert tuple(variable.value for variable in results.variables) == ROWS.columns
    assert tuple(tuple(row) for row in results) == ROWS.rows


@pytest.mark.parametrize("yes", [True, False])
def test_boolean_answer_is_written_in_every_form(yes):
    found = Answer(boolean=yes)
    assert bool(parse_results(found.to_json(), QueryResultsFormat.JSON)) is yes
    assert bool(parse_results(found.to_xml(), QueryResultsFormat.XML)) is yes
    assert (found.to_table(), found.to_csv().split()[1]) == (
        ("yes\n", "true") if yes else ("no\n", "false")
    )


def test_table_that_is_too_wide_becomes_blocks():
    assert ROWS.to_table(width=20).splitlines() == [
        'a  Say "x", <y> & z · Charge',
        "n  3",
        "",
        "a  urn:a",
        "n  line · end",
    ]


def test_table_has_labels_with_their_iris_below():
    lines = [line.split() for line in ROWS.to_table(width=80).splitlines() if line.strip()]
    assert lines[0] == ["a", "n"]
    assert lines[2] == ["Say", '"x",', "<y>", "&", "z", "3"]
    assert lines[3] == ["Charge"]


@pytest.mark.parametrize(
    ("write", "syntax"),
    [
        ("to_turtle", RdfFormat.TURTLE),
        ("to_json", RdfFormat.JSON_LD),
        ("to_xml", RdfFormat.RDF_XML),
    ],
)
def test_triples_are_written_as_rdf(write, syntax):
    found = query.answer("CONSTRUCT WHERE { ?s ?p ?o }", people("Ana:Anita"))
    back = {quad.triple for quad in parse(getattr(found, write)(), syntax)}
    assert back == set(found.triples)
    assert len(back) == 3


def test_rows_are_no_turtle():
    with pytest.raises(QueryError, match="turtle: only CONSTRUCT and DESCRIBE"):
        ROWS.to_turtle()


# --- why


def test_why_has_sentence_rule_speaker_and_steps():
    case = next(case for case in CASES if case.name == "who-is-charged")
    found = query.why(store_of(case), "Ana Ruiz", "chargedWith", "bribery")
    assert [quote.sentence for quote in found.quotes] == [
        "Former minister Ana Ruiz has been charged with bribery in Quito.",
        "Ana Ruiz faces charges of bribery, the Andean Wire reported.",
    ]
    assert {(quote.status, quote.rule, quote.statement) for quote in found.quotes} == {
        ("Asserted", "lexicon:charge", "Ana Ruiz charged with bribery")
    }


def test_why_tells_speakers_from_the_outermost_in():
    case = next(case for case in CASES if case.name == "who-said-what")
    (found,) = query.why(store_of(case), "Norland", "supports").quotes
    assert found.speakers == ("Harbour Watch", "Eli Brandt")


def test_why_has_the_rejected_candidates():
    case = next(case for case in CASES if case.name == "rejected-candidates")
    found = query.why(store_of(case), "Karl Ott")
    assert found.quotes == ()
    assert [rejected.statement for rejected in found.rejected] == [
        "Karl Ott Charge The weather",
        "Karl Ott acquired bread",
    ]


# --- endpoints


@pytest.fixture(scope="module")
def loopback():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("no_proxy", "127.0.0.1")
        patch.setenv("NO_PROXY", "127.0.0.1")
        yield


@pytest.fixture(scope="module")
def server(loopback: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Oxigraph server with nothing in it, for this module alone."""
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as found:
        yield found.url


def upload(server: str, path: Path) -> query.Endpoint:
    """Put the file at PATH in place of all that SERVER has."""
    request = urllib.request.Request(
        f"{server}/store",
        data=path.read_bytes(),
        method="PUT",
        headers={"Content-Type": "application/trig"},
    )
    urllib.request.urlopen(request, timeout=10).close()
    return query.Endpoint(f"{server}/query", timeout=20)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_endpoint_answers_as_this_process_does(case, server):
    far = query.answer(case.name, upload(server, case / "data.trig"), params_of(case))
    near = query.answer(case.name, store_of(case), params_of(case))
    assert far == near
    assert far.to_csv() == near.to_csv()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_virtuoso_answers_as_this_process_does(case, virtuoso_server, tmp_path):
    near = store_of(case)
    endpoint = query.Endpoint(
        virtuoso_server.url,
        credentials=Credentials(virtuoso_server.user, virtuoso_server.password),
    )
    with exchange(near, endpoint, tmp_path / "ledger") as between:
        carry_out(push(between), between)
    far = query.answer(case.name, endpoint, params_of(case))
    assert far == query.answer(case.name, near, params_of(case))


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?e a kg:Charge }",
        "DESCRIBE ent:Ana_Ruiz.person",
        "SELECT ?n { VALUES ?n { 1.50 true 'é' } }",
    ],
)
def test_endpoint_answers_every_form(text, server):
    case = next(case for case in CASES if case.name == "who-is-charged")
    assert query.answer(text, upload(server, case / "data.trig")) == query.answer(
        text, store_of(case)
    )


def test_endpoint_explains_why(server):
    case = next(case for case in CASES if case.name == "who-said-what")
    far = query.why(upload(server, case / "data.trig"), "Norland", "supports")
    assert far == query.why(store_of(case), "Norland", "supports")


def test_mistake_is_told_alike_of_an_endpoint(server):
    with pytest.raises(QueryError, match=r"^query: line 1, column 18: \?s \?p lacks a value; "):
        query.answer("SELECT ?s { ?s ?p }", query.Endpoint(f"{server}/query"))


class Odd(BaseHTTPRequestHandler):
    """A server that answers as servers should not, by the path that it is asked on."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        getattr(self, "do_" + self.path.strip("/"))()

    def do_GET(self):
        self.reply(200, "application/sparql-results+json", b'{"head":{},"boolean":true}')

    def do_html(self):
        self.reply(200, "text/html", b"<h1>Welcome</h1>")

    def do_moved(self):
        self.send_response(302)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_part(self):
        self.reply(206, "application/sparql-results+json", b'{"head":{},"boolean":true}')

    def do_broken(self):
        text = b'{"head":{"vars":["s"]},"results":{"bindings":[\nThe SPARQL operation has been cancelled'
        self.reply(200, "application/sparql-results+json", text)

    def do_short(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b'{"head":')
        self.close_connection = True

    def do_busy(self):
        self.reply(503, "text/plain", b"Too many\nqueries")

    def do_failed(self):
        self.reply(500, "text/plain", b"Out of \xe2\x80\x9cmemory\xe2\x80\x9d")

    def do_drip(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(40):
            try:
                self.wfile.write(b" ")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    def do_silent(self):
        time.sleep(2)

    def reply(self, status, media_type, body):
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def odd(loopback: None) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Odd) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (
            "html",
            "it answers text/html, not application/sparql-results+json; is this a SPARQL endpoint?",
        ),
        ("moved", "it redirects to http://127.0.0.1:PORT/elsewhere; give that address"),
        ("part", "HTTP 206: the answer may be cut; narrow the query"),
        ("broken", "the answer is broken: "),
        ("short", "the answer broke off, 992 bytes are missing; try again"),
        ("busy", "HTTP 503: Too many queries"),
        ("failed", "HTTP 500: Out of “memory”"),
        ("drip", "no answer in 1 s; narrow the query or allow more time"),
        ("silent", "no answer in 1 s; narrow the query or allow more time"),
    ],
)
def test_endpoint_that_misbehaves_is_told_in_one_line(path, message, odd):
    with pytest.raises(EndpointError) as caught:
        query.answer("ASK { }", query.Endpoint(f"{odd}/{path}", timeout=1, retries=0))
    port = odd.rpartition(":")[2]
    assert str(caught.value).startswith(f"{odd}/{path}: {message.replace('PORT', port)}")
    assert "\n" not in str(caught.value)


def test_endpoint_that_gave_up_is_quoted(odd):
    with pytest.raises(EndpointError, match="The SPARQL operation has been cancelled"):
        query.answer("SELECT ?s { ?s ?p ?o }", query.Endpoint(f"{odd}/broken"))


def test_endpoint_that_is_down_is_told(loopback):
    with pytest.raises(EndpointError, match=r"cannot be reached: .*refused; is the server running"):
        query.answer(
            "ASK { }", query.Endpoint(f"http://127.0.0.1:{servers.free_port()}/query", retries=0)
        )


@pytest.mark.parametrize("address", ["ftp://example.org", "", "http://"])
def test_address_of_an_endpoint_is_checked(address):
    with pytest.raises(EndpointError, match="no address of an endpoint"):
        query.Endpoint(address)


def test_password_of_an_endpoint_is_never_shown():
    endpoint = query.Endpoint("http://ana:secret@127.0.0.1:1/query", timeout=1, retries=0)
    with pytest.raises(EndpointError) as caught:
        query.answer("ASK { }", endpoint)
    assert "secret" not in f"{caught.value} {endpoint!r} {endpoint.url}"


# --- large answers, and calls to other endpoints


def test_large_answer_is_written_as_it_comes(server):
    # Half a million rows, of which the first are there long before the last.
    numbers = " ".join(map(str, range(10)))
    pattern = " ".join(f"VALUES ?n{place} {{ {numbers} }}" for place in range(5))
    parts = query.stream(
        f"SELECT * {{ {pattern} }}", query.Endpoint(f"{server}/query"), syntax="csv"
    )
    assert next(parts) == "n0,n1,n2,n3,n4\r\n"
    tracemalloc.start()
    assert sum(1 for _ in parts) == 10**5
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("syntax", ["csv", "json", "xml"])
def test_stream_writes_what_an_answer_writes(syntax, server):
    case = next(case for case in CASES if case.name == "who-is-charged")
    upload(server, case / "data.trig")
    for source in (store_of(case), query.Endpoint(f"{server}/query")):
        whole = query.answer(case.name, source).to_syntax(syntax)
        assert "".join(query.stream(case.name, source, syntax=syntax)) == whole


def test_triples_can_be_streamed_as_ntriples(server):
    case = next(case for case in CASES if case.name == "neighbours")
    upload(server, case / "data.trig")
    endpoint = query.Endpoint(f"{server}/query")
    lines = "".join(query.stream(case.name, endpoint, params_of(case), syntax="ntriples"))
    found = {quad.triple for quad in parse(lines, RdfFormat.N_TRIPLES)}
    assert found == set(query.answer(case.name, store_of(case), params_of(case)).triples)


def test_query_calls_another_endpoint_only_when_asked(server):
    case = next(case for case in CASES if case.name == "who-is-charged")
    upload(server, case / "data.trig")
    text = f"SELECT ?e {{ SERVICE <{server}/query> {{ ?e a kg:Charge }} }}"
    for source in (query.memory(()), query.Endpoint(f"{server}/query")):
        with pytest.raises(
            QueryError,
            match="SERVICE sends a part of it to another endpoint; allow it with --federate",
        ):
            query.answer(text, source)
        assert len(query.answer(text, source, federate=True)) > 0


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("SELECT * { service <http://x/> {} }", True),
        ("SELECT * { SERVICE SILENT ?where { } }", True),
        ("PREFIX service: <http://x/> SELECT * { ?s service:SERVICE ?service }", False),
        ('SELECT * { ?s ?p \'SERVICE\', """a SERVICE "b" """ } # SERVICE', False),
        ("SELECT * { ?s <http://x/SERVICE> ?o }", False),
        ("SELECT * { ?s ?p '#' . SERVICE <http://x/> {} }", True),
        ("SELECT * { ?s ?p ?o FILTER(?o<3) SERVICE <http://x/> {} FILTER(?o>1) }", True),
    ],
)
def test_call_of_another_endpoint_is_found(text, calls):
    assert calls_service(text) is calls
