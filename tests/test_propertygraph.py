"""The facts as nodes and edges, and what NetworkX and CSV readers find of them."""

import csv
import io

import networkx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.model import Relation, Status, Time
from kg.rdf import Statements, networks, restate
from kg.rdf.bulk.loaders import ARRAY
from kg.rdf.bulk.tables import neo4j_edges, neo4j_nodes, neptune_edges, neptune_nodes
from kg.rdf.propertygraph import property_graph
from kg.rdf.terms import LABEL, TYPE, node

RUIZ = "https://w3id.org/news-kg/entity/Ana_Ruiz.person"
BRIBERY = "https://w3id.org/news-kg/entity/bribery.offence"


@pytest.fixture(scope="module")
def graph(quads, ontology):
    return property_graph(quads, ontology)


@pytest.fixture(scope="module")
def claimed(quads, ontology):
    return property_graph(quads, ontology, claims=True)


def called(graph, name):
    (found,) = [each for each in graph.nodes if each.name == name]
    return found


def between(graph, predicate, type=None):
    return [e for e in graph.edges if e.predicate == predicate and type in (None, e.type)]


def test_node_has_its_class_and_those_above_it_the_nearest_first(graph):
    ruiz = called(graph, "Ana Ruiz")
    assert (ruiz.iri, ruiz.labels) == (RUIZ, ("Person", "Agent", "Entity"))
    charge = called(graph, "Charge: Ana Ruiz, bribery, Madrid, 2026-03-11")
    assert charge.labels == ("Charge", "LegalEvent", "Event")


def test_node_has_values_as_properties(graph):
    assert called(graph, "Ana Ruiz").properties["age"] == ("44",)
    assert "Verde Party" in {each.name for each in graph.nodes}
    visit = called(graph, "Visit: Ana Ruiz, Goma, 2026-03-11")
    assert visit.properties["time"] == ("2026-03-11",)


def test_quantities_and_articles_are_no_nodes(graph):
    labels = {each.labels[0] for each in graph.nodes}
    assert not labels & {"Quantity", "NewsArticle", "Claim", "ClaimedEvent", "Predicate"}


def test_fact_is_an_edge_with_what_supports_it(graph):
    (charged,) = between(graph, "chargedWith")
    assert (charged.source, charged.target, charged.type) == (RUIZ, BRIBERY, "chargedWith")
    evidence = charged.evidence
    assert evidence.articles == ("https://news.example/ruiz", "https://news.example/talks")
    assert (evidence.support, evidence.confidence, evidence.status) == (2, 0.9, "Asserted")
    assert evidence.sentence in {
        "Ana Ruiz was charged with bribery in Madrid on March 11.",
        "Ana Ruiz, charged with bribery in Madrid on 11 March, did not come.",
    }


def test_role_is_an_edge_from_the_event(graph):
    event = called(graph, "Charge: Ana Ruiz, bribery, Madrid, 2026-03-11").iri
    roles = {e.type: e.target for e in graph.edges if e.source == event}
    assert roles["accused"] == RUIZ
    assert roles["offence"] == BRIBERY
    assert all(e.evidence.support == 2 for e in graph.edges if e.source == event)


def test_every_edge_of_facts_has_an_article_and_a_sentence(graph):
    assert graph.edges
    assert all(edge.evidence.support and edge.evidence.sentence for edge in graph.edges)


def test_what_is_claimed_is_no_edge_unless_it_is_asked_for(graph, claimed):
    assert {edge.evidence.status for edge in graph.edges} == {"Asserted"}
    assert set(graph.edges) <= set(claimed.edges)
    new = set(claimed.edges) - set(graph.edges)
    assert {edge.type for edge in new} == {"claim"}
    assert {edge.evidence.status for edge in new} >= {"Reported", "Denied"}


def test_claimed_event_is_a_node_of_another_label(claimed):
    (killing,) = [e for e in claimed.nodes if e.properties.get("claimedType") == ("Killing",)]
    assert killing.labels == ("ClaimedEvent",)
    assert killing.properties["count"] == ("at least 14",)
    (victim,) = [e for e in between(claimed, "victim", "claim") if e.source == killing.iri]
    assert victim.evidence.status == "Reported"
    assert victim.evidence.speakers == ("doctor", "UN mission")


