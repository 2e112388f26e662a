"""The embedded store: what it keeps, replaces and forgets."""

import subprocess
import sys
import time
from dataclasses import dataclass, replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.counts import count, count_stored
from kg.errors import StoreError
from kg.rdf import Quads
from kg.rdf.terms import words
from kg.store import Embedded
from kg.store.notes import LEDGER


def lines(store):
    """Everything in a store, as sorted N-Quads."""
    return sorted(f"{quad} ." for quad in store.quads())


def built(*documents):
    store = Embedded.open()
    store.add(documents)
    return lines(store)


def only(document):
    return sorted({f"{quad} ." for quad in (*document.facts, *document.graph)})


@pytest.fixture(scope="module")
def articles(write, stories):
    return [write(story) for story in stories.values()]


# Add, replace, remove


def test_store_holds_what_was_added(articles):
    assert built(articles[0]) == only(articles[0])


def test_adding_twice_is_adding_once(articles):
    assert built(*articles, *articles) == built(*articles)


def test_order_does_not_matter(articles):
    assert len({tuple(built(*order)) for order in permutations(articles)}) == 1


@pytest.mark.parametrize("index", [0, 1, 2])
def test_removing_an_article_leaves_what_the_others_build(index, articles):
    store = Embedded.open()
    store.add(articles)
    assert store.remove(articles[index].document) == (articles[index].document,)
    assert lines(store) == built(*(each for each in articles if each is not articles[index]))


def test_removing_all_leaves_nothing(articles):
    store = Embedded.open()
    store.add(articles)
    removed = [store.remove(each.document) for each in articles]
    assert len(removed) == 3
    assert (lines(store), store.documents(), len(store)) == ([], (), 0)


def test_shared_fact_stays_until_its_last_document_goes(articles):
    ruiz, _, talks = articles
    shared = set(ruiz.facts) & set(talks.facts)
    assert any(quad.predicate.value.endswith("chargedWith") for quad in shared)
    store = Embedded.open()
    store.add([ruiz, talks])
    store.remove(ruiz.document)
    assert shared <= set(store.quads())
    store.remove(talks.document)
    assert not shared & set(store.quads())


def test_label_and_alias_go_with_the_last_document_that_uses_them(story, write):
    def told(document, *names):
        made = story(document, " ".join(names))
        for name in names:
            made.mention(0, name, "Person", "Ana Ruiz")
        return write(made)

    one = told("https://news.example/1", "Ana Ruiz", "Ruiz")
    other = told("https://news.example/2", "Ana Ruiz", "Annie")
    store = Embedded.open()
    store.add([one, other])
    store.remove(one.document)
    assert lines(store) == built(other)


def test_changed_article_replaces_the_old_one(articles):
    ruiz, goma, _ = articles
    changed = replace(ruiz, facts=ruiz.facts[::2], graph=ruiz.graph[::2])
    assert built(ruiz, goma, changed) == built(goma, changed)


def test_one_call_takes_new_and_changed_articles_and_repeats(articles):
    ruiz, goma, talks = articles
    shorter = replace(goma, graph=goma.graph[:5])
    assert built(goma, ruiz, shorter, talks, ruiz) == built(ruiz, shorter, talks)


def test_documents_are_listed_sorted(articles):
    store = Embedded.open()
    store.add(articles[::-1])
    assert store.documents() == tuple(sorted(each.document for each in articles))


def test_remove_takes_the_address_of_articles_too(story, write):
    address = "https://news.example/page?id=1"
    copies = [write(story(f"https://kg.example/{n}", "Ana Ruiz.", url=address)) for n in range(2)]
    store = Embedded.open()
    store.add(copies)
    assert store.remove(address) == ("https://kg.example/0", "https://kg.example/1")
    assert lines(store) == []


@pytest.mark.parametrize("name", ["https://news.example/ruis", "no address", ""])
def test_removing_what_is_not_there_is_an_error(name, articles):
    store = Embedded.open()
    store.add(articles)
    with pytest.raises(StoreError, match="it has no document") as raised:
        store.remove(name)
    assert "\n" not in str(raised.value)
    assert lines(store) == built(*articles)


def test_ledger_is_shown_to_nobody(articles, tmp_path):
    store = Embedded.open()
    store.add(articles)
    store.dump(tmp_path / "all.nq")
    assert "urn:news-kg" not in (tmp_path / "all.nq").read_text(encoding="utf-8")
    assert (tmp_path / "all.nq").read_text(encoding="utf-8").splitlines() == lines(store)
    assert len(store) == len(lines(store))


