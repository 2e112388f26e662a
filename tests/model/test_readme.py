"""What the README shows as Turtle stands in the graph of the examples."""

import os
import re
from pathlib import Path

import pytest

from kg import cli

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
TURTLE = re.compile(r"```turtle\n(?P<shown>(?:.*\n)*?)```\n")
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


def excerpt(graph: str) -> str:
    """What the graph says of one fact: its subject, the claim, the sentence."""
    blocks = [block.strip() for block in graph.split("\n\n")]
    thing = next(block for block in blocks if block.startswith("ent:Chevron_Q"))
    claim = next(
        block
        for block in blocks
        if block.startswith("claim:")
        and f"rdf:subject {thing.split()[0]} ;" in block
        and "rdf:predicate kg:exportsTo ;" in block
    )
    evidence = re.search(r"kg:evidence (<\S+>)", claim)[1]
    sentence = next(block for block in blocks if block.startswith(f"{evidence} a nif:Sentence"))
    return "\n\n".join([thing, claim, sentence]) + "\n"


def test_readme_has_turtle():
    assert TURTLE.search(README.read_text())


def test_readme_shows_turtle_of_the_graph(demo):
    printed = excerpt((demo / "out/demo.trig").read_text())
    if WRITE:
        text = README.read_text()
        README.write_text(TURTLE.sub(lambda _: f"```turtle\n{printed}```\n", text, count=1))
    assert TURTLE.search(README.read_text())["shown"] == printed
