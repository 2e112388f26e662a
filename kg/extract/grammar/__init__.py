"""English syntax: clauses, noun phrases, coordination and control, by dependency parse; no ontology, no names."""
