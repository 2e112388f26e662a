"""Names of towns and of what is called like them, on documents that are tagged by hand: no trained model."""

import pytest
from bases import Known
from spacy.tokens import Doc

from kg.model import Span
from kg.nlp.names.gazetteer import Gazetteer
from kg.nlp.names.mentions import find_mentions

OWN = {"Phoenix": "Company", "Larn Docks": "Facility", "Jordan": "Person", "Sun City": "Facility"}


@pytest.fixture(scope="module")
def find(nlp, ontology):
    return finder(nlp, Gazetteer(ontology, nlp))


@pytest.fixture(scope="module")
def find_own(nlp, ontology):
    return finder(nlp, Gazetteer(ontology, nlp, Known(entered=OWN)))


def finder(nlp, gazetteer):
    def find(tagged: str) -> dict[str, str]:
        doc = parsed(nlp, tagged)
        found = find_mentions(
            doc, gazetteer, 0, (), lambda start, end: Span("a", start, end), doc.text
        )
        return {each.value.text: each.value.type for each in found}

    return find


def parsed(nlp, tagged: str) -> Doc:
    """One sentence: each word with tag, entity label, dependency, the head counted from it, and lemma if another."""
    rows = [(item.split("/") + [""] * 6)[:6] for item in tagged.split()]
    words, tags, labels, deps, heads, lemmas = (list(column) for column in zip(*rows, strict=True))
    inside = [
        ("I-" if i and label == labels[i - 1] else "B-") + label if label else "O"
        for i, label in enumerate(labels)
    ]
    return Doc(
        nlp.vocab,
        words=words,
        tags=[tag or "NN" for tag in tags],
        deps=[dep or "dep" for dep in deps],
        heads=[i + int(head or 0) for i, head in enumerate(heads)],
        ents=inside,
        lemmas=[lemma or word.lower() for lemma, word in zip(lemmas, words, strict=True)],
    )


@pytest.mark.parametrize(
    ("tagged", "name"),
    [
        ("Bergen/NNP/ORG/nsubj/1 closed/VBD//ROOT//close schools/NNS//dobj/-1", "Bergen"),
        ("El/NNP/ORG/compound/1 Fasher/NNP/ORG/nsubj/1 fell/VBD//ROOT//fall", "El Fasher"),
        # Smaller ones, where the words around them speak for a place.
        ("The/DT//det/1 mayor/NN//nsubj/3 of/IN//prep/-1 Talavera/NNP/ORG/pobj/-1 left/VBD//ROOT", "Talavera"),
        ("Talavera/NNP/ORG/compound/1 farms/NNS//nsubj/1 closed/VBD//ROOT", "Talavera"),
        ("They/PRP//nsubj/1 flew/VBD//ROOT//fly to/IN//prep/-1 Talavera/NNP/ORG/pobj/-1", "Talavera"),
        ("Troops/NNS//nsubj/1 shelled/VBD//ROOT//shell Talavera/NNP/ORG/dobj/-1", "Talavera"),
        (
            "All/DT//nsubj/1 met/VBD//ROOT in/IN//prep/-1 Oslo/NNP/GPE/pobj/-1 and/CC//cc/-1 Talavera/NNP/ORG/conj/-2",
            "Talavera",
        ),
    ],
)  # fmt: skip
def test_what_is_known_as_a_town_is_no_body_because_the_recogniser_says_so(find, tagged, name):
    assert find(tagged)[name] == "City"


@pytest.mark.parametrize(
    ("tagged", "name", "type"),
    [
        ("Bergen/NNP/ORG/nsubj/1 recalled/VBD//ROOT//recall cars/NNS//dobj/-1", "Bergen", "Organization"),
        ("Bergen/NNP/ORG/compound/1 shares/NNS//nsubj/1 fell/VBD//ROOT//fall", "Bergen", "Company"),
        ("Bergen/NNP/ORG/nsubj/1 beat/VBD//ROOT Larn/NNP/ORG/dobj/-1", "Bergen", "Organization"),
        ("Bergen/NNP/ORG/nsubj/1 won/VBD//ROOT//win 3-0/CD//advmod/-1", "Bergen", "Organization"),
        ("Talavera/NNP/ORG/nsubj/1 left/VBD//ROOT//leave", "Talavera", "Organization"),
        ("Bergen/NNP/PERSON/nsubj/1 spoke/VBD//ROOT//speak", "Bergen", "Person"),
        ("Paris/NNP/PERSON/compound/1 Hilton/NNP/PERSON/nsubj/1 spoke/VBD//ROOT", "Paris Hilton", "Person"),
    ],
)  # fmt: skip
def test_what_the_text_tells_of_a_body_or_a_person_stays(find, tagged, name, type):
    assert find(tagged)[name] == type


def test_a_town_within_the_name_of_a_body_may_be_short_for_it(find):
    found = find(
        "Bergen/NNP/ORG/compound/1 Engines/NNPS/ORG/nsubj/1 grew/VBD//ROOT//grow ,/,//punct/-1 and/CC//cc/-2 "
        "Bergen/NNP/ORG/nsubj/1 closed/VBD//conj/-4//close"
    )
    assert found["Bergen"] == "Organization"


@pytest.mark.parametrize(
    ("tagged", "name", "type"),
    [
        ("Phoenix/NNP/GPE/nsubj/1 grew/VBD//ROOT//grow", "Phoenix", "Company"),
        ("Larn/NNP/ORG/compound/1 Docks/NNP/ORG/nsubj/1 grew/VBD//ROOT", "Larn Docks", "Facility"),
        ("Jordan/NNP/GPE/nsubj/1 sang/VBD//ROOT//sing", "Jordan", "Person"),
        # Not where a town or a country is named as such each time.
        ("He/PRP//nsubj/1 slept/VBD//ROOT in/IN//prep/-1 Phoenix/NNP/GPE/pobj/-1", "Phoenix", "City"),
        ("He/PRP//nsubj/1 slept/VBD//ROOT in/IN//prep/-1 Jordan/NNP/GPE/pobj/-1", "Jordan", "Country"),
        ("All/DT//nsubj/1 met/VBD//ROOT in/IN//prep/-1 Sun/NNP/GPE//1 City/NNP/GPE/pobj/-2", "Sun City", "Facility"),
    ],
)  # fmt: skip
def test_entries_of_the_user_have_the_last_word_on_the_class(find_own, tagged, name, type):
    assert find_own(tagged)[name] == type
