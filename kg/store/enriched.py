"""The graphs of a store that stand apart: what knowledge bases say, and what is entailed; each says what it is."""

from itertools import chain
from typing import Final

from pyoxigraph import NamedNode, Store

from kg import iri

_TYPE: Final = NamedNode(f"{iri.VOCABULARIES['rdf']}type")
_APART: Final = tuple(NamedNode(f"{iri.ONTOLOGY}{name}") for name in ("Enrichment", "Inference"))


def enrichments(store: Store) -> tuple[NamedNode, ...]:
    """Return the graphs of STORE that have what knowledge bases say, or what is entailed, sorted.

    >>> enrichments(Store())
    ()
    """
    found = chain.from_iterable(store.quads_for_pattern(None, _TYPE, kind, None) for kind in _APART)
    graphs = (quad.graph_name for quad in found if quad.graph_name == quad.subject)
    return tuple(sorted((each for each in graphs if isinstance(each, NamedNode)), key=str))
