"""The finished graph, the counts of a build, and what build() refuses before it loads a model."""

from collections.abc import Iterable

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from kg import build
from kg.counts import Counts as Counted
from kg.errors import ConfigError, OntologyError
from kg.model import Event, Extraction, Status
from kg.ontology import load
from kg.pipeline.graph import Graph
from kg.pipeline.report import Counts, Failure, Report, tally
from kg.rdf import Provenance, Statements, restate


@pytest.fixture
def graph(stories, write) -> Graph:
    """The graph of an invented article about a charge."""
    quads = write(stories["ruiz"])
    return finished([*quads.facts, *quads.graph])


def finished(quads: Iterable[Quad]) -> Graph:
    kept = set(quads)
    return Graph(Report(triples=len(kept)), Provenance.FULL, quads=kept)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"workers": 0}, "workers: 0 is too few; use 1 or more"),
        (
            {"provenance": "thick"},
            "provenance: 'thick' is not a density; have: full, compact, none",
        ),
        ({"provenance": "none", "store": "s"}, "store: without provenance"),
        ({"model": "en_none"}, "model: 'en_none' is not an installed spaCy pipeline; have: "),
    ],
)
def test_build_refuses_what_it_cannot_do(options, message):
    with pytest.raises(ConfigError, match="^" + message.partition(" {")[0]) as caught:
        build(texts=["Nothing happened."], **options)
    assert "\n" not in str(caught.value)


def test_build_refuses_an_ontology_that_is_not_there(tmp_path):
    with pytest.raises(OntologyError, match=r"mine\.ttl"):
        build(texts=["Nothing happened."], ontology=[tmp_path / "mine.ttl"])


def test_graph_has_its_quads_once_and_in_order(graph):
    assert finished([*reversed(graph.quads), *graph.quads]).quads == graph.quads
    assert len(graph) == len(set(graph.quads))


def test_facts_are_the_quads_of_the_default_graph(graph):
    assert {quad.graph_name for quad in graph.facts} == {DefaultGraph()}
    assert 0 < len(graph.facts) < len(graph)


def test_graph_answers_a_named_query(graph):
    answer = graph.query("who-is-charged")
    assert "bribery" in str(answer.rows)


def test_graph_answers_sparql(graph):
    answer = graph.query(
        "SELECT (COUNT(*) AS ?n) WHERE { ?s a <https://w3id.org/news-kg/ontology#Charge> }"
    )
    assert "1" in str(answer.rows[0])


def test_graph_tells_why(graph):
    explanation = graph.why("Ana Ruiz", "chargedWith")
    assert "Ana Ruiz was charged with bribery in Madrid on March 11." in str(explanation)


def test_graph_goes_to_networkx_with_its_evidence(graph):
    network = graph.to_networkx()
    names = {iri: said["name"] for iri, said in network.nodes(data=True)}
    charged = [
        (names[who], names[what], said["articles"])
        for who, what, key, said in network.edges(keys=True, data=True)
        if key == "chargedWith"
    ]
    assert charged == [("Ana Ruiz", "bribery", ["https://news.example/ruiz"])]
    assert "claim" not in {said["type"] for _, _, said in network.edges(data=True)}
    claimed = graph.to_networkx(claims=True)
    assert "claim" in {said["type"] for _, _, said in claimed.edges(data=True)}


@pytest.mark.parametrize("form", ["graphs", "rdf12", "rdf11"])
def test_graph_is_written_in_any_form_of_statements(form, graph, tmp_path):
    written = graph.serialize("nq", statements=form)
    assert set(parse(written, format=RdfFormat.N_QUADS)) == restate(graph.quads, Statements(form))
    assert graph.save(tmp_path / "graph.nq", statements=form).read_text() == written


def test_form_that_is_none_is_one_line(graph):
    with pytest.raises(ConfigError, match="statements: 'rdf13' is no form of statements; have: "):
        graph.serialize("nq", statements="rdf13")


def test_graph_goes_to_rdflib_and_keeps_its_graphs(graph):
    dataset = graph.to_rdflib()
    assert len(dataset) == len(graph)
    assert len(list(dataset.graphs())) == 2


@pytest.mark.parametrize("suffix", ["nq", "trig"])
def test_saved_graph_is_read_back_whole(suffix, graph, tmp_path):
    path = graph.save(tmp_path / "new" / f"graph.{suffix}")
    syntax = RdfFormat.from_extension(suffix)
    assert set(parse(path.read_bytes(), format=syntax)) == set(graph.quads)


def test_saved_graph_takes_the_format_that_is_given(graph, tmp_path):
    path = graph.save(tmp_path / "graph.data", "nt")
    assert path.read_text().count("\n") == len(
        {(q.subject, q.predicate, q.object) for q in graph.quads}
    )


def test_tally_counts_what_a_document_says(stories):
    story = stories["ruiz"]
    counted = tally(story.document, [story.extraction()], {}, load())
    assert counted.general == 1
    assert sum(counted.claims.values()) == len(story.claims)
    assert counted.claims["Denied"] == 1
    assert (counted.sentences, counted.sentences_with_claims, counted.rejected) == (4, 4, 1)
    assert counted.characters == counted.characters_prose == len(story.document.text)


def test_report_adds_up_whatever_the_order(stories):
    tallies = [
        tally(story.document, [story.extraction()], {}, load()) for story in stories.values()
    ]
    failures = [Failure("b", "is empty"), Failure("a", "is empty")]

    def report(counted, failed) -> Report:
        counts = Counts()
        for each in counted:
            counts.add(each)
        for failure in failed:
            counts.fail(failure)
        return counts.report(Counted(facts=4, events=2, triples=12))

    forth, back = report(tallies, failures), report(tallies[::-1], failures[::-1])
    assert forth == back
    assert forth.documents == 3
    assert forth.failures == (Failure("a", "is empty"), Failure("b", "is empty"))
    assert list(forth.claims) == [status for status in Status if status in forth.claims]


def test_report_divides_by_nothing_at_most():
    empty = Report()
    assert (empty.coverage, empty.triples_per_fact) == (0.0, 0.0)


def test_report_is_plain_for_json():
    plain = Report(sentences=3, sentences_with_claims=1, facts=2, triples=9).to_dict()
    assert (plain["coverage"], plain["triples_per_fact"]) == (0.3333, 4.5)


def test_tally_of_nothing_is_nothing(stories):
    counted = tally(stories["ruiz"].document, [Extraction()], {}, load())
    assert (counted.sentences, counted.claims, counted.general) == (0, {}, 0)


@pytest.mark.parametrize("status", list(Status))
def test_fact_is_what_is_asserted_and_not_vague(status, stories):
    claims = [claim for each in stories.values() for claim in each.claims if claim.status is status]
    wanted = status is Status.ASSERTED
    vague = [
        claim for claim in claims if isinstance(claim.content, Event) and claim.content.is_vague
    ]
    assert all(claim.is_fact == wanted for claim in claims if claim not in vague)
    assert not any(claim.is_fact for claim in vague)
