"""The weights that are shipped: whole, small enough, and the same answer each time."""

from hashlib import sha256

import numpy as np
import pytest

from kg import ontology as ontologies
from kg.errors import ConfigError
from kg.learned.choice import WEIGHTS
from kg.learned.features import Sentence
from kg.learned.frames import path
from kg.learned.labels import ROLES, STATUSES, TYPES, class_words, pair_words
from kg.learned.reader import NetworkReader
from kg.learned.runtime import LABELS, OnnxRuntime, load_reader, manifest

ONTOLOGY = ontologies.load()
MOST = 40 * 1024 * 1024
# "Norway's Equinor sold its plant to Tata in May ."
PLAIN = Sentence(
    ("Norway", "'s", "Equinor", "sold", "its", "plant", "to", "Tata", "in", "May", "."),
    ("NNP", "POS", "NNP", "VBD", "PRP$", "NN", "IN", "NNP", "IN", "NNP", "."),
    ("poss", "case", "nsubj", "ROOT", "poss", "dobj", "prep", "pobj", "prep", "pobj", "punct"),
    (2, 0, 3, 3, 5, 3, 3, 6, 3, 8, 3),
)


def part(first: int, size: int) -> Sentence:
    """Return words of two copies of the plain sentence, from the FIRST on."""
    places = range(first, first + size)
    chosen = [
        [values[i % len(values)] for i in places]
        for values in (PLAIN.words, PLAIN.tags, PLAIN.deps)
    ]
    heads = [PLAIN.heads[i % len(PLAIN.words)] - first for i in places]
    own = [head if 0 <= head < size else k for k, head in enumerate(heads)]
    return Sentence(*map(tuple, chosen), tuple(own))


@pytest.fixture(scope="module")
def reader() -> NetworkReader:
    return load_reader(ONTOLOGY)


def test_the_files_are_those_that_training_wrote() -> None:
    digests = manifest()["files"]
    assert digests
    for name, digest in digests.items():
        assert sha256((WEIGHTS / name).read_bytes()).hexdigest() == digest, name


def test_the_weights_were_trained_with_the_table_of_rolesets_that_is_here() -> None:
    assert manifest()["frames"] == sha256(path().read_bytes()).hexdigest()


def test_the_manifest_is_whole() -> None:
    calibration = manifest()["calibration"]
    assert set(calibration) == {"events", "roles", "properties", "statuses"}
    assert all(curve["shifts"] for curve in calibration.values())
    assert set(manifest()["schemes"]) == {"knowledgenet", "tekgen"}


def test_the_weights_are_small() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < MOST


def test_every_term_of_the_ontology_was_trained() -> None:
    known = np.load(WEIGHTS / LABELS)
    assert dict(zip(known["classes.names"], known["classes.words"], strict=True)) == class_words(
        ONTOLOGY
    )
    assert dict(zip(known["kg.names"], known["kg.words"], strict=True)) == pair_words(ONTOLOGY)


def test_the_same_sentences_are_read_the_same(reader: NetworkReader) -> None:
    once = reader.read([PLAIN, PLAIN], {0: [3], 1: [3]})
    assert once == reader.read([PLAIN, PLAIN], {0: [3], 1: [3]})
    assert once[0] == once[1]


def test_what_is_found_does_not_depend_on_neighbours(reader: NetworkReader) -> None:
    sentences = [part(first, size) for size in (1, 2, 5, 9, 11, 12) for first in range(3)]
    alone = [reader.read([each])[0] for each in sentences]
    assert len({found.mentions for found in alone}) > 5
    assert any(found.pairs for found in alone)
    assert any(own for found in alone for _, own in found.roles)
    assert reader.read(sentences) == alone  # to the last digit of each score
    assert reader.read(sentences[::-1]) == alone[::-1]
    assert reader.read(sentences * 40) == alone * 40


def test_what_is_found_is_of_the_kinds_that_there_are(reader: NetworkReader) -> None:
    (found,) = reader.read([PLAIN])
    assert {m.type for m in found.mentions} <= set(TYPES)
    assert {e.type for e in found.events} <= set(class_words(ONTOLOGY))
    assert {e.status for e in found.events} <= set(STATUSES)
    assert {p.label for p in found.pairs} <= set(pair_words(ONTOLOGY))
    assert {r.label for _, roles in found.roles for r in roles} <= set(ROLES)
    scores = [x.score for x in (*found.mentions, *found.events, *found.pairs)]
    assert all(0 <= score <= 1 for score in scores)


def test_a_plain_sentence_is_understood(reader: NetworkReader) -> None:
    (found,) = reader.read([PLAIN], {0: [3]})
    assert ("Sale", 3) in {(e.type, e.word) for e in found.events}
    roles = {(p.label, PLAIN.words[p.object_head]) for p in found.pairs if p.subject_head == 3}
    assert {("seller", "Equinor"), ("buyer", "Tata")} <= roles
    propbank = {(r.label, PLAIN.words[r.words[0]]) for _, own in found.roles for r in own}
    assert ("ARG0", "Norway") in propbank  # "Norway's Equinor", the whole phrase
    assert {m.words for m in found.mentions} >= {(0, 1), (2, 3), (7, 8)}


def test_nothing_is_found_in_nothing(reader: NetworkReader) -> None:
    assert reader.read([]) == []
    (found,) = reader.read([Sentence((), (), (), ())])
    assert found.mentions == found.events == found.pairs == ()


def test_a_new_label_is_asked_by_its_words() -> None:
    runtime = OnnxRuntime()
    means = np.random.default_rng(1).normal(size=(3, 384)).astype(np.float32)
    labels, classes = runtime.label(means)
    assert labels.shape == classes.shape == (3, 256)


def test_missing_weights_are_told(tmp_path) -> None:
    with pytest.raises(ConfigError, match="the network is not there; install kg again"):
        OnnxRuntime(tmp_path)
