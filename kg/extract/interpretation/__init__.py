"""What of the predications the ontology knows: events, relations, descriptions, qualities."""
