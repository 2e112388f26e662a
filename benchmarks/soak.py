"""``kg serve`` under mixed load, as builds, removals and pushes go on in its store; exit code 1 at an error.

python -m benchmarks.soak [--minutes N] [--clients N] [--seed N]

Pages, views, named queries, texts that are no query, and queries whose clients go away. Each answer is checked: a count
agrees with the rows beside it, and an article is there as a whole or not at all. Memory must be level.
"""

import argparse
import contextlib
import http.client
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from json import loads
from pathlib import Path
from threading import Event, Lock, Thread
from urllib.parse import quote, urlencode

from benchmarks.servers import kg_serve, oxigraph
from kg.query import load, names
from kg.query.bind import declare

NEWS = Path(__file__).resolve().parents[1] / "examples" / "news"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
COUNTED = "SELECT ?n ?s { { SELECT (COUNT(*) AS ?n) { ?x a kg:Person } } ?s a kg:Person }"
SIZES = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?g a schema:NewsArticle } GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
PEOPLE = "SELECT ?s { ?s a kg:Person }"
# Without what is asked for: where no parameter is needed.
QUESTIONS = [name for name in names() if not any(each.required for each in load(name).params)]
BROKEN = (
    "BASE." * 5_000,
    "ASK " + "{" * 5_000,
    "ASK { SERVICE <http://127.0.0.1:1/> {} }",
    "ASK { ?s ?p }",
)
SAMPLE = 5.0  # seconds between two looks at the memory
GROWTH = 1.15  # of the memory in the last quarter to that in the second
SLACK = 15  # MiB that come on top


class WrongError(Exception):
    """An answer that is not what it must be."""


@dataclass
class Soak:
    """What has been asked and found so far."""

    port: int
    articles: dict[str, int]
    people: list[str]
    stop: Event = field(default_factory=Event)
    asked: Counter[str] = field(default_factory=Counter)
    times: dict[str, list[float]] = field(default_factory=dict)
    written: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def ask(self, path: str, body: str | None = None, accept: str = "*/*") -> tuple[int, bytes]:
        """Return the status and the body of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            headers = {"Accept": accept, "Content-Type": "application/sparql-query"}
            connection.request("GET" if body is None else "POST", path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def rows(self, text: str) -> list[dict[str, str]]:
        """Return the rows of a query."""
        status, body = self.ask("/sparql", declare(text), "application/sparql-results+json")
        if status != 200:
            raise WrongError(f"{status} {body[:200]!r}")
        return [
            {name: term["value"] for name, term in row.items()}
            for row in loads(body)["results"]["bindings"]
        ]

    def expect(
        self, path: str, *statuses: int, body: str | None = None, accept: str = "*/*"
    ) -> None:
        """Ask, and complain of a status that is none of STATUSES."""
        status, told = self.ask(path, body, accept)
        if status not in statuses:
            raise WrongError(f"{path[:60]}: {status} {told[:200]!r}")


def page(soak: Soak, draw: random.Random) -> None:
    """Ask for the page, one of its files, or a thing as RDF."""
    soak.expect(
        draw.choice(["/", "/read", "/licences.txt", "/queries"]), 200, accept="text/html,*/*;q=0.1"
    )
    soak.expect(f"/resource?iri={quote(draw.choice(soak.people))}", 200, 404, accept="text/turtle")


def view(soak: Soak, draw: random.Random) -> None:
    """Ask for what the page shows; a thing or an article may be gone."""
    soak.expect("/api/home", 200)
    soak.expect(
        f"/api/suggest?q={quote(draw.choice('Maduro Chevron Russia Duterte Kakovka'.split()))}", 200
    )
    soak.expect(f"/api/entity?iri={quote(draw.choice(soak.people))}", 200, 404)
    soak.expect(f"/api/article?iri={quote(draw.choice(list(soak.articles)))}", 200, 404)


def question(soak: Soak, draw: random.Random) -> None:
    """Ask a named question."""
    soak.rows(load(draw.choice(QUESTIONS)).text)


def counted(soak: Soak, _: random.Random) -> None:
    """Ask for a count and what is counted: they are of one state."""
    rows = soak.rows(COUNTED)
    if rows and {row["n"] for row in rows} != {str(len(rows))}:
        raise WrongError(f"{len(rows)} rows, and a count of {rows[0]['n']}")


def whole(soak: Soak, _: random.Random) -> None:
    """Ask how large each article is: as large as ever, or not there."""
    for row in soak.rows(SIZES):
        if int(row["n"]) != soak.articles.get(row["g"]):
            raise WrongError(f"{row['g']}: {row['n']} triples, not {soak.articles.get(row['g'])}")


def cancelled(soak: Soak, draw: random.Random) -> None:
    """Begin what does not end, and go away."""
    with socket.create_connection(("127.0.0.1", soak.port), timeout=60) as client:
        query = urlencode({"query": ENDLESS})
        client.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        time.sleep(draw.uniform(0, 0.5))


def broken(soak: Soak, draw: random.Random) -> None:
    """Ask what is no query, or is refused."""
    soak.expect("/sparql", 400, 403, body=draw.choice(BROKEN))


LOAD: dict[Callable[[Soak, random.Random], None], int] = {
    page: 4, view: 4, question: 4, counted: 4, whole: 2, cancelled: 1, broken: 1,
}  # fmt: skip


def reader(soak: Soak, seed: int) -> None:
    """Ask one thing after the other."""
    draw = random.Random(seed)
    while not soak.stop.is_set():
        (act,) = draw.choices(list(LOAD), list(LOAD.values()))
        began = time.monotonic()
        try:
            act(soak, draw)
        except (WrongError, OSError, http.client.HTTPException) as error:
            soak.wrong.append(f"{act.__name__}: {error!r}")
        with soak.lock:
            soak.asked[act.__name__] += 1
            soak.times.setdefault(act.__name__, []).append(time.monotonic() - began)
        soak.stop.wait(draw.uniform(0, 0.1))


def writer(soak: Soak, store: Path, endpoint: str, seed: int) -> None:
    """Remove some articles, push, build them again, push, and so on."""
    draw = random.Random(seed)
    push = ("push", "--store", store, "--to", endpoint)
    while not soak.stop.is_set():
        gone = draw.sample(list(soak.articles), 3)
        for command in (
            ("remove", *gone, "--store", store),
            push,
            ("build", NEWS, "--store", store),
            push,
        ):
            if soak.stop.is_set():
                return
            run = _kg(*command)
            soak.written[str(command[0])] += 1
            if run.returncode:
                soak.wrong.append(f"kg {command[0]}: {run.returncode} {run.stderr[-300:]}")


def _kg(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def memory(pid: int) -> tuple[int, list[int]]:
    """Return the MiB of a process, and of each of its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return _resident(pid), [_resident(int(child)) for child in children]


