"""What a small network of our own finds in a sentence: mentions, predicates, roles, relations and status."""
