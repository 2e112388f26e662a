"""A newcomer's first hour: a folder with articles, the command line, and what it does to the files there."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg import cli

CHEVRON = "Chevron exports Venezuelan oil to the United States.\n"
MADURO = "Nicolás Maduro was charged with narco-terrorism in New York on Monday.\n"
FACT = (
    "<https://w3id.org/news-kg/entity/Chevron.company> "
    "<https://w3id.org/news-kg/ontology#exports> "
    "<https://w3id.org/news-kg/entity/Venezuelan_oil.commodity> .\n"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one command printed and changed."""

    code: int
    out: str
    err: str
    changed: frozenset[str]  # files that are new, gone or have other bytes


def snapshot(folder: Path) -> dict[str, str]:
    """Return a digest of each file below FOLDER, and which folders there are."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else "folder"
        for path in folder.rglob("*")
    }


@pytest.fixture(scope="session", autouse=True)
def base(default_base: Path) -> Path:
    """The default knowledge base, which is there before the first command."""
    return default_base


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two articles, a graph, and some files that are neither."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    for name, text in {
        "a/story.txt": CHEVRON,
        "b/maduro.txt": MADURO,
        "empty.txt": "",
        "paper.pdf": "%PDF-1.7 \x00",
        "graph.nt": FACT,
        "notes.ttl": "this is no Turtle\n",
        "question.rq": "SELECT ?x WHERE { ?x ?p ?o }\n",
        "junk.rq": "hello there\n",
        "kept.nq": "# somebody's work\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def act(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """A function that runs one command in the folder."""

    def run(*arguments: str) -> Outcome:
        before = snapshot(folder)
        with pytest.raises(SystemExit) as caught:
            cli.main(arguments)
        printed, after = capsys.readouterr(), snapshot(folder)
        changed = {
            name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
        }
        code = caught.value.code
        return Outcome(int(code or 0), printed.out, printed.err, frozenset(changed))

    return run
