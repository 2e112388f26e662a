"""From mentions to entities, by name."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.iri import BASE
from kg.link import NameLinker, mentions
from kg.model import Document, Mention, Relation, Span
from kg.ontology import load

GAZETTEER = """
@prefix gaz: <https://w3id.org/news-kg/gazetteer#> .
@prefix kg: <https://w3id.org/news-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

gaz:ruritania a kg:Country ; skos:prefLabel "Ruritania"@en ; skos:altLabel "Rurit."@en ;
    kg:demonym "Ruritanian"@en ; kg:wikidata "Q999999999" .
gaz:cloud-theft a kg:Offence ; skos:prefLabel "cloud theft"@en ; skos:altLabel "stealing of clouds"@en .
gaz:marlow-1 a kg:Company ; skos:prefLabel "Marlow"@en .
gaz:marlow-2 a kg:Company ; skos:prefLabel "Marlow"@en .
"""


@pytest.fixture(scope="module")
def ruritania(tmp_path_factory):
    path: Path = tmp_path_factory.mktemp("ontology") / "ruritania.ttl"
    path.write_text(GAZETTEER, encoding="utf-8")
    return load(path)


def mention(text, type, name=None, start=0, **fields):
    span = Span("https://news.example/a", start, start + max(len(text), 1))
    return Mention(span=span, text=text, type=type, name=name or text, **fields)


def link(mentions, ontology, base=BASE):
    """What the mentions of one document mean, by the gazetteer alone."""
    found = tuple(mentions)
    document = Document(id="https://news.example/a", text="", segments=(), source="test")
    return NameLinker(ontology, base)(found, document)


def only(mentions, ontology, base=BASE):
    (entity,) = set(link(mentions, ontology, base).values())
    return entity


def test_name_and_kind_make_the_entity(ontology):
    entity = only([mention("Nicolás Okafor", "Person")], ontology)
    assert entity.iri == f"{BASE}entity/Nicolas_Okafor.person"
    assert (entity.type, entity.label, entity.described) == ("Person", "Nicolás Okafor", False)


def test_same_name_of_another_kind_is_another_entity(ontology):
    linked = link([mention("Kestrel", "Person"), mention("Kestrel", "Company", start=9)], ontology)
    assert len({entity.iri for entity in linked.values()}) == 2


def test_known_entity_has_the_id_of_its_knowledge_base(ruritania):
    entity = only([mention("Ruritania", "Country", concept="ruritania")], ruritania)
    assert entity.iri == f"{BASE}entity/Ruritania_Q999999999"
    assert entity.same_as == {"http://www.wikidata.org/entity/Q999999999"}


def test_known_name_needs_no_concept(ruritania):
    entity = only([mention("Rurit.", "Country")], ruritania)
    assert (entity.label, entity.aliases) == ("Ruritania", {"Rurit."})


def test_name_of_two_known_things_is_neither(ruritania):
    assert not only([mention("Marlow", "Company")], ruritania).same_as


def test_known_thing_without_an_id_has_its_label(ruritania):
    entity = only([mention("stealing of clouds", "Offence", concept="cloud-theft")], ruritania)
    assert entity.iri == f"{BASE}entity/cloud_theft.offence"
    assert (entity.label, entity.aliases) == ("cloud theft", {"stealing of clouds"})


def test_demonym_is_no_other_name(ruritania):
    entity = only([mention("Ruritanian", "Country", concept="ruritania")], ruritania)
    assert (entity.label, entity.aliases) == ("Ruritania", frozenset())


def test_description_belongs_to_its_document(ontology):
    one = mention("two officers", "PeopleGroup", named=False)
    other = Mention(
        span=Span("https://news.example/b", 0, 12),
        text="two officers",
        type="PeopleGroup",
        name="two officers",
        named=False,
    )
    linked = link([one, other], ontology)
    assert linked[one].described
    assert linked[one].iri != linked[other].iri


def test_subclass_without_a_kind_has_that_of_its_parent(ontology):
    kinds = {
        name: only([mention("X", name)], ontology).iri.rpartition(".")[2]
        for name, term in ontology.classes.items()
        if ontology.is_a(name, "Person")
    }
    assert set(kinds.values()) == {"person"}


@pytest.mark.parametrize("text", ["he", "His", "The company", "that firm", "its", "who", "they"])
def test_what_only_points_is_no_alias(text, ontology):
    found = [mention("Kestrel", "Company"), mention(text, "Company", "Kestrel", start=20)]
    assert only(found, ontology).aliases == frozenset()


def test_aliases_are_the_words_of_the_text_trimmed(ontology):
    found = [
        mention("Kestrel Holdings", "Company"),
        mention(" Kestrel\nLtd ", "Company", "Kestrel Holdings", start=20),
        mention("the Kestrel Group", "Company", "Kestrel Holdings", start=50),
    ]
    assert only(found, ontology).aliases == {"Kestrel Ltd", "Kestrel Group"}


def test_spellings_of_one_name_are_one_entity_called_as_most_call_it(ontology):
    found = [
        mention("Nicolas Okafor", "Person"),
        mention("Nicolás Okafor", "Person", start=20),
    ]
    entity = only(found, ontology)
    assert (entity.label, entity.aliases) == ("Nicolás Okafor", {"Nicolas Okafor"})


def test_base_begins_every_iri(ontology):
    entity = only([mention("Kestrel", "Company")], ontology, "https://kg.example/")
    assert entity.iri == "https://kg.example/entity/Kestrel.company"


def test_mentions_are_those_of_claims_speakers_and_rejections_too(stories):
    extraction = stories["ruiz"].extraction()
    names = {each.name for each in mentions(extraction)}
    assert {"Ana Ruiz", "Obras SA", "the charge"} <= names
    assert mentions(extraction) > set(extraction.mentions)


def test_every_mention_of_a_claim_is_linked(stories, ontology):
    extraction = stories["goma"].extraction()
    linked = link(mentions(extraction), ontology)
    fillers = {
        filler
        for claim in extraction.claims
        if isinstance(claim.content, Relation)
        for filler in (claim.content.subject, claim.content.object)
    }
    assert fillers <= linked.keys()


NAMES = st.sampled_from(["Ana Ruiz", "Ána Ruiz", "Ruiz", "Kestrel", "the firm", "", " ", "\ud800"])
MENTIONS = st.builds(
    lambda text, name, type, start, named: mention(
        text, type, name, start=start, named=named, steps=()
    ),
    NAMES,
    NAMES,
    st.sampled_from(["Person", "Company", "Country"]),
    st.integers(0, 50),
    st.booleans(),
)


@given(found=st.lists(MENTIONS, max_size=8), data=st.data())
def test_link_is_a_function_of_the_set_of_mentions(found, data, ontology):
    shuffled = data.draw(st.permutations(found + found[:2]))
    assert link(found, ontology) == link(shuffled, ontology)
