"""Where a report was written: the places of its dateline, as mentions."""

import pytest

from kg.extract.datelines import places
from kg.model import Document, Mention, Span
from kg.ontology import Ontology, load
from kg.sources import document


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load()


def report(dateline: str) -> Document:
    return document(f"{dateline} - Kenya signed a deal.", title="A deal", url="https://n.example/a")


def found(article: Document, ontology: Ontology, *known: Mention) -> list[tuple[str, str, str]]:
    mentions = places(article, known, ontology)
    assert all(article.text[m.span.start : m.span.end] == m.text for m in mentions)
    return [(mention.text, mention.name, mention.type) for mention in mentions]


@pytest.mark.parametrize(
    ("dateline", "expected"),
    [
        ("NAIROBI, Kenya (Reuters)", [("NAIROBI", "Nairobi"), ("Kenya", "Kenya")]),
        ("NEW DELHI (AP)", [("NEW DELHI", "New Delhi")]),
        ("FRESNO, Calif.", [("FRESNO", "Fresno"), ("Calif.", "Calif.")]),
    ],
)
def test_places_stand_in_the_dateline_from_the_smallest(dateline, expected, ontology):
    assert [each[:2] for each in found(report(dateline), ontology)] == expected


def test_an_article_without_a_dateline_has_none(ontology):
    assert places(document("Kenya signed a deal."), (), ontology) == ()


def test_what_the_text_names_too_is_the_same(ontology):
    article = report("NAIROBI, Kenya (Reuters)")
    at = article.text.rindex("Kenya")
    span = Span(article.id, at, at + 5)
    kenya = Mention(span=span, text="Kenya", type="Country", name="Kenya", concept="KE")
    assert found(article, ontology, kenya)[1] == ("Kenya", "Kenya", "Country")


def test_a_person_of_that_name_is_another(ontology):
    article = report("LARN (Reuters)")
    span = Span(article.id, 0, 1)
    larn = Mention(span=span, text="Larn", type="Person", name="Larn")
    assert found(article, ontology, larn) == [("LARN", "Larn", "City")]


def test_a_report_is_written_in_the_city_of_that_name_not_in_the_state(ontology):
    article = report("NEW YORK, New York (Reuters)")
    span = Span(article.id, 0, 1)
    state = Mention(span=span, text="New York", type="Region", name="New York")
    assert found(article, ontology, state) == [
        ("NEW YORK", "New York City", "City"),
        ("New York", "New York", "Region"),
    ]


@pytest.mark.parametrize(
    ("dateline", "name", "type"),
    [("HONG KONG", "Hong Kong", "Region"), ("SINGAPORE", "Singapore", "Country"), ("KIEV", "Kyiv", "City")],
)  # fmt: skip
def test_what_the_gazetteer_has_is_that(dateline, name, type, ontology):
    assert found(report(f"{dateline} (Reuters)"), ontology) == [(dateline, name, type)]
