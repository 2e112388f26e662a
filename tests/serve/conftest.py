"""A really started ``kg serve`` on a free port of loopback, and what a client needs to speak to it."""

import http.client
import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from kg.store import Embedded

# Asked of a store with some hundred triples, it would run for days.
ENDLESS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }"
)


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def type(self) -> str:
        return self.headers["content-type"].partition(";")[0]

    def json(self) -> Any:
        return json.loads(self.body)

    def rows(self) -> list[dict[str, str]]:
        return [
            {name: term["value"] for name, term in row.items()}
            for row in self.json()["results"]["bindings"]
        ]


@dataclass
class Served:
    """A running server, and requests to it."""

    process: subprocess.Popen[str]
    address: str
    lines: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(re.search(r":(\d+)/$", self.address)[1])

    @property
    def children(self) -> list[int]:
        task = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        if not task.exists():
            pytest.skip("the children of a process are read from Linux' /proc")
        return sorted(map(int, task.read_text().split()))

    def connect(self, timeout: float = 60) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Reply:
        connection = self.connect()
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, found, response.read())
        finally:
            connection.close()

    def query(self, text: str, *pairs: tuple[str, str], **headers: str) -> Reply:
        return self.ask("GET", f"/sparql?{urlencode([('query', text), *pairs])}", **headers)


@contextmanager
def serving(*options: object) -> Iterator[Served]:
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", *map(str, options)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace"
    )
    try:
        first = process.stdout.readline()
        assert first, process.stderr.read()
        second = process.stdout.readline()
        served = Served(process, first.split()[-1], [first, second])
        assert served.query("ASK {}").status == 200
        yield served
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
            process.stderr.close()


@pytest.fixture(scope="session")
def serve() -> Callable[..., Any]:
    """A context manager that starts a server with the options that it is given."""
    return serving


@pytest.fixture(scope="session")
def articles(write, stories):
    """What three articles say, as a store takes it."""
    return [write(story) for story in stories.values()]


@pytest.fixture(scope="session")
def folder(tmp_path_factory, articles) -> Path:
    """The folder of a store with three articles."""
    path = tmp_path_factory.mktemp("serve") / "store"
    with Embedded.open(path) as store:
        store.add(articles)
    return path


@pytest.fixture(scope="session")
def served(folder) -> Iterator[Served]:
    """A server over the three articles, that no test stops."""
    with serving("--store", folder) as started:
        yield started


@pytest.fixture(scope="session")
def endless() -> str:
    """A query that does not end."""
    return ENDLESS
