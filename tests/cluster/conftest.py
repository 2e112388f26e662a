"""A real standalone cluster of Spark: a master and two workers, each a process of its own on loopback."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import groups
import pytest
import servers

from kg.cluster.java import check_java
from kg.errors import ConfigError

_SECONDS = 120
_WORKERS = 2


@dataclass(frozen=True)
class Cluster:
    """A cluster: the address of its master, and the process ids of its workers."""

    master: str
    workers: tuple[int, ...]

    def executors(self) -> list[int]:
        """The processes of Java that the workers have started, one for each that works."""
        return [pid for worker in self.workers for pid in children(worker)]


def children(parent: int) -> list[int]:
    """The processes that PARENT has started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if int(fields[1]) == parent:
            found.append(int(stat.parent.name))
    return found


@pytest.fixture(scope="session")
def spark_home() -> Path:
    """Where PySpark has Spark, on a machine that has Java."""
    pyspark = pytest.importorskip("pyspark")
    try:
        check_java()
    except ConfigError as error:
        pytest.skip(str(error))
    return Path(pyspark.__file__).parent


@pytest.fixture(scope="session")
def cluster(
    spark_home: Path, default_base: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cluster]:
    """A master and two workers of one core each."""
    port, page = servers.free_port(), servers.free_port()
    master = f"spark://127.0.0.1:{port}"
    with ExitStack() as stack:
        at = ("--host", "127.0.0.1", "--port", str(port), "--webui-port", str(page))
        stack.enter_context(_started(spark_home, "deploy.master.Master", *at))
        workers = []
        for number in range(_WORKERS):
            place = tmp_path_factory.mktemp(f"worker-{number}")
            at = ("--host", "127.0.0.1", "--webui-port", "0", "--cores", "1", "--memory", "1g")
            worker = ("deploy.worker.Worker", *at, "--work-dir", str(place), master)
            workers.append(stack.enter_context(_started(spark_home, *worker)))
        _await(f"http://127.0.0.1:{page}/json/", workers)
        yield Cluster(master, tuple(worker.pid for worker in workers))


@contextmanager
def _started(home: Path, name: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    groups.refuse("starts a server", "server")
    command = [f"{home}/bin/spark-class", f"org.apache.spark.{name}"]  # becomes the process of Java
    mine = {
        "SPARK_HOME": str(home),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_DAEMON_MEMORY": "512m",
    }
    environment = {**os.environ, **mine}
    process = subprocess.Popen(
        [*command, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.kill(process.pid, signal.SIGTERM)
        process.wait(timeout=_SECONDS)


def _await(page: str, processes: list[subprocess.Popen[bytes]]) -> None:
    """Wait until all workers have told the master that they are there."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline:
        assert all(process.poll() is None for process in processes), "a worker ended at once"
        try:
            with opener.open(page, timeout=5) as answer:
                if json.load(answer)["aliveworkers"] == _WORKERS:
                    return
        except (OSError, ValueError):  # nobody there yet, or the page of a master that is starting
            pass
        time.sleep(0.1)
    raise AssertionError("the workers did not come")
