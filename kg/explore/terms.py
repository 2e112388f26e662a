"""The classes and properties of the ontology, as an editor completes them."""

from typing import TypedDict

from kg.explore.reader import Reader
from kg.ontology import ClassTerm, PropertyTerm


class TermOf(TypedDict):
    """A class or a property."""

    name: str
    iri: str
    label: str
    comment: str
    parents: list[str]


class Terms(TypedDict):
    """All classes and properties."""

    classes: list[TermOf]
    properties: list[TermOf]


def terms(reader: Reader) -> Terms:
    """Return the terms of the ontology, those that a store is described with and queries ask for."""
    known = reader.ontology
    return {
        "classes": [_term(known.classes[name]) for name in sorted(known.classes)],
        "properties": [_term(known.properties[name]) for name in sorted(known.properties)],
    }


def _term(term: ClassTerm | PropertyTerm) -> TermOf:
    return {
        "name": term.name,
        "iri": term.iri,
        "label": term.label,
        "comment": getattr(term, "comment", ""),
        "parents": sorted(term.parents),
    }
