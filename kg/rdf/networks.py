"""Property graphs for NetworkX and as GraphML; loaded when it is first needed."""

import io
from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.rdf.propertygraph import Edge, Node, PropertyGraph

if TYPE_CHECKING:
    import networkx


def to_networkx(graph: PropertyGraph) -> "networkx.MultiDiGraph":
    """Return GRAPH with IRIs as nodes and, between two nodes, the name of the property or of the claim as key.

    Nodes have name, type, labels and their properties as lists; edges have their evidence.
    """
    made: networkx.MultiDiGraph = _library().MultiDiGraph()
    for node in graph.nodes:
        made.add_node(node.iri, **_of_node(node))
    for edge in graph.edges:
        made.add_edge(edge.source, edge.target, key=_key(edge), **_of_edge(edge))
    return made


def to_graphml(graph: PropertyGraph) -> bytes:
    """Return GRAPH as GraphML, where lists are lines of one text, since GraphML knows no lists."""
    made: networkx.MultiDiGraph = _library().MultiDiGraph()
    for node in graph.nodes:
        made.add_node(node.iri, **_flat({"label": node.name, **_of_node(node)}))
    for edge in graph.edges:
        said = {"id": edge.id, "label": edge.type, **_of_edge(edge)}
        made.add_edge(edge.source, edge.target, key=edge.id, **_flat(said))
    out = io.BytesIO()
    _library().write_graphml_xml(made, out, edge_id_from_attribute="id", prettyprint=True)
    return out.getvalue()


def _library() -> Any:
    return import_module("networkx")


def _key(edge: Edge) -> str:
    return f"{edge.claim} {edge.predicate}" if edge.claim else edge.predicate


def _of_node(node: Node) -> dict[str, Any]:
    own = {key: list(values) for key, values in node.properties.items()}
    return {"name": node.name, "type": node.labels[0], "labels": list(node.labels), **own}


def _of_edge(edge: Edge) -> dict[str, Any]:
    """Return what an edge has; what is not known is left out."""
    evidence = edge.evidence
    said = {
        "type": edge.type,
        "predicate": edge.predicate,
        "status": evidence.status,
        "support": evidence.support,
        "articles": list(evidence.articles),
        "confidence": evidence.confidence,
        "sentence": evidence.sentence,
        "speakers": list(evidence.speakers),
        "ended": evidence.ended or None,
        "validFrom": evidence.valid and evidence.valid[0],
        "validUntil": evidence.valid and evidence.valid[1],
        "claim": edge.claim,
    }
    return {key: value for key, value in said.items() if value not in (None, [])}


def _flat(said: dict[str, Any]) -> dict[str, Any]:
    return {
        key: "\n".join(value) if isinstance(value, list) else value for key, value in said.items()
    }
