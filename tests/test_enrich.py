"""What a knowledge base says of linked entities: in a graph of its own, as long as an article links them."""

from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from kg import query
from kg.account import Account, Enrichment, Related, Source
from kg.counts import count
from kg.errors import StoreError
from kg.link import NameLinker, mentions
from kg.link.accounts import Accounts
from kg.link.kb import KnowledgeBase, Name, Thing, Writer
from kg.link.kb.schema import USER
from kg.query import memory
from kg.rdf import Provenance, Quads, enrichment, serialize, to_quads
from kg.store import Embedded
from kg.validate import validate

BASE = "https://w3id.org/news-kg/"
GRAPH = NamedNode(f"{BASE}knowledge/mine")
ENTITY = f"{BASE}entity/"
SCHEMA = "https://schema.org/"
KG = f"{BASE}ontology#"
GOMA = "https://news.example/goma"
RUIZ = "https://news.example/ruiz"
SPAIN = Related(iri=f"{ENTITY}Spain_Q29", type="Country", label="Spain")

THINGS = (
    Thing(key="Q29", type="Country", label="Spain", count=5000),
    Thing(key="Q100", type="PoliticalParty", label="Larn Party", within=("Q29",)),
    Thing(
        key="Q99",
        type="Person",
        label="Ana Ruiz",
        description="Spanish politician",
        count=900,
        within=("Q7", "Q29"),
        member=("Q100", "Q404"),
        born=1961,
        died=2019,
        same_as=("http://www.wikidata.org/entity/Q99",),
    ),
    Thing(key="Q98", type="City", label="Goma", count=900, names=(Name("Goma town"),)),
)


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    path = tmp_path_factory.mktemp("kb") / "mine.kb"
    with Writer.open(path) as writer:
        writer.add("list", THINGS, rank=USER)  # who is in it is meant
    return KnowledgeBase.open(path)


@pytest.fixture(scope="module")
def enriched(knowledge, ontology, stories) -> Callable[..., Quads]:
    """A function from the name of a story to its quads, with what the knowledge base says."""
    link = NameLinker(ontology, knowledge=knowledge)
    say = Accounts(knowledge, ontology, BASE, "mine")

    def to(name: str, **options) -> Quads:
        story = stories[name]
        extraction = story.extraction()
        entities = link(mentions(extraction), story.document)
        known = say(entities.values())
        return to_quads(story.document, extraction, entities, ontology, known=known, **options)

    return to


def said(quads) -> set[tuple[str, str, str]]:
    """Subject, predicate and object of what the graph of the knowledge base says of entities, without namespaces."""

    def short(term) -> str:
        return term.value.removeprefix(ENTITY).removeprefix(SCHEMA).removeprefix(KG)

    return {
        (short(quad.subject), short(quad.predicate), short(quad.object))
        for quad in quads
        if quad.graph_name == GRAPH and quad.subject.value.startswith(ENTITY)
    }


# What is said


def test_a_linked_person_has_description_country_bodies_and_years(enriched):
    assert {
        ("Ana_Ruiz_Q99", "description", "Spanish politician"),
        ("Ana_Ruiz_Q99", "country", "Spain_Q29"),
        ("Ana_Ruiz_Q99", "memberOf", "Larn_Party_Q100"),
        ("Ana_Ruiz_Q99", "birthDate", "1961"),
        ("Ana_Ruiz_Q99", "deathDate", "2019"),
    } <= said(enriched("ruiz").enrichment)


def test_years_are_years_of_xml_schema(enriched):
    years = [q.object for q in enriched("ruiz").enrichment if "Date" in q.predicate.value]
    assert {year.datatype.value.rpartition("#")[2] for year in years} == {"gYear"}


def test_country_and_party_have_names_although_no_article_has_them(enriched):
    labels = {
        quad.subject.value.removeprefix(ENTITY): quad.object.value
        for quad in enriched("ruiz").enrichment
        if quad.predicate.value.endswith("label") and quad.subject.value.startswith(ENTITY)
    }
    assert labels == {"Spain_Q29": "Spain", "Larn_Party_Q100": "Larn Party"}