# Any documents, in any order


@dataclass(frozen=True)
class Case:
    """Documents that overlap at random."""

    document: str
    shared: tuple[Quad, ...]
    graph: tuple[Quad, ...]


LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
TEXTS = st.one_of(
    st.sampled_from(["a", "b", '"\\\n\t', "\\u0041", "} ; DROP ALL", "é😀\u202e"]), st.text()
)
SHARED = st.builds(
    lambda s, text, place: Quad(
        NamedNode(f"https://kg.example/entity/{s}"), LABEL, words(text), place
    ),
    st.integers(0, 2),
    TEXTS,
    st.sampled_from([DefaultGraph(), NamedNode("https://kg.example/knowledge/mine")]),
)


@st.composite
def cases(draw):
    found = []
    for _ in range(draw(st.integers(1, 5))):
        name = NamedNode(f"https://news.example/{draw(st.integers(0, 2))}")
        shared = draw(st.lists(SHARED, max_size=4, unique=True))
        texts = draw(st.lists(TEXTS, min_size=1, max_size=3))
        graph = {Quad(name, LABEL, words(text), name) for text in texts}
        found.append(Case(name.value, tuple(shared), tuple(graph)))
    return found


@given(cases())
def test_last_version_of_each_document_is_all_that_counts(documents):
    last = {each.document: each for each in documents}
    expected = {f"{quad} ." for each in last.values() for quad in (*each.shared, *each.graph)}
    assert set(built(*documents)) == expected


@given(cases(), st.data())
def test_removing_any_document_is_never_having_added_it(documents, data):
    gone = data.draw(st.sampled_from(documents)).document
    store = Embedded.open()
    store.add(documents)
    store.remove(gone)
    assert lines(store) == built(*(each for each in documents if each.document != gone))


# How much there is

ABOVE = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
MEMBER = NamedNode("https://w3id.org/news-kg/ontology#memberOf")
KNOWLEDGE = NamedNode("https://kg.example/knowledge/mine")
COUNTED = st.builds(
    lambda subject, predicate, text: Quad(
        NamedNode(f"https://kg.example/{subject}"), predicate, words(text), DefaultGraph()
    ),
    st.sampled_from(["entity/1", "entity/2", "event/1", "event/2", "other"]),
    st.sampled_from([LABEL, MEMBER, ABOVE]),
    st.sampled_from("ab"),
)


@given(cases(), st.lists(st.lists(COUNTED, max_size=6, unique=True), min_size=5), st.data())
def test_numbers_are_kept_as_documents_come_change_and_go(documents, more, data):
    store = Embedded.open()
    for each, others in zip(documents, more, strict=False):
        store.add([replace(each, shared=(*each.shared, *others))])
        assert store.totals() == count(store.quads(), {KNOWLEDGE})
    store.remove(data.draw(st.sampled_from(documents)).document)
    assert store.totals() == count(store.quads(), {KNOWLEDGE})


def test_one_batch_counts_what_its_documents_share_once(articles):
    store = Embedded.open()
    store.add(articles)
    assert store.totals() == count(store.quads())
    assert store.totals() == count_stored(store.store, hidden=[LEDGER])


def test_numbers_are_there_at_once_when_a_store_is_opened_again(articles, tmp_path, monkeypatch):
    with Embedded.open(tmp_path / "store") as store:
        store.add(articles)
        expected = store.totals()
    monkeypatch.setattr("kg.store.totals.count_stored", None)
    with Embedded.read_only(tmp_path / "store") as store:
        assert store.totals() == expected
    with Embedded.open(tmp_path / "store") as store:
        store.remove(articles[0].document)
        assert store.totals() == count(store.quads())


# On disk


def test_store_on_disk_keeps_what_it_was_given(articles, tmp_path):
    with Embedded.open(tmp_path / "deep" / "store") as store:
        store.add(articles)
    with Embedded.open(tmp_path / "deep" / "store") as store:
        store.remove(articles[0].document)
        assert lines(store) == built(*articles[1:])


def test_reader_sees_what_a_writer_has_written(articles, tmp_path):
    with Embedded.open(tmp_path / "store") as store:
        store.add(articles)
        with Embedded.read_only(tmp_path / "store") as reader:
            assert lines(reader) == lines(store)


