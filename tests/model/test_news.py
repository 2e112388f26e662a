"""A corpus of real news: everything is read, the graph keeps to its shapes, and the same comes out every time.

The corpus is not part of the project. KG_DATA names the folder that has ``news/*.jsonl``. Every third article is read;
KG_NEWS=all reads all of them.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import build, cli, sources, validate
from kg.model import Document
from kg.pipeline import Graph
from kg.rdf import Statements, restate
from kg.rdf.terms import node
from kg.store import Embedded

DATA = Path(os.environ.get("KG_DATA") or Path(__file__).parents[3] / "shared/data")
CORPUS = sorted(DATA.glob("news/*.jsonl"))
EVERY = 1 if os.environ.get("KG_NEWS") == "all" else 3

pytestmark = [
    pytest.mark.news,
    pytest.mark.skipif(not CORPUS, reason=f"no news/*.jsonl in {DATA}; KG_DATA names a folder"),
]


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    whole = [each for each in sources.read(*CORPUS) if isinstance(each, Document)]
    assert len(whole) == 287  # two more have the address of another one
    return whole[::EVERY]


@pytest.fixture(scope="module")
def graph(documents) -> Graph:
    """The graph of the corpus, built once."""
    return build(*documents)


@pytest.fixture(scope="module")
def store(documents, graph, tmp_path_factory) -> Path:
    """A store on disk to which the corpus was added once, from its end to its beginning."""
    path = tmp_path_factory.mktemp("news") / "store"
    again = build(*reversed(documents), store=path)
    assert again.quads == graph.quads
    return path


@pytest.fixture(scope="module")
def files(graph, tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("files")
    return {suffix: graph.save(folder / f"news.{suffix}") for suffix in ("ttl", "trig")}


def stored(path: Path) -> Iterator[str]:
    with Embedded.read_only(path) as embedded:
        yield from sorted(map(str, embedded.quads()))


def test_every_article_is_built(graph, documents):
    assert graph.report.documents == len(documents)
    assert graph.report.failures == ()


def test_articles_say_something(graph):
    report = graph.report
    assert report.coverage > 0.3
    assert report.facts > 1_000 // EVERY
    assert set(report.claims) == {
        *("Asserted", "Reported", "Alleged", "Denied", "Planned", "Hypothetical", "Negated")
    }


def test_graph_conforms_to_the_shapes(graph):
    conformance = validate.validate(graph.quads)
    assert [each for each in conformance.violations if each.severity == "Violation"] == []


def test_order_of_documents_does_not_matter(store, graph):
    assert list(stored(store)) == sorted(map(str, graph.quads))


def test_two_workers_write_the_same_bytes(documents):
    some = documents[::2]  # with a worker for each core they would all be read a third time
    assert build(*some, workers=2).serialize("nq") == build(*some).serialize("nq")


def test_adding_everything_again_changes_nothing(store, graph, documents):
    before = list(stored(store))
    build(*documents, store=store)
    assert list(stored(store)) == before


@pytest.mark.parametrize("place", [0, 50, -1])
def test_document_removed_and_added_again_leaves_the_same(place, store, documents):
    before = list(stored(store))
    with Embedded.open(store) as embedded:
        assert embedded.remove(documents[place].id) == (documents[place].id,)
    assert len(list(stored(store))) < len(before)
    build(documents[place], store=store)
    assert list(stored(store)) == before


def test_rdflib_reads_the_turtle(files, graph):
    import rdflib

    triples = {(quad.subject, quad.predicate, quad.object) for quad in graph.quads}
    assert len(rdflib.Graph().parse(files["ttl"])) == len(triples)


@pytest.mark.skipif(not shutil.which("rapper"), reason="rapper (raptor2-utils) is not installed")
def test_rapper_reads_the_turtle(files):
    run = subprocess.run(
        ["rapper", "-q", "-c", "-i", "turtle", files["ttl"]],
        check=True,
        capture_output=True,
        text=True,
    )
    assert run.stdout + run.stderr == ""


@pytest.mark.parametrize("suffix", ["ttl", "trig"])
def test_riot_reads_what_is_written(suffix, files, jena):
    done = jena.run("riotcmd.riot", "--validate", files[suffix])
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("first", Statements)
@pytest.mark.parametrize("second", Statements)
def test_forms_of_statements_lead_to_each_other_and_back(first, second, graph):
    written = restate(graph.quads, first)
    assert restate(restate(written, second), first) == written
    assert restate(written, Statements.REIFICATION) == set(graph.quads)


@pytest.mark.parametrize("form", Statements)
def test_union_of_all_graphs_says_the_same_in_every_form(form, graph):
    hung = {node("rdf", name) for name in ("subject", "predicate", "object", "reifies")}
    facts = {quad.triple for quad in graph.quads}
    new = {quad.triple for quad in restate(graph.quads, form)} - facts
    assert {triple.predicate for triple in new} <= hung


def test_every_edge_of_the_network_has_its_sentence(graph):
    network = graph.to_networkx()
    assert network.number_of_edges() > 1_000 // EVERY
    assert all(said["support"] and said["sentence"] for _, _, said in network.edges(data=True))
    assert {said["status"] for _, _, said in network.edges(data=True)} == {"Asserted"}


def test_riot_reads_the_bulk_files_and_their_description(store, graph, jena, tmp_path):
    with pytest.raises(SystemExit) as caught:
        cli.main(["bulk", "tdb2", "--store", str(store), "-o", str(tmp_path / "out"),
                  "--shard-size", "40000"])  # fmt: skip
    assert caught.value.code == 0
    files = sorted((tmp_path / "out/data").iterdir())
    assert len(files) == 1 + len(graph.quads) // 40_000
    for path in (*files, tmp_path / "out/void.ttl"):
        run = jena.run("riotcmd.riot", "--validate", path)
        assert (run.returncode, run.stdout + run.stderr) == (0, "")
