"""A really started ``kg serve`` on a free port of loopback, and what a client needs to speak to it."""

import http.client
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from servers import stopped

from kg.store import Embedded

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
NEWS = Path(__file__).parents[2] / "examples/news"
AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"

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
    with stopped(process):
        first = process.stdout.readline()
        assert first, process.stderr.read()
        second = process.stdout.readline()
        served = Served(process, first.split()[-1], [first, second])
        assert served.query("ASK {}").status == 200
        yield served


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


# -- the explorer in a real browser --------------------------------------------------------------


@pytest.fixture(
    scope="module"
)  # its driver has an event loop in this thread: no module after this one may find it
def browser() -> Iterator[Any]:
    """A headless browser, of the machine's own."""
    if BROWSER is None:
        pytest.skip("no browser is installed; apt-get install chromium")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=15_000)  # milliseconds; two browsers may share a core
    options = [
        *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    ]
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=BROWSER, args=options)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def news(tmp_path_factory) -> Path:
    """The folder of a store with the example articles, read for real."""
    from kg.pipeline import build

    path = tmp_path_factory.mktemp("explorer") / "news"
    build(NEWS, store=path)
    return path


@pytest.fixture(scope="session")
def shown(news) -> Iterator[Served]:
    """A server over the example articles."""
    with serving("--store", news) as started:
        yield started


@contextmanager
def looking(browser: Any, served: Served, **options: Any) -> Iterator[Any]:
    """Yield a page at SERVED; at the end nothing may have gone wrong in it, nor be loaded from elsewhere."""
    usual = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
    context = browser.new_context(base_url=served.address, **{**usual, **options})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console", lambda message: wrong.append(message.text) if message.type == "error" else None
    )
    page.on(
        "request",
        lambda request: wrong.append(request.url) if _elsewhere(request, served) else None,
    )
    page.set_default_timeout(15_000)
    try:
        page.wrong = wrong
        yield page
        assert wrong == []
    finally:
        context.close()


def _elsewhere(request: Any, served: Served) -> bool:
    return not request.url.startswith((served.address, "data:", "blob:"))


@pytest.fixture(scope="session")
def look() -> Callable[..., Any]:
    """A context manager that looks at a server with a page of its own."""
    return looking


@pytest.fixture
def page(browser, shown) -> Iterator[Any]:
    """A page at the server over the example articles."""
    with looking(browser, shown) as found:
        yield found


@pytest.fixture(scope="session")
def axe() -> str:
    """The checker of accessibility, as a script."""
    if not AXE.is_file():
        pytest.skip("axe-core is not there; run `npm ci` in web/")
    return AXE.read_text(encoding="utf-8")
