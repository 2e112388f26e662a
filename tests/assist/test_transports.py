"""How the tools are reached: a process, a port of this machine, one call on the command line; and who is refused."""

import http.client
import json
import signal
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from anyio.from_thread import start_blocking_portal
from mcp import Client

from kg.store import Embedded

ENDLESS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }"
)
# Articles come one after the other, as a build adds them.
WRITER = """
import sys
from dataclasses import dataclass
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from kg.store import Embedded

@dataclass
class Document:
    document: str
    shared: tuple
    graph: tuple

LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
with Embedded.open(Path(sys.argv[1])) as store:
    for n in range(30):
        name = NamedNode(f"https://news.example/{n}")
        thing = NamedNode(f"https://w3id.org/news-kg/entity/Newcomer_{n}.person")
        fact, said = Quad(thing, LABEL, Literal(f"Newcomer {n}")), Quad(thing, LABEL, Literal("x"), name)
        store.add([Document(name.value, (fact,), (said,))])
"""


@pytest.fixture(scope="module")
def heard(listen, folder):
    """The address of tools over HTTP that no test stops."""
    with listen("--store", folder) as (address, _):
        yield address


def post(address, **headers):
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/list"})
    usual = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    try:
        connection.request(
            "POST", parts.path, body, usual | {n.replace("_", "-"): v for n, v in headers.items()}
        )
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def test_http_gives_the_same_answers(heard, tools):
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(heard)) as client,
    ):
        assert len(portal.call(client.list_tools).tools) == 9
        found = portal.call(client.call_tool, "entity", {"name": "Ana Ruiz"})
    assert found.structured_content == tools.ask("entity", name="Ana Ruiz")[0]


def test_other_host_is_refused(heard):
    status, told = post(heard, Host="evil.example")
    assert (status, told) == (
        421,
        "Host: 'evil.example' is not this server; ask it as http://127.0.0.1\n",
    )


def test_pages_of_other_sites_are_refused(heard):
    assert post(heard, Origin="https://evil.example")[0] == 403
    assert post(heard, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="cors")[0] == 403


def test_server_ends_at_a_signal(listen, folder):
    with listen("--store", folder) as (address, process):
        assert post(address)[0] < 500
        process.terminate()
        assert process.wait(timeout=20) == 0


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, None])
def test_process_ends_at_a_signal_and_with_its_input(folder, end):
    command = [sys.executable, "-m", "kg", "mcp", "--store", str(folder)]
    hello = {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "a", "version": "1"},
    }
    line = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello})
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        process.stdin.write(f"{line}\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["result"]["serverInfo"]["name"] == "news-kg"
        process.send_signal(end) if end else process.stdin.close()
        assert process.wait(timeout=20) == 0


def test_endless_query_is_stopped_and_the_next_is_answered(assist, folder, tmp_path):
    with assist("--store", folder, "--timeout", 0.5, errors=tmp_path / "errors") as tools:
        told = tools.refused("sparql", query=ENDLESS)
        assert told == "query: stopped after 0.5 s; narrow it, or allow more with --timeout"
        assert tools.ask("sparql", query="ASK {}")[0]["boolean"] is True


def test_query_that_takes_too_much_memory_is_stopped(assist, folder, tmp_path):
    query = "SELECT ?x { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(CONCAT(STR(?a), STR(?d), STR(?g)) AS ?x) } ORDER BY ?x"
    with assist("--store", folder, "--memory", 200, errors=tmp_path / "errors") as tools:
        assert "needs more than 200 MiB of memory" in tools.refused("sparql", query=query)


def test_tools_see_what_a_build_adds_and_never_break(assist, tmp_path, written):
    folder = tmp_path / "store"
    with Embedded.open(folder) as store:
        store.add(written)
    with assist("--store", folder, errors=tmp_path / "errors") as tools:
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)])
        with writer:
            while writer.poll() is None:
                value, _ = tools.ask("entity", name="Ana Ruiz")
                assert value["thing"]["name"] == "Ana Ruiz"
        assert writer.returncode == 0
        # Names that are like it are found as well, before the index has it.
        end = time.monotonic() + 15
        while (found := _first(tools, "Newcomer 29")) != "Newcomer 29" and time.monotonic() < end:
            time.sleep(0.05)
        assert found == "Newcomer 29"


def _first(tools, text):
    things = tools.ask("search", text=text)[0]["things"]
    return things[0]["name"] if things else None


def test_files_are_asked_in_place_of_a_store(kg, tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text(
        "<https://w3id.org/news-kg/entity/Acme.company> a <https://w3id.org/news-kg/ontology#Company> ;"
        ' <http://www.w3.org/2000/01/rdf-schema#label> "Acme" ;'
        " <https://w3id.org/news-kg/ontology#headquarteredIn> <https://w3id.org/news-kg/entity/Oslo.city> ."
    )
    code, out, _ = kg("mcp", "--data", path, "--call", "entity", "--param", "name=Acme")
    assert code == 0
    assert (
        "NO SOURCE KEPT: the graph has it as a fact, and no claim with a sentence for it: “Acme” "
        in out
    )


def test_call_prints_what_an_assistant_reads(kg, folder, tools):
    code, out, _ = kg("mcp", "--store", folder, "--call", "entity", "--param", "name=Ana Ruiz")
    assert code == 0
    assert out.rstrip("\n") == tools.ask("entity", name="Ana Ruiz")[1]


def test_call_that_is_refused_is_one_line(kg, folder):
    code, _, err = kg("mcp", "--store", folder, "--call", "entity")
    assert (code, err) == (1, "kg: entity: name: field required\n")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "which graph? Give one of --store DIR and --data FILE"),
        (("--store", "nowhere", "--param", "a=b"), "--param goes with --call TOOL"),
    ],
)
def test_wrong_use_is_told(kg, options, message):
    code, _, err = kg("mcp", *options)
    assert code == 2
    assert message in err


def test_store_that_is_not_there_is_told(kg, tmp_path):
    code, _, err = kg("mcp", "--store", tmp_path / "nowhere")
    assert code == 1
    assert err.count("\n") == 1
    assert "no store is there" in err


def test_missing_extra_is_one_line_that_says_what_to_install(kg, folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "mcp", None)
    code, _, err = kg("mcp", "--store", folder)
    assert (code, err) == (1, "kg: mcp: it is not installed; pip install 'news-kg[mcp]'\n")


def test_help_and_import_load_no_sdk():
    code = "import sys, kg, kg.cli\nprint({'mcp', 'pydantic', 'starlette', 'kg.assist'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"