def test_claim_of_a_value_is_counted_as_left_out(ontology, write, story):
    told = story("https://example.org/a", "Ana Ruiz is said to be 44.")
    ruiz = told.mention(0, "Ana Ruiz", "Person")
    told.claim(0, Relation(ruiz, "age", told.quantity(0, "44", "44")), Status.REPORTED)
    each = write(told)
    found = property_graph([*each.facts, *each.graph], ontology, claims=True)
    assert (found.left_out, found.edges) == (1, ())


def test_alleged_claim_does_not_support_the_fact_of_another_article(ontology, write, story):
    quads = []
    for name, status in (("a", Status.ASSERTED), ("b", Status.ALLEGED)):
        told = story(f"https://example.org/{name}", "Ana Ruiz leads Obras.")
        ruiz, obras = told.mention(0, "Ana Ruiz", "Person"), told.mention(0, "Obras", "Company")
        told.claim(0, Relation(ruiz, "headOf", obras), status)
        each = write(told)
        quads += [*each.facts, *each.graph]
    (fact, claim) = sorted(property_graph(quads, ontology, claims=True).edges, key=lambda e: e.type,
                           reverse=True)  # fmt: skip
    assert (fact.type, fact.evidence.articles) == ("headOf", ("https://example.org/a",))
    assert (claim.type, claim.evidence.status) == ("claim", "Alleged")


def test_edge_says_since_when_it_holds(ontology, write, story):
    told = story("https://example.org/a", "Ana Ruiz leads Obras since 2009.")
    ruiz, obras = told.mention(0, "Ana Ruiz", "Person"), told.mention(0, "Obras", "Company")
    when = Time(span=told.span(0, "2009"), text="2009", start="2009", end=None)
    told.claim(0, Relation(ruiz, "headOf", obras), held=when)
    each = write(told)
    graph = property_graph([*each.facts, *each.graph], ontology)
    (edge,) = between(graph, "headOf")
    assert edge.evidence.valid == ("2009", None)
    table = neo4j_edges(graph)
    (row,) = csv.DictReader(io.StringIO("".join([table.head, *table.lines])))
    assert (row["validFrom"], row["validUntil"]) == ("2009", "")
    ((_, _, said),) = networks.to_networkx(graph).edges(data=True)
    assert said["validFrom"] == "2009"
    assert "validUntil" not in said


@pytest.mark.parametrize("form", Statements)
def test_form_of_statements_makes_no_difference(form, quads, claimed, ontology):
    found = property_graph(restate(quads, form), ontology, claims=True)
    assert (found.nodes, found.edges) == (claimed.nodes, claimed.edges)


def test_facts_may_stand_in_a_named_graph(quads, graph, ontology):
    place = NamedNode("urn:x:facts")
    moved = [
        quad if isinstance(quad.graph_name, NamedNode) else Quad(*quad.triple, place)
        for quad in quads
    ]
    found = property_graph(moved, ontology, facts_graph="urn:x:facts")
    assert (found.nodes, found.edges) == (graph.nodes, graph.edges)


def test_property_called_as_what_every_node_has_gets_another_name(ontology):
    ana = NamedNode("urn:x:ana")
    quads = [
        Quad(ana, TYPE, node("kg", "Person")),
        Quad(ana, LABEL, Literal("Ana")),
        Quad(ana, NamedNode("urn:x:own#name"), Literal("not her label")),
    ]
    (found,) = property_graph(quads, ontology).nodes
    assert (found.name, found.properties) == ("Ana", {"name_": ("not her label",)})


# NetworkX and GraphML


def test_networkx_has_nodes_and_edges_with_what_is_known(graph):
    made = networks.to_networkx(graph)
    assert made.number_of_nodes() == len(graph.nodes)
    assert made.number_of_edges() == len(graph.edges)
    assert made.nodes[RUIZ]["labels"] == ["Person", "Agent", "Entity"]
    assert made.edges[RUIZ, BRIBERY, "chargedWith"]["support"] == 2


def test_graphml_is_read_back_as_it_was(claimed):
    read = networkx.read_graphml(io.BytesIO(networks.to_graphml(claimed)), force_multigraph=True)
    wanted = networks.to_networkx(claimed)
    assert {key: listed(read.nodes[key], wanted.nodes[key]) for key in read.nodes} == dict(
        wanted.nodes(data=True)
    )
    edges = sorted(
        (u, v, listed(d, {"articles": [], "speakers": []})) for u, v, d in read.edges(data=True)
    )
    assert edges_of(edges) == edges_of(wanted.edges(data=True))
    assert len({key for _, _, key in read.edges(keys=True)}) == len(claimed.edges)


