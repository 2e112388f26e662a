"""The graphs of a store that have what knowledge bases say; each says of itself that it is one."""

from typing import Final

from pyoxigraph import NamedNode, Store

from kg import iri

_TYPE: Final = NamedNode(f"{iri.VOCABULARIES['rdf']}type")
_ENRICHMENT: Final = NamedNode(f"{iri.ONTOLOGY}Enrichment")


def enrichments(store: Store) -> tuple[NamedNode, ...]:
    """Return the graphs of STORE that have what knowledge bases say, sorted.

    >>> enrichments(Store())
    ()
    """
    found = store.quads_for_pattern(None, _TYPE, _ENRICHMENT, None)
    graphs = (quad.graph_name for quad in found if quad.graph_name == quad.subject)
    return tuple(sorted((each for each in graphs if isinstance(each, NamedNode)), key=str))