def test_second_writer_is_told_to_wait(tmp_path):
    with Embedded.open(tmp_path / "store"), pytest.raises(StoreError) as raised:
        Embedded.open(tmp_path / "store")
    assert str(raised.value) == (
        f"{tmp_path / 'store'}: another kg build is writing to it; wait or choose another --store"
    )


def test_store_is_free_again_after_its_block(tmp_path):
    for _ in range(2):
        with Embedded.open(tmp_path / "store") as store:
            assert store.documents() == ()


def test_folder_with_something_else_is_no_store(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    for opening in (Embedded.open, Embedded.read_only):
        with pytest.raises(StoreError, match="a folder with something else in it"):
            opening(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_file_is_no_store(tmp_path):
    (tmp_path / "graph.ttl").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="a file, not a store; give a folder"):
        Embedded.open(tmp_path / "graph.ttl")


def test_reading_where_no_store_is_makes_none(tmp_path):
    with pytest.raises(StoreError, match="no store is there"):
        Embedded.read_only(tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_store_of_another_program_is_refused(tmp_path):
    other = Store(str(tmp_path / "store"))
    other.add(Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal("c")))
    other.flush()
    del other
    with pytest.raises(StoreError, match="not made by kg"):
        Embedded.open(tmp_path / "store")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"base": "https://kg.example/"}, "built with base 'https://w3id.org/news-kg/'"),
        ({"provenance": "compact"}, "built with provenance 'full', not 'compact'"),
        ({"provenance": "none"}, "without provenance no document could be replaced"),
    ],
)
def test_store_goes_on_as_it_began(options, message, tmp_path):
    with Embedded.open(tmp_path / "store"):
        pass
    with pytest.raises(StoreError, match=message):
        Embedded.open(tmp_path / "store", **options)
    with Embedded.open(tmp_path / "store"):
        pass  # the refused opening let go of the folder


WRITER = """
import sys
from pathlib import Path
from pyoxigraph import NamedNode, Quad
from kg.rdf import Quads
from kg.rdf.terms import integer, words
from kg.store import Embedded

name = NamedNode("https://news.example/a")
label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
with Embedded.open(Path(sys.argv[1])) as store:
    for version in range(10_000):
        facts = [Quad(NamedNode(f"urn:{n}"), label, words(f"{version}")) for n in range(100)]
        graph = [Quad(NamedNode(f"urn:{n}"), label, words(f"{version}"), name) for n in range(300)]
        store.add([Quads(document=name.value, facts=tuple(facts), graph=tuple(graph))])
        print(version, flush=True)
"""


@pytest.mark.parametrize("delay", [0.0, 0.013, 0.04])
def test_killed_writer_leaves_a_whole_document(delay, tmp_path):
    command = [sys.executable, "-c", WRITER, str(tmp_path / "store")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        last = int(writer.stdout.readline())
        time.sleep(delay)
        writer.kill()
        last = max([last, *(int(line) for line in writer.stdout.read().split())])
    with Embedded.open(tmp_path / "store") as store:
        found = list(store.quads())
        assert store.totals() == count(found)
    versions = {quad.object.value for quad in found}
    assert len(found) == 400
    assert len(versions) == 1
    assert int(versions.pop()) >= last


def test_many_documents_are_written_in_seconds(tmp_path, write, stories):
    ruiz = write(stories["ruiz"])

    def copy(number):
        name = NamedNode(f"https://news.example/{number}")
        graph = (Quad(q.subject, q.predicate, q.object, name) for q in ruiz.graph)
        return Quads(document=name.value, facts=ruiz.facts, graph=tuple(graph))

    start = time.perf_counter()
    with Embedded.open(tmp_path / "store") as store:
        store.add(copy(number) for number in range(300))
        assert len(store.documents()) == 300
    assert time.perf_counter() - start < 30


@settings(max_examples=20)
@given(TEXTS)
def test_text_comes_back_from_an_update_as_it_was(text):
    fact = Quad(NamedNode("urn:s"), LABEL, words(text))
    store = Embedded.open()
    store.add([Case("https://news.example/a", (fact,), ())])
    store.replace("https://news.example/a", [replace_text(fact, text + "!"), fact], [])
    store.replace("https://news.example/a", [fact], [])
    assert list(store.quads()) == [fact]


def replace_text(quad, text):
    return Quad(quad.subject, quad.predicate, words(text))
