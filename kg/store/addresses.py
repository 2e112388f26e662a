"""Documents of a store by their web addresses."""

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from kg.store.transaction import is_iri

_URL: Final = NamedNode("https://schema.org/url")


def documents_at(store: Store, addresses: Iterable[str]) -> Iterator[str]:
    """Yield the documents of STORE that have one of ADDRESSES."""
    for address in addresses:
        terms: list[Literal | NamedNode] = [Literal(address)]
        terms += [NamedNode(address)] if is_iri(address) else []
        for term in terms:
            for quad in store.quads_for_pattern(None, _URL, term, None):
                if quad.graph_name == quad.subject and isinstance(quad.subject, NamedNode):
                    yield quad.subject.value
