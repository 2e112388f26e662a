"""All instances of a class, and all that stands with a property or one below it, from every output."""

import gzip
import json
import re
import signal
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import rdflib
from commands import run
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

import kg
from kg.iri import ONTOLOGY, ONTOLOGY_GRAPH
from kg.ontology import Ontology
from kg.ontology.vocabulary import vocabulary
from kg.query import Endpoint, answer, open_store
from kg.store import Embedded

COURT = "The High Court in Madrid convicted the banker Piet Vos of fraud on Monday."
FIRM = "Vostok Corp. acquired Obras SA for 20 million euros. Police in Oslo arrested Ana Ruiz."
PREFIXES = f"PREFIX kg: <{ONTOLOGY}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
BODIES = f"{PREFIXES} SELECT DISTINCT ?x {{ ?x a/rdfs:subClassOf* kg:Organization }}"
PATIENTS = f"{PREFIXES} SELECT DISTINCT ?x {{ ?p rdfs:subPropertyOf* kg:patient . ?e ?p ?x }}"
pytestmark = pytest.mark.filterwarnings(  # within rdflib
    "ignore:(Dataset|ConjunctiveGraph)[ .]:DeprecationWarning"
)
README = Path(__file__).parents[2] / "ontology" / "README.md"
SUFFIXES = ("trig", "nq", "ttl", "nt", "jsonld", "rdf")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two articles, a store of them, and a file of the same."""
    made = tmp_path_factory.mktemp("ontology")
    (made / "court.txt").write_text(COURT)
    (made / "firm.txt").write_text(FIRM)
    articles = (made / "court.txt", made / "firm.txt")
    assert run("build", *articles, "--store", made / "store", "-o", made / "graph.nq", "-q") == 0
    return made


@pytest.fixture(scope="module")
def expected(folder: Path, ontology: Ontology) -> tuple[set[str], set[str]]:
    """The bodies and the patients of the graph, found without a property path."""
    quads = parse((folder / "graph.nq").read_bytes(), RdfFormat.N_QUADS)
    facts = [quad for quad in quads if isinstance(quad.graph_name, DefaultGraph)]

    def below(term: str, name: str) -> bool:
        local = term.removeprefix(ONTOLOGY)
        return term.startswith(ONTOLOGY) and ontology.is_a(local, name)

    bodies = {
        q.subject.value for q in facts if below(getattr(q.object, "value", ""), "Organization")
    }
    bodies -= {body for body in bodies if body.startswith(ONTOLOGY)}
    patients = {q.object.value for q in facts if below(q.predicate.value, "patient")}
    labels = {q.object.value for q in facts if q.subject.value in bodies | patients}
    assert {"High Court", "Vostok Corp.", "Obras SA", "Ana Ruiz", "Piet Vos"} <= labels
    return bodies, patients


def found(ask: Callable[[str], Iterator[str]]) -> tuple[set[str], set[str]]:
    return set(ask(BODIES)), set(ask(PATIENTS))


def strict(store: Store) -> tuple[set[str], set[str]]:
    """What a store answers whose default graph is one graph beside the others."""
    return found(lambda text: (row["x"].value for row in store.query(text)))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_instances_are_found_in_files_of_every_syntax(suffix, folder, expected, tmp_path):
    target = tmp_path / f"graph.{suffix}"
    assert run("export", "--store", folder / "store", "-o", target) == 0
    store = Store()
    store.load(path=target, format=RdfFormat.from_extension(suffix))
    assert strict(store) == expected
    graph = (
        rdflib.Dataset(default_union=False)
        if suffix in ("trig", "nq", "jsonld")
        else rdflib.Graph()
    )
    graph.parse(target)
    assert found(lambda text: (str(row[0]) for row in graph.query(text))) == expected


@pytest.mark.parametrize("density", ["full", "compact", "none"])
def test_instances_are_found_at_every_density(density, folder, expected, tmp_path):
    target = tmp_path / "graph.trig"
    run("export", "--store", folder / "store", "-o", target, "--provenance", density)
    store = Store()
    store.load(path=target)
    assert strict(store) == expected


def test_build_and_export_write_the_same(folder, tmp_path):
    assert run("export", "--store", folder / "store", "-o", tmp_path / "graph.nq") == 0
    assert (tmp_path / "graph.nq").read_bytes() == (folder / "graph.nq").read_bytes()


def test_instances_are_found_in_a_store_and_in_python(folder, expected):
    assert strict(open_store(folder / "store")) == expected
    graph = kg.build(folder / "court.txt", folder / "firm.txt")
    assert found(lambda text: (row["x"] for row in graph.query(text).records())) == expected
    dataset = graph.to_rdflib()
    assert found(lambda text: (str(row[0]) for row in dataset.query(text))) == expected
    assert not any(quad.predicate.value.endswith("subClassOf") for quad in graph.facts)


def test_instances_are_found_at_kg_serve(folder, expected):
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--store", str(folder / "store")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = process.stdout.readline().split()[-1]

        def ask(text: str) -> Iterator[str]:
            url = f"{address}sparql?{urllib.parse.urlencode({'query': text})}"
            with urllib.request.urlopen(url, timeout=30) as reply:
                rows = json.load(reply)["results"]["bindings"]
            return (row["x"]["value"] for row in rows)

        try:
            assert found(ask) == expected
        finally:
            process.send_signal(signal.SIGTERM)


def test_instances_are_found_after_a_push(folder, expected, oxigraph_server, tmp_path, capsys):
    to, ledger = ("--to", oxigraph_server.url), ("--ledger", tmp_path / "ledger")
    assert run("push", "--store", folder / "store", *to, *ledger) == 0
    endpoint = Endpoint(oxigraph_server.url)

    def ask(text: str) -> Iterator[str]:
        return (row["x"] for row in answer(text, endpoint).records())

    assert found(ask) == expected
    assert run("diff", "--store", folder / "store", *to, *ledger) == 0
    assert run("pull", "--from", oxigraph_server.url, "-o", tmp_path / "back.nq") == 0
    assert (tmp_path / "back.nq").read_bytes() == (folder / "graph.nq").read_bytes()
    assert run("push", "--store", folder / "store", *to, *ledger, "--no-ontology") == 0
    assert "1 removed" in capsys.readouterr().out
    assert found(ask)[0] == set()
    assert run("push", "--store", folder / "store", *to, *ledger, "--undo") == 0
    assert not answer("ASK { ?s ?p ?o }", endpoint).boolean
    assert not answer("ASK { GRAPH ?g { ?s ?p ?o } }", endpoint).boolean


def test_instances_are_found_in_bulk_files(folder, expected, tmp_path):
    source = ("--store", folder / "store")
    assert run("bulk", "oxigraph", *source, "-o", tmp_path / "bulk") == 0
    store = Store()
    for part in sorted((tmp_path / "bulk" / "data").glob("*.nq.gz")):
        store.load(gzip.decompress(part.read_bytes()), RdfFormat.N_QUADS)
    assert strict(store) == expected


# Without


def test_no_ontology_leaves_it_out(folder, tmp_path, capsys):
    assert run("export", "--store", folder / "store", "-o", tmp_path / "a.nq", "--no-ontology") == 0
    articles = (folder / "court.txt", folder / "firm.txt")
    assert run("build", *articles, "-o", tmp_path / "b.nq", "--no-ontology", "-q") == 0
    assert (tmp_path / "a.nq").read_bytes() == (tmp_path / "b.nq").read_bytes()
    written = (tmp_path / "a.nq").read_text()
    assert "subClassOf" not in written
    assert f"<{ONTOLOGY_GRAPH}>" not in written
    assert run("bulk", "tdb2", tmp_path / "a.nq", "-o", tmp_path / "without") == 0
    one = capsys.readouterr().out.partition("written")[2]
    source = ("--store", folder / "store")
    assert run("bulk", "tdb2", *source, "-o", tmp_path / "with", "--no-ontology") == 0
    data = [sorted((tmp_path / name / "data").iterdir()) for name in ("with", "without")]
    assert [each.read_bytes() for each in data[0]] == [each.read_bytes() for each in data[1]]
    assert "of the ontology" not in one


def test_a_store_built_without_stays_without(folder, tmp_path):
    store = tmp_path / "store"
    assert run("build", folder / "court.txt", "--store", store, "--no-ontology", "-q") == 0
    with Embedded.read_only(store) as embedded:
        assert not embedded.described()


# It belongs to what is there


def test_removing_an_article_removes_what_only_it_used(folder, tmp_path):
    store, alone = tmp_path / "both", tmp_path / "alone"
    for name in ("firm.txt", "court.txt"):
        assert run("build", folder / name, "--store", store, "-q") == 0
    assert run("export", "--store", store, "-o", tmp_path / "both.nq") == 0
    assert (tmp_path / "both.nq").read_bytes() == (folder / "graph.nq").read_bytes()
    with Embedded.read_only(store) as embedded:
        (court,) = [name for name in embedded.documents() if "court" in name]
    assert run("remove", court, "--store", store) == 0
    assert run("build", folder / "firm.txt", "--store", alone, "-q") == 0
    for place in (store, alone):
        assert run("export", "--store", place, "-o", tmp_path / f"{place.name}.nq") == 0
    assert (tmp_path / "both.nq").read_bytes() == (tmp_path / "alone.nq").read_bytes()
    assert "ontology#Court>" not in (tmp_path / "alone.nq").read_text()


def test_the_ontology_is_no_document(folder, capsys):
    with Embedded.read_only(folder / "store") as embedded:
        assert len(embedded.documents()) == 2
    assert run("remove", ONTOLOGY_GRAPH, "--store", folder / "store") == 1
    assert "it has no document" in capsys.readouterr().err
    run("doctor", "--store", folder / "store")
    assert "2 documents" in capsys.readouterr().out
    graph = kg.build(folder / "court.txt")
    assert graph.report.documents == 1
    assert len(graph.query("documents")) == 1
    assert len(graph) == len(graph.quads) == graph.report.triples + graph.report.ontology


def test_terms_of_ones_own_go_along(folder, tmp_path):
    mine = tmp_path / "mine.ttl"
    mine.write_text(
        f"@prefix kg: <{ONTOLOGY}> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix ex: <https://example.org/m#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        'ex:Tribunal a owl:Class ; rdfs:label "tribunal"@en ; rdfs:subClassOf kg:Court ; kg:iriKind "tribunal" .\n'
        'ex:high a ex:Tribunal ; skos:prefLabel "High Court"@en .\n'
    )
    store = tmp_path / "store"
    assert run("build", folder / "court.txt", "--store", store, "--ontology", mine, "-q") == 0

    def bodies() -> set[str]:
        return {name for name in strict(open_store(store))[0] if name.endswith(".tribunal")}

    assert len(bodies()) == 1
    # What another build does not know of stays as long as it is used.
    assert run("build", folder / "firm.txt", "--store", store, "-q") == 0
    assert len(bodies()) == 1


def test_a_resolution_uses_terms_while_it_is_there(folder, tmp_path):
    store = tmp_path / "store"
    assert run("build", folder / "court.txt", folder / "firm.txt", "--store", store, "-q") == 0
    merge = NamedNode(f"{ONTOLOGY}Merge")
    with Embedded.open(store) as embedded:
        same = NamedNode("https://w3id.org/news-kg/resolution")
        types = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        embedded.replace(same.value, (), (Quad(same, types, merge, same),))
        embedded.describe(vocabulary())
        assert merge in embedded.described()
    assert run("resolve", "--store", store, "--undo") == 0
    with Embedded.read_only(store) as embedded:
        assert merge not in embedded.described()
    assert run("export", "--store", store, "-o", tmp_path / "after.nq") == 0
    assert (tmp_path / "after.nq").read_bytes() == (folder / "graph.nq").read_bytes()


def test_a_graph_rewritten_after_a_resolution_has_its_hierarchy(folder, expected, tmp_path):
    target = tmp_path / "one.trig"
    given = ("--store", folder / "store", "--dry-run", "--rewrite", target)
    assert run("resolve", *given) == 0
    store = Store()
    store.load(path=target)
    assert strict(store) == expected


# Terms of one's own: the example of the README


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the terms that ontology/README.md adds, an article, and a store built with them."""
    made = tmp_path_factory.mktemp("clinic")
    blocks = re.findall(r"```turtle\n(.*?)```", README.read_text(), flags=re.DOTALL)
    (terms,) = (block for block in blocks if "ex:Vaccination a owl:Class" in block)
    (made / "health.ttl").write_text(terms)
    (made / "clinic.txt").write_text("Nurses in Accra immunized Kofi Boateng with Covarin.")
    given = ("--ontology", made / "health.ttl", "--store", made / "store", "-q")
    assert run("build", made / "clinic.txt", *given) == 0
    return made


