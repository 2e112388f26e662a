"""How fast articles become a graph, in how much memory, and how much provenance weighs."""
