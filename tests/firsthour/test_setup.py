"""Set-up: what is installed, what `make` says, and that a build neither makes noise nor sends anything."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCK = (ROOT / "requirements.lock").read_text()
EXTRAS = PROJECT["project"]["optional-dependencies"]

# --- the lock


def locked() -> dict[str, list[Requirement]]:
    """The requirements of the lock by name; a package may stand there once for each of several Pythons."""
    found: dict[str, list[Requirement]] = {}
    for line in re.findall(r"^([a-z].*==.*?) \\$", LOCK, re.MULTILINE):
        requirement = Requirement(line)
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def wanted() -> list[Requirement]:
    """What pyproject.toml asks for, but for PySpark and what makes files of the project: training, tables of names."""
    apart = ("train", "names", "spark")
    extras = [each for name, listed in EXTRAS.items() if name not in apart for each in listed]
    needed = [*PROJECT["build-system"]["requires"], *PROJECT["project"]["dependencies"], *extras]
    return [Requirement(each) for each in needed]


@pytest.mark.quick
def test_lock_names_no_host_and_no_path():
    assert "://" not in LOCK
    assert not re.search(
        r"^\s*(-i|-f|--index|--extra-index|--find-links|--trusted)", LOCK, re.MULTILINE
    )
    assert "make lock" in LOCK
    assert str(ROOT) not in LOCK


@pytest.mark.quick
def test_each_locked_version_has_its_digests():
    entries = re.split(r"^(?=[a-z])", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) > 80
    assert [
        entry for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry)
    ] == []


@pytest.mark.quick
@pytest.mark.parametrize("asked", wanted(), ids=str)
def test_what_is_asked_for_is_locked_in_a_version_that_is_allowed(asked):
    entries = locked().get(canonicalize_name(asked.name), [])
    assert entries, "run make lock"
    for entry in entries:
        assert asked.specifier.contains(str(entry.specifier).removeprefix("==")), "run make lock"


@pytest.mark.quick
def test_lock_has_nothing_of_training():
    assert "torch" not in locked()
    assert "transformers" not in locked()


# --- make


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    return subprocess.run(
        ["make", *arguments], cwd=ROOT, env=clean, capture_output=True, text=True, timeout=60
    )


@pytest.fixture
def old_python(tmp_path: Path) -> Path:
    """A Python that is too old, as far as anybody can ask it."""
    path = tmp_path / "python-old"
    path.write_text("#!/bin/sh\necho 3.9\n")
    path.chmod(0o755)
    return path


@pytest.mark.quick
@pytest.mark.parametrize("target", ["demo", "test", "venv", "check"])
def test_python_that_is_not_there_is_one_clear_line(target):
    run = make(target, "PYTHON=no-such-python")
    assert run.returncode == 2
    assert run.stdout == ""
    assert len(run.stderr.splitlines()) == 1
    assert "kg needs Python 3.11 to 3.14, and no-such-python is not there; name one" in run.stderr


@pytest.mark.quick
def test_python_that_is_too_old_is_one_clear_line(old_python):
    run = make("demo", f"PYTHON={old_python}")
    assert run.returncode == 2
    assert run.stdout == ""
    assert len(run.stderr.splitlines()) == 1
    assert f"kg needs Python 3.11 to 3.14, and {old_python} is Python 3.9; name one" in run.stderr


@pytest.mark.quick
def test_making_the_environment_says_what_it_does_and_keeps_to_the_lock():
    said = make("--dry-run", "--always-make", "venv").stdout
    steps = [line.split('"')[1] for line in said.splitlines() if line.startswith("echo")]
    assert [step.split()[:2] for step in steps] == [
        ["1/3", "making"],
        ["2/3", "installing"],
        ["3/3", "installing"],
    ]
    assert "--require-hashes --no-deps --only-binary :all: --requirement requirements.lock" in said
    assert "--no-deps --no-build-isolation --editable ." in said


@pytest.mark.quick
def test_another_python_gets_an_environment_of_its_own():
    ours = ROOT / ".venv" / "pyvenv.cfg"
    if not ours.exists() or not re.search(r"^version = ", ours.read_text(), re.MULTILINE):
        pytest.skip("there is no .venv")
    other = "3.12" if "version = 3.11" in ours.read_text() else "3.11"
    python = shutil.which(f"python{other}")
    if python is None or subprocess.run([python, "-c", ""], check=False).returncode:
        pytest.skip(f"there is no Python {other}")
    said = make("--dry-run", "--always-make", "test", f"PYTHON={python}").stdout
    assert f"{python} -m venv .venv-{other}\n" in said
    assert f".venv-{other}/bin/pytest" in said


# --- noise, and what is sent

STORY = "Ana Ruiz was charged with bribery in Madrid on March 11.\n"
PAGE = """<!doctype html><html><head><title>Talks in Oslo</title>
<meta property="article:published_time" content="2026-03-12T09:00:00Z"></head>
<body><nav>Home</nav><article><h1>Talks in Oslo</h1>
<p>Jonas Store, the prime minister of Norway, met Olaf Scholz in Oslo on Monday, the government said in a statement.</p>
<p>Norway exports gas to Germany. The two countries signed an agreement on hydrogen, which takes effect next year.</p>
</article></body></html>"""
LINE = {
    "title": "Chevron buys Hess",
    "text": "Chevron acquired Hess for $53 billion.",
    "published": "2025-07-18",
}
# What each Python of the build does with the network, written where the test finds it.
WATCH = """
import os, sys

