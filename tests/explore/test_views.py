"""The views of a store: what they tell of things, articles and claims, and that no allegation reads as a fact."""

import json
import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import QueryError
from kg.explore import VIEWS, Explorer, NothingError
from kg.explore.claims import STATUS
from kg.iri import BASE, VOCABULARIES
from kg.rdf.statements import Statements, restate

API = Path(__file__).parents[2] / "web/src/api.ts"
SHAPES = Path(__file__).parents[2] / "kg/explore"
CONFIDENCE = NamedNode(VOCABULARIES["kg"] + "confidence")
EVIDENCE = NamedNode(VOCABULARIES["kg"] + "evidence")
LABEL = NamedNode(VOCABULARIES["rdfs"] + "label")


def store_of(*parts) -> Store:
    store = Store()
    for quads in parts:
        store.extend([*quads.facts, *quads.graph])
    return store


@pytest.fixture(scope="module")
def store(write, stories) -> Store:
    return store_of(*(write(story) for story in stories.values()))


@pytest.fixture(scope="module")
def explorer(store) -> Explorer:
    return Explorer(store)


@pytest.fixture(scope="module")
def view(explorer):
    def ask(name: str, **values):
        return explorer.view(
            name,
            {key: value if isinstance(value, list) else [value] for key, value in values.items()},
        )

    return ask


@pytest.fixture(scope="module")
def iri(view):
    def of(name: str) -> str:
        return next(each["iri"] for each in view("suggest", q=name) if each["label"] == name)

    return of


# -- search --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["Ana Ruiz", "ana", "RUIZ", "  ruíz ", "Ana Riuz", "Anna Ruiz", "ruiz ana"]
)
def test_a_person_is_found_by_parts_of_the_name_and_by_misspelled_ones(view, text):
    assert "Ana Ruiz" in [each["label"] for each in view("suggest", q=text)][:3]


def test_suggestions_tell_what_a_thing_is_and_how_often_it_is_named(view):
    first = view("suggest", q="Ana Ruiz")[0]
    assert (first["kindLabel"], first["articles"]) == ("person", 3)


def test_suggestions_of_one_kind_alone(view):
    kinds = {each["kind"] for each in view("suggest", q="a", kind="Person", limit="50")}
    assert kinds == {"Person"}


@pytest.mark.parametrize("text", ["", "   ", "zzzzzzzzqqq", "%", "<script>"])
def test_nothing_is_suggested_for_what_nothing_is_called(view, text):
    assert view("suggest", q=text) == [] if text.strip() else True


# -- things --------------------------------------------------------------------------------------


def test_a_page_has_the_facts_with_their_claims(view, iri):
    page = view("entity", iri=iri("Ana Ruiz"))
    facts = {fact["property"]: fact for fact in page["facts"]}
    item = facts["chargedWith"]["items"][0]
    assert item["item"]["label"] == "bribery"
    assert item["claims"]
    assert item["articles"] == 2


def test_no_allegation_stands_among_the_facts_of_a_page(view, explorer, store):
    for name in explorer.index._things:
        if "/entity/" not in name:
            continue
        for fact in view("entity", iri=name)["facts"]:
            for item in fact["items"]:
                for claim in item["claims"]:
                    told = view("evidence", claim=claim)["claims"]
                    assert any(each["status"] == "Asserted" and each["fact"] for each in told)


def test_each_claim_of_a_page_has_its_sentence_and_its_article(view, explorer):
    for name in explorer.index._things:
        if "/entity/" in name:
            page = view("entity", iri=name)
            for claim in page["claims"]:
                assert claim["evidence"][0]["sentence"]
                assert claim["article"] in page["articles"]


def test_what_nothing_is_said_of_has_no_page(view):
    with pytest.raises(NothingError, match="the graph says nothing of it"):
        view("entity", iri=f"{BASE}entity/Nobody.person")


def test_an_iri_that_is_none_is_refused_in_one_sentence(view):
    with pytest.raises(QueryError, match="is not an IRI"):
        view("entity", iri="not an iri")


# -- pictures ------------------------------------------------------------------------------------


