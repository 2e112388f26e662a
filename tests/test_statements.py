"""One claim in three forms, from each to each and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.rdf.statements import Statements, as_named_graphs, restate
from kg.rdf.terms import TYPE, node

FORMS = list(Statements)
REIFIES = node("rdf", "reifies")
SUBJECT = node("rdf", "subject")
RUIZ = "https://news.example/ruiz"


@pytest.fixture(scope="module")
def quads(write, stories):
    found = set()
    for story in stories.values():
        each = write(story)
        found.update(each.facts, each.graph)
    return found


def without(quads, *predicates):
    return {quad for quad in quads if quad.predicate not in predicates}


PARTS = (SUBJECT, node("rdf", "predicate"), node("rdf", "object"))


def reified(quads):
    """The claims that have a triple, with it."""
    parts = {}
    for quad in quads:
        if quad.predicate in PARTS:
            parts.setdefault(quad.subject, {})[quad.predicate] = quad.object
    return {claim: Triple(*(each[part] for part in PARTS)) for claim, each in parts.items()}


def test_builder_writes_reification(quads):
    assert restate(quads, Statements.REIFICATION) == quads
    assert len(reified(quads)) > 8


def test_rdf12_has_a_reifier_for_each_claim_and_the_rest_as_it_was(quads):
    written = restate(quads, Statements.RDF12)
    assert {q.subject: q.object for q in written if q.predicate == REIFIES} == reified(quads)
    assert without(written, REIFIES) == without(quads, *PARTS)


def test_graph_of_a_claim_has_its_triple_and_nothing_else(quads):
    written = restate(quads, Statements.GRAPHS)
    claims = {quad.graph_name for quad in written} - {quad.graph_name for quad in quads}
    assert claims
    for claim in claims:
        assert [quad.triple for quad in written if quad.graph_name == claim] == [
            reified(quads)[claim]
        ]


def test_graph_is_only_what_is_asserted_and_a_fact(quads):
    written = restate(quads, Statements.GRAPHS)
    facts = {quad.triple for quad in quads if isinstance(quad.graph_name, DefaultGraph)}
    status = {quad.subject: quad.object for quad in quads if quad.predicate == node("kg", "status")}
    claims = {quad.graph_name for quad in written} - {quad.graph_name for quad in quads}
    assert {status[claim] for claim in claims} == {node("kg", "Asserted")}
    assert {reified(quads)[claim] for claim in claims} <= facts


def test_union_of_all_graphs_says_nothing_more_in_the_form_of_graphs(quads):
    written = restate(quads, Statements.GRAPHS)
    assert {quad.triple for quad in written} <= {quad.triple for quad in quads}


def test_claim_that_ended_stays_reified_though_another_article_makes_it_a_fact():
    claim, article = NamedNode("urn:x:claim"), NamedNode("urn:x:article")
    told = asserted(claim, article)
    assert as_named_graphs(restate(told, Statements.GRAPHS))
    ended = told | {Quad(claim, node("kg", "ended"), Literal(True), article)}
    assert restate(ended, Statements.GRAPHS) == ended


def test_alleged_claim_stays_reified_though_another_article_makes_it_a_fact():
    claim, article = NamedNode("urn:x:claim"), NamedNode("urn:x:article")
    alleged = {
        Quad(q.subject, q.predicate, node("kg", "Alleged"), article)
        if q.predicate == node("kg", "status")
        else q
        for q in asserted(claim, article)
    }
    assert restate(alleged, Statements.GRAPHS) == alleged


def asserted(claim, article):
    """A fact and the asserted claim that supports it."""
    fact = (NamedNode("urn:x:ana"), NamedNode("urn:x:knows"), NamedNode("urn:x:bo"))
    return {
        Quad(*fact),
        Quad(claim, TYPE, node("kg", "Claim"), article),
        Quad(claim, node("kg", "status"), node("kg", "Asserted"), article),
        *(Quad(claim, part, term, article) for part, term in zip(PARTS, fact, strict=True)),
    }


@pytest.mark.parametrize("broken", ["lacking", "several"])
@pytest.mark.parametrize("form", FORMS)
def test_node_without_one_whole_triple_stays_as_it_is(broken, form):
    claim, article = NamedNode("urn:x:claim"), NamedNode("urn:x:article")
    told = asserted(claim, article)
    if broken == "lacking":
        told = without(told, SUBJECT)
    else:
        told |= {Quad(claim, SUBJECT, NamedNode("urn:x:cy"), article)}
    assert restate(told, form) == told


def test_rdf11_is_another_name_of_reification():
    assert Statements("rdf11") is Statements.REIFICATION
    with pytest.raises(ValueError, match="rdf13"):
        Statements("rdf13")


@pytest.mark.parametrize("first", FORMS)
@pytest.mark.parametrize("second", FORMS)
def test_every_form_leads_to_every_other_and_back(first, second, quads):
    written = restate(quads, first)
    assert restate(written, first) == written
    assert restate(restate(written, second), first) == written
    assert restate(restate(written, second), Statements.REIFICATION) == quads


# The terms are few, so that all that can go together by chance does.
NAMES = [NamedNode(f"urn:x:{name}") for name in ("a", "b", "c")]
PREDICATES = [*PARTS, REIFIES, TYPE, node("kg", "status"), node("kg", "ended"), NAMES[0]]
OBJECTS = [*NAMES, node("kg", "Claim"), node("kg", "Asserted"), Literal(True), *PREDICATES[:2]]
TRIPLES = st.builds(
    Triple,
    st.sampled_from(NAMES),
    st.sampled_from([*PREDICATES, NAMES[1]]),
    st.sampled_from(OBJECTS),
)
LOOSE = st.builds(
    Quad,
    st.sampled_from(NAMES),
    st.sampled_from(PREDICATES),
    st.sampled_from(OBJECTS) | TRIPLES,
    st.sampled_from([*NAMES, DefaultGraph()]),
)


@st.composite
def claims(draw):
    """A claim in one of the forms, as likely as not with all that a graph of its own needs."""
    claim, graph = draw(st.sampled_from(NAMES)), draw(st.sampled_from([*NAMES, DefaultGraph()]))
    triple = draw(TRIPLES)
    home = {
        Quad(claim, TYPE, node("kg", "Claim"), graph),
        Quad(claim, node("kg", "status"), node("kg", "Asserted"), graph),
        Quad(*triple),
    }
    parts = {Quad(claim, part, term, graph) for part, term in zip(PARTS, triple, strict=True)}
    forms = [parts, {Quad(claim, REIFIES, triple, graph)}, {Quad(*triple, claim)}]
    return {each for each in home if draw(st.booleans())} | draw(st.sampled_from(forms))


@given(st.sets(LOOSE, max_size=6), st.lists(claims(), max_size=3), *[st.sampled_from(FORMS)] * 2)
def test_forms_can_be_undone_whatever_the_quads(loose, told, first, second):
    quads = loose.union(*told)
    written = restate(quads, first)
    assert restate(written, first) == written
    assert restate(restate(written, second), first) == written


@given(st.sets(LOOSE, max_size=6), st.lists(claims(), max_size=3), st.sampled_from(FORMS))
def test_no_form_says_in_the_union_of_graphs_what_no_graph_said(loose, told, form):
    quads = loose.union(*told)
    read = restate(quads, Statements.REIFICATION)
    plain = {quad.triple for quad in read}
    hung = {*PARTS, REIFIES}
    new = {quad.triple for quad in restate(read, form)} - plain
    assert all(triple.predicate in hung for triple in new)
