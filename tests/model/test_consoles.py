"""What the documents show is what happens: consoles run and print what stands there, all other commands exist.

A line of an output that is ``…`` stands for any lines. ``cat FILE`` of a file that is not there makes it of what is
shown, and so does a block behind ``<!-- file: NAME -->``. A server of Oxigraph takes the place of http://127.0.0.1:7878.
``KG_GOLDEN=write`` writes what is printed there.
"""

import io
import os
import re
import shlex
import shutil
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from kg import cli

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    path
    for path in (
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "docs" / "tutorials").glob("*.md"),
        *(ROOT / name for name in ("README.md", "examples/README.md", "ontology/README.md")),
    )
)
BLOCK = re.compile(
    r"^(?:<!-- file: (?P<file>\S+) -->\n+)?```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.M | re.S
)
INLINE = re.compile(r"`kg ([^`]+)`")
FIRST_USE = re.compile(r"^kg: building the default knowledge base.*\n", re.M)
WRITE = os.environ.get("KG_GOLDEN") == "write"
ENDPOINT = "http://127.0.0.1:7878"
CONSOLES = [p for p in DOCUMENTS if "```console\n" in p.read_text()]


@dataclass(frozen=True)
class Step:
    """A command of a console, and what it is shown to print."""

    command: str
    shown: str


def steps(block: str) -> list[Step]:
    found = re.split(r"^\$ (.*)\n", block, flags=re.M)
    assert not found[0].strip(), f"a console begins with a command: {block[:80]!r}"
    return [Step(command, shown) for command, shown in zip(found[1::2], found[2::2], strict=True)]


def matches(shown: str, printed: str) -> bool:
    lines = shown.rstrip("\n").split("\n")
    pattern = "\n".join(".*" if line.strip() in ("…", "...") else re.escape(line) for line in lines)
    return re.fullmatch(pattern, printed.rstrip("\n"), flags=re.S) is not None


def run(command: str, endpoint: str = ENDPOINT) -> str:
    """What a command prints, on standard output and standard error alike, but for what only the first one tells."""
    name, *arguments = shlex.split(command.replace(ENDPOINT, endpoint))
    if name == "cat":
        return Path(arguments[0]).read_text()
    assert name == "kg", f"only kg and cat run here, and not {command!r}"
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out), pytest.raises(SystemExit):
        cli.main(arguments)
    return FIRST_USE.sub("", out.getvalue()).replace(endpoint, ENDPOINT)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which ``make demo`` has been."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(ROOT / "examples", folder / "examples")
    run(
        f"kg build {folder}/examples/news --output {folder}/out/demo.trig --store {folder}/out/demo"
    )
    return folder


@pytest.mark.parametrize("path", CONSOLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_consoles_show_what_is_printed(path, demo, tmp_path, monkeypatch, request):
    place = tmp_path / "demo"
    shutil.copytree(demo, place)
    monkeypatch.chdir(place)
    monkeypatch.setenv("COLUMNS", "110")
    text = path.read_text()
    asked = any(
        ENDPOINT in block["text"] for block in BLOCK.finditer(text) if block["kind"] == "console"
    )
    endpoint = request.getfixturevalue("oxigraph_server").url if asked else ENDPOINT
    wrong = []

    def shown(block: re.Match[str]) -> str:
        if block["file"]:
            Path(block["file"]).write_text(block["text"])
        if block["kind"] != "console":
            return block[0]
        done = [(step, outcome(step, endpoint)) for step in steps(block["text"])]
        wrong.extend((step, printed) for step, printed in done if not matches(step.shown, printed))
        said = "".join(f"$ {step.command}\n{corrected(step, printed)}" for step, printed in done)
        return f"```console\n{said}```"

    written = BLOCK.sub(shown, text)
    if WRITE:
        path.write_text(written)
        return
    for step, printed in wrong:
        assert f"$ {step.command}\n{step.shown}" == f"$ {step.command}\n{printed}"


def outcome(step: Step, endpoint: str) -> str:
    file = step.command.removeprefix("cat ")
    if file != step.command and not Path(file).exists():
        Path(file).write_text(f"{step.shown.rstrip()}\n")
    return run(step.command, endpoint)


def corrected(step: Step, printed: str) -> str:
    """What is shown, if it is right, else what is printed, with the empty line that parts it from the next."""
    gap = "\n" if step.shown.endswith("\n\n") else ""
    return step.shown if matches(step.shown, printed) else printed.rstrip("\n") + "\n" + gap


# Commands that are only named


def commands() -> Iterator[tuple[str, str]]:
    """All commands in blocks of the documents, with where each stands."""
    for path in DOCUMENTS:
        text = path.read_text()
        inside = [
            match["text"] for match in BLOCK.finditer(text) if match["kind"] in ("sh", "console")
        ]
        indented = re.findall(r"^    (.*)$", BLOCK.sub("", text), flags=re.M)
        for line in [*indented, *(line for block in inside for line in block.split("\n"))]:
            found = re.match(r"(?:\$ )?(?:\.venv/bin/)?kg (.*)", line)
            if found:
                yield str(path.relative_to(ROOT)), found[1]


def leaf(arguments: Sequence[str]) -> tuple[click.Command, list[str]]:
    command: click.Command = cli.commands
    rest = list(arguments)
    while isinstance(command, click.Group):
        assert rest, "a command is missing"
        name = rest.pop(0)
        assert name in command.commands, f"no command is called {name!r}"
        command = command.commands[name]
    return command, rest


@pytest.mark.parametrize(("where", "command"), sorted(set(commands())))
def test_commands_of_the_documents_can_be_read(where, command):
    words = shlex.split(command, comments=True)
    ends = [index for index, word in enumerate(words) if word in ("&", "&&", "|", ">")]
    found, rest = leaf(words[: ends[0]] if ends else words)
    assert found.make_context("kg", rest).command is found  # a wrong option or argument raises


def test_there_are_commands_to_look_at():
    assert len(set(commands())) > 40
    assert len(CONSOLES) >= 3


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_options_in_the_text_are_those_of_their_commands(path):
    for text in INLINE.findall(path.read_text()):
        words = text.split()
        name = re.match(r"[a-z]*", words[0])[0]
        known = {"kg"} | cli.commands.commands.keys()
        assert name in known, f"kg {text}"
        try:
            command, _ = leaf(words)
        except AssertionError:
            continue  # a word for a part of a command, such as ``kg kb``
        options = {option for each in command.params for option in each.opts} | {"--help"}
        given = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert given <= options, f"kg {text}"