def test_what_is_not_in_the_base_is_left_out(enriched):
    assert not any("Q404" in quad.object.value for quad in enriched("ruiz").enrichment)


def test_a_thing_of_which_nothing_is_known_is_not_spoken_of(enriched):
    assert enriched("goma").facts
    assert not any(
        subject.startswith("Goma") for subject, _, _ in said(enriched("goma").enrichment)
    )


def test_what_is_not_linked_has_no_account(knowledge, ontology, stories):
    story = stories["ruiz"]
    linker = NameLinker(ontology, knowledge=knowledge, least=1.0)
    entities = linker(mentions(story.extraction()), story.document)
    assert Accounts(knowledge, ontology, BASE, "mine")(entities.values()).accounts == ()


def test_neither_facts_nor_the_graph_of_the_article_have_any_of_it(enriched):
    found = enriched("ruiz")
    assert {quad.graph_name for quad in found.enrichment} == {GRAPH}
    assert not {quad.triple for quad in found.enrichment} & {q.triple for q in found.graph}
    plain = {quad.predicate.value for quad in (*found.facts, *found.graph)}
    assert not plain & {f"{SCHEMA}description", f"{SCHEMA}memberOf", f"{KG}country"}


def test_the_graph_names_its_sources(enriched):
    quads = enriched("ruiz").enrichment
    sources = {
        q.object for q in quads if q.subject == GRAPH and q.predicate.value.endswith("source")
    }
    assert sources == {NamedNode(f"{GRAPH.value}/list")}
    assert any(quad.subject == NamedNode(f"{GRAPH.value}/list") for quad in quads)


@pytest.mark.parametrize(
    ("source", "predicate", "value"),
    [
        (Source(name="a", title="All of it"), "label", "All of it"),
        (Source(name="a", licence="CC0-1.0"), "license", "https://spdx.org/licenses/CC0-1.0"),
        (Source(name="a", licence="of the state"), "rights", "of the state"),
        (Source(name="a", address="https://a.example/"), "url", "https://a.example/"),
        (Source(name="a", credit="Data by A"), "creditText", "Data by A"),
    ],
)
def test_a_source_says_what_it_asks_for(source, predicate, value):
    account = Account(iri=f"{ENTITY}X_Q1", type="Person", countries=(SPAIN,), sources=(source,))
    quads = enrichment.to_quads(Enrichment(name="mine", accounts=(account,)))
    found = {
        quad.object.value
        for quad in quads
        if quad.subject == NamedNode(f"{GRAPH.value}/a")
        and quad.predicate.value.endswith(predicate)
    }
    assert found == {value}


def test_graph_conforms_to_the_shapes(enriched):
    found = enriched("ruiz")
    assert validate([*found.shared, *found.graph]).conforms


# How it is written and counted


def test_a_syntax_without_graphs_leaves_it_out(enriched):
    found = enriched("ruiz")
    quads = [*found.shared, *found.graph]
    assert "Spanish politician" in serialize(quads, "trig").decode()
    assert serialize(quads, "turtle") == serialize([*found.facts, *found.graph], "turtle")


@pytest.mark.parametrize(("density", "stays"), [("compact", True), ("none", False)])
def test_facts_alone_are_without_it(density, stays, enriched):
    found = enriched("ruiz")
    written = serialize([*found.shared, *found.graph], "trig", provenance=Provenance(density))
    assert ("Spanish politician" in written.decode()) is stays


def test_it_is_counted_apart(enriched):
    found = enriched("ruiz")
    plain = count([*found.facts, *found.graph])
    with_it = count([*found.shared, *found.graph], {GRAPH})
    assert with_it.enrichment == len(found.enrichment)
    assert (with_it.facts, with_it.triples) == (plain.facts, plain.triples)


# In a store


def lines(store: Embedded) -> list[str]:
    return sorted(f"{quad} ." for quad in store.quads())


