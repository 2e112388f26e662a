"""What ``import kg`` gives, and what it costs."""

import ast
import doctest
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import kg

CLASSES = ("Answer", "Drawing", "Explanation", "Graph", "Report")
METHODS = [
    f"{name}.{member}"
    for name in CLASSES
    for member, value in vars(getattr(kg, name)).items()
    if not member.startswith("_")
    if inspect.isfunction(value) or isinstance(value, property) or hasattr(value, "attrname")
]


def test_public_names_are_sorted_and_listed():
    assert kg.__all__ == sorted(set(kg.__all__))
    assert set(kg.__all__) <= set(dir(kg))


@pytest.mark.parametrize("name", kg.__all__)
def test_public_name_is_there(name):
    assert getattr(kg, name).__name__ == name


def test_methods_of_public_classes_are_found():
    assert {"Graph.query", "Graph.quads", "Answer.records", "Report.coverage"} <= set(METHODS)


@pytest.mark.parametrize("name", [*kg.__all__, *METHODS])
def test_public_name_has_an_example(name):
    thing = kg
    for part in name.split("."):
        thing = vars(thing)[part] if inspect.isclass(thing) else getattr(thing, part)
    assert doctest.DocTestParser().get_examples(inspect.getdoc(thing) or "")


def test_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'bilud'"):
        kg.bilud  # noqa: B018


@pytest.mark.parametrize(
    ("statement", "unloaded"),
    [
        ("import kg", {"spacy", "rdflib", "pyoxigraph", "SPARQLWrapper", "click", "rich"}),
        ("from kg import Document, KgError", {"spacy", "rdflib", "pyoxigraph"}),
        ("import kg.cli", {"spacy", "rdflib", "pyoxigraph", "starlette", "uvicorn"}),
        ("import kg.query", {"spacy", "rdflib", "SPARQLWrapper", "click", "rich"}),
        ("import kg.store, kg.rdf, kg.validate", {"spacy", "pyshacl", "trafilatura", "networkx"}),
        ("import kg.explore.drawing, kg.explore.spans", {"spacy", "networkx", "scipy", "click"}),
        ("import kg.rdf.bulk, kg.rdf.convert", {"spacy", "rdflib", "networkx", "rich"}),
    ],
)
def test_import_loads_nothing_heavy(statement, unloaded):
    code = f"import sys\n{statement}\nprint(*sorted({unloaded!r} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


# Of the standard library, and documented there: the public methods of named tuples, and an end without clean-up. Of
# PySpark, the only way to what Java alone has, such as the file systems of Hadoop.
DOCUMENTED = {"_replace", "_asdict", "_exit", "_jvm"}


def private(tree: ast.Module) -> set[str]:
    """The names that begin with one underscore, as used on objects and of modules that are not the file's own."""
    nodes = list(ast.walk(tree))
    own = {
        n.name
        for n in nodes
        if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }
    own |= {n.attr for n in nodes if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store)}
    own |= {
        n.target.id
        for n in nodes
        if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)
    }
    own |= {c.value for n in nodes if isinstance(n, ast.Assign) for c in ast.walk(n.value)
            if isinstance(c, ast.Constant) and isinstance(c.value, str)}  # fmt: skip
    used = {n.attr for n in nodes if isinstance(n, ast.Attribute)}
    used |= {
        a.name
        for n in nodes
        if isinstance(n, ast.ImportFrom) and not (n.module or "").startswith("kg")
        for a in n.names
    }
    return {
        name
        for name in used - own - DOCUMENTED
        if name.startswith("_") and not name.startswith("__")
    }


@pytest.mark.parametrize(
    "path", sorted(Path(kg.__file__).parent.rglob("*.py")), ids=lambda path: path.name
)
def test_no_module_uses_a_private_name_of_a_library(path):
    assert private(ast.parse(path.read_text(encoding="utf-8"))) == set()


def test_private_names_of_a_library_are_found():
    assert private(ast.parse("wrapper._createRequest()\nfrom spacy import _x")) == {
        "_createRequest",
        "_x",
    }
