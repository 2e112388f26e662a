"""Domain and range of relations of one's own: which kinds of mentions their ends may be, by the names of classes.

A class is known by its name, or by its last word as a common noun: a *capital* is a city, a *SportsTeam* a team. Of
what is not known, nothing is required.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.learned.decode import Floats
from kg.learned.features import Ints
from kg.learned.labels import TYPES
from kg.ontology import Ontology

LEAST: Final = 0.1  # how probable it must be that an end is of a kind that fits
_VALUES: Final[Mapping[str, frozenset[str]]] = {
    "date": frozenset({"Time"}),
    "year": frozenset({"Time"}),
    "time": frozenset({"Time"}),
    "datetime": frozenset({"Time"}),
    "number": frozenset({"Quantity"}),
    "integer": frozenset({"Quantity"}),
    "decimal": frozenset({"Quantity"}),
    "double": frozenset({"Quantity"}),
    "float": frozenset({"Quantity"}),
    "quantity": frozenset({"Quantity"}),
}
_ANYTHING: Final = frozenset({"", "thing", "entity", "string", "value", "literal"})


@dataclass(frozen=True, slots=True)
class Ends:
    """What subjects and objects of R labels may be: R x T each, one where a kind of mention fits, else nothing."""

    subjects: Floats
    objects: Floats

    def fit(self, types: Floats, left: Ints, right: Ints) -> NDArray[np.bool_]:
        """Return whether the pairs of mentions LEFT and RIGHT (N) fit each label: N x R.

        TYPES (M x T) are probabilities of the kinds of all mentions.
        """
        subjects = (types @ self.subjects.T >= LEAST)[left]
        objects = (types @ self.objects.T >= LEAST)[right]
        found: NDArray[np.bool_] = subjects & objects
        return found


def ends(pairs: Sequence[tuple[str, str]], ontology: Ontology) -> Ends:
    """Return what the ends of relations may be that hold between PAIRS of classes: domain and range."""
    tables = [
        np.array([[kind in kinds(pair[i], ontology) for kind in TYPES] for pair in pairs])
        for i in range(2)
    ]
    subjects, objects = (np.asarray(table, np.float32) for table in tables)
    return Ends(subjects, objects)


def kinds(name: str, ontology: Ontology) -> frozenset[str]:
    """Return the kinds of mentions that the class called NAME may have; all where that is not known.

    >>> from kg import ontology
    >>> sorted(kinds("xsd:date", ontology.load())), sorted(kinds("RecordLabel", ontology.load())) == sorted(TYPES)
    (['Time'], True)
    """
    words = _words(name)
    if not words or words[-1] in _ANYTHING:
        return frozenset(TYPES)
    if words[-1] in _VALUES:
        return _VALUES[words[-1]]
    known = {each.casefold(): each for each in ontology.classes}
    found = (
        known.get("".join(words))
        or ontology.nouns_denoting.get(" ".join(words))
        or known.get(words[-1])
        or ontology.nouns_denoting.get(words[-1])
    )
    if found is None or not ontology.is_a(found, "Entity"):
        return frozenset(TYPES)
    fitting = frozenset(
        kind
        for kind in TYPES
        if kind in ontology.classes and (ontology.is_a(kind, found) or ontology.is_a(found, kind))
    )
    return fitting or frozenset(TYPES)


def _words(name: str) -> list[str]:
    local = re.split(r"[#:/]", name)[-1]
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[_\s-]+", " ", local).casefold().split()
