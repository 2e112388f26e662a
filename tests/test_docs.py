"""The documents are true: they name every command, module and query, and their links lead somewhere."""

import ast
import os
import re
import tomllib
from pathlib import Path

import pytest

from kg import cli, names, query
from kg.link.kb import sources

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("*/*.md"), *ROOT.glob("docs/**/*.md")]
    if not path.relative_to(ROOT).parts[0].startswith(".")
    and path.relative_to(ROOT).parts[0] != "out"
)
MODULES = [
    path
    for package in ("kg", "evaluation")
    for path in sorted(
        (ROOT / package).rglob("*.py"), key=lambda p: (p.parent, p.stem != "__init__", p)
    )
]
MARKED = re.compile(r"(?<=<!-- modules -->\n).*?(?=<!-- end -->)", re.DOTALL)


def modules() -> str:
    """The list of all modules of the package, each with the first sentence of its docstring."""
    lines = []
    for path in MODULES:
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        indent = "" if path.stem == "__init__" or path.parent == ROOT / "kg" else "  "
        lines.append(f"{indent}- `{name}` {first_sentence(path)}\n")
    return "".join(lines)


def first_sentence(path: Path) -> str:
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    paragraph = " ".join(words.partition("\n\n")[0].split())
    return re.split(r"(?<=[^.][.:])\s(?=[A-Z\[])", paragraph)[0].rstrip(".:")


def test_golden_is_never_written_in_continuous_integration():
    assert not ("KG_GOLDEN" in os.environ and "CI" in os.environ)


def test_documents_list_every_module():
    path = ROOT / "docs" / "modules.md"
    text = path.read_text()
    if os.environ.get("KG_GOLDEN") == "write":
        text = MARKED.sub(lambda _: modules(), text)
        path.write_text(text)
    assert MARKED.search(text)[0] == modules()


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_says_what_it_is_for(path):
    assert first_sentence(path)


def test_architecture_draws_the_layers_of_the_contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    picture = (ROOT / "ARCHITECTURE.md").read_text().partition("Stages are functions")[0]
    drawn = [" ".join(line.partition("(")[0].split()) for line in picture.splitlines()]
    assert [
        layer.replace(" | ", " ") for layer in layers if layer.replace(" | ", " ") not in drawn
    ] == []


@pytest.mark.parametrize("command", sorted(cli.commands.commands))
def test_readme_tells_of_every_command(command):
    assert f"| `kg {command}` |" in (ROOT / "README.md").read_text()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", path.read_text())
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_contributing_and_makefile_name_the_same_targets():
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)", (ROOT / "CONTRIBUTING.md").read_text()))
    assert named <= targets
    assert targets - named <= {"help", "clean"}


def test_readme_maps_the_folders_that_there_are():
    named = set(re.findall(r"^\| \[?`([a-z/]+)/`", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert [folder for folder in sorted(named) if not (ROOT / folder).is_dir()] == []
    assert {"kg", "ontology", "queries", "examples", "tests"} <= named


def test_readme_gives_credit_to_each_source_of_names():
    rows = (ROOT / "README.md").read_text().partition("## Credits")[2].splitlines()
    for credit in names.Things().credits:
        source = sources.credited(credit.source, credit.licence)
        address = source.address.removesuffix("/") or "https://www.wikidata.org"
        assert any(address in row and credit.licence in row for row in rows), credit


def test_changelog_tells_of_this_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text()


def test_queries_named_in_documents_exist():
    text = "".join(path.read_text() for path in DOCUMENTS)
    named = set(re.findall(r"kg query ([a-z]+(?:-[a-z]+)+)", text)) - {"my-question"}
    assert named - set(query.names()) == set()
