"""Claims and entities as RDF: the facts, and one graph a document for who says so and where.

quads = to_quads(document, extraction, entities, ontology)
serialize([*quads.facts, *quads.graph], "trig")
"""

from kg.rdf.quads import Provenance, Quads, to_quads
from kg.rdf.terms import PREFIXES, clean
from kg.rdf.write import format_for, serialize

__all__ = ["PREFIXES", "Provenance", "Quads", "clean", "format_for", "serialize", "to_quads"]
