"""A corpus of real news: everything is read, the graph keeps to its shapes, and the same comes out every time.

The corpus is not part of the project. KG_DATA names the folder that has ``news/*.jsonl``.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg import build, cli, query, sources, validate
from kg.endpoint import Credentials, Endpoint, connect
from kg.model import Document, Segment, SegmentKind
from kg.pipeline import Graph
from kg.rdf import Statements, restate
from kg.rdf.terms import node
from kg.store import Embedded, Remote, layout_for
from kg.store.push import pull

DATA = Path(os.environ.get("KG_DATA") or Path(__file__).parents[3] / "shared/data")
CORPUS = sorted(DATA.glob("news/*.jsonl"))

pytestmark = [
    pytest.mark.news,
    pytest.mark.skipif(not CORPUS, reason=f"no news/*.jsonl in {DATA}; KG_DATA names a folder"),
]


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    found = list(sources.read(*CORPUS))
    assert all(isinstance(each, Document) for each in found)
    return found


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
    assert len(documents) == 289
    assert graph.report.documents == len(documents)
    assert graph.report.failures == ()


def test_articles_say_something(graph):
    report = graph.report
    assert report.coverage > 0.3
    assert report.facts > 1_000
    assert set(report.claims) == {
        *("Asserted", "Reported", "Alleged", "Denied", "Planned", "Hypothetical", "Negated")
    }


def test_graph_conforms_to_the_shapes(graph):
    conformance = validate.validate(graph.quads)
    assert [each for each in conformance.violations if each.severity == "Violation"] == []


def test_order_of_documents_does_not_matter(store, graph):
    assert list(stored(store)) == sorted(map(str, graph.quads))


def test_two_workers_write_the_same_bytes(documents, graph):
    shared = build(*documents, workers=2)
    assert shared.serialize("nq") == graph.serialize("nq")


def test_adding_everything_again_changes_nothing(store, graph, documents):
    before = list(stored(store))
    build(*documents, store=store)
    assert list(stored(store)) == before


@pytest.mark.parametrize("place", [0, 100, -1])
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
    assert network.number_of_edges() > 1_000
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


# --- the whole corpus at an endpoint: pushed, changed, pushed, some removed, pushed

KILLED_AT_TWENTY_POINTS = 20


@pytest.fixture
def moving(store, documents, tmp_path) -> Iterator[Path]:
    """A copy of the store that tests may change."""
    copy = tmp_path / "store"
    shutil.copytree(store, copy)
    return copy


@pytest.fixture(params=["oxigraph", "virtuoso"])
def endpoint(request) -> Endpoint:
    """A real server, which may have other things in it."""
    server = request.getfixturevalue(f"{request.param}_server")
    who = Credentials(server.user, server.password) if server.user else None
    return Endpoint(server.url, credentials=who)


def command_of(endpoint: Endpoint, store: Path, *options: str) -> tuple[list[str], dict[str, str]]:
    """The command that pushes STORE, and its environment."""
    who = endpoint.credentials
    user = ["--user", str(who.user)] if who else []
    command = [sys.executable, "-m", "kg", "push", "--store", str(store), "--to", endpoint.url]
    return [*command, *user, *options], {**os.environ, "KG_PASSWORD": str(who and who.password)}


def pushed(endpoint: Endpoint, store: Path, *options: str) -> dict[str, int]:
    """What ``kg push --json`` says that it did."""
    command, environ = command_of(endpoint, store, "--json", *options)
    done = subprocess.run(command, env=environ, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def exported(endpoint: Endpoint) -> list[str]:
    """All that the endpoint has of facts and articles, as sorted N-Quads."""
    with connect(endpoint) as connection:
        layout = layout_for(connection.profile, "document")
        return sorted(map(str, pull(Remote(connection), layout)))


def rewritten(documents: list[Document]) -> list[Document]:
    """Every tenth article, with a sentence more."""
    line = "\nOn Monday the United States charged Boris Karlov with espionage."
    return [
        replace(
            each,
            text=each.text + line,
            segments=(
                *each.segments,
                Segment(len(each.text) + 1, len(each.text + line), SegmentKind.BODY),
            ),
        )
        for each in documents[::10]
    ]


def test_endpoint_keeps_in_step_with_the_store(endpoint, moving, documents):
    assert pushed(endpoint, moving)["graphs_added"] == 289
    first = exported(endpoint)
    assert first == list(stored(moving))
    assert pushed(endpoint, moving)["graphs_same"] == 289
    assert exported(endpoint) == first

    build(*rewritten(documents), store=moving)
    done = pushed(endpoint, moving)
    assert (done["graphs_changed"], done["graphs_same"]) == (29, 260)
    assert done["shared_triples_added"] > 0
    assert exported(endpoint) == list(stored(moving))

    with Embedded.open(moving) as embedded:
        for document in documents[5:8]:
            embedded.remove(document.id)
    done = pushed(endpoint, moving)
    assert (done["graphs_removed"], done["graphs_same"]) == (3, 286)
    assert done["shared_triples_removed"] > 0
    assert exported(endpoint) == list(stored(moving))

    assert pushed(endpoint, moving, "--undo")["graphs_removed"] == 286
    assert exported(endpoint) == []


def test_push_killed_at_random_points_ends_equal(endpoint, moving, documents):
    expected = list(stored(moving))
    chance = random.Random(4)
    command, environ = command_of(endpoint, moving, "-q")
    killed = 0
    for _ in range(KILLED_AT_TWENTY_POINTS):
        process = subprocess.Popen(command, env=environ)
        try:
            process.wait(
                timeout=chance.uniform(1.2, 2.2)
            )  # what it takes to begin, and a little more
        except subprocess.TimeoutExpired:
            process.kill()
            killed += 1
        process.wait()
    assert killed >= 3
    pushed(endpoint, moving)
    assert exported(endpoint) == expected
    pushed(endpoint, moving, "--undo")


# Questions that need no parameter, or have one that these articles know.
QUESTIONS = {
    "casualties": {}, "claims-by-status": {}, "coverage": {}, "deals": {}, "disagreements": {}, "diverging-figures": {},
    "documents": {}, "event-evidence": {}, "events-by-place-and-month": {}, "evidence": {"subject": "Airbus"},
    "facts-with-sentences": {}, "independent-support": {}, "most-mentioned": {}, "neighbours": {"entity": "Boeing"},
    "open-predicates": {}, "positions": {}, "rejected-candidates": {}, "resolution": {}, "sanctions": {},
    "timeline": {"entity": "Airbus"}, "what-is-alleged": {}, "what-is-denied": {}, "what-is-planned": {},
    "who-exports-what": {}, "who-is-charged": {}, "who-met-whom": {}, "who-said-what": {},
}  # fmt: skip


def test_questions_have_the_same_rows_everywhere(endpoint, moving):
    pushed(endpoint, moving)
    near = query.open_store(moving)
    # As sets: Virtuoso has its own order for long texts.
    differing = [
        name
        for name, values in QUESTIONS.items()
        if sorted(query.answer(name, near, values).to_csv().splitlines())
        != sorted(query.answer(name, endpoint, values).to_csv().splitlines())
    ]
    pushed(endpoint, moving, "--undo")
    assert differing == []
