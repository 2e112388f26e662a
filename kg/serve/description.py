"""The service description: what the endpoint is and can, in the words of the W3C, without blank nodes.

https://www.w3.org/TR/sparql11-service-description/
"""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg.iri import VOCABULARIES
from kg.serve.media import GRAPHS, RESULTS

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_VOID: Final = "http://rdfs.org/ns/void#"
_JSON_LD: Final = "http://www.w3.org/ns/formats/JSON-LD"  # the library has another
_TYPE: Final = NamedNode(VOCABULARIES["rdf"] + "type")


def description(endpoint: str, graphs: int) -> Iterator[Triple]:
    """Yield the description of ENDPOINT, whose dataset has so many named GRAPHS, one a document.

    >>> sum("Federated" in str(triple) for triple in description("http://127.0.0.1/sparql", 3))
    0
    """
    service, dataset, facts = (
        NamedNode(endpoint),
        NamedNode(f"{endpoint}#dataset"),
        NamedNode(f"{endpoint}#facts"),
    )
    yield Triple(service, _TYPE, NamedNode(_SD + "Service"))
    yield Triple(service, NamedNode(_SD + "endpoint"), service)
    yield Triple(service, NamedNode(_SD + "supportedLanguage"), NamedNode(_SD + "SPARQL11Query"))
    for media in (*RESULTS, *GRAPHS):
        syntax = _JSON_LD if media.name == "jsonld" else media.format.iri
        yield Triple(service, NamedNode(_SD + "resultFormat"), NamedNode(syntax))
    yield Triple(service, NamedNode(_SD + "defaultDataset"), dataset)
    yield Triple(dataset, _TYPE, NamedNode(_SD + "Dataset"))
    yield Triple(dataset, _TYPE, NamedNode(_VOID + "Dataset"))
    yield Triple(dataset, NamedNode(_SD + "defaultGraph"), facts)
    yield Triple(dataset, NamedNode(_VOID + "documents"), Literal(graphs))
    yield Triple(facts, _TYPE, NamedNode(_SD + "Graph"))
