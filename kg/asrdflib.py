"""Terms and graphs of Oxigraph as those of rdflib, for libraries that know no others."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.errors import SourceError

if TYPE_CHECKING:
    from rdflib import Graph


class Terms:
    """The terms that were converted so far, so that each is converted once, and can be converted back."""

    def __init__(self) -> None:
        self._there: dict[Any, Any] = {}
        self._back: dict[Any, Any] = {}

    def there(self, term: Any) -> Any:
        """Return TERM of Oxigraph as rdflib has it, with its words as they are.

        >>> Terms().there(Literal("05", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))).n3()
        '"05"^^<http://www.w3.org/2001/XMLSchema#integer>'
        """
        found = self._there.get(term)
        if found is None:
            found = self._there[term] = _converted(term)
            self._back[found] = term
        return found

    def has(self, term: Any) -> bool:
        """Tell whether TERM of rdflib is one that was converted, or an IRI."""
        import rdflib

        return term in self._back or isinstance(term, rdflib.URIRef)

    def back(self, term: Any) -> Any:
        """Return TERM of rdflib as Oxigraph has it: what it was converted from, or an IRI that only a library uses.

        >>> terms = Terms()
        >>> node = BlankNode("b")
        >>> terms.back(terms.there(node)) == node
        True
        """
        return self._back.get(term) or NamedNode(str(term))

    def fill(self, graph: "Graph", statements: Iterable[Quad | Triple]) -> "Graph":
        """Add STATEMENTS, whatever their graphs, to GRAPH of rdflib, and return it."""
        there = self.there
        for each in statements:
            graph.add((there(each.subject), there(each.predicate), there(each.object)))
        return graph


def _converted(term: Any) -> Any:
    import rdflib

    match term:
        case NamedNode():
            return rdflib.URIRef(term.value)
        case BlankNode():
            return rdflib.BNode(term.value)
        case Literal():
            if term.language:
                return rdflib.Literal(term.value, lang=term.language)
            return rdflib.Literal(term.value, datatype=term.datatype.value, normalize=False)
    raise SourceError(f"{term}: a triple as a term cannot be validated; write RDF 1.1 statements")