def test_ends_of_edges_are_drawn(view, iri):
    picture = view("picture", iri=iri("Ana Ruiz"))
    names = {node["id"] for node in picture["nodes"]}
    assert all({edge["source"], edge["target"]} <= names for edge in picture["edges"])
    assert iri("Ana Ruiz") in names


def test_a_limit_leaves_the_rest_counted(view, iri):
    whole = view("picture", iri=iri("Ana Ruiz"))
    part = view("picture", iri=iri("Ana Ruiz"), limit="1")
    assert len(part["edges"]) < len(whole["edges"])
    assert part["more"][iri("Ana Ruiz")] > 0
    assert not whole["more"]


def test_edges_tell_how_their_claims_stand(view, stories):
    picture = view("picture", article=stories["goma"].document.id)
    standing = {(edge["status"], edge["fact"]) for edge in picture["edges"]}
    assert all(status == "Asserted" or not fact for status, fact in standing)
    assert any(status != "Asserted" for status, _ in standing)
    assert any(edge["speakers"] for edge in picture["edges"])


def test_numbers_join_no_events(view, stories):
    for story in stories.values():
        picture = view("picture", article=story.document.id)
        values = [node["id"] for node in picture["nodes"] if node["group"] == "value"]
        for value in values:
            assert (
                len({edge["source"] for edge in picture["edges"] if edge["target"] == value}) == 1
            )


# -- articles ------------------------------------------------------------------------------------


def test_an_article_has_its_sentences_in_order_and_mentions_at_their_places(view, stories):
    document = stories["ruiz"].document
    page = view("article", iri=document.id)
    for stretch in page["text"]:
        if stretch["text"] is not None:
            assert document.text[stretch["start"] : stretch["end"]] == stretch["text"]
    for mention in page["mentions"]:
        assert document.text[mention["start"] : mention["end"]] == mention["text"]
    starts = [stretch["start"] for stretch in page["text"]]
    assert starts == sorted(starts)


def test_an_article_lists_what_was_rejected_and_why(view, stories):
    found = [
        each
        for story in stories.values()
        for each in view("article", iri=story.document.id)["rejected"]
    ]
    assert found
    assert all(each["reason"] and each["label"] for each in found)


# -- evidence ------------------------------------------------------------------------------------


def test_evidence_has_the_sentences_around(view, stories):
    article = stories["ruiz"].document.id
    claims = view("article", iri=article)["claims"]
    page = view("evidence", claim=claims[-1]["id"])
    around = page["context"][claims[-1]["evidence"][0]["iri"]]
    assert around["before"]


def test_who_says_the_same_and_who_says_otherwise(write, story):
    def told(name: str, status: str, **more):
        from kg.model import Claim, Relation, Status

        article = story(name, "Boro Mining owns the Tarkwa mine.", published="2026-03-01")
        owner = article.mention(0, "Boro Mining", "Company")
        mine = article.mention(0, "Tarkwa mine", "Facility")
        article.claims.append(
            Claim(
                content=Relation(owner, "owns", mine),
                status=Status(status),
                evidence=article.sentence(0),
                rule="test",
                confidence=0.9,
                **more,
            )
        )
        return write(article)

    store = store_of(
        told("https://one.example/a", "Asserted"),
        told("https://two.example/a", "Asserted"),
        told("https://three.example/a", "Denied"),
    )
    explorer = Explorer(store)
    first = explorer.view("article", {"iri": ["https://one.example/a"]})["claims"][0]["id"]
    page = explorer.view("evidence", {"claim": [first]})
    assert [claim["article"] for claim in page["same"]] == ["https://two.example/a"]
    assert [claim["status"] for claim in page["otherwise"]] == ["Denied"]
    disputes = explorer.view("home", {})["disputes"]
    assert {each["status"] for each in disputes[0]["statements"]} == {"Asserted", "Denied"}


# -- the whole -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [Statements.RDF12, Statements.GRAPHS])
def test_views_are_the_same_in_each_form_of_statements(store, explorer, form):
    other = Store()
    other.extend(restate(list(store), form))
    again = Explorer(other)
    for name in explorer.index._things:
        if "/entity/" in name:
            assert again.view("entity", {"iri": [name]}) == explorer.view("entity", {"iri": [name]})


