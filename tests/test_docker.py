"""The Dockerfile: checked by hadolint, its steps carried out in a folder, and built where Docker runs."""

import json
import re
import shlex
import shutil
import subprocess
import sys
import time
import zipfile
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

import click
import pytest
import servers
from dockerfile_parse import DockerfileParser

from kg import cli

ROOT = Path(__file__).parents[1]
DOCKERFILE = ROOT / "Dockerfile"
GUIDE = (ROOT / "docs/docker.md").read_text()
IGNORED = [
    line
    for line in (ROOT / ".dockerignore").read_text().splitlines()
    if line and not line.startswith("#")
]


def steps() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile, each with its value."""
    with DOCKERFILE.open("rb") as file:
        parsed = DockerfileParser(fileobj=file).structure
    return [
        (step["instruction"], step["value"]) for step in parsed if step["instruction"] != "COMMENT"
    ]


def values(instruction: str) -> list[str]:
    return [value for name, value in steps() if name == instruction]


def last_stage() -> list[tuple[str, str]]:
    every = steps()
    return every[max(i for i, (name, _) in enumerate(every) if name == "FROM") :]


def copied() -> list[str]:
    """What is copied from the project, as paths in it."""
    found = [shlex.split(value) for value in values("COPY")]
    return [name for words in found if not words[0].startswith("--") for name in words[:-1]]


def is_left_out(path: str) -> bool:
    """Whether .dockerignore keeps PATH from the builder: the last pattern that fits it, or a folder above, decides."""
    left_out = False
    parts = PurePosixPath(path)
    above = [str(parts), *(str(parent) for parent in parts.parents if str(parent) != ".")]
    for line in IGNORED:
        pattern = line.removeprefix("!")
        names = above if not pattern.startswith("**/") else [PurePosixPath(p).name for p in above]
        if any(fnmatch(name, pattern.removeprefix("**/")) for name in names):
            left_out = not line.startswith("!")
    return left_out


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("this is no checkout of git")
    return listed.stdout.splitlines()


def test_hadolint_finds_nothing():
    found = servers.program("hadolint")
    assert found, "hadolint is not installed; pip install -e '.[dev]'"
    done = subprocess.run([found, DOCKERFILE], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_what_is_copied_exists_and_reaches_the_builder():
    assert {"kg", "ontology", "queries", "pyproject.toml", "requirements.lock"} <= set(copied())
    assert [name for name in copied() if not (ROOT / name).exists()] == []
    files = [
        path
        for path in tracked()
        if any(path == name or path.startswith(f"{name}/") for name in copied())
    ]
    assert len(files) > 200
    assert [path for path in files if is_left_out(path)] == []


@pytest.mark.parametrize(
    "path",
    [".git/config", ".venv/bin/python", "out/demo/x", "tests/conftest.py", "kg/__pycache__/a.pyc"],
)
def test_what_the_image_does_not_need_stays_out(path):
    assert is_left_out(path)


def test_the_image_is_that_of_the_last_stage_and_its_user_is_not_root():
    assert len(values("FROM")) == 2
    stage = [name for name, _ in last_stage()]
    user = next(value for name, value in last_stage() if name == "USER")
    assert user not in ("root", "0")
    assert f"--uid {user} " in next(value for name, value in last_stage() if name == "RUN")
    assert stage.index("USER") < stage.index("ENTRYPOINT")
    assert {"VOLUME", "HEALTHCHECK"} <= set(stage)


def test_the_project_is_the_one_that_makefile_and_lock_are_of():
    version = re.search(r"^UV_VERSION := (\S+)$", (ROOT / "Makefile").read_text(), re.M)[1]
    assert f"uv=={version}" in DOCKERFILE.read_text()
    assert "--constraint requirements.lock" in DOCKERFILE.read_text()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the wheel's content: made of what is copied, by the command of the Dockerfile."""
    folder = tmp_path_factory.mktemp("image")
    source, dist = folder / "src", folder / "dist"
    source.mkdir()
    for name in copied():
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, source / name)
    command = next(
        part for value in values("RUN") for part in value.split("&&") if "pip wheel" in part
    )
    words = shlex.split(command.replace("/dist", str(dist)))
    subprocess.run(
        [sys.executable, "-m", *words], cwd=source, check=True, capture_output=True, timeout=300
    )
    (found,) = dist.glob("*.whl")
    with zipfile.ZipFile(found) as packed:
        packed.extractall(folder / "installed")
    return folder / "installed"


def kg(wheel: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What the entry point of the image says to ARGUMENTS, with the wheel in place of the checkout."""
    assert json.loads(values("ENTRYPOINT")[0]) == ["kg"]
    run = f"import sys; sys.path.insert(0, {str(wheel)!r}); from kg.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", run, *arguments],
        cwd=wheel.parent, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


@pytest.mark.slow
def test_the_wheel_has_all_that_kg_needs(wheel):
    scripts = next(wheel.glob("*.dist-info/entry_points.txt")).read_text()
    assert "kg = kg.cli:main" in scripts
    shown = kg(wheel, "--help")
    assert shown.returncode == 0
    assert "Build RDF knowledge graphs from news" in shown.stdout
    assert "who-is-charged" in kg(wheel, "query").stdout  # queries and ontology come along
    assert kg(wheel, "ontology", "charge").returncode == 0
    assert next((wheel / "kg/learned/weights").iterdir())


@pytest.mark.server
def test_health_check_asks_the_server(tmp_path):
    port = servers.free_port()
    check = next(value for name, value in last_stage() if name == "HEALTHCHECK").partition("CMD ")
    _, *words = json.loads(check[2].replace("7879", str(port)))

    def is_healthy() -> bool:
        done = subprocess.run([sys.executable, *words], capture_output=True, timeout=60)
        return done.returncode == 0

    assert not is_healthy()
    graph = tmp_path / "graph.ttl"
    graph.write_text("<https://example.org/a> <https://example.org/b> <https://example.org/c> .\n")
    serve = [sys.executable, "-m", "kg", "serve", "--data", str(graph), "--port", str(port)]
    process = subprocess.Popen(serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        ends = time.monotonic() + 60
        while not is_healthy() and time.monotonic() < ends:
            time.sleep(0.2)
        assert is_healthy()
    finally:
        process.terminate()
        process.wait(timeout=60)


def shown() -> list[list[str]]:
    """The commands of kg that the guide and the Dockerfile run in the image."""
    lines = GUIDE.replace("\\\n", " ").splitlines()
    runs = [shlex.split(line) for line in lines if line.startswith("docker run ")]
    behind = [words[words.index("kg") + 1 :] for words in runs]
    return [*filter(None, behind), json.loads(values("CMD")[0])]


@pytest.mark.parametrize("words", shown(), ids=" ".join)
def test_commands_in_the_image_can_be_read(words):
    command: click.Command = cli.commands
    while isinstance(command, click.Group):
        command = command.commands[words[0]]
        words = words[1:]
    assert command.make_context("kg", list(words)).command is command


def test_guide_shows_how_to_build_and_how_to_serve():
    assert {words[0] for words in shown()} >= {"build", "serve", "query"}


@pytest.mark.slow
def test_docker_builds_the_image():
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "info"], capture_output=True).returncode:
        pytest.skip("no Docker is running")
    built = subprocess.run(
        [docker, "build", "--quiet", "."], cwd=ROOT, capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    image = built.stdout.strip()
    run = [docker, "run", "--rm", "--network", "none", image, "--help"]
    told = subprocess.run(run, capture_output=True, text=True, check=True)
    assert "Build RDF knowledge graphs from news" in told.stdout
