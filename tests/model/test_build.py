"""build() with the trained model: documents and folders in, a graph and a report out."""

import gc
import weakref
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode

from kg import Document, build, sources
from kg.errors import StoreError
from kg.iri import BASE
from kg.pipeline import Failure, Graph
from kg.pipeline.settings import Settings
from kg.pipeline.stages import Stages
from kg.store import Embedded

ONTOLOGY = "https://w3id.org/news-kg/ontology#"
ARREST = "Police in Madrid arrested the banker Piet Vos on Monday. Vos was not charged with fraud."
EXPORT = "Vostok Corp. will export copper to Norway, officials said."


def document(body: str, name: str, **fields: str) -> Document:
    return sources.document(body, url=f"https://news.example/{name}", **fields)


@pytest.fixture(scope="module")
def articles() -> list[Document]:
    return [document(ARREST, "arrest", published="2026-03-12"), document(EXPORT, "export")]


@pytest.fixture(scope="module")
def graph(articles) -> Graph:
    return build(*articles)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three good articles with bad ones among them."""
    news = tmp_path / "news"
    (news / "old").mkdir(parents=True)
    (news / "arrest.txt").write_text(ARREST)
    (news / "blank.txt").write_text("  \n")
    (news / "broken.jsonl").write_text('{"text": "Iran attacked Israel."}\n{"text": \n')
    (news / "old" / "export.txt").write_text(EXPORT)
    return news


def test_build_says_what_the_articles_say(graph):
    predicates = {quad.predicate.value for quad in graph.facts}
    assert f"{ONTOLOGY}arrested" in predicates
    assert f"{ONTOLOGY}exports" not in predicates


def test_build_counts_what_it_found(graph):
    report = graph.report
    assert (report.documents, report.sentences, report.failures) == (2, 3, ())
    assert report.triples + report.ontology == len(graph)
    assert 0 < report.facts < report.triples
    assert {"Asserted", "Planned", "Negated"} <= report.claims.keys()
    assert report.characters == report.characters_prose == len(ARREST) + len(EXPORT)


def test_build_goes_on_after_bad_files(folder):
    report = build(folder).report
    assert report.documents == 3
    assert [Path(failure.document.split(":")[0]).name for failure in report.failures] == [
        "blank.txt",
        "broken.jsonl",
    ]
    assert all(isinstance(each, Failure) and each.message for each in report.failures)


def test_build_of_nothing_is_an_empty_graph(tmp_path):
    empty = build(tmp_path / "nothing.txt", missing_ok=True)
    assert (len(empty), empty.report.documents, len(empty.report.failures)) == (0, 0, 1)


def test_build_takes_no_notice_of_copies(graph, articles):
    assert build(*articles, *articles).quads == graph.quads


def test_build_tells_its_progress(articles):
    done: list[int] = []
    build(*articles, progress=done.append)
    assert done == [1, 2]


def test_build_dates_what_has_no_date(tmp_path):
    (tmp_path / "arrest.txt").write_text(ARREST)
    dated = build(tmp_path, date="2026-03-12").facts
    assert any("2026-03-09" in str(quad) for quad in dated)  # the Monday before


@pytest.mark.parametrize(
    ("provenance", "named", "claims"),
    [("full", True, True), ("compact", True, True), ("none", False, False)],
)
def test_provenance_decides_what_is_kept_beside_the_facts(
    provenance, named, claims, articles, graph
):
    built = build(*articles, provenance=provenance)
    assert built.facts == graph.facts
    assert any(quad.graph_name != DefaultGraph() for quad in built.quads) == named
    assert any("/claim/" in str(quad.subject) for quad in built.quads) == claims
    assert len(built) <= len(graph)


def test_compact_provenance_is_smaller_than_full(articles, graph):
    assert len(build(*articles, provenance="compact")) < len(graph)


def test_base_is_that_of_everything_minted(articles):
    built = build(*articles, base="https://example.org/kg/")
    minted = [quad.subject.value for quad in built.facts if isinstance(quad.subject, NamedNode)]
    assert minted
    assert all(name.startswith("https://example.org/kg/") for name in minted)
    assert not any(BASE + "entity/" in str(quad) for quad in built.quads)


def test_store_has_what_the_graph_has(articles, graph, tmp_path):
    stored = build(*articles, store=tmp_path / "store")
    assert stored.quads == graph.quads
    with Embedded.read_only(tmp_path / "store") as embedded:
        assert set(embedded.quads()) == set(graph.quads)
        assert embedded.documents() == tuple(sorted(each.id for each in articles))


def test_store_gathers_builds_one_after_another(articles, graph, tmp_path):
    build(articles[1], store=tmp_path / "store")
    both = build(articles[0], store=tmp_path / "store")
    assert both.quads == graph.quads
    assert both.report.documents == 1


def test_store_replaces_what_an_article_said_before(articles, tmp_path):
    build(*articles, store=tmp_path / "store")
    changed = build(document("Nothing happened.", "arrest"), store=tmp_path / "store", replace=True)
    assert not any("arrested" in str(quad) for quad in changed.facts)


def test_store_keeps_to_its_base(articles, tmp_path):
    build(*articles, store=tmp_path / "store")
    with pytest.raises(StoreError, match="was built with base"):
        build(*articles, store=tmp_path / "store", base="https://example.org/kg/")


def test_user_ontology_adds_words(tmp_path):
    words = tmp_path / "mine.ttl"
    words.write_text(
        f"""
        @prefix kg: <{ONTOLOGY}> .
        @prefix gf: <https://w3id.org/news-kg/grammar#> .
        @prefix my: <https://example.org/words#> .
        my:frobnicate a kg:VerbEntry ; kg:lemma "frobnicate" ; kg:evokes kg:Attack ;
            gf:subject kg:agent ; gf:object kg:target ; kg:shortcut kg:attacked .
        """
    )
    article = document("Iran frobnicated Israel.", "war")
    assert f"{ONTOLOGY}attacked" in {
        q.predicate.value for q in build(article, ontology=[words]).facts
    }


def test_models_that_are_done_with_are_let_go():
    gone = []
    for number in range(6):
        made = Stages(Settings(base=BASE))
        [built] = made.run([document(f"Police arrested Piet Vos in Quito on day {number}.", "vos")])
        assert built.quads.facts
        gone.append(weakref.ref(made.nlp))
        del made, built
        gc.collect()
    assert sum(each() is not None for each in gone) <= 4


def test_a_text_without_a_sentence_is_read():
    texts = ["By Ann Lee and Bob Ray\n\n" * 20]
    report = build(texts=texts, extractors=["rules"], kb="small").report
    assert (report.documents, report.failures) == (1, ())
