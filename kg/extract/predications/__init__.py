"""Predicates and what takes part in them, before any class of the ontology is asked."""
