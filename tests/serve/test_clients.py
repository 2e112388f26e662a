"""The clients that people have can read from the server."""

import shutil
import subprocess

import pytest
from rdflib import Dataset, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

from kg import query

PEOPLE = "SELECT ?label { ?s a kg:Person ; rdfs:label ?label } ORDER BY ?label"
TYPES = "CONSTRUCT { ?s a ?type } WHERE { ?s a ?type }"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("syntax", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_reads_rows(method, syntax, served):
    wrapper = SPARQLWrapper(f"{served.address}sparql")
    wrapper.setMethod(method)
    wrapper.setReturnFormat(syntax)
    wrapper.setQuery(PEOPLE)
    answer = wrapper.query().convert()
    match syntax:
        case "json":
            text = str(answer["results"]["bindings"])
        case "xml":
            text = answer.toxml()
        case _:
            text = answer.decode()
    assert "Ana Ruiz" in text


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("syntax", [TURTLE, RDFXML])
def test_sparqlwrapper_reads_graphs(syntax, served):
    wrapper = SPARQLWrapper(f"{served.address}sparql")
    wrapper.setOnlyConneg(True)
    wrapper.setReturnFormat(syntax)
    wrapper.setQuery(TYPES)
    answer = wrapper.query().convert()
    graph = answer if isinstance(answer, Graph) else Graph().parse(data=answer, format="turtle")
    assert len(graph) == len(served.query(TYPES, accept="application/n-triples").text.splitlines())


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdflib_reads_it_as_a_store(served):
    graph = Graph(SPARQLStore(f"{served.address}sparql"))
    assert [str(row.label) for row in graph.query(PEOPLE) if "Ruiz" in row.label] == ["Ana Ruiz"]
    person = URIRef("https://w3id.org/news-kg/ontology#Person")
    assert len(list(graph.subjects(None, person))) == len(served.query(PEOPLE).rows())


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdflib_parses_the_dataset(served):
    dataset = Dataset()
    dataset.parse(
        data=served.ask("GET", "/store", accept="application/n-quads").text, format="nquads"
    )
    assert len([g for g in dataset.graphs() if len(g)]) == 4


def test_kg_query_asks_it(served, folder):
    far = query.Endpoint(f"{served.address}sparql")
    near = query.open_store(folder)
    for name in ("who-is-charged", "coverage", "what-is-denied"):
        assert query.answer(name, far) == query.answer(name, near)
    values = {"entity": "Ana Ruiz"}
    assert query.answer("neighbours", far, values) == query.answer("neighbours", near, values)


def test_curl_reads_it(served):
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    command = ["curl", "-sf", f"{served.address}sparql", "-H", "Accept: text/csv"]
    done = subprocess.run(
        [*command, "--data-urlencode", f"query={PEOPLE}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Ana Ruiz" in done.stdout.splitlines()
