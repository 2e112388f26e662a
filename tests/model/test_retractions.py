"""A retraction in a store: the facts of its article go, and what it said before is an earlier text."""

import kg
from kg.pipeline import kept

MAYOR = "https://a.example/mayor"
TEXT = "Ana Ruiz, the mayor of Quito, was charged with bribery on Monday."


def test_a_retraction_takes_the_facts_of_its_article_out_of_the_store(tmp_path):
    other = {"text": "Ana Ruiz was charged with bribery.", "url": "https://b.example/ruiz"}
    first = {"text": TEXT, "url": MAYOR, "published": "2026-03-10"}
    last = {**first, "text": f"This article has been retracted.\n\n{TEXT}"}
    options = {"store": tmp_path / "store", "extractors": ["rules"], "kb": "small", "replace": True}
    with kept.keeping():
        before = kg.build(texts=[first, other], **options)
        heads = "SELECT ?place { ?someone kg:headOf ?place }"
        assert len(before.query(heads).records()) == 1
        graph = kg.build(texts=[last], **options)
    assert graph.report.retracted == ("texts[0]",)
    assert graph.query(heads).records() == []
    charges = graph.query("SELECT ?accused { ?event a kg:Charge ; kg:accused ?accused }").records()
    assert len(charges) == 1  # the other article says so too
    [row] = graph.query("revisions").records()
    assert (row["article"], str(row["earlierPublished"])) == (MAYOR, "2026-03-10")
