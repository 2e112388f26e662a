"""``kg infer``: what is written, what is printed, what is taken back."""

import json

import pytest
from chiefs import Written, article
from pyoxigraph import DefaultGraph, NamedNode

from kg.counts import count_stored
from kg.store import Embedded
from kg.store.enriched import enrichments
from kg.store.notes import LEDGER

GRAPH = NamedNode("https://w3id.org/news-kg/inference")


def everything(folder):
    with Embedded.read_only(folder) as store:
        return sorted(map(str, store.store))


def inferred(folder):
    with Embedded.read_only(folder) as store:
        return sorted(map(str, store.store.quads_for_pattern(None, None, None, GRAPH)))


def test_what_follows_stands_apart_with_its_origin(kg, two_chiefs, firms):
    with Embedded.read_only(two_chiefs) as store:
        facts = set(store.store.quads_for_pattern(None, None, None, DefaultGraph()))
    code, output, _ = kg("infer", "--store", two_chiefs, "--ontology", firms)
    assert code == 1
    assert (
        "1. Norwood has several values of chief executive, which has one at most (prp-fp)" in output
    )
    assert "“Ana Ruiz is the chief executive of" in output
    assert "1 contradiction\n" in output
    with Embedded.read_only(two_chiefs) as store:
        assert set(store.store.quads_for_pattern(None, None, None, DefaultGraph())) == facts
        assert GRAPH.value not in store.documents()
        assert store.totals() == count_stored(
            store.store, hidden=[LEDGER], enriched=enrichments(store.store)
        )
    lines = "\n".join(inferred(two_chiefs))
    for told in ("#leads>", "wasGeneratedBy", "owl-profile/RL", "deals.ttl", "SoftwareAgent"):
        assert told in lines
    assert "Eva_Roth.person> <https://example.org/deals#leads>" not in lines


def test_once_more_is_the_same_and_removal_leaves_nothing(kg, two_chiefs, firms):
    before = everything(two_chiefs)
    kg("infer", "--store", two_chiefs, "--ontology", firms)
    once = everything(two_chiefs)
    kg("infer", "--store", two_chiefs, "--ontology", firms)
    assert everything(two_chiefs) == once != before
    assert kg("infer", "--store", two_chiefs, "--remove")[:2] == (0, "removed: what was inferred\n")
    assert everything(two_chiefs) == before
    assert kg("infer", "--store", two_chiefs, "--remove")[1] == "nothing was inferred here\n"


def test_what_no_longer_follows_goes(kg, two_chiefs, firms):
    kg("infer", "--store", two_chiefs, "--ontology", firms)
    kg("remove", "https://a.example/2", "--store", two_chiefs)
    code, output, _ = kg("infer", "--store", two_chiefs, "--ontology", firms)
    assert (code, "0 contradictions" in output) == (0, True)
    assert not any("Leo_Ott" in line for line in inferred(two_chiefs))


def test_who_writes_to_the_store_is_reminded(kg, two_chiefs, firms):
    assert "kg infer" not in kg("remove", "https://a.example/3", "--store", two_chiefs)[1]
    kg("infer", "--store", two_chiefs, "--ontology", firms)
    output = kg("remove", "https://a.example/2", "--store", two_chiefs)[1]
    assert (
        f"what follows from the facts was inferred before; kg infer --store {two_chiefs}" in output
    )


def test_a_dry_run_leaves_the_store_as_it_is(kg, two_chiefs, firms):
    before = everything(two_chiefs)
    code, output, _ = kg("infer", "--store", two_chiefs, "--ontology", firms, "--dry-run")
    assert (code, "written" in output) == (1, False)
    assert everything(two_chiefs) == before


def test_as_json(kg, two_chiefs, firms):
    _, output, _ = kg("infer", "--store", two_chiefs, "--ontology", firms, "--json")
    told = json.loads(output)
    (found,) = told["contradictions"]
    assert found["things"] == ["https://w3id.org/news-kg/entity/Norwood.company"]
    assert [fact["sentences"][0]["article"] for fact in found["facts"]] == [
        "https://a.example/1",
        "https://a.example/2",
    ]


def test_files_are_left_as_they_are_and_what_follows_is_written_elsewhere(kg, tmp_path, firms):
    graph, turtle, trig = (tmp_path / name for name in ("g.nq", "more.ttl", "more.trig"))
    with Embedded.open() as store:
        store.add([Written("https://a.example/1", article(1, "Ana_Ruiz"))])
        store.dump(graph)
    before = graph.read_bytes()
    assert kg("infer", graph, "--ontology", firms, "-o", turtle)[0] == 0
    assert kg("infer", graph, "--ontology", firms, "-o", trig)[0] == 0
    assert ":leads" in turtle.read_text() or "#leads>" in turtle.read_text()
    assert "<https://w3id.org/news-kg/inference> {" in trig.read_text()
    assert graph.read_bytes() == before
    again = kg("infer", graph, "--ontology", firms, "-o", "-")
    assert again[1] == trig.read_text()


def test_what_is_inferred_is_no_fact_in_a_file_without_graphs(kg, two_chiefs, firms):
    kg("infer", "--store", two_chiefs, "--ontology", firms)
    written = kg("export", "--store", two_chiefs, "--format", "turtle")[1]
    assert "leads" not in written
    assert "leads" in kg("export", "--store", two_chiefs, "--format", "trig")[1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--store", "nowhere"), "nowhere: no store is there"),
        (("nothing.ttl",), "nothing.ttl: no such file"),
        ((), "give FILES or --store DIR"),
        (("g.ttl", "--remove"), "--remove is about a store"),
        (("--store", "{store}", "--limit", "2"), "facts take part, and more than 2"),
        (("--store", "{store}", "--ontology", "none.ttl"), "none.ttl: no such file"),
    ],
)
def test_a_mistake_is_one_line(arguments, told, kg, two_chiefs):
    given = [each.format(store=two_chiefs) for each in arguments]
    code, _, errors = kg("infer", *given)
    assert code in (1, 2)
    assert told in errors
    assert "Traceback" not in errors
