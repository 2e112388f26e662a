"""kg watch as a process of its own, over real files, with a real endpoint; nothing waits for a time, all for a line."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import servers

import kg
from kg.endpoint import Endpoint
from kg.errors import StoreError
from kg.store import Embedded, compare, exchange, ledger_beside

PATIENCE = 400  # seconds for a line; a busy machine must not fail a test
RULES = ("--extractors", "rules", "--kb", "small")
SENTENCES = " ".join(
    f"Police in Madrid arrested the banker Piet Vos on Monday, {n} days after Norway bought ships from Brazil."
    for n in range(2, 6)
)
FINED = (
    "---\nurl: https://a.example/codelco\n---\nChile fined the miner {} in Santiago on Friday.\n"
)
MANY = 150
CHEVRON = "Chevron exports Venezuelan oil to the United States.\n"


class Watching:
    """A process of kg watch: the events that it prints, as they come."""

    def __init__(self, folder: Path, *options: object) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kg", "watch", "in", "--store", "st", "--json", "--every", "0.2",
             *RULES, *map(str, options)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder,
        )  # fmt: skip
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put("")

    def next(self) -> dict[str, Any]:
        line = self._lines.get(timeout=PATIENCE)
        assert line, self.process.stderr.read()
        return json.loads(line)

    def kinds(self, *kinds: str) -> list[dict[str, Any]]:
        """The next events, which are of KINDS."""
        events = [self.next() for _ in kinds]
        assert [event["event"] for event in events] == list(kinds), events
        return events

    def end(self) -> dict[str, Any]:
        """Ask it to end as a service manager does; its last event."""
        self.process.send_signal(signal.SIGTERM)
        (last,) = self.kinds("stopped")
        assert self.process.wait(timeout=PATIENCE) == 0
        return last


@contextmanager
def watching(folder: Path, *options: object) -> Iterator[Watching]:
    found = Watching(folder, *options)
    with servers.stopped(found.process):
        yield found


def put(folder: Path, name: str, text: str) -> None:
    """Write a file as a program does that takes care: under another name first."""
    part = folder / f"{name}.part"
    part.write_text(text)
    part.rename(folder / name)


def facts(place: Path) -> list[str]:
    """All that a store says, but for earlier texts: a store that is built at once never saw them."""
    with Embedded.read_only(place) as store:
        return sorted(line for line in map(str, store.quads()) if "#revision=" not in line)


def articles(place: Path) -> int:
    """How many articles the store at PLACE has; none where it is only being made."""
    try:
        with Embedded.read_only(place) as store:
            return len(store.documents())
    except StoreError:
        return 0


def is_in_step(place: Path, server: servers.Server) -> bool:
    with (
        Embedded.read_only(place) as store,
        exchange(store.store, Endpoint(server.url), ledger_beside(place)) as between,
    ):
        return compare(between).is_empty


def test_what_arrives_is_read_corrected_removed_and_pushed(tmp_path):
    incoming = tmp_path / "in"
    incoming.mkdir()
    data = tmp_path / "data"
    data.mkdir()
    port = servers.free_port()
    url = f"http://127.0.0.1:{port}"
    with watching(tmp_path, "--push", url, "--remove-gone") as watch:
        with servers.oxigraph(data, port=port) as server:
            watch.kinds("begun")
            put(incoming, "story.txt", CHEVRON)
            put(incoming, "codelco.md", FINED.format("Codelco"))
            read = 0
            while read < 2:  # in one round or in two
                (event,) = watch.kinds("read")
                read += event["read"]
            assert is_in_step(tmp_path / "st", server)

            put(incoming, "codelco.md", FINED.format("Anglo American"))
            (event,) = watch.kinds("read")
            assert (event["read"], event["replaced"]) == (1, 1)
            put(incoming, "story.txt", CHEVRON.replace("oil", "gas"))
            (event,) = watch.kinds("read")  # its name is of its words: one graph comes, one goes
            assert (event["read"], event["replaced"]) == (1, 1)
            assert event["pushed_graphs"] >= 2
            assert is_in_step(tmp_path / "st", server)
            assert "Codelco" not in "".join(facts(tmp_path / "st"))

            put(incoming, "bad.json", "{no JSON")
            (event,) = watch.kinds("failed")
            assert event["document"] == "in/bad.json"
        put(incoming, "away.txt", SENTENCES)
        trouble, event = watch.kinds("trouble", "read")
        assert trouble["words"].startswith(f"not pushed, and tried again: {url}: cannot be reached")
        assert "pushed_graphs" not in event
        with servers.oxigraph(data, port=port) as server:
            (event,) = watch.kinds("pushed")
            assert event["pushed_graphs"] >= 1
            (incoming / "away.txt").unlink()
            (event,) = watch.kinds("removed")
            assert (event["removed"], event["files"]) == (1, ["in/away.txt"])
            last = watch.end()
            assert (
                last["words"] == "stopped; 5 articles read; all is pushed; the same command goes on"
            )
            assert is_in_step(tmp_path / "st", server)
    (incoming / "bad.json").unlink()
    kg.build(incoming, store=tmp_path / "anew", extractors=["rules"], kb="small")
    assert facts(tmp_path / "st") == facts(tmp_path / "anew")


def test_killed_in_the_middle_it_goes_on_and_is_served_meanwhile(tmp_path):
    incoming = tmp_path / "in"
    incoming.mkdir()
    lines = [
        {"url": f"https://a.example/{n}", "text": f"Report {n} is out. {SENTENCES}"}
        for n in range(MANY)
    ]
    put(incoming, "news.jsonl", "\n".join(map(json.dumps, lines)))
    with watching(tmp_path, "--workers", 1) as watch:
        watch.kinds("begun")
        while not (kept := articles(tmp_path / "st")):
            assert watch.process.poll() is None
            time.sleep(0.05)
        assert kept < MANY
        os.kill(watch.process.pid, signal.SIGKILL)
        watch.process.wait()
    kg.build(incoming, store=tmp_path / "whole", extractors=["rules"], kb="small")
    with servers.stopped(serve(tmp_path)) as server:
        address = server.stdout.readline().split(" at ")[1].strip()
        with watching(tmp_path, "--workers", 1) as watch:
            _, event = watch.kinds("begun", "read")
            assert 0 < event["read"] <= MANY - kept
            assert count(address) == MANY
            put(incoming, "story.txt", CHEVRON)
            watch.kinds("read")
            assert count(address) == MANY + 1
            (incoming / "story.txt").unlink()
            (event,) = watch.kinds("gone")
            assert event["words"] == (
                "gone: in/story.txt; the articles stay; kg remove in/story.txt --store st removes them"
            )
            watch.end()
    with Embedded.open(tmp_path / "st") as store:
        store.remove(str(incoming / "story.txt"))
    assert facts(tmp_path / "st") == facts(tmp_path / "whole")


def serve(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", "--store", "st", "--port", "0", "--no-try"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder,
    )  # fmt: skip


def count(address: str) -> int:
    """How many articles a server knows."""
    query = "SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7BGRAPH%20%3Fg%20%7B%3Fg%20a%20schema%3ANewsArticle%7D%7D"
    request = urllib.request.Request(
        f"{address}sparql?query={query}", headers={"Accept": "text/csv"}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=PATIENCE) as answer:
        return int(answer.read().decode().split()[1])


@pytest.mark.parametrize("wrong", [["-"], ["--every", "0"]])
def test_a_wrong_use_is_said(kg, tmp_path, wrong):
    code, _, err = kg("watch", "in", *wrong, "--store", tmp_path / "st")
    assert code == 2
    assert err
