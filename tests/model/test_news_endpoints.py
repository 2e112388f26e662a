"""A corpus of real news at real endpoints: pushed, changed, killed, some removed, and equal to the store each time.

The corpus is not part of the project. KG_DATA names the folder that has ``news/*.jsonl``. Every fourth article is
pushed; KG_NEWS=all pushes every second one.
"""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import servers
from pyoxigraph import Store

from kg import build, query, sources
from kg.endpoint import Credentials, Endpoint, connect
from kg.model import Document, Segment, SegmentKind
from kg.store import Embedded, Remote, layout_for
from kg.store.push import pull

DATA = Path(os.environ.get("KG_DATA") or Path(__file__).parents[3] / "shared/data")
CORPUS = sorted(DATA.glob("news/*.jsonl"))
EVERY = 2 if os.environ.get("KG_NEWS") == "all" else 4
# At how many random points a push is killed; KG_KILLS asks for more.
KILLS = int(os.environ.get("KG_KILLS") or 3)

pytestmark = [
    pytest.mark.news,
    pytest.mark.skipif(not CORPUS, reason=f"no news/*.jsonl in {DATA}; KG_DATA names a folder"),
]


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [each for each in sources.read(*CORPUS) if isinstance(each, Document)][::EVERY]


@pytest.fixture(scope="module")
def first(documents, tmp_path_factory) -> Path:
    """A store of some articles."""
    path = tmp_path_factory.mktemp("endpoints") / "first"
    build(*documents, store=path)
    return path


@pytest.fixture(scope="module")
def second(first, documents) -> Path:
    """The same store later: every tenth article has a sentence more, and three are gone."""
    path = first.with_name("second")
    with Embedded.read_only(first) as embedded:
        embedded.store.backup(str(path))
    build(*rewritten(documents), store=path)
    with Embedded.open(path) as embedded:
        for document in documents[5:8]:
            embedded.remove(document.id)
    return path


def rewritten(documents: list[Document]) -> list[Document]:
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


# A server of its own for each kind: one that was filled and emptied before plans its queries badly.
@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def endpoint(request, tmp_path_factory) -> Iterator[Endpoint]:
    start = {"oxigraph": servers.oxigraph, "virtuoso": servers.virtuoso}[request.param]
    with start(tmp_path_factory.mktemp(request.param)) as server:
        who = Credentials(server.user, server.password) if server.user else None
        yield Endpoint(server.url, credentials=who)


@pytest.fixture
def ledger(first) -> Path:
    """One ledger for all: the two stores are one that has changed."""
    return first.with_name("ledger")


def command_of(endpoint: Endpoint, store: Path, ledger: Path, *options: str) -> list[str]:
    """The arguments that push STORE."""
    who = endpoint.credentials
    user = ["--user", f"{who.user}:{who.password}"] if who else []
    to = ["--to", endpoint.url, "--ledger", str(ledger)]
    return ["push", "--store", str(store), *to, *user, *options]


def pushed(endpoint: Endpoint, store: Path, ledger: Path, *options: str) -> dict[str, int]:
    """What ``kg push --json`` says that it did."""
    command = [sys.executable, "-m", "kg", *command_of(endpoint, store, ledger, "--json", *options)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def exported(endpoint: Endpoint) -> list[str]:
    """All that the endpoint has of facts and articles, as sorted N-Quads."""
    with connect(endpoint) as connection:
        layout = layout_for(connection.profile, "document")
        return sorted(map(str, pull(Remote(connection), layout)))


def stored(path: Path) -> list[str]:
    with Embedded.read_only(path) as embedded:
        return sorted(map(str, embedded.quads()))


# Questions that need no parameter, or have one that these articles know.
QUESTIONS = {
    "casualties": {}, "claims-by-status": {}, "coverage": {}, "deals": {}, "disagreements": {},
    "diverging-figures": {}, "documents": {}, "event-contents": {}, "event-evidence": {},
    "events-by-place-and-month": {},
    "evidence": {"subject": "Airbus"}, "facts-with-sentences": {}, "independent-support": {},
    "most-mentioned": {}, "neighbours": {"entity": "Boeing"}, "positions": {},
    "rejected-candidates": {}, "resolution": {}, "sanctions": {}, "timeline": {"entity": "Airbus"},
    "unknown-predicates": {},
    "what-is-alleged": {}, "what-is-denied": {}, "what-is-planned": {}, "who-exports-what": {},
    "who-is-accused": {}, "who-is-charged": {}, "who-met-whom": {}, "who-said-what": {},
}  # fmt: skip


def rows(name: str, values: dict[str, str], where: Endpoint | Store) -> set[str]:
    """What a question finds. As a set: Virtuoso has its own order for long texts."""
    return set(query.answer(name, where, values).to_csv().splitlines())


def test_endpoint_keeps_in_step_with_the_store(endpoint, first, second, documents, ledger):
    graphs = len(documents) + 1  # one of the ontology
    assert pushed(endpoint, first, ledger)["graphs_added"] == graphs
    assert exported(endpoint) == stored(first)
    assert pushed(endpoint, first, ledger)["graphs_same"] == graphs
    near = query.open_store(first)
    differing = {
        name: sorted(rows(name, values, near) ^ rows(name, values, endpoint))[:3]
        for name, values in QUESTIONS.items()
        if rows(name, values, near) != rows(name, values, endpoint)
    }
    assert differing == {}

    done = pushed(endpoint, second, ledger)
    changed = len(rewritten(documents)) + 1  # and the part of the ontology that the graph uses
    assert (done["graphs_changed"], done["graphs_removed"]) == (changed, 3)
    assert done["graphs_same"] == graphs - changed - 3
    assert done["shared_triples_added"] > 0
    assert done["shared_triples_removed"] > 0
    assert exported(endpoint) == stored(second)


# Runs kg, dies before request POINT (after it, if POINT is below zero), and says how many requests it sent.
KILLED = """
import os, random, signal, sys
from kg.endpoint import transport
point, opened, sent = int(sys.argv[1]), transport.Transport._opened, 0
def dies(self, request, deadline):
    global sent
    mine = sent = sent + 1
    if mine == point:
        os.kill(os.getpid(), signal.SIGKILL)
    try:
        return opened(self, request, deadline)
    finally:
        if mine == -point:
            os.kill(os.getpid(), signal.SIGKILL)
transport.Transport._opened = dies
from kg.cli import main
try:
    main(sys.argv[2:])
finally:
    print(sent, file=sys.stderr)
"""


def test_push_killed_at_random_points_ends_equal(endpoint, first, second, ledger):
    def killed(store: Path, point: int) -> subprocess.CompletedProcess[str]:
        command = [
            sys.executable,
            "-c",
            KILLED,
            str(point),
            *command_of(endpoint, store, ledger, "-q"),
        ]
        return subprocess.run(command, check=False, capture_output=True, text=True)

    pushed(endpoint, second, ledger)
    whole = [killed(store, 0) for store in (first, second, first)]
    assert [each.returncode for each in whole] == [0, 0, 0]
    requests = min(int(each.stderr.split()[-1]) for each in whole)
    chance = random.Random(4)
    for turn in range(KILLS):
        store = (second, first)[turn % 2]
        point = chance.choice([1, -1]) * chance.randint(1, requests)
        assert killed(store, point).returncode == -signal.SIGKILL, (point, requests)
        pushed(endpoint, store, ledger)
        assert exported(endpoint) == stored(store)
    assert pushed(endpoint, first, ledger, "--undo")["graphs_removed"] > 280 // EVERY - 5
    assert exported(endpoint) == []
