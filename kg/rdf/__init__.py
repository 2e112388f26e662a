"""Claims and entities as RDF: the facts, and one graph a document for who says so and where.

quads = to_quads(document, extraction, entities, ontology)
serialize([*quads.facts, *quads.graph], "trig")
"""

from kg.rdf.quads import Provenance, Quads, to_quads
from kg.rdf.statements import Statements, restate
from kg.rdf.terms import PREFIXES, clean
from kg.rdf.write import check_form, format_for, serialize

__all__ = [
    "PREFIXES",
    "Provenance",
    "Quads",
    "Statements",
    "check_form",
    "clean",
    "format_for",
    "restate",
    "serialize",
    "to_quads",
]
