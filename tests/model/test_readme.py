"""What the README and docs/files.md show as Turtle stands in the graph of the examples."""

import os
import re
from pathlib import Path

import pyoxigraph
import pytest

from kg import cli

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
FILES = ROOT / "docs" / "files.md"
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


# The same claim in its three forms, in docs/files.md


def quads(text: str) -> set[pyoxigraph.Quad]:
    return set(pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TRIG))


@pytest.mark.parametrize(("place", "form"), [(0, "reification"), (1, "rdf12"), (2, "graphs")])
def test_files_shows_each_form_of_a_claim_of_the_graph(place, form, demo, tmp_path):
    graph = (demo / "out/demo.trig").read_text()
    text = FILES.read_text()
    if WRITE:
        claim = re.search(r"claim:\w+", excerpt(graph))[0]
        text = re.sub(r"claim:[0-9a-f]{16}", claim, text)
        FILES.write_text(text)
    blocks = TURTLE.findall(text)
    assert len(blocks) == 3
    made = tmp_path / "made.trig"
    with pytest.raises(SystemExit):
        cli.main(["convert", str(demo / "out/demo.trig"), "--statements", form, "-o", str(made)])
    prefixes = "".join(re.findall(r"^@prefix .*\n", made.read_text(), flags=re.MULTILINE))
    shown, there = quads(prefixes + blocks[place]), quads(made.read_text())
    if all(isinstance(quad.graph_name, pyoxigraph.DefaultGraph) for quad in shown):  # Turtle
        shown, there = {quad.triple for quad in shown}, {quad.triple for quad in there}
    assert shown
    assert shown - there == set()
