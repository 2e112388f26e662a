"""Earlier texts of an article: told when its source has changed, kept when it is read again, gone with it."""

from dataclasses import replace

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.model import Relation
from kg.query.homes import with_graphs
from kg.rdf.terms import node
from kg.store import Embedded, Note
from kg.validate import validate

LAKE = "https://news.example/lake"
REVISION_OF = node("prov", "wasRevisionOf")
NOTE = Note(source="lake.txt", words="1", rank=0, parts={"version": "v", "ontology": "o"})


@pytest.fixture(scope="module")
def lake(story, write):
    """A function that writes an article: where Ruiz lives, and when it was published."""

    def written(city: str, published: str | None = "2026-03-12"):
        told = story(LAKE, f"Ana Ruiz lives in {city}.", title="Lake", published=published)
        ruiz = told.mention(0, "Ana Ruiz", "Person")
        told.claim(0, Relation(ruiz, "livesIn", told.mention(0, city, "City")))
        return write(told)

    return written


def read(store, article, **changed):
    """Read ARTICLE into STORE as one text of its source: by default of words of its own."""
    own = {"words": str(hash(article.graph)), **changed}
    store.add([article], {LAKE: replace(NOTE, **own)})


def chain(store):
    """The earlier texts from the last to the first, each as digest and day."""
    found, place = [], NamedNode(LAKE)
    while step := list(store.store.quads_for_pattern(place, REVISION_OF, None)):
        [quad] = step
        place = quad.object
        said = {
            q.predicate: q.object.value for q in store.store.quads_for_pattern(place, None, None)
        }
        found.append((said[node("kg", "textDigest")], said.get(node("schema", "datePublished"))))
    return found


def digest(article):
    [found] = [q.object.value for q in article.graph if q.predicate == node("kg", "textDigest")]
    return found


def test_a_corrected_article_tells_of_its_earlier_text_and_none_of_its_facts(lake):
    quito, lima = lake("Quito", "2026-03-11"), lake("Lima")
    store = Embedded.open()
    read(store, quito)
    assert chain(store) == []
    read(store, lima)
    assert chain(store) == [(digest(quito), "2026-03-11")]
    assert not [quad for quad in store.quads() if "Quito" in str(quad)]


def test_each_correction_is_a_revision_of_the_one_before(lake):
    store = Embedded.open()
    texts = [lake(city, None) for city in ("Quito", "Lima", "Quito", "Bonn")]
    for each in texts:
        read(store, each)
    assert chain(store) == [(digest(each), None) for each in texts[-2::-1]]


def test_an_article_that_is_read_again_keeps_its_earlier_texts(lake):
    store = Embedded.open()
    lima = lake("Lima")
    read(store, lake("Quito"))
    read(store, lima)
    before = {str(quad) for quad in store.quads()}
    read(store, lima, parts={"version": "v", "ontology": "another"})
    assert {str(quad) for quad in store.quads()} == before


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"words": "1"}, id="the same words with other line ends"),
        pytest.param({"parts": {"version": "another"}}, id="read by another version"),
    ],
)
def test_what_the_outlet_did_not_change_is_no_revision(lake, changed):
    store = Embedded.open()
    read(store, lake("Quito"), words="1")
    read(store, lake("Lima"), **changed)
    assert chain(store) == []


def test_an_article_that_is_removed_leaves_no_earlier_text(lake):
    store = Embedded.open()
    for city in ("Quito", "Lima"):
        read(store, lake(city))
    store.remove(LAKE)
    assert list(store.quads()) == []
    read(store, lake("Bonn"))
    assert chain(store) == []


def test_a_corrected_article_conforms_to_the_shapes(lake):
    store = Embedded.open()
    for city in ("Quito", "Lima", "Bonn"):
        read(store, lake(city))
    assert validate(store).violations == ()


def test_a_file_without_graphs_gets_its_earlier_texts_back_into_the_graph_of_their_article(lake):
    store = Embedded.open()
    for city in ("Quito", "Lima", "Bonn"):
        read(store, lake(city))
    quads = set(store.quads())
    flat = [Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in quads]
    assert set(with_graphs(flat)) == quads


def test_how_much_a_store_has_counts_earlier_texts(lake):
    store = Embedded.open()
    for city in ("Quito", "Lima"):
        read(store, lake(city))
    assert store.totals().triples == len(list(store.quads()))
