"""What ``import kg`` gives, and what it costs."""

import subprocess
import sys

import pytest

import kg


def test_public_names_are_sorted_and_listed():
    assert kg.__all__ == sorted(set(kg.__all__))
    assert set(kg.__all__) <= set(dir(kg))


@pytest.mark.parametrize("name", kg.__all__)
def test_public_name_is_there(name):
    assert getattr(kg, name).__name__ == name


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
