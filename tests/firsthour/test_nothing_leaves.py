"""No command opens a connection, or writes outside of what it was given, unless it was asked to: seen by strace."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

import kg

STORY = "Ana Ruiz was charged with bribery in Madrid on March 11. Norway exports gas to Germany."
CALLS = (
    "trace=socket,connect,bind,sendto,sendmsg,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,"
    "unlink,unlinkat,link,linkat,symlink,symlinkat"
)
# A name in a call, where it changes what is there: opened for writing, made, moved, removed.
OPENED = re.compile(r'\bopen(?:at)?\((?:\w+, )?"([^"]+)", [^)]*O_(?:WRONLY|RDWR|CREAT)')
CHANGED = re.compile(r"\b(?:creat|mkdir\w*|rename\w*|unlink\w*|link\w*|symlink\w*)\((.*)\) = 0")
NAME = re.compile(r'"([^"]+)"')
# Of the system: no file of anybody.
DEVICES = re.compile(r"/dev/(null|tty|urandom|shm/.*)|/proc/.*|/sys/.*|pipe:.*")
# At its import, urllib3 asks the system whether IPv6 is there: a socket of loopback, bound and closed; nothing is sent.
# The C library asks the cache of names of this machine who the user is; Java wants to know.
QUIET = re.compile(
    r'socket\(AF_INET6, |bind\(\d+, \{sa_family=AF_INET6, sin6_port=htons\(0\), .*"::1"'
    r'|socket\(AF_UNIX, |connect\(\d+, \{sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"'
)


@dataclass(frozen=True)
class Traced:
    """What a command did: its exit code and output, calls that concern the network, and names that it changed."""

    code: int
    said: str
    network: list[str]
    changed: set[str]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a home, a folder for temporary files, and a work folder with a store."""
    place = tmp_path_factory.mktemp("traced")
    for name in ("home", "tmp", "work"):
        (place / name).mkdir()
    source = place / "work" / "story.jsonl"
    source.write_text(
        json.dumps({"url": "https://a.example/1", "text": STORY, "published": "2026-03-12"})
    )
    kg.build(source, store=place / "work" / "news", workers=1, kb="small")
    return place


@pytest.fixture(scope="module")
def strace() -> None:
    try:
        found = subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], check=False).returncode
    except FileNotFoundError:
        found = 1
    if found:
        pytest.skip("strace is not installed, or may not be used here")


@contextmanager
def started(place: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A command under strace, and where its calls are written."""
    log = place / "calls"
    env = {k: v for k, v in os.environ.items() if not k.startswith(("ORT_", "KG_", "COV_"))} | {
        "HOME": str(place / "home"),
        "TMPDIR": str(place / "tmp"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", CALLS, "-o", str(log)]
    with subprocess.Popen(
        [*command, sys.executable, "-m", "kg", *arguments],
        cwd=place / "work", env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        yield process, log


def traced(place: Path, arguments: Sequence[str]) -> Traced:
    with started(place, *arguments) as (process, log):
        said, _ = process.communicate(timeout=240)
    return seen(process.returncode, said, log)


def seen(code: int, said: str, log: Path) -> Traced:
    calls = [line.partition(" ")[2].strip() for line in log.read_text().splitlines()]
    network = [call for call in calls if re.match(r"(socket|connect|bind|send\w+)\(", call)]
    changed = {name for call in calls for name in OPENED.findall(call)}
    changed |= {
        name for call in calls for said in CHANGED.findall(call) for name in NAME.findall(said)
    }
    return Traced(code, said, network, changed)


def outside(found: Traced, place: Path) -> list[str]:
    """The names that FOUND changed, but for those within PLACE, in the cache, or of devices."""
    within = (place, Path(os.environ["XDG_CACHE_HOME"]))
    absolute = {Path(os.path.normpath(place / "work" / name)) for name in found.changed}
    return sorted(
        str(path)
        for path in absolute
        if not any(path.is_relative_to(each) for each in within)
        and not DEVICES.fullmatch(str(path))
    )


COMMANDS = [
    "build story.jsonl --store again --kb small --workers 2",
    "query documents --store news",
    "why Norway --store news",
    "export --store news -o out.trig",
    "resolve --store news",
    "validate --store news",
    "draw Norway --store news -o out.svg",
    "kb search Caracas --kb small",
    "doctor --store news",
]


@pytest.mark.usefixtures("strace")
@pytest.mark.parametrize("line", COMMANDS, ids=lambda line: line.split()[0])
def test_a_command_opens_no_socket_and_writes_where_it_was_told(place, line):
    found = traced(place, line.split())
    assert found.code == 0, found.said
    assert [call for call in found.network if not QUIET.match(call)] == []
    assert outside(found, place) == []
    assert list((place / "home").rglob("*")) == []


@pytest.mark.usefixtures("strace")
def test_a_server_listens_on_loopback_and_calls_nobody(place):
    with started(place, "serve", "--store", "news", "--port", "0") as (process, log):
        address = next(
            found[0] for line in process.stdout if (found := re.findall(r"http://\S+", line))
        )
        for path in ("/", "/sparql?query=ASK%20%7B%7D"):
            with urllib.request.urlopen(f"{address.rstrip('/')}{path}", timeout=60) as answer:
                assert answer.status == 200
        (child,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        os.kill(int(child), signal.SIGTERM)
        said = process.stdout.read()
        process.wait(timeout=60)
    found = seen(process.returncode, said, log)
    sockets = [call for call in found.network if not QUIET.match(call)]
    assert [call for call in sockets if call.startswith("connect(")] == []
    bound = [call for call in sockets if call.startswith("bind(")]
    assert len(bound) == 1
    assert 'inet_addr("127.0.0.1")' in bound[0]
    assert [call for call in sockets if "AF_INET6" in call or "SOCK_DGRAM" in call] == []
    assert outside(found, place) == []
