"""What the README shows is what the tool prints: its commands run on the examples, its Turtle stands in the graph."""

import os
import re
from pathlib import Path

import pytest

from kg import cli

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
CONSOLE = re.compile(r"```console\n\$ kg (?P<command>.*)\n(?P<shown>(?:.*\n)*?)```\n")
TURTLE = re.compile(r"```turtle\n(?P<shown>(?:.*\n)*?)```\n")
COMMANDS = [found["command"] for found in CONSOLE.finditer(README.read_text())]
WRITE = os.environ.get("KG_GOLDEN") == "write"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which ``make demo`` has been."""
    folder = tmp_path_factory.mktemp("demo")
    arguments = ["--output", str(folder / "out/demo.trig"), "--store", str(folder / "out/demo")]
    with pytest.raises(SystemExit) as caught:
        cli.main(["build", str(ROOT / "examples/news"), *arguments])
    assert caught.value.code == 0
    return folder


def rewrite(shown: str, printed: str) -> None:
    README.write_text(README.read_text().replace(shown, printed))


def test_readme_has_commands_and_turtle():
    assert len(COMMANDS) >= 2
    assert TURTLE.search(README.read_text())


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_shows_what_is_printed(command, demo, capsys, monkeypatch):
    monkeypatch.chdir(demo)
    monkeypatch.setenv("COLUMNS", "110")
    with pytest.raises(SystemExit):
        cli.main(re.findall(r"[^\s\"]+|(?<=\")[^\"]+(?=\")", command))
    printed = capsys.readouterr().out
    opening = f"```console\n$ kg {command}\n"
    if WRITE:
        text = README.read_text()
        start = text.index(opening) + len(opening)
        README.write_text(text[:start] + printed + text[text.index("```\n", start) :])
    assert f"{opening}{printed}```\n" in README.read_text()


def test_readme_shows_turtle_of_the_graph(demo):
    graph = (demo / "out/demo.trig").read_text().split("\n\n")
    blocks = {block.split(" ", 1)[0]: block.strip() for block in reversed(graph)}
    shown = TURTLE.search(README.read_text())["shown"]
    subjects = [block.split(" ", 1)[0] for block in shown.strip().split("\n\n")]
    printed = (
        "\n\n".join(blocks.get(subject, f"{subject} is not in the graph") for subject in subjects)
        + "\n"
    )
    if WRITE:
        README.write_text(README.read_text().replace(shown, printed))
    assert printed == shown
