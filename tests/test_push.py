"""Push, sync, diff, pull: real endpoints that end with what the store has, whatever happens in between."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import servers
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse
from rdflib.compare import isomorphic

from kg.cli import commands, run
from kg.endpoint import Connection, Credentials, Endpoint, connect
from kg.errors import ConfigError, EndpointError, StoreError
from kg.pipeline import Graph, Report
from kg.rdf import Provenance
from kg.rdf.terms import words
from kg.store import (
    Embedded,
    Graphs,
    Ledger,
    Local,
    Plan,
    Remote,
    carry_out,
    changes,
    compare,
    exchange,
    layout_for,
    push,
)
from kg.store.push import pull

OTHERS = "<urn:others:a> <urn:others:b> <urn:others:c> ."


@dataclass
class Target:
    """An endpoint with nothing in it, and the ledger of what is pushed there."""

    endpoint: Endpoint
    ledger: Path
    shared: str | None  # where the facts go
    layout: dict[str, str] = field(default_factory=dict)

    def run(self, store: Store, *, plan=push, **options) -> Plan:
        """Plan and carry out; the plan."""
        with self.opened(store) as between:
            found = plan(between, **options)
            carry_out(found, between)
            return found

    def plan(self, store: Store, *, plan=push, **options):
        """The plan, and what it will change, with nothing written."""
        with self.opened(store) as between:
            found = plan(between, **options)
            return found, list(changes(found, between, full=True))

    def layout_of(self, connection: Connection):
        return layout_for(connection.profile, **{"graphs": "document", **self.layout})

    def opened(self, store: Store):
        return exchange(store, self.endpoint, self.ledger, **self.layout)

    def quads(self) -> set[Quad]:
        """All that the endpoint has of facts and articles."""
        with connect(self.endpoint) as connection:
            return set(pull(Remote(connection), self.layout_of(connection)))

    def write(self, *lines: str, graph: str | None) -> None:
        """Write LINES there as somebody else."""
        with connect(self.endpoint) as connection:
            Remote(connection).insert(graph, lines)

    def erase(self, *lines: str, graph: str | None) -> None:
        with connect(self.endpoint) as connection:
            Remote(connection).delete(graph, lines)


def of_oxigraph(server: servers.Server) -> Endpoint:
    return Endpoint(server.url)


def of_updates(server: servers.Server) -> Endpoint:
    """The same server as one that has neither the Graph Store Protocol nor a profile."""
    return Endpoint(f"{server.url}/query", profile="sparql11", update=f"{server.url}/update")


def of_virtuoso(server: servers.Server) -> Endpoint:
    return Endpoint(server.url, credentials=Credentials(server.user, server.password))


@pytest.fixture(params=["oxigraph", "updates", "virtuoso"])
def target(request, tmp_path) -> Target:
    """A real endpoint with nothing of ours in it: three ways to speak to two servers."""
    kind = request.param
    server = request.getfixturevalue("virtuoso_server" if kind == "virtuoso" else "oxigraph_server")
    make = {"oxigraph": of_oxigraph, "updates": of_updates, "virtuoso": of_virtuoso}[kind]
    endpoint = make(server)
    facts = "https://w3id.org/news-kg/graph/facts" if kind == "virtuoso" else None
    return Target(endpoint, tmp_path / "ledger", facts)


@pytest.fixture
def ox(oxigraph_server, tmp_path) -> Target:
    """One endpoint, for what does not depend on how it is spoken to."""
    return Target(of_oxigraph(oxigraph_server), tmp_path / "ledger", None)


@pytest.fixture(scope="module")
def articles(write, stories):
    return [write(story) for story in stories.values()]


def store_of(*articles) -> Embedded:
    store = Embedded.open()
    store.add(articles)
    return store


def quads(store: Embedded) -> set[Quad]:
    return set(store.quads())


def changed(article):
    """The article with one fact more and another headline."""
    subject = next(quad.subject for quad in article.facts)
    fact = Quad(subject, NamedNode("urn:p"), words("ten “euros”\nand\t1\\2"))
    headline = Quad(
        NamedNode(article.document), NamedNode("urn:h"), Literal("new"), NamedNode(article.document)
    )
    return replace(article, facts=(*article.facts, fact), graph=(*article.graph[1:], headline))


# --- push


def test_push_brings_the_endpoint_to_what_the_store_has(target, articles):
    store = store_of(*articles)
    plan = target.run(store.store)
    assert target.quads() == quads(store)
    assert (len(plan.new), plan.changed, plan.gone) == (3, (), ())
    assert plan.inserts == sum(
        1 for quad in quads(store) if not isinstance(quad.graph_name, NamedNode)
    )


def test_what_is_pushed_is_isomorphic_for_rdflib_too(target, articles):
    import rdflib

    store = store_of(*articles)
    target.run(store.store)
    with connect(target.endpoint) as connection:
        for name in store.documents():
            there, here = rdflib.Graph(), rdflib.Graph()
            there.parse(data=Remote(connection)._read(name), format="nt")
            lines = Local(store.store, target.layout_of(connection)).lines(name)
            here.parse(data="\n".join(lines), format="nt")
            assert isomorphic(there, here)


def test_push_again_writes_nothing(target, articles):
    store = store_of(*articles)
    target.run(store.store)
    plan = target.run(store.store)
    assert plan.is_empty
    assert plan.same == 3
    assert target.quads() == quads(store)


def test_push_without_its_ledger_writes_the_same_again(target, articles):
    store = store_of(*articles)
    target.run(store.store)
    target.ledger.unlink()
    plan = target.run(store.store)
    assert len(plan.changed) == 3
    assert target.quads() == quads(store)


def test_push_replaces_what_changed_and_removes_what_is_gone(target, articles):
    first, second, third = articles
    target.run(store_of(first, second).store)
    after = store_of(changed(first), third)
    plan = target.run(after.store)
    assert list(plan.changed) == [first.document]
    assert list(plan.new) == [third.document]
    assert list(plan.gone) == [second.document]
    assert plan.deletes > 0
    assert target.quads() == quads(after)


def test_undo_takes_back_what_was_pushed_and_nothing_else(target, articles):
    target.write(OTHERS, graph=target.shared)
    target.write(OTHERS, graph="urn:others:graph")
    target.run(store_of(*articles).store)
    target.run(Store())
    with connect(target.endpoint) as connection:
        remote = Remote(connection)
        assert remote.lines(target.shared) == [OTHERS]
        assert remote.lines("urn:others:graph") == [OTHERS]
        assert remote.counts([each.document for each in articles]) == {}


def test_push_keeps_what_others_wrote(target, articles):
    target.write(OTHERS, graph=target.shared)
    target.run(store_of(*articles).store)
    target.run(store_of(articles[0]).store)
    with connect(target.endpoint) as connection:
        assert OTHERS in Remote(connection).lines(target.shared)


def test_push_finds_a_graph_that_was_lost_by_its_count(target, articles):
    store = store_of(*articles)
    target.run(store.store)
    with connect(target.endpoint) as connection:
        Remote(connection).drop(articles[1].document)
    plan = target.run(store.store)
    assert list(plan.new) == [articles[1].document]
    assert target.quads() == quads(store)


def test_push_finds_facts_that_were_lost_by_their_count(target, articles):
    store = store_of(*articles)
    target.run(store.store)
    fact = next(
        quad for quad in sorted(quads(store), key=str) if not isinstance(quad.graph_name, NamedNode)
    )
    target.erase(f"{fact.subject} {fact.predicate} {fact.object} .", graph=target.shared)
    target.run(store.store)
    assert target.quads() == quads(store)


def test_dry_run_tells_each_triple_and_writes_nothing(target, articles):
    first, second, third = articles
    before, after = store_of(first, second), store_of(changed(first), third)
    target.run(before.store)
    _, found = target.plan(after.store)
    assert target.quads() == quads(before)
    told = {
        sign: {
            Quad(quad.subject, quad.predicate, quad.object, *graph)
            for change in found
            for graph in [[NamedNode(change.graph)] if change.graph != target.shared else []]
            for quad in parse(
                "".join(f"{line[2:]}\n" for line in change.lines if line[0] == sign),
                RdfFormat.N_TRIPLES,
            )
        }
        for sign in "+-"
    }
    assert told["+"] == quads(after) - quads(before)
    assert told["-"] == quads(before) - quads(after)
    assert sum(change.added for change in found) == len(told["+"])
    assert {change.kind for change in found} == {"add", "change", "remove"}


# --- sync


def test_sync_mends_what_was_changed_behind_our_back(target, articles):
    store = store_of(*articles)
    target.run(store.store)
    name = articles[0].document
    line = Local(store.store, layout_for_document()).lines(name)[0]
    target.erase(line, graph=name)
    target.write(OTHERS, graph=name)  # the count is right, the content is not
    assert target.run(store.store).is_empty
    plan = target.run(store.store, plan=compare)
    assert list(plan.changed) == [name]
    assert target.quads() == quads(store)


def layout_for_document():
    from kg.endpoint import PROFILES

    return layout_for(PROFILES["oxigraph"], "document")


def test_sync_without_a_ledger_finds_that_all_is_there(target, articles):
    store = store_of(*articles)
    target.run(store.store)
    target.ledger.unlink()
    assert target.run(store.store, plan=compare).is_empty
    assert target.run(store.store).is_empty  # and the ledger knows it now


def test_sync_removes_only_what_a_push_wrote_unless_it_prunes(target, articles):
    first, second, third = articles
    target.run(store_of(first, second, third).store)
    target.ledger.unlink()
    target.write(OTHERS, graph=target.shared)
    fewer = store_of(first)
    plan = target.run(fewer.store, plan=compare)
    assert plan.is_empty
    assert plan.of_others > 1
    plan = target.run(fewer.store, plan=compare, prune=True)
    assert list(plan.gone) == sorted([second.document, third.document])
    assert target.quads() == quads(fewer)


def test_sync_goes_on_where_a_push_left_facts_to_remove(target, articles):
    target.run(store_of(*articles).store)
    fewer = store_of(articles[0])
    plan = target.run(fewer.store, plan=compare)
    assert plan.deletes > 0
    assert target.quads() == quads(fewer)


# --- layouts


def test_one_graph_has_all(target, articles):
    target.layout = {"graphs": "one", "shared": "urn:test:all"}
    store = store_of(*articles)
    target.run(store.store)
    expected = {Quad(quad.subject, quad.predicate, quad.object) for quad in quads(store)}
    assert target.quads() == expected
    target.run(store_of(articles[0]).store)
    assert target.quads() == {
        Quad(quad.subject, quad.predicate, quad.object) for quad in quads(store_of(articles[0]))
    }


def test_default_graph_has_all_where_there_is_one(ox, articles):
    ox.layout = {"graphs": "default"}
    store = store_of(*articles)
    ox.run(store.store)
    assert ox.quads() == {Quad(quad.subject, quad.predicate, quad.object) for quad in quads(store)}


def test_store_without_a_default_graph_of_its_own_says_so():
    from kg.endpoint import PROFILES

    with pytest.raises(
        ConfigError, match="OpenLink Virtuoso has no default graph of its own; use --graphs one"
    ):
        layout_for(PROFILES["virtuoso"], Graphs.DEFAULT)


# --- a push that is killed, at each point of its exchange

KILLED = """
import os, signal, sys
from pathlib import Path
from kg.endpoint import transport
sent = 0
opened = transport.Transport._opened
def dies(self, request, deadline):
    global sent
    sent += 1
    if sent == int(sys.argv[1]) and sys.argv[2] == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    response = opened(self, request, deadline)
    if sent == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
    return response
