"""The loaded ontology: what there is, how English says it, which names and nouns stand for what.

    from kg.ontology import load

    ontology = load()                       # the files of the package
    ontology = load(Path("vaccines.ttl"))   # and one of yours
    ontology = load(Path("schema.org"))     # and a vocabulary that comes along

It is read from RDF files (``ontology/README.md`` tells of them) and checked as a whole: what refers
to a term that does not exist, or contradicts another line, is an ``OntologyError`` that names both.
"""

from kg.iri import ONTOLOGY
from kg.ontology.files import GAZETTEER, GRAMMAR, LEXICON
from kg.ontology.load import load, problems, remarks
from kg.ontology.model import Ontology
from kg.ontology.own import WHEN, WHERE, EventKind, FrameLike, Kind, Own, RoleLike, Wording
from kg.ontology.terms import ClassTerm, Entry, EntryKind, PropertyTerm, Term

__all__ = [
    "GAZETTEER",
    "GRAMMAR",
    "LEXICON",
    "ONTOLOGY",
    "WHEN",
    "WHERE",
    "ClassTerm",
    "Entry",
    "EntryKind",
    "EventKind",
    "FrameLike",
    "Kind",
    "Ontology",
    "Own",
    "PropertyTerm",
    "RoleLike",
    "Term",
    "Wording",
    "load",
    "problems",
    "remarks",
]
