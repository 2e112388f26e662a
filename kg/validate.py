"""Validate a graph against SHACL shapes.

pySHACL and rdflib are loaded on the first call, not on import. Facts and documents' graphs are
validated as one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from pyoxigraph import Quad, RdfFormat, parse

from kg import data
from kg.asrdflib import Terms
from kg.errors import KgError, OntologyError, SourceError
from kg.files import BROKEN, reading, unpacked
from kg.ontology import vocabulary

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_SHACL: Final = "http://www.w3.org/ns/shacl#"
# Constraints that a node without any value keeps: of a property that it lacks, they need no look.
_OF_VALUES: Final = frozenset(
    _SHACL + name
    for name in (
        *("path", "message", "severity", "name", "description", "class", "datatype", "nodeKind"),
        *("in", "minLength", "maxLength", "pattern", "flags", "languageIn", "uniqueLang"),
        *("minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "lessThan"),
        *("or", "and", "xone", "not", "node", "maxCount", "disjoint"),
    )
)


class HasQuads(Protocol):
    """A store, or a finished graph."""

    def quads(self) -> Iterable[Quad]:
        """Return all its quads."""
        ...


Item = Quad | Path | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One thing that a shape does not allow; VALUE and PATH are None where the shape has none."""

    focus: str
    path: str | None
    value: str | None
    message: str
    severity: str  # Violation, Warning or Info


@dataclass(frozen=True, slots=True)
class Conformance:
    """What a validation found; warnings do not stand against it."""

    conforms: bool
    violations: tuple[Violation, ...]


def validate(
    source: HasQuads | Item | Iterable[Item],
    shapes: Path | None = None,
    *,
    ontology: Sequence[Path] = (),
) -> Conformance:
    """Validate quads, a store, or RDF files against the SHAPES, those of the package unless given.

    ONTOLOGY names files with classes beyond those of the package, and with shapes of their own where they have any.
    """
    import pyshacl
    from pyshacl.errors import ConstraintLoadError, ShapeLoadError

    folder = data.find("ontology")
    rules = _graph(_read(shapes or folder / "shapes.ttl", OntologyError))
    subject = _graph(_quads(source))
    _fill(subject, _read(folder / "kg.ttl", OntologyError))
    # Of the user's files the terms: their names and nouns are no part of the graph.
    _fill(subject, vocabulary.graph(vocabulary.vocabulary(*ontology)))
    for path in ontology:
        _fill(rules, _read(path, OntologyError))
    _narrow(rules, subject)
    try:
        _, report, _ = pyshacl.validate(subject, shacl_graph=rules, inplace=True)
    except (ShapeLoadError, ConstraintLoadError) as error:
        raise _broken(shapes, error) from error
    if isinstance(report, Exception):  # what pySHACL returns where a constraint cannot be run
        raise _broken(shapes, report) from report
    found = tuple(sorted(_violations(report), key=str))
    return Conformance(all(each.severity != "Violation" for each in found), found)


def _broken(shapes: Path | None, error: Exception) -> OntologyError:
    reason = " ".join(str(error).split())
    return OntologyError(f"{shapes or 'shapes.ttl'}: {reason}; mend the shape")


def _quads(source: HasQuads | Item | Iterable[Item]) -> Iterator[Quad]:
    """Yield the quads of SOURCE, from files and from memory alike."""
    if isinstance(source, Path | str):
        yield from _read(Path(source), SourceError)
    elif isinstance(source, Quad):
        yield source
    elif isinstance(source, Iterable):
        for item in source:
            yield from _quads(item)
    else:
        yield from source.quads()


def _read(path: Path, failure: type[KgError]) -> Iterator[Quad]:
    """Yield the quads of a file; the suffix tells its syntax."""
    syntax = RdfFormat.from_extension(unpacked(path).suffix.lstrip("."))
    if syntax is None:
        raise failure(f"{path}: the suffix names no RDF syntax; use .trig, .nq, .ttl, .nt or .rdf")
    try:
        with reading(path) as file:
            yield from parse(file, format=syntax)
    except BROKEN as error:
        reason = (getattr(error, "strerror", None) or "it cannot be read").lower()
        raise failure(f"{path}: {reason}; give the path of an RDF file") from error
    except SyntaxError as error:
        reason = " ".join(error.msg.split())
        raise failure(f"{path}:{error.lineno or 1}: {reason}; mend the syntax") from error


def _graph(quads: Iterable[Quad]) -> "Graph":
    """Return QUADS, whatever their graphs, as one rdflib graph."""
    from rdflib import Graph

    return _fill(Graph(), quads)


def _fill(graph: "Graph", quads: Iterable[Quad]) -> "Graph":
    return Terms().fill(graph, quads)


def _narrow(rules: "Graph", subject: "Graph") -> None:
    """Let property shapes look only at the nodes that have the property, where nothing else can fail.

    Most nodes have few of the properties that their class allows, and pySHACL asks for each.
    """
    from rdflib import URIRef

    targets, member = URIRef(_SHACL + "targetClass"), URIRef(_SHACL + "property")
    for shape in set(rules.subjects(targets)) - set(rules.objects()):
        said = {str(predicate).removeprefix(_SHACL) for predicate in rules.predicates(shape)}
        if said & {"targetNode", "targetSubjectsOf", "targetObjectsOf", "deactivated"}:
            continue
        instances = _instances(subject, set(rules.objects(shape, targets)))
        for one in list(rules.objects(shape, member)):
            path = rules.value(one, URIRef(_SHACL + "path"))
            if isinstance(path, URIRef) and set(map(str, rules.predicates(one))) <= _OF_VALUES:
                rules.remove((shape, member, one))
                for focus in instances.intersection(subject.subjects(path)):
                    rules.add((_named(rules, one), URIRef(_SHACL + "targetNode"), focus))


def _named(rules: "Graph", shape: "Node") -> "Node":
    """Return SHAPE under an IRI; pySHACL spells a blank one out, targets and all, in each result."""
    from rdflib import BNode, URIRef

    if not isinstance(shape, BNode):
        return shape
    name = URIRef(f"urn:news-kg:shape:{shape}")
    for predicate, value in list(rules.predicate_objects(shape)):
        rules.remove((shape, predicate, value))
        rules.add((name, predicate, value))
    for user, predicate in list(rules.subject_predicates(shape)):
        rules.remove((user, predicate, shape))
        rules.add((user, predicate, name))
    return name


def _instances(subject: "Graph", classes: "set[Node]") -> "set[Node]":
    from rdflib import RDF, RDFS

    below = {each for one in classes for each in subject.transitive_subjects(RDFS.subClassOf, one)}
    return {node for each in below for node in subject.subjects(RDF.type, each)}


def _violations(report: "Graph") -> Iterator[Violation]:
    """Yield the results of a validation report."""
    from rdflib import RDF, URIRef

    def one(result: Any, name: str) -> Any:
        return report.value(result, URIRef(_SHACL + name))

    for result in report.subjects(RDF.type, URIRef(_SHACL + "ValidationResult")):
        path, value = one(result, "resultPath"), one(result, "value")
        yield Violation(
            focus=str(one(result, "focusNode")),
            path=None if path is None else str(path),
            value=None if value is None else str(value),
            message=str(one(result, "resultMessage") or one(result, "sourceConstraintComponent")),
            severity=str(one(result, "resultSeverity")).removeprefix(_SHACL),
        )
