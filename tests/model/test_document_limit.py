"""A document that takes too much, or kills the process that reads it, costs itself; real processes, and real C code."""

import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from multiprocessing import active_children
from pathlib import Path

import pytest
from pyoxigraph import parse

import kg
from kg.errors import ConfigError, SourceError
from kg.pipeline import limits
from kg.pipeline.bounds import FREE, Bounds
from kg.pipeline.kept import keeping, reader
from kg.pipeline.limits import Limit, Reader
from kg.pipeline.processes import Alone, EndedError
from kg.pipeline.settings import checked

# Loops in C that hold the lock of Python and look at no signal.
ENDLESS = (max, itertools.repeat(0, 10**14))
SAID = {
    "endless": "not read within 8 seconds; leave it out",
    "deadly": "the process that read it died",
    "greedy": "failed in stage extract: MemoryError; leave it out",
}
PLUGIN = """
import itertools, os, signal

def hurt(doc, ontology):
    if "endless" in doc.text:
        max(itertools.repeat(0, 10**14))
    if "greedy" in doc.text:
        bytearray(2**30)
    if "deadly" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return []
"""


@pytest.fixture
def alone():
    with Alone(checked(extractors=["rules"], kb="small")) as process:
        yield process


def article(number: int, words: str = "") -> dict[str, str]:
    text = f"Police in Madrid arrested the banker Piet Vos {words} on Monday. He is {number}."
    return {"url": f"https://a.example/{number}", "text": text}


@pytest.mark.parametrize(("workers", "bad"), [(1, "deadly"), (2, "endless"), (1, "greedy")])
def test_who_is_endless_deadly_or_greedy_costs_one_document(workers, bad, tmp_path):
    package = tmp_path / "plugin"
    info = package / "hurtful-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: hurtful\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[kg.extractors]\nhurtful = hurtful:hurt\n")
    (package / "hurtful.py").write_text(PLUGIN)
    articles = [article(n) for n in range(5)]
    news, graph = tmp_path / "news.jsonl", tmp_path / "graph.nq"
    given = [*articles[:3], article(3, bad), articles[4]]
    news.write_text("\n".join(map(json.dumps, given)))
    done = subprocess.run(
        [sys.executable, "-m", "kg", "build", news, "-o", graph, "--kb", "small",
         "--workers", str(workers), "--document-timeout", "8", "--document-memory", "0.5",
         "--extractors", "rules,hurtful"],
        capture_output=True, text=True, check=False, timeout=200,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(package), *sys.path])},
    )  # fmt: skip
    assert done.returncode == 1
    (told,) = (line for line in done.stderr.splitlines() if "knowledge base" not in line)
    assert told.startswith(f"kg: {news}:4: {SAID[bad]}")
    good = kg.build(texts=[*articles[:3], articles[4]], extractors=["rules"], kb="small")
    assert set(parse(path=graph)) == {*good.quads}


def test_what_is_read_in_c_is_ended_too(alone):
    within = Reader(alone, Limit(0.5))
    began = time.monotonic()
    for _ in range(2):  # the second time without waiting
        with pytest.raises(SourceError, match=r"^a.html: not read within 0.5 seconds; leave it"):
            within("a.html", 10, *ENDLESS)
    assert time.monotonic() - began < 60
    assert within("b.html", 10, len, "Rain") == 4


def test_a_process_that_was_killed_from_outside_is_replaced(alone):
    within = Reader(alone, Limit(60.0))
    within("a.html", 10, len, "")
    (child,) = active_children()
    threading.Timer(0.3, os.kill, (child.pid, signal.SIGKILL)).start()
    assert within("a.html", 10, time.sleep, 1.5) is None
    with pytest.raises(SourceError, match=r"^b.html: the process that read it died"):
        within("b.html", 10, os._exit, 9)


def test_what_is_raised_and_logged_comes_back(alone, caplog):
    with pytest.raises(ZeroDivisionError) as caught:
        alone.call(FREE, divmod, 1, 0)
    assert "divmod" not in str(caught.value)
    assert "Traceback" in "".join(caught.value.__notes__)
    with caplog.at_level("WARNING", "kg.sources"):
        from kg.sources import encodings

        assert alone.call(FREE, encodings.decode, b"Zo\xeb ran.", "a.txt") == "Zoë ran."
    assert "a.txt: not UTF-8 at byte 2; read as windows-1252" in caplog.text


def test_a_process_has_its_memory_and_no_more(alone):
    within = Reader(alone, Limit(None, 300 * 2**20))
    assert within("a.html", 10, len, bytes(10)) == 10
    process = alone.call(FREE, os.getpid)
    with pytest.raises(MemoryError):
        within("b.html", 10, bytearray, 400 * 2**20)
    assert (
        within("c.html", 2_000_000, _length_of, 400 * 2**20) == 400 * 2**20
    )  # a longer one has more
    assert alone.call(FREE, os.getpid) == process


def test_what_one_document_leaves_in_memory_costs_no_other(alone):
    within = Reader(alone, Limit(None, 300 * 2**20))
    within("a.html", 10, _keep, 200 * 2**20)
    process = alone.call(FREE, os.getpid)
    assert within("b.html", 10, _length_of, 250 * 2**20) == 250 * 2**20
    assert alone.call(FREE, os.getpid) != process


_kept: list[bytearray] = []


def _keep(size: int) -> None:
    _kept.append(bytearray(size))


def _length_of(size: int) -> int:
    return len(bytearray(size))


def test_a_long_document_has_more_time_and_memory():
    limit = Limit(2.0, 10)
    bounds = [limit.of(n) for n in (1, 40_000, 40_001, 10_000_000)]
    assert bounds == [Bounds(2.0, 10), Bounds(2.0, 10), Bounds(4.0, 10), Bounds(500.0, 100)]
    assert limit.parsing(32_000_000) == Bounds(64.0, 320)


@pytest.mark.parametrize("given", [-1.0, float("nan"), float("inf")])
def test_what_is_no_limit_is_refused(given):
    with pytest.raises(ConfigError, match=r"document_timeout: .* is no time"):
        limits.checked(given)
    with pytest.raises(ConfigError, match=r"document_memory: .* is no size"):
        limits.checked(60.0, given)


def test_builds_after_one_another_share_the_process():
    settings, limit = checked(extractors=["rules"]), Limit(30.0)
    with keeping():
        with reader(settings, limit) as first:
            first("a", 1, len, "")
            (child,) = active_children()
        with reader(settings, limit) as second:
            assert second.alone.call(FREE, os.getpid) == child.pid
    assert child not in active_children()


def test_late_is_told_from_dead(alone):
    with pytest.raises(EndedError) as dead:
        alone.call(Bounds(30.0), os._exit, 3)
    with pytest.raises(EndedError) as late:
        alone.call(Bounds(0.2), *ENDLESS)
    assert (dead.value.late, late.value.late) == (False, True)


def test_python_has_the_same_limit(tmp_path: Path):
    (tmp_path / "a.txt").write_text("Ana Ruiz was charged with bribery in Quito on Monday.")
    plain = kg.build(tmp_path, extractors=["rules"], kb="small")
    limited = kg.build(tmp_path, extractors=["rules"], kb="small", document_timeout=60)
    assert limited.report.failures == ()
    assert limited.serialize("nquads") == plain.serialize("nquads")
