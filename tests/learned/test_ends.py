"""Domain and range of relations of one's own, by the names of classes."""

import numpy as np
import pytest

from kg import ontology as ontologies
from kg.learned.ends import ends, kinds
from kg.learned.features import Sentence
from kg.learned.labels import TYPES
from kg.learned.reader import NetworkReader, Thresholds
from kg.learned.runtime import load_reader

ONTOLOGY = ontologies.load()


@pytest.mark.parametrize(
    ("name", "has", "lacks"),
    [
        ("Country", {"Country", "Place"}, {"Company", "Person", "City"}),
        ("http://example.org/terms#SportsTeam", {"Organization"}, {"Person", "Country"}),
        ("university", {"Organization"}, {"Person"}),
        ("scientist", {"Person"}, {"Organization", "Time"}),
        ("xsd:date", {"Time"}, {"Quantity"}),
        ("number", {"Quantity"}, {"Time", "Person"}),
        ("Timezone", set(TYPES), set()),
        ("", set(TYPES), set()),
    ],
)
def test_a_class_is_known_by_its_name_or_its_last_word(
    name: str, has: set[str], lacks: set[str]
) -> None:
    found = kinds(name, ONTOLOGY)
    assert has <= found
    assert not lacks & found


def test_both_ends_must_fit() -> None:
    table = ends([("Country", "City"), ("Thing", "date")], ONTOLOGY)
    types = np.zeros((3, len(TYPES)), np.float32)
    for row, kind in enumerate(("Country", "City", "Company")):
        types[row, TYPES.index(kind)] = 1.0
    fits = table.fit(types, np.array([0, 2, 1]), np.array([1, 1, 0]))
    assert fits.tolist() == [[True, False], [False, False], [False, False]]


def test_a_company_has_no_capital() -> None:
    """However sure the network is: nothing else than its own answer decides that Trane is a company."""
    words = ("Trane", "Inc.", "was", "founded", "in", "Dublin", ",", "Ireland", ".")
    tags = ("NNP", "NNP", "VBD", "VBN", "IN", "NNP", ",", "NNP", ".")
    deps = ("compound", "nsubjpass", "auxpass", "ROOT", "prep", "pobj", "punct", "appos", "punct")
    sentence = Sentence(words, tags, deps, (1, 3, 3, 3, 3, 4, 5, 5, 3))
    asked = {"capital": "capital: country to city"}
    anything = Thresholds(pair=0.0)
    free = load_reader(ONTOLOGY, words=asked, thresholds=anything)
    bound = load_reader(
        ONTOLOGY, words=asked, between={"capital": ("Country", "City")}, thresholds=anything
    )

    def subjects(reader: NetworkReader) -> set[str]:
        (found,) = reader.read([sentence], {})
        return {" ".join(words[slice(*pair.subject)]) for pair in found.pairs}

    assert "Trane Inc." in subjects(free)
    assert "Trane Inc." not in subjects(bound)
