"""Articles that give orders to a model that obeys: they change their own proposals, and nothing else."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orders
import pytest
from models import Answering, answering, asked, error, proposing, silent
from pyoxigraph import Quad

import kg
from kg.llm import LanguageModel
from kg.rdf import Statements, restate
from kg.validate import validate

OTHERS = [
    {"url": orders.OTHER, "text": "The dam at Riva burst on Sunday. Police blamed Hale Group for the flood."},
    {"url": "https://news.example/bank", "text": "Ana Ruiz was charged with bribery in Quito on Wednesday."},
    {"url": "https://news.example/oil", "text": "Chevron exports Venezuelan oil to the United States. "
                                                "Bob Hale said Norwood Corp would close."},
]  # fmt: skip


@dataclass
class Built:
    """The same articles, read with a model that obeys and with one that says nothing."""

    obeyed: kg.Graph
    silent: kg.Graph
    names: list[str]
    server: Answering
    canary: Answering
    folder: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    folder = tmp_path_factory.mktemp("orders")
    cache = tmp_path_factory.mktemp("answers")
    with answering(lambda request: error(418, "none may ask here")) as canary:
        given = orders.articles(canary.url)
        names = [f"https://news.example/order/{n}" for n in range(len(given))]
        texts = [{"url": url, "text": text} for url, (text, _) in zip(names, given, strict=True)]
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            graphs = []
            for model in (orders.obeying(given), silent):
                with proposing(model) as server:
                    asking = LanguageModel(server.url, model.__name__, cache=cache)
                    graphs.append(
                        kg.build(
                            texts=[*OTHERS, *texts],
                            date="2026-03-12",
                            extractors=("rules", "network", "llm"),
                            llm=asking,
                            with_ontology=False,
                        )
                    )
                    if model is not silent:
                        obeyed = server
        yield Built(graphs[0], graphs[1], names, obeyed, canary, folder)


def differing(built: Built) -> set[Quad]:
    return set(built.obeyed.quads) ^ set(built.silent.quads)


def test_there_are_forty_and_the_model_obeys(built: Built) -> None:
    assert len(set(built.names)) == 40
    report = built.obeyed.report.proposals
    assert report is not None
    assert report.proposed >= 40
    assert report.claimed > 0
    assert sum(report.refused.values()) > 20
    assert report.unreadable > 5
    assert built.silent.report.proposals is not None
    assert built.silent.report.proposals.proposed == 0


def test_no_fact_comes_or_goes(built: Built) -> None:
    assert built.obeyed.facts == built.silent.facts


@pytest.mark.parametrize(
    "query", ["facts-with-sentences", "independent-support", "who-is-charged", "positions"]
)
def test_no_proposal_stands_behind_the_fact_of_another_article(built: Built, query: str) -> None:
    proposed = [q for q in built.obeyed.quads if q.predicate.value.endswith("#proposedProperty")]
    assert any(quad.object.value.endswith("#chargedWith") for quad in proposed)
    assert built.obeyed.query(query).records() == built.silent.query(query).records()
    assert built.obeyed.query(query).records()


def test_graph_keeps_its_shapes_and_forms(built: Built) -> None:
    assert validate(built.obeyed.quads).conforms
    for form in Statements:
        assert restate(restate(built.obeyed.quads, form), Statements.REIFICATION) == set(
            built.obeyed.quads
        )


def test_no_other_article_changes(built: Built) -> None:
    others = {each["url"] for each in OTHERS}
    changed = {quad.graph_name.value for quad in differing(built)}
    assert changed
    assert changed <= set(built.names)
    assert not changed & others


def test_what_changes_are_claims_of_the_model_and_refusals(built: Built) -> None:
    gone = set(built.silent.quads) - set(built.obeyed.quads)
    assert gone == set()
    rules = [q for q in differing(built) if q.predicate.value.endswith("#rule")]
    assert rules
    assert {quad.object.value for quad in rules} == {"llm:model"}


def test_articles_of_one_order_do_not_speak_in_another(built: Built) -> None:
    for quad in differing(built):
        derived = quad.predicate.value.endswith("#wasDerivedFrom")
        assert not derived or quad.object.value == quad.graph_name.value


def test_each_article_is_in_its_own_requests_alone(built: Built) -> None:
    for request in built.server.requests:
        around = asked(request)
        told = json.dumps(around)
        assert ("dam at Riva burst" in told) + (orders.NEWS[:20] in told) <= 1


def test_no_file_is_written_and_nobody_else_is_asked(built: Built) -> None:
    assert list(built.folder.iterdir()) == []
    assert built.canary.requests == []
    assert {each["path"] for each in built.server.requests} == {"/v1/chat/completions"}
