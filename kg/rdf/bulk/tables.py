"""Property graphs as tables: CSV for the importers of Neo4j and of Neptune."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.rdf.bulk.loaders import ARRAY
from kg.rdf.propertygraph import Edge, Node, PropertyGraph

_STEP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows, as lines of CSV."""

    head: str
    lines: Iterable[str]


def line(row: Row) -> str:
    r"""Return a ROW as a line of CSV (RFC 4180, but with one character at the end).

    >>> line(["a", 'say "so", they said', ""])
    'a,"say ""so"", they said",\n'
    """
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(row)
    return out.getvalue()


def neo4j_nodes(graph: PropertyGraph) -> Table:
    """Return the nodes with the header of ``neo4j-admin database import``; all properties but the first are arrays."""
    head = ["iri:ID", "name", "type", *(f"{key}:string[]" for key in graph.keys), ":LABEL"]
    return Table(line(head), (line(_neo4j_node(node, graph.keys)) for node in graph.nodes))


def _neo4j_node(node: Node, keys: Iterable[str]) -> Row:
    own = (_array(node.properties.get(key, ())) for key in keys)
    return [node.iri, node.name, node.labels[0], *own, _array(node.labels)]


def neo4j_edges(graph: PropertyGraph) -> Table:
    """Return the edges with the header of ``neo4j-admin database import``."""
    head = (":START_ID", ":END_ID", "predicate", "status", "support:int", "articles:string[]",
            "confidence:double", "sentence", "speakers:string[]", "ended:boolean", "validFrom", "validUntil", "claim",
            ":TYPE")  # fmt: skip
    return Table(line(head), (line(_neo4j_edge(edge)) for edge in graph.edges))


def _neo4j_edge(edge: Edge) -> Row:
    evidence = edge.evidence
    return [
        edge.source,
        edge.target,
        edge.predicate,
        evidence.status,
        str(evidence.support),
        _array(evidence.articles),
        _number(evidence.confidence),
        evidence.sentence or "",
        _array(evidence.speakers),
        "true" if evidence.ended else "",
        *(end or "" for end in evidence.valid or ("", "")),
        edge.claim or "",
        relationship_type(edge.type),
    ]


def relationship_type(name: str) -> str:
    """Return the NAME of a property as Neo4j's users write types.

    >>> relationship_type("chargedWith"), relationship_type("claim")
    ('CHARGED_WITH', 'CLAIM')
    """
    return _STEP.sub("_", name).upper()


def neptune_nodes(graph: PropertyGraph) -> Table:
    """Return the vertices with the header of Neptune's Gremlin format."""
    head = ["~id", "~label", "name:String(single)", "type:String(single)"]
    head += [f"{key}:String[]" for key in graph.keys]
    return Table(line(head), (line(_neptune_node(node, graph.keys)) for node in graph.nodes))


def _neptune_node(node: Node, keys: Iterable[str]) -> Row:
    own = (_escaped(node.properties.get(key, ())) for key in keys)
    return [node.iri, _escaped(node.labels), node.name, node.labels[0], *own]


def neptune_edges(graph: PropertyGraph) -> Table:
    """Return the edges with the header of Neptune's Gremlin format; of an edge every property has one value.

    The IRIs of articles stand in one text, with a space between them.
    """
    head = ("~id", "~from", "~to", "~label", "predicate:String", "status:String", "support:Int",
            "articles:String", "confidence:Double", "sentence:String", "speakers:String",
            "ended:Bool", "validFrom:String", "validUntil:String", "claim:String")  # fmt: skip
    return Table(line(head), (line(_neptune_edge(edge)) for edge in graph.edges))


def _neptune_edge(edge: Edge) -> Row:
    evidence = edge.evidence
    return [
        edge.id,
        edge.source,
        edge.target,
        edge.type,
        edge.predicate,
        evidence.status,
        str(evidence.support),
        " ".join(evidence.articles),
        _number(evidence.confidence),
        evidence.sentence or "",
        ", ".join(evidence.speakers),
        "true" if evidence.ended else "",
        *(end or "" for end in evidence.valid or ("", "")),
        edge.claim or "",
    ]


def _array(values: Iterable[str]) -> str:
    return ARRAY.join(value.replace(ARRAY, " ") for value in values)


def _escaped(values: Iterable[str]) -> str:
    return ";".join(value.replace(";", "\\;") for value in values)


def _number(value: float | None) -> str:
    return "" if value is None else str(value)


def tables(graph: PropertyGraph, *, neo4j: bool) -> Iterator[tuple[str, Table]]:
    """Yield the tables of GRAPH by the names of their files."""
    yield "nodes", neo4j_nodes(graph) if neo4j else neptune_nodes(graph)
    yield "edges", neo4j_edges(graph) if neo4j else neptune_edges(graph)
