"""Tables and models drawn from annotated corpora; nothing here runs when the package is used."""