def note(line):
    with open(os.environ["WATCHED"], "a") as log:
        log.write(line + "\\n")

def watch(event, arguments):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
        note(f"{event} {arguments[1:]!r}")

note("watching")
sys.addaudithook(watch)
"""
# At its import, urllib3 asks the system whether IPv6 is there: a socket of loopback, bound and closed; nothing is sent.
PROBE = re.compile(r"socket\.bind \(\('::1', 0\),\)")
NATIVE_PROBE = re.compile(
    r'socket\(AF_INET6, .*|bind\(\d+, \{sa_family=AF_INET6, sin6_port=htons\(0\), .*"::1".*'
)


@dataclass
class Observed:
    """A build, as it was seen from outside."""

    run: subprocess.CompletedProcess[str]
    events: list[str]
    calls: list[str] | None  # of the system; None where there is no strace
    home: list[str]
    folder: list[str]


@pytest.fixture(scope="module", params=[1, 2], ids=["one worker", "two workers"])
def build(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Observed:
    """`kg build` of a text, a page and a line of JSON by a user who has nothing in the home directory yet."""
    folder = tmp_path_factory.mktemp("build")
    for name in ("watch", "home", "work"):
        (folder / name).mkdir()
    (folder / "watch" / "sitecustomize.py").write_text(WATCH)
    work = folder / "work"
    (work / "story.txt").write_text(STORY)
    (work / "page.html").write_text(PAGE)
    (work / "line.jsonl").write_text(json.dumps(LINE) + "\n")
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "ORT_", "KG_", "COV_"))
    }
    env = {
        **kept,
        "HOME": str(folder / "home"),
        "PYTHONPATH": str(folder / "watch"),
        "WATCHED": str(folder / "events"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    log = folder / "calls"
    strace = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(log)] if traceable() else []
    command = [sys.executable, "-W", "default", "-m", "kg", "build", "story.txt", "page.html", "line.jsonl",
               "--output", "out.trig", "--date", "2026-03-12", "--workers", str(request.param)]  # fmt: skip
    run = subprocess.run(
        [*strace, *command], cwd=work, env=env, capture_output=True, text=True, timeout=300
    )
    events = folder / "events"
    return Observed(
        run=run,
        events=events.read_text().splitlines() if events.exists() else [],
        calls=log.read_text().splitlines() if strace else None,
        home=sorted(
            str(path.relative_to(folder / "home")) for path in (folder / "home").rglob("*")
        ),
        folder=sorted(path.name for path in work.iterdir()),
    )


def traceable() -> bool:
    try:
        return not subprocess.run(
            ["strace", "-qq", "-o", os.devnull, "true"], check=False
        ).returncode
    except FileNotFoundError:
        return False


UNFINISHED = " <unfinished ...>"


def whole_calls(log: list[str]) -> list[str]:
    """The calls of a log that strace wrote of several processes, those that it cut in two joined."""
    begun: dict[str, str] = {}
    calls = []
    for process, _, call in (line.partition(" ") for line in log):
        call = call.strip()
        if call.endswith(UNFINISHED):
            begun[process] = call.removesuffix(UNFINISHED)
        elif resumed := re.match(r"<\.\.\. \w+ resumed>", call):
            calls.append(begun.pop(process, "") + call[resumed.end() :])
        else:
            calls.append(call)
    return calls + list(begun.values())


def test_build_makes_no_noise(build):
    assert build.run.returncode == 0, build.run.stderr
    lines = build.run.stderr.splitlines()  # what takes long at first use is told, once
    assert [line for line in lines if "building the default knowledge base" not in line] == []
    assert len(lines) == 2
    assert "written: out.trig" in build.run.stdout


def test_build_looks_up_no_name_and_opens_no_connection(build):
    assert build.events[0] == "watching"
    assert [
        event for event in build.events if event != "watching" and not PROBE.fullmatch(event)
    ] == []


def test_build_opens_no_socket_from_native_code_either(build):
    if build.calls is None:
        pytest.skip("strace is not installed, or may not be used here")
    network = [call for call in whole_calls(build.calls) if not call.startswith(("+++", "---"))]
    assert [call for call in network if not NATIVE_PROBE.fullmatch(call)] == []


def test_calls_that_strace_cut_in_two_are_joined():
    """Where two threads call at once, strace writes a call's beginning and its end on lines of their own."""
    log = [
        "71  socket(AF_INET6, SOCK_STREAM, 0 <unfinished ...>",
        "72  socket(AF_INET, SOCK_STREAM, 0 <unfinished ...>",
        "71  <... socket resumed>) = 5",
        "72  <... socket resumed>)             = 6",
        "71  +++ exited with 0 +++",
    ]
    assert whole_calls(log) == [
        "socket(AF_INET6, SOCK_STREAM, 0) = 5",
        "socket(AF_INET, SOCK_STREAM, 0)             = 6",
        "+++ exited with 0 +++",
    ]


def test_build_writes_nothing_but_its_output_and_its_cache(build):
    assert build.folder == ["line.jsonl", "out.trig", "page.html", "story.txt"]
    assert [path for path in build.home if not re.match(r"\.cache(/kg(/.*)?)?$", path)] == []
