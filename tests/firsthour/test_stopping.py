"""Ctrl-C and SIGTERM: what is finished is kept as whole articles, one line says how to go on, and going on works."""

import contextlib
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.console import Console

import kg
from kg import sources
from kg.cli.bar import bar
from kg.store import Embedded

MANY = 400
KILLS = int(os.environ.get("KG_KILLS") or 2)  # of a build; KG_KILLS asks for more
SENTENCES = " ".join(
    f"Police in Madrid arrested the banker Piet Vos on Monday, {n} days after Norway bought ships from Brazil."
    for n in range(2, 40)
)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text(
        "\n".join(
            json.dumps({"url": f"https://a.example/{n}", "text": f"Report {n} is out. {SENTENCES}"})
            for n in range(MANY)
        )
    )
    return path


def start(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kg", "build", *map(str, arguments), "--extractors", "rules"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hear_interrupts,
    )


def hear_interrupts() -> None:
    """Let a child hear the interrupt, also where the tests run in the background of a shell, which ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait_for_writes(store: Path, process: subprocess.Popen[str]) -> None:
    """Wait until the store is there, and something may be in it."""
    end = time.monotonic() + 120
    while not (store / "CURRENT").exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.1)
    time.sleep(2)


def running(group: int, patience: float = 10) -> list[str]:
    """The processes of GROUP that still run after a while; who has ended and waits for burial does not."""
    end = time.monotonic() + patience
    while found := [
        fields
        for path in Path("/proc").glob("[0-9]*/stat")
        if (fields := stat(path))[4:5] == [str(group)] and fields[2] != "Z"
    ]:
        if time.monotonic() > end:
            break
        time.sleep(0.1)
    return [" ".join(fields[:5]) for fields in found]


def stat(path: Path) -> list[str]:
    try:
        return path.read_text().split()
    except OSError:
        return []


@pytest.mark.parametrize(
    ("sent", "workers"), [(signal.SIGINT, 1), (signal.SIGTERM, 1), (signal.SIGINT, 2)]
)
def test_what_is_finished_is_kept_and_the_same_command_goes_on(sent, workers, news, tmp_path):
    store = tmp_path / "out" / "news"
    process = start(news, "--store", store, "--workers", workers)
    wait_for_writes(store, process)
    if sent is signal.SIGINT:
        os.killpg(process.pid, sent)  # as a terminal does: to all of the group
    else:
        process.send_signal(sent)
    out, err = process.communicate(timeout=60)
    with Embedded.read_only(store) as embedded:
        kept = len(embedded.documents())
    assert 0 < kept < MANY
    assert (process.returncode, out) == (130, "")
    assert err == (
        f"kg: stopped; {kept} of {MANY} articles are in {store}; run the same command again to go on\n"
    )
    assert not running(process.pid)  # no worker is left
    news.write_text(
        "\n".join(news.read_text().splitlines()[: kept + 3])
    )  # not all: that takes long
    process = start(news, "--store", store, "--workers", workers, "--json")
    report = json.loads(process.communicate(timeout=120)[0])
    assert (process.returncode, report["unchanged"], report["documents"]) == (0, kept, 3)


def finish(process: subprocess.Popen[str]) -> None:
    _, err = process.communicate(timeout=240)
    assert process.returncode == 0, err


def graph(store: Path) -> list[str]:
    """All that STORE has, with what it notes of its articles, as sorted lines.

    When files changed is left out: their stamps depend on when a build ends, not on what it does.
    """
    with Embedded.read_only(store) as embedded:
        return sorted(line for line in map(str, embedded.store) if "ledger#stamp" not in line)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_build_that_is_killed_goes_on_to_the_same_graph(workers, tmp_path):
    text = " ".join(SENTENCES.split(". ")[:4])
    news = tmp_path / "news.jsonl"
    lines = [
        {"url": f"https://a.example/{n}", "text": f"Report {n} is out. {text}"} for n in range(90)
    ]
    news.write_text("\n".join(map(json.dumps, lines)))
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    began = time.monotonic()
    finish(start(news, "--store", whole, "--workers", workers))
    taken = time.monotonic() - began
    rng = random.Random(20261201)
    for _ in range(KILLS):
        process = start(news, "--store", broken, "--workers", workers)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=rng.uniform(0.3, 1.0) * taken)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        assert not running(process.pid)
    finish(start(news, "--store", broken, "--workers", workers))
    assert graph(broken) == graph(whole)


def test_without_a_store_nothing_is_kept_and_the_file_stays(news, tmp_path):
    output = tmp_path / "graph.nq"
    output.write_text("old")
    process = start(news, "-o", output)
    time.sleep(6)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err == "kg: stopped; nothing was kept; with a store, what is finished would be\n"
    assert output.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.nq", "news.jsonl"]


def test_python_gets_an_interrupt_that_says_what_was_kept(news, tmp_path):
    def stop(done: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    news.write_text("\n".join(news.read_text().splitlines()[:12]))
    documents = list(sources.read(news))
    options = {"store": tmp_path / "store", "extractors": ["rules"]}
    with pytest.raises(KeyboardInterrupt, match=r"stopped; \d+ of 12 articles are in ") as caught:
        kg.build(*documents, progress=stop, **options)
    with Embedded.read_only(tmp_path / "store") as embedded:
        kept = len(embedded.documents())
    assert kept == caught.value.kept > 0
    again = kg.build(*documents, **options)
    assert (again.report.unchanged, again.report.documents) == (kept, 12 - kept)
    assert again.quads == kg.build(*documents, extractors=["rules"]).quads


# How much is left


def test_progress_is_told_how_many_there_are():
    class Progress:
        def __init__(self):
            self.done, self.total = [], None

        def __call__(self, done):
            self.done.append(done)

        def expect(self, total):
            self.total = total

    progress = Progress()
    documents = [sources.document(f"It rained in Oslo {n} times.") for n in range(3)]
    kg.build(*documents, documents[0], progress=progress, extractors=["rules"])
    assert (progress.total, progress.done[-1]) == (4, 4)
    assert progress.done == sorted(set(progress.done))


def test_the_bar_shows_how_many_are_done_of_how_many():
    console = Console(force_terminal=True, width=100, record=True, file=io.StringIO())
    with bar("documents", console) as progress:
        progress.expect(400)
        progress(128)
    assert "128 of 400 documents" in console.export_text()
