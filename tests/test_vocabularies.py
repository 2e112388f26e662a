"""The vocabularies that come along: each is found by its name, loads, has a licence, and nothing is wrong with it."""

from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS

from kg.errors import OntologyError
from kg.ontology import load, problems, ready, remarks


@pytest.mark.parametrize("name", ready.names())
def test_nothing_is_wrong_with_a_vocabulary(name):
    assert problems(Path(name)) == ()
    assert remarks(Path(name)) == ()


@pytest.mark.parametrize("name", ready.names())
def test_a_vocabulary_says_where_it_is_from_and_its_licence(name):
    graph = rdflib.Graph().parse(ready.found(name))
    (head,) = graph.subjects(RDF.type, OWL.Ontology)
    assert str(head) == f"https://w3id.org/news-kg/vocabularies/{name}"
    assert graph.value(head, DCTERMS.source) is not None
    assert graph.value(head, DCTERMS.license) is not None


@pytest.mark.parametrize("name", ready.names())
def test_each_term_of_a_vocabulary_has_one_label(name):
    graph = rdflib.Graph().parse(ready.found(name))
    terms = {term for term in graph.subjects(RDF.type) if not str(term).endswith(f"/{name}")}
    assert terms
    assert [term for term in terms if len(list(graph.objects(term, RDFS.label))) != 1] == []


def test_a_file_of_the_users_is_taken_before_a_vocabulary_of_its_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ftm").write_text("")
    assert ready.found("ftm") == Path("ftm")


def test_the_founder_of_schema_org_is_the_object_of_ours():
    same = [w for w in load(Path("schema.org")).own.same["founded"] if w.term == "founder"]
    assert {w.subject for w in same} == {("object",)}


def test_a_name_that_nothing_has_is_one_line(kg):
    with pytest.raises(OntologyError, match=r"^wikdata: no file .*did you mean 'wikidata'\?$"):
        load(Path("wikdata"))
    code, _, error = kg("ontology", "check", "wikdata")
    assert code == 1
    assert error.count("\n") == 1


def test_a_vocabulary_is_shown_by_its_name(kg):
    code, output, _ = kg("ontology", "show", "plover")
    assert code == 0
    assert "coercion" in output
