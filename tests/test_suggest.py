"""Entries as they are written, how near words are, and what the command refuses, without a model."""

import pytest

from kg import ontology as ontologies
from kg.errors import OntologyError, StoreError
from kg.ontology import EntryKind
from kg.query import memory
from kg.suggest import Meaning, added, entry, sentences
from kg.suggest.models import Model, models

OURS = ontologies.load()
STEER = Meaning(
    term="headOf",
    kind=EntryKind.STATIVE,
    slots={"subject": "subject", "object": "object"},
    near=0.7,
    because="",
    predications=(),
)


def test_an_entry_is_appended_and_read(tmp_path):
    path = tmp_path / "lexicon.ttl"
    path.write_text("@prefix e: <https://example.org/> .\ne:x e:y 'kept' .\n")
    text, new = added(path, [entry("co steer", STEER, OURS)], OURS)
    assert [each.name for each in new] == ["co-steer-headOf"]
    assert text.startswith("@prefix e: <https://example.org/> .\ne:x e:y 'kept' .\n")
    path.write_text(text)
    known = ontologies.load(path)
    (read,) = known.statives("co steer")
    assert (read.evokes, dict(read.slots)) == ("headOf", {"subject": "subject", "object": "object"})
    assert added(path, [entry("co steer", STEER, OURS)], known) == (text, [])


def test_an_entry_that_the_file_has_is_not_written_twice(tmp_path):
    path = tmp_path / "lexicon.ttl"
    path.write_text(added(path, [entry("steer", STEER, OURS)], OURS)[0])
    with pytest.raises(OntologyError, match=r"has the entry 'steer-headOf' already; give the file"):
        added(path, [entry("steer", STEER, OURS)], OURS)


def test_words_are_near_by_the_frames_and_classes_of_their_senses():
    supply = Model(
        term="x", kind=EntryKind.STATIVE, word="supply", rolesets=frozenset({"supply.01"})
    )
    assert supply.near("equip.01")[1] == "the frame Supply of FrameNet, as of 'supply'"
    assert supply.near("thank.01") == (0.0, "")


def test_without_terms_of_ones_own_the_lexicon_tells_what_verbs_mean():
    assert {each.term for each in models(OURS)} >= {"Acquisition", "owns"}


def test_a_store_without_sentences_is_refused():
    with pytest.raises(StoreError, match=r"^suggest: the store has no sentences"):
        sentences(memory([]))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "which articles? Give either SOURCES or --store DIR"),
        (("a.txt", "--store", "s"), "which articles? Give either SOURCES or --store DIR"),
        (("a.txt", "--accept", "1"), "--accept and --output go together"),
        (("a.txt", "--accept", "1", "-o", "lexicon.rdf"), "a lexicon is Turtle"),
    ],
)
def test_what_does_not_go_together_is_one_line(kg, given, said):
    code, _, err = kg("ontology", "suggest", *given)
    assert code == 2
    assert said in err