def listed(said, like):
    """What GraphML says, with the lists that it does not know."""
    lists = {key for key, value in like.items() if isinstance(value, list)}
    known = {key: value for key, value in said.items() if key not in ("label", "id")}
    return {key: value.split("\n") if key in lists else value for key, value in known.items()}


def edges_of(edges):
    return sorted((u, v, sorted(map(str, said.items()))) for u, v, said in edges)


def test_graphml_has_the_same_bytes_every_time(quads, ontology):
    first, again = (
        networks.to_graphml(property_graph(order, ontology))
        for order in (sorted(quads, key=str), sorted(quads, key=str, reverse=True))
    )
    assert first == again


# Tables

HARD = 'Obras "the\nworks"; S.A., \\ ␟ Lda'
PLAIN = 'Obras "the works"; S.A., \\ ␟ Lda'


@pytest.fixture(scope="module")
def hard(ontology):
    """A graph with names that tables have trouble with."""
    obras, ana, head = NamedNode("urn:x:a;b"), NamedNode("urn:x:ana"), node("kg", "headOf")
    return property_graph(
        [
            Quad(obras, TYPE, node("kg", "Company")),
            Quad(obras, LABEL, Literal(HARD)),
            *(
                Quad(obras, node("skos", "altLabel"), Literal(alias))
                for alias in (HARD, "Obras; Lda")
            ),
            Quad(ana, TYPE, node("kg", "Person")),
            Quad(ana, LABEL, Literal("Ana")),
            Quad(ana, head, obras),
        ],
        ontology,
    )


def rows(table):
    return list(csv.DictReader(io.StringIO(table.head + "".join(table.lines), newline="")))


def test_neo4j_reads_back_names_and_arrays(hard):
    nodes = {row["iri:ID"]: row for row in rows(neo4j_nodes(hard))}
    obras = nodes["urn:x:a;b"]
    assert obras["name"] == PLAIN
    assert obras["aliases:string[]"].split(ARRAY) == [PLAIN.replace(ARRAY, " "), "Obras; Lda"]
    assert obras[":LABEL"].split(ARRAY) == ["Company", "Organization", "Agent", "Entity"]
    assert all(line.count("\n") == 1 for line in neo4j_nodes(hard).lines)
    (edge,) = rows(neo4j_edges(hard))
    assert (edge[":START_ID"], edge[":END_ID"]) == ("urn:x:ana", "urn:x:a;b")
    assert (edge[":TYPE"], edge["predicate"], edge["support:int"]) == ("HEAD_OF", "headOf", "0")


def test_neptune_reads_back_names_and_arrays(hard):
    nodes = {row["~id"]: row for row in rows(neptune_nodes(hard))}
    obras = nodes["urn:x:a;b"]
    assert obras["name:String(single)"] == PLAIN
    assert unescaped(obras["aliases:String[]"]) == [PLAIN, "Obras; Lda"]
    assert obras["~label"] == "Company;Organization;Agent;Entity"
    (edge,) = rows(neptune_edges(hard))
    assert (edge["~from"], edge["~to"], edge["~label"]) == ("urn:x:ana", "urn:x:a;b", "headOf")


def unescaped(text):
    """The values of an array as Neptune reads it."""
    marked = text.replace("\\;", "\0")
    return [value.replace("\0", ";") for value in marked.split(";")]


def test_tables_have_a_row_for_each_node_and_edge(claimed):
    for nodes, edges in ((neo4j_nodes, neo4j_edges), (neptune_nodes, neptune_edges)):
        ids = [row.get("iri:ID") or row["~id"] for row in rows(nodes(claimed))]
        assert sorted(ids) == sorted(each.iri for each in claimed.nodes)
        ends = [
            end
            for row in rows(edges(claimed))
            for end in (row.get(":START_ID") or row["~from"], row.get(":END_ID") or row["~to"])
        ]
        assert len(ends) == 2 * len(claimed.edges)
        assert set(ends) <= set(ids)


def test_edges_of_neptune_have_names_of_their_own(claimed):
    ids = [row["~id"] for row in rows(neptune_edges(claimed))]
    assert len(set(ids)) == len(ids)


def test_neo4j_has_claims_under_a_type_of_their_own(claimed):
    types = {(row[":TYPE"], row["status"] == "Asserted") for row in rows(neo4j_edges(claimed))}
    assert ("CLAIM", False) in types
    assert {type for type, asserted in types if not asserted} == {"CLAIM"}
