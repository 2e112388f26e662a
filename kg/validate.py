"""Validate a graph against SHACL shapes.

pySHACL and rdflib are loaded on the first call, not on import. Facts and documents' graphs are
validated as one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stderr
from dataclasses import dataclass
from io import StringIO
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
_MESSAGE: Final = re.compile(r"^\s*Message: (.+)$", re.MULTILINE)
_LONGEST: Final = 300  # characters of what is wrong with a shape
# What is read of a result, and of a path.
_TOLD: Final = (
    *("focusNode", "resultPath", "value", "resultMessage", "resultSeverity"),
    *("sourceShape", "sourceConstraintComponent", "inversePath"),
    *("targetSubjectsOf", "targetObjectsOf"),
)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """What makes a graph violate a shape, with what is needed to find the statement that does.

    >>> str(Breach(focus="urn:x", message="one chief at most", shape="https://a.example/shapes#chief"))
    'one chief at most (chief)'
    """

    focus: str
    message: str
    shape: str = ""  # its IRI, or that of the shape around it; "" where neither has one
    path: str | None = None  # None where the node itself is wrong
    inverse: bool = False  # the path leads to the focus, not away from it
    value: str | None = None
    missing: bool = False  # something is not there that must be
    subjects_of: frozenset[str] = frozenset()  # the properties whose subjects the shape is about
    objects_of: frozenset[str] = frozenset()

    def __str__(self) -> str:
        name = self.shape.rpartition("#")[2].rpartition("/")[2]
        return f"{self.message} ({name})" if name else self.message


class Shapes:
    """The shapes of a file, for checking one small graph after the other."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rules = _graph(_read(path, OntologyError))

    def check(self) -> None:
        """Raise OntologyError where the shapes are none, or not what SHACL allows."""
        from rdflib import RDF, Graph, URIRef

        if not any(str(each).startswith(_SHACL) for each in self._rules.predicates()):
            wrong = "has no shapes of SHACL"
            raise OntologyError(f"{self._path}: {wrong}; make some with kg ontology shapes")
        with redirect_stderr(StringIO()):  # where pySHACL writes what it raises, too
            self._report(Graph(), meta_shacl=True)
        # Some mistakes are only seen where a shape has something to look at.
        probe, node = Graph(), URIRef("urn:x:probe")
        for name in ("targetClass", "targetSubjectsOf", "targetObjectsOf"):
            for target in map(
                URIRef, set(map(str, self._rules.objects(None, URIRef(_SHACL + name))))
            ):
                is_class = name == "targetClass"
                probe.add((node, RDF.type, target) if is_class else (node, target, node))
        self._report(probe)

    def breaches(self, quads: Iterable[Quad]) -> tuple[Breach, ...]:
        """Return what makes QUADS violate the shapes, sorted; warnings are none."""
        report = self._report(_graph(quads))
        return tuple(sorted(_breaches(report, self._rules), key=_order))

    def _report(self, subject: "Graph", *, meta_shacl: bool = False) -> "Graph":
        import pyshacl
        from rdflib import Graph

        try:
            _, report, _ = pyshacl.validate(
                subject, shacl_graph=self._rules, inplace=True, meta_shacl=meta_shacl
            )
        except Exception as error:  # of pySHACL, of rdflib, of its parser of SPARQL
            raise _broken(self._path, error) from error
        if isinstance(report, Exception):
            raise _broken(self._path, report) from report
        return report if isinstance(report, Graph) else Graph()


def _order(breach: Breach) -> tuple[str, ...]:
    path, value = breach.path or "", breach.value or ""
    return breach.focus, breach.shape, path, value, breach.message


def _breaches(report: "Graph", rules: "Graph") -> Iterator[Breach]:
    from rdflib import RDF, BNode, URIRef

    sh = {name: URIRef(_SHACL + name) for name in _TOLD}
    for result in report.subjects(RDF.type, URIRef(_SHACL + "ValidationResult")):
        told = {name: report.value(result, sh[name]) for name in _TOLD}
        if str(told["resultSeverity"]) != _SHACL + "Violation":
            continue
        path = told["resultPath"]
        back = report.value(path, sh["inversePath"]) if isinstance(path, BNode) else None
        around = _around(rules, told["sourceShape"])
        value, component = told["value"], str(told["sourceConstraintComponent"])
        message = told["resultMessage"]
        yield Breach(
            focus=str(told["focusNode"]),
            message=" ".join(str(message or component.removeprefix(_SHACL)).split()),
            shape=next((str(each) for each in around if isinstance(each, URIRef)), ""),
            # Of a longer path the node is wrong, whichever step of it is.
            path=str(back or path) if isinstance(back or path, URIRef) else None,
            inverse=back is not None,
            value=None if value is None or path is None else str(value),
            missing="MinCount" in component or component.endswith("HasValueConstraintComponent"),
            subjects_of=_all(rules, around, sh["targetSubjectsOf"]),
            objects_of=_all(rules, around, sh["targetObjectsOf"]),
        )


def _around(rules: "Graph", shape: Any) -> "list[Node]":
    """Return SHAPE and the shapes that use it, the nearest first."""
    found = [shape] if shape is not None else []
    for each in found:
        users = sorted(set(rules.subjects(None, each)) - set(found), key=str)
        found += users
    return found


def _all(rules: "Graph", shapes: "Iterable[Node]", predicate: "Node") -> frozenset[str]:
    return frozenset(str(value) for each in shapes for value in rules.objects(each, predicate))


def _broken(shapes: Path | None, error: Exception) -> OntologyError:
    told = _MESSAGE.search(str(error))  # of many lines about one shape the one that says it
    reason = " ".join((told[1] if told else str(error)).split())
    shown = reason if len(reason) <= _LONGEST else f"{reason[:_LONGEST]}…"
    return OntologyError(f"{shapes or 'shapes.ttl'}: {shown}; mend the shape")


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
