"""What ``import kg`` gives, and what it costs."""

import doctest
import inspect
import subprocess
import sys

import pytest

import kg

CLASSES = ("Answer", "Explanation", "Graph", "Report")
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
        ("import kg.rdf.bulk, kg.rdf.convert", {"spacy", "rdflib", "networkx", "rich"}),
    ],
)
def test_import_loads_nothing_heavy(statement, unloaded):
    code = f"import sys\n{statement}\nprint(*sorted({unloaded!r} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
