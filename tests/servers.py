"""Real servers for the tests: each on a free port of loopback, stopped by its own process id."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import groups
import pytest

JARS = Path("/usr/share/java")
# What Jena's commands need of the jars that Debian installs.
_JENA_CLASSES = """
    jena-arq jena-base jena-cmds jena-core jena-dboe-base jena-dboe-index jena-dboe-storage jena-dboe-trans-data
    jena-dboe-transaction jena-iri jena-rdfconnection jena-rdfpatch jena-shacl jena-shex jena-tdb jena-tdb2 slf4j-api
    slf4j-simple jcl-over-slf4j caffeine commons-cli commons-codec commons-collections4 commons-compress commons-csv
    commons-io commons-lang3 dexx.collection gson httpclient httpcore jackson-annotations jackson-core
    jackson-databind jakarta.json-api protobuf thrift titanium-json-ld jsonld-java
""".split()
_OF_VIRTUOSO = re.compile(
    r"http://www\.openlinksw\.com/|http://localhost|http://www\.w3\.org/|urn:(core|activitystreams|rules|virtuoso)"
)
_VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}, {folder}/..
ServerThreads = 20
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
CheckpointInterval = 60
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 20
HTTPThreadSize = 8000000
[SPARQL]
ResultSetMaxRows = 1000000
MaxConstructTriples = 10000000
MaxQueryExecutionTime = 120
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers: its address, its process, the folder of its data, and who may write."""

    url: str
    pid: int
    folder: Path
    user: str | None = None
    password: str | None = None
    sql: int | None = None  # the port of Virtuoso's isql


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def program(name: str) -> str | None:
    """The path of a program, of this virtual environment first."""
    beside = shutil.which(name, path=str(Path(sys.executable).parent))
    return beside or shutil.which(name)


@contextmanager
def stopped(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    """PROCESS, told to end when it is needed no more, killed where it does not; its streams are closed."""
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        finally:
            process.kill()
            process.wait()
            for stream in filter(None, (process.stdout, process.stderr)):
                stream.close()


@contextmanager
def oxigraph(folder: Path, *, port: int | None = None) -> Iterator[Server]:
    """A server of Oxigraph with its data in FOLDER, in memory where the folder is not there."""
    found = program("oxigraph")
    if found is None:
        pytest.skip("the oxigraph server is not installed; pip install -e '.[dev]'")
    port = port or free_port()
    where = ["--location", str(folder)] if folder.is_dir() else []
    command = [found, "serve", *where, "--bind", f"127.0.0.1:{port}"]
    with _running(command, f"http://127.0.0.1:{port}/query?query=ASK%7B%7D") as process:
        yield Server(f"http://127.0.0.1:{port}", process.pid, folder)


@contextmanager
def object_store() -> Iterator[str]:
    """The address of a server that speaks as S3 does, with nothing in it."""
    found = program("moto_server")
    if found is None:
        pytest.skip("moto is not installed; pip install -e '.[dev]'")
    address = f"http://127.0.0.1:{(port := free_port())}"
    with _running([found, "-H", "127.0.0.1", "-p", str(port)], address):
        yield address


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """A server of Virtuoso with a new database in FOLDER."""
    found = program("virtuoso-t")
    if found is None:
        pytest.skip("Virtuoso (virtuoso-opensource) is not installed")
    sql, http = free_port(), free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(_VIRTUOSO_INI.format(folder=folder, sql=sql, http=http))
    command = [found, "+foreground", "+configfile", str(ini)]
    made = [*command, "+pwdold", "dba", "+pwddba", "s3cret", "+pwddav", "s3cret"]
    subprocess.run(made, check=True, capture_output=True, cwd=folder, timeout=120)  # ends by itself
    with _running(
        command, f"http://127.0.0.1:{http}/sparql?query=ASK%7B%7D", cwd=folder
    ) as process:
        yield Server(f"http://127.0.0.1:{http}/sparql", process.pid, folder, "dba", "s3cret", sql)


def put(url: str) -> None:
    """Put nothing at URL, which makes a bucket there."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    opener.open(urllib.request.Request(url, method="PUT"), timeout=60).close()


def isql(server: Server, *statements: str) -> str:
    """What Virtuoso's own client prints for STATEMENTS."""
    command = ["isql-vt", f"127.0.0.1:{server.sql}", "dba", "s3cret", "VERBOSE=OFF"]
    done = subprocess.run(
        [*command, *(f"EXEC={statement}" for statement in statements)],
        check=True, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert "Error" not in done.stderr, done.stderr
    return done.stdout


def empty(server: Server) -> Server:
    """The server without what tests left in it; Virtuoso's own graphs stay."""
    if server.sql is None:
        _ask(f"{server.url}/update", {"update": "CLEAR ALL"})
        return server
    listed = _ask(server.url, {"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"}, "text/csv")
    names = [name.strip('"') for name in listed.splitlines()[1:]]
    ours = [name for name in names if not _OF_VIRTUOSO.match(name)]
    for start in range(0, len(ours), 50):
        isql(server, *(f"SPARQL CLEAR GRAPH <{name}>" for name in ours[start : start + 50]))
    return server


def fetched(url: str, accept: str) -> bytes:
    """What is at URL, in the media type that ACCEPT says."""
    request = urllib.request.Request(url, headers={"Accept": accept})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=60) as response:
        found: bytes = response.read()
    return found


def _ask(url: str, form: dict[str, str], accept: str = "*/*") -> str:
    body = urllib.parse.urlencode(form).encode()
    request = urllib.request.Request(url, data=body, headers={"Accept": accept})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=60) as response:
        return str(response.read().decode())


@contextmanager
def _running(
    command: Sequence[str], url: str, cwd: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    groups.refuse("starts a server", "server")
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=cwd
    )
    try:
        await_answer(url, process)
        yield process
    finally:
        if process.poll() is None:
            os.kill(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=30)


def await_answer(url: str, process: subprocess.Popen[bytes], *, seconds: float = 120) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the server ended at once: {process.args}"
        try:
            opener.open(url, timeout=5).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"the server does not answer: {process.args}")


@dataclass(frozen=True, slots=True)
class Jena:
    """Apache Jena's commands, from Debian's jars."""

    classes: str

    def __call__(self, command: str, *arguments: str | Path) -> str:
        """What COMMAND, such as tdb2.tdbquery, prints; it must end well."""
        done = self.run(command, *arguments)
        assert done.returncode == 0, done.stderr or done.stdout
        return done.stdout

    def run(self, command: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """How COMMAND, such as riotcmd.riot, ended, and what it printed."""
        return subprocess.run(
            ["java", "-cp", self.classes, command, *map(str, arguments)],
            capture_output=True, text=True, check=False, timeout=600,
        )  # fmt: skip


def jena(folder: Path) -> Jena:
    """Jena's commands; FOLDER takes the part of Debian's packages that has to be mended."""
    if not shutil.which("java") or not (JARS / "jena-cmds.jar").exists():
        pytest.skip("Apache Jena (libapache-jena-java) is not installed")
    # Debian renames the package of these classes, but leaves their resources at the old place.
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        inside = [name for name in jar.namelist() if name.startswith("org/apache/jena/ext/xerces/")]
        jar.extractall(folder, inside)
    (folder / "org/apache/jena/ext/xerces").rename(folder / "xerces")
    return Jena(":".join([str(folder), *(str(JARS / f"{name}.jar") for name in _JENA_CLASSES)]))