def test_the_first_page_counts_what_there_is(view):
    home = view("home")
    assert home["counts"]["articles"] == 3
    assert [each["label"] for each in home["people"]]
    assert len(home["newest"]) == 3


def test_every_view_is_json(view, iri, stories):
    asked = {
        "suggest": {"q": "a"},
        "entity": {"iri": iri("Ana Ruiz")},
        "picture": {"iri": iri("Ana Ruiz")},
        "article": {"iri": stories["ruiz"].document.id},
    }
    asked["evidence"] = {"claim": view("entity", **asked["entity"])["claims"][0]["id"]}
    for name in VIEWS:
        assert json.loads(json.dumps(view(name, **asked.get(name, {}))))


def test_a_rejected_candidate_is_no_claim(view, explorer):
    for name in explorer.index._things:
        if "/entity/" in name:
            for claim in view("entity", iri=name)["claims"]:
                assert any(explorer.reader.quads(NamedNode(claim["id"]), STATUS, None, None))


def test_an_unknown_view_names_those_there_are(view):
    with pytest.raises(NothingError, match="have: about, article"):
        view("nothing")


@pytest.mark.parametrize("value", ["high", "NaN", "INF", ""])
def test_a_confidence_that_is_no_number_is_left_out(store, value):
    other = Store()
    other.extend(
        Quad(q.subject, q.predicate, Literal(value), q.graph_name)
        if q.predicate == CONFIDENCE
        else q
        for q in store
    )
    told = Explorer(other).view("home", {})
    assert all("confidence" not in claim for claim in told["events"])
    json.dumps(told, allow_nan=False)


def test_evidence_that_is_no_place_is_left_out(store):
    other = Store()
    other.extend(
        Quad(q.subject, q.predicate, Literal("here"), q.graph_name)
        if q.predicate == EVIDENCE
        else q
        for q in store
    )
    assert all(not claim["evidence"] for claim in Explorer(other).view("home", {})["events"])


def test_questions_have_bounds(view):
    with pytest.raises(QueryError, match="101 things are too many; give at most 100"):
        view("picture", iri=[f"urn:x:{number}" for number in range(101)])
    with pytest.raises(QueryError, match=r"limit: '1+' is no number"):
        view("suggest", q="a", limit="1" * 5000)
    assert view("suggest", q="a", limit="0") == []
    assert view("suggest", q="a" * 100_000) == []


def test_names_of_one_class_are_found_by_a_letter(view):
    assert "Ana Ruiz" in [each["label"] for each in view("suggest", q="a", kind="Person")]


def test_hostile_names_pass_as_text(store):
    hostile = '<img src=x onerror="alert(1)">\u202e\x00' + "x" * 10_000
    other = Store()
    other.extend(
        Quad(q.subject, q.predicate, Literal(hostile, language="en"), q.graph_name)
        if q.predicate == LABEL
        else q
        for q in store
    )
    explorer = Explorer(other)
    assert explorer.view("suggest", {"q": ["img"]})[0]["label"] == hostile


def test_the_page_knows_the_same_shapes():
    """Each shape that the server makes has a shape of the same fields in the page's own language."""
    ours = {}
    for path in sorted(SHAPES.glob("*.py")):
        for name, body in re.findall(
            r"^class (\w+)\((?:TypedDict|Item|Ranked)\):\n((?:    .*\n|\n)+)",
            path.read_text(),
            re.M,
        ):
            ours[name] = set(re.findall(r"^    (\w+): ", body, re.M))
    theirs = {
        name: set(re.findall(r"(?:^|[{;])\s*(\w+)\??:", body, re.M))
        for name, body in re.findall(
            r"interface (\w+)[^{]*\{((?:[^{}]|\{[^{}]*\})*)\}", API.read_text()
        )
    }
    for name in (
        "Article",
        "Evidence",
        "Role",
        "Claim",
        "Node",
        "Edge",
        "Picture",
        "Mention",
        "Rejected",
        "ArticlePage",
    ):
        assert ours[name] <= theirs[name], name