def built(*documents: Quads) -> list[str]:
    store = Embedded.open()
    store.add(documents)
    return lines(store)


def test_it_goes_with_the_last_article_that_links_a_thing(enriched):
    ruiz, goma = enriched("ruiz"), enriched("goma")  # both name Ana Ruiz
    store = Embedded.open()
    store.add([ruiz, goma])
    store.remove(RUIZ)
    assert lines(store) == built(goma)
    assert ("Ana_Ruiz_Q99", "birthDate", "1961") in said(store.quads())
    store.remove(GOMA)
    assert lines(store) == []
    assert store.enrichments() == ()
    assert not store.store.contains_named_graph(GRAPH)


def test_an_article_that_is_read_without_it_has_none_any_more(enriched, write, stories):
    store = Embedded.open()
    store.add([enriched("ruiz")])
    store.add([write(stories["ruiz"])])
    assert lines(store) == built(write(stories["ruiz"]))


def test_order_of_articles_does_not_matter(enriched):
    articles = [enriched(name) for name in ("ruiz", "goma", "talks")]
    assert len({tuple(built(*order)) for order in permutations(articles)}) == 1


def test_what_the_base_says_anew_takes_the_place_of_what_it_said(enriched):
    old = enriched("ruiz")
    new = Quads(
        document=old.document,
        facts=old.facts,
        graph=old.graph,
        enrichment=tuple(
            quad for quad in old.enrichment if "birthDate" not in quad.predicate.value
        ),
    )
    store = Embedded.open()
    store.add([old, new])
    assert lines(store) == built(new)


def test_its_graph_is_no_article(enriched):
    store = Embedded.open()
    store.add([enriched("ruiz")])
    assert store.documents() == (RUIZ,)
    assert store.enrichments() == (GRAPH,)
    with pytest.raises(StoreError, match="it has no document or file"):
        store.remove(GRAPH.value)
    assert said(store.quads())


def test_store_on_disk_keeps_it(enriched, tmp_path: Path):
    with Embedded.open(tmp_path / "store") as store:
        store.add([enriched("ruiz"), enriched("goma")])
    with Embedded.read_only(tmp_path / "store") as store:
        assert lines(store) == built(enriched("ruiz"), enriched("goma"))
        assert set(enriched("ruiz").enrichment) <= set(dict(store.said())[RUIZ])


# Asked


def test_a_query_that_names_no_graph_does_not_see_it(enriched):
    found = enriched("ruiz")
    source = memory([*found.shared, *found.graph])
    assert len(query.answer("SELECT * { ?x schema:description|kg:country ?y }", source)) == 0
    asked = "SELECT * { GRAPH ?base { ?x kg:country ?y } }"
    assert [row["y"] for row in query.answer(asked, source).texts()] == [SPAIN.iri]


def test_a_country_that_no_article_names_can_be_asked_for(enriched):
    found = enriched("ruiz")
    answer = query.answer(
        "who-is-from", memory([*found.shared, *found.graph]), {"country": "spain"}
    )
    assert [row["entityLabel"] for row in answer.texts()] == ["Ana Ruiz"]


def test_why_says_that_the_knowledge_base_says_so(enriched):
    found = enriched("ruiz")
    why = query.why(memory([*found.shared, *found.graph]), "Ana Ruiz", "country")
    assert why.quotes == ()
    (known,) = why.known
    assert (known.statement, known.sources, known.base) == (
        "country: Spain",
        ("list",),
        GRAPH.value,
    )
    assert "The knowledge base says, in the graph" in str(why)
    assert "country: Spain" in why._repr_html_()


def test_claims_are_not_asked_of_it(enriched):
    found = enriched("ruiz")
    assert Quad(GRAPH, NamedNode(f"{KG}status"), GRAPH, GRAPH) not in found.enrichment
    frame = query.why(memory([*found.shared, *found.graph]), "Ana Ruiz")
    assert all(quote.article == RUIZ for quote in frame.quotes)
    assert len(frame.known) == 5