def _resident(pid: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) >> 10
    return 0


def level(samples: list[int]) -> tuple[int, int, bool]:
    """Return the median of the second quarter of SAMPLES and that of the last, and whether the memory is level.

    >>> level([50, 60, 60, 61]), level([50, 60, 90, 120])
    ((60, 61, True), (60, 120, False))
    """
    quarter = max(1, len(samples) // 4)
    early = round(statistics.median(samples[quarter : 2 * quarter]))
    late = round(statistics.median(samples[-quarter:]))
    return early, late, late <= GROWTH * early + SLACK


def soaked(store: Path, log: Path, *, minutes: float, clients: int, seed: int) -> int:
    """Run it all for MINUTES, print what was found, and return the exit code."""
    with (
        log.open("w") as errors,
        kg_serve(store, stderr=errors) as (process, port),
        oxigraph("serve") as elsewhere,
    ):
        soak = Soak(port, {}, [])
        soak.articles = {row["g"]: int(row["n"]) for row in soak.rows(SIZES)}
        soak.people = [row["s"] for row in soak.rows(PEOPLE)]
        threads = [Thread(target=reader, args=(soak, seed + n)) for n in range(clients)]
        threads.append(
            Thread(target=writer, args=(soak, store, f"http://127.0.0.1:{elsewhere}", seed))
        )
        for thread in threads:
            thread.start()
        samples = []
        end = time.monotonic() + 60 * minutes
        while time.monotonic() < end and process.poll() is None:
            time.sleep(SAMPLE)
            samples.append(memory(process.pid))
        soak.stop.set()
        for thread in threads:
            thread.join()
        alive = process.poll() is None
    if not alive:
        soak.wrong.append("the server has ended")
    if told := log.read_text():
        soak.wrong.append(f"log: {told[-500:]}")
    return _told(soak, samples)


def _told(soak: Soak, samples: list[tuple[int, list[int]]]) -> int:
    print(
        f"{sum(soak.asked.values())} actions of readers, {sum(soak.written.values())} commands that write"
    )
    for name, count in soak.asked.most_common():
        times = sorted(soak.times[name])
        late = 1000 * times[int(len(times) * 0.99)]
        print(
            f"  {name:<10} {count:>7}   median {1000 * statistics.median(times):6.0f} ms   p99 {late:6.0f} ms"
        )
    print("  " + ", ".join(f"kg {name} {count}" for name, count in soak.written.items()))
    kinds = {
        "server": [own for own, _ in samples],
        "largest child": [max(each, default=0) for _, each in samples],
    }
    for kind, sizes in kinds.items():
        early, late, is_level = level(sizes)
        print(f"memory of the {kind}: {early} MiB early, {late} MiB late, {max(sizes)} MiB at most")
        if not is_level:
            soak.wrong.append(f"memory of the {kind} grows: {early} to {late} MiB")
    for wrong in soak.wrong[:20]:
        print(f"wrong: {wrong}")
    print(f"{len(soak.wrong)} wrong")
    return 1 if soak.wrong else 0


def main() -> int:
    """Read the command line, make a store of the example articles, and begin."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--clients", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kg-soak-") as folder:
        store = Path(folder) / "store"
        if (made := _kg("build", NEWS, "--store", store)).returncode:
            print(made.stderr, file=sys.stderr)
            return 1
        options = {"minutes": given.minutes, "clients": given.clients, "seed": given.seed}
        return soaked(store, Path(folder) / "log", **options)


if __name__ == "__main__":
    sys.exit(main())
