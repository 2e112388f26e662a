"""The table of things in ``ontology/names``: drawn from a larger one, cleaned, typed, merged, and packed.

The source is a table of things of Wikidata that was collected from public data sets. Each step is a module: what
a thing is (``kinds``), what its description tells (``told``), which of its names are fit (``aliases``), and how the
rest is written (``pack``).
"""
