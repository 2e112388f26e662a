"""Whatever strikes a push: the next one brings the endpoint to what the store has."""

import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest
import servers
from invented import THINGS, Article
from pyoxigraph import RdfFormat, parse

import faults
from faults import Ended, scenes
from kg.store import Embedded

MANY = int(os.environ.get("KG_FAULTS") or 0)
SENDS = ("sendto", "sendmsg", "recvfrom", "connect")
LATER = [
    Article(n, frozenset(sorted(THINGS)[n + 2 : n + 9]), {}, {sorted(THINGS)[n + 2]: 20}, 2021)
    for n in range(3, 11)
]
Strike = Callable[[Callable[..., Ended]], Ended]


@pytest.fixture
def strike(oxigraph_server: servers.Server, tmp_path: Path) -> Strike:
    """A function that strikes a push of a store that has changed since the last one, and then pushes it again."""
    before = tmp_path / "before"
    before.mkdir()
    scenes.fill(before)
    command = [sys.executable, "-m", "kg", "push", "--store", "news", "--to", oxigraph_server.url, "-q"]  # fmt: skip
    number = iter(range(1_000_000))

    def struck(fault: Callable[..., Ended]) -> Ended:
        servers.empty(oxigraph_server)
        place = tmp_path / str(next(number))
        shutil.copytree(before, place)
        (place / "tmp").mkdir()
        where = {"cwd": place, "env": scenes.environment(place)}
        assert faults.undisturbed(command, **where).code == 0
        with Embedded.open(place / "news") as store:
            store.remove("https://news.example/1")
        scenes.fill(place, LATER)
        ended = fault(command, **where)
        assert faults.undisturbed(command, **where).code == 0
        assert at(oxigraph_server) == lines(place / "news")
        assert {path.name for path in place.iterdir()} == {"news", "news.ledger", "tmp"}
        assert not list((place / "tmp").iterdir())
        return ended

    return struck


def at(server: servers.Server) -> set[str]:
    data = servers.fetched(f"{server.url}/store", RdfFormat.N_QUADS.media_type)
    return set(map(str, parse(data, format=RdfFormat.N_QUADS)))


def lines(place: Path) -> set[str]:
    with Embedded.read_only(place) as store:
        return set(map(str, store.quads()))


def on_a_full_disk(room: int) -> Callable[..., Ended]:
    return lambda command, **where: faults.on_a_full_disk(command, where["cwd"], room, **where)


def test_a_ledger_that_the_disk_does_not_take_is_one_line_and_the_next_push_is_whole(strike):
    faults.needs("strace")
    ended = strike(partial(faults.failing, calls=("pwrite64",), nth=16, error="ENOSPC"))
    assert ended.code == 1
    assert ended.err == (
        "kg: news.ledger: cannot be written: database or disk is full; "
        "make room, and run the same command again: it goes on where it was stopped\n"
    )


def test_on_a_full_disk_the_next_push_is_whole(strike):
    faults.needs("unshare")
    ended = strike(on_a_full_disk(0))
    assert (ended.code, len(ended.err.splitlines())) == (1, 1), ended


@pytest.mark.skipif(not MANY, reason="a long run: KG_FAULTS=8 asks for it")
def test_whatever_happens_the_next_push_is_whole(strike):
    faults.needs("strace")
    faults.needs("unshare")
    rng, struck = Random(20261201), 0
    for _ in range(MANY):
        seconds = rng.uniform(0.2, 1.5)
        for fault in (
            lambda command, seconds=seconds, **where: faults.killed_at(command, seconds, **where),
            partial(faults.killed_at_call, calls=SENDS, nth=rng.randint(1, 30)),
            partial(faults.killed_at_call, calls=faults.WRITES, nth=rng.randint(1, 60)),
            partial(faults.failing, calls=faults.WRITES, nth=rng.randint(1, 40), error="ENOSPC"),
            partial(faults.failing, calls=faults.SYNCS, nth=rng.randint(1, 8), error="EIO"),
            on_a_full_disk(rng.randrange(0, 200_000, 4_096)),
        ):
            ended = strike(fault)
            struck += ended.code != 0
            assert "Traceback" not in ended.err or ended.struck_a_stream, ended
    assert struck > MANY