def test_why_knows_terms_of_ones_own(clinic, capsys):
    ask = ("why", "Kofi Boateng", "vaccinatedWith", "--store", clinic / "store")
    assert run(*ask) == 1
    assert "'vaccinatedWith' is not a property or class of the ontology" in capsys.readouterr().err
    assert run(*ask, "--ontology", clinic / "health.ttl") == 0
    told = capsys.readouterr().out
    assert told.startswith("Kofi Boateng vaccinated with Covarin\n    “Nurses in Accra immunized")
    assert "by lexicon:immunize" in told


def test_validate_knows_terms_of_ones_own(clinic, tmp_path, capsys):
    check = ("validate", "--store", clinic / "store", "--ontology", clinic / "health.ttl")
    assert run(*check) == 0
    assert capsys.readouterr().out == "conforms\n"
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/health#> .\n"
        f"@prefix kg: <{ONTOLOGY}> . ex:Made a sh:NodeShape ; sh:targetClass ex:Vaccine ;\n"
        '    sh:property [ sh:path kg:age ; sh:minCount 1 ; sh:message "a vaccine needs an age" ] .\n'
    )
    assert run(*check, "--ontology", shapes) == 1
    assert "Covarin.vaccine" in (told := capsys.readouterr().out)
    assert "a vaccine needs an age" in told


def test_classes_of_ones_own_are_found_by_those_above(clinic):
    ask = f"{PREFIXES} SELECT ?x {{ ?x a/rdfs:subClassOf* kg:Product }}"
    (found,) = open_store(clinic / "store").query(ask)
    assert found["x"].value.endswith("/Covarin.vaccine")
