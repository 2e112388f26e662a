"""docs/graph-stores.md: what it says of the stores that can be started is run as it stands."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import servers

from kg import build
from kg.endpoint import PROFILES

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/graph-stores.md").read_text()
BLOCKS = dict(re.findall(r"^## (.+?)\n.*?```sh\n(.*?)```", GUIDE, re.MULTILINE | re.DOTALL))
STARTED = {
    "kg serve": ("kg", (7879,)),
    "Oxigraph": ("oxigraph", (7878,)),
    "Virtuoso": ("virtuoso-t", (8890, 1111)),
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    """A folder with the store of the demo in it."""
    folder = tmp_path_factory.mktemp("guide")
    build(ROOT / "examples/news", store=folder / "out/demo")
    return folder


def test_every_store_has_its_block():
    assert len(BLOCKS) == len(PROFILES) + 1
    assert all(len(block.splitlines()) <= 10 for block in BLOCKS.values())
    assert [name for name in PROFILES if not re.search(name, GUIDE, re.IGNORECASE)] == []


@pytest.mark.parametrize("title", STARTED)
def test_block_ends_with_an_answer(title, demo):
    program, ports = STARTED[title]
    if servers.program(program) is None:
        pytest.skip(f"{program} is not installed")
    block = "\n".join(line for line in BLOCKS[title].splitlines() if " install " not in line)
    for port in ports:
        block = re.sub(rf"\b{port}\b", str(servers.free_port()), block)
    if title == "Virtuoso":  # the ports are in the file that Debian installs
        ini = shutil.copy("/etc/virtuoso-opensource-7/virtuoso.ini", demo / "debian.ini")
        http = re.search(r"127\.0\.0\.1:(\d+)/sparql", block)[1]
        text = Path(ini).read_text()
        text = re.sub(
            r"^ServerPort\s*= 1111", f"ServerPort = {servers.free_port()}", text, flags=re.M
        )
        text = re.sub(r"^ServerPort\s*= 8890", f"ServerPort = {http}", text, flags=re.M)
        Path(ini).write_text(text)
        block = block.replace("/etc/virtuoso-opensource-7/virtuoso.ini", str(ini))
    environ = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "COLUMNS": "200",
    }
    # Into a file: a pipe would be held by the server that the block leaves running.
    told = demo / f"{title}.log"
    with told.open("w") as log:
        process = subprocess.Popen(
            ["bash", "-eu", "-c", block], cwd=demo, env=environ, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
        try:
            code = process.wait(timeout=240)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
    printed = told.read_text()
    assert code == 0, printed
    assert ("named graphs: 14 added, 0 changed, 0 removed" in printed) == ("kg push" in block)
    assert "Venezuelan oil" in printed  # in one line of so wide a table