transport.Transport._opened = dies
from kg.cli import main
main(sys.argv[3:])
"""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_push_killed_at_any_point_goes_on(target, articles, moment, tmp_path):
    first, second, third = articles
    before, after = tmp_path / "before", tmp_path / "after"
    for folder, content in ((before, (first, second)), (after, (changed(first), third))):
        with Embedded.open(folder) as store:
            store.add(content)
    # Not the same place, but the same ledger: it is one store that has changed.
    to = ["--to", target.endpoint.url, "--ledger", str(target.ledger), "-q"]
    if target.endpoint.update:
        to += ["--profile", "sparql11", "--update", target.endpoint.update]
    environ = dict(os.environ)
    if credentials := target.endpoint.credentials:
        to += ["--user", str(credentials.user)]
        environ["KG_PASSWORD"] = str(credentials.password)

    def pushed(store: Path, point: int = 0) -> int:
        command = [
            sys.executable,
            "-c",
            KILLED,
            str(point),
            moment,
            "push",
            "--store",
            str(store),
            *to,
        ]
        return subprocess.run(command, env=environ, check=False).returncode

    killed = 0
    for point in range(1, 40):
        assert pushed(before) == 0
        code = pushed(after, point)
        if code == 0:
            break
        assert code == -signal.SIGKILL
        killed += 1
        assert pushed(after) == 0
        with Embedded.read_only(after) as store:
            assert target.quads() == quads(store)
    assert killed >= 6


# --- the ledger


def test_ledger_is_held_by_one_push_at_a_time(tmp_path):
    with (
        Ledger(tmp_path / "l", "a"),
        pytest.raises(StoreError, match="another push is writing to it; wait"),
    ):
        Ledger(tmp_path / "l", "b")


def test_file_that_is_no_ledger_is_told(tmp_path):
    (tmp_path / "l").write_text("news " * 1000)
    with pytest.raises(StoreError, match="not a ledger of kg"):
        Ledger(tmp_path / "l", "a")


def test_ledger_keeps_targets_apart(tmp_path, ox, articles):
    store = store_of(*articles)
    ox.run(store.store)
    with Ledger(ox.ledger, "elsewhere") as ledger:
        assert (ledger.graphs(), ledger.shared) == ({}, 0)


def test_blank_node_is_told():
    store = Store()
    store.load("<urn:a> <urn:b> [] .", RdfFormat.TURTLE)
    with pytest.raises(StoreError, match="a blank node has no name to find it by again"):
        list(Local(store, layout_for_document()).shared())


# --- limits


def test_body_that_is_too_large_is_cut_in_two(target, articles, monkeypatch):
    store = store_of(*articles)
    with connect(target.endpoint) as connection:
        profile = replace(connection.profile, body=2_000, statements=7)
    monkeypatch.setattr("kg.endpoint.connection.profiles.named", lambda name: profile)
    small = Target(replace(target.endpoint, profile=profile.name), target.ledger, target.shared)
    small.run(store.store)
    assert target.quads() == quads(store)
    small.run(store_of(articles[0]).store)
    assert target.quads() == quads(store_of(articles[0]))


def test_answer_that_is_cut_is_never_taken_for_the_whole(ox, articles):
    ox.run(store_of(*articles).store)
    with (
        connect(ox.endpoint) as connection,
        pytest.raises(EndpointError, match=r"it gave .* of the 9,999 triples of"),
    ):
        Remote(connection).lines(articles[0].document, 9_999)


# --- the command line


@pytest.fixture
def folder(tmp_path, articles) -> Path:
    with Embedded.open(tmp_path / "store") as store:
        store.add(articles)
    return tmp_path / "store"


def test_command_pushes_compares_and_pulls(ox, folder, tmp_path, capsys):
    to = ["--store", str(folder), "--to", ox.endpoint.url]
    assert run(commands, ["diff", *to]) == 1
    assert "named graphs: 3 to add, 0 to change, 0 to remove" in capsys.readouterr().out
    assert run(commands, ["push", *to]) == 0
    assert capsys.readouterr().out.startswith(
        "named graphs: 3 added, 0 changed, 0 removed, 0 as they were;"
    )
    assert run(commands, ["diff", *to]) == 0
    assert (tmp_path / "store.ledger").exists()
    assert run(commands, ["pull", "--from", ox.endpoint.url, "-o", str(tmp_path / "back.nq")]) == 0
    assert run(commands, ["export", "--store", str(folder), "-o", str(tmp_path / "here.nq")]) == 0
    assert (tmp_path / "back.nq").read_bytes() == (tmp_path / "here.nq").read_bytes()
    assert run(commands, ["push", *to, "--undo"]) == 0
    assert ox.quads() == set()


def test_graph_in_python_can_be_pushed(ox, articles, tmp_path):
    store = store_of(*articles)
    graph = Graph(Report(), Provenance.FULL, quads=store.quads())
    with pytest.raises(ConfigError, match="a graph in memory has no place for a ledger"):
        graph.push(ox.endpoint)
    assert len(graph.push(ox.endpoint.url, ledger=tmp_path / "l").new) == 3
    assert graph.push(ox.endpoint, ledger=tmp_path / "l").is_empty
    assert ox.quads() == quads(store)


@pytest.mark.parametrize("form", ["graphs", "rdf12"])
def test_statements_are_pushed_and_pulled_in_another_form(form, ox, folder, tmp_path):
    to = ["--store", str(folder), "--to", ox.endpoint.url, "--statements", form]
    assert run(commands, ["push", *to, "-q"]) == 0
    assert run(commands, ["diff", *to, "-q"]) == 0
    back, here = tmp_path / "back.nq", tmp_path / "here.nq"
    assert (
        run(commands, ["pull", "--from", ox.endpoint.url, "-o", str(back), "--statements", form])
        == 0
    )
    assert (
        run(commands, ["export", "--store", str(folder), "-o", str(here), "--statements", form])
        == 0
    )
    assert back.read_bytes() == here.read_bytes()
    assert run(commands, ["pull", "--from", ox.endpoint.url, "-o", str(back)]) == 0
    assert run(commands, ["export", "--store", str(folder), "-o", str(here)]) == 0
    assert back.read_bytes() == here.read_bytes()
    assert run(commands, ["push", "--store", str(folder), "--to", ox.endpoint.url, "-q"]) == 0
    with Embedded.read_only(folder) as store:
        assert ox.quads() == quads(store)


def test_files_can_be_pushed(ox, folder, tmp_path):
    file = tmp_path / "graph.trig"
    assert run(commands, ["export", "--store", str(folder), "-o", str(file)]) == 0
    assert run(commands, ["push", str(file), "--to", ox.endpoint.url, "-q"]) == 0
    with Embedded.read_only(folder) as store:
        assert ox.quads() == quads(store)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["push", "--to", "http://127.0.0.1:1"], 2, "give FILES or --store DIR, one of the two"),
        (["push", "a.nq", "b.nq", "--to", "http://127.0.0.1:1"], 1, "--ledger: several files have no one place"),
        (["push", "--store", "nowhere", "--to", "http://127.0.0.1:1"], 1, "nowhere: no store is there; make one"),
        (["pull", "--from", "ftp://x"], 1, "no address of an endpoint"),
        (["push", "--store", "S", "--to", "http://127.0.0.1:1", "--profile", "fueski"], 1, "did you mean 'fuseki'?"),
    ],
)  # fmt: skip
def test_wrong_use_is_told_in_one_line(
    arguments, code, message, folder, tmp_path, capsys, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    for name in "ab":
        (tmp_path / f"{name}.nq").write_text("")
    arguments = [str(folder) if each == "S" else each for each in arguments]
    assert run(commands, arguments) == code
    assert message in capsys.readouterr().err


@pytest.fixture(autouse=True)
def _no_credentials(monkeypatch) -> None:
    for name in ("KG_USER", "KG_PASSWORD", "KG_TOKEN"):
        monkeypatch.delenv(name, raising=False)
